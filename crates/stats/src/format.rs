//! Numbers in words (percent, whole pounds, thousands in groups), and words in lines.

use crate::guard::only_if;
use std::borrow::Cow;

use crate::monte_carlo::decimals;

/// A share in percent; what rounds to nothing has no sign.
pub fn percent(share: f64, digits: usize) -> String {
    let text = format!("{:.digits$} %", 100.0 * share);
    match text.strip_prefix('-') {
        Some(rest) if !rest.contains(|c: char| matches!(c, '1'..='9')) => rest.to_owned(),
        _ => text,
    }
}

/// A mean with as many digits as its Monte Carlo standard error supports, and the error's first digit: `("99.412", "0.003")`,
/// `("12,346,000", "4,000")`. None where there is no error, or none but rounding.
/// # Examples
/// ```
/// use tierone_stats::format::with_error;
///
/// assert_eq!(with_error(99.412_34, 0.003_4), Some(("99.412".into(), "0.003".into())));
/// assert_eq!(with_error(99.412_34, 1e-14), None);
/// ```
pub fn with_error(mean: f64, error: f64) -> Option<(String, String)> {
    let is_error = error > 1e-12 * mean.abs() && error.is_finite();
    only_if(is_error)?;
    let places = decimals(error, MOST_PLACES);
    // Above one, the error's first digit is the last that is printed.
    let step = match error >= 1.0 {
        true => 10f64.powi(error.log10().floor() as i32),
        false => 1.0,
    };
    let rounded = |value: f64| match step > 1.0 {
        true => grouped((value / step).round_ties_even() * step, places),
        false => grouped(value, places),
    };
    Some((rounded(mean), rounded(error)))
}

/// What a figure is at most, to two significant digits and never below it; none of nothing.
/// # Examples
/// ```
/// use tierone_stats::format::rounded_up;
///
/// assert_eq!(rounded_up(0.040_1).as_deref(), Some("0.041"));
/// assert_eq!(rounded_up(1_234.0).as_deref(), Some("1,300"));
/// assert_eq!(rounded_up(0.0), None);
/// ```
pub fn rounded_up(value: f64) -> Option<String> {
    only_if(value > 0.0 && value.is_finite())?;
    let place = 1 - value.log10().floor() as i32;
    let scale = 10f64.powi(place);
    let up = (value * scale - 1e-9).ceil() / scale;
    Some(grouped(up, usize::try_from(place).unwrap_or(0)))
}

/// Decimals at most, where an error would support more.
const MOST_PLACES: usize = 9;

