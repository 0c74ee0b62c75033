//! Rows of tables, as they are written to files. What is not known is an empty cell.

use serde::{Deserialize, Serialize};

use tierone_stats::written::{known_percent, percent};

/// A forecast of one figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForecastRow {
    /// How it was made.
    pub method: String,
    /// The group; empty for the plain mean of all, or where there are none.
    pub group: String,
    /// The period.
    pub period: String,
    /// Periods ahead.
    pub ahead: usize,
    /// The last figure that was published.
    pub last: Option<f64>,
    /// The forecast: as likely to be too high as too low.
    pub figure: f64,
    /// Lower limit of the band of 50 %.
    pub low_50: Option<f64>,
    /// Upper limit.
    pub high_50: Option<f64>,
    /// Lower limit of the band of 80 %.
    pub low_80: Option<f64>,
    /// Upper limit.
    pub high_80: Option<f64>,
    /// Lower limit of the band of 95 %.
    pub low_95: Option<f64>,
    /// Upper limit.
    pub high_95: Option<f64>,
    /// The unit of these.
    pub unit: String,
    /// The scale on which the forecast is a normal distribution.
    pub scale: String,
    /// Its mean there, shares being taken from 0 to 1.
    pub mean: Option<f64>,
    /// Its standard deviation there.
    pub sd: Option<f64>,
    /// The checks that the published share is taken to rest on.
    pub checks: Option<f64>,
}

/// The probability that a figure is above a limit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LimitRow {
    /// The group; empty for the plain mean of all, or where there are none.
    pub group: String,
    /// The period.
    pub period: String,
    /// Periods ahead.
    pub ahead: usize,
    /// The unit of the limit.
    pub unit: String,
    /// The limit.
    pub limit: f64,
    /// The probability that the published figure is above it.
    #[serde(serialize_with = "percent")]
    pub above: f64,
}

/// How a method did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreRow {
    /// The method.
    pub method: String,
    /// Periods ahead.
    pub ahead: usize,
    /// The period that was forecast; empty for all.
    pub period: String,
    /// Forecasts.
    pub forecasts: usize,
    /// The unit of the scores: of percentages, percentage points.
    pub unit: String,
    /// Mean absolute error.
    pub mae: f64,
    /// Mean continuous ranked probability score.
    pub crps: f64,
    /// Mean interval score of the band of 80 %.
    pub interval_score_80: f64,
    /// Share of figures within the band of 50 %.
    #[serde(serialize_with = "percent")]
    pub within_50: f64,
    /// Of 80 %.
    #[serde(serialize_with = "percent")]
    pub within_80: f64,
    /// Of 95 %.
    #[serde(serialize_with = "percent")]
    pub within_95: f64,
    /// Mean of the probability integral transform.
    pub pit: f64,
    /// Forecasts by tenths of their distribution in which the figure came.
    pub pit_tenths: String,
    /// The share of the last value's score that is saved.
    #[serde(serialize_with = "known_percent")]
    pub gain: Option<f64>,
    /// Lower limit of its 95 % interval over groups.
    #[serde(serialize_with = "known_percent")]
    pub gain_low_groups: Option<f64>,
    /// Upper limit.
    #[serde(serialize_with = "known_percent")]
    pub gain_high_groups: Option<f64>,
    /// Lower limit of its 95 % interval over periods.
    #[serde(serialize_with = "known_percent")]
    pub gain_low_periods: Option<f64>,
    /// Upper limit.
    #[serde(serialize_with = "known_percent")]
    pub gain_high_periods: Option<f64>,
}
