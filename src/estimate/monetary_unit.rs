//! Value-weighted samples, which draw pounds rather than decisions: monetary-unit sampling.
//!
//! A decision of value v is drawn with probability v/J, or for certain from J up, where J is the sampling interval. So a
//! decision drawn stands for J pounds, of which its taint, the error's amount over the decision's value, is in error.

use super::monetary::{FoundError, ratio};
use super::weighted::Unchecked;
use super::{Estimate, is_confidence};

/// What is known of a value-weighted sample before anything is checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Units {
    /// Assessed value of all decisions of the frame.
    pub value: f64,
    /// The sampling interval J.
    pub interval: f64,
    /// The declared maximum of a taint; 1 where an error cannot exceed its decision's value.
    pub max_taint: f64,
}

/// The gamma interval of the share of value in error, the closed form that the simulator uses.
///
/// Errors come with their amounts and with weights J/v; those of weight 1 were drawn for certain and are known.
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// Fay & Feuer (1997), with pounds for people: see `weighted`.
pub fn fay_feuer(found: &[FoundError], units: Units, confidence: f64) -> Option<Estimate> {
    let Known { amount, hits } = Known::of(found, units, confidence)?;
    let mut known = amount;
    let mut unchecked = Unchecked::NONE;
    let mut largest = units.max_taint;
    for hit in hits {
        known += hit.amount;
        unchecked.add(1.0, hit.amount, hit.weight);
        largest = largest.max(hit.taint(units));
    }
    // One more hit, of a decision so small that all it stands for is missed.
    let many = units.interval.max(1e9);
    let scale = units.interval / many;
    let mut pseudo = Unchecked::NONE;
    pseudo.add(1.0, largest * scale, many);
    let (low, high) = unchecked.limits(pseudo, 0.5 * (1.0 - confidence));
    Some(Estimate::holding(
        ratio(found, units.value)?,
        (known + low) / units.value,
        (known + high) / units.value,
        "fay-feuer",
    ))
}

/// The errors found: what those drawn for certain are worth together, and the others.
struct Known {
    amount: f64,
    hits: Vec<FoundError>,
}

impl FoundError {
    /// The amount of error of each pound that a hit stands for.
    fn taint(&self, units: Units) -> f64 {
        self.amount * self.weight / units.interval
    }
}

impl Known {
    fn of(found: &[FoundError], units: Units, confidence: f64) -> Option<Known> {
        let possible = |error: &FoundError| error.amount >= 0.0 && error.weight >= 1.0;
        let sized = units.value > 0.0 && units.interval > 0.0 && units.max_taint >= 0.0;
        if !(is_confidence(confidence) && sized && found.iter().all(possible)) {
            return None;
        }
        let (hits, certain): (Vec<FoundError>, Vec<FoundError>) =
            found.iter().partition(|error| error.weight > 1.0);
        Some(Known {
            amount: certain.iter().map(|error| error.amount).sum(),
            hits,
        })
    }
}
