//! Conditions on columns, as a query of closed service requests has them.

use std::cmp::Ordering;

use super::amounts::amount;
use super::columns::{exactly, listed};
use super::dates::{DateOrder, date};
use super::pseudonyms::Pseudonyms;
use super::rows::Row;

/// One condition: `area = maintenance calculation`, `value >= 1000`, `process = parentage | variation`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    column: usize,
    test: Test,
    values: Vec<String>,
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
            .map(|value| value.trim().to_owned())
            .collect();
        let ordered = !matches!(test, Test::Is | Test::IsNot | Test::Contains);
        if ordered && values.len() > 1 {
            return Err(format!("`{text}` compares with more than one value"));
        }
        Ok(Self {
            column,
            test,
            values,
        })
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
        Ok(Some(Self {
            values: self.values.iter().map(hidden).collect(),
            ..self.clone()
        }))
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

    /// Whether a row meets it. Days are compared as days and amounts as amounts where both sides are;
    /// words without regard to case. An empty cell is neither less nor more than anything.
    pub fn meets(&self, row: Row<'_>, order: Option<DateOrder>) -> bool {
        self.is_met_by(row.get(self.column), order)
    }

    /// The same of what stands in its column.
    pub fn is_met_by(&self, cell: &str, order: Option<DateOrder>) -> bool {
        let is = |value: &String| compare(cell, value, order) == Ordering::Equal;
        let against = |wanted: &[Ordering]| {
            !cell.is_empty()
                && self
                    .values
                    .first()
                    .is_some_and(|value| wanted.contains(&compare(cell, value, order)))
        };
        match self.test {
            Test::Is => self.values.iter().any(is),
            Test::IsNot => !self.values.iter().any(is),
            Test::Contains => {
                let cell = cell.to_lowercase();
                let mut values = self.values.iter();
                values.any(|value| cell.contains(&value.to_lowercase()))
            }
            Test::Less => against(&[Ordering::Less]),
            Test::AtMost => against(&[Ordering::Less, Ordering::Equal]),
            Test::More => against(&[Ordering::Greater]),
            Test::AtLeast => against(&[Ordering::Greater, Ordering::Equal]),
        }
    }
}

fn compare(one: &str, other: &str, order: Option<DateOrder>) -> Ordering {
    if let (Ok(one), Ok(other)) = (date(one, order), date(other, order)) {
        return one.cmp(&other);
    }
    if let (Ok(one), Ok(other)) = (amount(one), amount(other)) {
        return one.0.cmp(&other.0);
    }
    if one.eq_ignore_ascii_case(other) {
        return Ordering::Equal;
    }
    one.to_lowercase().cmp(&other.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::rows::Rows;
    use super::*;

    fn check(condition: &str, cell: &str, met: bool) {
        let text = format!("area,x\n{cell},1\n");
        let mut rows = Rows::open(text.as_bytes(), None).expect("a header");
        let criterion = Criterion::read(condition, rows.header()).expect("a condition");
        let row = rows.next_row().expect("a row").expect("a right row");
        let found = criterion.meets(row, Some(DateOrder::DayFirst));
        assert_eq!(found, met, "{condition} on {cell}");
    }

    #[test]
    fn conditions_compare_like_with_like() {
        check("area = Enforcement", "enforcement", true);
        check("area=a|b", "b", true);
        check("area != a|b", "b", false);
        check("AREA ~ force", "Enforcement", true);
        check("area >= 1000", "£999.99", false);
        check("area < 1000", "£999.99", true);
        check("area > 01/02/2026", "31/01/2026", false);
        check("area <= 2026-02-01", "31/01/2026", true);
        check("area < 5", "", false);
        check("area =", "", true);
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
