//! What a check shows of single caseworkers: fails in a year, and whom a rule flags.

use serde::Serialize;

use super::binomial::Binomial;
use super::chain::{Chain, at_ends};
use super::chances::fails_at;
use super::deals::mean_filled;
use super::kinds::Office;
use super::period::ReportedPeriod;
use super::sample::ExpectedSample;
use super::unknown::{Fact, Unknown};
use crate::states::tenures;
use tierone_scenario::{Check, Flag, FlagRule, Policy};
use tierone_stats::performer::level_of_each;

/// How much more a bad caseworker errs than an average experienced one: the odds of every error doubled.
const TWICE: f64 = 2.0;

/// Points of the log-odds between which chances of a flag are interpolated, and points over which they
/// are averaged on either side of the odds that make a poor performer.
const POINTS: usize = 33;
const STRIPS: usize = 128;

/// What a year of a check's results shows of one caseworker.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quota {
    /// Checks of one caseworker in a year, all of it in the frame.
    pub checks: f64,
    /// Share of the checks of an average experienced caseworker that fail.
    pub fail_share: f64,
    /// Their fails in a year.
    pub fails: f64,
    /// Fails in a year of one whose odds of every error are twice those.
    pub fails_of_twice: f64,
    /// Chance that this one has more fails in a year than the average one.
    pub twice_has_more: f64,
    /// Chance that the two have the same number.
    pub same: f64,
}

/// Whom a policy's rule flags.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flagged {
    /// Chance that an average experienced caseworker has been flagged after the first, second, … period, as
    /// many as are reported, starting afresh.
    pub typical: Vec<f64>,
    /// The same of one whose odds of every error are twice those.
    pub twice: Vec<f64>,
    /// Caseworkers below the odds of a poor performer.
    pub others: f64,
    /// False alarms in a year over all of them; nobody is thought to leave.
    pub false_alarms: f64,
    /// Caseworkers beyond those odds.
    pub poor: f64,
    /// Those of them flagged within a year.
    pub poor_flagged: f64,
    /// Others and poor performers flagged after the first, second, … period of a year.
    pub by_period: Vec<(f64, f64)>,
}

/// A check that draws from everybody at random.
struct CaseworkerSample<'a> {
    office: &'a Office<'a>,
    check: &'a Check,
    /// Share of every kind among what is checked of a caseworker.
    mix: Vec<f64>,
    /// Checks of one caseworker in a period, and whether they are the same number each time.
    results: f64,
    fixed: bool,
    period: usize,
}

impl<'a> CaseworkerSample<'a> {
    fn of(
        office: &'a Office<'a>,
        check: &'a Check,
        period: &ReportedPeriod,
        sample: &Fact<ExpectedSample>,
    ) -> Fact<Self> {
        let sample = sample.as_ref().map_err(|unknown| *unknown)?;
        Unknown::NO_CASEWORKERS.when(
            sample
                .drawn
                .iter()
                .any(|drawn| (drawn[0] - drawn[1]).abs() > 1e-12),
        )?;
        let drawn = |kind: usize| match office.kinds[kind].system {
            true => 0.0,
            false => period.numbers[kind] * sample.eligible[kind][0] * sample.drawn[kind][0],
        };
        let mix: Vec<f64> = (0..office.kinds.len()).map(drawn).collect();
        let all: f64 = mix.iter().sum();
        let inside = office.tenures.iter().enumerate().filter(|(class, _)| {
            let of_class = |kind: &usize| office.kinds[*kind].class == *class;
            (0..mix.len()).filter(of_class).any(|kind| mix[kind] > 0.0)
        });
        let seats = mean_filled(office) * inside.map(|(_, tenure)| tenure.share).sum::<f64>();
        Unknown::NO_CHECKS.when(all <= 0.0 || seats <= 0.0)?;
        let results = all / seats;
        let whole = (results - results.round()).abs() < 1e-6 * results;
        let fixed = whole
            && super::kinds::stratify(&check.sample) == tierone_sampling::Stratify::Caseworker;
        Ok(Self {
            office,
            check,
            mix: mix.iter().map(|drawn| drawn / all).collect(),
            results: if fixed { results.round() } else { results },
            fixed,
            period: office.scenario.horizon.warm_up,
        })
    }

