//! A figure of some cases of a sample, with its interval.

use serde::Serialize;

use super::figure_name::{FigureName, FigureUnit};
use tierone_stats::Estimate;

/// What decisions a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Scope {
    /// All that could have been drawn.
    #[serde(rename = "frame")]
    Frame,
    /// All of the strata in which something was checked, where that is not all of the frame.
    #[serde(rename = "strata with checks")]
    StrataWithChecks,
    /// Those that were checked, and no others.
    #[serde(rename = "checked cases only")]
    CheckedOnly,
}

impl Scope {
    /// Whether it is of more than what was checked.
    pub fn is_of_frame(self) -> bool {
        self != Self::CheckedOnly
    }
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(into = "Row")]
pub struct Figure {
    /// What it estimates.
    pub name: FigureName,
    /// What it is about.
    pub scope: Scope,
    /// The estimate; none where the data cannot carry one.
    pub value: Option<f64>,
    /// Its interval; none where it cannot have one.
    pub interval: Option<(f64, f64)>,
    /// The method of the interval, as in [`tierone_stats::METHODS`]; empty without one.
    pub method: &'static str,
    /// How the estimate was worked out, in the sample's design.
    pub formula: &'static str,
    /// The linearised standard error.
    pub se: Option<f64>,
    /// Cases that it is made of.
    pub n: u64,
    /// Errors found among them.
    pub found: u64,
    /// The size of the simple sample that would be as precise.
    pub effective: Option<f64>,
}

impl Figure {
    /// Of the frame, from `n` cases with `found` of them in error, with nothing estimated yet.
    pub(super) fn blank(name: FigureName, n: usize, found: u64) -> Self {
        Self {
            name,
            scope: Scope::Frame,
            value: None,
            interval: None,
            method: "",
            formula: name.formula(),
            se: None,
            n: n as u64,
            found,
            effective: None,
        }
    }

    /// Half of its interval, or twice its standard error: how far its digits mean something.
    pub fn half(&self) -> f64 {
        match (self.interval, self.se) {
            (Some((low, high)), _) if high > low => 0.5 * (high - low),
            (_, Some(se)) if se > 0.0 => 2.0 * se,
            _ => 0.0005,
        }
    }

    /// Value and interval, where it has both.
    pub fn estimate(&self) -> Option<Estimate> {
        let (low, high) = self.interval?;
        Some(Estimate {
            value: self.value?,
            low,
            high,
            method: self.method,
        })
    }
}

/// A figure as it is written to files.
#[derive(Serialize)]
struct Row {
    figure: FigureName,
    unit: FigureUnit,
    scope: Scope,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    method: Option<&'static str>,
    se: Option<f64>,
    n: u64,
    errors: u64,
    effective_n: Option<f64>,
}

impl From<Figure> for Row {
    fn from(figure: Figure) -> Self {
        let unit = figure.name.unit();
        let written = |value: f64| unit.written(value);
        Self {
            figure: figure.name,
            unit,
            scope: figure.scope,
            value: figure.value.map(written),
            low: figure.interval.map(|(low, _)| written(low)),
            high: figure.interval.map(|(_, high)| written(high)),
            method: (!figure.method.is_empty()).then_some(figure.method),
            se: figure.se.map(written),
            n: figure.n,
            errors: figure.found,
            effective_n: figure.effective,
        }
    }
}
