//! Whether the counts of a period can be: no part is larger than its whole, and every sum that a measure takes fits.
//!
//! A ledger that the engine wrote is always so. One that was read from a file may hold anything.

use crate::sim::{CheckCounts, Concluded, Passed, PeriodLedger, Piloted, Truth, WorkCounts};

/// Whether every measure can be read off these counts.
pub fn is_possible(entry: &PeriodLedger) -> bool {
    truths(&entry.activities)
        && works(&entry.work)
        && entry.checks.iter().all(check)
        && entry.concluded.iter().all(concluded)
        && entry.pilots.iter().all(Piloted::is_possible)
        && entry.pathways.iter().flatten().all(Passed::is_possible)
        && finite(&[
            entry.policy.correction_days,
            entry.policy.correction_minutes,
            entry.policy.calibration_hours,
            entry.policy.calibration_cost,
            entry.policy.hours_lost,
            entry.policy.equivalents,
        ])
}

fn truths(of: &[Truth]) -> bool {
    let parts = |one: &Truth| {
        one.with_accuracy <= one.decisions
            && u64::from(one.errors) <= one.with_accuracy
            && u64::from(one.errors_no_feedback) <= one.with_accuracy
            && one.errors_corrected <= one.errors
            && finite(&[one.value_decided, one.value_exposed])
    };
    let flows = |one: &Truth| {
        [
            one.gross_decided,
            one.over,
            one.under,
            one.over_uncorrected,
            one.under_uncorrected,
            one.gross_waiting,
        ]
    };
    // Over and under are added and taken from each other, so their sizes must fit together.
    let pence = of.iter().flat_map(flows).map(i64::unsigned_abs);
    of.iter().all(parts)
        && fits(of.iter().map(|one| one.decisions), u64::MAX)
        && fits(of.iter().map(|one| one.errors.into()), u32::MAX.into())
        && fits(
            of.iter().map(|one| one.errors_no_feedback.into()),
            u32::MAX.into(),
        )
        && fits(pence, i64::MAX as u64)
}

fn works(of: &[WorkCounts]) -> bool {
    of.iter().all(|one| finite(&[one.age]))
        && fits(of.iter().map(|one| one.intakes), u64::MAX)
        && fits(of.iter().map(|one| one.clearances), u64::MAX)
        && fits(of.iter().map(|one| one.over_target), u64::MAX)
        && fits(of.iter().map(|one| one.waiting), u64::MAX)
}

fn check(of: &CheckCounts) -> bool {
    fits([of.short_of_frame, of.short_of_hours], u64::MAX)
}

fn concluded(of: &Concluded) -> bool {
    fits(of.grades.iter().copied(), u64::MAX)
}

fn finite(values: &[f64]) -> bool {
    values.iter().all(|value| value.is_finite())
}

/// Whether the sum is at most so much.
fn fits(values: impl IntoIterator<Item = u64>, most: u64) -> bool {
    let mut values = values.into_iter();
    let sum = values.try_fold(0_u64, u64::checked_add);
    sum.is_some_and(|sum| sum <= most)
}
