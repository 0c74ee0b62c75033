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

#[cfg(test)]
mod tests {
    use crate::testing::{cases, request};

    #[test]
    fn columns_in_two_ways_are_shown_by_a_cell_of_each() {
        for (text, shown) in [
            (
                "number,outcome,close date\n1,pass,31/01/2026\n2,pass,01/31/2026\n",
                ": `31/01/2026` in row 2, and `01/31/2026` in row 3",
            ),
            (
                "number,outcome,value\n1,pass,1.5\n2,pass,\"2,5\"\n",
                ": `1.5` in row 2, and `2,5` in row 3",
            ),
        ] {
            let why = cases(&request(), text).err().expect("two ways");
            assert!(why.message.ends_with(shown), "{}", why.message);
        }
    }
}
