//! Money: what flowed wrongly, and what was decided wrongly.

use super::definition::{Measure, POLICY_AND_ACTIVITIES};
use super::unit::percent;
use super::view::View;
use crate::sim::Truth;
use tierone_stats::units::Pence;

/// See its meaning.
pub(super) const ASSESSED_VALUE: Measure = POLICY_AND_ACTIVITIES.pounds(
    "assessed_value",
    "Expected money assessed over the time in which decisions counted.",
    |view| valued(&view.truth()).map(|truth| truth.value_exposed),
);

/// See its meaning.
pub(super) const ERROR_OVER: Measure = POLICY_AND_ACTIVITIES.pounds(
    "error_over",
    "Money that flowed above what was right, after corrections.",
    |view| pounds(view, |truth| truth.over),
);

/// See its meaning.
pub(super) const ERROR_UNDER: Measure = POLICY_AND_ACTIVITIES.pounds(
    "error_under",
    "Money that flowed below what was right, after corrections.",
    |view| pounds(view, |truth| truth.under),
);

/// See its meaning.
pub(super) const ERROR_GROSS: Measure = POLICY_AND_ACTIVITIES.pounds(
    "error_gross",
    "Money that flowed wrongly, over plus under, after corrections.",
    |view| pounds(view, |truth| truth.over + truth.under),
);

/// See its meaning.
pub(super) const ERROR_NET: Measure = POLICY_AND_ACTIVITIES.pounds(
    "error_net",
    "Money that flowed wrongly, over minus under, after corrections.",
    |view| pounds(view, |truth| truth.over - truth.under),
);

/// How two figures of the monetary value of error differ.
pub const DECIDED_AND_FLOWED: &str = "As decided is the error a year of every decision made, before anything is put right: it is what a \
                                      check estimates. As it flowed is the money that went wrong in the reported periods, after corrections: \
                                      the sooner errors are put right, the smaller it is.";

/// See its meaning.
pub(super) const MVE: Measure = POLICY_AND_ACTIVITIES.percent(
    "mve",
    "Monetary value of error as it flowed: money that went wrong, over plus under and \
     after corrections, as a share of the money assessed.",
    |view| {
        let truth = view.truth();
        percent(
            Pence(truth.over + truth.under).pounds(),
            truth.value_exposed,
        )
    },
);

/// See its meaning.
pub(super) const MVE_DECIDED: Measure = POLICY_AND_ACTIVITIES.percent(
    "mve_decided",
    "Monetary value of error as decided: yearly error of the decisions made, before any \
     correction, as a share of their yearly value; what a check can see.",
    mve_decided,
);

/// True monetary value of error as decided, in percent.
pub(super) fn mve_decided(view: &View) -> Option<f64> {
    let truth = view.truth();
    percent(Pence(truth.gross_decided).pounds(), truth.value_decided)
}

/// How far [`mve_decided`] may be off, in percent: it is kept in whole pence, so that every activity of every reported
/// period is off by up to half a penny.
pub(super) fn rounding_decided(view: &View) -> f64 {
    const HALF_A_PENNY: f64 = 0.005;
    let rounded = view.scenario.activities.len() * view.scenario.horizon.periods;
    percent(HALF_A_PENNY * rounded as f64, view.truth().value_decided).unwrap_or(0.0)
}

/// See its meaning.
pub(super) const ERROR_GROSS_UNCORRECTED: Measure = POLICY_AND_ACTIVITIES.pounds(
    "error_gross_uncorrected",
    "Money that would have flowed wrongly, over plus under, had nothing been corrected.",
    |view| {
        pounds(view, |truth| {
            truth.over_uncorrected + truth.under_uncorrected
        })
    },
);

/// See its meaning.
pub(super) const ERROR_GROSS_WAITING: Measure = POLICY_AND_ACTIVITIES.pounds(
    "error_gross_waiting",
    "Money that flowed wrongly, over plus under, between the check and the completion of \
     the correction, of decisions that were put right.",
    |view| pounds(view, |truth| truth.gross_waiting),
);

/// See its meaning.
pub(super) const MVE_UNCORRECTED: Measure = POLICY_AND_ACTIVITIES.percent(
    "mve_uncorrected",
    "Monetary value of error as it would have flowed had nothing been corrected.",
    |view| {
        let truth = view.truth();
        let gross = Pence(truth.over_uncorrected + truth.under_uncorrected);
        percent(gross.pounds(), truth.value_exposed)
    },
);

/// Only where money is assessed at all.
fn valued(truth: &Truth) -> Option<&Truth> {
    (truth.value_exposed > 0.0).then_some(truth)
}

fn pounds(view: &View, read: fn(&Truth) -> i64) -> Option<f64> {
    let truth = view.truth();
    // Absolute amounts can flow where no value is assessed.
    let flows = truth.over_uncorrected + truth.under_uncorrected > 0;
    (flows || valued(&truth).is_some()).then(|| Pence(read(&truth)).pounds())
}
