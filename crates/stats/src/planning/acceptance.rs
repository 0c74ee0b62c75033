//! Acceptance sampling: the probability that a plan of so many checks with so many errors allowed passes, and what it costs.

use crate::guard::only_if;
use crate::halving::halved;
use crate::special::{
    beta_quantile, binomial_mass, binomial_tails, gamma_quantile, gamma_tails, hypergeometric_tails,
};

use super::search::first;

/// No sample is larger than this.
const MOST: u64 = 1 << 32;

/// How errors come into a sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Errors {
    /// Each decision is in error with the same probability.
    Binomial,
    /// The limit of many checks and rare errors.
    Poisson,
    /// Drawn without replacement from so many decisions, of which the share, rounded to whole ones, is in error.
    Hypergeometric(u64),
}

impl Errors {
    /// The probability that `errors` at most are among `checked`, at the share `share` in error.
    ///
    /// # Examples
    /// ```
    /// use tierone_stats::planning::Errors;
    ///
    /// assert!((Errors::Binomial.at_most(0, 20, 0.001) - 0.999f64.powi(20)).abs() < 1e-15);
    /// ```
    pub fn at_most(self, errors: u64, checked: u64, share: f64) -> f64 {
        match self {
            Errors::Binomial if errors >= checked => 1.0,
            Errors::Binomial => binomial_tails(errors, checked, share).lower,
            Errors::Poisson if share == 0.0 => 1.0,
            Errors::Poisson => gamma_tails(errors as f64 + 1.0, checked as f64 * share).upper,
            Errors::Hypergeometric(all) => {
                let wrong = (all as f64 * share).round() as u64;
                if errors >= checked.min(wrong) {
                    return 1.0;
                }
                hypergeometric_tails(errors, all, wrong, checked).lower
            }
        }
    }
}

/// A plan of one sample: passed with `allowed` errors at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SinglePlan {
    /// Checks.
    pub checked: u64,
    /// Errors with which it still passes.
    pub allowed: u64,
}

impl SinglePlan {
    /// The probability that it passes at the share `share` in error.
    ///
    /// # Source
    /// Schilling & Neubauer (2017), Acceptance Sampling in Quality Control, 3rd ed., ch. 5.
    /// # Examples
    /// ```
    /// use tierone_stats::planning::{Errors, SinglePlan};
    ///
    /// let plan = SinglePlan { checked: 299, allowed: 0 };
    /// assert!(plan.passes(Errors::Binomial, 0.01) < 0.05);
    /// ```
    pub fn passes(self, errors: Errors, share: f64) -> f64 {
        errors.at_most(self.allowed, self.checked, share)
    }

    /// The share in error at which it passes with this probability, binomial.
    ///
    /// # Examples
    /// ```
    /// use tierone_stats::planning::SinglePlan;
    ///
    /// let plan = SinglePlan { checked: 68, allowed: 2 };
    /// assert!((plan.share_passed_with(0.95) - 0.012_131_257_356_139_8).abs() < 1e-14);
    /// ```
    pub fn share_passed_with(self, probability: f64) -> f64 {
        let (c, n) = (self.allowed as f64, self.checked as f64);
        beta_quantile(c + 1.0, n - c, 1.0 - probability)
    }

    /// The share in error at which it passes with this probability, where errors are Poisson.
    ///
    /// # Examples
    /// ```
    /// use tierone_stats::planning::SinglePlan;
    ///
    /// // Dodge and Romig print 11.8 %.
    /// let plan = SinglePlan { checked: 45, allowed: 2 };
    /// assert!((plan.poisson_share_passed_with(0.1) - 0.118).abs() < 0.001);
    /// ```
    pub fn poisson_share_passed_with(self, probability: f64) -> f64 {
        gamma_quantile(self.allowed as f64 + 1.0, 1.0 - probability) / self.checked as f64
    }

    /// Decisions checked on average, where all of the `population` are if the plan fails.
    ///
    /// # Source
    /// Dodge & Romig (1959), Sampling Inspection Tables, 2nd ed.: n P + N (1 − P).
    /// # Examples
    /// ```
    /// use tierone_stats::planning::SinglePlan;
    ///
    /// let plan = SinglePlan { checked: 770, allowed: 4 };
    /// assert!((plan.average_inspected(5_000, 0.005) - 2_215.865_892_97).abs() < 1e-7);
    /// ```
    pub fn average_inspected(self, population: u64, share: f64) -> f64 {
        let passes = self.passes(Errors::Binomial, share);
        self.checked as f64 * passes + population as f64 * (1.0 - passes)
    }

    /// The share in error that is left on average, where all are checked if the plan fails and what is found is put right.
    ///
    /// # Source
    /// As for [`average_inspected`](Self::average_inspected): p P (N − n)/N.
    /// # Examples
    /// ```
    /// use tierone_stats::planning::SinglePlan;
    ///
    /// let plan = SinglePlan { checked: 770, allowed: 4 };
    /// assert!((plan.average_outgoing(5_000, 0.005) - 0.002_784_134_107).abs() < 1e-12);
    /// ```
    pub fn average_outgoing(self, population: u64, share: f64) -> f64 {
        let left = population.saturating_sub(self.checked) as f64 / population as f64;
        share * self.passes(Errors::Binomial, share) * left
    }

