//! Whether a policy's targets were met: by the truth, and by the figures of its checks.

use crate::measure::{GRADED_SHARE, Measure, Scope, Unit, View, truth_of};
use crate::sim::{Estimates, Ledger, PeriodLedger, Verdict, Verdicts, together};
use tierone_scenario::{CheckId, OwnFigure, Policy, Scenario, Target, TargetMeasure};

/// Judges every target of a policy: in each period, over rolling periods, and over the horizon.
pub(super) fn judge(scenario: &Scenario, policy: &Policy, ledger: &mut Ledger) {
    if policy.targets.is_empty() {
        return;
    }
    let horizon = ledger.horizon();
    let of_horizon = |target: &Target| {
        let estimates = own(target, &ledger.estimates);
        verdict(
            scenario,
            policy,
            target,
            &horizon,
            estimates,
            ledger.periods.len(),
        )
    };
    ledger.targets = policy.targets.iter().map(of_horizon).collect();
    for period in 0..ledger.periods.len() {
        let of_period = |(place, target): (usize, &Target)| {
            let entry = &ledger.periods[period];
            let estimates = own(target, &entry.estimates);
            Verdicts {
                alone: verdict(scenario, policy, target, entry, estimates, 1),
                rolling: rolling(scenario, policy, (place, target), ledger, period),
            }
        };
        let verdicts = policy.targets.iter().enumerate().map(of_period).collect();
        ledger.periods[period].targets = verdicts;
    }
    for period in &mut ledger.periods {
        period.rolling = Vec::new();
    }
}

/// Over the target's periods up to one of them.
fn rolling(
    scenario: &Scenario,
    policy: &Policy,
    (place, target): (usize, &Target),
    ledger: &Ledger,
    period: usize,
) -> Option<Verdict> {
    if target.rolling < 2 || period + 1 < target.rolling {
        return None;
    }
    let all = together(&ledger.periods[period + 1 - target.rolling..=period]);
    let estimates = ledger.periods[period].rolling.get(place);
    let estimates = estimates.and_then(|estimates| estimates.as_ref());
    let mut verdict = verdict(scenario, policy, target, &all, estimates, target.rolling);
    if target.measure == TargetMeasure::PoorPerformersFound {
        // Who is there differs from period to period: shares of them are not added.
        verdict.met = None;
    }
    Some(verdict)
}

/// The figures of the target's check.
fn own<'a>(target: &Target, estimates: &'a [Estimates]) -> Option<&'a Estimates> {
    estimates.get(target.check?)
}

/// Of one period or of several together; amounts are those of a period on average.
fn verdict(
    scenario: &Scenario,
    policy: &Policy,
    target: &Target,
    entry: &PeriodLedger,
    estimates: Option<&Estimates>,
    periods: usize,
) -> Verdict {
    let of = |measure: &Measure, scope: Scope| {
        let view = View::new(scenario, policy, entry, scope);
        let value = (measure.read)(&view).filter(|value| value.is_finite())?;
        Some(match measure.unit {
            Unit::Percent => value / 100.0,
            _ => value / periods as f64,
        })
    };
    let truth = |measure| of(truth_of(measure)?, Scope::Policy);
    let (met, reported) = match target.measure {
        TargetMeasure::FailShare => {
            let known = target
                .check
                .filter(|check| looks_at_accuracy_only(scenario, policy, *check));
            let counts = target.check.and_then(|check| entry.checks.get(check));
            let counts = counts.filter(|counts| counts.checks > 0);
            (
                known.and_then(|_| Some(1.0 - truth(TargetMeasure::Accuracy)?)),
                counts.map(|counts| f64::from(counts.fails) / counts.checks as f64),
            )
        }
        TargetMeasure::GradeShare(grade) => {
            let scope = target.check.map(|check| Scope::Grade(check, grade));
            (None, scope.and_then(|scope| of(&GRADED_SHARE, scope)))
        }
        other => {
            let figure = estimates.and_then(|own| match other.own_figure()? {
                OwnFigure::Accuracy => own.accuracy,
                OwnFigure::Mve => own.mve,
                OwnFigure::Results => None,
            });
            (truth(other), figure.map(|figure| figure.value))
        }
    };
    let meets = |value: f64| target.limit.is_met_by(value);
    Verdict {
        met: met.map(meets),
        reported: reported.map(meets),
    }
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
