//! What is wrong with a row, and how much of it is kept.

use std::collections::BTreeMap;
use std::fmt;

/// What is wrong with one row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line on which the row begins, 1 for the first of the file.
    pub row: u64,
    /// The column as the file names it; none where the row as a whole is wrong.
    pub column: Option<String>,
    /// What was found, what was expected.
    pub reason: String,
}

impl Problem {
    /// A row that is wrong as a whole.
    pub fn of_row(row: u64, reason: impl Into<String>) -> Self {
        Self {
            row,
            column: None,
            reason: reason.into(),
        }
    }

    /// A value that is wrong.
    pub(crate) fn of_column(row: u64, column: &str, reason: impl Into<String>) -> Self {
        Self {
            row,
            column: Some(column.to_owned()),
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "row {}, column `{column}`: {}", self.row, self.reason),
            None => write!(f, "row {}: {}", self.row, self.reason),
        }
    }
}

/// Problems of a file: the first of them in full, all of them counted by column.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    limit: usize,
    /// The first problems, in the order of the rows; those that say the same of one column once.
    pub first: Vec<Problem>,
    /// By column and reason the place among the first.
    places: BTreeMap<(Option<String>, String), usize>,
    /// By place how many say the same.
    alike: Vec<u64>,
    /// Rows with a problem.
    pub rows: u64,
    /// Problems by column; those of whole rows under the empty name.
    pub by_column: BTreeMap<String, u64>,
    /// Rows with a problem that say that a check failed.
    pub fails: u64,
    /// Whether outcomes of rows with a problem count all the same, where they can be read.
    pub outcomes_count: bool,
    /// What has to be done first, whatever the caller would leave out.
    pub first_do: Option<String>,
    last_row: Option<u64>,
}

impl Problems {
    /// Keeps at most `limit` in full.
    pub fn keeping(limit: usize) -> Self {
        Self {
            limit,
            ..Self::default()
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Problems of all kinds together.
    pub fn count(&self) -> u64 {
        self.by_column.values().sum()
    }

    /// Notes a problem; problems of one row come together.
    pub fn add(&mut self, problem: Problem) {
        if self.last_row != Some(problem.row) {
            self.rows += 1;
            self.last_row = Some(problem.row);
        }
        let column = problem.column.clone().unwrap_or_default();
        *self.by_column.entry(column).or_default() += 1;
        let key = (problem.column.clone(), problem.reason.clone());
        if let Some(place) = self.places.get(&key) {
            self.alike[*place] += 1;
        } else if self.first.len() < self.limit {
            self.places.insert(key, self.first.len());
            self.alike.push(1);
            self.first.push(problem);
        }
    }

    /// A line for each of the first, with how many more rows say the same.
    pub fn lines(&self) -> Vec<String> {
        let alike = self.first.iter().zip(&self.alike);
        alike
            .map(|(problem, alike)| match alike {
                1 => problem.to_string(),
                2 => format!("{problem} (and in 1 more row)"),
                all => format!("{problem} (and in {} more rows)", all - 1),
            })
            .collect()
    }

    /// Problems that no line tells of.
    pub fn untold(&self) -> u64 {
        self.count() - self.alike.iter().sum::<u64>()
    }
}

/// `1 cell`, `2 cells`.
pub(crate) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A value as it is quoted in a problem: no line breaks, not longer than a glance.
pub fn quoted(value: &str) -> String {
    const LONGEST: usize = 40;
    let plain: String = value
        .chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .take(LONGEST + 1)
        .collect();
    match plain.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &plain[..end]),
        None => format!("`{plain}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_once_and_the_first_problems_kept() {
        let mut problems = Problems::keeping(2);
        assert!(problems.is_empty());
        problems.add(Problem::of_column(2, "value", "is no amount"));
        problems.add(Problem::of_column(2, "close date", "is no date"));
        problems.add(Problem::of_row(9, "has 3 fields, and the header 4"));
        assert_eq!((problems.rows, problems.count()), (2, 3));
        assert_eq!(problems.first.len(), 2);
        assert_eq!(problems.by_column["value"], 1);
        assert_eq!(
            problems.first[0].to_string(),
            "row 2, column `value`: is no amount"
        );
    }

    #[test]
    fn what_many_rows_say_is_listed_once_with_its_count() {
        let mut problems = Problems::keeping(2);
        for row in 2..6_002 {
            let word = if row % 2 == 0 { "blue" } else { "green" };
            problems.add(Problem::of_column(
                row,
                "outcome",
                format!("{word} is no outcome"),
            ));
        }
        problems.add(Problem::of_column(6_002, "outcome", "red is no outcome"));
        assert_eq!(
            problems.lines(),
            [
                "row 2, column `outcome`: blue is no outcome (and in 2999 more rows)",
                "row 3, column `outcome`: green is no outcome (and in 2999 more rows)",
            ]
        );
        assert_eq!((problems.untold(), problems.rows), (1, 6_001));
    }

    #[test]
    fn a_quoted_value_is_short_and_on_one_line() {
        assert_eq!(quoted("a\nb"), "`a\u{fffd}b`");
        assert_eq!(quoted(&"é".repeat(41)), format!("`{}…`", "é".repeat(40)));
        assert_eq!(quoted(&"é".repeat(40)), format!("`{}`", "é".repeat(40)));
    }
}
