//! What an answer is made of.

use serde::Serialize;
use tierone_stats::written::{known_percent, percent};

/// What checks are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aim {
    /// An interval of a stated width.
    Measure,
    /// To show that the share in error is below a limit.
    Show,
    /// To tell a caseworker of twice the odds of error from luck; checks are of one caseworker.
    TellApart,
    /// An interval of the monetary value of error, of a stated width.
    MeasureMoney,
    /// To show that the share of money in error is below a limit.
    ShowMoney,
    /// Cheap checks of many cases, and gold ones of some of those.
    CheapAndGold,
    /// What the checks of a month measure for which there are hours.
    HoursOfAMonth,
    /// What those of a year measure.
    HoursOfAYear,
}

/// What the share in error is taken to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assumed {
    /// Half of what is thought.
    Half,
    /// What is thought.
    AsThought,
    /// Twice what is thought.
    Double,
}

impl Assumed {
    /// All, the smallest first.
    pub const ALL: [Assumed; 3] = [Assumed::Half, Assumed::AsThought, Assumed::Double];
}

/// One plan under one assumption.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// What the checks are for.
    pub aim: Aim,
    /// Errors with which a limit is still shown to be kept, or from which on a caseworker is flagged.
    pub errors: Option<u64>,
    /// Checks that are planned; none where no number does.
    pub checks: Option<u64>,
    /// What the share in error is taken to be.
    pub assumed: Assumed,
    /// That share, 0 to 1; in files in per cent.
    #[serde(serialize_with = "percent")]
    pub error_rate: f64,
    /// Checks that would be planned if that were thought.
    pub checks_if: Option<u64>,
    /// The half-width that the planned checks have on average.
    #[serde(serialize_with = "known_percent")]
    pub half_width: Option<f64>,
    /// The probability that the planned checks show the limit, or flag a caseworker of twice the odds.
    #[serde(serialize_with = "known_percent")]
    pub chance: Option<f64>,
    /// Cheap checks, of which `checks` are checked again; none where there is one kind of check.
    pub cheap_checks: Option<u64>,
    /// What all of them cost, £; none where no costs are given.
    pub cost: Option<f64>,
    /// The monetary value of error at that share in error, as a share of all value.
    #[serde(serialize_with = "known_percent")]
    pub mve: Option<f64>,
}

impl Row {
    /// A plan of which nothing is known yet.
    pub(crate) fn of(aim: Aim, assumed: Assumed, error_rate: f64) -> Self {
        Self {
            aim,
            errors: None,
            checks: None,
            assumed,
            error_rate,
            checks_if: None,
            half_width: None,
            chance: None,
            cheap_checks: None,
            cost: None,
            mve: None,
        }
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// What a manager should know, in sentences.
    pub sentences: Vec<String>,
    /// The plans.
    pub rows: Vec<Row>,
}
