//! What the cells of a column are: numbers, days or words. Each column has one type and one way to be written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::amounts::amount_with;
use super::dates::{DateOrder, date};
use super::numbers::{DecimalSign, number};
use tierone_stats::units::Pence;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnType {
    /// Words, which are equal or not.
    #[default]
    Text,
    /// Numbers and amounts.
    Number,
    /// Days.
    Date,
}

impl ColumnType {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "numbers",
            Self::Date => "dates",
        }
    }
}

/// How the cells of a column are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// What they are.
    pub column_type: ColumnType,
    /// The decimal sign of its numbers.
    pub decimal: DecimalSign,
    /// The order of day and month in its dates.
    pub order: Option<DateOrder>,
    /// A lone - is 0, as accounts are written.
    pub dash_is_zero: bool,
}

impl Format {
    /// An amount to the penny.
    ///
    /// # Errors
    /// What was expected.
    pub fn amount(&self, text: &str) -> Result<Pence, &'static str> {
        amount_with(self.undashed(text), self.decimal)
    }

    /// A day.
    ///
    /// # Errors
    /// What was expected.
    pub fn date(&self, text: &str) -> Result<Date, &'static str> {
        date(text, self.order)
    }

    /// A number.
    pub fn number(&self, text: &str) -> Option<f64> {
        Some(number(self.undashed(text), self.decimal)?.value())
    }

    /// The text of an amount, 0 where it is a lone - that stands for that.
    fn undashed<'t>(&self, text: &'t str) -> &'t str {
        if self.dash_is_zero && is_dash(text) {
            "0"
        } else {
            text
        }
    }

    /// One text for all cells that are equal: in a column of numbers 7, 007 and 7.00, of dates the same day, and else the
    /// same words, whatever their case and whether blanks, hyphens or underscores stand between them.
    pub fn key<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let is_plain = |text: &str| {
            (text.len() == 1 || !text.starts_with('0')) && text.bytes().all(|b| b.is_ascii_digit())
        };
        let read = match self.column_type {
            ColumnType::Text => None,
            ColumnType::Number if is_plain(text) => return Cow::Borrowed(text),
            ColumnType::Number => {
                number(self.undashed(text), self.decimal).map(|number| number.key())
            }
            ColumnType::Date => self.date(text).ok().map(|day| day.to_string()),
        };
        read.map_or_else(|| words(text), Cow::Owned)
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

/// By column and what equal cells have in common, the first way in which one was written.
#[derive(Default)]
pub(crate) struct Spellings(BTreeMap<(usize, String), String>);

impl Spellings {
    pub fn first(&mut self, place: usize, format: Format, text: &str) -> String {
        let key = (place, format.key(text).into_owned());
        self.0.entry(key).or_insert_with(|| text.to_owned()).clone()
    }
}

/// The formats of the columns of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formats {
    /// By the place of a column.
    columns: BTreeMap<usize, Format>,
    /// Of the other columns.
    others: Format,
}

impl Formats {
    /// Of some columns.
    pub(crate) fn of_columns(columns: BTreeMap<usize, Format>) -> Self {
        Self {
            columns,
            others: Format::default(),
        }
    }

    /// All columns have dates in one order.
    #[cfg(test)]
    pub(crate) fn with_order(order: DateOrder) -> Self {
        Self {
            columns: BTreeMap::new(),
            others: Format {
                order: Some(order),
                ..Format::default()
            },
        }
    }

    /// The format of a column.
    pub fn of(&self, place: usize) -> Format {
        self.columns.get(&place).copied().unwrap_or(self.others)
    }

    /// The same of a column that may not be there.
    pub fn at(&self, place: Option<usize>) -> Format {
        place.map_or(self.others, |place| self.of(place))
    }
}

