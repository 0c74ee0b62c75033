//! How wide the interval of a check's monetary value of error is expected to be, and how often it holds the
//! truth.

use rand::RngExt;

use super::amounts::AmountDistributions;
use super::binomial::Binomial;
use super::chances::Pair;
use super::checked::Checked;
use super::design::{Design, WeightClass};
use super::estimate::{CONFIDENCE, Precision};
use super::kinds::Office;
use super::lattice::Lattice;
use super::staff_effect::StaffEffect;
use super::unknown::{Fact, Unknown};
use super::wrong::{OneError, Wrong, pick};
use crate::money::most_of_an_error;
use tierone_scenario::Check;
use tierone_stats::moment_bound::{self, MonetarySample, Side, WrongDecision};
use tierone_stats::rng::{Address, Purpose, Stream};
use tierone_stats::special::gamma_tails;

/// Points at which intervals are worked out.
const POINTS: usize = 512;

/// Errors of which single amounts decide what those that nobody finds come to.
const FEW: f64 = 10.0;

/// Distributions of what is found, of all decisions and of the frame.
struct Money<'o> {
    wrong: Vec<Wrong>,
    amounts: &'o AmountDistributions,
    /// Wrong decisions that are expected to be found, and errors in what is checked that are not.
    found: f64,
    overlooked: f64,
    /// Expected amount of a decision found wrong, and of its square.
    mean: f64,
    square: f64,
    /// Value of all decisions, and of the frame, with the expected gross error of those that no stratum
    /// stands for, £ a year.
    all: (f64, f64),
    frame: (f64, f64),
    frame_decisions: f64,
    /// Value of what the strata stand for, £ a year.
    covered: f64,
    /// Mean value of what each class of weight stands for, £ a year.
    mean_values: Vec<f64>,
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
    let money = Money::of(office, checked, &design.classes)?;
    Unknown::NO_VALUE.when(money.frame.0 <= 0.0 || money.all.0 <= 0.0)?;
    let mean = money.frame.0 / money.frame_decisions;
    let of_classes = design.classes.iter().zip(&money.mean_values);
    let checked: Vec<moment_bound::Checked> = of_classes
        .map(|(class, value)| moment_bound::Checked {
            number: class.sampled,
            weight: class.weight().max(1.0),
            mean_value: *value,
        })
        .collect();
    let expected = money.found;
    // Expected error of what the strata stand for and no check finds, £ a year.
    let sum = |of: fn(&WeightClass) -> f64| design.classes.iter().map(of).sum::<f64>();
    let in_strata = sum(|class| class.population * class.gross);
    Unknown::FEW.when(in_strata < FEW * money.mean)?;
    let missed = (in_strata - expected * money.mean).max(0.0);
    // Of that, what nobody has looked at.
    let unsampled = sum(|class| (class.population - class.sampled).max(0.0) * class.gross);
    let n_checks = sum(|class| class.sampled);
    let law = |factor: f64| Binomial::new(n_checks.round(), factor * expected / n_checks);
    let nodes = staff.nodes().into_iter();
    let nodes: Vec<(f64, f64, Binomial)> = nodes
        .map(|(factor, share)| (factor, share, law(factor)))
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
            .map(|_| money.error(&mut stream))
            .collect();
        let sample = MonetarySample {
            found: &errors,
            checked: &checked,
            most: most_of_an_error(office.scenario, check, mean),
            effect: 1.0,
            value: money.covered,
        };
        let Some(interval) = sample.estimate(Side::Gross, CONFIDENCE) else {
            continue;
        };
        let known: f64 = errors.iter().map(|error| error.over).sum();
        sums[0] += 1.0;
        sums[1] += interval.half_width();
        for (sum, (value, gross)) in sums[2..].iter_mut().zip([money.all, money.frame]) {
            let others = (gross + unsampled) / money.mean.max(f64::MIN_POSITIVE);
            let rest = factor * (gross + missed);
            let unseen = Unseen {
                errors: factor * (others + money.overlooked),
                gross: rest,
                variance: rest * money.square / money.mean.max(f64::MIN_POSITIVE),
            };
            let at = |limit: f64| unseen.at_most(limit * value - known);
            // To within a rounding, as where everything was checked.
            let slack = 1e-9 * interval.high + 1e-12;
            *sum += (at(interval.high + slack) - at(interval.low - slack)).max(0.0);
        }
    }
    Precision::of_sums(sums)
}

