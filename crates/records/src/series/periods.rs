//! What periods are called: years, financial years, quarters, months, weeks, days, or numbers.

use jiff::ToSpan;
use jiff::civil::Date;

use super::labels::{financial_quarter, month, month_number, quarter, span, split_year, year};
use crate::lists::dates::{DateOrder, Evidence, Order, date};

/// A period by its number: years and numbers as they are, quarters 4 a year, months 12 a year and spans of months by their first,
/// days since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PeriodNumber(pub i64);

/// The kind of periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodKind {
    /// 2024.
    Year,
    /// FY2024.
    FiscalYear,
    /// 2024/25.
    SplitYear,
    /// 2024 Q1.
    Quarter,
    /// 2024-25 Q1, counted from April.
    FinancialQuarter,
    /// 2024-01.
    Month,
    /// Jan-Mar 2024: so many months, told by the first and the last.
    Span(i64),
    /// Days at equal steps, such as weeks.
    Days(i64),
    /// Counted periods.
    Number,
}

impl PeriodKind {
    /// Whether they are years.
    fn is_year(self) -> bool {
        matches!(self, Self::Year | Self::FiscalYear | Self::SplitYear)
    }

    /// One of them, for a sentence: next year's figure.
    pub fn word(self) -> &'static str {
        match self {
            Self::Year | Self::FiscalYear | Self::SplitYear => "year",
            Self::Quarter | Self::FinancialQuarter | Self::Span(3) => "quarter",
            Self::Span(6) => "half-year",
            Self::Span(12) => "year",
            Self::Month => "month",
            Self::Days(7) => "week",
            Self::Days(1) => "day",
            Self::Days(_) | Self::Span(_) | Self::Number => "period",
        }
    }

    /// What one of them is, where it is told apart from another kind.
    pub(super) fn words(self) -> String {
        match self {
            Self::Span(3) => "three months".into(),
            Self::Span(months) => format!("{months} months"),
            Self::FinancialQuarter => "a quarter of a financial year".into(),
            Self::FiscalYear | Self::SplitYear => "a financial year".into(),
            Self::Days(_) => "a day".into(),
            Self::Number => "a number".into(),
            other => format!("a {}", other.word()),
        }
    }

    /// Numbers between one period and the next.
    fn step(self) -> i64 {
        match self {
            Self::Days(step) | Self::Span(step) => step.max(1),
            _ => 1,
        }
    }

    /// The name of the period so many after the first.
    pub fn name(self, first: PeriodNumber, on: usize) -> String {
        let on = i64::try_from(on).unwrap_or(i64::MAX);
        let number = first.0.saturating_add(on.saturating_mul(self.step()));
        match self {
            Self::Year | Self::Number => number.to_string(),
            Self::FiscalYear => format!("FY{number}"),
            Self::SplitYear => format!("{number}/{:02}", (number + 1).rem_euclid(100)),
            Self::Quarter => format!("{} Q{}", number.div_euclid(4), number.rem_euclid(4) + 1),
            Self::FinancialQuarter => {
                let year = number.div_euclid(4);
                let quarter = number.rem_euclid(4) + 1;
                format!("{year}-{:02} Q{quarter}", (year + 1).rem_euclid(100))
            }
            Self::Month => format!("{}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1),
            Self::Span(months) => super::labels::name(number, months),
            Self::Days(_) => day(number).map_or_else(|| number.to_string(), |day| day.to_string()),
        }
    }

    /// Periods from the first to another; `None` where it is before, or between two.
    pub fn since(self, first: PeriodNumber, other: PeriodNumber) -> Option<usize> {
        let off = other.0.checked_sub(first.0)?;
        let whole = off % self.step() == 0;
        usize::try_from(off / self.step())
            .ok()
            .filter(|_| whole && off >= 0)
    }
}

