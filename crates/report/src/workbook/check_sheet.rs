//! The workbook that checkers fill in: a row a case, a column for the outcome of each attribute that is looked at.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::read_me::read_me;
use super::sheet::{Cell, Column, Entry, Sheet, Workbook};
use tierone_records::lists::wide::{NOT_ASKED, TO_FILL_IN, heading};
use tierone_scenario::catalogue::{CatalogueAttribute, Outcome};
use tierone_stats::cells::Cells;
use tierone_stats::units::Pence;

/// A column of what is known of cases: its heading, its width, and what stands in it.
type KnownColumn<'a> = (&'a str, f64, &'a dyn Fn(&CheckCase) -> Cell);

/// What is to be checked.
#[derive(Clone, Debug)]
pub struct CheckSheet {
    /// The attributes that cases name.
    pub attributes: Vec<CatalogueAttribute>,
    /// What a check may record.
    pub outcomes: Vec<Outcome>,
    /// The cases, in their order.
    pub cases: Vec<CheckCase>,
    /// Who is to read the cells.
    pub cells: Cells,
    /// The command that reads the workbook once it is filled in.
    pub next: String,
}

/// A case that is to be checked. Texts are empty where nothing is known.
#[derive(Clone, Debug, Default)]
pub struct CheckCase {
    /// Its number.
    pub number: String,
    /// Who decided.
    pub owner: String,
    /// The kind of decision.
    pub activity: String,
    /// The owner's team.
    pub team: String,
    /// When it was closed.
    pub closed: Option<Date>,
    /// What was assessed, a year.
    pub value: Option<Pence>,
    /// Who checks it.
    pub checker: String,
    /// The names of the attributes that are looked at.
    pub attributes: Vec<String>,
}

impl CheckSheet {
    /// The workbook.
    pub fn workbook(&self) -> Workbook {
        let attributes = self.asked();
        let mut sheet = Sheet {
            name: TO_FILL_IN.into(),
            columns: Vec::new(),
            rows: vec![Vec::new(); self.cases.len()],
        };
        self.about_cases(&mut sheet);
        let (accuracy, others): (Vec<&CatalogueAttribute>, Vec<&CatalogueAttribute>) =
            attributes.iter().partition(|attribute| attribute.accuracy);
        for attribute in accuracy {
            self.outcomes(&mut sheet, attribute, false);
        }
        for (name, width, entry) in [
            ("overstated", 12.0, Entry::Amount),
            ("understated", 12.0, Entry::Amount),
            ("comment", 40.0, Entry::Text),
            ("corrections required", 12.0, one_of(&["yes", "no"])),
            ("decision date", 12.0, Entry::Day),
            ("feedback provided to", 20.0, Entry::Text),
        ] {
            let column = Column::new(name, width).with(entry);
            add(&mut sheet, column, |_| Cell::Empty);
        }
        for group in groups(&others) {
            let grouped = group.len() > 1;
            if grouped {
                let name = format!("{}: {} columns", group[0].coaching_group, group.len());
                add(&mut sheet, Column::new(name, 14.0), |_| Cell::Empty);
            }
            for attribute in group {
                self.outcomes(&mut sheet, attribute, grouped);
            }
        }
        Workbook {
            title: "Checks of drawn cases".into(),
            sheets: vec![
                read_me(
                    self.cases.len(),
                    &attributes,
                    &self.outcomes,
                    &self.next,
                    self.cells,
                ),
                sheet,
            ],
        }
    }

    /// How many cells a workbook of so many cases would have at most.
    pub fn cells(cases: u64, attributes: usize) -> u64 {
        // Beside the attributes: what is known of a case, what is entered once, and a column a group.
        const OTHERS: usize = 13;
        cases.saturating_mul((OTHERS + 2 * attributes) as u64)
    }

    /// The attributes that some case is checked for.
    fn asked(&self) -> Vec<CatalogueAttribute> {
        let cases = self.cases.iter();
        let asked: BTreeSet<&String> = cases.flat_map(|case| &case.attributes).collect();
        let all = self.attributes.iter();
        all.filter(|attribute| asked.contains(&attribute.name))
            .cloned()
            .collect()
    }

