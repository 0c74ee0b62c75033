//! The parts of a date as files write it: weekday, day, month, year, time and zone.

use jiff::civil::Date;

/// A date as it is written.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    pub day: Day,
    /// It is written with points.
    pub with_points: bool,
    /// Its year has two digits.
    pub short_year: bool,
    /// It has a time zone.
    pub zone: bool,
}

/// A day, as far as it is known without the order of day and month.
#[derive(Clone, Copy)]
pub(super) enum Day {
    /// In this order.
    YearFirst(i16, i8, i8),
    /// Day and month are told apart by the month's name.
    Named(i16, i8, i8),
    /// Two numbers in an order not known, and the year.
    Numbers(i8, i8, i16),
}

/// The parts of a text, if it is a date in any order.
pub(super) fn parts(text: &str) -> Option<Parts> {
    let text = text.trim();
    // Most cells that are no dates are too short or too long for one, or have no digit.
    if !(6..=64).contains(&text.len()) || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let (day, zone) = without_time(text)?;
    let mut pieces = day
        .split(['-', '/', '.', ' ', ',', '\u{a0}'])
        .filter(|piece| !piece.is_empty());
    let mut a = pieces.next()?;
    let Some(mut b) = pieces.next() else {
        return Some(Parts {
            day: compact(a)?,
            with_points: false,
            short_year: false,
            zone,
        });
    };
    if is_weekday(a) {
        (a, b) = (b, pieces.next()?);
    }
    let c = pieces.next()?;
    if pieces.next().is_some() {
        return None;
    }
    let (day, written) = if let Some(month) = month(b) {
        if a.len() == 4 {
            (Day::YearFirst(year(a)?, month, ordinal(c)?), a)
        } else {
            (Day::Named(year(c)?, month, ordinal(a)?), c)
        }
    } else if let Some(month) = month(a) {
        (Day::Named(year(c)?, month, ordinal(b)?), c)
    } else if a.len() == 4 {
        (Day::YearFirst(year(a)?, number(b)?, number(c)?), a)
    } else {
        (Day::Numbers(number(a)?, number(b)?, year(c)?), c)
    };
    Some(Parts {
        day,
        with_points: text.bytes().filter(|b| *b == b'.').count() >= 2,
        short_year: written.len() == 2,
        zone,
    })
}

/// A text without the time of day at its end, and whether that had a time zone.
fn without_time(text: &str) -> Option<(&str, bool)> {
    let Some(colon) = text.find(':') else {
        return Some((text, false));
    };
    // The hour stands before the first colon, behind a blank or a T.
    let hour = text[..colon].rfind(|c: char| !c.is_ascii_digit())?;
    let before = text[..hour].trim_end_matches([',', ' ']);
    let between = text[hour..colon].chars().next()?;
    if !matches!(between, 'T' | 't' | ' ' | ',' | '\u{a0}') || text[hour..colon].len() > 4 {
        return None;
    }
    let time = &text[colon + 1..];
    let end = time.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ',')));
    let rest = time[end.unwrap_or(time.len())..].trim();
    let lower = rest.to_ascii_lowercase().replace('.', "");
    let half = ["am", "pm"]
        .iter()
        .find_map(|half| lower.strip_prefix(half));
    let zone = half.unwrap_or(&lower).trim();
    let is_zone = !zone.contains(' ')
        && (zone.starts_with(['+', '-', 'z', '\u{2212}'])
            || zone.starts_with(|c: char| c.is_ascii_alphabetic() && zone.len() <= 5));
    (zone.is_empty() || is_zone).then_some((before, !zone.is_empty()))
}

/// 20261231.
fn compact(text: &str) -> Option<Day> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let year = year(&text[..4]).filter(|year| (1900..2100).contains(year))?;
    let (month, day) = (number(&text[4..6])?, number(&text[6..])?);
    Date::new(year, month, day).ok()?;
    Some(Day::YearFirst(year, month, day))
}

fn number(text: &str) -> Option<i8> {
    let short = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    short.then(|| text.parse().ok()).flatten()
}

/// 3, or 3rd.
fn ordinal(text: &str) -> Option<i8> {
    let end = text.find(|c: char| !c.is_ascii_digit());
    let (day, rest) = text.split_at(end.unwrap_or(text.len()));
    let rest = rest.to_ascii_lowercase();
    ["", "st", "nd", "rd", "th"]
        .contains(&rest.as_str())
        .then(|| number(day))
        .flatten()
}

/// The first year of those written with two digits, as in POSIX: 69 to 99 are of the last century.
const FIRST_SHORT: i16 = 69;

fn year(text: &str) -> Option<i16> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match text.len() {
        4 => text.parse().ok(),
        2 => {
            let year: i16 = text.parse().ok()?;
            Some(year + if year < FIRST_SHORT { 2_000 } else { 1_900 })
        }
        _ => None,
    }
}

fn is_weekday(text: &str) -> bool {
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    named(&DAYS, text).is_some()
}

/// The month of that name or of its first three letters or more.
pub(crate) fn month(text: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    Some(named(&MONTHS, text)? as i8 + 1)
}

/// The place of the name that a text is, or begins with three letters or more of.
fn named(names: &[&str], text: &str) -> Option<usize> {
    if text.len() < 3 || !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let text = text.to_ascii_lowercase();
    names.iter().position(|name| name.starts_with(&text))
}
