//! Cells that are shown where something is said of a column.

use super::problems::quoted;
use super::rows::Row;

/// A cell that is shown.
#[derive(Clone, Debug)]
pub(super) struct Example {
    pub row: u64,
    pub text: String,
}

impl Example {
    pub fn of(row: &Row<'_>, text: &str) -> Self {
        Self {
            row: row.number,
            text: quoted(text),
        }
    }
}

impl std::fmt::Display for Example {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} in row {}", self.text, self.row)
    }
}

/// Keeps the first example of each of two ways, where it shows it.
pub(super) fn first(
    kept: &mut [Option<Example>; 2],
    before: [u64; 2],
    after: [u64; 2],
    example: impl Fn() -> Example,
) {
    for way in [0, 1] {
        if after[way] > before[way] {
            kept[way].get_or_insert_with(&example);
        }
    }
}

/// An example of each of two ways.
pub(super) fn both(kept: &[Option<Example>; 2]) -> String {
    match kept {
        [Some(one), Some(other)] => format!(": {one}, and {other}"),
        _ => String::new(),
    }
}
