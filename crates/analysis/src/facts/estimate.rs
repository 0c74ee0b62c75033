//! How wide the interval of a check's accuracy is expected to be, and how often it holds the truth.

use serde::Serialize;

use super::binomial::Binomial;
use super::design::Design;
use super::lattice::Lattice;
use super::staff_effect::StaffEffect;
use super::unknown::{Fact, Unknown, printed};
use tierone_stats::Estimate;
use tierone_stats::special::{beta_tails, gamma_tails, normal_tails};
use tierone_stats::{share, stratified};

/// Confidence of every interval.
pub(super) const CONFIDENCE: f64 = 0.95;

/// Points at which intervals of several weights are worked out.
const POINTS: usize = 512;

/// A figure that a check estimates: of the first reported period alone, and of all of them pooled.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimated {
    /// From the checks of the first reported period.
    #[serde(serialize_with = "printed")]
    pub first_period: Fact<Precision>,
    /// From those of all reported periods.
    pub horizon: Precision,
}

/// How precise a figure is expected to be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Precision {
    /// Expected half of the width of its interval.
    pub half_width: f64,
    /// Chance that the interval holds the truth of all decisions.
    pub coverage: f64,
    /// Chance that it holds the truth of the check's own frame.
    pub frame_coverage: f64,
}

impl Precision {
    /// From sums of weights, and of half widths and both chances times them.
    pub(super) fn of_sums([weights, half_widths, held, held_in_frame]: [f64; 4]) -> Fact<Self> {
        Unknown::NO_CHECKS.when(weights <= 0.0)?;
        Ok(Self {
            half_width: half_widths / weights,
            coverage: held / weights,
            frame_coverage: held_in_frame / weights,
        })
    }
}

impl Design {
    /// The interval at these numbers of fails.
    fn interval(&self, fails: &[u64]) -> Option<Estimate> {
        let strata: Vec<stratified::Stratum> = self
            .classes
            .iter()
            .zip(fails)
            .map(|(class, found)| {
                let sampled = (class.sampled.round() as u64).max(1);
                stratified::Stratum {
                    population: class.population,
                    sampled,
                    found: (*found).min(sampled),
                }
            })
            .collect();
        share::interval(&strata, self.drawn_from, CONFIDENCE)
    }

    /// Expected half width, and chances that the interval holds the truth: sums over the binomial distributions of
    /// the fails, each number exactly where there is one weight, else over the points of a lattice.
    pub(super) fn precision(&self, staff: &StaffEffect) -> Fact<Precision> {
        let mut sums = [0.0; 4];
        let mut add = |weight: f64, fails: &[u64], factor: f64| {
            if let Some(interval) = self.interval(fails) {
                let (all, frame) = self.truths(fails, factor);
                sums[0] += weight;
                sums[1] += weight * interval.half_width();
                sums[2] += weight * all.within(&interval);
                sums[3] += weight * frame.within(&interval);
            }
        };
        let distributions = |factor: f64| -> Vec<Binomial> {
            let each = self.classes.iter();
            each.map(|class| Binomial::new(class.sampled.round().max(1.0), class.fails * factor))
                .collect()
        };
        let nodes: Vec<(f64, f64, Vec<Binomial>)> = staff
            .nodes()
            .into_iter()
            .map(|(factor, weight)| (factor, weight, distributions(factor)))
            .collect();
        if let [_] = self.classes.as_slice() {
            for (factor, share, distributions) in &nodes {
                for (fails, weight) in distributions[0].masses() {
                    add(share * weight, &[fails], *factor);
                }
            }
        } else {
            for point in Lattice::new(self.classes.len() + 1, POINTS) {
                let mut left = point[0];
                let node = nodes.iter().find(|(_, share, _)| {
                    left -= share;
                    left < 0.0
                });
                let (factor, _, distributions) = node.unwrap_or(&nodes[0]);
                let each = distributions.iter().zip(&point[1..]);
                let fails: Vec<u64> = each.map(|(binomial, u)| binomial.quantile(*u)).collect();
                add(1.0, &fails, *factor);
            }
        }
        Precision::of_sums(sums)
    }

