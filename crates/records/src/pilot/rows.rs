//! The rows of a report on a pilot. Shares are from 0 to 1 and effects differences of them; what is not known is none.

use serde::Serialize;
use tierone_stats::written::{known_percent, percent};

use crate::lists::FileRead;

/// Everything that is reported of a pilot.
#[derive(Clone, Debug, Serialize)]
pub struct PilotReport {
    /// The answer in a few sentences.
    pub answer: String,
    /// Confidence of the intervals.
    #[serde(serialize_with = "percent")]
    pub confidence: f64,
    /// The effect, by every method; the first is the one that is answered with.
    pub effects: Vec<Effect>,
    /// What was found in each arm, before and after.
    pub arms: Vec<Arm>,
    /// How alike cases of one cluster are, within arms after the start.
    pub intraclass_correlation: Option<f64>,
    /// The smallest effect that would be found with a probability of 80 %.
    #[serde(serialize_with = "known_percent")]
    pub smallest_effect: Option<f64>,
    /// The effect that was asked after.
    #[serde(serialize_with = "known_percent")]
    pub effect_asked: Option<f64>,
    /// The probability that it would be found.
    #[serde(serialize_with = "known_percent")]
    pub power: Option<f64>,
    /// Clusters of each arm with which it would be found with a probability of 80 %.
    pub clusters_needed: Option<u64>,
    /// What the reader has to know.
    pub notes: Vec<String>,
    /// What was read of each file.
    pub read: Vec<FileRead>,
}

/// An effect by one method: the share in error of the pilot less that of the others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// What is compared.
    pub comparison: &'static str,
    /// By which method.
    pub method: &'static str,
    /// The unit of the effect: percentage points.
    pub unit: &'static str,
    /// The effect.
    #[serde(serialize_with = "percent")]
    pub value: f64,
    /// Its lower limit.
    #[serde(serialize_with = "known_percent")]
    pub low: Option<f64>,
    /// Its upper limit.
    #[serde(serialize_with = "known_percent")]
    pub high: Option<f64>,
    /// Its standard error.
    #[serde(serialize_with = "known_percent")]
    pub se: Option<f64>,
    /// Degrees of freedom of that.
    pub df: Option<f64>,
    /// The probability of an effect as large or larger by chance.
    pub p_value: Option<f64>,
    /// Clusters of the pilot that it rests on.
    pub pilot_clusters: u64,
    /// Clusters of the others.
    pub other_clusters: u64,
}

/// What was found in one arm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Arm {
    /// What stands in the column of arms.
    pub arm: String,
    /// Whether it is the pilot.
    pub pilot: bool,
    /// `before` or `after`.
    pub when: &'static str,
    /// Clusters with a case.
    pub clusters: u64,
    /// Cases that were checked.
    pub cases: u64,
    /// Of them, cases in error.
    pub wrong: u64,
    /// The share in error.
    #[serde(serialize_with = "known_percent")]
    pub share: Option<f64>,
    /// Cases that were drawn and not checked.
    pub not_checked: u64,
}
