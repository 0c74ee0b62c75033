//! Tables of reference values, row by row: published or independently computed values that estimates must reproduce. A table
//! is a CSV file in `tests/reference/` of the crate that it holds, with the columns `case_id`, `quantity`, `expected`,
//! `tolerance` and `tol_kind` (`abs` or `rel`) beside its inputs.

use std::collections::BTreeMap;

/// The folder of reference values of one crate.
#[derive(Clone, Copy, Debug)]
pub struct Folder {
    /// The root of the crate: `env!("CARGO_MANIFEST_DIR")`.
    pub root: &'static str,
}

impl Folder {
    /// Runs `compute` on every row of `file` and lists all rows that miss; `rows` keeps an empty table from passing. Rows
    /// `left_out` are named by their quantity, or by the end of their estimand or data file, each with the reason.
    pub fn check(
        self,
        file: &str,
        rows: usize,
        left_out: &[(&str, &str)],
        mut compute: impl FnMut(&Row) -> f64,
    ) {
        let mut misses = Vec::new();
        let mut n = 0;
        let mut met = vec![false; left_out.len()];
        for row in self.rows(file) {
            if let Some(k) = left_out.iter().position(|(name, _)| row.is_named(name)) {
                met[k] = true;
                continue;
            }
            let (expected, tolerance) = (row.number("expected"), row.number("tolerance"));
            let allowed = match row.text("tol_kind") {
                "abs" => tolerance,
                "rel" => tolerance * expected.abs(),
                other => panic!("no kind of tolerance {other}"),
            };
            let got = compute(&row);
            if got.is_nan() || (got - expected).abs() > allowed {
                let off = (got - expected).abs() / expected.abs();
                misses.push(format!(
                    "{} {}: {got} for {expected}, off by {off:.1e}",
                    row.text("case_id"),
                    row.text("quantity"),
                ));
            }
            n += 1;
        }
        assert!(
            misses.is_empty(),
            "{} of {n} rows of {file} missed:\n{}",
            misses.len(),
            misses.join("\n")
        );
        assert_eq!(n, rows, "rows of {file}");
        assert!(met.iter().all(|met| *met), "{file}: all left out are there");
    }

    /// All rows of a table, or of a file of data beside the tables.
    pub fn rows(self, file: &str) -> Vec<Row> {
        let path = format!("{}/tests/reference/{file}", self.root);
        let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        reader
            .deserialize()
            .map(|row| Row(row.unwrap_or_else(|e| panic!("{path}: {e}"))))
            .collect()
    }
}

/// One row, by column name.
#[derive(Clone, Debug)]
pub struct Row(BTreeMap<String, String>);

impl Row {
    /// The cell as it stands.
    pub fn text(&self, column: &str) -> &str {
        self.0
            .get(column)
            .unwrap_or_else(|| panic!("no column {column}"))
    }

    /// The cell as a number.
    pub fn number(&self, column: &str) -> f64 {
        self.parsed(column, "number")
    }

    /// The cell as a count.
    pub fn count(&self, column: &str) -> u64 {
        self.parsed(column, "count")
    }

    /// The numbers of a cell, written with bars between them.
    pub fn list(&self, column: &str) -> Vec<f64> {
        self.text(column)
            .split('|')
            .filter(|cell| !cell.is_empty())
            .map(|cell| cell.parse().expect("a number"))
            .collect()
    }

    fn parsed<T: std::str::FromStr>(&self, column: &str, what: &str) -> T {
        self.text(column)
            .parse()
            .unwrap_or_else(|_| panic!("{column} of {:?} is not a {what}", self.0))
    }

    fn is_named(&self, name: &str) -> bool {
        let ends = |column| self.0.get(column).is_some_and(|cell| cell.ends_with(name));
        self.text("quantity") == name || ends("estimand") || ends("data_file")
    }
}
