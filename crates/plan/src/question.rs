//! What is asked, and what is thought of the work.

use tierone_stats::planning::chance_of_at_most;
use tierone_stats::special::hypergeometric_tails;
use tierone_stats::units::Decimal;

use crate::rows::Assumed;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    /// The share of cases in error that is thought of, 0 to 1.
    pub rate: Decimal,
    /// The share in error below which the rate is to be shown to be, 0 to 1, if that is asked.
    pub limit: Option<Decimal>,
    /// The half-width of the interval that is wanted, as a share of cases.
    pub half_width: Option<f64>,
    /// Cases in the frame; without end where it is not given.
    pub cases: Option<u64>,
    /// Confidence of intervals, two-sided, and of what is shown, one-sided.
    pub confidence: f64,
    /// The probability with which a limit should be shown to be kept, if it is.
    pub chance: f64,
    /// The share of errors that a check finds, above 0.
    pub sensitivity: f64,
    /// The caseworkers, if they are to be told apart.
    pub people: Option<People>,
    /// Money in error, if that is asked of.
    pub money: Option<MoneyInError>,
    /// Cheap checks beside gold ones, if there are both.
    pub kinds: Option<TwoKinds>,
    /// The hours of checking that there are, if the checks are to fit into them.
    pub hours: Option<Hours>,
}

/// Hours of checking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hours {
    /// Hours a month.
    pub a_month: f64,
    /// Minutes that a check takes, above 0.
    pub minutes: f64,
}

impl Hours {
    /// Checks for which so many months have the hours.
    pub(crate) fn checks(self, months: u64) -> u64 {
        // Twenty minutes are a third of an hour, to within a rounding.
        (60.0 * self.a_month * months as f64 / self.minutes + 1e-9) as u64
    }
}

/// What is asked of money, and thought of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MoneyInError {
    /// The share of all value that is thought to be in error, above 0.
    pub mve: f64,
    /// The standard deviation of the values of cases, over their mean.
    pub spread: f64,
    /// The half-width of the interval that is wanted, as a share of all value.
    pub half_width: Option<f64>,
    /// The share of all value below which error is to be shown to be.
    pub limit: Option<f64>,
}

/// A cheap check, and a gold one that is taken to be right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoKinds {
    /// The share of errors that the cheap check finds.
    pub sensitivity: f64,
    /// The share of right cases that it fails.
    pub false_fail: f64,
    /// What it costs, in pence.
    pub cheap_cost: u64,
    /// What a gold check costs, in pence, above 0.
    pub gold_cost: u64,
    /// What may be spent, in pence: the narrowest interval is then planned.
    pub budget: Option<u64>,
}

/// Caseworkers, of whom those of twice the odds of error are to be told from luck.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct People {
    /// How many there are; not known where it is not given.
    pub number: Option<u64>,
    /// The probability with which one of twice the odds should be flagged.
    pub found: f64,
    /// The probability with which one like the others is flagged.
    pub false_flag: f64,
}

impl Question {
    /// The share in error under an assumption.
    pub(crate) fn rate_if(&self, assumed: Assumed) -> f64 {
        let rate = self.rate.to_f64();
        match assumed {
            Assumed::Half => 0.5 * rate,
            Assumed::AsThought => rate,
            Assumed::Double => (2.0 * rate).min(1.0),
        }
    }

    /// The share of checks that find an error, where this share of cases is in error.
    pub(crate) fn found(&self, rate: f64) -> f64 {
        rate * self.sensitivity
    }

    /// The probability that so many checks find so many errors or fewer, where this share of cases is in error: by the law that sizes
    /// are worked out with. Of a frame that is known the errors are whole, and the fewest that make up the share.
    pub(crate) fn chance_of_at_most(&self, errors: u64, checks: u64, rate: f64) -> f64 {
        let found = self.found(rate);
        match self.cases {
            Some(all) if checks <= all => {
                // A product that is whole is so to within a rounding.
                let wrong = (found * all as f64 * (1.0 - 1e-12)).ceil() as u64;
                hypergeometric_tails(errors, all, wrong.min(all), checks).lower
            }
            _ => chance_of_at_most(errors, checks, found),
        }
    }

    /// The share of its value by which a case in error is wrong, if error in money is as thought.
    pub(crate) fn taint(&self, money: MoneyInError) -> f64 {
        money.mve / self.rate.to_f64()
    }

    /// The share of all value in error under an assumption.
    pub(crate) fn mve_if(&self, money: MoneyInError, assumed: Assumed) -> f64 {
        self.taint(money) * self.rate_if(assumed)
    }

    /// A limit as checks would find it.
    pub(crate) fn found_at(&self, limit: Decimal) -> Decimal {
        if self.sensitivity == 1.0 {
            return limit;
        }
        // Twelve decimals are more than any limit is stated to.
        let found = self.found(limit.to_f64());
        Decimal::from_f64((found * 1e12).round() / 1e12).unwrap_or(limit)
    }

    /// The assumptions that differ: of no error half is none, and there is nothing above all.
    pub(crate) fn assumptions(&self) -> Vec<Assumed> {
        let thought = self.rate_if(Assumed::AsThought);
        let differs =
            |assumed: &Assumed| *assumed == Assumed::AsThought || self.rate_if(*assumed) != thought;
        Assumed::ALL.into_iter().filter(differs).collect()
    }
}
