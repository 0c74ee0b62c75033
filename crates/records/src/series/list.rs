//! What a series is once its rows are read.

use super::periods::{PeriodKind, PeriodNumber};

/// What a figure is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesUnit {
    /// A share of a hundred: 97.4.
    Percent,
    /// A share of one: 0.974.
    Share,
    /// A positive amount, which moves by shares of itself.
    Amount,
    /// Any number.
    Number,
}

impl SeriesUnit {
    /// The names by which it is told.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("percent", Self::Percent),
        ("share", Self::Share),
        ("amount", Self::Amount),
        ("number", Self::Number),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        let found = Self::NAMES.iter().find(|(_, unit)| *unit == self);
        found.map_or("number", |(name, _)| name)
    }

    /// What a figure of the file is divided by: shares are kept as numbers from 0 to 1.
    pub fn whole(self) -> f64 {
        match self {
            Self::Percent => 100.0,
            Self::Share | Self::Amount | Self::Number => 1.0,
        }
    }

    /// Whether it is a share.
    pub fn is_share(self) -> bool {
        matches!(self, Self::Percent | Self::Share)
    }
}

/// One published figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PublishedFigure {
    /// The figure; a share as a number from 0 to 1.
    pub value: f64,
    /// Its standard error, likewise.
    pub error: Option<f64>,
    /// The checks that it rests on.
    pub checks: Option<f64>,
}

/// Figures by group and period.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesList {
    /// What they are measured in.
    pub unit: SeriesUnit,
    /// What kind of periods they are of.
    pub kind: PeriodKind,
    /// The first period.
    pub first: PeriodNumber,
    /// The names of the groups, in the order of the file; one empty name where the file has no groups.
    pub groups: Vec<String>,
    /// By group, then by period from the first to the last; `None` where nothing was published.
    pub figures: Vec<Vec<Option<PublishedFigure>>>,
    /// What the reader has to know.
    pub notes: Vec<String>,
}

impl SeriesList {
    /// Periods from the first to the last.
    pub fn periods(&self) -> usize {
        self.figures.first().map_or(0, Vec::len)
    }

    /// The name of a period, counted from the first; it may lie ahead.
    pub fn period(&self, index: usize) -> String {
        self.kind.name(self.first, index)
    }

    /// The place of a period, counted from the first; `None` where it is before that, or of another kind.
    pub fn place(&self, name: &str) -> Option<usize> {
        let period = super::periods::read_as(name, self.kind)?;
        self.kind.since(self.first, period)
    }
}
