//! Closed forms of a scenario: rates, accuracy and money, without simulating it.
//!
//! Everything here is an expectation with no feedback ever given, over a caseworker's skill
//! (`tierone_stats::quadrature`), their tenure in the steady state (`states`), complexity and automation, at the
//! whole-number part sizes of [`tierone_scenario::parts`]. `anchor` finds the shift that puts a
//! scenario on an anchor that closed forms know; the other functions take that shift.
//!
//! To add a closed form, give it a file and a `pub use` here. Rates of error come from `rates` alone, the
//! worth of errors from `money`.

mod anchor;
mod expected;
mod facts;
mod money;
mod nodes;
mod pathway;
mod pilot;
mod rates;
mod states;
mod tolerance;

#[cfg(test)]
mod brute_force;
#[cfg(test)]
mod fixture;

pub use anchor::{AnchorError, anchor_shift, approximate_shift, shift_for};
pub use expected::{Expectation, WithoutFeedback, without_feedback};
pub use facts::*;
pub use money::most_of_an_error;
pub use pathway::{StageShares, cases_opened, stage_shares};
pub use pilot::{PilotFacts, pilot_facts};
pub use rates::{PartRate, approximate_rates, expected_rates};
pub use states::mean_starter_odds;
