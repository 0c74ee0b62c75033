//! Days as files write them, and which order of day and month a file uses.

use jiff::civil::Date;

/// The order of day and month in dates such as 03/04/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 31/12/2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
}

impl DateOrder {
    /// The names by which it is told.
    pub const NAMES: [(&'static str, Self); 2] = [
        ("day-first", Self::DayFirst),
        ("month-first", Self::MonthFirst),
    ];
}

/// Reads a day: `2026-12-31`, `31 Dec 2026`, `31-Dec-26`, or three numbers in the order told. A time
/// after the day is left out.
///
/// # Errors
/// What was expected.
pub fn date(text: &str, order: Option<DateOrder>) -> Result<Date, &'static str> {
    const EXPECTED: &str = "is no date such as 2026-12-31 or 31/12/2026";
    let parts = parts(text).ok_or(EXPECTED)?;
    let made = match (parts, order) {
        (Parts::YearFirst(year, month, day) | Parts::Named(year, month, day), _) => {
            Date::new(year, month, day)
        }
        (Parts::Numbers(day, month, year), Some(DateOrder::DayFirst))
        | (Parts::Numbers(month, day, year), Some(DateOrder::MonthFirst)) => {
            Date::new(year, month, day)
        }
        (Parts::Numbers(..), None) => return Err("has its day and month in an order not known"),
    };
    made.map_err(|_| "is no day of the calendar")
}

/// The order that dates themselves betray: any with a number above 12 before or after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence {
    day_first: bool,
    month_first: bool,
    numbers: bool,
}

/// What is known of the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// No date needs it.
    NotNeeded,
    /// All dates with a number above 12 agree.
    Known(DateOrder),
    /// Some say one, some the other.
    Contradicted,
    /// All dates could be either.
    Unknown,
}

impl Evidence {
    /// Looks at one date.
    pub fn add(&mut self, text: &str) {
        if let Some(Parts::Numbers(first, second, _)) = parts(text) {
            self.numbers = true;
            self.day_first |= first > 12 && second <= 12;
            self.month_first |= second > 12 && first <= 12;
        }
    }

    /// What all of them say.
    pub fn order(self) -> Order {
        match (self.numbers, self.day_first, self.month_first) {
            (false, ..) => Order::NotNeeded,
            (_, true, true) => Order::Contradicted,
            (_, true, false) => Order::Known(DateOrder::DayFirst),
            (_, false, true) => Order::Known(DateOrder::MonthFirst),
            _ => Order::Unknown,
        }
    }
}

#[derive(Clone, Copy)]
enum Parts {
    YearFirst(i16, i8, i8),
    /// Day and month are told apart by the month's name.
    Named(i16, i8, i8),
    /// Two numbers in an order not known, and the year.
    Numbers(i8, i8, i16),
}

fn parts(text: &str) -> Option<Parts> {
    let text = text.trim();
    // A time comes after the day, after a space or a T, and has colons.
    let day = match text.split_once(['T', ' ']) {
        Some((day, time)) if time.contains(':') && day.len() >= 6 => day,
        _ => text,
    };
    let mut pieces = day
        .split(['-', '/', '.', ' '])
        .filter(|piece| !piece.is_empty());
    let (a, b, c) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if pieces.next().is_some() {
        // "31 Dec 2026 10:15": the time has been split off only after the first space.
        let (day, time) = text.rsplit_once(' ')?;
        return if time.contains(':') { parts(day) } else { None };
    }
    if let Some(month) = month(b) {
        return Some(Parts::Named(year(c)?, month, number(a)?));
    }
    if a.len() == 4 {
        return Some(Parts::YearFirst(year(a)?, number(b)?, number(c)?));
    }
    Some(Parts::Numbers(number(a)?, number(b)?, year(c)?))
}

fn number(text: &str) -> Option<i8> {
    let short = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    short.then(|| text.parse().ok()).flatten()
}

/// Years of two digits are of this century: the cases of a service are recent.
fn year(text: &str) -> Option<i16> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match text.len() {
        4 => text.parse().ok(),
        2 => text.parse::<i16>().ok().map(|year| 2_000 + year),
        _ => None,
    }
}

fn month(text: &str) -> Option<i8> {
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
    let text = text.to_ascii_lowercase();
    let text = text.strip_suffix('.').unwrap_or(&text);
    let found = MONTHS
        .iter()
        .position(|month| text.len() >= 3 && month.starts_with(text))?;
    Some(found as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_every_usual_form() {
        let expected = Date::constant(2026, 12, 3);
        for text in [
            "2026-12-03",
            "2026/12/3",
            "3 Dec 2026",
            "03-dec-26",
            "3 December 2026",
            "2026-12-03T10:15:00",
            "2026-12-03 10:15",
            "3 Dec 2026 10:15",
        ] {
            assert_eq!(date(text, None), Ok(expected), "{text}");
        }
        assert_eq!(date("03/12/2026", Some(DateOrder::DayFirst)), Ok(expected));
        assert_eq!(date("12.03.26", Some(DateOrder::MonthFirst)), Ok(expected));
        assert_eq!(
            date("03/12/2026 10:15", Some(DateOrder::DayFirst)),
            Ok(expected)
        );
    }

    #[test]
    fn what_is_no_day_is_said_to_be_none() {
        for text in [
            "",
            "soon",
            "2026",
            "2026-13-01",
            "30 Feb 2026",
            "1/2/3/4",
            "2026-1",
            "1 Ma 2026",
        ] {
            assert!(date(text, Some(DateOrder::DayFirst)).is_err(), "{text}");
        }
        assert!(date("03/12/2026", None).is_err());
    }

    #[test]
    fn dates_betray_their_order() {
        let order = |texts: &[&str]| {
            let mut evidence = Evidence::default();
            texts.iter().for_each(|text| evidence.add(text));
            evidence.order()
        };
        assert_eq!(order(&["2026-12-31", "", "no"]), Order::NotNeeded);
        assert_eq!(order(&["01/02/2026"]), Order::Unknown);
        assert_eq!(
            order(&["01/02/2026", "31/12/2026"]),
            Order::Known(DateOrder::DayFirst)
        );
        assert_eq!(order(&["12/31/2026"]), Order::Known(DateOrder::MonthFirst));
        assert_eq!(order(&["12/31/2026", "31/12/2026"]), Order::Contradicted);
    }
}