/// Error that a check has not found: compound Poisson, so nothing with some probability, else about by the gamma
/// distribution with the same mean and variance.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Unseen {
    /// Expected number of decisions that hold some.
    pub errors: f64,
    /// Expected error, £ a year, and its variance.
    pub gross: f64,
    pub variance: f64,
}

impl Unseen {
    /// With so much more.
    pub(super) fn with(mut self, more: &Self) -> Self {
        self.errors += more.errors;
        self.gross += more.gross;
        self.variance += more.variance;
        self
    }

    /// Chance that it is at most so much.
    pub(super) fn at_most(&self, most: f64) -> f64 {
        // Where everything is seen, only rounding is left.
        if most < 0.0 || self.gross <= 0.0 || self.errors < 1e-9 {
            return f64::from(most >= 0.0);
        }
        let some = -(-self.errors).exp_m1();
        let mean = self.gross / some;
        let square = (self.variance + self.gross * self.gross) / some;
        let scale = (square - mean * mean) / mean;
        1.0 - some * gamma_tails(mean / scale, most / scale).upper
    }
}

impl<'o> Money<'o> {
    fn of(office: &'o Office, checked: &Checked, classes: &[WeightClass]) -> Fact<Self> {
        let scenario = office.scenario;
        let none: Vec<Vec<f64>> = scenario
            .activities
            .iter()
            .map(|a| vec![0.0; a.errors.len()])
            .collect();
        // Errors found by class of weight and error, and decisions in which they are, by class and activity.
        let mut by_error = vec![none; classes.len()];
        let mut decisions_found = vec![vec![0.0; scenario.activities.len()]; classes.len()];
        let (mut all, mut frame, mut decisions) = ((0.0, 0.0), (0.0, 0.0), 0.0);
        let mut covered = vec![(0.0, 0.0); classes.len()];
        let mut checked_errors = 0.0;
        for (period, sample, found) in checked.each() {
            let sample = sample.as_ref().map_err(|unknown| *unknown)?;
            let covered_of = sample.covered();
            for (kind, of) in office.kinds.iter().enumerate() {
                let (n, eligible) = (period.numbers[kind], sample.eligible[kind]);
                let truth = &period.truths[kind];
                let value = office.worths[of.activity].value;
                let inside = truth.risky[0] * eligible[0] + truth.risky[1] * eligible[1];
                all.0 += n * value;
                frame.0 += n * inside * value;
                let members = truth.risky[1] * n * eligible[1];
                if members > 0.0 {
                    let uncovered = (1.0 - covered_of[kind] / members).max(0.0);
                    frame.1 += n * eligible[1] * truth.gross * uncovered;
                }
                all.1 += n * (1.0 - eligible[1]) * truth.gross;
                decisions += n * inside;
            }
            for stratum in &sample.strata {
                let members = stratum.members.iter();
                let all: f64 = members.clone().flat_map(|(_, pair)| pair).sum();
                let value = |(kind, pair): &(usize, Pair)| {
                    (pair[0] + pair[1]) * office.worths[office.kinds[*kind].activity].value
                };
                let class = closest(classes, stratum.population / stratum.sampled);
                covered[class].0 += stratum.population;
                covered[class].1 += stratum.population / all * members.map(value).sum::<f64>();
                let found_in = &mut by_error[class];
                for (kind, _) in &stratum.members {
                    let activity = office.kinds[*kind].activity;
                    let of_kind = |other: usize| match other == *kind {
                        true => [0.0, found[other].monetary],
                        false => [0.0; 2],
                    };
                    decisions_found[class][activity] +=
                        stratum.sampled * stratum.mean(period, of_kind);
                    for (j, error) in scenario.activities[activity].errors.iter().enumerate() {
                        if scenario.attributes[error.attribute].money.is_some() {
                            let of = |other: usize| match other == *kind {
                                true => [0.0, found[other].errors[j][1]],
                                false => [0.0; 2],
                            };
                            found_in[activity][j] += stratum.sampled * stratum.mean(period, of);
                            let there = |other: usize| match other == *kind {
                                true => [0.0, period.truths[other].errors[j][1]],
                                false => [0.0; 2],
                            };
                            checked_errors += stratum.sampled * stratum.mean(period, there);
                        }
                    }
                }
            }
        }
        all.1 += frame.1;
        let errors_found: f64 = by_error.iter().flatten().flatten().sum();
        let total: f64 = decisions_found.iter().flatten().sum();
        let mut wrong = Vec::new();
        let of_classes = classes.iter().zip(&by_error).zip(&decisions_found);
        for ((class, by_error), decisions) in of_classes {
            for (activity, (errors, decisions)) in by_error.iter().zip(decisions).enumerate() {
                if *decisions > 0.0 {
                    let of = (activity, class.weight().max(1.0));
                    wrong.push(Wrong::of(scenario, of, errors, (*decisions, total))?);
                }
            }
        }
        let mut money = Self {
            wrong,
            amounts: office.amounts(),
            found: total,
            overlooked: (checked_errors - errors_found).max(0.0),
            mean: 0.0,
            square: 0.0,
            all,
            frame,
            frame_decisions: decisions,
            covered: covered.iter().map(|(_, value)| value).sum(),
            mean_values: covered
                .iter()
                .map(|(number, value)| value / number)
                .collect(),
        };
        (money.mean, money.square) = money.moments(office);
        Ok(money)
    }

