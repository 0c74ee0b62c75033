//! The scenario: an operation and the policies under trial, resolved and checked.
//!
//! Everything here is meant to be right by construction: names have become ids, durations have
//! become periods or days, shares add up. What a file looks like, and what is wrong with one, is
//! the business of the rooms below.
//!
//! | room | what it does |
//! | --- | --- |
//! | `read` | the door: a file in, a scenario or every problem out |
//! | `document`, `extends` | what is written, with its places; one file changing another |
//! | `keys` and `keys_…` | the tables of keys that reading, schema and reference page follow |
//! | `reader`, `view`, `places` | collecting problems; a section under its table of keys; what is written where |
//! | `values`, `durations`, `words`, `distributions` | reading single values |
//! | `resolve/` | one file a section: names become ids, durations periods or days |
//! | `schema`, `template`, `codes` | what is printed about all this |
//! | `catalogue`, `workflows` | shipped attributes and correction workflows |
//!
//! To add a key: a row in `keys_operation` or `keys_policy`, a line in the section's file, a type above.

mod anchor;
pub mod catalogue;
pub mod codes;
pub mod diagnostic;
mod distributions;
mod document;
mod durations;
mod extends;
mod feedback;
mod figures;
mod flag;
pub mod keys;
mod keys_correction;
mod keys_feedback;
mod keys_flag;
mod keys_lints;
mod keys_operation;
pub mod keys_policy;
mod keys_pool;
mod keys_target;
mod lint_levels;
mod parts;
mod places;
mod pool;
pub mod read;
mod reader;
mod resolve;
mod sample;
pub mod schema;
mod target;
pub mod template;
mod values;
mod view;
mod what_if;
mod words;
pub mod workflow;
pub mod workflows;

pub use anchor::{Anchor, Under};
pub use document::{LARGEST_FILE, source_file};
pub use feedback::{Coaching, CoachingGroup, LearningProduct};
pub use figures::{EstimateWhat, Interval};
pub use flag::{FLAG_RULES, Flag, FlagKeys, FlagRule};
pub use lint_levels::{Level, LintSetting};
pub use parts::{Part, parts};
pub use places::{Places, Step};
pub use pool::{Calibration, Checkers, Pool};
pub use read::{Assumption, Reading, read};
pub use sample::{KeyKind, KeyValue, MethodKeys, Misfit, Sample, SampleKey, always_fits};
pub use target::{Target, TargetMeasure};
pub use what_if::End;

use crate::workflow::Workflow;
use tierone_stats::distribution::{Amount, Distribution};
use tierone_stats::units::{Decimal, PeriodLength, Probability};

/// Index into [`Scenario::activities`].
pub type ActivityId = usize;
/// Index into [`Scenario::attributes`].
pub type AttributeId = usize;
/// Index into [`Scenario::complexities`].
pub type ComplexityId = usize;
/// Index into [`Coaching::groups`].
pub type GroupId = usize;
/// Index into [`Scenario::grades`].
pub type GradeId = usize;
/// Index into [`Scenario::kinds`].
pub type KindId = usize;
/// Index into [`Scenario::learning`].
pub type ProductId = usize;
/// Index into [`Scenario::pools`].
pub type PoolId = usize;
/// Index into [`Scenario::policies`].
pub type PolicyId = usize;
/// Index into [`Policy::checks`].
pub type CheckId = usize;

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
    /// How far an accuracy attribute may be out before a decision is wrong.
    pub accuracy_tolerance: Tolerance,
    /// The known accuracy to which rates are moved.
    pub anchor: Option<Anchor>,
    /// What a found error teaches.
    pub coaching: Coaching,
    /// Learning products, in file order.
    pub learning: Vec<LearningProduct>,
    /// What puts a found error right.
    pub correction: Correction,
    /// Pools of checkers' hours.
    pub pools: Vec<Pool>,
    /// The policies under trial, in file order; at least one.
    pub policies: Vec<Policy>,
    /// How many replications, unless the command line says otherwise.
    pub replications: Replications,
}

/// The periods of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Horizon {
    /// The first day of the first reported period, `YYYY-MM-DD`.
    pub start: String,
    /// Length of every period.
    pub period: PeriodLength,
    /// Reported periods, at least 1.
    pub periods: usize,
    /// Simulated periods before `start` that are not reported.
    pub warm_up: usize,
}

