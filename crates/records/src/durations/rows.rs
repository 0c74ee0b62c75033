//! The rows of a report on durations. Shares are from 0 to 1; what is not known is none.

use serde::Serialize;
use tierone_stats::written::{known_percent, percent};

use crate::lists::FileRead;

/// What rows of cases that are recorded have in common.
pub(super) const RECORDED: &str = "recorded cases";

/// Everything that is reported of durations.
#[derive(Clone, Debug, Serialize)]
pub struct DurationsReport {
    /// The answer in a few sentences.
    pub answer: String,
    /// In which days times are counted.
    pub unit: &'static str,
    /// The last day up to which cases were watched.
    pub as_at: String,
    /// Confidence of the intervals.
    #[serde(serialize_with = "percent")]
    pub confidence: f64,
    /// Each span of all cases, by happened and by recorded dates; then of each group and period.
    pub rows: Vec<Row>,
    /// How long after they happened stages were recorded.
    pub lags: Vec<Lag>,
    /// What the reader has to know.
    pub notes: Vec<String>,
    /// What was read of the file.
    pub read: Vec<FileRead>,
}

/// How long some cases took from one stage to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// What the cases have in common: a period, or a column; nothing of all.
    pub by: String,
    /// Which of them.
    pub group: String,
    /// The stage that is counted from.
    pub from: String,
    /// The stage that is reached.
    pub to: String,
    /// Whether days are those on which stages happened, or on which that was recorded.
    pub dates: &'static str,
    /// Cases that began.
    pub cases: u64,
    /// Of them, cases that reached the end.
    pub finished: u64,
    /// Cases that ended otherwise.
    pub ended_otherwise: u64,
    /// Cases that are open still.
    pub open: u64,
    /// Cases that are open for longer than the target.
    pub open_over_target: Option<u64>,
    /// Days that it should take at most.
    pub target: Option<u32>,
    /// The share of all cases that reach the end within the target.
    #[serde(serialize_with = "known_percent")]
    pub share: Option<f64>,
    /// Its lower limit.
    #[serde(serialize_with = "known_percent")]
    pub low: Option<f64>,
    /// Its upper limit.
    #[serde(serialize_with = "known_percent")]
    pub high: Option<f64>,
    /// The share within the target of finished cases alone, which leaves out all that take long.
    #[serde(serialize_with = "known_percent")]
    pub share_of_finished: Option<f64>,
    /// The time by which half of all cases have reached the end.
    pub median: Option<f64>,
    /// Its lower limit.
    pub median_low: Option<f64>,
    /// Its upper limit.
    pub median_high: Option<f64>,
}

/// How long after it happened a stage was recorded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lag {
    /// The stage.
    pub stage: String,
    /// Cases with both days.
    pub cases: u64,
    /// Mean days from happening to recording.
    pub mean: f64,
    /// The longest.
    pub longest: i64,
    /// Cases recorded before it happened.
    pub before: u64,
}
