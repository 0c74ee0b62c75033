//! One check in one period: which decisions it drew, and what it found in them.

use tierone_scenario::AttributeId;

use super::decision::Decision;

/// One check in one period.
#[derive(Default)]
pub(crate) struct Stage {
    /// The decisions of the frame, excluded ones left out.
    pub(crate) frame: Vec<usize>,
    /// The decisions for which the sample speaks.
    pub(crate) covered: Vec<usize>,
    /// How many of their kind the strata covered stand for each, where strata were drawn themselves.
    pub(crate) expansion: f64,
    /// What those are expected to be worth, where that is more than their activities say.
    pub(crate) covered_value: Option<f64>,
    /// The decisions drawn.
    pub(crate) drawn: Vec<Drawn>,
    /// What was found in them, in the order of `drawn`.
    pub(crate) findings: Vec<Finding>,
    pub(crate) short_of_frame: u64,
    pub(crate) short_of_hours: u64,
}

/// One drawn decision.
#[derive(Clone, Copy)]
pub(crate) struct Drawn {
    pub(crate) decision: usize,
    /// How many decisions it stands for in an estimate; none where it has no say.
    pub(crate) weight: Option<f64>,
}

impl Stage {
    pub(crate) fn add(&mut self, decisions: &[usize], weight: Option<f64>) {
        let drawn = |&decision: &usize| Drawn { decision, weight };
        self.drawn.extend(decisions.iter().map(drawn));
    }
}

/// The result of one check of one decision.
#[derive(Default)]
pub(crate) struct Finding {
    /// Places of the found errors in the decision's list.
    pub(crate) found: Vec<usize>,
    /// Attributes that are right and were failed.
    pub(crate) false_fails: Vec<AttributeId>,
    /// Whether a challenge has made it a pass.
    pub(crate) overturned: bool,
    /// Whether it is left out of credits.
    pub(crate) mitigated: bool,
    /// The attributes that fail by the rules of a break to come, if they do and no challenge makes that a pass.
    pub(crate) again: Vec<AttributeId>,
}

impl Finding {
    /// Whether the decision failed.
    pub(crate) fn failed(&self) -> bool {
        !self.overturned && (!self.found.is_empty() || !self.false_fails.is_empty())
    }

    /// Whether an error was found that makes the decision inaccurate.
    pub(crate) fn found_inaccurate(&self, decision: &Decision) -> bool {
        !self.overturned
            && self
                .found
                .iter()
                .any(|&place| decision.errors[place].counts)
    }
}
