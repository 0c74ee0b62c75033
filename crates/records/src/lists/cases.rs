//! A case as one row of a list has it.

use jiff::civil::Date;

use super::columns::Columns;
use super::formats::{Format, Formats, says_nothing};
use super::problems::{Problem, quoted};
use super::rows::Row;
use tierone_stats::units::Pence;

/// A case. Texts are empty where the file has no such column or nothing in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case<'a> {
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
    places: Places,
    header: Vec<String>,
    /// How close dates and values are written.
    days: Format,
    values: Format,
}

#[derive(Clone, Copy, Debug)]
struct Places {
    number: Option<usize>,
    process: Option<usize>,
    area: Option<usize>,
    sub_area: Option<usize>,
    owner: Option<usize>,
    team: Option<usize>,
    closed: Option<usize>,
    resolution: Option<usize>,
    value: Option<usize>,
    complexity: Option<usize>,
    special: Option<usize>,
}

impl CaseReader {
    /// For the columns of a file, and their formats.
    pub fn new(columns: &Columns, header: &[String], formats: &Formats) -> Self {
        Self {
            places: Places {
                number: columns.place("number"),
                process: columns.place("process"),
                area: columns.place("area"),
                sub_area: columns.place("sub-area"),
                owner: columns.place("case owner"),
                team: columns.place("team"),
                closed: columns.place("close date"),
                resolution: columns.place("resolution code"),
                value: columns.place("value"),
                complexity: columns.place("complexity"),
                special: columns.place("special record"),
            },
            header: header.to_vec(),
            days: formats.at(columns.place("close date")),
            values: formats.at(columns.place("value")),
        }
    }

    /// The case of a row, or everything that is wrong with it.
    ///
    /// # Errors
    /// One problem a column.
    pub fn read<'a>(&self, row: Row<'a>) -> Result<Case<'a>, Vec<Problem>> {
        let text = |place: Option<usize>| place.map_or("", |place| row.get(place));
        let mut problems = Vec::new();
        let mut wrong = |place: Option<usize>, reason: String| {
            let column = place.map(|place| self.header[place].clone());
            problems.push(Problem {
                row: row.number,
                column,
                reason,
            });
        };
        let places = self.places;
        let number = text(places.number);
        if number.is_empty() {
            wrong(places.number, "it has no number".into());
        }
        let closed = match text(places.closed) {
            day if says_nothing(day) => None,
            day => self
                .days
                .date(day)
                .map_err(|reason| wrong(places.closed, format!("{} {reason}", quoted(day))))
                .ok(),
        };
        let value = match text(places.value) {
            value if says_nothing(value) => None,
            value => self
                .values
                .amount(value)
                .map_err(|reason| wrong(places.value, format!("{} {reason}", quoted(value))))
                .ok(),
        };
        let special = yes(text(places.special)).unwrap_or_else(|| {
            let told = quoted(text(places.special));
            wrong(places.special, format!("{told} is neither yes nor no"));
            false
        });
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Case {
            number,
            process: text(places.process),
            area: text(places.area),
            sub_area: text(places.sub_area),
            owner: text(places.owner),
            team: text(places.team),
            closed,
            resolution: text(places.resolution),
            value,
            complexity: text(places.complexity),
            special,
        })
    }
}

/// A yes or a no; an empty cell is a no.
pub fn yes(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "y" | "yes" | "true" | "1" | "x" => Some(true),
        "" | "n" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::dates::DateOrder;
    use super::super::rows::Rows;
    use super::super::tables::CASES;
    use super::*;

    fn check(text: &str, each: impl Fn(Result<Case<'_>, Vec<Problem>>)) {
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
