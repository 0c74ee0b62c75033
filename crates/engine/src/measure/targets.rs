//! Whether targets were met, and whether the figures of checks said so.

use super::definition::{Measure, TARGET};
use super::unit::share;
use super::view::View;
use super::{cost, money, people, truth};
use crate::sim::Verdict;
use tierone_scenario::TargetMeasure;

/// See its meaning.
pub(super) const TARGET_MET: Measure = TARGET.share(
    "target_met",
    "How often the truth meets a target: in a period, over its rolling periods, or over the horizon.",
    |view| share(view.verdict()?.met?),
);

/// See its meaning.
pub(super) const TARGET_REPORTED: Measure = TARGET.share(
    "target_reported",
    "How often the check's own figure says that the target is met.",
    |view| share(view.verdict()?.reported?),
);

/// See its meaning.
pub(super) const FALSE_COMFORT: Measure = TARGET.share(
    "false_comfort",
    "How often the figure says that the target is met, and it is not.",
    |view| both(view, |met, reported| reported && !met),
);

/// See its meaning.
pub(super) const FALSE_ALARM: Measure = TARGET.share(
    "false_alarm",
    "How often the figure says that the target is missed, and it is met.",
    |view| both(view, |met, reported| met && !reported),
);

fn both(view: &View, holds: fn(bool, bool) -> bool) -> Option<f64> {
    let Verdict { met, reported } = view.verdict()?;
    share(holds(met?, reported?))
}

/// What is true of a policy by a target's measure; none of results of a check.
pub fn truth_of(measure: TargetMeasure) -> Option<&'static Measure> {
    match measure {
        TargetMeasure::Accuracy => Some(&truth::ACCURACY),
        TargetMeasure::AccuracyAfterCorrection => Some(&truth::ACCURACY_AFTER_CORRECTION),
        TargetMeasure::Mve => Some(&money::MVE),
        TargetMeasure::MveDecided => Some(&money::MVE_DECIDED),
        TargetMeasure::CorrectionsOverdueShare => Some(&cost::CORRECTIONS_OVERDUE_SHARE),
        TargetMeasure::Cost => Some(&cost::COST),
        TargetMeasure::CheckHours => Some(&cost::CHECK_HOURS),
        TargetMeasure::PoorPerformersFound => Some(&people::POOR_PERFORMERS_FOUND),
        TargetMeasure::FailShare | TargetMeasure::GradeShare(_) => None,
    }
}
