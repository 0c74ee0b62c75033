//! Corrections: found errors are put right after a while, and their money stops.

use rand::RngExt;

use super::caseload::Caseload;
use super::draws::Drawn;
use super::ledger::PolicyCounts;
use crate::scenario::{CheckId, Scenario};

/// When each decision's found errors are put right, in periods from the start of the horizon; `None`
/// where nothing is corrected or the correction fails.
pub type Corrected = Vec<Option<f64>>;

/// Starts one correction for every decision with a found error that can be put right. It belongs to
/// the first check that found one, and starts at the end of the period.
pub fn correct(
    scenario: &Scenario,
    checks: &mut [Drawn],
    caseload: &Caseload,
    end_of_period: f64,
    counts: &mut PolicyCounts,
) -> Corrected {
    let rules = &scenario.correction;
    let days = scenario.horizon.period.days();
    let mut corrected = vec![None; caseload.wrong];
    for (index, corrected) in corrected.iter_mut().enumerate() {
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
        let duration = rules.duration.draw(stream);
        counts.corrections += 1;
        counts.corrections_overdue += u32::from(rules.due.is_some_and(|due| duration > due));
        counts.correction_days += duration;
        if stream.random::<f64>() >= rules.failed.get() {
            *corrected = Some(end_of_period + duration / days);
        }
    }
    corrected
}

/// The first check in the list that failed a decision and corrects.
fn first_corrector(checks: &[Drawn], index: usize) -> Option<CheckId> {
    checks
        .iter()
        .position(|check| check.setup.check.on_fail.correct && check.failed[index])
}
