//! How wide the interval of a check's accuracy is expected to be, and how often it holds the truth.

use std::sync::Arc;

use serde::Serialize;

use super::chances::Found;
use super::lattice::Lattice;
use super::luck::Luck;
use super::plan::{Period, Plan};
use super::unknown::{Fact, Unknown};
use tierone_stats::Estimate;
use tierone_stats::special::{binomial_mass, normal_tails};
use tierone_stats::stratified::{self, wilson_smoothed};

/// Confidence of every interval.
pub(super) const CONFIDENCE: f64 = 0.95;

/// Weights that are told apart; the closest of more are taken together.
const MOST_CLASSES: usize = 6;

/// Points at which intervals of several weights are worked out.
const POINTS: usize = 512;

/// A figure that a check estimates: of the first reported period alone, and of all of them pooled.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimated {
    /// From the checks of the first reported period.
    pub first_period: Precision,
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

/// Decisions checked with one weight, and what is to be expected of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Class {
    pub population: f64,
    pub sampled: f64,
    /// Chance that a checked one fails.
    pub fails: f64,
    /// Chance that it is inaccurate.
    pub wrong: f64,
    /// Chance of both.
    pub both: f64,
    /// Chance that an error that is worth money is found.
    pub monetary: f64,
    /// Expected yearly error of one, £ a year.
    pub gross: f64,
}

/// What a check's sample is made of, and what it does not speak of.
#[derive(Clone, Debug, Default)]
pub(super) struct Design {
    /// By rising weight.
    pub classes: Vec<Class>,
    /// Decisions, and inaccurate ones among them: of the frame that no stratum stands for, and outside.
    pub unseen: (f64, f64),
    pub outside: (f64, f64),
}

/// Classes by weight: those of the same weight as one, and the closest as one until there are few.
fn few(mut classes: Vec<Class>) -> Vec<Class> {
    classes.sort_by(|a, b| a.weight().total_cmp(&b.weight()));
    // A class that joins the one before it leaves the order as it was: their weight lies between.
    classes.dedup_by(|class, before| {
        let same = class.weight() / before.weight() < 1.0 + 1e-9;
        if same {
            before.join(class);
        }
        same
    });
    let mut weights: Vec<f64> = classes.iter().map(Class::weight).collect();
    while classes.len() > MOST_CLASSES {
        let apart = weights.windows(2).map(|pair| pair[1] / pair[0]);
        let closest = apart.enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b));
        let (at, _) = closest.expect("more than one class");
        let other = classes.remove(at + 1);
        classes[at].join(&other);
        weights.remove(at + 1);
        weights[at] = classes[at].weight();
    }
    classes
}

