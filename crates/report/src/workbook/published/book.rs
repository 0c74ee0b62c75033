//! What is published, before it is laid out.

use jiff::civil::Date;
use tierone_stats::cells::Cells;

/// What a workbook says.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// What it is of.
    pub title: String,
    /// What its cover says under the title: the answer, and where it comes from.
    pub about: Vec<String>,
    /// Notes, from the first on; tables name them as `[note 1]`.
    pub notes: Vec<String>,
    /// The tables, those that decide first.
    pub tables: Vec<Table>,
    /// Who is to read the cells.
    pub cells: Cells,
}

/// A table; each column is of one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// What a reader has to know of it, a sentence an entry.
    pub about: Vec<String>,
    /// Its columns; no two of one heading.
    pub columns: Vec<Column>,
    /// Its rows, with a value a column.
    pub rows: Vec<Vec<Value>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it holds, with its unit.
    pub heading: String,
    /// Decimals that its numbers are shown with; the cells hold all.
    pub decimals: usize,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text, whatever it looks like.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// What cannot be computed, or does not apply.
    Missing,
}

impl Table {
    /// A table; none without rows.
    pub fn of(
        title: impl Into<String>,
        columns: Vec<Column>,
        rows: Vec<Vec<Value>>,
    ) -> Option<Self> {
        (!rows.is_empty()).then(|| Self {
            title: title.into(),
            about: Vec::new(),
            columns,
            rows,
        })
    }

    /// The same with a sentence for its readers.
    pub fn saying(mut self, sentence: impl Into<String>) -> Self {
        self.about.push(sentence.into());
        self
    }
}

impl Column {
    /// A column of words, days or whole numbers.
    pub fn new(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            decimals: 0,
        }
    }

    /// Columns of words, days or whole numbers.
    pub fn all(headings: &[&str]) -> Vec<Self> {
        headings.iter().copied().map(Self::new).collect()
    }

    /// A column of numbers in a unit.
    pub fn of(heading: &str, unit: &str, decimals: usize) -> Self {
        Self {
            heading: format!("{heading} ({unit})"),
            decimals,
        }
    }
}

impl Value {
    /// Text; missing where there is none.
    pub fn text(text: impl Into<String>) -> Self {
        match text.into() {
            empty if empty.is_empty() => Self::Missing,
            text => Self::Text(text),
        }
    }

    /// A number; missing where there is none.
    pub fn number(number: Option<f64>) -> Self {
        match number {
            Some(number) if number.is_finite() => Self::Number(number),
            _ => Self::Missing,
        }
    }

    /// A count.
    pub fn count(count: u64) -> Self {
        Self::Number(count as f64)
    }

    /// A day as ISO 8601 writes it; missing where there is none.
    pub fn day(day: Option<&str>) -> Self {
        match day.map(|text| (text, text.parse())) {
            Some((_, Ok(day))) => Self::Day(day),
            Some((text, Err(_))) => Self::text(text),
            None => Self::Missing,
        }
    }

    /// Whether something holds.
    pub fn holds(holds: bool) -> Self {
        Self::Text(if holds { "yes" } else { "no" }.into())
    }
}
