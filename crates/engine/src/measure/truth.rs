//! What happened: decisions, errors, accuracy.

use super::definition::{Aggregate, Measure};
use super::scope::{Of, Scope};
use super::unit::{Unit, percent};
use super::view::View;

const TRUTH: &[Of] = &[Of::Policy, Of::Activity];

/// See its meaning.
pub(super) const DECISIONS: Measure = Measure {
    name: "decisions",
    unit: Unit::Count,
    meaning: "Decisions closed.",
    aggregate: Aggregate::Mean,
    of: TRUTH,
    read: |view| Some(view.truth().decisions as f64),
};

/// See its meaning.
pub(super) const WITHOUT_ACCURACY: Measure = Measure {
    name: "decisions_without_accuracy",
    unit: Unit::Count,
    meaning: "Decisions without an accuracy attribute, which accuracy leaves out; none where every \
              decision has one.",
    aggregate: Aggregate::Mean,
    of: TRUTH,
    read: |view| {
        let truth = view.truth();
        let without = truth.decisions - truth.with_accuracy;
        (without > 0).then_some(without as f64)
    },
};

/// See its meaning.
pub(super) const ERRORS: Measure = Measure {
    name: "errors",
    unit: Unit::Count,
    meaning: "Decisions that are not accurate; of an attribute, decisions with an error in it.",
    aggregate: Aggregate::Mean,
    of: &[Of::Policy, Of::Activity, Of::Attribute],
    read: |view| match view.scope {
        Scope::Attribute(_) => view.attribute().map(|counts| f64::from(counts.errors)),
        _ => Some(f64::from(view.truth().errors)),
    },
};

/// See its meaning.
pub(super) const ACCURACY: Measure = Measure {
    name: "accuracy",
    unit: Unit::Percent,
    meaning: "Share of decisions with no error in an accuracy attribute, among those that have one.",
    aggregate: Aggregate::Mean,
    of: TRUTH,
    read: accuracy,
};

/// True accuracy, in percent.
pub(super) fn accuracy(view: &View) -> Option<f64> {
    let truth = view.truth();
    accurate(truth.errors, truth.with_accuracy)
}

/// See its meaning.
pub(super) const ACCURACY_AFTER_CORRECTION: Measure = Measure {
    name: "accuracy_after_correction",
    unit: Unit::Percent,
    meaning: "The same, counting a decision as accurate if its accuracy errors were put right by \
              the end of the horizon.",
    aggregate: Aggregate::Mean,
    of: TRUTH,
    read: |view| {
        let truth = view.truth();
        accurate(truth.errors - truth.errors_corrected, truth.with_accuracy)
    },
};

/// See its meaning.
pub(super) const ACCURACY_NO_FEEDBACK: Measure = Measure {
    name: "accuracy_no_feedback",
    unit: Unit::Percent,
    meaning: "What accuracy would have been on the same decisions without any coaching.",
    aggregate: Aggregate::Mean,
    of: TRUTH,
    read: |view| {
        let truth = view.truth();
        accurate(truth.errors_no_feedback, truth.with_accuracy)
    },
};

fn accurate(errors: u32, decisions: u64) -> Option<f64> {
    percent((decisions - u64::from(errors)) as f64, decisions as f64)
}