impl Design {
    /// Of some periods, with chances by period and kind.
    pub fn of(periods: &[Period], plans: &[&Fact<Plan>], found: &[Arc<[Found]>]) -> Fact<Self> {
        let mut design = Self::default();
        for ((period, plan), found) in periods.iter().zip(plans).zip(found) {
            let plan = plan.as_ref().map_err(|unknown| *unknown)?;
            let (mut decisions, mut wrong) = ((0.0, 0.0), (0.0, 0.0));
            for (kind, truth) in period.truths.iter().enumerate() {
                let (n, eligible) = (period.numbers[kind], plan.eligible[kind]);
                let inside = truth.risky[0] * eligible[0] + truth.risky[1] * eligible[1];
                decisions.0 += n * inside;
                decisions.1 += n * (1.0 - inside);
                wrong.0 += n * eligible[1] * truth.inaccurate;
                wrong.1 += n * (1.0 - eligible[1]) * truth.inaccurate;
            }
            for stratum in &plan.strata {
                let of = |f: fn(&Found, f64) -> [f64; 2]| {
                    stratum.mean(period, |kind| {
                        f(&found[kind], period.truths[kind].inaccurate)
                    })
                };
                let class = Class {
                    population: stratum.population,
                    sampled: stratum.sampled,
                    fails: of(|found, _| found.accuracy),
                    wrong: of(|_, inaccurate| [0.0, inaccurate]),
                    both: of(|found, _| [0.0, found.true_accuracy]),
                    monetary: of(|found, _| [0.0, found.monetary]),
                    gross: stratum.mean(period, |kind| [0.0, period.truths[kind].gross]),
                };
                decisions.0 -= class.population;
                wrong.0 -= class.population * class.wrong;
                design.classes.push(class);
            }
            design.unseen.0 += decisions.0.max(0.0);
            design.unseen.1 += wrong.0.max(0.0);
            design.outside.0 += decisions.1;
            design.outside.1 += wrong.1;
        }
        if design.classes.is_empty() {
            return Err(Unknown::NO_DESIGN);
        }
        design.classes = few(design.classes);
        Ok(design)
    }

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
        wilson_smoothed(&strata, CONFIDENCE)
    }

    /// Expected half width, and chances that the interval holds the truth: sums over the binomial laws of
    /// the fails, each number exactly where there is one weight, else over the points of a lattice.
    pub fn precision(&self, luck: &Luck) -> Fact<Precision> {
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
        let laws = |factor: f64| -> Vec<Law> {
            let each = self.classes.iter();
            each.map(|class| Law::new(class.sampled.round().max(1.0), class.fails * factor))
                .collect()
        };
        let nodes: Vec<(f64, f64, Vec<Law>)> = luck
            .nodes()
            .into_iter()
            .map(|(factor, weight)| (factor, weight, laws(factor)))
            .collect();
        if let [_] = self.classes.as_slice() {
            for (factor, share, laws) in &nodes {
                for (fails, weight) in laws[0].masses() {
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
                let (factor, _, laws) = node.unwrap_or(&nodes[0]);
                let each = laws.iter().zip(&point[1..]);
                let fails: Vec<u64> = each.map(|(law, u)| law.quantile(*u)).collect();
                add(1.0, &fails, *factor);
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

    /// The true number of inaccurate decisions, of all and of the frame, given the fails seen.
    fn truths(&self, fails: &[u64], factor: f64) -> (Truth, Truth) {
        let mut frame = Truth::default();
        for (class, fails) in self.classes.iter().zip(fails) {
            let fails = *fails as f64;
            let if_failed = if class.fails > 0.0 {
                class.both / class.fails
            } else {
                0.0
            };
            let missed = class.wrong - class.both;
            let if_passed = (factor * missed / (1.0 - factor * class.fails)).clamp(0.0, 1.0);
            frame.add(class.sampled.min(fails), if_failed);
            frame.add((class.sampled - fails).max(0.0), if_passed);
            frame.add(
                (class.population - class.sampled).max(0.0),
                class.wrong * factor,
            );
        }
        let part = |(all, wrong): (f64, f64)| if all > 0.0 { factor * wrong / all } else { 0.0 };
        frame.add(self.unseen.0, part(self.unseen));
        let mut all = frame;
        all.add(self.outside.0, part(self.outside));
        (all, frame)
    }

    /// The simple sample that would be as precise, and the share of fails that it would see.
    pub fn effective(&self) -> Option<(f64, f64)> {
        let all: f64 = self.classes.iter().map(|class| class.population).sum();
        let (mut rate, mut variance) = (0.0, 0.0);
        for class in &self.classes {
            let weight = class.population / all;
            rate += weight * class.fails;
            variance += weight * weight * class.fails * (1.0 - class.fails) / class.sampled;
        }
        (variance > 0.0).then(|| (rate * (1.0 - rate) / variance, rate))
    }
}

impl Class {
    /// Decisions that one checked stands for.
    pub fn weight(&self) -> f64 {
        self.population / self.sampled
    }

    fn join(&mut self, other: &Self) {
        let (mine, theirs) = (self.population, other.population);
        let mean = |a: f64, b: f64| (mine * a + theirs * b) / (mine + theirs);
        *self = Self {
            population: mine + theirs,
            sampled: self.sampled + other.sampled,
            fails: mean(self.fails, other.fails),
            wrong: mean(self.wrong, other.wrong),
            both: mean(self.both, other.both),
            monetary: mean(self.monetary, other.monetary),
            gross: mean(self.gross, other.gross),
        };
    }
}

/// A number of inaccurate decisions: many independent ones, so nearly normal.
#[derive(Clone, Copy, Default)]
struct Truth {
    decisions: f64,
    mean: f64,
    variance: f64,
}

impl Truth {
    fn add(&mut self, decisions: f64, rate: f64) {
        let rate = rate.clamp(0.0, 1.0);
        self.decisions += decisions;
        self.mean += decisions * rate;
        self.variance += decisions * rate * (1.0 - rate);
    }

    /// Chance that an interval of the share holds it.
    fn within(&self, interval: &Estimate) -> f64 {
        let spread = self.variance.sqrt().max(1e-9);
        // Half a decision either way, as a whole number is compared.
        let at = |limit: f64, half: f64| {
            normal_tails((limit * self.decisions + half - self.mean) / spread).lower
        };
        (at(interval.high, 0.5) - at(interval.low, -0.5)).max(0.0)
    }
}

/// A binomial law over the numbers that matter.
pub(super) struct Law {
    first: u64,
    masses: Vec<f64>,
}

impl Law {
    pub fn new(trials: f64, chance: f64) -> Self {
        let chance = chance.clamp(0.0, 1.0);
        let (mean, spread) = (trials * chance, (trials * chance * (1.0 - chance)).sqrt());
        let first = (mean - 8.0 * spread - 2.0).floor().max(0.0);
        // The upper tail of few is long.
        let last = (mean + 8.0 * spread + 14.0).ceil().min(trials);
        let masses = (first as u64..=last as u64)
            .map(|k| binomial_mass(k as f64, trials, chance, 1.0 - chance))
            .collect();
        Self {
            first: first as u64,
            masses,
        }
    }

    /// Numbers with their probabilities.
    pub fn masses(&self) -> impl Iterator<Item = (u64, f64)> + '_ {
        (self.first..).zip(self.masses.iter().copied())
    }

    /// The largest number that matters.
    pub fn last(&self) -> u64 {
        self.first + self.masses.len().saturating_sub(1) as u64
    }

    /// The least number that is not exceeded with probability `u`.
    pub fn quantile(&self, u: f64) -> u64 {
        let mut left = u;
        for (number, mass) in self.masses() {
            left -= mass;
            if left < 0.0 {
                return number;
            }
        }
        self.last()
    }
}