    /// Columns for what is known of the cases, of which it is known.
    fn about_cases(&self, sheet: &mut Sheet) {
        let text = |text: &str| match text {
            "" => Cell::Empty,
            text => Cell::Text(self.cells.text(text).into_owned()),
        };
        let columns: [KnownColumn<'_>; 7] = [
            ("number", 16.0, &|case| text(&case.number)),
            ("checker", 16.0, &|case| text(&case.checker)),
            ("case owner", 20.0, &|case| text(&case.owner)),
            ("activity", 20.0, &|case| text(&case.activity)),
            ("team", 16.0, &|case| text(&case.team)),
            ("close date", 12.0, &|case| {
                case.closed.map_or(Cell::Empty, Cell::Day)
            }),
            ("value", 12.0, &|case| {
                case.value.map_or(Cell::Empty, Cell::Amount)
            }),
        ];
        for (name, width, cell) in columns {
            if self.cases.iter().any(|case| cell(case) != Cell::Empty) {
                let cells = |row: usize| cell(&self.cases[row]);
                add(sheet, Column::new(name, width), cells);
            }
        }
    }

    /// The column for the outcomes of an attribute.
    fn outcomes(&self, sheet: &mut Sheet, attribute: &CatalogueAttribute, grouped: bool) {
        let mut words = attribute.outcomes.clone();
        // What is wrong in a way that has no name of its own is a plain fail of anything.
        if !words.iter().any(|word| word == "fail") {
            words.push("fail".into());
        }
        let column = Column::new(heading(attribute, &self.attributes), 16.0);
        let column = Column {
            grouped,
            ..column.with(Entry::OneOf(words))
        };
        add(sheet, column, |row| {
            let mut asked = self.cases[row].attributes.iter();
            match asked.any(|name| *name == attribute.name) {
                true => Cell::Empty,
                false => Cell::Text(NOT_ASKED.into()),
            }
        });
    }
}

fn add(sheet: &mut Sheet, column: Column, cell: impl Fn(usize) -> Cell) {
    sheet.columns.push(column);
    for (at, row) in sheet.rows.iter_mut().enumerate() {
        row.push(cell(at));
    }
}

fn one_of(words: &[&str]) -> Entry {
    Entry::OneOf(words.iter().map(|word| (*word).to_owned()).collect())
}

/// Attributes by what is taught together, those that stand alone first.
fn groups<'a>(attributes: &[&'a CatalogueAttribute]) -> Vec<Vec<&'a CatalogueAttribute>> {
    let mut groups: Vec<Vec<&CatalogueAttribute>> = Vec::new();
    for attribute in attributes {
        let same = |group: &&mut Vec<&CatalogueAttribute>| {
            group[0].coaching_group == attribute.coaching_group
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(attribute),
            None => groups.push(vec![attribute]),
        }
    }
    groups.sort_by_key(|group| group.len() > 1);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_scenario::catalogue;

    fn sheet(asked: &[&[&str]]) -> CheckSheet {
        let case = |(at, attributes): (usize, &&[&str])| CheckCase {
            number: format!("={at}+1"),
            attributes: attributes.iter().map(|name| (*name).to_owned()).collect(),
            ..CheckCase::default()
        };
        CheckSheet {
            attributes: catalogue::attributes(),
            outcomes: catalogue::outcomes(),
            cases: asked.iter().enumerate().map(case).collect(),
            cells: Cells::ForSpreadsheets,
            next: "tierone estimate".into(),
        }
    }

    #[test]
    fn only_attributes_that_are_looked_at_have_columns() {
        let book = sheet(&[&["income", "debt-steer"], &["income"]]).workbook();
        let sheet = &book.sheets[1];
        let names: Vec<&str> = sheet.columns.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "number",
                "outcome: Assessment accuracy - income",
                "overstated",
                "understated",
                "comment",
                "corrections required",
                "decision date",
                "feedback provided to",
                "outcome: Debt steer",
            ]
        );
        assert_eq!(sheet.rows[0][0], Cell::Text("'=0+1".into()));
        assert_eq!(sheet.rows[0][8], Cell::Empty);
        assert_eq!(sheet.rows[1][8], Cell::Text(NOT_ASKED.into()));
    }

    #[test]
    fn the_whole_sheet_is_in_groups_and_within_the_cells_said() {
        let all = catalogue::attributes();
        let all: Vec<&str> = all.iter().map(|known| known.name.as_str()).collect();
        let book = sheet(&[&all]).workbook();
        let columns = &book.sheets[1].columns;
        let grouped = columns.iter().filter(|column| column.grouped).count();
        assert_eq!(grouped, all.len() - 2);
        assert!(columns.len() as u64 <= CheckSheet::cells(1, all.len()));
        assert!(super::super::xlsx(&book).is_ok());
    }
}
