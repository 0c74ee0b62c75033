//! What found errors teach: coaching of the caseworker, learning products for everyone.

use crate::ids::AttributeId;
use tierone_stats::units::Probability;

/// What a found error teaches its caseworker.
#[derive(Clone, Debug, PartialEq)]
pub struct Coaching {
    /// Coaching groups, in the order in which attributes first name them.
    pub groups: Vec<CoachingGroup>,
    /// Probability that a failed attribute is taken up.
    pub uptake: Probability,
    /// Whole periods between the period of the check and the feedback.
    pub delay: usize,
    /// Minutes of one session.
    pub minutes: f64,
    /// £ an hour of a session; the checker's own cost where not stated.
    pub hourly_cost: Option<f64>,
}

/// Attributes that are taught together.
#[derive(Clone, Debug, PartialEq)]
pub struct CoachingGroup {
    /// Its name.
    pub name: String,
    /// Log-odds that one taken-up fail adds to the caseworker's state.
    pub gain: f64,
    /// Periods after which a state has halved; infinite where it does not wear off.
    pub half_life: f64,
    /// State at which nothing more is gained.
    pub ceiling: Option<f64>,
}

/// What everyone is taught once an error has become common, each attribute on its own.
#[derive(Clone, Debug, PartialEq)]
pub struct LearningProduct {
    /// Its name, unique.
    pub name: String,
    /// The attributes that it watches, rising.
    pub attributes: Vec<AttributeId>,
    /// Found errors in the window at which one is released, at least 1.
    pub threshold: u32,
    /// Whole periods in which found errors are counted, at least 1.
    pub window: usize,
    /// Whole periods from the end of the period that reaches the threshold to the release.
    pub lead_time: usize,
    /// Log-odds that one release takes off.
    pub gain: f64,
    /// Periods after which the fall has halved; infinite where it does not wear off.
    pub half_life: f64,
    /// Whole periods after a release before the found errors are looked at again.
    pub cooldown: usize,
    /// Whether it reaches the system's decisions too.
    pub system: bool,
    /// £ that one release costs.
    pub cost: f64,
}