    /// The true number of inaccurate decisions, of all and of the frame, given the fails seen.
    fn truths(&self, fails: &[u64], factor: f64) -> (ErrorCount, ErrorCount) {
        let mut frame = ErrorCount::default();
        for (class, fails) in self.classes.iter().zip(fails) {
            let fails = *fails as f64;
            let if_failed = if class.fails > 0.0 {
                class.both / class.fails
            } else {
                0.0
            };
            let missed = class.wrong - class.both;
            let if_passed = (factor * missed / (1.0 - factor * class.fails)).clamp(0.0, 1.0);
            frame.failed(class.sampled.min(fails), if_failed);
            frame.add((class.sampled - fails).max(0.0), if_passed);
            frame.add(
                (class.population - class.sampled).max(0.0),
                class.wrong * factor,
            );
        }
        let part = |(all, wrong): (f64, f64)| if all > 0.0 { factor * wrong / all } else { 0.0 };
        frame.add(self.uncovered.0, part(self.uncovered));
        let mut all = frame;
        all.add(self.outside.0, part(self.outside));
        (all, frame)
    }
}

/// A number of inaccurate decisions, each on its own.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ErrorCount {
    decisions: f64,
    /// Those that failed a check: how many, and how many of them are right after all.
    failed: f64,
    falsely: Number,
    /// Inaccurate ones among the others.
    others: Number,
}

impl ErrorCount {
    /// Adds decisions that failed, with the chance that one of them is inaccurate.
    pub(super) fn failed(&mut self, decisions: f64, rate: f64) {
        self.decisions += decisions;
        self.failed += decisions;
        self.falsely.add(decisions, 1.0 - rate);
    }

    /// Adds others.
    pub(super) fn add(&mut self, decisions: f64, rate: f64) {
        self.decisions += decisions;
        self.others.add(decisions, rate);
    }

    /// The same with another, each on its own.
    pub(super) fn with(&self, other: &Self) -> Self {
        Self {
            decisions: self.decisions + other.decisions,
            failed: self.failed + other.failed,
            falsely: self.falsely.with(other.falsely),
            others: self.others.with(other.others),
        }
    }

    /// Chance that an interval of the share holds it.
    pub(super) fn within(&self, interval: &Estimate) -> f64 {
        // To within a rounding, as a whole number is compared: limits may be whole numbers of what is a whole number each time,
        // though not on average.
        let decisions = self.decisions.round();
        let least = (interval.low * decisions - 1e-6).ceil();
        let most = (interval.high * decisions + 1e-6).floor();
        if self.falsely.variance + self.others.variance > MANY {
            let all = self.others.less(self.falsely);
            let [low, high] = [least - 1.0, most].map(|n| all.about_at_most(n - self.failed));
            return (high - low).max(0.0);
        }
        let others = |right: f64| {
            let known = self.failed - right;
            let [low, high] = [least - 1.0, most].map(|n| self.others.at_most(n - known));
            (high - low).max(0.0)
        };
        if self.falsely.mean < NONE {
            return others(0.0);
        }
        let (mut right, mut before, mut sum) = (0.0, 0.0, 0.0);
        while before < 1.0 - NONE && right <= self.failed {
            let up_to = self.falsely.at_most(right);
            if up_to - before > NONE {
                sum += (up_to - before) * others(right);
            }
            before = up_to;
            right += 1.0;
        }
        sum
    }
}

/// A chance, or a number, that nobody could see.
const NONE: f64 = 1e-6;

/// A variance from which on the next terms of a normal approximation say a chance to a thousandth.
const MANY: f64 = 20.0;

/// A number of things that are each on its own, by its cumulants.
#[derive(Clone, Copy, Debug, Default)]
struct Number {
    mean: f64,
    variance: f64,
    third: f64,
    fourth: f64,
}

impl Number {
    fn add(&mut self, trials: f64, chance: f64) {
        let chance = chance.clamp(0.0, 1.0);
        let one = chance * (1.0 - chance);
        self.mean += trials * chance;
        self.variance += trials * one;
        self.third += trials * one * (1.0 - 2.0 * chance);
        self.fourth += trials * one * (1.0 - 6.0 * one);
    }

