//! How wide the interval of a check's monetary value of error is expected to be, and how often it holds the
//! truth.

use rand::RngExt;

use super::amounts::AmountDistributions;
use super::binomial::Binomial;
use super::checked::Checked;
use super::design::Design;
use super::estimate::{CONFIDENCE, Precision};
use super::kinds::Office;
use super::lattice::Lattice;
use super::staff_effect::StaffEffect;
use super::unknown::{Fact, Unknown};
use crate::money::most_of_an_error;
use tierone_scenario::{ActivityId, AttributeId, Check};
use tierone_stats::moment_bound::{self, MonetarySample, Side, WrongDecision};
use tierone_stats::rng::{Address, Purpose};
use tierone_stats::special::gamma_tails;

/// Points at which intervals are worked out.
const POINTS: usize = 256;

/// An error that a check may find, with how often it does so among all that it finds.
struct Atom {
    activity: ActivityId,
    attribute: AttributeId,
    /// Whether it grows with the value of its decision.
    relative: bool,
    share: f64,
}

/// Distributions of what is found, of all decisions and of the frame.
struct Money<'o> {
    atoms: Vec<Atom>,
    amounts: &'o AmountDistributions,
    /// Expected amount of an error found, and of its square.
    mean: f64,
    square: f64,
    /// Value of all decisions, and of the frame, with the expected gross error of those that no stratum
    /// stands for, £ a year.
    all: (f64, f64),
    frame: (f64, f64),
    frame_decisions: f64,
}

/// Expected half width and coverage, by sums over the number of errors found at the points of a lattice, with weights and
/// amounts drawn at random, the same ones every time.
pub(super) fn precision(
    office: &Office,
    check: &Check,
    checked: &Checked,
    design: &Design,
    staff: &StaffEffect,
) -> Fact<Precision> {
    let money = Money::of(office, checked)?;
    if money.frame.0 <= 0.0 || money.all.0 <= 0.0 {
        return Err(Unknown::NO_VALUE);
    }
    let mean = money.frame.0 / money.frame_decisions;
    let covered: f64 = design.classes.iter().map(|class| class.population).sum();
    let checked: Vec<moment_bound::Checked> = design
        .classes
        .iter()
        .map(|class| moment_bound::Checked {
            number: class.sampled,
            weight: class.weight().max(1.0),
            mean_value: mean,
        })
        .collect();
    let found_of: Vec<f64> = design
        .classes
        .iter()
        .map(|c| c.sampled * c.monetary)
        .collect();
    let expected: f64 = found_of.iter().sum();
    // Expected error of what the strata stand for and no check finds, £ a year.
    let missed: f64 = design
        .classes
        .iter()
        .map(|class| {
            let in_sample = class.sampled * (class.gross - class.monetary * money.mean);
            let others = (class.population - class.sampled).max(0.0) * class.gross;
            in_sample.max(0.0) + others
        })
        .sum();
    let n_checks: f64 = design.classes.iter().map(|class| class.sampled).sum();
    let nodes: Vec<(f64, f64, Binomial)> = staff
        .nodes()
        .into_iter()
        .map(|(factor, share)| {
            (
                factor,
                share,
                Binomial::new(n_checks.round(), factor * expected / n_checks),
            )
        })
        .collect();
    let mut sums = [0.0; 4];
    // A lattice is no better than chance in hundreds of dimensions, and leans to one side in them.
    let mut stream = Address::opening(0, 0).open(&Purpose::interval("facts"));
    for point in Lattice::new(2, POINTS) {
        let mut left = point[0];
        let node = nodes.iter().find(|(_, share, _)| {
            left -= share;
            left < 0.0
        });
        let (factor, _, binomial) = node.unwrap_or(&nodes[0]);
        let errors: Vec<WrongDecision> = (0..binomial.quantile(point[1]))
            .map(|_| {
                let [u, v, w] = stream.random();
                let (class, rest) = pick(&found_of, u);
                let (over, value) = money.error(rest, v, w);
                WrongDecision {
                    over,
                    under: 0.0,
                    value,
                    weight: design.classes[class].weight().max(1.0),
                }
            })
            .collect();
        let sample = MonetarySample {
            found: &errors,
            checked: &checked,
            most: most_of_an_error(office.scenario, check, mean),
            effect: 1.0,
            value: money.frame.0 * covered / money.frame_decisions,
        };
        let Some(interval) = sample.estimate(Side::Gross, CONFIDENCE) else {
            continue;
        };
        let known: f64 = errors.iter().map(|error| error.over).sum();
        sums[0] += 1.0;
        sums[1] += interval.half_width();
        for (sum, (value, gross)) in sums[2..].iter_mut().zip([money.all, money.frame]) {
            // What was not found, by the gamma distribution with the mean and variance of a compound Poisson one.
            let rest = factor * (gross + missed);
            let scale = money.square / money.mean.max(f64::MIN_POSITIVE);
            let at = |limit: f64| {
                let left = limit * value - known;
                match left >= 0.0 && rest > 0.0 {
                    true => gamma_tails(rest / scale, left / scale).lower,
                    false => f64::from(left >= 0.0),
                }
            };
            // To within a rounding, as where everything was checked.
            let slack = 1e-9 * interval.high;
            *sum += (at(interval.high + slack) - at(interval.low - slack)).max(0.0);
        }
    }
    if sums[0] <= 0.0 {
        return Err(Unknown::NO_CHECKS);
    }
    Ok(Precision {
        half_width: sums[1] / sums[0],
        coverage: sums[2] / sums[0],
        frame_coverage: sums[3] / sums[0],
    })
}

