//! What a workbook is.

use jiff::civil::Date;
use tierone_stats::units::Pence;

/// A workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbook {
    /// What its properties have as the title.
    pub title: String,
    /// Its sheets, the first of which is shown when it is opened.
    pub sheets: Vec<Sheet>,
}

/// A sheet: a row with the names of its columns, if they have any, and rows under it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name, of 31 letters at most.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The cells of each row, from the first column on.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// How wide it is, in digits.
    pub width: f64,
    /// Whether it can be folded away, together with those beside it that can.
    pub grouped: bool,
    /// What may be entered into its empty cells; all others are locked.
    pub entry: Option<Entry>,
}

/// What may be entered into a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Any text.
    Text,
    /// An amount from 0.
    Amount,
    /// A day.
    Day,
    /// One of these words.
    OneOf(Vec<String>),
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A heading.
    Heading(String),
    /// Text, whatever it looks like.
    Text(String),
    /// An amount.
    Amount(Pence),
    /// A day.
    Day(Date),
}

impl Sheet {
    /// Whether its columns have names.
    pub(super) fn has_header(&self) -> bool {
        self.columns.iter().any(|column| !column.name.is_empty())
    }

    /// Whether something is to be entered into it.
    pub(super) fn is_to_fill_in(&self) -> bool {
        self.columns.iter().any(|column| column.entry.is_some())
    }
}

impl Column {
    /// A column to read.
    pub fn new(name: impl Into<String>, width: f64) -> Self {
        Self {
            name: name.into(),
            width,
            grouped: false,
            entry: None,
        }
    }

    /// The same to fill in.
    pub fn with(self, entry: Entry) -> Self {
        Self {
            entry: Some(entry),
            ..self
        }
    }
}
