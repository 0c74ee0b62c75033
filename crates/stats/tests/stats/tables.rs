//! The tables of reference values of this crate.

use tierone_reference::Folder;
pub use tierone_reference::Row;
use tierone_stats::Estimate;

const TABLES: Folder = Folder {
    root: env!("CARGO_MANIFEST_DIR"),
};

/// Holds every row of a table to what `compute` gives for it.
pub fn check(file: &str, rows: usize, compute: impl FnMut(&Row) -> f64) {
    TABLES.check(file, rows, &[], compute);
}

/// All rows of a table.
pub fn rows(file: &str) -> Vec<Row> {
    TABLES.rows(file)
}

/// The same but for the rows that are left out, each with the reason.
pub fn check_but(
    file: &str,
    rows: usize,
    left_out: &[(&str, &str)],
    compute: impl FnMut(&Row) -> f64,
) {
    TABLES.check(file, rows, left_out, compute);
}

/// A limit of an interval, by the word that tables have for it.
pub fn limit(estimate: Option<Estimate>, side: &str) -> f64 {
    let estimate = estimate.expect("an interval");
    match side {
        "lower" => estimate.low,
        "upper" => estimate.high,
        other => panic!("no side {other}"),
    }
}
