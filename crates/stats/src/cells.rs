//! Cells of tables that spreadsheets open: text that a spreadsheet would take for a formula gets an apostrophe before
//! it, which is taken off when it is read again.
//!
//! ```
//! use tierone_stats::cells::{Cells, as_meant};
//! assert_eq!(Cells::ForSpreadsheets.text("=1+1"), "'=1+1");
//! assert_eq!(Cells::ForSpreadsheets.text("-42"), "-42");
//! assert_eq!(as_meant("'=1+1"), "=1+1");
//! ```

use std::borrow::Cow;

/// Who is to read the cells that are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cells {
    /// People, in a spreadsheet.
    #[default]
    ForSpreadsheets,
    /// Programs: text stays as it is.
    Raw,
}

impl Cells {
    /// A cell that holds this text.
    pub fn text(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::ForSpreadsheets if is_risky(text) => Cow::Owned(format!("'{text}")),
            _ => Cow::Borrowed(text),
        }
    }

    /// A file of such cells. Excel takes a file for UTF-8 only if it starts with the mark of that: it does where anything but
    /// plain ASCII stands in it, which is text of the user's own.
    ///
    /// ```
    /// use tierone_stats::cells::Cells;
    /// assert_eq!(Cells::ForSpreadsheets.file(b"team,n\nnorth,3\n".to_vec()), b"team,n\nnorth,3\n");
    /// let marked = Cells::ForSpreadsheets.file("team,n\nZoë,3\n".into());
    /// assert_eq!(marked, "\u{feff}team,n\nZoë,3\n".as_bytes());
    /// assert!(Cells::Raw.file("Zoë\n".into()).starts_with(b"Zo"));
    /// ```
    pub fn file(self, text: Vec<u8>) -> Vec<u8> {
        match self {
            Self::ForSpreadsheets if !text.is_ascii() => ["\u{feff}".as_bytes(), &text].concat(),
            _ => text,
        }
    }
}

/// The text that a cell was written to hold. What [`Cells::text`] changed is undone, however often it was.
pub fn as_meant(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_risky(cell) => text,
        _ => cell,
    }
}

/// Whether a spreadsheet could take a text for a formula, perhaps once apostrophes before it are gone.
fn is_risky(text: &str) -> bool {
    let bare = text.trim_start_matches('\'').trim_start();
    let first = bare.chars().next();
    first.is_some_and(|first| "=+-@＝＋－＠".contains(first))
        && bare.contains(char::is_alphanumeric)
        && !is_number(bare)
}

/// Whether a text is a number with a sign: digits with their separators, a currency, a percent sign, an exponent.
fn is_number(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['+', '-']) else {
        return false;
    };
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || "£$€%".contains(c));
    let (digits, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let whole = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let separated = |c: char| c.is_ascii_digit() || ".,' \u{a0}".contains(c);
    digits.chars().all(separated)
        && digits.contains(|c: char| c.is_ascii_digit())
        && whole(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_come_back() {
        for text in [
            "=1+1",
            "=cmd|' /C calc'!A0",
            "+44 (0)20 7946 0958",
            "-2+3",
            "@SUM(A1)",
            "\t=1+1",
            " =1+1",
            "\r=1+1",
            "＝1+1",
            "-A-17",
            "'=1+1",
            "''@x",
        ] {
            let cell = Cells::ForSpreadsheets.text(text);
            assert_eq!(cell, format!("'{text}"));
            assert_eq!(as_meant(&cell), text);
            assert_eq!(Cells::Raw.text(text), text);
        }
    }

    #[test]
    fn numbers_dates_and_words_stay_as_they_are() {
        for text in [
            "-42",
            "+3",
            "-1,200.50",
            "-£12.00",
            "-1e-5",
            "-3 %",
            "-",
            "--",
            "2026-01-02",
            "o'clock",
            "'tis",
            "",
            "SR-1",
            "= =",
        ] {
            assert_eq!(Cells::ForSpreadsheets.text(text), text);
            assert_eq!(as_meant(text), text);
        }
    }
}
