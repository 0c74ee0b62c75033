//! Rows of totals, which are no cases.

use super::fields::{Fields, bare};
use tierone_stats::units::Pence;

/// What a row is, by what stands where other rows have the number of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A case, as far as can be seen.
    Case,
    /// A total.
    Total,
    /// A total where it is the last row.
    TotalIfLast,
    /// What a report ends with, such as “Generated on 12/03/2026”, where no case follows.
    FooterIfLast,
}

/// Words that a total begins or ends with, as in “Total”, “Grand Total” and “North Total”.
const TOTALS: &[&str] = &[
    "total",
    "totals",
    "subtotal",
    "subtotals",
    "grandtotal",
    "grandtotals",
    "sum",
    "sums",
    "summe",
    "summen",
    "gesamt",
    "gesamtsumme",
    "endsumme",
    "zwischensumme",
    "insgesamt",
    "somme",
    "totaal",
    "totale",
    "suma",
    "σ",
    "∑",
];

/// Other words of a last row that sums up.
const SUMMARIES: &[&str] = &[
    "average",
    "mean",
    "count",
    "durchschnitt",
    "mittelwert",
    "anzahl",
    "moyenne",
    "checksum",
];

/// By what stands in the place of a number.
pub(super) fn by_number(number: &str) -> RowKind {
    const LONGEST: usize = 80;
    let is_one_word = !number.contains([' ', ':', '\u{a0}']);
    if number.len() > LONGEST || is_one_word && number.bytes().any(|byte| byte.is_ascii_digit()) {
        return RowKind::Case;
    }
    let apart = |c: char| c.is_whitespace() || ":()=,;.*".contains(c);
    let words: Vec<String> = number
        .split(apart)
        .map(|word| word.replace('-', "").to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let ends = |words: &[String], known: &[&str]| {
        let ends = words.first().into_iter().chain(words.last());
        ends.into_iter().any(|word| known.contains(&word.as_str()))
    };
    if ends(&words, TOTALS) {
        RowKind::Total
    } else if ends(&words, SUMMARIES) {
        RowKind::TotalIfLast
    } else {
        RowKind::Case
    }
}

/// Of a row without a number.
pub(super) fn without_number(fields: &Fields) -> RowKind {
    let (mut total, mut words, mut others) = (false, false, false);
    for field in fields.filled() {
        match by_number(field) {
            _ if is_amount(field) => {}
            RowKind::Total => total = true,
            RowKind::TotalIfLast => words = true,
            RowKind::Case | RowKind::FooterIfLast => others = true,
        }
    }
    match (total, words, others) {
        (true, false, false) => RowKind::Total,
        (true, ..) | (_, true, _) | (_, _, false) => RowKind::TotalIfLast,
        _ => RowKind::Case,
    }
}

/// Whether a field is a number or an amount of money, in whatever form.
pub(super) fn is_amount(field: &str) -> bool {
    let field = bare(field).trim_start_matches(['-', '+', '(', '=']);
    field.contains(|c: char| c.is_ascii_digit())
        && field.chars().all(|c| {
            c.is_ascii_digit() || c.is_whitespace() || ".,'’)%£$€-".contains(c)
        })
        // A day has two of them.
        && field.matches('-').count() < 2
}

/// Whether the last value of a list is the sum of those above it.
#[derive(Clone, Copy, Debug, Default)]
pub struct LastIsSum {
    sum: i128,
    last: i128,
    values: u64,
    row: u64,
}

impl LastIsSum {
    /// Takes the value of the next row.
    pub fn add(&mut self, row: u64, value: Option<Pence>) {
        self.last = value.map_or(0, |value| i128::from(value.0));
        self.sum += self.last;
        self.values += u64::from(value.is_some());
        self.row = row;
    }

    /// What has to be said where it is.
    pub fn note(&self) -> Option<String> {
        let is_sum = self.values > 2 && self.last > 0 && self.sum - self.last == self.last;
        is_sum.then(|| {
            format!(
                "the value in row {}, the last, is the sum of all values above it: if the row is a total, take it out",
                self.row
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_totals_are_no_numbers_of_cases() {
        for text in [
            "Total",
            "TOTALS",
            "Grand Total",
            "Sub-total",
            "Total:",
            "Summe",
            "Gesamtsumme",
            "Sum of value",
            "Total: 12 cases",
            "∑",
            "Total North",
            "North total",
            "Total (GBP)",
            "Summe Juli",
        ] {
            assert_eq!(by_number(text), RowKind::Total, "{text}");
        }
        for text in ["Average", "Mean value", "Count"] {
            assert_eq!(by_number(text), RowKind::TotalIfLast, "{text}");
        }
        for text in [
            "A1",
            "42",
            "TOTAL-001",
            "SUM123",
            "Summers",
            "Totally",
            "2026/17",
            "all in total 3",
        ] {
            assert_eq!(by_number(text), RowKind::Case, "{text}");
        }
    }

    #[test]
    fn a_row_without_a_number_is_a_total_by_word_or_in_the_last_place() {
        let kind = |line: &str| {
            let mut fields = Fields::default();
            fields.split(line, b';');
            without_number(&fields)
        };
        assert_eq!(kind(";Total;£1,300.00"), RowKind::Total);
        assert_eq!(kind(";;1.300,00"), RowKind::TotalIfLast);
        assert_eq!(kind(";Subtotal North;300"), RowKind::Total);
        assert_eq!(kind("north;Total loss;300"), RowKind::TotalIfLast);
        assert_eq!(kind(";north;300"), RowKind::Case);
        assert_eq!(kind(";2026-07-31;"), RowKind::Case);
    }

    #[test]
    fn a_last_value_that_is_the_sum_gets_a_note() {
        let note = |values: &[i64]| {
            let mut last = LastIsSum::default();
            for (row, value) in (2..).zip(values) {
                last.add(row, Some(Pence(*value)));
            }
            last.note()
        };
        assert!(note(&[100, 200, 300]).is_some_and(|note| note.contains("row 4")));
        for other in [
            &[100, 200, 301][..],
            &[100, 100],
            &[0, 0, 0],
            &[100, 200, 300, 5],
        ] {
            assert_eq!(note(other), None);
        }
    }
}
