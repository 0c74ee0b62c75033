//! What targets look at: by the truth, and by the figures of checks.

use crate::measure::{GRADED_SHARE, Measure, Scope, Unit, View, truth_of};
use crate::sim::{Estimates, Level, PeriodLedger, Verdict};
use tierone_scenario::{CheckId, GradeId, OwnFigure, Policy, Scenario, Target, TargetMeasure};

/// What a target looks at, of one period or of several together; amounts are those of a period on average.
pub(super) struct Figures {
    pub(super) truth: Option<f64>,
    /// What the check reports.
    pub(super) reported: Option<f64>,
    /// The 95 % interval of it, of an estimate.
    pub(super) interval: Option<(f64, f64)>,
    /// Decisions of which it is the share, of a check's results.
    pub(super) checks: Option<u64>,
    /// The same without what was accepted in mitigation.
    mitigated: Option<f64>,
}

impl Figures {
    pub(super) fn verdict(&self, target: &Target) -> Verdict {
        let meets = |value: f64| target.limit.is_met_by(value);
        Verdict {
            met: self.truth.map(meets),
            reported: self.reported.map(meets),
        }
    }

    /// Periods so far with these.
    pub(super) fn added(&self, target: &Target, mut to: Level) -> Level {
        let value = self.mitigated.or(self.truth);
        let credit = value.filter(|_| !target.credits.is_empty());
        to.add(
            self.verdict(target),
            credit.map(|value| target.credit(value)),
        );
        to
    }
}

pub(super) fn figures(
    scenario: &Scenario,
    policy: &Policy,
    target: &Target,
    entry: &PeriodLedger,
    estimates: Option<&Estimates>,
    periods: usize,
) -> Figures {
    let of = |measure: &Measure, scope: Scope| {
        let view = View::new(scenario, policy, entry, scope);
        let value = (measure.read)(&view).filter(|value| value.is_finite())?;
        Some(match measure.unit {
            Unit::Percent => value / 100.0,
            _ => value / periods as f64,
        })
    };
    let truth = |measure| of(truth_of(measure)?, Scope::Policy);
    let counts = target.check.and_then(|check| entry.checks.get(check));
    let counts = counts.filter(|counts| counts.checks > 0);
    let (mut interval, mut checks) = (None, counts.map(|counts| counts.checks));
    let (truth, reported) = match target.measure {
        TargetMeasure::FailShare => {
            let known = target
                .check
                .filter(|check| looks_at_accuracy_only(scenario, policy, *check));
            (
                known.and_then(|_| Some(1.0 - truth(TargetMeasure::Accuracy)?)),
                counts.map(|counts| f64::from(counts.fails) / counts.checks as f64),
            )
        }
        TargetMeasure::GradeShare(grade) => {
            let scope = target.check.map(|check| Scope::Grade(check, grade));
            let concluded = target.check.and_then(|check| entry.concluded.get(check));
            let truly = concluded.and_then(|one| share_of(&one.truly, grade));
            (truly, scope.and_then(|scope| of(&GRADED_SHARE, scope)))
        }
        other => {
            let figure = estimates.and_then(|own| match other.own_figure()? {
                OwnFigure::Accuracy => own.accuracy,
                OwnFigure::Mve => own.mve,
                OwnFigure::Results => None,
            });
            (interval, checks) = (figure.and_then(|figure| figure.interval), None);
            (truth(other), figure.map(|figure| figure.value))
        }
    };
    Figures {
        truth,
        reported,
        interval,
        checks,
        mitigated: reported.map(|reported| reported - mitigated(target, entry)),
    }
}

/// The share of a check's decisions that mitigation takes away from what a target looks at.
fn mitigated(target: &Target, entry: &PeriodLedger) -> f64 {
    let of = target
        .check
        .map(|check| (entry.checks.get(check), entry.concluded.get(check)));
    let Some((Some(counts), Some(concluded))) = of else {
        return 0.0;
    };
    let all = f64::from(counts.mitigated);
    let by_grade = |grade: usize| concluded.mitigated.get(grade).map_or(0.0, |n| *n as f64);
    let taken = match target.measure {
        TargetMeasure::FailShare => all,
        // What is accepted counts as the best grade.
        TargetMeasure::GradeShare(0) => by_grade(0) - all,
        TargetMeasure::GradeShare(grade) => by_grade(grade),
        _ => 0.0,
    };
    taken / counts.checks.max(1) as f64
}

/// The share of one of several counts.
fn share_of(counts: &[u64], of: GradeId) -> Option<f64> {
    let all: u64 = counts.iter().sum();
    let one = counts.get(of)?;
    (all > 0).then(|| *one as f64 / all as f64)
}

/// Whether a check fails a decision for its accuracy attributes alone: then the true share of fails is that of decisions
/// that are not accurate.
fn looks_at_accuracy_only(scenario: &Scenario, policy: &Policy, check: CheckId) -> bool {
    let check = &policy.checks[check];
    let attributes = scenario.attributes.iter().zip(&check.looks_at);
    let mut looked_at = attributes.filter(|(_, looks_at)| **looks_at);
    let mut activities = 0..scenario.activities.len();
    looked_at.all(|(attribute, _)| attribute.accuracy)
        && activities.all(|activity| scenario.judges(check, activity))
}