/// Reads the name of a period.
pub fn read(text: &str) -> Option<(PeriodKind, PeriodNumber)> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let bare = |prefix: &str| lower.strip_prefix(prefix).map(str::trim);
    if let Some(rest) = bare("fy").or_else(|| bare("fiscal year")) {
        return match split_year(rest) {
            Some(first) => Some((PeriodKind::SplitYear, PeriodNumber(first))),
            None => Some((PeriodKind::FiscalYear, PeriodNumber(year(rest)?))),
        };
    }
    let span = || {
        span(&lower).map(|(first, months)| match months {
            1 => (PeriodKind::Month, first),
            months => (PeriodKind::Span(months), first),
        })
    };
    let counted = || Some((PeriodKind::Number, text.parse::<i32>().ok()?.into()));
    let split = split_year(text).map(|first| (PeriodKind::SplitYear, first));
    let found = split
        .or_else(|| financial_quarter(&lower).map(|number| (PeriodKind::FinancialQuarter, number)))
        .or_else(|| quarter(&lower).map(|number| (PeriodKind::Quarter, number)))
        .or_else(span)
        .or_else(|| month(&lower).map(|number| (PeriodKind::Month, number)))
        .or_else(|| year(text).map(|number| (PeriodKind::Year, number)))
        .or_else(counted);
    match found {
        Some((kind, number)) => Some((kind, PeriodNumber(number))),
        None => Some((PeriodKind::Days(1), number(date(text, None).ok()?)?)),
    }
}

/// Days since 1970.
fn number(day: Date) -> Option<PeriodNumber> {
    let epoch = Date::constant(1970, 1, 1);
    Some(PeriodNumber(i64::from(epoch.until(day).ok()?.get_days())))
}

/// Reads the name of a period, with the order of day and month where a date needs it.
pub(super) fn read_in(text: &str, order: Option<DateOrder>) -> Option<(PeriodKind, PeriodNumber)> {
    read(text).or_else(|| {
        let day = date(text.trim(), Some(order?)).ok()?;
        Some((PeriodKind::Days(1), number(day)?))
    })
}

/// Whether a text is a date that could be of two days.
pub(super) fn needs_order(text: &str) -> bool {
    let day = |order| date(text.trim(), Some(order)).ok();
    let [one, other] = [day(DateOrder::DayFirst), day(DateOrder::MonthFirst)];
    one.is_some() && other.is_some() && one != other
}

/// The order of day and month in dates: as one of them shows, or the only one in which all of them begin or end months.
pub(super) fn order<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Option<DateOrder> {
    let mut evidence = Evidence::default();
    texts.clone().for_each(|text| {
        evidence.add(text.trim());
    });
    match evidence.order() {
        Order::Known(order) => return Some(order),
        Order::NotNeeded | Order::Contradicted => return None,
        Order::Unknown => {}
    }
    let of_months = |order: &DateOrder| {
        let days = texts
            .clone()
            .filter_map(|text| date(text.trim(), Some(*order)).ok());
        days.clone().all(|day| day.day() == 1)
            || days.clone().all(|day| day.day() == day.days_in_month())
    };
    let [one, other] = [DateOrder::DayFirst, DateOrder::MonthFirst];
    match [of_months(&one), of_months(&other)] {
        [true, false] => Some(one),
        [false, true] => Some(other),
        _ => None,
    }
}

/// Reads the name of a period of this kind: 2011-12 is a month among months, and a financial year among those.
pub(crate) fn read_as(text: &str, kind: PeriodKind) -> Option<PeriodNumber> {
    let (found, period) = read(text)?;
    if kind == PeriodKind::Month && found == PeriodKind::SplitYear {
        return month(&text.trim().to_lowercase()).map(PeriodNumber);
    }
    let counted = kind == PeriodKind::Number && found == PeriodKind::Year;
    let of_days = |kind: PeriodKind| matches!(kind, PeriodKind::Days(_));
    let same = kind == found || kind.is_year() && found.is_year();
    match found {
        PeriodKind::Days(_) if !of_days(kind) => {
            let month = month_number(day(period.0)?);
            let months = match kind {
                PeriodKind::Month => 1,
                PeriodKind::Quarter => 3,
                PeriodKind::Year => 12,
                _ => return None,
            };
            Some(PeriodNumber(month.div_euclid(months)))
        }
        _ => (same || counted || of_days(kind) && of_days(found)).then_some(period),
    }
}

