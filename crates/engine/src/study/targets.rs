//! Whether a policy's targets were met: by the truth, and by the figures of its checks.

use crate::measure::{GRADED_SHARE, Measure, Scope, Unit, View, truth_of};
use crate::sim::{Estimates, Ledger, Level, Levels, PeriodLedger, Verdict, Verdicts, together};
use tierone_scenario::{CheckId, GradeId, OwnFigure, Policy, Scenario, Target, TargetMeasure};
use tierone_stats::difference::mover;
use tierone_stats::proportion::wilson;

/// Judges every target of a policy: in each period, over rolling periods, and over the horizon.
pub(super) fn judge(scenario: &Scenario, policy: &Policy, ledger: &mut Ledger) {
    if policy.targets.is_empty() {
        return;
    }
    let horizon = ledger.horizon();
    let of_horizon = |target: &Target| {
        let estimates = own(target, &ledger.estimates);
        let periods = ledger.periods.len();
        figures(scenario, policy, target, &horizon, estimates, periods).verdict(target)
    };
    ledger.targets = policy.targets.iter().map(of_horizon).collect();
    let changed = policy.targets.iter().map(|target| Levels {
        changed: changed(scenario, policy, target, &ledger.periods),
        ..Levels::default()
    });
    let mut levels: Vec<Levels> = changed.collect();
    for period in 0..ledger.periods.len() {
        let (mut verdicts, mut own_levels) = (Vec::new(), Vec::new());
        for (place, target) in policy.targets.iter().enumerate() {
            let entry = &ledger.periods[period];
            let estimates = own(target, &entry.estimates);
            let alone = figures(scenario, policy, target, entry, estimates, 1);
            let rolling = rolling(scenario, policy, (place, target), ledger, period);
            verdicts.push(Verdicts {
                alone: alone.verdict(target),
                rolling: rolling.as_ref().map(|rolling| rolling.verdict(target)),
            });
            levels[place].alone = alone.added(target, levels[place].alone);
            let mut here = Levels {
                alone: alone.added(target, Level::default()),
                ..Levels::default()
            };
            if target.rolling > 1 {
                let so_far = levels[place].rolling.unwrap_or_default();
                let add = |to| {
                    rolling
                        .as_ref()
                        .map_or(to, |rolling| rolling.added(target, to))
                };
                levels[place].rolling = Some(add(so_far));
                here.rolling = Some(add(Level::default()));
            }
            // Waiting is over the periods of a horizon.
            for level in [Some(&mut here.alone), here.rolling.as_mut()]
                .into_iter()
                .flatten()
            {
                (level.met.until, level.missed.until) = (0, 0);
            }
            own_levels.push(here);
        }
        ledger.periods[period].targets = verdicts;
        ledger.periods[period].levels = own_levels;
    }
    ledger.levels = levels;
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
) -> Option<Figures> {
    if target.rolling < 2 || period + 1 < target.rolling {
        return None;
    }
    let all = together(&ledger.periods[period + 1 - target.rolling..=period]);
    let estimates = ledger.periods[period].rolling.get(place);
    let estimates = estimates.and_then(|estimates| estimates.as_ref());
    let mut figures = figures(scenario, policy, target, &all, estimates, target.rolling);
    if target.measure == TargetMeasure::PoorPerformersFound {
        // Who is there differs from period to period: shares of them are not added.
        figures.truth = None;
    }
    Some(figures)
}

/// The figures of the target's check.
fn own<'a>(target: &Target, estimates: &'a [Estimates]) -> Option<&'a Estimates> {
    estimates.get(target.check?)
}

/// What a target looks at, of one period or of several together; amounts are those of a period on average.
struct Figures {
    truth: Option<f64>,
    /// What the check reports.
    reported: Option<f64>,
    /// The same without what was accepted in mitigation.
    mitigated: Option<f64>,
}

impl Figures {
    fn verdict(&self, target: &Target) -> Verdict {
        let meets = |value: f64| target.limit.is_met_by(value);
        Verdict {
            met: self.truth.map(meets),
            reported: self.reported.map(meets),
        }
    }

    /// Periods so far with these.
    fn added(&self, target: &Target, mut to: Level) -> Level {
        let value = self.mitigated.or(self.truth);
        let credit = value.filter(|_| !target.credits.is_empty());
        to.add(
            self.verdict(target),
            credit.map(|value| target.credit(value)),
        );
        to
    }
}

fn figures(
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
    let (truth, reported) = match target.measure {
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
            (truth(other), figure.map(|figure| figure.value))
        }
    };
    Figures {
        truth,
        reported,
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

/// Whether a target's figures before and after a break in how its check measures differ by more than chance at 5 %: whether the
/// interval of their difference leaves zero out. Figures before a declared one are those by its rules.
fn changed(
    scenario: &Scenario,
    policy: &Policy,
    target: &Target,
    periods: &[PeriodLedger],
) -> Option<bool> {
    let check = target.check?;
    let changed = policy.checks[check].changed.as_ref()?;
    let from = changed.from - scenario.horizon.warm_up;
    let (before, after) = periods.split_at(from.min(periods.len()));
    let counts = |periods: &[PeriodLedger], by_new_rules: bool| {
        let entry = together(periods);
        let (counts, concluded) = (entry.checks.get(check)?, entry.concluded.get(check)?);
        let of = match (target.measure, by_new_rules) {
            (TargetMeasure::FailShare, false) => counts.fails.into(),
            (TargetMeasure::FailShare, true) => counts.fails_again.into(),
            (TargetMeasure::GradeShare(grade), false) => *concluded.grades.get(grade)?,
            (TargetMeasure::GradeShare(grade), true) => *concluded.again.get(grade)?,
            _ => return None,
        };
        wilson(of, counts.checks, 0.95)
    };
    let change = mover(counts(after, false)?, counts(before, changed.declared)?);
    Some(change.low > 0.0 || change.high < 0.0)
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
