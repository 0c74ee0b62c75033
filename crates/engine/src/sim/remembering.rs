//! What a check takes from its results for the periods to come, and how often its charts are wrong.

use super::caseload::Caseload;
use super::drawn::Drawn;
use super::ledger::CheckCounts;
use super::setup::{CheckSetup, PolicySetup};
use super::strata::frame_stratum;
use tierone_sampling::history::{Chart, Point, Results};
use tierone_sampling::world::{Population, SeatId};
use tierone_sampling::{History, Stratify};
use tierone_scenario::{CheckId, Scenario};

/// The memory of one check in one replication.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// What the check itself remembers.
    pub history: History,
    /// The latest results, by unit.
    results: Vec<Results>,
    /// What it cannot know: the truth of the periods of each chart's centre line.
    base: Vec<Errors>,
}

/// Decisions of an activity in the check's frame, and those with an error that the check looks at.
#[derive(Clone, Copy, Debug, Default)]
struct Errors {
    decisions: u64,
    wrong: u64,
}

impl Errors {
    /// Whether errors are a larger share here than there.
    fn exceed(self, other: Self) -> bool {
        let product = |a, b| u128::from(a) * u128::from(b);
        product(self.wrong, other.decisions) > product(other.wrong, self.decisions)
    }
}

/// The memories of a policy's checks before any result.
pub fn fresh(scenario: &Scenario, policy: &PolicySetup) -> Vec<Remembered> {
    let of_check = |check: &CheckSetup| {
        let units = match check.stratify {
            Stratify::Caseworker => scenario.workforce.seats,
            _ => scenario.activities.len(),
        };
        let Some(history) = check.design.history(units) else {
            return Remembered::default();
        };
        Remembered {
            history,
            results: vec![Results::default(); units],
            base: vec![Errors::default(); units],
        }
    };
    policy.checks.iter().map(of_check).collect()
}

/// The seats that strata are of; none where they are of something else.
pub fn seats<'w>(setup: &CheckSetup, population: &'w Population) -> &'w [SeatId] {
    match setup.stratify {
        Stratify::Caseworker => &population.filled,
        _ => &[],
    }
}

/// Ends a period for every check of a policy.
pub fn note(
    remembered: &mut [Remembered],
    checks: &mut [Drawn],
    caseload: &Caseload,
    leavers: &[SeatId],
    counts: &mut [CheckCounts],
) {
    for (check, (remembered, counts)) in remembered.iter_mut().zip(counts).enumerate() {
        remembered.note(checks, check, caseload, leavers, counts);
    }
}

impl Remembered {
    /// Ends a period: results are noted, and those who leave are forgotten.
    fn note(
        &mut self,
        checks: &mut [Drawn],
        check: CheckId,
        caseload: &Caseload,
        leavers: &[SeatId],
        counts: &mut CheckCounts,
    ) {
        if matches!(self.history, History::Nothing) {
            return;
        }
        let of_people = checks[check].setup.stratify == Stratify::Caseworker;
        let seats = seats(checks[check].setup, caseload.population);
        let unit = |stratum: usize| seats.get(stratum).map_or(stratum, |seat| seat.index());
        let this = &checks[check];
        self.results.fill(Results::default());
        for (stratum, checked) in this.sizes.iter().enumerate() {
            self.results[unit(stratum)].checked = *checked;
        }
        for index in &this.failed {
            let stratum = frame_stratum(checks, check, caseload, *index as usize);
            let stratum = stratum.expect("only decisions of the frame are checked");
            self.results[unit(stratum as usize)].failed += 1;
        }
        self.history.note(&self.results, &mut checks[check].stream);
        if let History::Charts(_, charts) = &self.history {
            judge(charts, &mut self.base, checks, check, caseload, counts);
        }
        if of_people {
            for seat in leavers {
                self.history.forget(seat.index());
            }
        }
    }
}

/// Holds the latest points of charts against the truth.
fn judge(
    charts: &[Chart],
    base: &mut [Errors],
    checks: &[Drawn],
    check: CheckId,
    caseload: &Caseload,
    counts: &mut CheckCounts,
) {
    let this = &checks[check];
    let looks_at = &this.setup.check.looks_at;
    let mut now: Vec<Errors> = this
        .strata
        .sizes
        .iter()
        .map(|decisions| Errors {
            decisions: *decisions,
            wrong: 0,
        })
        .collect();
    for index in 0..caseload.wrong {
        let mut errors = caseload.errors_of(index).iter();
        if errors.any(|error| looks_at[error.attribute as usize])
            && let Some(stratum) = frame_stratum(checks, check, caseload, index)
        {
            now[stratum as usize].wrong += 1;
        }
    }
    for ((chart, base), now) in charts.iter().zip(base).zip(now) {
        match chart.latest() {
            Point::None => {}
            Point::Base => {
                base.decisions += now.decisions;
                base.wrong += now.wrong;
            }
            Point::Within => counts.points += 1,
            Point::Above => {
                counts.points += 1;
                counts.signals += 1;
                counts.false_signals += u32::from(!now.exceed(*base));
            }
        }
    }
}
