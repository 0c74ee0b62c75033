//! A group that has the figure that groups are compared by.

use super::material::Group;
use super::words::within;
use crate::claims::Between;
use crate::scale::Limits;
use tierone_records::assess::{Figure, FigureName};

/// A figure that groups are compared by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aim {
    /// Which.
    pub(super) figure: FigureName,
    /// Its name at the beginning of a sentence.
    pub(super) words: &'static str,
    /// Its name on an axis, with its unit.
    pub(super) axis: &'static str,
    /// Which side of a target meets it, in words.
    pub(super) target: &'static str,
    /// What it can be at all.
    pub(super) range: Limits,
}

/// A group that has the figure.
pub(super) struct Row<'a> {
    /// Which column it is of.
    pub(super) section: usize,
    /// The name of its group, as charts write it.
    pub(super) name: String,
    /// Its name and the column that it is of.
    pub(super) group: Group<'a>,
    /// The figure.
    pub(super) figure: &'a Figure,
    /// Its value, which it has.
    pub(super) value: f64,
}

impl Row<'_> {
    /// Its value and interval, where it has one that says how far it may be off.
    pub(super) fn between(&self) -> Option<Between> {
        let (low, high) = self.figure.interval?;
        (low < high).then_some((self.value, (low, high)))
    }

    /// Half the width of its interval.
    fn half(&self) -> f64 {
        self.figure
            .interval
            .map_or(0.0, |(low, high)| 0.5 * (high - low))
    }

    /// The value in words.
    pub(super) fn value(&self) -> String {
        within(self.value, self.half())
    }

    /// The interval in words.
    pub(super) fn interval(&self) -> Option<String> {
        let (low, high) = self.figure.interval?;
        let half = self.half();
        Some(format!("{} to {}", within(low, half), within(high, half)))
    }
}

/// The row of all cases.
pub(super) fn whole<'r, 'a>(rows: &'r [Row<'a>]) -> Option<&'r Row<'a>> {
    rows.iter().find(|row| row.group.by.is_empty())
}
