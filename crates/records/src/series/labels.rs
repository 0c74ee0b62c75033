//! The words of periods: years, quarters, months, and spans of months such as Jan-Mar 2024.

use jiff::civil::Date;

use crate::lists::dates::{DateOrder, date, month as month_of};

/// 2024.
pub(super) fn year(text: &str) -> Option<i64> {
    let year: i64 = text.parse().ok()?;
    (text.len() == 4 && (1800..2200).contains(&year)).then_some(year)
}

/// 2024/25, 2024-25 or 2024/2025: two years that follow one another. 2011-12 is a financial year too, not December.
pub(super) fn split_year(text: &str) -> Option<i64> {
    let (first, second) = text.split_once(['/', '-', '–'])?;
    let first = year(first.trim())?;
    let second = second.trim();
    let next: i64 = second.parse().ok()?;
    let follows = match second.len() {
        2 => next == (first + 1) % 100,
        4 => next == first + 1,
        _ => false,
    };
    follows.then_some(first)
}

/// 2024 Q1, 2024-Q1, 2024Q1, Q1 2024, Quarter 1 2024.
pub(super) fn quarter(lower: &str) -> Option<i64> {
    let (years, quarter) = numbered(lower)?;
    Some(year(&years)? * 4 + quarter - 1)
}

/// 2024-25 Q1, Q1 2024/25: the first is from April.
pub(super) fn financial_quarter(lower: &str) -> Option<i64> {
    let (years, quarter) = numbered(lower)?;
    Some(split_year(&years)? * 4 + quarter - 1)
}

/// The year of a quarter as it is written, and the quarter.
fn numbered(lower: &str) -> Option<(String, i64)> {
    let lower = lower.replace("quarter", "q");
    let (before, after) = lower.split_once('q')?;
    let clean = |text: &str| text.trim_matches([' ', '-', '/', ':', ',']).to_owned();
    let (before, after) = (clean(before), clean(after));
    let (years, quarter) = if before.is_empty() {
        let (quarter, years) = after.split_at_checked(1)?;
        (clean(years), quarter.to_owned())
    } else {
        (before, after)
    };
    let quarter: i64 = quarter.parse().ok()?;
    (1..=4).contains(&quarter).then_some((years, quarter))
}

/// 2024-01, 2024/01, 2024M01, 01/2024, Jan 2024, January 2024, 2024 Jan, Jan-24: months since the year 0.
pub(super) fn month(lower: &str) -> Option<i64> {
    let (years, month) = end(lower)?;
    // As Excel shows months: Jan-24. With a blank it could be a day.
    let last = lower.rsplit([' ', '-']).next();
    let is_short = last.is_some_and(|last| last.len() == 2) && month_of(last?).is_none();
    let is_day = is_short && !lower.contains('-') && numbered_month(lower).is_none();
    (!is_day).then_some(years? * 12 + month)
}

/// Ways to say that a span ends with a month, and how many months it has.
const UP_TO: [(&str, i64); 12] = [
    ("year ending", 12),
    ("year ended", 12),
    ("year to", 12),
    ("12 months to", 12),
    ("twelve months to", 12),
    ("6 months to", 6),
    ("six months to", 6),
    ("quarter ending", 3),
    ("quarter ended", 3),
    ("quarter to", 3),
    ("3 months to", 3),
    ("three months to", 3),
];

/// Jan-Mar 2024, January to March 2024, 2024 Jan – Mar, Dec 2023 to Feb 2024, 1 January 2024 to 31 March 2024, quarter ending March
/// 2024: the first month, counted since the year 0, and how many months.
pub(super) fn span(lower: &str) -> Option<(i64, i64)> {
    for (words, months) in UP_TO {
        if let Some(rest) = lower.strip_prefix(words) {
            let rest = rest.trim();
            let last = month(rest).or_else(|| whole(None, rest).map(|(_, last)| last));
            return Some((last? - months + 1, months));
        }
    }
    let between = [" to ", "–", "—", "−", "-"];
    let mut places = between.iter().flat_map(|word| lower.match_indices(word));
    let (first, last) = places.find_map(|(place, word)| {
        let (before, after) = (&lower[..place], &lower[place + word.len()..]);
        whole(Some(before), after).or_else(|| months(before.trim(), after.trim()))
    })?;
    // Nov to Jan 2024 has a year too few.
    (first <= last).then_some((first, last - first + 1))
}

/// The first and the last month of two that are named; a year that stands once is of both.
fn months(before: &str, after: &str) -> Option<(i64, i64)> {
    let ((from, first), (to, last)) = (end(before)?, end(after)?);
    Some((from.or(to)? * 12 + first, to.or(from)? * 12 + last))
}

/// The first and the last month from one day to another, where these begin and end months; without a first, that of the last.
fn whole(first: Option<&str>, last: &str) -> Option<(i64, i64)> {
    [DateOrder::DayFirst, DateOrder::MonthFirst]
        .into_iter()
        .find_map(|order| {
            let last = date(last.trim(), Some(order)).ok()?;
            let first = match first {
                Some(first) => date(first.trim(), Some(order)).ok()?,
                None => last.first_of_month(),
            };
            let is_whole = first.day() == 1 && last.day() == last.days_in_month();
            is_whole.then(|| (month_number(first), month_number(last)))
        })
}

/// A month with its year, if that stands there: mar, mar 2024, 2024 march, mar-24, 2024-03. Months are counted from 0.
fn end(lower: &str) -> Option<(Option<i64>, i64)> {
    let named = |word: &str| month_of(word).map(|month| i64::from(month) - 1);
    let dated = |years: &str, word: &str| Some((Some(year(years)?), named(word)?));
    let parts: Vec<&str> = lower
        .split([' ', '-', ',', '\'', '’', '\u{a0}'])
        .filter(|part| !part.is_empty())
        .collect();
    let found = match parts[..] {
        [word] => named(word).map(|month| (None, month)),
        [word, years] if named(word).is_some() => {
            let century = if years.len() == 2 { "20" } else { "" };
            dated(&format!("{century}{years}"), word)
        }
        [years, word] => dated(years, word),
        _ => None,
    };
    found.or_else(|| {
        let month = numbered_month(lower)?;
        Some((Some(month.div_euclid(12)), month.rem_euclid(12)))
    })
}

/// Jan-Mar 2024; Dec 2023-Feb 2024.
pub(super) fn name(first: i64, months: i64) -> String {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let word = |month: i64| NAMES[month.rem_euclid(12) as usize];
    let year = |month: i64| month.div_euclid(12);
    let last = first.saturating_add(months - 1);
    if year(first) == year(last) {
        format!("{}-{} {}", word(first), word(last), year(last))
    } else {
        let [first, last] = [first, last].map(|month| format!("{} {}", word(month), year(month)));
        format!("{first}-{last}")
    }
}

/// Months since the year 0 of a day.
pub(super) fn month_number(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

/// Months since the year 0 of 2024-01, 2024/01, 2024M01 or 01/2024.
fn numbered_month(lower: &str) -> Option<i64> {
    let mut parts = lower
        .split(['-', '/', ' ', 'm'])
        .filter(|part| !part.is_empty());
    let (first, second) = (parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (years, month) = match (year(first), year(second)) {
        (Some(years), None) => (years, second),
        (None, Some(years)) => (years, first),
        _ => return None,
    };
    let month: i64 = month.parse().ok()?;
    ((1..=12).contains(&month)).then(|| years * 12 + month - 1)
}
