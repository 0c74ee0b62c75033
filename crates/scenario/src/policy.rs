//! A policy: its checks, what they may draw from, who checks and what a fail sets off.

use crate::audit::{Break, Challenges};
use crate::figures::{EstimateWhat, Interval};
use crate::flag::Flag;
use crate::ids::{AttributeId, CheckId, GradeId, PoolId, ProductId};
use crate::operation::Attribute;
use crate::pilot::Pilot;
use crate::sample::Sample;
use crate::target::Target;
use tierone_stats::units::Probability;

/// An ordered list of checks.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Its name, unique.
    pub name: String,
    /// Checks in file order; may be empty (a policy of no checks).
    pub checks: Vec<Check>,
    /// The learning products that it releases, rising.
    pub learning: Vec<ProductId>,
    /// How it looks for poor performers, if it does.
    pub flag: Option<Flag>,
    /// What it, and its checks' own figures, are held to.
    pub targets: Vec<Target>,
    /// Pilots that are judged by its checks.
    pub pilots: Vec<Pilot>,
}

/// One sampling stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Its name, unique within the policy; it also names its random streams.
    pub name: String,
    /// One, two or three.
    pub tier: Option<u8>,
    /// What it may draw from.
    pub frame: Frame,
    /// How it draws.
    pub sample: Sample,
    /// Who checks, how well and at what cost.
    pub checker: Checker,
    /// Whether the check looks at each attribute, by [`AttributeId`](crate::AttributeId).
    pub looks_at: Vec<bool>,
    /// What a fail sets off.
    pub on_fail: OnFail,
    /// Which figures are estimated from it.
    pub estimate: EstimateWhat,
    /// How the intervals of those figures are made.
    pub interval: Interval,
    /// Earlier checks whose samples are left out of the frame.
    pub excludes: Vec<CheckId>,
    /// How those whose work fails answer; none where fails stand.
    pub challenges: Option<Challenges>,
    /// Probability that a fail that stands is not held against whom it is of: it is left out of credits.
    pub mitigated: Probability,
    /// A change in how it measures.
    pub changed: Option<Break>,
}

impl Check {
    /// Probability that an error that is there is found in a simulated period.
    pub fn sensitivity(&self, attribute: AttributeId, period: usize) -> Probability {
        match &self.changed {
            Some(changed) if period >= changed.from => changed.sensitivity[attribute],
            _ => self.checker.sensitivity[attribute],
        }
    }

    /// The grade that failing in an attribute comes to in a simulated period.
    pub fn grade(
        &self,
        attributes: &[Attribute],
        attribute: AttributeId,
        period: usize,
    ) -> GradeId {
        match &self.changed {
            Some(changed) if period >= changed.from => changed.grades[attribute],
            _ => attributes[attribute].grade,
        }
    }

    /// The declared break by whose rules the checks of a simulated period are marked as well: those before it.
    pub fn marked_again(&self, period: usize) -> Option<&Break> {
        let changed = self.changed.as_ref();
        changed.filter(|changed| changed.declared && period < changed.from)
    }

    /// Whether it measures, and its results stand, as its checker's own numbers say.
    pub fn is_steady(&self) -> bool {
        self.challenges.is_none() && self.changed.is_none()
    }
}

/// The decisions that a check may draw from.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Whether each activity is in (activity and area filters together), by [`ActivityId`](crate::ActivityId).
    pub activities: Vec<bool>,
    /// Whether each complexity is in, by [`ComplexityId`](crate::ComplexityId).
    pub complexities: Vec<bool>,
    /// Only system decisions, only caseworkers' decisions, or both.
    pub automated: Option<bool>,
    /// Tenure of the caseworker in periods, from and under; a tenure frame holds no system decisions.
    pub tenure: Option<(f64, f64)>,
}

/// Who checks, how well and at what cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Checker {
    /// The pool whose hours are used; none means hours are never short.
    pub pool: Option<PoolId>,
    /// Probability that an error that is there is found, by [`AttributeId`](crate::AttributeId).
    pub sensitivity: Vec<Probability>,
    /// Probability that an attribute that is right is failed; below one.
    pub false_fail: Probability,
    /// Minutes a check.
    pub minutes: f64,
    /// £ an hour: the check's own, else its pool's, else zero.
    pub hourly_cost: f64,
}

/// What a fail sets off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OnFail {
    /// Feedback to the caseworker.
    pub coach: bool,
    /// The correction workflow.
    pub correct: bool,
}
