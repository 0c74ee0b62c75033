//! Tables of reference values, row by row.

use std::collections::BTreeMap;

/// Runs `compute` on every row and lists all rows that miss; `rows` keeps an empty table from passing.
pub fn check(file: &str, rows: usize, mut compute: impl FnMut(&Row) -> f64) {
    let path = format!("{}/tests/reference/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(&path).expect("the table is there");
    let mut misses = Vec::new();
    let mut n = 0;
    for record in reader.deserialize::<BTreeMap<String, String>>() {
        let row = Row(record.expect("a well-formed row"));
        let quantity = row.text("quantity");
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
                "{} {quantity}: {got} for {expected}, off by {off:.1e}",
                row.text("case_id"),
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
}

/// One row, by column name.
pub struct Row(BTreeMap<String, String>);

impl Row {
    pub fn text(&self, column: &str) -> &str {
        self.0
            .get(column)
            .unwrap_or_else(|| panic!("no column {column}"))
    }

    pub fn number(&self, column: &str) -> f64 {
        self.text(column)
            .parse()
            .unwrap_or_else(|_| panic!("{column} of {:?} is not a number", self.0))
    }

    pub fn count(&self, column: &str) -> u64 {
        self.text(column)
            .parse()
            .unwrap_or_else(|_| panic!("{column} of {:?} is not a count", self.0))
    }

    pub fn list(&self, column: &str) -> Vec<f64> {
        self.text(column)
            .split('|')
            .filter(|cell| !cell.is_empty())
            .map(|cell| cell.parse().expect("a number"))
            .collect()
    }
}
