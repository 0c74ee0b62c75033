//! What a check's own figures say: the estimates made of what it has learnt.

use std::borrow::Cow;

use super::rechecked::Rechecked;
use super::{CONFIDENCE, Class, Evidence, Key};
use crate::sim::ledger::{Estimates, QuotedFigure};
use crate::sim::weighing::Weighed;
use tierone_analysis::most_of_an_error;
use tierone_scenario::{Check, Interval, Scenario};
use tierone_stats::moment_bound::{Checked, MonetarySample, Side};
use tierone_stats::rng::Stream;
use tierone_stats::stratified::{RARE, Stratum, poisson_gamma, wilson_smoothed};
use tierone_stats::{DRAWS, Estimate, cluster, finite, share};

impl Evidence {
    /// The estimates that a check asks for; `open` gives the stream that a posterior is drawn from.
    pub fn estimates(
        &self,
        scenario: &Scenario,
        check: &Check,
        known: bool,
        open: impl FnOnce() -> Stream,
    ) -> Estimates {
        let share = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
        let mut estimates = Estimates::default();
        if check.estimate.accuracy {
            let judged = self.judged.as_deref().unwrap_or(self);
            estimates.accuracy_in_frame =
                share(judged.frame_wrong as f64, judged.frame as f64).map(|wrong| 1.0 - wrong);
            if let Some(judged) = judged.covering(known) {
                let mut stream = (known && check.interval == Interval::Posterior).then(open);
                estimates.accuracy = if known {
                    judged.accuracy(stream.as_mut())
                } else {
                    judged.accuracy_of_checked()
                };
                if let Some(agreement) = judged.agreement.filter(|_| known) {
                    let right = judged.covered - judged.weighted_fails;
                    estimates.sensitivity = share(agreement.both, judged.weighted_fails);
                    estimates.false_fail = share(agreement.first_only, right);
                }
            }
        }
        if check.estimate.mve {
            estimates.mve_in_frame = share(self.frame_error, self.frame_value);
            let mve = |of: Cow<Self>| match known {
                true => of.mve(scenario, check),
                false => of.mve_of_checked(),
            };
            estimates.mve = self.covering(known).and_then(mve);
        }
        estimates
    }

    /// The same where a recheck covers all of its first sample; `None` where none of a result was ever rechecked, so that nothing
    /// is known of it.
    fn covering(&self, known: bool) -> Option<Cow<'_, Self>> {
        let uncovered = self.rechecked.iter().any(|result| result.uncovered > 0.0);
        match uncovered && known {
            true => self.extended().map(Cow::Owned),
            false => Some(Cow::Borrowed(self)),
        }
    }

    fn accuracy(&self, stream: Option<&mut Stream>) -> Option<QuotedFigure> {
        if self.covered == 0.0 {
            return None;
        }
        // The double expansion of a recheck weighs each decision on its own.
        let value = (self.weighted_fails / self.covered).clamp(0.0, 1.0);
        let interval = self.wrong(stream).map(|wrong| {
            let (low, high) = (wrong.low.min(value), wrong.high.max(value));
            (1.0 - high, 1.0 - low)
        });
        Some(QuotedFigure {
            value: 1.0 - value,
            interval,
        })
    }

    /// The share in error, as `estimate` has it of the same sample; with a stream from the posterior, but that a sample by
    /// value, a sample of clusters, a simple sample and a recheck have closed forms that hold better.
    fn wrong(&self, stream: Option<&mut Stream>) -> Option<Estimate> {
        if self.rechecks_clusters {
            return None;
        }
        if !self.clusters.is_empty() {
            return cluster::wilson(&self.clusters, CONFIDENCE);
        }
        // How many of the frame have an accuracy attribute a sample by value estimates.
        let covered = (!self.in_part).then_some(self.covered);
        let by_value = |weighed: &Weighed| weighed.wrong(covered, CONFIDENCE);
        if let Some(wrong) = self.weighed.as_ref().and_then(by_value) {
            return Some(wrong);
        }
        if self.agreement.is_some() && self.weighed.is_none() {
            return self.wrong_of_both();
        }
        let strata: Vec<Stratum> = self.classes.iter().map(|class| class.stratum).collect();
        match (stream, strata.as_slice()) {
            // A recheck of a sample by value: how precise that was is known only where it estimates too.
            _ if self.weighed.is_some() => wilson_smoothed(&strata, CONFIDENCE),
            (None, strata) => share::interval(strata, self.strata, CONFIDENCE),
            (Some(_), [simple]) if self.strata == 1 => finite::simple(simple.into(), CONFIDENCE),
            _ if self.weighted_fails > RARE * self.covered => wilson_smoothed(&strata, CONFIDENCE),
            (Some(stream), _) => poisson_gamma(&strata, CONFIDENCE, DRAWS, stream),
        }
    }

    fn accuracy_of_checked(&self) -> Option<QuotedFigure> {
        let wrong = self.failed as f64 / self.checked as f64;
        (self.checked > 0).then_some(QuotedFigure {
            value: 1.0 - wrong,
            interval: None,
        })
    }

    /// With the interval that `estimate` gives for the same sample, however the check's other intervals are made.
    fn mve(&self, scenario: &Scenario, check: &Check) -> Option<QuotedFigure> {
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
        Some(QuotedFigure {
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

    fn mve_of_checked(&self) -> Option<QuotedFigure> {
        (self.checked_value > 0.0).then(|| QuotedFigure {
            value: self.found_plain / self.checked_value,
            interval: None,
        })
    }
}