/// A number to so many decimals, thousands in groups; what rounds to nothing has no sign.
pub fn grouped(value: f64, places: usize) -> String {
    let text = format!("{:.places$}", value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let zero = text.chars().all(|c| matches!(c, '0' | '.'));
    let sign = if value < 0.0 && !zero { "-" } else { "" };
    format!("{sign}{}{rest}", thousands(whole))
}

/// A percentage without an error, to so many decimals: to more where it would read 0 or 100 and is neither.
/// # Examples
/// ```
/// use tierone_stats::format::percentage;
///
/// assert_eq!(percentage(97.3456, 2), "97.35");
/// assert_eq!(percentage(99.999, 2), "99.999");
/// assert_eq!(percentage(0.0004, 2), "0.0004");
/// ```
pub fn percentage(value: f64, places: usize) -> String {
    let near = value.abs().min((100.0 - value.abs()).abs());
    let needed = if near > 1e-9 {
        decimals(near, MOST_PLACES)
    } else {
        0
    };
    grouped(value, places.max(needed))
}

/// The confidence of an interval, in percent with as many digits as it needs, four at most: 95 or 99.58.
pub fn confidence(share: f64) -> String {
    ((1e6 * share).round() / 1e4).to_string()
}

/// Rows under one another, two blanks in: the first column to the left, the others to the right, each as wide as its widest cell.
pub fn table<const COLUMNS: usize>(rows: &[[String; COLUMNS]]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: [usize; COLUMNS] = std::array::from_fn(width);
    let mut text = String::new();
    for row in rows {
        let mut line = String::from(" ");
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            line += &match column {
                0 => format!(" {cell:width$}"),
                _ => format!("  {cell:>width$}"),
            };
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

/// An amount to the pound, thousands in groups; what rounds to nothing has no sign.
pub fn whole_pounds(amount: f64) -> String {
    in_pounds(&grouped(amount, 0))
}

/// A number that is written already as an amount: its sign stands before the £.
pub fn in_pounds(number: &str) -> String {
    match number.strip_prefix('-') {
        Some(rest) => format!("-£{rest}"),
        None => format!("£{number}"),
    }
}

/// Digits of a whole number in groups of three.
pub fn thousands(digits: &str) -> String {
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `text` in lines of at most `columns`, each after `indent`.
pub fn wrapped(text: &str, columns: usize, indent: &str) -> String {
    let mut lines = vec![String::new()];
    // A percent sign stays with its number.
    let text = text.replace(" %", "\u{a0}%");
    for word in text.split(|c: char| c.is_whitespace() && c != '\u{a0}') {
        if word.is_empty() {
            continue;
        }
        let line = lines.last().map_or(0, |line| line.chars().count());
        let room = columns.saturating_sub(indent.len());
        if line > 0 && line + 1 + word.chars().count() > room {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
        .iter()
        .map(|line| format!("{indent}{}\n", line.replace('\u{a0}', " ")))
        .collect()
}

/// A text that begins with a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// A name from a file, fit to be shown on one line: with what would break it as a blank, and with what would not be
/// seen, or would change how the rest looks, as its number.
pub fn plain(name: &str) -> String {
    let one_line = name.replace(['\t', '\n', '\r'], " ");
    shown(&one_line).into_owned()
}

/// Text fit to be shown, in as many lines as it has: characters that steer a terminal or deceive the eye are written as
/// JSON writes them, so that JSON stays the same.
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(deceives) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if deceives(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                shown.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Whether a character steers a terminal, has no width, or turns the direction of others.
pub fn deceives(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' => true,
        '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_table_are_as_wide_as_their_widest_cell() {
        let rows = [["figure", "10 %"], ["a", "–"]].map(|row| row.map(str::to_owned));
        assert_eq!(table(&rows), "  figure  10 %\n  a          –\n");
    }

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrapped("one two  three", 9, "  "), "  one two\n  three\n");
        assert_eq!(wrapped("unbreakable", 4, ""), "unbreakable\n");
        assert_eq!(wrapped("", 4, ""), "\n");
        assert_eq!(plain("a\tb\u{1b}"), "a b\\u001b");
    }

    #[test]
    fn what_deceives_is_shown_by_its_number() {
        for (text, expected) in [
            ("\u{202e}vsc.x\n", "\\u202evsc.x\n"),
            ("a\u{200b}b\u{feff}", "a\\u200bb\\ufeff"),
            ("\u{9b}31m\r\u{7f}", "\\u009b31m\\u000d\\u007f"),
            ("\u{e0041}", "\\udb40\\udc41"),
            ("Zoë £ 中文\t😀", "Zoë £ 中文\t😀"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn a_share_that_rounds_to_nothing_has_no_sign() {
        for (share, digits, text) in [
            (-0.000_03, 2, "0.00 %"),
            (-0.000_06, 2, "-0.01 %"),
            (-0.0, 0, "0 %"),
            (-0.002, 0, "0 %"),
            (0.123_45, 1, "12.3 %"),
        ] {
            assert_eq!(percent(share, digits), text);
        }
    }

    #[test]
    fn thousands_are_in_groups() {
        for (amount, text) in [
            (0.4, "£0"),
            (-0.4, "£0"),
            (999.6, "£1,000"),
            (-1_234_567.0, "-£1,234,567"),
        ] {
            assert_eq!(whole_pounds(amount), text);
        }
    }
}
