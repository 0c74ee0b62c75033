//! Tables of a page: columns, rows and cells. Names within words stand in backticks.

use serde::{Deserialize, Serialize};
use tierone_stats::format::{plain, thousands};

/// A table with one row of heads, and a head to each row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What links to it name.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// Its columns; the first is of the heads of rows.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// A table.
    pub(super) fn new(
        id: impl Into<String>,
        caption: impl Into<String>,
        columns: Vec<Column>,
        rows: Vec<Row>,
    ) -> Self {
        Self {
            id: id.into(),
            caption: caption.into(),
            columns,
            rows,
        }
    }

    /// The same; none without rows.
    pub(super) fn of(
        id: impl Into<String>,
        caption: impl Into<String>,
        columns: Vec<Column>,
        rows: Vec<Row>,
    ) -> Option<Self> {
        (!rows.is_empty()).then(|| Self::new(id, caption, columns, rows))
    }

    /// Leaves out columns of figures in which no row has one.
    pub(super) fn drop_empty(&mut self) {
        for at in (1..self.columns.len()).rev() {
            let mut cells = self.rows.iter().map(|row| &row.cells[at - 1]);
            if self.columns[at].figures && cells.all(|cell| cell.value.is_none()) {
                self.columns.remove(at);
                for row in &mut self.rows {
                    row.cells.remove(at - 1);
                }
            }
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its name, with its unit.
    pub name: String,
    /// Whether its cells are figures.
    pub figures: bool,
    /// The policy that it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<usize>,
}

impl Column {
    /// A column of words.
    pub(super) fn words(name: &str) -> Self {
        Self {
            name: name.into(),
            figures: false,
            policy: None,
        }
    }

    /// A column of figures.
    pub(super) fn figures(name: &str) -> Self {
        Self {
            figures: true,
            ..Self::words(name)
        }
    }

    /// Columns of words, and columns of figures after them.
    pub(super) fn all(words: &[&str], figures: &[&str]) -> Vec<Self> {
        let words = words.iter().map(|name| Self::words(name));
        let figures = figures.iter().map(|name| Self::figures(name));
        words.chain(figures).collect()
    }

    /// A column of a policy's figures.
    pub(super) fn policy(name: &str, policy: usize) -> Self {
        Self {
            policy: Some(policy),
            ..Self::figures(name)
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What links to it name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it is of.
    pub head: String,
    /// Its cells, one fewer than the table has columns.
    pub cells: Vec<Cell>,
    /// The policy that it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<usize>,
}

impl Row {
    /// A row of no policy in particular.
    pub(super) fn new(head: impl Into<String>, cells: Vec<Cell>) -> Self {
        Self {
            id: None,
            head: head.into(),
            cells,
            policy: None,
        }
    }

    /// A row of something with a name.
    pub(super) fn named(name: &str, cells: Vec<Cell>) -> Self {
        Self::new(format!("`{}`", plain(name)), cells)
    }

    /// A row of something of a policy.
    pub(super) fn of_policy(policy: usize, name: &str, cells: Vec<Cell>) -> Self {
        Self {
            policy: Some(policy),
            ..Self::named(name, cells)
        }
    }

    /// A row of words about something.
    pub(super) fn about(head: impl Into<String>, words: impl Into<String>) -> Self {
        Self::new(head, vec![Cell::words(words)])
    }
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// What stands in it.
    pub shown: String,
    /// The figure as the tables of the folder have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// What is said of it when it is pointed at; it stands elsewhere in the page as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more: Option<String>,
    /// The place in this page that it leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<String>,
}

impl Cell {
    /// Words.
    pub(super) fn words(text: impl Into<String>) -> Self {
        Self {
            shown: text.into(),
            ..Self::default()
        }
    }

    /// The name of something.
    pub(super) fn name(name: &str) -> Self {
        Self::words(format!("`{}`", plain(name)))
    }

    /// A figure.
    pub(super) fn figure(shown: String, value: f64) -> Self {
        Self {
            shown,
            // Minus zero is zero.
            value: Some(value + 0.0).filter(|value| value.is_finite()),
            ..Self::default()
        }
    }

    /// A figure with so many decimals; a dash where there is none.
    pub(super) fn decimals(value: Option<f64>, decimals: usize) -> Self {
        value.map_or_else(Self::none, |value| {
            Self::figure(format!("{value:.decimals$}"), value)
        })
    }

    /// A whole number.
    pub(super) fn count(count: u64) -> Self {
        Self::figure(thousands(&count.to_string()), count as f64)
    }

    /// What cannot be computed.
    pub(super) fn none() -> Self {
        Self::words("–")
    }
}