    /// Share of the checks of somebody at these odds that fail.
    fn fails(&self, odds: f64) -> f64 {
        let kinds = self
            .mix
            .iter()
            .enumerate()
            .filter(|(_, share)| **share > 0.0);
        let at = (1.0, self.period);
        kinds
            .map(|(kind, share)| share * fails_at(self.office, kind, self.check, odds, at))
            .sum()
    }

    /// Chance of having been flagged after each period, of somebody at these odds.
    fn flagged(
        &self,
        rule: &FlagRule,
        chain: Option<&Chain>,
        odds: f64,
        periods: usize,
    ) -> Fact<Vec<f64>> {
        let fails = self.fails(odds);
        let Some(chain) = chain else {
            Unknown::NO_CASEWORKERS.when(!self.fixed)?;
            let (expected, level) = match *rule {
                FlagRule::Funnel {
                    expected,
                    false_alarm,
                    ..
                } => {
                    let people = mean_filled(self.office).round() as u64;
                    let usual = || self.expected();
                    (
                        expected.unwrap_or_else(usual),
                        level_of_each(false_alarm, people),
                    )
                }
                _ => (0.0, 0.0),
            };
            let results = self.results as u64;
            return at_ends(rule, (fails, results), periods, (expected, level));
        };
        let most = self.results * periods as f64;
        let last = match self.fixed {
            true => most as usize,
            false => (most + 8.0 * most.sqrt() + 10.0) as usize,
        };
        let by_result = chain.flagged(fails, last);
        let after = |period: usize| -> f64 {
            let results = self.results * period as f64;
            if self.fixed {
                return by_result[results as usize];
            }
            // So many of very many decisions: a Poisson number.
            let few = 1e7_f64.max(100.0 * results);
            let law = Binomial::new(few, results / few);
            law.masses()
                .map(|(n, mass)| mass * by_result[(n as usize).min(last)])
                .sum()
        };
        Ok((1..=periods).map(after).collect())
    }

    /// Share of all checks that fail, over everybody.
    fn expected(&self) -> f64 {
        self.over_people(|odds| self.fails(odds)).iter().sum()
    }

    /// Mean over everybody of a function of the odds, of those below the odds of a poor performer and of
    /// those beyond.
    fn over_people(&self, f: impl Fn(f64) -> f64) -> [f64; 2] {
        let workforce = &self.office.scenario.workforce;
        let spread = workforce.spread.hypot(workforce.team_spread);
        let poor = workforce.poor.unwrap_or(f64::INFINITY).ln();
        let mut sums = [0.0; 2];
        for tenure in tenures(workforce, 0.0, f64::INFINITY) {
            let starter = tenure.odds.ln();
            if spread == 0.0 {
                sums[usize::from(starter >= poor)] += tenure.weight * f(tenure.odds);
                continue;
            }
            let edge = ((poor - starter) / spread).clamp(-9.0, 9.0);
            for (side, (from, to)) in [(-9.0, edge), (edge, 9.0)].into_iter().enumerate() {
                // Simpson's rule.
                let width = (to - from) / STRIPS as f64;
                for i in 0..=STRIPS {
                    let z = from + width * i as f64;
                    let weight = match i {
                        0 | STRIPS => 1.0,
                        _ if i % 2 == 1 => 4.0,
                        _ => 2.0,
                    };
                    let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
                    let part = weight * width / 3.0 * density * tenure.weight;
                    if part > 0.0 {
                        sums[side] += part * f((starter + spread * z).exp());
                    }
                }
            }
        }
        sums
    }
}

