//! Conditions on columns, as a query of closed service requests has them.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::columns::{exactly, listed};
use super::dates::date;
use super::formats::{ColumnType, Format, Formats};
use super::needs::Need;
use super::numbers::{DecimalSign, number};
use super::pseudonyms::Pseudonyms;
use super::rows::Row;

/// One condition: `area = maintenance calculation`, `value >= 1000`, `process = parentage | variation`.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    column: usize,
    test: Test,
    values: Vec<String>,
    format: Format,
    /// By value what cells that are equal to it have in common.
    keys: Vec<String>,
    /// What cells are less or more than.
    bound: Option<Bound>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Bound {
    Number(f64),
    Day(Date),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    Is,
    IsNot,
    Contains,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// Signs, the longer before those that begin alike.
const TESTS: [(&str, Test); 7] = [
    ("!=", Test::IsNot),
    ("<=", Test::AtMost),
    (">=", Test::AtLeast),
    ("=", Test::Is),
    ("~", Test::Contains),
    ("<", Test::Less),
    (">", Test::More),
];

impl Criterion {
    /// Reads a condition on a column of `header`.
    ///
    /// # Errors
    /// What is wrong with it, and how to write it.
    pub fn read(text: &str, header: &[String]) -> Result<Self, String> {
        let found = TESTS
            .iter()
            .filter_map(|(sign, test)| text.find(sign).map(|at| (at, sign.len(), *test)))
            .min_by_key(|(at, length, _)| (*at, std::cmp::Reverse(*length)));
        let Some((at, length, test)) = found else {
            return Err(format!(
                "`{text}` is no condition such as 'area = enforcement' or 'value >= 1000'"
            ));
        };
        let name = text[..at].trim();
        let column = match exactly(header, name)[..] {
            [column] => column,
            [] => {
                return Err(format!(
                    "there is no column `{name}`; the file's columns are {}",
                    listed(header)
                ));
            }
            _ => return Err(format!("more than one column is called `{name}`")),
        };
        let values: Vec<String> = text[at + length..]
            .split('|')
            .map(|value| match value.trim() {
                // Nothing in quotes is how many write an empty cell.
                "''" | "\"\"" => String::new(),
                value => value.to_owned(),
            })
            .collect();
        let mut criterion = Self {
            column,
            test,
            values,
            format: Format::default(),
            keys: Vec::new(),
            bound: None,
        };
        if criterion.is_ordered() && criterion.values.len() > 1 {
            return Err(format!("`{text}` compares with more than one value"));
        }
        criterion.keys = criterion.keys_of_values();
        Ok(criterion)
    }

    /// The column that it is on, and what that has to be looked at for.
    pub fn need(&self) -> (usize, Need) {
        let need = match (self.is_ordered(), self.values.first()) {
            (true, Some(value)) => Need::Compared {
                with_days: number(value, DecimalSign::Point).is_none()
                    && number(value, DecimalSign::Comma).is_none(),
            },
            _ => Need::Grouped,
        };
        (self.column, need)
    }

    /// The same by the format of its column.
    ///
    /// # Errors
    /// It compares with something of another type than the column is.
    pub fn typed(mut self, header: &[String], formats: &Formats) -> Result<Self, String> {
        self.format = formats.of(self.column);
        self.keys = self.keys_of_values();
        let Some(value) = self.values.first().filter(|_| self.is_ordered()) else {
            return Ok(self);
        };
        self.bound = match self.format.column_type {
            ColumnType::Number => self.number(value).map(Bound::Number),
            ColumnType::Date => self.day(value).map(Bound::Day),
            ColumnType::Text => None,
        };
        if self.bound.is_none() {
            return Err(format!(
                "`{}` is a column of {}, and `{value}` is none: `{}` compares nothing",
                header[self.column],
                self.format.column_type.name(),
                self.written(header)
            ));
        }
        Ok(self)
    }

    fn is_ordered(&self) -> bool {
        !matches!(self.test, Test::Is | Test::IsNot | Test::Contains)
    }

    /// A value as the column writes its numbers, or else as a command line does.
    fn number(&self, value: &str) -> Option<f64> {
        let written = number(value, self.format.decimal);
        let number = written.or_else(|| number(value, DecimalSign::Point))?;
        Some(number.value())
    }

    fn day(&self, value: &str) -> Option<Date> {
        date(value, self.format.order).ok()
    }

    fn keys_of_values(&self) -> Vec<String> {
        let key = |value: &String| {
            let mut format = self.format;
            if number(value, format.decimal).is_none() {
                format.decimal = DecimalSign::Point;
            }
            format.key(value).into_owned()
        };
        self.values.iter().map(key).collect()
    }

    /// The condition on a column of names, as one on the pseudonyms that stand for them; none if it is on another column.
    /// Pseudonyms may stand in it already.
    ///
    /// # Errors
    /// It is of more than whose name it is.
    pub fn of_people(
        &self,
        column: usize,
        pseudonyms: &Pseudonyms,
    ) -> Result<Option<Self>, String> {
        if self.column != column {
            return Ok(None);
        }
        if !matches!(self.test, Test::Is | Test::IsNot) {
            return Err("with pseudonyms a condition on names is = or !=".into());
        }
        let hidden = |name: &String| {
            if Pseudonyms::is_one(name) {
                name.clone()
            } else {
                pseudonyms.of(name)
            }
        };
        let mut of_pseudonyms = Self {
            values: self.values.iter().map(hidden).collect(),
            format: Format::default(),
            ..self.clone()
        };
        of_pseudonyms.keys = of_pseudonyms.keys_of_values();
        Ok(Some(of_pseudonyms))
    }

    /// The condition in the words that it is read from.
    pub fn written(&self, header: &[String]) -> String {
        let sign = TESTS.iter().find(|(_, test)| *test == self.test);
        let sign = sign.map_or("=", |(sign, _)| *sign);
        format!("{} {sign} {}", header[self.column], self.values.join(" | "))
    }

    /// The words that it compares with.
    pub fn values(&self) -> &[String] {
        &self.values
    }

    /// Whether a row meets it. Cells are equal by the type of their column; one that is empty or of another type is neither
    /// less nor more than anything.
    pub fn meets(&self, row: Row<'_>) -> bool {
        self.is_met_by(row.get(self.column))
    }

    /// The same of what stands in its column.
    pub fn is_met_by(&self, cell: &str) -> bool {
        let is_one = || {
            let key = self.format.key(cell);
            self.keys.iter().any(|value| *value == key)
        };
        let is = |wanted: &[Ordering]| self.against(cell).is_some_and(|is| wanted.contains(&is));
        match self.test {
            Test::Is => is_one(),
            Test::IsNot => !is_one(),
            Test::Contains => {
                let cell = cell.to_lowercase();
                let mut values = self.values.iter();
                values.any(|value| cell.contains(&value.to_lowercase()))
            }
            Test::Less => is(&[Ordering::Less]),
            Test::AtMost => is(&[Ordering::Less, Ordering::Equal]),
            Test::More => is(&[Ordering::Greater]),
            Test::AtLeast => is(&[Ordering::Greater, Ordering::Equal]),
        }
    }

    /// How a cell stands to what is compared with.
    fn against(&self, cell: &str) -> Option<Ordering> {
        match self.bound? {
            Bound::Number(bound) => self.format.number(cell)?.partial_cmp(&bound),
            Bound::Day(bound) => Some(self.format.date(cell).ok()?.cmp(&bound)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::needs::Given;
    use super::super::rows::Rows;
    use super::super::survey::Survey;
    use super::*;

    /// The rows that meet a condition on a column of these cells.
    fn met(condition: &str, cells: &[&str]) -> Result<Vec<usize>, String> {
        let text: String = cells.iter().map(|cell| format!("\"{cell}\",1\n")).collect();
        let text = format!("area,x\n{text}");
        let open = || Rows::open(text.as_bytes(), None).expect("a header");
        let header = open().header().to_vec();
        let criterion = Criterion::read(condition, &header)?;
        let mut survey = Survey::of(&header, [criterion.need()]);
        let mut rows = open();
        while let Some(row) = rows.next_row() {
            survey.add(row.expect("a right row"));
        }
        let surveyed = survey.done(Given::default());
        let formats = surveyed.map_err(|why| why.message)?.formats;
        let criterion = criterion.typed(&header, &formats)?;
        let mut rows = open();
        let mut met = Vec::new();
        let mut place = 0;
        while let Some(row) = rows.next_row() {
            place += 1;
            if criterion.meets(row.expect("a right row")) {
                met.push(place);
            }
        }
        Ok(met)
    }

    fn check(condition: &str, cells: &[&str], expected: &[usize]) {
        let found = met(condition, cells);
        assert_eq!(found.as_deref(), Ok(expected), "{condition} on {cells:?}");
    }

    #[test]
    fn conditions_compare_like_with_like() {
        check("area = Enforcement", &["enforcement"], &[1]);
        check("area=a|b", &["b"], &[1]);
        check("area != a|b", &["b"], &[]);
        check("AREA ~ force", &["Enforcement"], &[1]);
        check("area >= 1000", &["£999.99"], &[]);
        check("area < 1000", &["£999.99"], &[1]);
        check("area > 01/02/2026", &["31/01/2026"], &[]);
        check("area <= 2026-02-01", &["31/01/2026"], &[1]);
        check("area < 5", &["", "4"], &[2]);
        check("area =", &["", "4"], &[1]);
    }

    #[test]
    fn a_column_has_one_type_and_what_is_not_of_it_is_neither_less_nor_more() {
        let hours = ["10.123", "2.5", "n/a", "99.875", "9", "unknown", "-", "1e3"];
        check("area > 9.5", &hours, &[1, 4, 8]);
        check("area >= 100", &hours, &[8]);
        check("area < 9.5", &hours, &[2, 5]);
        check("area != 9", &hours, &[1, 2, 3, 4, 6, 7, 8]);
        let german = ["1.200,50", "900", "TBC", "12.000"];
        check("area > 1000", &german, &[1, 4]);
        check("area >= 1.200,50", &german, &[1, 4]);
        check("area < 1200.5", &german, &[2]);
        let days = ["03/04/2026", "25/12/2025", "01/11/2026", "n/a"];
        check("area >= 2026-04-01", &days, &[1, 3]);
        check("area < 03/04/2026", &days, &[2]);
        check("area = 2026-04-03", &days, &[1]);
        let compact = ["20260403", "20251225", "20261101"];
        check("area >= 2026-04-01", &compact, &[1, 3]);
        check("area >= 20260401", &compact, &[1, 3]);
        check("area > 1", &["-", "unknown"], &[]);
    }

    #[test]
    fn equal_cells_are_equal_by_their_type() {
        let numbers = ["007", "7", "7.00", "07", "70"];
        check("area = 7", &numbers, &[1, 2, 3, 4]);
        check("area = 007", &numbers, &[1, 2, 3, 4]);
        check("area = 007", &["007", "7", "A7"], &[1]);
        check(
            "area = north east",
            &["North-East", "NORTH_EAST", "northeast"],
            &[1, 2],
        );
        check("area = 1200.50", &["1.200,50", "1.200"], &[1]);
    }

    #[test]
    fn a_column_that_is_not_nearly_all_of_one_type_is_not_compared() {
        let why = |condition, cells: &[&str]| met(condition, cells).expect_err("it is refused");
        let wrong = why("area > 5", &["1", "2", "abc", "n/a"]);
        assert!(wrong.contains("1 of 3 filled cells"), "{wrong}");
        assert!(wrong.contains("`abc` in row 4"), "{wrong}");
        assert!(why("area > 2026-01-01", &["1", "2"]).contains("column of numbers"));
        assert!(why("area > 5", &["2026-01-01"]).contains("column of dates"));
        assert!(why("area > b", &["a", "c"]).contains("no dates"));
        assert!(why("area > 2026-01-01", &["01/02/2026"]).contains("could have the day"));
        let nearly = ["1"; 19]
            .iter()
            .chain(&["abc"])
            .copied()
            .collect::<Vec<_>>();
        check("area > 5", &nearly, &[]);
    }

    #[test]
    fn a_wrong_condition_says_how_to_write_it() {
        let header = ["area".to_owned()];
        let wrong = |text| Criterion::read(text, &header).expect_err("it is wrong");
        assert!(wrong("area").contains("no condition"));
        assert!(wrong("arae = 1").contains("`area`"));
        assert!(wrong("area < 1|2").contains("more than one value"));
    }
}
