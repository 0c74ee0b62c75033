//! Tables of reference values, row by row.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::BTreeMap;
use tierone_stats::Estimate;

/// Runs `compute` on every row and lists all rows that miss; `rows` keeps an empty table from passing.
pub fn check(file: &str, rows: usize, compute: impl FnMut(&Row) -> f64) {
    check_but(file, rows, &[], compute);
}

/// The same but for the rows `left_out`, each by its quantity or the end of its estimand and given with the reason.
pub fn check_but(
    file: &str,
    rows: usize,
    left_out: &[(&str, &str)],
    mut compute: impl FnMut(&Row) -> f64,
) {
    let path = format!("{}/tests/reference/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(&path).expect("the table is there");
    let mut misses = Vec::new();
    let mut n = 0;
    let mut met = vec![false; left_out.len()];
    for record in reader.deserialize::<BTreeMap<String, String>>() {
        let row = Row(record.expect("a well-formed row"));
        let quantity = row.text("quantity");
        let estimand = row.0.get("estimand").map_or("", String::as_str);
        let is_left_out = |name: &str| name == quantity || estimand.ends_with(name);
        if let Some(k) = left_out.iter().position(|(name, _)| is_left_out(name)) {
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
    assert!(met.iter().all(|met| *met), "{file}: all left out are there");
}

pub fn limit(estimate: Option<Estimate>, side: &str) -> f64 {
    let estimate = estimate.expect("an interval");
    match side {
        "lower" => estimate.low,
        "upper" => estimate.high,
        other => panic!("no side {other}"),
    }
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
