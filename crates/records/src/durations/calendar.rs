//! Days between two dates: of the calendar, or working days without bank holidays.

use jiff::civil::{Date, Weekday};

use crate::input_error::InputError;
use crate::lists::dates::{DateOrder, Evidence, Order, date};

/// Which days count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// All.
    Days,
    /// Monday to Friday but for these days, which are in order and on none of those weekdays twice.
    WorkingDays(Vec<Date>),
}

impl Calendar {
    /// Working days without these.
    pub fn working(mut holidays: Vec<Date>) -> Self {
        holidays.retain(|day| is_weekday(*day));
        holidays.sort();
        holidays.dedup();
        Self::WorkingDays(holidays)
    }

    /// What a day of it is called.
    pub fn unit(&self) -> &'static str {
        match self {
            Self::Days => "calendar days",
            Self::WorkingDays(_) => "working days",
        }
    }

    /// Days after `from` up to and with `to`: 0 on the same day. Negative where `to` comes first.
    pub(super) fn between(&self, from: Date, to: Date) -> i64 {
        match self {
            Self::Days => number(to) - number(from),
            Self::WorkingDays(holidays) => worked(to, holidays) - worked(from, holidays),
        }
    }
}

/// Days since 1 January 1970, a Thursday.
fn number(day: Date) -> i64 {
    let since = Date::constant(1970, 1, 1).until(day);
    since.map_or(0, |span| span.get_days().into())
}

fn is_weekday(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Working days up to and with a day, counted from a Monday long ago.
fn worked(day: Date, holidays: &[Date]) -> i64 {
    // 29 December 1969 was a Monday.
    let since = number(day) + 3;
    let weekdays = since.div_euclid(7) * 5 + (since.rem_euclid(7) + 1).min(5);
    weekdays - holidays.partition_point(|holiday| *holiday <= day) as i64
}

/// The days of a list of bank holidays: the first day that stands in each line, whatever comes before or after it between
/// commas. Lines without a day, such as a header, are left out.
///
/// # Errors
/// No line has a day, or the order of day and month is not known.
pub fn holidays(text: &str, told: Option<DateOrder>) -> Result<Vec<Date>, InputError> {
    let cells = || {
        let lines = text.lines().map(|line| line.split([',', ';', '\t']));
        lines.map(|cells| cells.map(|cell| cell.trim().trim_matches('"')))
    };
    let mut evidence = Evidence::default();
    cells().flatten().for_each(|cell| {
        evidence.add(cell);
    });
    let order = match (told, evidence.order()) {
        (Some(order), _) | (None, Order::Known(order)) => Some(order),
        (None, Order::NotNeeded) => None,
        (None, Order::Contradicted | Order::Unknown) => {
            return Err(
                InputError::new("its days could be read with the day or the month first")
                    .help("write them as 2026-12-25, or say which with --date-order day-first"),
            );
        }
    };
    let days: Vec<Date> = cells()
        .filter_map(|mut cells| cells.find_map(|cell| date(cell, order).ok()))
        .collect();
    if days.is_empty() {
        return Err(
            InputError::new("it has no day in it").help("write one day a line, as 2026-12-25")
        );
    }
    Ok(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_days_leave_out_weekends_and_holidays() {
        let day = |m, d| Date::constant(2026, m, d);
        let plain = Calendar::working(Vec::new());
        let easter = Calendar::working(vec![day(4, 6), day(4, 3), day(4, 4), day(4, 3)]);
        // Thursday 2 April 2026; Good Friday is the 3rd.
        for (from, to, days, working, without) in [
            (day(4, 2), day(4, 2), 0, 0, 0),
            (day(4, 2), day(4, 3), 1, 1, 0),
            (day(4, 2), day(4, 6), 4, 2, 0),
            (day(4, 2), day(4, 7), 5, 3, 1),
            (day(4, 4), day(4, 5), 1, 0, 0),
            (day(4, 4), day(4, 7), 3, 2, 1),
            (day(4, 7), day(4, 2), -5, -3, -1),
        ] {
            let found = [&Calendar::Days, &plain, &easter].map(|c| c.between(from, to));
            assert_eq!(found, [days, working, without], "{from} to {to}");
        }
    }

    #[test]
    fn working_days_are_those_counted_one_by_one() {
        let holidays = vec![Date::constant(1969, 12, 25), Date::constant(1970, 1, 1)];
        let calendar = Calendar::working(holidays.clone());
        let first = Date::constant(1969, 12, 1);
        let mut day = first;
        let mut count = 0;
        for _ in 0..60 {
            assert_eq!(calendar.between(first, day), count, "{day}");
            day = day.tomorrow().expect("a day");
            count += i64::from(is_weekday(day) && !holidays.contains(&day));
        }
    }

    #[test]
    fn a_list_of_holidays_may_have_names_and_a_header() {
        let days = holidays(
            "title,date\nChristmas,25/12/2026\n\"Boxing Day\",28/12/2026\n",
            None,
        );
        let days = days.expect("two days");
        assert_eq!(
            days,
            [Date::constant(2026, 12, 25), Date::constant(2026, 12, 28)]
        );
        assert!(holidays("title\n", None).is_err());
        assert!(holidays("01/02/2026\n", None).is_err());
        let told = holidays("01/02/2026\n", Some(DateOrder::DayFirst)).expect("a day");
        assert_eq!(told, [Date::constant(2026, 2, 1)]);
    }
}
