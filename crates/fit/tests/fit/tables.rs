//! The tables of reference values of this crate.

use tierone_reference::Folder;
pub use tierone_reference::Row;

const TABLES: Folder = Folder {
    root: env!("CARGO_MANIFEST_DIR"),
};

/// Holds every row of a table to what `compute` gives for it, but for those left out, each with the reason.
pub fn check(file: &str, rows: usize, left_out: &[(&str, &str)], compute: impl FnMut(&Row) -> f64) {
    TABLES.check(file, rows, left_out, compute);
}

/// The rows of a file beside the tables.
pub fn data(file: &str) -> Vec<Row> {
    TABLES.rows(file)
}
