//! The numbers of a scenario that have a range.

use serde::Serialize;
use tierone_scenario::{End, Reading};

/// An assumption with its range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Input {
    /// Its key, with names for list entries.
    pub key: String,
    /// As it is written: assumed, lowest, highest.
    pub assumed: String,
    /// See `assumed`.
    pub low: String,
    /// See `assumed`.
    pub high: String,
    /// Whether it says where it comes from.
    pub sourced: bool,
    /// As numbers, assumed, lowest and highest: shares from 0 to 1, durations in days.
    #[serde(skip)]
    pub values: [f64; 3],
}

/// Every assumption with a lowest and a highest value that differ, in the order of the file; and the keys of those with which the
/// scenario does not hold at an end, so that nothing can be said of them.
pub fn inputs(reading: &Reading) -> (Vec<Input>, Vec<String>) {
    let (mut inputs, mut broken) = (Vec::new(), Vec::new());
    for assumption in &reading.assumptions {
        let (Some(low), Some(high)) = (&assumption.low, &assumption.high) else {
            continue;
        };
        let at = |end| reading.with(&assumption.key, end).map(|(_, value)| value);
        let ends = at(End::Assumed).zip(at(End::Low)).zip(at(End::High));
        let Some(((assumed, lowest), highest)) = ends else {
            broken.push(assumption.key.clone());
            continue;
        };
        if lowest == highest {
            continue;
        }
        inputs.push(Input {
            key: assumption.key.clone(),
            assumed: assumption.value.clone(),
            low: low.clone(),
            high: high.clone(),
            sourced: assumption.source.is_some(),
            values: [assumed, lowest, highest],
        });
    }
    (inputs, broken)
}
