//! What a check's own figures say: the estimates made of what it has learnt.

use super::rechecked::Rechecked;
use super::{CONFIDENCE, Class, Evidence, Key};
use crate::sim::ledger::{Estimates, Figure};
use crate::sim::weighing::Weighed;
use tierone_analysis::most_of_an_error;
use tierone_scenario::{Check, Interval, Scenario};
use tierone_stats::moment_bound::{Checked, MonetarySample, Side};
use tierone_stats::rng::Stream;
use tierone_stats::stratified::{RARE, Stratum, poisson_gamma, wilson_smoothed};
use tierone_stats::{DRAWS, Estimate, cluster, finite};

impl Evidence {
    /// The estimates that a check asks for; `open` gives the stream that a posterior is drawn from.
    pub fn estimates(
        &self,
        scenario: &Scenario,
        check: &Check,
        known: bool,
        open: impl FnOnce() -> Stream,
    ) -> Estimates {
        let uncovered = self.rechecked.iter().any(|result| result.uncovered > 0.0);
        if uncovered && known {
            let extended = self.extended();
            // What is not known of any result is not known.
            let covered = extended.as_ref().unwrap_or(self);
            let mut estimates = covered.of_covered(scenario, check, known, open);
            if extended.is_none() {
                estimates = Estimates {
                    accuracy_in_frame: estimates.accuracy_in_frame,
                    mve_in_frame: estimates.mve_in_frame,
                    ..Estimates::default()
                };
            }
            return estimates;
        }
        self.of_covered(scenario, check, known, open)
    }

    /// The same, of the decisions that the sample covers.
    fn of_covered(
        &self,
        scenario: &Scenario,
        check: &Check,
        known: bool,
        open: impl FnOnce() -> Stream,
    ) -> Estimates {
        let mut stream = (known && check.interval == Interval::Posterior).then(open);
        let share = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
        let mut estimates = Estimates::default();
        if check.estimate.accuracy {
            estimates.accuracy = if known {
                self.accuracy(stream.as_mut())
            } else {
                self.accuracy_of_checked()
            };
            if let Some(agreement) = self.agreement.filter(|_| known) {
                let right = self.covered - self.weighted_fails;
                estimates.sensitivity = share(agreement.both, self.weighted_fails);
                estimates.false_fail = share(agreement.first_only, right);
            }
            estimates.accuracy_in_frame =
                share(self.frame_wrong as f64, self.frame as f64).map(|wrong| 1.0 - wrong);
        }
        if check.estimate.mve {
            estimates.mve = if known {
                self.mve(scenario, check)
            } else {
                self.mve_of_checked()
            };
            estimates.mve_in_frame = share(self.frame_error, self.frame_value);
        }
        estimates
    }

    fn accuracy(&self, stream: Option<&mut Stream>) -> Option<Figure> {
        if self.covered == 0.0 {
            return None;
        }
        // The double expansion of a recheck weighs each decision on its own.
        let value = (self.weighted_fails / self.covered).clamp(0.0, 1.0);
        let interval = self.wrong(stream).map(|wrong| {
            let (low, high) = (wrong.low.min(value), wrong.high.max(value));
            (1.0 - high, 1.0 - low)
        });
        Some(Figure {
            value: 1.0 - value,
            interval,
        })
    }

    /// The share in error: with a stream from the posterior; a sample by value, a sample of clusters, a simple sample and
    /// a recheck have closed forms that hold better.
    fn wrong(&self, stream: Option<&mut Stream>) -> Option<Estimate> {
        if self.rechecks_clusters {
            return None;
        }
        if !self.clusters.is_empty() {
            return cluster::wilson(&self.clusters, CONFIDENCE);
        }
        let by_value = |weighed: &Weighed| weighed.wrong(self.covered, CONFIDENCE);
        if let Some(wrong) = self.weighed.as_ref().and_then(by_value) {
            return Some(wrong);
        }
        if self.agreement.is_some() && self.weighed.is_none() {
            return self.wrong_of_both();
        }
        let strata: Vec<Stratum> = self.classes.iter().map(|class| class.stratum).collect();
        match (stream, strata.as_slice()) {
            (None, _) => wilson_smoothed(&strata, CONFIDENCE),
            // A recheck of a sample by value: how precise that was is known only where it estimates too.
            (Some(_), _) if self.weighed.is_some() => wilson_smoothed(&strata, CONFIDENCE),
            (Some(_), [simple]) if self.strata == 1 => finite::simple(simple.into(), CONFIDENCE),
            _ if self.weighted_fails > RARE * self.covered => wilson_smoothed(&strata, CONFIDENCE),
            (Some(stream), _) => poisson_gamma(&strata, CONFIDENCE, DRAWS, stream),
        }
    }

    fn accuracy_of_checked(&self) -> Option<Figure> {
        let wrong = self.failed as f64 / self.checked as f64;
        (self.checked > 0).then_some(Figure {
            value: 1.0 - wrong,
            interval: None,
        })
    }

    /// With the interval that `estimate` gives for the same sample, however the check's other intervals are made.
    fn mve(&self, scenario: &Scenario, check: &Check) -> Option<Figure> {
        if self.covered == 0.0 {
            return None;
        }
        let effect = match (self.rechecks_clusters, self.clusters.is_empty()) {
            (true, _) => None,
            (_, true) => Some(self.effect_of_first_weights()),
            _ => cluster::design_effect(&self.clusters, CONFIDENCE),
        };
        let checked = self.checked_by_weight();
        let sample = MonetarySample {
            found: &self.found,
            checked: &checked,
            most: most_of_an_error(scenario, check, self.covered_value / self.covered),
            effect: effect.unwrap_or(1.0),
            value: self.covered_value,
        };
        let value = (sample.value > 0.0).then(|| sample.total(Side::Gross) / sample.value)?;
        let estimate = effect.and_then(|_| sample.estimate(Side::Gross, CONFIDENCE));
        Some(Figure {
            value,
            interval: estimate.map(|estimate| (estimate.low, estimate.high)),
        })
    }

    /// Of a recheck: Kish's design effect of the weights that its first sample had, since a result has one weight for all of
    /// its decisions; else 1.
    fn effect_of_first_weights(&self) -> f64 {
        if self.agreement.is_none() || self.weighed.is_some() {
            return 1.0;
        }
        let sum = |of: fn(&Rechecked) -> f64| self.rechecked.iter().map(of).sum::<f64>();
        let first = sum(|result| result.first as f64);
        let effect = first * sum(|result| result.squares) / sum(Rechecked::population).powi(2);
        if effect.is_finite() {
            effect.max(1.0)
        } else {
            1.0
        }
    }

    /// What was checked, in parts of one weight.
    fn checked_by_weight(&self) -> Vec<Checked> {
        if let Some(weighed) = &self.weighed {
            return weighed.checked.clone();
        }
        let of_class = |class: &Class| {
            let Stratum {
                population,
                sampled,
                ..
            } = class.stratum;
            // Of a recheck's results nobody knows what they are worth.
            let mean_value = match class.key {
                Key::Result(_) => self.covered_value / self.covered,
                Key::Weight(..) => class.value / population,
            };
            Checked {
                number: sampled as f64,
                weight: (population / sampled as f64).max(1.0),
                mean_value,
            }
        };
        self.classes.iter().map(of_class).collect()
    }

    fn mve_of_checked(&self) -> Option<Figure> {
        (self.checked_value > 0.0).then(|| Figure {
            value: self.found_plain / self.checked_value,
            interval: None,
        })
    }
}
