//! Where the rates of a scenario's accuracy attributes stand, and the shift that puts them there.

use serde::Serialize;

use crate::anchor::{AnchorError, approximate_shift};
use tierone_scenario::Scenario;

/// Where the rates of the accuracy attributes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rates {
    /// As the scenario states them.
    AsStated,
    /// Moved so that expected accuracy in the first reported period, with no feedback, is the anchor.
    Anchored,
    /// The anchor is a policy's own figure, which only a simulation gives. The facts take it as the expected
    /// accuracy in the first reported period with no feedback instead.
    AnchoredAsIfWithoutFeedback,
}

/// Where the rates of a scenario stand, and the shift that puts them there.
pub(super) fn shift_of(scenario: &Scenario) -> Result<(Rates, f64), AnchorError> {
    let Some(anchor) = scenario.anchor else {
        return Ok((Rates::AsStated, 0.0));
    };
    let rates = match anchor.under {
        None => Rates::Anchored,
        Some(_) => Rates::AnchoredAsIfWithoutFeedback,
    };
    Ok((rates, approximate_shift(scenario, anchor.accuracy.get())?))
}