    /// The most that [`average_outgoing`](Self::average_outgoing) can be, over all shares.
    ///
    /// # Examples
    /// ```
    /// use tierone_stats::planning::SinglePlan;
    ///
    /// let plan = SinglePlan { checked: 770, allowed: 4 };
    /// assert!((plan.most_outgoing(5_000) - 0.002_795_244_444).abs() < 1e-11);
    /// ```
    pub fn most_outgoing(self, population: u64) -> f64 {
        let (c, n) = (self.allowed as f64, self.checked as f64);
        if c >= n {
            return 1.0 - (n / population as f64).min(1.0);
        }
        // d(p P)/dp = P − p n b(c; n − 1, p): positive up to the maximum, negative beyond.
        let slope = |share: f64| {
            let mass = binomial_mass(c, n - 1.0, share, 1.0 - share);
            self.passes(Errors::Binomial, share) - share * n * mass
        };
        let (low, _) = halved(100, (0.0, 1.0), |share| slope(share) > 0.0);
        self.average_outgoing(population, low)
    }
}

/// The plan with the fewest checks that passes with `pass.1` at least where the share in error is `pass.0`, and with
/// `refuse.1` at most where it is `refuse.0`.
///
/// `None` where `pass.0` is not below `refuse.0`, or no plan does both: of few decisions a census does.
/// # Source
/// Hailey (1980), Journal of Quality Technology 12, 230–235; as R's AcceptanceSampling has it.
/// # Examples
/// ```
/// use tierone_stats::planning::{Errors, SinglePlan, two_point_plan};
///
/// let plan = two_point_plan(Errors::Poisson, (0.01, 0.95), (0.05, 0.1)).unwrap();
/// assert_eq!(plan, SinglePlan { checked: 134, allowed: 3 });
/// ```
pub fn two_point_plan(errors: Errors, pass: (f64, f64), refuse: (f64, f64)) -> Option<SinglePlan> {
    let inside = [pass.0, pass.1, refuse.0, refuse.1]
        .iter()
        .all(|value| (0.0..=1.0).contains(value));
    only_if(inside && pass.0 < refuse.0 && pass.1 > refuse.1 && refuse.1 > 0.0)?;
    let most = match errors {
        Errors::Hypergeometric(all) => all,
        _ => MOST,
    };
    for allowed in 0..1_000_000 {
        // The fewest that refuse bad work are the likeliest to pass good work.
        let checked = first(allowed.max(1), most, |n| {
            errors.at_most(allowed, n, refuse.0) <= refuse.1
        })?;
        if errors.at_most(allowed, checked, pass.0) >= pass.1 {
            return Some(SinglePlan { checked, allowed });
        }
    }
    None
}

/// A plan of two samples, the second drawn where the first neither passes nor fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoublePlan {
    /// Checks of the first sample.
    pub first: u64,
    /// Errors in it with which the plan passes.
    pub passes_with: u64,
    /// Errors in it with which the plan fails.
    pub fails_with: u64,
    /// Checks of the second sample.
    pub second: u64,
    /// Errors in both with which the plan passes.
    pub both_pass_with: u64,
}

impl DoublePlan {
    fn open(self, share: f64) -> impl Iterator<Item = (u64, f64)> {
        let n = self.first as f64;
        let open = self.passes_with + 1..self.fails_with.min(self.first + 1);
        open.map(move |errors| (errors, binomial_mass(errors as f64, n, share, 1.0 - share)))
    }

    /// The probability that it passes at the share `share` in error, binomial.
    ///
    /// # Source
    /// Schilling & Neubauer (2017), Acceptance Sampling in Quality Control, 3rd ed., ch. 6.
    /// # Examples
    /// ```
    /// use tierone_stats::planning::DoublePlan;
    ///
    /// let plan = DoublePlan { first: 20, passes_with: 0, fails_with: 2, second: 20, both_pass_with: 1 };
    /// assert!((plan.passes(0.002) - 0.997_746_644_458_288).abs() < 1e-13);
    /// ```
    pub fn passes(self, share: f64) -> f64 {
        let at_once = Errors::Binomial.at_most(self.passes_with, self.first, share);
        let later = self.open(share).map(|(errors, mass)| {
            let left = self.both_pass_with.checked_sub(errors);
            mass * left.map_or(0.0, |left| {
                Errors::Binomial.at_most(left, self.second, share)
            })
        });
        at_once + later.sum::<f64>()
    }

    /// Checks on average, with both samples always finished.
    ///
    /// # Examples
    /// ```
    /// use tierone_stats::planning::DoublePlan;
    ///
    /// let plan = DoublePlan { first: 20, passes_with: 0, fails_with: 2, second: 20, both_pass_with: 1 };
    /// assert!((plan.average_checks(0.002) - 20.770_141_047_7).abs() < 1e-9);
    /// ```
    pub fn average_checks(self, share: f64) -> f64 {
        let open: f64 = self.open(share).map(|(_, mass)| mass).sum();
        self.first as f64 + self.second as f64 * open
    }
}
