//! Days as files write them, and which order of day and month a file uses.

use jiff::ToSpan;
use jiff::civil::Date;

pub(crate) use super::date_parts::month;
use super::date_parts::{Day, parts};

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

/// Reads a day: `2026-12-31`, `31 Dec 2026`, `Dec 31, 2026`, `31-DEC-26`, `20261231`, or three numbers in the order told.
/// A weekday, a time of day and a time zone are left out: the day is the one that is written.
///
/// # Errors
/// What was expected.
pub fn date(text: &str, order: Option<DateOrder>) -> Result<Date, &'static str> {
    let Some(parts) = parts(text) else {
        return Err(if serial(text).is_some() {
            "is no date such as 2026-12-31: it is the number by which a spreadsheet keeps a day, so format the column as \
             dates and export it again"
        } else {
            "is no date such as 2026-12-31, 31/12/2026 or 31 Dec 2026 (a time may follow)"
        });
    };
    let made = match (parts.day, order) {
        (Day::YearFirst(year, month, day) | Day::Named(year, month, day), _) => {
            Date::new(year, month, day)
        }
        (Day::Numbers(day, month, year), Some(DateOrder::DayFirst))
        | (Day::Numbers(month, day, year), Some(DateOrder::MonthFirst)) => {
            Date::new(year, month, day)
        }
        (Day::Numbers(..), None) => return Err("has its day and month in an order not known"),
    };
    made.map_err(|_| "is no day of the calendar")
}

/// Reads a day that somebody writes by itself, where no other day shows the order: one that is a day in one order only is that.
///
/// # Errors
/// What to write.
pub fn single_day(text: &str) -> Result<Date, String> {
    if let Ok(day) = date(text, None) {
        return Ok(day);
    }
    match DateOrder::NAMES.map(|(_, order)| date(text, Some(order))) {
        [Ok(one), Ok(other)] if one != other => Err(format!(
            "could be {one} or {other}: write it year first, like {one}"
        )),
        [Ok(day), _] | [_, Ok(day)] => Ok(day),
        [Err(why), Err(_)] => Err(why.to_owned()),
    }
}

/// The day that a spreadsheet keeps as this number, where it is one of the years from 1990 to 2079.
pub fn serial(text: &str) -> Option<Date> {
    let number: f64 = text.trim().parse().ok()?;
    let inside = text.trim().len() >= 5 && (32_874.0..65_746.0).contains(&number);
    let days = inside.then(|| i64::from(number as i32).days())?;
    Date::constant(1899, 12, 30).checked_add(days).ok()
}

/// What dates themselves say of how they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    day_first: u64,
    month_first: u64,
    numbers: u64,
    /// Dates that are written with points, such as 31.12.2026.
    pub with_points: u64,
    /// Dates whose year has two digits.
    pub short_years: u64,
    /// Dates with a time zone.
    pub zones: u64,
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
    /// Looks at one cell. Whether it is a date in any order.
    pub fn add(&mut self, text: &str) -> bool {
        let Some(parts) = parts(text) else {
            return false;
        };
        if let Day::Numbers(first, second, _) = parts.day {
            if first > 12 && second > 12 {
                return false;
            }
            self.numbers += 1;
            self.day_first += u64::from(first > 12);
            self.month_first += u64::from(second > 12);
        }
        self.with_points += u64::from(parts.with_points);
        self.short_years += u64::from(parts.short_year);
        self.zones += u64::from(parts.zone);
        true
    }

    /// How many have the day first for certain, and how many the month.
    pub fn orders(&self) -> [u64; 2] {
        [self.day_first, self.month_first]
    }

    /// What all of them say.
    pub fn order(&self) -> Order {
        match (self.numbers > 0, self.day_first > 0, self.month_first > 0) {
            (false, ..) => Order::NotNeeded,
            (_, true, true) => Order::Contradicted,
            (_, true, false) => Order::Known(DateOrder::DayFirst),
            (_, false, true) => Order::Known(DateOrder::MonthFirst),
            _ => Order::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_by_itself_is_read_where_it_can_be_one_day_only() {
        let day = Date::constant(2026, 9, 30);
        for text in ["30/09/2026", "09/30/2026", "2026-09-30"] {
            assert_eq!(single_day(text), Ok(day), "{text}");
        }
        let why = single_day("01/04/2026").expect_err("two days");
        assert_eq!(
            why,
            "could be 2026-04-01 or 2026-01-04: write it year first, like 2026-04-01"
        );
        assert!(single_day("31/31/2026").is_err());
    }

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
            "03-DEC-2026 10:15",
            "03-DEC-2026 10:15:20",
            "3 Dec 2026 10:15:00 PM",
            "3 Dec 2026 1:05pm",
            "Dec 3 2026",
            "December 3, 2026",
            "December 3, 2026, 10:15 a.m.",
            "20261203",
            "3rd Dec 2026",
            "Thu 3 Dec 2026",
            "Thursday, 3 December 2026",
            "2026-12-03T23:30:00Z",
            "2026-12-03T23:30:00.123+01:00",
            "2026-12-03 23:30:00 +0000",
            "2026-12-03 23:30 GMT",
            "2026-DEC-03",
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
            "2026-12-03 about 10:15",
            "2026-12-03 10:15 or so later",
            "10:15",
            "20261303",
            "12345678",
            "3xd Dec 2026",
        ] {
            assert!(date(text, Some(DateOrder::DayFirst)).is_err(), "{text}");
        }
        assert!(date("03/12/2026", None).is_err());
    }

    #[test]
    fn months_are_known_by_any_length_of_their_names() {
        for (text, month) in [
            ("03-SEPT-2026 10:15", 9),
            ("31-AUGUST-2026 10:15", 8),
            ("31-OCT-2026 10:15:20", 10),
            ("1 Octo 2026 07:00", 10),
            ("Sept 3 2026", 9),
        ] {
            assert_eq!(date(text, None).map(Date::month), Ok(month), "{text}");
        }
    }

    #[test]
    fn years_of_two_digits_are_of_two_centuries() {
        for (text, year) in [
            ("31/12/99", 1999),
            ("01/02/26", 2026),
            ("01/02/68", 2068),
            ("01/02/69", 1969),
        ] {
            let found = date(text, Some(DateOrder::DayFirst)).map(Date::year);
            assert_eq!(found, Ok(year), "{text}");
        }
    }

    #[test]
    fn the_number_of_a_spreadsheet_is_named() {
        assert_eq!(serial("46204"), Some(Date::constant(2026, 7, 1)));
        assert_eq!(serial("46204.5"), Some(Date::constant(2026, 7, 1)));
        assert_eq!(serial("2026"), None);
        assert!(date("46204", None).is_err_and(|why| why.contains("spreadsheet")));
    }

    #[test]
    fn dates_betray_their_order() {
        let order = |texts: &[&str]| {
            let mut evidence = Evidence::default();
            for text in texts {
                evidence.add(text);
            }
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
