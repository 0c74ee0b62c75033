//! Corrections: found errors are put right after a while, and their money stops.

use rand::RngExt;

use super::caseload::Caseload;
use super::drawn::Drawn;
use super::ledger::PolicyCounts;
use tierone_scenario::{CheckId, Scenario};

/// A decision whose found errors are put right.
#[derive(Clone, Copy, Debug)]
pub struct Corrected {
    /// Its place in the caseload.
    pub index: usize,
    /// When, in periods from the start of the horizon.
    pub at: f64,
}

/// Starts one correction for every decision with a found error that can be put right. It belongs to
/// the first check that found one, and starts at the end of the period. Returns those that succeed.
pub fn correct(
    scenario: &Scenario,
    checks: &mut [Drawn],
    caseload: &Caseload,
    end_of_period: f64,
    counts: &mut PolicyCounts,
) -> Vec<Corrected> {
    let rules = &scenario.correction;
    let days = scenario.horizon.period.days();
    let mut corrected = Vec::new();
    let corrects = |check: &&Drawn| check.setup.check.on_fail.correct;
    let mut failed: Vec<u32> = checks
        .iter()
        .filter(corrects)
        .flat_map(|check| &check.failed)
        .copied()
        .collect();
    failed.sort_unstable();
    failed.dedup();
    for index in failed.into_iter().map(|index| index as usize) {
        if !caseload
            .errors_of(index)
            .iter()
            .any(|error| error.to_correct)
        {
            continue;
        }
        let Some(check) = first_corrector(checks, index) else {
            continue;
        };
        let stream = &mut checks[check].stream;
        let passage = rules.workflow.pass(stream);
        counts.corrections += 1;
        counts.corrections_overdue += u32::from(passage.overdue);
        counts.correction_days += passage.days;
        counts.correction_minutes += passage.minutes;
        // Asked of every correction, so that how one ends does not move the draws of the next.
        let failed = stream.random::<f64>() < rules.failed.get();
        if passage.completed && !failed {
            corrected.push(Corrected {
                index,
                at: end_of_period + passage.days / days,
            });
        }
    }
    corrected
}

/// The first check in the list that failed a decision and corrects.
fn first_corrector(checks: &[Drawn], index: usize) -> Option<CheckId> {
    checks
        .iter()
        .position(|check| check.setup.check.on_fail.correct && check.has_failed(index))
}
