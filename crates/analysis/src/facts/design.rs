//! A check's sample as classes of equal weight, and the decisions that it leaves uncovered.

use super::chances::Found;
use super::checked::Checked;
use super::unknown::{Fact, Unknown};

/// The most classes of weight; the closest of more are merged.
const MOST_CLASSES: usize = 6;

/// Decisions checked with one weight, and what is to be expected of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WeightClass {
    pub population: f64,
    pub sampled: f64,
    /// Chance that a checked one fails.
    pub fails: f64,
    /// Chance that it is inaccurate.
    pub wrong: f64,
    /// Chance of both.
    pub both: f64,
    /// Expected yearly error of one, £ a year.
    pub gross: f64,
}

/// What a check's sample is made of, and the decisions that its estimate does not cover.
#[derive(Clone, Debug, Default)]
pub(super) struct Design {
    /// By rising weight.
    pub classes: Vec<WeightClass>,
    /// How many strata they are made of, each period's on their own.
    pub drawn_from: u64,
    /// Decisions, and inaccurate ones among them: of the frame that no stratum covers, and outside of it.
    pub uncovered: (f64, f64),
    pub outside: (f64, f64),
}

/// Classes by rising weight: those of equal weight merged, then the closest until there are no more than
/// [`MOST_CLASSES`].
fn merged(mut classes: Vec<WeightClass>) -> Vec<WeightClass> {
    classes.sort_by(|a, b| a.weight().total_cmp(&b.weight()));
    // A class that joins the one before it leaves the order as it was: their weight lies between.
    classes.dedup_by(|class, before| {
        let same = class.weight() / before.weight() < 1.0 + 1e-9;
        if same {
            before.join(class);
        }
        same
    });
    let mut weights: Vec<f64> = classes.iter().map(WeightClass::weight).collect();
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
    /// Of some periods, with chances by period and kind; `of_each` says how many caseworkers there are whose decisions are a
    /// stratum each.
    pub(super) fn of(checked: &Checked, of_each: Option<f64>) -> Fact<Self> {
        let mut design = Self::default();
        for (period, sample, found) in checked.each() {
            let sample = sample.as_ref().map_err(|unknown| *unknown)?;
            let (mut decisions, mut wrong) = ((0.0, 0.0), (0.0, 0.0));
            for (kind, truth) in period.truths.iter().enumerate() {
                let (n, eligible) = (period.numbers[kind], sample.eligible[kind]);
                let inside = truth.risky[0] * eligible[0] + truth.risky[1] * eligible[1];
                decisions.0 += n * inside;
                decisions.1 += n * (1.0 - inside);
                wrong.0 += n * eligible[1] * truth.inaccurate;
                wrong.1 += n * (1.0 - eligible[1]) * truth.inaccurate;
            }
            for stratum in &sample.strata {
                let of = |f: fn(&Found, f64) -> [f64; 2]| {
                    stratum.mean(period, |kind| {
                        f(&found[kind], period.truths[kind].inaccurate)
                    })
                };
                let class = WeightClass {
                    population: stratum.population,
                    sampled: stratum.sampled,
                    fails: of(|found, _| found.accuracy),
                    wrong: of(|_, inaccurate| [0.0, inaccurate]),
                    both: of(|found, _| [0.0, found.true_accuracy]),
                    gross: stratum.mean(period, |kind| [0.0, period.truths[kind].gross]),
                };
                decisions.0 -= class.population;
                wrong.0 -= class.population * class.wrong;
                design.classes.push(class);
            }
            let drawn = sample.strata.iter();
            design.drawn_from += match of_each {
                Some(people) => people.round() as u64,
                // What is hardly ever drawn is no stratum of most samples.
                None => drawn.filter(|stratum| stratum.sampled > 0.5).count() as u64,
            };
            design.uncovered.0 += decisions.0.max(0.0);
            design.uncovered.1 += wrong.0.max(0.0);
            design.outside.0 += decisions.1;
            design.outside.1 += wrong.1;
        }
        Unknown::NO_DESIGN.when(design.classes.is_empty())?;
        design.classes = merged(design.classes);
        Ok(design)
    }

    /// The simple sample that would be as precise, and the share of fails that it would see.
    pub(super) fn effective(&self) -> Option<(f64, f64)> {
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

impl WeightClass {
    /// Decisions that one checked stands for.
    pub(super) fn weight(&self) -> f64 {
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
            gross: mean(self.gross, other.gross),
        };
    }
}
