//! What was read of a file: what was found out about it, and which of its rows are no cases.

use serde::Serialize;

use super::columns::{listed, same};
use super::problems::counted;

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FileRead {
    /// The name of the file.
    pub file: String,
    /// The encoding of its text; none for a spreadsheet.
    pub encoding: Option<String>,
    /// What stands between its fields; none for a spreadsheet.
    pub delimiter: Option<char>,
    /// The sheet of a spreadsheet.
    pub sheet: Option<String>,
    /// Cells of the sheet that are formulas without a value.
    pub formulas_without_value: u64,
    /// The row that names the columns, 1 for the first of the file.
    pub header_row: u64,
    /// The columns that were looked at.
    pub columns: Vec<ColumnRead>,
    /// The columns that nothing was read of, and whose names mean nothing to the program.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_read: Vec<String>,
    /// Those of them that hold numbers.
    #[serde(skip)]
    pub not_read_numbers: Vec<String>,
    /// Rows that are no cases.
    #[serde(flatten)]
    pub no_cases: NoCases,
}

/// What a column was read as.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ColumnRead {
    /// Its name in the file.
    pub column: String,
    /// What it is to the program, where it is anything.
    #[serde(rename = "is", skip_serializing_if = "Option::is_none")]
    pub known: Option<&'static str>,
    /// Text, numbers or dates, where that was looked at.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub column_type: Option<&'static str>,
    /// The decimal sign of its numbers, where they need one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal: Option<&'static str>,
    /// The order of day and month in its dates, where they need one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<&'static str>,
}

impl ColumnRead {
    /// `value` in `Amount` (numbers, decimal comma).
    fn told(&self) -> String {
        let name = match self.known {
            Some(known) if same(known, &self.column) => self.column.clone(),
            Some(known) => format!("{known} in `{}`", self.column),
            None => format!("`{}`", self.column),
        };
        let decimal = self.decimal.map(|sign| format!("decimal {sign}"));
        let order = self.date_order.map(str::to_owned);
        let column_type = self.column_type.map(str::to_owned);
        let how: Vec<String> = [column_type, decimal, order]
            .into_iter()
            .flatten()
            .collect();
        if how.is_empty() {
            name
        } else {
            format!("{name} ({})", how.join(", "))
        }
    }
}

/// Rows under the header that are no cases, and are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NoCases {
    /// Rows with nothing in them.
    pub blank_rows: u64,
    /// Rows that name the columns once more.
    pub repeated_headers: u64,
    /// Rows of totals, by their numbers: the first of them.
    pub total_rows: Vec<u64>,
    /// All rows of totals.
    pub totals: u64,
    /// Rows after the last case with what a report ends with, by their numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub footer_rows: Vec<u64>,
}

impl NoCases {
    /// Rows of totals that are kept by their numbers.
    const KEPT: usize = 100;

    /// Takes note of a row of totals.
    pub fn total(&mut self, row: u64) {
        self.totals += 1;
        if self.total_rows.len() < Self::KEPT {
            self.total_rows.push(row);
        }
    }

    /// Takes note of a row with what a report ends with.
    pub fn footer(&mut self, row: u64) {
        self.footer_rows.push(row);
    }
}

impl FileRead {
    /// What a reader is told, in three lines at most.
    pub fn lines(&self) -> Vec<String> {
        let mut how = Vec::new();
        how.extend(self.sheet.as_ref().map(|sheet| format!("sheet `{sheet}`")));
        how.extend(self.encoding.clone());
        how.extend(self.delimiter.map(|delimiter| match delimiter {
            '\t' => "tabs between fields".into(),
            other => format!("`{other}` between fields"),
        }));
        how.push(format!("column names in row {}", self.header_row));
        let mut lines = vec![format!("read {}: {}", self.file, how.join(", "))];
        if !self.columns.is_empty() {
            let columns: Vec<String> = self.columns.iter().map(ColumnRead::told).collect();
            let not_read = match &self.not_read[..] {
                [] => String::new(),
                names => format!("; not read: {}", listed(names)),
            };
            lines.push(format!("columns: {}{not_read}", columns.join(", ")));
        }
        let mut out = Vec::new();
        let (blank, headers) = (self.no_cases.blank_rows, self.no_cases.repeated_headers);
        if blank > 0 {
            out.push(counted(blank, "blank row", "blank rows"));
        }
        if headers > 0 {
            let rows = counted(headers, "row that names", "rows that name");
            out.push(format!("{rows} the columns again"));
        }
        let totals = &self.no_cases.total_rows;
        out.extend(named(totals, self.no_cases.totals, "a total", "totals"));
        let footers = &self.no_cases.footer_rows;
        let (note, notes) = ("a note under the list", "notes under the list");
        out.extend(named(footers, footers.len() as u64, note, notes));
        if !out.is_empty() {
            lines.push(format!("left out: {}", out.join("; ")));
        }
        lines
    }
}

/// Which rows are something, of so many in all.
fn named(rows: &[u64], all: u64, one: &str, many: &str) -> Option<String> {
    const NAMED: usize = 5;
    let named: Vec<String> = rows.iter().take(NAMED).map(u64::to_string).collect();
    match all {
        0 => None,
        1 => Some(format!("row {}, which is {one}", named[0])),
        all => {
            let more = match all - named.len() as u64 {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            Some(format!("rows {}{more}, which are {many}", named.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_told_with_what_they_are() {
        let column = |column: &str, known, column_type, decimal| ColumnRead {
            column: column.into(),
            known,
            column_type,
            decimal,
            date_order: None,
        };
        let read = FileRead {
            columns: vec![
                column("Number", Some("number"), None, None),
                column("Amount", Some("value"), Some("numbers"), Some("comma")),
                column("hours", None, Some("numbers"), None),
            ],
            ..FileRead::default()
        };
        assert_eq!(
            read.lines()[1],
            "columns: Number, value in `Amount` (numbers, decimal comma), `hours` (numbers)"
        );
    }

    #[test]
    fn what_was_read_takes_two_lines() {
        let mut read = FileRead {
            file: "july.csv".into(),
            encoding: Some("utf-8".into()),
            delimiter: Some(';'),
            header_row: 3,
            ..FileRead::default()
        };
        let first = "read july.csv: utf-8, `;` between fields, column names in row 3";
        assert_eq!(read.lines(), [first]);
        read.no_cases.blank_rows = 4;
        read.no_cases.total(12);
        let left_out = "left out: 4 blank rows; row 12, which is a total";
        assert_eq!(read.lines(), [first, left_out]);
        (13..33).for_each(|row| read.no_cases.total(row));
        let left_out =
            "left out: 4 blank rows; rows 12, 13, 14, 15, 16 and 16 more, which are totals";
        assert_eq!(read.lines()[1], left_out);
    }
}