/// What a year of a check that draws from each caseworker shows of one; none for other checks.
pub(super) fn quota(
    office: &Office,
    check: &Check,
    period: &ReportedPeriod,
    sample: &Fact<ExpectedSample>,
) -> Option<Fact<Quota>> {
    let by_caseworker =
        super::kinds::stratify(&check.sample) == tierone_sampling::Stratify::Caseworker;
    by_caseworker.then(|| {
        let sample = CaseworkerSample::of(office, check, period, sample)?;
        let checks = sample.results * periods_a_year(office) as f64;
        let (typical, twice) = (sample.fails(1.0), sample.fails(TWICE));
        let (one, other) = (
            Binomial::new(checks.round(), typical),
            Binomial::new(checks.round(), twice),
        );
        let (mut more, mut same) = (0.0, 0.0);
        for (x, weight) in one.masses() {
            for (y, mass) in other.masses() {
                more += if y > x { weight * mass } else { 0.0 };
                same += if y == x { weight * mass } else { 0.0 };
            }
        }
        Ok(Quota {
            checks,
            fail_share: typical,
            fails: checks * typical,
            fails_of_twice: checks * twice,
            twice_has_more: more,
            same,
        })
    })
}

/// Whole periods in a year.
pub(super) fn periods_a_year(office: &Office) -> usize {
    (365.25 / office.scenario.horizon.period.days()).round() as usize
}

/// Whom a policy's rule flags; none where it has no rule.
pub(super) fn flagged(
    office: &Office,
    policy: &Policy,
    period: &ReportedPeriod,
    samples: &[Fact<ExpectedSample>],
) -> Option<Fact<Flagged>> {
    let flag = policy.flag.as_ref()?;
    Some(of_rule(office, policy, flag, period, samples))
}

fn of_rule(
    office: &Office,
    policy: &Policy,
    flag: &Flag,
    period: &ReportedPeriod,
    samples: &[Fact<ExpectedSample>],
) -> Fact<Flagged> {
    let sample = CaseworkerSample::of(
        office,
        &policy.checks[flag.check],
        period,
        &samples[flag.check],
    )?;
    Unknown::OF_SOME_TENURE.when(policy.checks[flag.check].frame.tenure.is_some())?;
    let chain = Chain::of(&flag.rule).transpose()?;
    let reported = office.scenario.horizon.periods;
    let year = periods_a_year(office);
    let flagged = |odds, periods| sample.flagged(&flag.rule, chain.as_ref(), odds, periods);
    // Chances on a grid of the log-odds: they are smooth between.
    let workforce = &office.scenario.workforce;
    let spread = workforce.spread.hypot(workforce.team_spread);
    let starter = workforce
        .new_starters
        .map_or(0.0, |new| new.odds_ratio.ln());
    let (low, high) = (
        -6.0 * spread + starter.min(0.0),
        6.0 * spread + starter.max(0.0),
    );
    let step = ((high - low) / (POINTS - 1) as f64).max(1e-9);
    let grid: Vec<Vec<f64>> = (0..POINTS)
        .map(|i| {
            let odds = (low + step * i as f64).exp();
            flagged(odds, year)
        })
        .collect::<Fact<Vec<Vec<f64>>>>()?;
    let [others, poor] = sample.over_people(|_| 1.0);
    let seats = mean_filled(office);
    let by_period: Vec<(f64, f64)> = (0..year)
        .map(|period| {
            let grid: Vec<f64> = grid.iter().map(|flagged| flagged[period]).collect();
            let within = |odds: f64| interpolated(&grid, (odds.ln() - low) / step);
            let [others, poor] = sample.over_people(within);
            (seats * others, seats * poor)
        })
        .collect();
    Ok(Flagged {
        typical: flagged(1.0, reported)?,
        twice: flagged(TWICE, reported)?,
        others: seats * others,
        false_alarms: by_period[year - 1].0,
        poor: seats * poor,
        poor_flagged: by_period[year - 1].1,
        by_period,
    })
}

/// The value at a place between equally spaced ones, by the cubic through the four around it.
fn interpolated(grid: &[f64], at: f64) -> f64 {
    let at = at.clamp(0.0, (grid.len() - 1) as f64);
    let first = (at.floor() as usize).clamp(1, grid.len() - 3) - 1;
    let x = at - first as f64;
    let mut sum = 0.0;
    for i in 0..4 {
        let others = (0..4)
            .filter(|j| *j != i)
            .map(|j| (x - j as f64) / (i as f64 - j as f64));
        sum += grid[first + i] * others.product::<f64>();
    }
    sum.clamp(0.0, 1.0)
}