/// The kind of days: months, quarters or years where they begin or end those, else days at their smallest distance.
pub(super) fn of_days(days: &[PeriodNumber]) -> Option<(PeriodKind, Vec<PeriodNumber>)> {
    let dates: Option<Vec<Date>> = days.iter().map(|period| day(period.0)).collect();
    let dates = dates?;
    let first = dates.iter().all(|date| date.day() == 1);
    let last = dates.iter().all(|date| date.day() == date.days_in_month());
    if first || last {
        let months: Vec<i64> = dates.into_iter().map(month_number).collect();
        let apart = |months: i64, all: &[i64]| all.iter().all(|m| (m - all[0]) % months == 0);
        // One month alone says nothing of what comes.
        let several = months.iter().any(|month| *month != months[0]);
        for (kind, length) in [(PeriodKind::Year, 12), (PeriodKind::Quarter, 3)] {
            let start = if last { length - 1 } else { 0 };
            if several && apart(length, &months) && months[0].rem_euclid(length) == start {
                let periods = months
                    .iter()
                    .map(|month| PeriodNumber(month.div_euclid(length)));
                return Some((kind, periods.collect()));
            }
        }
        return Some((
            PeriodKind::Month,
            months.into_iter().map(PeriodNumber).collect(),
        ));
    }
    let start = days.iter().min()?.0;
    let step = days
        .iter()
        .fold(0, |step, day| divisor(step, day.0 - start));
    Some((PeriodKind::Days(step.max(1)), days.to_vec()))
}

/// The place of a span of so many months that does not begin a whole number of them after the first.
pub(super) fn between_two(spans: &[PeriodNumber], months: i64) -> Option<usize> {
    let first = spans.first()?.0;
    spans.iter().position(|span| (span.0 - first) % months != 0)
}

fn divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { divisor(b, a % b) }
}

