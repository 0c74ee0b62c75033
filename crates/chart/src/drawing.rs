//! A drawn chart: its picture, its words, and the figures behind it.

/// A drawn chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The chart's name.
    pub name: &'static str,
    /// The picture: a whole SVG file, which may also stand in a page as it is.
    pub svg: String,
    /// The headline: the finding in words.
    pub title: String,
    /// What is measured, and over how many replications.
    pub subtitle: String,
    /// What a reader who cannot see it needs to know.
    pub alt: String,
    /// The figures that are drawn.
    pub table: Table,
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
