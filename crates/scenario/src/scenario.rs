//! One resolved scenario: an operation and the policies under trial.

use crate::anchor::Anchor;
use crate::demand::Demand;
use crate::feedback::{Coaching, LearningProduct};
use crate::ids::ActivityId;
use crate::operation::{
    Activity, Attribute, Complexity, Correction, Horizon, Tolerance, Workforce,
};
use crate::pathway::Pathway;
use crate::plan::Plan;
use crate::policy::{Check, Frame, Policy};
use crate::pool::Pool;

/// One resolved scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// What it is about, in a line.
    pub title: String,
    /// The periods that are simulated and reported.
    pub horizon: Horizon,
    /// Kinds of decision, in file order.
    pub activities: Vec<Activity>,
    /// The attributes that some activity names, in the order in which they are first named.
    pub attributes: Vec<Attribute>,
    /// What a check concludes of a decision, the best first; empty where it is not said.
    pub grades: Vec<String>,
    /// Kinds of fail that checks record, in the order of the attributes; empty where none is stated.
    pub kinds: Vec<String>,
    /// Complexities in file order; one of odds ratio 1 where none is stated.
    pub complexities: Vec<Complexity>,
    /// Who decides.
    pub workforce: Workforce,
    /// The work that comes in; without it, volumes are given.
    pub demand: Option<Demand>,
    /// How far an accuracy attribute may be out before a decision is wrong.
    pub accuracy_tolerance: Tolerance,
    /// The known accuracy to which rates are moved.
    pub anchor: Option<Anchor>,
    /// The estimates that its numbers were fitted with.
    pub fitted: Option<Fitted>,
    /// What a found error teaches.
    pub coaching: Coaching,
    /// Learning products, in file order.
    pub learning: Vec<LearningProduct>,
    /// What puts a found error right.
    pub correction: Correction,
    /// Pools of checkers' hours.
    pub pools: Vec<Pool>,
    /// Complaints and disputes, in file order.
    pub pathways: Vec<Pathway>,
    /// The policies under trial, in file order; at least one.
    pub policies: Vec<Policy>,
    /// How many replications, unless the command line says otherwise.
    pub replications: Replications,
    /// What is asked of planning, if anything is.
    pub plan: Option<Plan>,
}

impl Scenario {
    /// Whether decisions of an activity have an accuracy attribute: accuracy is of those decisions alone.
    pub fn has_accuracy(&self, activity: ActivityId) -> bool {
        let mut errors = self.activities[activity].errors.iter();
        errors.any(|error| self.attributes[error.attribute].accuracy)
    }

    /// Whether decisions of an activity have an accuracy attribute that a check looks at: its estimate of accuracy is of those
    /// decisions alone.
    pub fn judges(&self, check: &Check, activity: ActivityId) -> bool {
        let mut errors = self.activities[activity].errors.iter();
        errors.any(|error| {
            self.attributes[error.attribute].accuracy && check.looks_at[error.attribute]
        })
    }

    /// Whether that is a part of what it checks: some decisions of the frame have no such attribute.
    pub fn is_in_part(&self, check: &Check, frame: &Frame) -> bool {
        let mut frame = frame.activities.iter().enumerate();
        check.estimate.accuracy
            && frame.any(|(activity, is_in)| *is_in && !self.judges(check, activity))
    }
}

/// The file of estimates that `tierone fit` left beside a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// Its path, as written.
    pub file: String,
    /// The SHA-256 that it has to have.
    pub sha256: String,
    /// The file that names it, by its place among the sources.
    pub named_in: usize,
}

/// How many replications a run makes.
#[derive(Clone, Debug, PartialEq)]
pub enum Replications {
    /// Exactly so many.
    Fixed(u32),
    /// 64, 128, 256 … until every policy's mean of `measure` has this standard error, at most
    /// `ceiling`.
    Until {
        /// A measure's name.
        measure: String,
        /// Monte Carlo standard error in the measure's own unit (points for percentages).
        mcse: f64,
        /// The most replications that are made.
        ceiling: u32,
    },
}
