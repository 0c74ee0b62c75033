//! Which assumptions the main facts hang on.

use super::anchoring::shift_of;
use super::chances::Truth;
use super::checked::Wanted;
use super::estimate::Estimated;
use super::kinds::Office;
use super::operation::decided;
use super::period::ReportedPeriod;
use super::shared::{Shared, samples};
use super::staff_effect::StaffEffect;
use super::unknown::{Fact, Unknown};
use tierone_scenario::{Assumption, End, Reading, Scenario};

/// What one assumption does to the main facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// The key of the assumption, with names for list entries.
    pub key: String,
    /// Whether it has a source.
    pub sourced: bool,
    /// Its value as a number: shares between 0 and 1, durations in days.
    pub value: f64,
    /// The main facts at the lowest value thought possible, and that value.
    pub low: Fact<(f64, Main)>,
    /// The same at the highest.
    pub high: Fact<(f64, Main)>,
}

/// The facts that assumptions are judged by.
#[derive(Clone, Debug, PartialEq)]
pub struct Main {
    /// Accuracy of all decisions. Where it is anchored, that of the periods after the first may still move.
    pub accuracy: Fact<f64>,
    /// Monetary value of error as decided.
    pub mve: Fact<f64>,
    /// By policy: hours of checking that are asked for in an average period.
    pub hours: Vec<Fact<f64>>,
    /// By policy and check: expected half-width of its figure of accuracy over the reported periods.
    pub accuracy_half_widths: Vec<Vec<Fact<f64>>>,
    /// The same of its monetary value of error.
    pub mve_half_widths: Vec<Vec<Fact<f64>>>,
}

impl Sensitivity {
    /// Change of a main fact for one unit of the assumption, over its range: the difference between the ends over their
    /// distance.
    pub fn slope(&self, of: impl Fn(&Main) -> Fact<f64>) -> Fact<f64> {
        let unknown = |unknown: &Unknown| *unknown;
        let (low, at_low) = self.low.as_ref().map_err(unknown)?;
        let (high, at_high) = self.high.as_ref().map_err(unknown)?;
        match high > low {
            true => Ok((of(at_high)? - of(at_low)?) / (high - low)),
            false => Err(Unknown::NO_RANGE),
        }
    }

    /// By how much a main fact moves over the range, one way or the other.
    pub fn swing(&self, of: impl Fn(&Main) -> Fact<f64>) -> Fact<f64> {
        let unknown = |unknown: &Unknown| *unknown;
        let at = |end: &Fact<(f64, Main)>| end.as_ref().map_err(unknown).and_then(|end| of(&end.1));
        Ok((at(&self.high)? - at(&self.low)?).abs())
    }
}

/// The main facts of a scenario; unknown where its anchor cannot be reached.
pub fn main_facts(scenario: &Scenario) -> Fact<Main> {
    let (_, shift) = shift_of(scenario).map_err(|_| Unknown::OUT_OF_REACH)?;
    let office = Office::new(scenario, shift);
    let truths: Vec<Truth> = (0..office.kinds.len())
        .map(|kind| Truth::of(&office, kind))
        .collect();
    let (all, _) = decided(&office, &truths);
    let periods: Vec<ReportedPeriod> = (0..scenario.horizon.periods)
        .map(|period| ReportedPeriod::new(&office, &truths, period))
        .collect();
    let staff = StaffEffect::of(&office, &periods[0].numbers);
    let samples = samples(&office, &periods);
    let shared = Shared::of(&office, &periods, &samples, &staff, Wanted::default());
    let mut main = Main {
        accuracy: all.accuracy,
        mve: all.mve,
        hours: Vec::new(),
        accuracy_half_widths: Vec::new(),
        mve_half_widths: Vec::new(),
    };
    for (policy_id, policy) in scenario.policies.iter().enumerate() {
        let (mut hours, mut accuracy, mut mve) = (Ok(0.0), Vec::new(), Vec::new());
        for (id, check) in policy.checks.iter().enumerate() {
            let figures = shared.figures(policy_id, id);
            let half_width = |of: &Fact<Estimated>| match of {
                Ok(of) => Ok(of.horizon.half_width),
                Err(unknown) => Err(*unknown),
            };
            accuracy.push(half_width(&figures.accuracy));
            mve.push(half_width(&figures.mve));
            hours = hours.and_then(|sum| {
                let asked: Fact<f64> = samples[policy_id]
                    .iter()
                    .map(|samples| {
                        samples[id]
                            .as_ref()
                            .map(|sample| sample.asked)
                            .map_err(|unknown| *unknown)
                    })
                    .sum();
                Ok(sum + asked? / periods.len() as f64 * check.checker.minutes / 60.0)
            });
        }
        main.hours.push(hours);
        main.accuracy_half_widths.push(accuracy);
        main.mve_half_widths.push(mve);
    }
    Ok(main)
}

/// What every assumption of a scenario does to its main facts, in the order of reading. Facts are worked out anew at both ends
/// of each range, the anchor too.
pub fn sensitivities(reading: &Reading) -> Vec<Sensitivity> {
    let assumed = reading.assumptions.iter();
    let mut all: Vec<Sensitivity> = assumed
        .filter(|assumption| assumption.low.is_some() || assumption.high.is_some())
        .filter_map(|assumption| of(reading, assumption))
        .collect();
    // Read twice is assumed once.
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|of| seen.insert(of.key.clone()));
    all
}

fn of(reading: &Reading, assumption: &Assumption) -> Option<Sensitivity> {
    let (_, value) = reading.with(&assumption.key, End::Assumed)?;
    let at = |end, stated: &Option<String>| -> Fact<(f64, Main)> {
        stated.as_ref().ok_or(Unknown::NO_RANGE)?;
        let changed = reading.with(&assumption.key, end);
        let (scenario, size) = changed.ok_or(Unknown::DOES_NOT_HOLD)?;
        Ok((size, main_facts(&scenario)?))
    };
    Some(Sensitivity {
        key: assumption.key.clone(),
        sourced: assumption.source.is_some(),
        value,
        low: at(End::Low, &assumption.low),
        high: at(End::High, &assumption.high),
    })
}