/// Words in small letters, with one blank for all that stands between them.
pub fn words(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let is_small = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    if text.bytes().all(is_small) {
        return Cow::Borrowed(text);
    }
    let is_one_word = |b: u8| b.is_ascii_graphic() && !matches!(b, b'-' | b'_');
    if text.bytes().all(is_one_word) {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    let is_between = |c: char| matches!(c, '-' | '_') || c.is_whitespace();
    let plain = |c: char| c == ' ' || !(c.is_uppercase() || is_between(c));
    if text.chars().all(plain) && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let mut key = String::with_capacity(text.len());
    let mut between = false;
    for c in text.chars() {
        if !is_between(c) {
            key.extend(c.to_lowercase());
        } else if !between {
            key.push(' ');
        }
        between = is_between(c);
    }
    Cow::Owned(key)
}

/// Whether a cell of amounts is a lone -, with or without a currency: what a spreadsheet shows of 0 in accounts.
pub(crate) fn is_dash(text: &str) -> bool {
    text.matches('-').count() == 1
        && number(&text.replacen('-', "0", 1), DecimalSign::Point)
            .is_some_and(|number| number.key() == "0")
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a cell of amounts, numbers or days is empty, or says in a word that nothing is known.
pub(crate) fn says_nothing(text: &str) -> bool {
    text.is_empty() || is_nothing(text)
}

/// Whether a cell says in a word that nothing is known.
pub(crate) fn is_nothing(text: &str) -> bool {
    const NOTHING: [&str; 16] = [
        "n/a",
        "na",
        "n.a.",
        "#n/a",
        "nan",
        "none",
        "null",
        "nil",
        "unknown",
        "not known",
        "not available",
        "not applicable",
        "missing",
        "tbc",
        "tba",
        "tbd",
    ];
    let bare = text.trim();
    let may_be = |c: char| !(c.is_ascii_digit() || matches!(c, '\u{a3}' | '('));
    if bare.len() > 16 || !bare.starts_with(may_be) {
        return false;
    }
    let dashes = |c: char| {
        matches!(
            c,
            '-' | '\u{2013}' | '\u{2014}' | '\u{2212}' | '.' | '?' | '*'
        )
    };
    bare.chars().all(dashes) || NOTHING.contains(&words(bare).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_equal_by_the_type_of_their_column() {
        let format = |column_type| Format {
            column_type,
            order: Some(DateOrder::DayFirst),
            ..Format::default()
        };
        for (column_type, one, other, equal) in [
            (ColumnType::Text, "North", "north", true),
            (ColumnType::Text, "North East", "north-east", true),
            (ColumnType::Text, "North_East ", "NORTH  EAST", true),
            (ColumnType::Text, "northeast", "north east", false),
            (ColumnType::Text, "007", "7", false),
            (ColumnType::Text, "-5", "5", false),
            (ColumnType::Number, "007", "7.00", true),
            (ColumnType::Number, "£1,000", "1e3", true),
            (ColumnType::Number, "n/a", "N/A", true),
            (ColumnType::Number, "7", "70", false),
            (ColumnType::Date, "03/04/2026", "2026-04-03", true),
            (ColumnType::Date, "03/04/2026", "3 April 2026 10:15", true),
            (ColumnType::Date, "03/04/2026", "04/03/2026", false),
        ] {
            let format = format(column_type);
            assert_eq!(
                format.key(one) == format.key(other),
                equal,
                "{one} and {other} as {column_type:?}"
            );
        }
    }

    #[test]
    fn a_lone_dash_is_zero_in_accounts() {
        for text in ["-", " - ", "£-", " £ -   ", "- €"] {
            assert!(is_dash(text), "{text}");
        }
        for text in ["", "--", "–", "-5", "£", "n/a", "-0", "- -"] {
            assert!(!is_dash(text), "{text}");
        }
        let accounts = Format {
            column_type: ColumnType::Number,
            dash_is_zero: true,
            ..Format::default()
        };
        assert_eq!(accounts.amount("£ -"), Ok(Pence(0)));
        assert_eq!(accounts.number("-"), Some(0.0));
        assert_eq!(accounts.key("-"), accounts.key("0.00"));
        assert!(Format::default().amount("-").is_err());
    }

    #[test]
    fn words_for_nothing_are_known() {
        for text in [
            "n/a",
            "N/A",
            "-",
            "--",
            "–",
            "Unknown",
            "TBC",
            "NaN",
            "?",
            "Not known",
        ] {
            assert!(is_nothing(text), "{text}");
        }
        for text in ["0", "no", "pending", "n/a yet", "-5"] {
            assert!(!is_nothing(text), "{text}");
        }
    }
}
