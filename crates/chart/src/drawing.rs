//! A drawn chart: its picture, its words, and the figures behind it.

use super::picture::Picture;
use super::png::png;

/// A drawn chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The chart's name.
    pub name: String,
    /// The picture: a whole SVG file, which may also stand in a page as it is.
    pub svg: String,
    /// What it is drawn from, on any surface.
    pub(super) picture: Picture,
    /// How wide and how high it is, in pixels of the page.
    pub(super) size: (f64, f64),
    /// The headline: the finding in words.
    pub title: String,
    /// What is measured, and over how many replications.
    pub subtitle: String,
    /// What a reader who cannot see it needs to know.
    pub alt: String,
    /// The figures that are drawn.
    pub table: Table,
}

impl Drawing {
    /// The picture as a whole PNG file, twice as many pixels across as the page has.
    pub fn png(&self) -> Vec<u8> {
        png(&self.picture, self.size)
    }
}

/// Figures as text, digits as the Monte Carlo error allows; a dash where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns, with units.
    pub columns: Vec<String>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Rows under the names of their columns.
    pub(crate) fn new<const N: usize>(columns: [&str; N], rows: Vec<Vec<String>>) -> Self {
        Self {
            columns: columns.map(str::to_string).to_vec(),
            rows,
        }
    }
}
