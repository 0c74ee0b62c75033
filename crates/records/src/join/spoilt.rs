//! What a spreadsheet does to the numbers of cases: a hint where one was not drawn and another, nearly the same, was.

use std::collections::BTreeMap;

use crate::lists::dates::{date, serial};
use crate::lists::formats::words;
use crate::lists::identifiers::is_shortened;

/// Digits that a spreadsheet keeps of a number.
const KEPT: usize = 15;

/// The numbers that were drawn, by what spreadsheets leave of them.
#[derive(Default)]
pub(super) struct Spoilt<'n> {
    /// By their digits without zeros in front.
    bare: BTreeMap<&'n str, &'n str>,
    /// By their first digits, where they are long.
    long: BTreeMap<&'n str, &'n str>,
    /// By their letters and digits alone.
    words: BTreeMap<String, &'n str>,
    /// By the day that they can be read as.
    days: BTreeMap<String, &'n str>,
}

impl<'n> Spoilt<'n> {
    /// Of the numbers that were drawn.
    pub(super) fn of(drawn: impl Iterator<Item = &'n String>) -> Self {
        let mut spoilt = Self::default();
        for number in drawn {
            if is_digits(number) {
                spoilt.bare.insert(number.trim_start_matches('0'), number);
                if number.len() > KEPT {
                    spoilt.long.insert(&number[..KEPT], number);
                }
            }
            spoilt.words.insert(letters(number), number);
            if let Some(day) = day(number) {
                spoilt.days.insert(day, number);
            }
        }
        spoilt
    }

    /// Why a number may not be among them.
    pub(super) fn hint(&self, number: &str) -> Option<String> {
        let whole = number.strip_suffix(".0").unwrap_or(number);
        if is_shortened(number) {
            return Some(
                "it is a long number that a spreadsheet has shortened, and its last digits are lost: format the column as \
                 text and enter the numbers again"
                    .into(),
            );
        }
        let as_text = "format the column as text";
        if is_digits(whole) {
            if let Some(drawn) = self.bare.get(whole.trim_start_matches('0')) {
                return Some(format!(
                    "`{drawn}` was: a spreadsheet drops zeros in front, so {as_text} and enter the numbers again"
                ));
            }
            let long = (whole.len() > KEPT).then(|| self.long.get(&whole[..KEPT]));
            if let Some(drawn) = long.flatten() {
                return Some(format!(
                    "`{drawn}` was: a spreadsheet keeps {KEPT} digits of a number, so {as_text} and enter the numbers again"
                ));
            }
            let kept = serial(whole).map(|day| day.to_string());
            if let Some(drawn) = kept.and_then(|day| self.days.get(&day)) {
                return Some(format!(
                    "`{drawn}` was: a spreadsheet keeps a day as a number, so {as_text} and enter the numbers again"
                ));
            }
        }
        if let Some(drawn) = self.words.get(&letters(number)) {
            return Some(format!("`{drawn}` was: write it in the same way"));
        }
        (day(number).is_some() && self.days.is_empty()).then(|| {
            format!("it looks like a day that a spreadsheet has made of a number: {as_text} and enter the numbers again")
        })
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn letters(text: &str) -> String {
    words(text).replace([' ', '.', '/'], "")
}

/// The day that a number can be read as: `2026-07-01`, or `1-Jul`, in which a spreadsheet leaves out the year.
fn day(number: &str) -> Option<String> {
    if is_digits(number) {
        return None;
    }
    let in_year = || date(&format!("{number}-2000"), None);
    let day = date(number, None).or_else(|_| in_year()).ok()?;
    Some(day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_did_is_named() {
        let hint = |drawn: &[&str], number| {
            let drawn: Vec<String> = drawn.iter().map(|number| (*number).to_owned()).collect();
            Spoilt::of(drawn.iter()).hint(number).unwrap_or_default()
        };
        for (drawn, number, expected) in [
            ("00042", "42", "drops zeros in front"),
            ("00042", "42.0", "`00042` was"),
            ("007", "0007", "`007` was"),
            ("1230000000000456", "1.23E+15", "shortened"),
            ("1234567890123456", "1234567890123450", "keeps 15 digits"),
            ("2026-07-01", "46204", "keeps a day as a number"),
            ("SR-1", "sr 1", "in the same way"),
            ("SR-1", "SR1", "in the same way"),
            ("SEPT1", "1-Sep", "looks like a day"),
            ("3-9", "2026-09-03", "looks like a day"),
            ("A1", "A2", ""),
            ("43", "42", ""),
        ] {
            let found = hint(&[drawn], number);
            assert!(
                found.contains(expected) && found.is_empty() == expected.is_empty(),
                "{number} beside {drawn}: {found}"
            );
        }
    }
}
