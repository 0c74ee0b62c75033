//! Which results of a check stand: challenges overturn fails, and a break changes how it measures.

use super::unknown::{Fact, Unknown};
use tierone_scenario::Check;

/// Whether what a check finds is what it reports, alike throughout.
pub(super) fn stands(check: &Check) -> Fact<()> {
    Unknown::BREAK.when(check.changed.is_some())?;
    Unknown::CHALLENGED.when(check.challenges.is_some())
}

/// The share of fails that challenges leave, where they succeed as often whatever a fail is of.
pub(super) fn fails_left(check: &Check) -> Fact<f64> {
    Unknown::BREAK.when(check.changed.is_some())?;
    match check.challenges {
        None => Ok(1.0),
        Some(answer) if answer.overturned != answer.overturned_if_false => Err(Unknown::CHALLENGED),
        Some(answer) => Ok(1.0 - answer.lost(true)),
    }
}
