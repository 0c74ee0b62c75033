//! What comes out of a forecast: rows of fans, of targets, of what a width is made of, and of the numbers that it hangs on.

use serde::Serialize;

use tierone_stats::written::{known_percent, percent};

/// A figure of a policy, in a period or over the horizon, as draws and replications have it. In percent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FanRow {
    /// The policy.
    pub policy: String,
    /// The check that reports it; none for the truth.
    pub check: Option<String>,
    /// The measure.
    pub measure: &'static str,
    /// `truth` or `reported`.
    pub side: &'static str,
    /// The period, counted from 1; none for all of them together.
    pub period: Option<usize>,
    /// The unit of what follows.
    pub unit: &'static str,
    /// Mean.
    pub mean: f64,
    /// Quantiles: with the next ones, bands of 95, 80 and 50 %.
    pub p2_5: f64,
    /// See `p2_5`.
    pub p10: f64,
    /// See `p2_5`.
    pub p25: f64,
    /// Median.
    pub p50: f64,
    /// See `p2_5`.
    pub p75: f64,
    /// See `p2_5`.
    pub p90: f64,
    /// See `p2_5`.
    pub p97_5: f64,
    /// Replications in which there is a figure.
    pub replications: usize,
}

impl FanRow {
    /// Decimals that show two digits of the width of its 80 % band.
    pub fn decimals(&self) -> usize {
        let width = self.p90 - self.p10;
        if width > 0.0 {
            (1.0 - width.log10().floor()).clamp(0.0, 6.0) as usize
        } else {
            3
        }
    }
}

/// What the width of a figure is made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WidthRow {
    /// The policy.
    pub policy: String,
    /// The check that reports it; none for the truth.
    pub check: Option<String>,
    /// The measure.
    pub measure: &'static str,
    /// The period, counted from 1; none for all of them together.
    pub period: Option<usize>,
    /// The unit of its standard deviation.
    pub unit: &'static str,
    /// Standard deviation.
    pub sd: f64,
    /// The share of the variance that comes from numbers that are not known.
    #[serde(serialize_with = "percent")]
    pub numbers: f64,
    /// That from what would differ if all numbers were known.
    #[serde(serialize_with = "percent")]
    pub chance: f64,
    /// That from checking a sample; none for the truth.
    #[serde(serialize_with = "known_percent")]
    pub sampling: Option<f64>,
}

/// How likely a target is to be met.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TargetRow {
    /// The policy.
    pub policy: String,
    /// The target.
    pub target: String,
    /// The period, counted from 1; none for all of them together.
    pub period: Option<usize>,
    /// The probability that the truth meets it.
    #[serde(serialize_with = "known_percent")]
    pub met: Option<f64>,
    /// Its Monte Carlo standard error.
    #[serde(serialize_with = "known_percent")]
    pub met_mcse: Option<f64>,
    /// The probability that the check's own figure says so.
    #[serde(serialize_with = "known_percent")]
    pub reported: Option<f64>,
    /// Its Monte Carlo standard error.
    #[serde(serialize_with = "known_percent")]
    pub reported_mcse: Option<f64>,
}

/// A number that a figure hangs on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NumberRow {
    /// The policy.
    pub policy: String,
    /// The measure, of the truth over the horizon.
    pub measure: &'static str,
    /// The number's key.
    pub key: String,
    /// The share of the variance between draws that goes with it alone, in a straight line.
    #[serde(serialize_with = "percent")]
    pub share: f64,
    /// Whether that is more than chance makes of any of so many numbers which the figure does not hang on.
    pub beyond_chance: bool,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Outlook {
    /// The sentences.
    pub answer: String,
    /// Fans.
    pub fans: Vec<FanRow>,
    /// Targets.
    pub targets: Vec<TargetRow>,
    /// Widths.
    pub widths: Vec<WidthRow>,
    /// Numbers that the truth hangs on, the most important first.
    pub numbers: Vec<NumberRow>,
}
