//! A case as one row of a list has it.

use jiff::civil::Date;

use super::columns::Columns;
use super::formats::Formats;
use super::problems::Problem;
use super::row_cells::{KnownColumns, RowCells};
use super::rows::Row;
use tierone_stats::units::Pence;

/// A case. Texts are empty where the file has no such column or nothing in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ListedCase<'a> {
    /// The number of the service request.
    pub number: &'a str,
    /// The kind of decision.
    pub process: &'a str,
    /// The area of work.
    pub area: &'a str,
    /// The part of the area.
    pub sub_area: &'a str,
    /// Who decided; empty where the system did.
    pub owner: &'a str,
    /// The owner's team.
    pub team: &'a str,
    /// When it was closed; none while it is open.
    pub closed: Option<Date>,
    /// How it was closed.
    pub resolution: &'a str,
    /// What was assessed, a year.
    pub value: Option<Pence>,
    /// How hard it was.
    pub complexity: &'a str,
    /// Whether only the special customer records team may look at it.
    pub special: bool,
}

/// Makes cases of rows.
#[derive(Clone, Debug)]
pub struct CaseReader {
    known: KnownColumns,
    /// Where the columns of [`TEXTS`] stand: lists are long, and each row is asked for them.
    texts: [Option<usize>; TEXTS.len()],
}

/// The columns that are taken as they are written.
const TEXTS: [&str; 7] = [
    "process",
    "area",
    "sub-area",
    "case owner",
    "team",
    "resolution code",
    "complexity",
];

impl CaseReader {
    /// For the columns of a file, and their formats.
    pub fn new(columns: &Columns, header: &[String], formats: &Formats) -> Self {
        Self {
            known: KnownColumns::new(columns, header, formats),
            texts: TEXTS.map(|column| columns.place(column)),
        }
    }

    /// The case of a row, or everything that is wrong with it.
    ///
    /// # Errors
    /// One problem a column.
    pub fn read<'a>(&self, row: Row<'a>) -> Result<ListedCase<'a>, Vec<Problem>> {
        let mut cells = RowCells::of(&self.known, row);
        let texts = self.texts.map(|place| row.at(place));
        let [process, area, sub_area, owner, team, resolution, complexity] = texts;
        let case = ListedCase {
            number: cells.number(),
            closed: cells.day("close date"),
            value: cells.signed("value"),
            special: cells.yes("special record"),
            process,
            area,
            sub_area,
            owner,
            team,
            resolution,
            complexity,
        };
        match cells.problems.is_empty() {
            true => Ok(case),
            false => Err(cells.problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::dates::DateOrder;
    use super::super::rows::Rows;
    use super::super::tables::CASES;
    use super::*;

    fn check(text: &str, each: impl Fn(Result<ListedCase<'_>, Vec<Problem>>)) {
        let mut rows = Rows::open(text.as_bytes(), None).expect("a header");
        let header = rows.header().to_vec();
        let columns = Columns::find(&header, CASES, &[]).expect("columns");
        let reader = CaseReader::new(&columns, &header, &Formats::with_order(DateOrder::DayFirst));
        let mut seen = 0;
        while let Some(row) = rows.next_row() {
            each(reader.read(row.expect("a row")));
            seen += 1;
        }
        assert!(seen > 0, "rows were read");
    }

    #[test]
    fn a_row_becomes_a_case() {
        check(
            "SR number,Process,Case owner,Closed,Value,Special record\nSR-1, parentage ,Ann,31/12/2026,\"£1,200.50\",Y\n",
            |case| {
                let case = case.expect("a right row");
                assert_eq!(
                    (case.number, case.process, case.owner),
                    ("SR-1", "parentage", "Ann")
                );
                assert_eq!(case.closed, Some(Date::constant(2026, 12, 31)));
                assert_eq!(case.value, Some(Pence(120_050)));
                assert!(case.special);
                assert_eq!(case.area, "");
            },
        );
    }

    #[test]
    fn everything_wrong_with_a_row_is_said() {
        check("id,closed,amount,scr\n,soon,much,perhaps\n", |case| {
            let problems = case.expect_err("a wrong row");
            let columns: Vec<&str> = problems
                .iter()
                .filter_map(|p| p.column.as_deref())
                .collect();
            assert_eq!(columns, ["id", "closed", "amount", "scr"]);
            assert!(problems.iter().all(|problem| problem.row == 2));
        });
    }
}
