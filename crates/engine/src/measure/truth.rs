//! What happened: decisions, errors, accuracy.

use super::definition::{Measure, POLICY_AND_ACTIVITIES, ReadOf};
use super::scope::{Of, Scope};
use super::unit::percent;
use super::view::View;

/// See its meaning.
pub(super) const DECISIONS: Measure =
    POLICY_AND_ACTIVITIES.count("decisions", "Decisions closed.", |view| {
        Some(view.truth().decisions as f64)
    });

/// See its meaning.
pub(super) const WITHOUT_ACCURACY: Measure = POLICY_AND_ACTIVITIES.count(
    "decisions_without_accuracy",
    "Decisions without an accuracy attribute, which accuracy leaves out; none where every \
     decision has one.",
    |view| {
        let truth = view.truth();
        let without = truth.decisions - truth.with_accuracy;
        (without > 0).then_some(without as f64)
    },
);

/// See its meaning.
pub(super) const ERRORS: Measure = ReadOf(&[Of::Policy, Of::Activity, Of::Attribute]).count(
    "errors",
    "Decisions that are not accurate; of an attribute, decisions with an error in it.",
    |view| match view.scope {
        Scope::Attribute(_) => view.attribute().map(|counts| f64::from(counts.errors)),
        _ => Some(f64::from(view.truth().errors)),
    },
);

/// See its meaning.
pub(super) const ACCURACY: Measure = POLICY_AND_ACTIVITIES.percent(
    "accuracy",
    "Share of decisions with no error in an accuracy attribute, among those that have one.",
    accuracy,
);

/// True accuracy, in percent.
pub(super) fn accuracy(view: &View) -> Option<f64> {
    let truth = view.truth();
    accurate(truth.errors, truth.with_accuracy)
}

/// See its meaning.
pub(super) const ACCURACY_AFTER_CORRECTION: Measure = POLICY_AND_ACTIVITIES.percent(
    "accuracy_after_correction",
    "The same, counting a decision as accurate if its accuracy errors were put right by \
     the end of the horizon.",
    |view| {
        let truth = view.truth();
        accurate(truth.errors - truth.errors_corrected, truth.with_accuracy)
    },
);

/// See its meaning.
pub(super) const ACCURACY_NO_FEEDBACK: Measure = POLICY_AND_ACTIVITIES.percent(
    "accuracy_no_feedback",
    "What accuracy would have been on the same decisions without any coaching.",
    |view| {
        let truth = view.truth();
        accurate(truth.errors_no_feedback, truth.with_accuracy)
    },
);

fn accurate(errors: u32, decisions: u64) -> Option<f64> {
    percent((decisions - u64::from(errors)) as f64, decisions as f64)
}
