//! What the evidence of a check comes from.

use super::caseload::Caseload;
use super::drawn::Drawn;
use super::strata::frame_stratum;
use tierone_scenario::{CheckId, Scenario};

/// A check of a period that has drawn its sample, among the others of its policy.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// What every check of the policy has drawn.
    pub checks: &'a [Drawn<'a, 'a>],
    /// Which of them it is.
    pub check: CheckId,
    /// The decisions that are tracked.
    pub caseload: &'a Caseload<'a>,
}

impl<'a> Source<'a> {
    /// Of a check, by its place among those of its policy.
    pub fn new(
        scenario: &'a Scenario,
        checks: &'a [Drawn<'a, 'a>],
        check: CheckId,
        caseload: &'a Caseload<'a>,
    ) -> Self {
        Self {
            scenario,
            checks,
            check,
            caseload,
        }
    }

    /// What the check has drawn.
    pub fn this(self) -> &'a Drawn<'a, 'a> {
        &self.checks[self.check]
    }

    /// The same of another check.
    pub fn of(self, check: CheckId) -> Self {
        Self { check, ..self }
    }

    /// The same of the check whose frame an estimate covers: of a recheck, its first one.
    pub fn of_frame(self) -> Self {
        self.of(self.this().setup.rechecks.unwrap_or(self.check))
    }

    /// The stratum of a decision in the frame that an estimate covers.
    pub fn stratum(self, index: usize) -> Option<u32> {
        frame_stratum(self.checks, self.check, self.caseload, index)
    }
}