/// Which of some weights a number between 0 and 1 falls on, and where within it.
fn pick(weights: &[f64], u: f64) -> (usize, f64) {
    let mut left = u * weights.iter().sum::<f64>();
    for (at, weight) in weights.iter().enumerate() {
        if left < *weight {
            return (at, left / weight);
        }
        left -= weight;
    }
    (weights.len() - 1, 0.5)
}

impl<'o> Money<'o> {
    fn of(office: &'o Office, checked: &Checked) -> Fact<Self> {
        let scenario = office.scenario;
        let mut by_error: Vec<Vec<f64>> = scenario
            .activities
            .iter()
            .map(|a| vec![0.0; a.errors.len()])
            .collect();
        let (mut all, mut frame, mut decisions) = ((0.0, 0.0), (0.0, 0.0), 0.0);
        for (period, sample, found) in checked.each() {
            let sample = sample.as_ref().map_err(|unknown| *unknown)?;
            let covered = sample.covered();
            for (kind, of) in office.kinds.iter().enumerate() {
                let (n, eligible) = (period.numbers[kind], sample.eligible[kind]);
                let truth = &period.truths[kind];
                let value = office.worths[of.activity].value;
                let inside = truth.risky[0] * eligible[0] + truth.risky[1] * eligible[1];
                all.0 += n * value;
                frame.0 += n * inside * value;
                let members = truth.risky[1] * n * eligible[1];
                if members > 0.0 {
                    let uncovered = (1.0 - covered[kind] / members).max(0.0);
                    frame.1 += n * eligible[1] * truth.gross * uncovered;
                }
                all.1 += n * (1.0 - eligible[1]) * truth.gross;
                decisions += n * inside;
                let errors = &scenario.activities[of.activity].errors;
                for (j, error) in errors.iter().enumerate() {
                    if scenario.attributes[error.attribute].money.is_some() {
                        let chance = eligible[1] * sample.drawn[kind][1];
                        by_error[of.activity][j] += n * chance * found[kind].errors[j][1];
                    }
                }
            }
        }
        all.1 += frame.1;
        let total: f64 = by_error.iter().flatten().sum();
        let mut atoms = Vec::new();
        for (activity, errors) in by_error.iter().enumerate() {
            for (j, number) in errors
                .iter()
                .enumerate()
                .filter(|(_, number)| **number > 0.0)
            {
                let attribute = scenario.activities[activity].errors[j].attribute;
                let money = scenario.attributes[attribute].money.as_ref();
                atoms.push(Atom {
                    activity,
                    attribute,
                    relative: money.is_some_and(|money| money.amount.relative),
                    share: number / total,
                });
            }
        }
        let mut money = Self {
            atoms,
            amounts: office.amounts(),
            mean: 0.0,
            square: 0.0,
            all,
            frame,
            frame_decisions: decisions,
        };
        (money.mean, money.square) = money.moments();
        Ok(money)
    }

    /// Mean and mean square of an amount found.
    fn moments(&self) -> (f64, f64) {
        let (mut mean, mut square) = (0.0, 0.0);
        for atom in &self.atoms {
            let amounts = &self.amounts.amounts[atom.attribute];
            let values = &self.amounts.values[atom.activity];
            let unit = match atom.relative {
                true => (values.mean, values.square),
                false => (1.0, 1.0),
            };
            mean += atom.share * amounts.mean * unit.0;
            square += atom.share * amounts.square * unit.1;
        }
        (mean, square)
    }

    /// One amount found and the value of its decision, at a point of the cube.
    fn error(&self, which: f64, value: f64, size: f64) -> (f64, f64) {
        let mut left = which;
        let atom = self.atoms.iter().find(|atom| {
            left -= atom.share;
            left < 0.0
        });
        let Some(atom) = atom.or(self.atoms.last()) else {
            return (0.0, 0.0);
        };
        let value = self.amounts.values[atom.activity].quantile(value);
        let unit = if atom.relative { value } else { 1.0 };
        let amount = self.amounts.amounts[atom.attribute].quantile(size);
        (unit * amount, value)
    }
}