    fn with(self, other: Self) -> Self {
        Self {
            mean: self.mean + other.mean,
            variance: self.variance + other.variance,
            third: self.third + other.third,
            fourth: self.fourth + other.fourth,
        }
    }

    /// This number less another.
    fn less(self, other: Self) -> Self {
        self.with(Self {
            mean: -other.mean,
            third: -other.third,
            ..other
        })
    }

    /// Chance of at most so many: of a binomial number with this mean and variance.
    fn at_most(&self, number: f64) -> f64 {
        let number = (number + NONE).floor();
        if number < 0.0 {
            return 0.0;
        }
        if self.variance < 1e-9 {
            return f64::from(u8::from(self.mean <= number + NONE));
        }
        let rest = 1.0 - self.variance / self.mean;
        if rest < 1e-9 {
            return gamma_tails(number + 1.0, self.mean).upper;
        }
        let trials = self.mean / rest;
        match number >= trials - 1e-9 {
            true => 1.0,
            false => beta_tails(number + 1.0, trials - number, rest).upper,
        }
    }

    /// The same of many, by Edgeworth's expansion. A whole number that is blurred by half of one to either side is at most so
    /// many and a half just as often, and has cumulants that differ by those of the blur.
    ///
    /// # Source
    /// Kolassa & McCullagh (1990), Ann. Statist. 18, 981–985 (Edgeworth series for lattice distributions)
    fn about_at_most(&self, number: f64) -> f64 {
        let variance = self.variance + 1.0 / 12.0;
        let skew = self.third / variance.powf(1.5);
        let excess = (self.fourth - 1.0 / 120.0) / (variance * variance);
        let z = ((number + NONE).floor() + 0.5 - self.mean) / variance.sqrt();
        let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let square = z * z;
        let off = skew / 6.0 * (square - 1.0)
            + excess / 24.0 * z * (square - 3.0)
            + skew * skew / 72.0 * z * (square * (square - 10.0) + 15.0);
        (normal_tails(z).lower - density * off).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_counted_by_an_expansion_as_one_by_one() {
        for (trials, chance) in [(90.0, 0.5), (250.0, 0.1), (2_100.0, 0.01), (30_000.0, 0.3)] {
            let mut number = Number::default();
            number.add(trials, chance);
            assert!(number.variance > MANY - 1e-9);
            for z in [-3.0, -1.96, -0.5, 0.0, 1.0, 2.3] {
                let at = (number.mean + z * number.variance.sqrt()).round();
                let off = number.about_at_most(at) - number.at_most(at);
                assert!(off.abs() < 1e-3, "{trials} {chance} {z}: {off}");
            }
        }
    }

    #[test]
    fn limits_that_are_whole_numbers_hold_those_numbers_where_decisions_are_not_whole() {
        // From one to three of 50, where 50.25 are expected.
        let interval = Estimate {
            value: 0.04,
            low: 0.02,
            high: 0.06,
            method: "hypergeometric",
        };
        let mut count = ErrorCount::default();
        count.add(50.25, 0.04);
        let mass = |errors: f64| count.others.at_most(errors);
        assert!((count.within(&interval) - (mass(3.0) - mass(0.0))).abs() < 1e-12);
    }

    #[test]
    fn false_fails_among_many_others_are_taken_off_as_one_by_one() {
        let mut count = ErrorCount::default();
        count.failed(40.0, 0.8);
        count.add(700.0, 0.05);
        let interval = Estimate {
            value: 0.08,
            low: 0.07,
            high: 0.1,
            method: "wilson",
        };
        let both = count.within(&interval);
        let exact: f64 = (0..=40)
            .map(|right| {
                let right = f64::from(right);
                let mass = count.falsely.at_most(right) - count.falsely.at_most(right - 1.0);
                let [low, high] = [51.0, 74.0].map(|n| count.others.at_most(n - 40.0 + right));
                mass * (high - low)
            })
            .sum();
        assert!((both - exact).abs() < 1e-3, "{both} {exact}");
    }
}
