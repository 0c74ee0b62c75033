//! Whether a policy's targets were met: by the truth, and by the figures of its checks.

use super::looks;
use super::target_figures::{Figures, figures};
use crate::sim::{Estimates, Ledger, Level, Levels, PeriodLedger, Verdict, Verdicts, together};
use tierone_scenario::{Policy, Scenario, Target, TargetMeasure};
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
    let of_looks: Vec<Option<Vec<Verdict>>> = policy
        .targets
        .iter()
        .enumerate()
        .map(|target| looks::verdicts(scenario, policy, target, ledger))
        .collect();
    let of_horizon = policy.targets.iter().zip(&of_looks).map(|(target, looks)| {
        let alone = of_horizon(target);
        Verdicts {
            alone,
            rolling: None,
            looks: looks.as_ref().map(|looks| looks::of_all(alone.met, looks)),
        }
    });
    ledger.targets = of_horizon.collect();
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
                looks: of_looks[place].as_ref().map(|looks| looks[period]),
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
            if let Some(looks) = &of_looks[place] {
                let add = |mut to: Level| {
                    to.add(looks[period], None);
                    to
                };
                levels[place].looks = Some(add(levels[place].looks.unwrap_or_default()));
                here.looks = Some(add(Level::default()));
            }
            // Waiting is over the periods of a horizon.
            for level in [
                Some(&mut here.alone),
                here.rolling.as_mut(),
                here.looks.as_mut(),
            ]
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
        (period.rolling, period.so_far) = (Vec::new(), Vec::new());
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