fn day(number: i64) -> Option<Date> {
    let days = i32::try_from(number).ok()?;
    Date::constant(1970, 1, 1).checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_as_excel_shows_them() {
        assert_eq!(read("Jan-24"), read("2024-01"));
        assert!(read("Jan-24").is_some());
        // The day of a month is no year.
        assert_ne!(read("Jan 24"), read("2024-01"));
    }

    #[test]
    fn days_of_either_order_are_read_as_the_column_shows() {
        let order = |texts: &[&str]| order(texts.iter().copied());
        let day_first = Some(DateOrder::DayFirst);
        assert_eq!(order(&["01/04/2024", "01/07/2024"]), day_first);
        assert_eq!(
            order(&["04/01/2024", "07/01/2024"]),
            Some(DateOrder::MonthFirst)
        );
        assert_eq!(order(&["31/03/2024", "30/06/2024"]), day_first);
        assert_eq!(
            order(&["02/03/2024", "09/03/2024", "16/03/2024"]),
            day_first
        );
        // 2 April or 4 February; and what needs none.
        assert_eq!(order(&["02/04/2024", "03/04/2024"]), None);
        assert_eq!(order(&["2024-04-01", "2024 Q3"]), None);
        assert!(needs_order("02/04/2024") && !needs_order("01/01/2024") && !needs_order("x"));
        assert_eq!(read_in("02/04/2024", None), None);
        assert_eq!(read_in("02/04/2024", day_first), read("2024-04-02"));
    }

    #[test]
    fn periods_are_read_in_every_usual_form_and_written_in_one() {
        for (text, next) in [
            ("2024", "2025"),
            ("FY2024", "FY2025"),
            ("fy 2024", "FY2025"),
            ("2024/25", "2025/26"),
            ("2024-25", "2025/26"),
            ("2024/2025", "2025/26"),
            ("1999/00", "2000/01"),
            ("2024 Q4", "2025 Q1"),
            ("2024-Q4", "2025 Q1"),
            ("Q4 2024", "2025 Q1"),
            ("2024q4", "2025 Q1"),
            ("2024-25 Q4", "2025-26 Q1"),
            ("Q4 2024/25", "2025-26 Q1"),
            ("Quarter 4 2024", "2025 Q1"),
            ("Oct-Dec 2024", "Jan-Mar 2025"),
            ("Oct to Dec 2024", "Jan-Mar 2025"),
            ("Oct–Dec 2024", "Jan-Mar 2025"),
            ("Oct — Dec 2024", "Jan-Mar 2025"),
            ("Oct - Dec 24", "Jan-Mar 2025"),
            ("OCT-DEC-24", "Jan-Mar 2025"),
            ("2024 Oct-Dec", "Jan-Mar 2025"),
            ("2024, October to December", "Jan-Mar 2025"),
            ("October to December 2024", "Jan-Mar 2025"),
            ("Oct 2024 to Dec 2024", "Jan-Mar 2025"),
            ("2024-10 to 2024-12", "Jan-Mar 2025"),
            ("1 October 2024 to 31 December 2024", "Jan-Mar 2025"),
            ("01/10/2024 - 31/12/2024", "Jan-Mar 2025"),
            ("Quarter ending December 2024", "Jan-Mar 2025"),
            ("3 months to Dec 2024", "Jan-Mar 2025"),
            ("Sept 2023 to Nov 2023", "Dec 2023-Feb 2024"),
            ("Dec 2023 to Feb 2024", "Mar-May 2024"),
            ("April to September 2024", "Oct 2024-Mar 2025"),
            ("April 2023 to March 2024", "Apr 2024-Mar 2025"),
            ("year ending March 2024", "Apr 2024-Mar 2025"),
            ("12 months to 2024-03", "Apr 2024-Mar 2025"),
            ("Dec to Dec 2024", "2025-01"),
            ("2024-12", "2025-01"),
            ("2024M12", "2025-01"),
            ("12/2024", "2025-01"),
            ("Dec 2024", "2025-01"),
            ("December 2024", "2025-01"),
            ("2024-02-28", "2024-02-29"),
            ("7", "8"),
        ] {
            let (kind, period) = read(text).unwrap_or_else(|| panic!("{text} is a period"));
            assert_eq!(kind.name(period, 1), next, "{text}");
        }
        for text in [
            "",
            "x",
            "2024 Q5",
            "2024-13",
            "Q1",
            "Januaryish",
            "Januaryish 2024",
            "Decision 2024",
            "Jan of 2024",
            // Of which year is November?
            "Nov to Jan 2024",
            "Jan to 2024",
            "Mar 2024 to Jan 2024",
            "2 Jan 2024 to 31 Mar 2024",
            "Jan-Mar",
            "Jan-Mar-May 2024",
            "2024-25-26",
            "1e9",
            "20245",
        ] {
            let read = read(text);
            assert!(
                read.is_none() || matches!(read, Some((PeriodKind::Number, _))),
                "{text}: {read:?}"
            );
        }
    }

    #[test]
    fn days_that_begin_or_end_months_quarters_or_years_stand_for_them() {
        for (days, next) in [
            (&["2024-01-01", "2024-02-01", "2024-04-01"][..], "2024-02"),
            (&["2024-01-31", "2024-02-29", "2024-03-31"], "2024-02"),
            (&["2023-03-31", "2023-06-30", "2023-12-31"], "2023 Q2"),
            (&["2022-01-01", "2023-01-01"], "2023"),
            (&["2024-01-03", "2024-01-10", "2024-01-24"], "2024-01-10"),
        ] {
            let periods: Vec<PeriodNumber> =
                days.iter().map(|day| read(day).expect("a day").1).collect();
            let (kind, periods) = of_days(&periods).expect("a kind");
            assert_eq!(kind.name(periods[0], 1), next, "{days:?}");
        }
    }
}
