//! How a check sorts decisions by their yearly value, and what that says of the value of one.

use rand::{Rng, RngExt};

use crate::strata::Stratify;
use tierone_stats::distribution::Distribution;

/// What sorts the decisions of a frame into classes.
#[derive(Clone, Debug, PartialEq)]
pub enum ByValue {
    /// Bands that start at these values, £ a year; a first one lies below them.
    Bands(Vec<f64>),
    /// Class 0 enters the sample, with probability `min(1, value / interval)`; class 1 does not.
    Entry {
        /// The sampling interval, £ a year; infinite where nothing can enter.
        interval: f64,
    },
}

impl ByValue {
    /// How a frame of that expected value is sorted, if it is sorted by value at all.
    pub fn of(stratify: &Stratify, frame_value: f64) -> Option<Self> {
        match stratify {
            Stratify::ValueBands(bounds) => Some(Self::Bands(bounds.clone())),
            Stratify::ValueWeighted(checks) => Some(Self::Entry {
                interval: if *checks > 0 && frame_value > 0.0 {
                    frame_value / *checks as f64
                } else {
                    f64::INFINITY
                },
            }),
            _ => None,
        }
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        match self {
            Self::Bands(bounds) => bounds.len() + 1,
            Self::Entry { .. } => 2,
        }
    }

    /// The class of a decision of that value.
    pub fn sort<R: Rng>(&self, value: f64, rng: &mut R) -> u32 {
        match self {
            Self::Bands(bounds) => bounds.partition_point(|bound| *bound <= value) as u32,
            Self::Entry { interval } => u32::from(rng.random::<f64>() >= value / interval),
        }
    }
}

/// A class that a decision is in.
#[derive(Clone, Copy, Debug)]
pub struct Sorted<'a> {
    /// What sorted it.
    pub by: &'a ByValue,
    /// Into which class.
    pub class: u32,
}

/// What classes say of a value.
#[derive(Debug)]
struct Known {
    low: f64,
    high: f64,
    /// Intervals by which it has entered a sample, and those by which it has not.
    entered: Vec<f64>,
    missed: Vec<f64>,
}

impl Known {
    fn of(sorted: &[Sorted]) -> Self {
        let mut known = Self {
            low: 0.0,
            high: f64::INFINITY,
            entered: Vec::new(),
            missed: Vec::new(),
        };
        for Sorted { by, class } in sorted {
            match by {
                ByValue::Bands(bounds) => {
                    let class = *class as usize;
                    if class > 0 {
                        known.low = known.low.max(bounds[class - 1]);
                    }
                    if let Some(high) = bounds.get(class) {
                        known.high = known.high.min(*high);
                    }
                }
                ByValue::Entry { interval } if *class == 0 => known.entered.push(*interval),
                ByValue::Entry { interval } => known.missed.push(*interval),
            }
        }
        known
    }

    /// The chance of all classes at a value.
    fn chance(&self, value: f64) -> f64 {
        if value < self.low || value >= self.high {
            return 0.0;
        }
        let enters = |interval: &f64| (value / interval).min(1.0);
        let entered: f64 = self.entered.iter().map(enters).product();
        let missed = self.missed.iter().map(|interval| 1.0 - enters(interval));
        entered * missed.product::<f64>()
    }

    /// `E[valueʳ · chance]`: between two intervals the chance is a polynomial of the value.
    fn moment(&self, values: &Distribution, order: u32) -> f64 {
        if self.low >= self.high {
            return 0.0;
        }
        let inside = |x: &f64| *x > self.low && *x < self.high;
        let intervals = self.entered.iter().chain(&self.missed).copied();
        let mut edges = vec![self.low, self.high];
        edges.extend(intervals.filter(inside));
        edges.sort_by(f64::total_cmp);
        let mut sum = 0.0;
        for piece in edges.windows(2) {
            let (from, to) = (piece[0], piece[1]);
            if from >= to || self.missed.iter().any(|interval| from >= *interval) {
                continue;
            }
            let mut terms = vec![1.0];
            for interval in self.entered.iter().filter(|interval| from < **interval) {
                terms.insert(0, 0.0);
                terms.iter_mut().for_each(|term| *term /= interval);
            }
            for interval in &self.missed {
                let before = terms.clone();
                terms.push(0.0);
                for (power, term) in before.iter().enumerate() {
                    terms[power + 1] -= term / interval;
                }
            }
            for (power, term) in (order..).zip(&terms) {
                sum += term * (values.moment_below(power, to) - values.moment_below(power, from));
            }
        }
        sum.max(0.0)
    }
}

/// Probability that a decision of that law of values is in all of these classes.
pub fn probability(values: &Distribution, sorted: &[Sorted]) -> f64 {
    Known::of(sorted).moment(values, 0).min(1.0)
}

/// Expected value of a decision that is in all of these classes, £ a year; zero where none can be.
pub fn expected(values: &Distribution, sorted: &[Sorted]) -> f64 {
    let known = Known::of(sorted);
    match known.moment(values, 0) {
        probability if probability > 0.0 => known.moment(values, 1) / probability,
        _ => 0.0,
    }
}

/// The values of decisions that are in all of the same classes, which must be possible.
#[derive(Debug)]
pub struct ValueDraws<'a> {
    values: &'a Distribution,
    known: Known,
    /// The largest interval, where values are proposed by size.
    by_size: Option<f64>,
}

