//! A series with the names of its groups and periods, and the unit of its figures.

use crate::series::Series;
use tierone_stats::written::POINTS;

/// How figures are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForecastUnit {
    /// Its name in files.
    pub name: &'static str,
    /// Whether figures are shares, which people read as percentages.
    pub is_share: bool,
}

impl ForecastUnit {
    /// What a figure is multiplied by in files: shares are in per cent there.
    pub fn whole(&self) -> f64 {
        if self.is_share { 100.0 } else { 1.0 }
    }

    /// The unit of what two figures differ by.
    pub(super) fn of_difference(&self) -> &'static str {
        if self.is_share { POINTS } else { self.name }
    }

    /// A figure for people, with so many decimals.
    pub fn written(&self, figure: f64, decimals: usize) -> String {
        let shown = if self.is_share {
            100.0 * figure
        } else {
            figure
        };
        let text = format!("{shown:.decimals$}");
        // No figure is shown as less than nothing because of its rounding.
        let text = match text.strip_prefix('-') {
            Some(rest) if rest.chars().all(|c| c == '0' || c == '.') => rest.to_owned(),
            _ => text,
        };
        if self.is_share {
            format!("{text} %")
        } else {
            text
        }
    }

    /// Decimals at which a band of this width shows two digits that count.
    pub fn decimals(&self, width: f64) -> usize {
        let shown = if self.is_share { 100.0 * width } else { width };
        if shown > 0.0 && shown.is_finite() {
            (1.0 - shown.log10().floor()).clamp(0.0, 6.0) as usize
        } else {
            1
        }
    }
}

/// A series with names.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The figures.
    pub series: Series,
    /// The names of the groups; one empty name where there are none.
    pub groups: Vec<String>,
    /// The names of the periods, and of those ahead as far as they are asked for.
    pub periods: Vec<String>,
    /// What one period is called: year.
    pub word: &'static str,
    /// The unit.
    pub unit: ForecastUnit,
}

impl Named {
    /// The name of a period, counted from the first.
    pub fn period(&self, index: usize) -> String {
        self.periods.get(index).cloned().unwrap_or_default()
    }

    /// So many periods ahead: one year, three years.
    pub fn ahead(&self, periods: usize) -> String {
        match periods {
            1 => format!("one {}", self.word),
            many => format!("{many} {}s", self.word),
        }
    }
}