    /// Mean and mean square of what is found of a decision.
    fn moments(&self, office: &Office) -> (f64, f64) {
        let (mut mean, mut square) = (0.0, 0.0);
        for wrong in &self.wrong {
            let values = &self.amounts.values[wrong.activity];
            let of = |error: &OneError| &self.amounts.amounts[error.attribute];
            let per_decision = wrong.share * (1.0 + wrong.two);
            for error in &wrong.errors {
                let unit = match error.relative {
                    true => (values.mean, values.square),
                    false => (1.0, 1.0),
                };
                mean += per_decision * error.share * of(error).mean * unit.0;
                square += per_decision * error.share * of(error).square * unit.1;
            }
            for (n, one) in wrong.errors.iter().enumerate() {
                for other in &wrong.errors[n + 1..] {
                    let both = wrong.share * wrong.both(one, other);
                    mean -= both * office.worths[wrong.activity].overlap(one.at, other.at);
                    let unit = match (one.relative, other.relative) {
                        (true, true) => values.square,
                        (false, false) => 1.0,
                        _ => values.mean,
                    };
                    let signed = |error: &OneError| (2.0 * error.overstated - 1.0) * of(error).mean;
                    square += both * 2.0 * unit * signed(one) * signed(other);
                }
            }
        }
        (mean, square)
    }

    /// One decision found wrong, drawn at random.
    fn error(&self, rng: &mut Stream) -> WrongDecision {
        let Some(wrong) = pick(&self.wrong, |wrong| wrong.share, rng) else {
            return WrongDecision {
                over: 0.0,
                under: 0.0,
                value: 0.0,
                weight: 1.0,
            };
        };
        let value = self.amounts.values[wrong.activity].quantile(rng.random());
        let over: f64 = wrong
            .errors(rng)
            .into_iter()
            .flatten()
            .map(|error| {
                let unit = if error.relative { value } else { 1.0 };
                let amount = unit * self.amounts.amounts[error.attribute].quantile(rng.random());
                let over = rng.random::<f64>() < error.overstated;
                if over { amount } else { -amount }
            })
            .sum();
        WrongDecision {
            over: over.abs(),
            under: 0.0,
            value,
            weight: wrong.weight,
        }
    }
}

/// The class of the closest weight.
fn closest(classes: &[WeightClass], weight: f64) -> usize {
    let apart = |class: &WeightClass| (class.weight() / weight).ln().abs();
    let each = classes.iter().enumerate();
    let closest = each.min_by(|(_, a), (_, b)| apart(a).total_cmp(&apart(b)));
    closest.map_or(0, |(at, _)| at)
}
