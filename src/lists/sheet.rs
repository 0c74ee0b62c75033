//! A sheet of a workbook: its cells, which sheet is read, and what has to be said of its formulas.

use tierone_records::lists::Grid;
use tierone_records::lists::wide::TO_FILL_IN;

/// A sheet that was read.
pub(super) struct Sheet {
    pub name: String,
    pub grid: Grid,
    /// The other sheets of the workbook.
    pub others: Vec<String>,
    /// Cells that are formulas without a value.
    pub formulas: u64,
    /// The row of the first of them, and its column from 0.
    pub first_formula: Option<(u32, u32)>,
}

impl Sheet {
    pub fn new(name: String, others: Vec<String>) -> Self {
        Self {
            name,
            others,
            grid: Grid::default(),
            formulas: 0,
            first_formula: None,
        }
    }

    /// Takes note of a formula without a value.
    pub fn formula(&mut self, row: u32, column: u32) {
        self.formulas += 1;
        self.first_formula.get_or_insert((row, column));
    }

    /// What has to be said of formulas without a value.
    pub fn note(&self) -> Option<String> {
        let (row, column) = self.first_formula?;
        let first = format!("{}{row}", letters(column));
        let cells = match self.formulas {
            1 => format!("1 cell of sheet `{}` is a formula", self.name),
            cells => format!("{cells} cells of sheet `{}` are formulas", self.name),
        };
        Some(format!(
            "{cells} without a value and read as empty, the first in {first}: open the file in Excel or LibreOffice and \
             save it, so that they have one"
        ))
    }
}

/// The name of a column, from 0.
fn letters(column: u32) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.into(),
        before => letters(before - 1) + &last.to_string(),
    }
}

/// Which sheet is read, of these that are shown or hidden: the one that is wanted, or that checkers fill in, or the first.
pub(super) fn choose(sheets: &[(String, bool)], wanted: Option<&str>) -> Result<usize, String> {
    let names = || sheets.iter().map(|(name, _)| name.as_str());
    let Some(wanted) = wanted else {
        let to_fill_in = names().position(|name| name == TO_FILL_IN);
        let shown = sheets.iter().position(|(_, shown)| *shown);
        return match sheets {
            [] => Err("it has no sheet".into()),
            _ => Ok(to_fill_in.or(shown).unwrap_or(0)),
        };
    };
    names().position(|name| name == wanted).ok_or_else(|| {
        let names: Vec<&str> = names().collect();
        format!(
            "it has no sheet `{wanted}`; its sheets are {}",
            names.join(", ")
        )
    })
}

/// The names of the others.
pub(super) fn others(sheets: &[(String, bool)], chosen: usize) -> Vec<String> {
    let all = sheets.iter().enumerate();
    all.filter(|(at, _)| *at != chosen)
        .map(|(_, (name, _))| name.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_by_letters() {
        for (column, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn the_first_shown_sheet_is_read_or_the_one_that_is_wanted() {
        let sheets = [("Old".to_owned(), false), ("Data".to_owned(), true)];
        assert_eq!(choose(&sheets, None), Ok(1));
        assert_eq!(choose(&sheets, Some("Old")), Ok(0));
        let ours = [("Read me", true), (TO_FILL_IN, true)];
        let ours = ours.map(|(name, shown)| (name.to_owned(), shown));
        assert_eq!(choose(&ours, None), Ok(1));
        assert!(choose(&sheets, Some("x")).is_err_and(|why| why.contains("Old, Data")));
        assert!(choose(&[], None).is_err());
        assert_eq!(others(&sheets, 1), ["Old"]);
    }
}
