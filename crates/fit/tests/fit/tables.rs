//! Tables of reference values, row by row.

use std::collections::BTreeMap;

/// Runs `compute` on every row but those `left_out`, by their data file and with the reason, and lists all rows that miss; `rows`
/// keeps an empty table from passing.
pub fn check(
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
        let file = row.text("data_file");
        let is_left_out = |name: &str| file.ends_with(name);
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

    pub fn list(&self, column: &str) -> Vec<f64> {
        self.text(column)
            .split('|')
            .filter(|cell| !cell.is_empty())
            .map(|cell| cell.parse().expect("a number"))
            .collect()
    }
}

/// The rows of a file beside the tables.
pub fn data(file: &str) -> Vec<Row> {
    let path = format!("{}/tests/reference/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(&path).expect("the data are there");
    reader
        .deserialize::<BTreeMap<String, String>>()
        .map(|record| Row(record.expect("a well-formed row")))
        .collect()
}
