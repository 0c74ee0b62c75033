//! What a reported period goes down as: what happened, and what a policy's checks found together.

use super::caseload::Caseload;
use super::correcting::Corrected;
use super::drawn::Drawn;
use super::flows::decisions;
use super::ledger::PeriodLedger;
use super::results::Fail;
use super::setup::{PolicySetup, Setup};
use super::value::mean_value;
use tierone_sampling::world::Period;
use tierone_scenario::Scenario;
use tierone_stats::units::Pence;

/// The policy's checks together: a decision counts once however many checks drew or failed it.
pub(crate) fn count_together(
    setup: &PolicySetup,
    checks: &[Drawn],
    caseload: &Caseload,
    fails: &[Vec<Fail>],
    entry: &mut PeriodLedger,
) {
    let policy = &mut entry.policy;
    policy.checks_not_counted_once = !setup.counts_checks_once;
    let first_stage = || (0..checks.len()).filter(|check| checks[*check].setup.rechecks.is_none());
    let anonymous: u64 = first_stage().map(|check| checks[check].anonymous()).sum();
    let tracked = match first_stage().count() {
        1 => first_stage().map(|check| checks[check].taken.len()).sum(),
        _ => {
            let drawn = first_stage().fold(0, |mask, check| mask | 1 << check);
            let tracked = caseload.tracked.iter();
            tracked.filter(|tracked| tracked.drawn & drawn != 0).count()
        }
    };
    policy.checks = anonymous + tracked as u64;
    // One check fails a decision once.
    if let [only] = fails {
        for fail in only {
            policy.false_fails += u32::from(fail.falsely);
            policy.errors_found += u32::from(fail.true_accuracy);
        }
        policy.fails = only.len() as u32;
        return;
    }
    let count = |counts: fn(&Fail) -> bool| {
        let fails = fails.iter().flatten().filter(|fail| counts(fail));
        let mut indices: Vec<usize> = fails.map(|fail| fail.index).collect();
        indices.sort_unstable();
        indices.dedup();
        indices.len() as u32
    };
    policy.fails = count(|_| true);
    policy.false_fails = count(|fail| fail.falsely);
    policy.errors_found = count(|fail| fail.true_accuracy);
}

/// Exercises held by the pools that a policy uses.
pub fn exercises(
    scenario: &Scenario,
    setup: &PolicySetup,
    period: usize,
    entry: &mut PeriodLedger,
) {
    for (id, pool) in scenario.pools.iter().enumerate() {
        let checks = &setup.policy.checks;
        if checks.iter().any(|check| check.checker.pool == Some(id)) {
            let hours = pool.hours_of_exercises(period);
            entry.policy.calibration_hours += hours;
            entry.policy.calibration_cost += hours * pool.hourly_cost;
        }
    }
}

/// The grades that the errors of all decisions of a reported period come to, by every check that a target asks it of.
pub fn grades(
    scenario: &Scenario,
    checks: &[Drawn],
    caseload: &Caseload,
    entry: &mut PeriodLedger,
) {
    let decisions: u64 = entry.activities.iter().map(|truth| truth.decisions).sum();
    for (drawn, concluded) in checks.iter().zip(&mut entry.concluded) {
        if !drawn.setup.graded {
            continue;
        }
        let check = drawn.setup.check;
        let grade =
            |attribute: usize| check.grade(&scenario.attributes, attribute, caseload.period);
        concluded.truly = vec![0; scenario.grades.len()];
        for index in 0..caseload.wrong {
            let errors = caseload.errors_of(index).iter();
            let seen = errors.filter(|error| check.looks_at[error.attribute as usize]);
            let worst = seen.map(|error| grade(error.attribute as usize)).max();
            concluded.truly[worst.unwrap_or(0)] += 1;
        }
        concluded.truly[0] += decisions - caseload.wrong as u64;
    }
}

/// What happened to the decisions of a reported period.
pub fn happened(
    Setup {
        scenario, monetary, ..
    }: &Setup,
    period: &Period,
    caseload: &Caseload,
    corrected: &[Corrected],
    entry: &mut PeriodLedger,
) {
    let horizon = scenario.horizon.periods as f64;
    for (activity, decisions) in decisions(scenario, period).into_iter().enumerate() {
        let truth = &mut entry.activities[activity];
        truth.decisions = decisions;
        truth.with_accuracy = match scenario.has_accuracy(activity) {
            true => decisions,
            false => 0,
        };
        truth.value_decided = decisions as f64 * mean_value(scenario, activity);
        truth.errors_no_feedback = period.inaccurate[activity];
    }
    for (cell, inaccurate) in caseload.counts.inaccurate.iter().enumerate() {
        let activity = caseload.population.activity(cell as u32);
        entry.activities[activity].errors += inaccurate;
    }
    for (counts, errors) in entry.attributes.iter_mut().zip(&caseload.counts.errors) {
        counts.errors += errors;
    }
    let mut gross = vec![0.0f64; scenario.activities.len()];
    if *monetary {
        for tracked in &caseload.tracked[..caseload.wrong] {
            gross[caseload.population.activity(tracked.id.cell)] += tracked.yearly.abs();
        }
    }
    for corrected in corrected.iter().filter(|corrected| corrected.at <= horizon) {
        let errors = caseload.errors_of(corrected.index);
        let all = errors
            .iter()
            .all(|error| !error.inaccurate || error.to_correct);
        let activity = caseload.activity(corrected.index);
        let right_now = all && caseload.tracked[corrected.index].inaccurate;
        entry.activities[activity].errors_corrected += u32::from(right_now);
    }
    for (truth, gross) in entry.activities.iter_mut().zip(gross) {
        truth.gross_decided = Pence::from_pounds(gross).0;
    }
}