impl<'a> ValueDraws<'a> {
    /// Prepares draws of such values.
    pub fn new(values: &'a Distribution, sorted: &[Sorted]) -> Self {
        let mut known = Known::of(sorted);
        // The largest interval says most. Below it entering weighs values by size, so they are proposed
        // by size where that hits more often than proposing them as they come.
        let mean = values.mean();
        known.entered.sort_by(f64::total_cmp);
        let by_size = known.entered.pop_if(|interval| *interval > mean);
        Self {
            values,
            known,
            by_size,
        }
    }

    /// Draws the value of one.
    pub fn draw<R: Rng>(&self, rng: &mut R) -> f64 {
        loop {
            let value = match self.by_size {
                Some(_) => self.values.draw_by_size(rng),
                None => self.values.draw(rng),
            };
            // Proposed in proportion to the value, entered in proportion to it up to the interval.
            let by_size = self.by_size;
            let flat = by_size.map_or(1.0, |interval| (interval / value).min(1.0));
            let chance = flat * self.known.chance(value);
            if chance >= 1.0 || rng.random::<f64>() < chance {
                return value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_stats::rng::{Address, Purpose};

    fn laws() -> Vec<Distribution> {
        vec![
            Distribution::log_normal_by_mean(1_000.0, 900.0),
            Distribution::Gamma {
                shape: 0.7,
                scale: 1_400.0,
            },
            Distribution::Uniform {
                low: 0.0,
                high: 2_000.0,
            },
            Distribution::Constant(1_000.0),
            Distribution::empirical(vec![(0.0, 1.0), (400.0, 3.0), (900.0, 2.0), (3_000.0, 1.0)]),
        ]
    }

    fn sorters() -> Vec<ByValue> {
        vec![
            ByValue::Bands(vec![400.0, 1_200.0]),
            ByValue::Entry { interval: 1_500.0 },
            ByValue::Entry { interval: 700.0 },
            ByValue::Bands(vec![1_000.5]),
        ]
    }

    /// Every combination of classes.
    fn combinations(sorters: &[ByValue]) -> Vec<Vec<Sorted<'_>>> {
        let mut all: Vec<Vec<Sorted>> = vec![Vec::new()];
        for by in sorters {
            let mut longer = Vec::new();
            for sorted in &all {
                for class in 0..by.classes() as u32 {
                    let mut sorted = sorted.clone();
                    sorted.push(Sorted { by, class });
                    longer.push(sorted);
                }
            }
            all = longer;
        }
        all
    }

    #[test]
    fn chances_and_means_of_joint_classes_are_those_of_drawn_values() {
        // α = 0.001 over all comparisons at a fixed seed: 5.2 standard errors for some 300 of them.
        let rounds = 60_000;
        let sorters = sorters();
        for (number, law) in laws().iter().enumerate() {
            let mut rng = Address::opening(7, number as u32).open(&Purpose::check("sort"));
            let all = combinations(&sorters);
            let mut counts = vec![(0.0, 0.0, 0.0); all.len()];
            for _ in 0..rounds {
                let value = law.draw(&mut rng);
                let place = sorters.iter().fold(0, |place, by| {
                    place * by.classes() + by.sort(value, &mut rng) as usize
                });
                let (count, sum, squares) = &mut counts[place];
                *count += 1.0;
                *sum += value;
                *squares += value * value;
            }
            let total: f64 = all.iter().map(|sorted| probability(law, sorted)).sum();
            assert!((total - 1.0).abs() < 1e-9, "{law:?}: {total}");
            for (sorted, (count, sum, squares)) in all.iter().zip(counts) {
                let p = probability(law, sorted);
                let n = f64::from(rounds);
                let error = (p * (1.0 - p) / n).sqrt() * 5.2 + 1e-9;
                assert!((count / n - p).abs() <= error, "{law:?} {sorted:?}: {p}");
                if count < 200.0 {
                    continue;
                }
                let mean = sum / count;
                let error = 5.2 * ((squares / count - mean * mean).max(0.0) / count).sqrt() + 1e-6;
                let expected = expected(law, sorted);
                assert!(
                    (mean - expected).abs() <= error,
                    "{law:?} {sorted:?}: {expected}"
                );
                let draws = ValueDraws::new(law, sorted);
                let drawn: Vec<f64> = (0..4_000).map(|_| draws.draw(&mut rng)).collect();
                let n = drawn.len() as f64;
                let mean = drawn.iter().sum::<f64>() / n;
                let spread = drawn.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
                let error = 5.2 * (spread / n).sqrt() + 1e-6;
                assert!(
                    (mean - expected).abs() <= error,
                    "{law:?} {sorted:?}: {mean}"
                );
            }
        }
    }

    #[test]
    fn what_has_no_value_never_enters_and_lies_in_the_first_band() {
        let nothing = Distribution::Constant(0.0);
        let mut rng = Address::opening(1, 0).open(&Purpose::check("none"));
        for by in sorters() {
            let class = by.sort(0.0, &mut rng);
            let sorted = [Sorted { by: &by, class }];
            assert_eq!(probability(&nothing, &sorted), 1.0);
        }
        let never = ByValue::of(&Stratify::ValueWeighted(0), 5.0).expect("sorts");
        assert_eq!(never.sort(1e9, &mut rng), 1);
    }
}
