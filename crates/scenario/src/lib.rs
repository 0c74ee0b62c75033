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
//! | `methods/` | the sampling methods: one file each, with its keys |
//! | `resolve/` | one file a section: names become ids, durations periods or days |
//! | `written`, `changed` | a policy as it is written, with other values; a scenario with other values at any keys |
//! | `schema`, `template`, `codes` | what is printed about all this |
//! | `catalogue`, `workflows`, `pathways` | shipped attributes, correction workflows and pathways |
//!
//! To add a key: a row in `keys_operation` or `keys_policy`, a line in the section's file, a type above.

mod anchor;
mod assumption;
mod audit;
mod between;
pub mod catalogue;
mod changed;
pub mod codes;
mod demand;
pub mod diagnostic;
mod distributions;
mod document;
mod durations;
mod extends;
mod feedback;
mod figures;
mod flag;
mod ids;
pub mod key;
pub mod keys;
mod keys_audit;
mod keys_correction;
mod keys_demand;
mod keys_feedback;
mod keys_flag;
mod keys_lints;
mod keys_operation;
mod keys_pathway;
mod keys_pilot;
mod keys_plan;
pub mod keys_policy;
mod keys_pool;
mod keys_target;
mod lint_levels;
mod measure_name;
mod methods;
mod operation;
mod parts;
mod pathway;
pub mod pathways;
mod pilot;
mod places;
mod plan;
mod planned;
mod policy;
mod pool;
pub mod read;
mod reader;
mod recruitment;
pub mod reference;
mod resolve;
mod sample;
mod scenario;
pub mod schema;
mod shipped_pathways;
mod shipped_workflows;
mod syntax;
mod target;
pub mod template;
mod unquoted;
mod values;
mod view;
mod what_if;
mod words;
pub mod workflow;
pub mod workflows;
mod written;
mod written_elsewhere;

pub use anchor::{Anchor, Under};
pub use assumption::Assumption;
pub use audit::{Break, Challenges};
pub use changed::NotChanged;
pub use demand::{Demand, Pressure, Training, Work};
pub use document::{LARGEST_FILE, source_file};
pub use feedback::{Coaching, CoachingGroup, LearningProduct};
pub use figures::{EstimateWhat, Interval};
pub use flag::{FLAG_RULES, Flag, FlagKeys, FlagRule, OF_EVERY_RULE};
pub use ids::{
    ActivityId, AttributeId, CheckId, ComplexityId, GradeId, GroupId, KindId, PolicyId, PoolId,
    ProductId,
};
pub use lint_levels::{Level, LintSetting};
pub use measure_name::MeasureName;
pub use methods::*;
pub use operation::{
    Activity, Attribute, Complexity, Correction, ErrorMoney, ErrorRate, Horizon, NewStarters,
    Tolerance, Workforce,
};
pub use parts::{Part, parts, parts_for_up_to, parts_of, system_share};
pub use pathway::{CaseDays, CountedFrom, Follows, Pathway, Stage};
pub use pilot::{Dropouts, MOST_STEPS, Pilot};
pub use places::{Places, Step};
pub use plan::{Aim, AimOf, ListedSample, Objective, Plan, Varied, WHOLE_SAMPLE};
pub use policy::{Check, Checker, Frame, OnFail, Policy};
pub use pool::{Calibration, Checkers, Pool};
pub use read::{Reading, read};
pub use recruitment::Recruitment;
pub use sample::Sample;
pub use scenario::{Fitted, Replications, Scenario};
pub use target::{Limit, OwnFigure, Target, TargetMeasure, TargetUnit};
pub use what_if::End;
pub use written::{SampleChange, quoted_text};