impl Horizon {
    /// Warm-up and reported periods together.
    pub fn simulated(&self) -> usize {
        self.warm_up + self.periods
    }
}

/// A kind of decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// Its name, unique.
    pub name: String,
    /// The area it belongs to.
    pub area: Option<String>,
    /// Complexities with their shares, in file order; shares add up to exactly one.
    pub mix: Vec<(ComplexityId, Decimal)>,
    /// Decisions closed in each reported period (one value a period).
    pub volume: Vec<u64>,
    /// Share calculated by the system in the first and in the last reported period.
    pub automated: (Decimal, Decimal),
    /// Yearly assessed value of a decision, £ a year.
    pub value: Option<Distribution>,
    /// Days for which a decision counts, from its moment.
    pub in_force: f64,
    /// The attributes of this activity, in file order.
    pub errors: Vec<ErrorRate>,
}

/// How often one attribute of an activity is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorRate {
    /// Which attribute.
    pub attribute: AttributeId,
    /// Rate of an average experienced caseworker at odds ratio 1; below one.
    pub rate: Probability,
    /// Rate of the system; zero where it never errs; below one.
    pub system_rate: Probability,
}

/// One thing that a check looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Its name in scenario files.
    pub name: String,
    /// Its name on the check sheet.
    pub label: String,
    /// Whether an error in it makes the decision inaccurate.
    pub accuracy: bool,
    /// What an error in it is worth.
    pub money: Option<ErrorMoney>,
    /// The group that shares a coaching state.
    pub coaching_group: GroupId,
    /// Whether a found error can be put right.
    pub correctable: bool,
    /// The best grade that a decision can have which fails in it.
    pub grade: GradeId,
    /// What a check records when it fails.
    pub kind: KindId,
}

/// What an error is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorMoney {
    /// Yearly amount, relative to the decision's value or absolute.
    pub amount: Amount,
    /// Probability that the error is an overstatement.
    pub overstated: Probability,
    /// Days after which the error ends by itself.
    pub lasts: Option<f64>,
}

/// How hard a decision is.
#[derive(Clone, Debug, PartialEq)]
pub struct Complexity {
    /// Its name.
    pub name: String,
    /// Odds ratio of error.
    pub odds_ratio: f64,
}

/// Seats and the people in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Workforce {
    /// Seats, filled or not; zero only where everything is automated.
    pub seats: usize,
    /// Seats a team; the last team may be smaller.
    pub team_size: usize,
    /// Standard deviation of a caseworker's own skill, log-odds.
    pub spread: f64,
    /// Standard deviation of a team's common skill, log-odds.
    pub team_spread: f64,
    /// What a new starter adds.
    pub new_starters: Option<NewStarters>,
    /// Probability of leaving, a period.
    pub attrition: Probability,
    /// Whole periods for which a seat stays empty.
    pub vacancy: usize,
    /// The odds ratio from which a caseworker is a poor performer.
    pub poor: Option<f64>,
}

/// How much more a new starter errs, and for how long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NewStarters {
    /// Odds ratio at tenure 0.
    pub odds_ratio: f64,
    /// Periods after which the log of the ratio has halved.
    pub half_life: f64,
}

/// How far an accuracy attribute may be out before a decision is wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// Not at all.
    None,
    /// By this yearly amount, in £.
    Amount(f64),
    /// By this share of the decision's value.
    ShareOfValue(f64),
}

/// The work that puts a found error right.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The states that it passes, from the end of the period of the check.
    pub workflow: Workflow,
    /// Probability that the error runs on uncorrected although the workflow completes.
    pub failed: Probability,
    /// £ an hour of that work.
    pub hourly_cost: f64,
}

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
    /// Service levels that its figures are held to.
    pub targets: Vec<Target>,
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
    /// Whether the check looks at each attribute, by [`AttributeId`].
    pub looks_at: Vec<bool>,
    /// What a fail sets off.
    pub on_fail: OnFail,
    /// Which figures are estimated from it.
    pub estimate: EstimateWhat,
    /// How the intervals of those figures are made.
    pub interval: Interval,
    /// Earlier checks whose samples are left out of the frame.
    pub excludes: Vec<CheckId>,
}

/// The decisions that a check may draw from.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Whether each activity is in (activity and area filters together), by [`ActivityId`].
    pub activities: Vec<bool>,
    /// Whether each complexity is in, by [`ComplexityId`].
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
    /// Probability that an error that is there is found, by [`AttributeId`].
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
