//! Periods that figures are told by. Financial years begin in April.

use jiff::civil::Date;
use serde::Serialize;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PeriodLength {
    /// A month of the calendar.
    Month,
    /// Three months, the first quarter from April.
    Quarter,
    /// April to March.
    Year,
    /// The twelve months up to each month: they overlap.
    Rolling,
}

impl PeriodLength {
    /// The names by which it is told.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("month", Self::Month),
        ("quarter", Self::Quarter),
        ("year", Self::Year),
        ("rolling", Self::Rolling),
    ];

    /// The period of that name.
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, period)| *period)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        let found = Self::NAMES.iter().find(|(_, period)| *period == self);
        found.map_or("", |(name, _)| name)
    }
}

/// The periods that hold any of the days, in the order of time, each with its name and the places of its days. Twelve
/// months are told only where all of them lie between the first day and the last.
pub fn named(period: PeriodLength, days: &[Option<Date>]) -> Vec<(String, Vec<usize>)> {
    let months: Vec<Option<i32>> = days.iter().map(|day| day.map(month)).collect();
    let (first, last) = (months.iter().flatten().min(), months.iter().flatten().max());
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let spans: Vec<(i32, i32)> = match period {
        PeriodLength::Month => (*first..=*last).map(|m| (m, m)).collect(),
        PeriodLength::Quarter => every(3, *first, *last),
        PeriodLength::Year => every(12, *first, *last),
        PeriodLength::Rolling => (*first + 11..=*last).map(|m| (m - 11, m)).collect(),
    };
    let within = |(from, to): (i32, i32)| {
        let places = months.iter().enumerate();
        let inside = places.filter(|(_, m)| m.is_some_and(|m| (from..=to).contains(&m)));
        inside.map(|(place, _)| place).collect::<Vec<_>>()
    };
    spans
        .into_iter()
        .map(|span| (name(period, span), within(span)))
        .filter(|(_, places)| !places.is_empty())
        .collect()
}

/// Months since April of the year 0.
fn month(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 4
}

fn every(length: i32, first: i32, last: i32) -> Vec<(i32, i32)> {
    (first.div_euclid(length)..=last.div_euclid(length))
        .map(|n| (n * length, n * length + length - 1))
        .collect()
}

fn name(period: PeriodLength, (from, to): (i32, i32)) -> String {
    let calendar = |m: i32| {
        let (year, month) = ((m + 3).div_euclid(12), (m + 3).rem_euclid(12) + 1);
        format!("{year:04}-{month:02}")
    };
    let year = from.div_euclid(12);
    let financial = format!("{year}-{:02}", (year + 1).rem_euclid(100));
    match period {
        PeriodLength::Month => calendar(from),
        PeriodLength::Quarter => format!("{financial} Q{}", from.rem_euclid(12) / 3 + 1),
        PeriodLength::Year => financial,
        PeriodLength::Rolling => format!("12 months to {}", calendar(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(period: PeriodLength, expected: &[(&str, &[usize])]) {
        let days = [(2026, 3, 31), (2026, 4, 1), (2026, 12, 5), (2027, 3, 1)];
        let days: Vec<Option<Date>> = days
            .iter()
            .map(|(year, month, day)| Some(Date::constant(*year, *month, *day)))
            .chain([None])
            .collect();
        let told = named(period, &days);
        let told: Vec<(&str, &[usize])> = told
            .iter()
            .map(|(n, p)| (n.as_str(), p.as_slice()))
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn financial_years_begin_in_april() {
        check(
            PeriodLength::Year,
            &[("2025-26", &[0]), ("2026-27", &[1, 2, 3])],
        );
        check(
            PeriodLength::Quarter,
            &[
                ("2025-26 Q4", &[0]),
                ("2026-27 Q1", &[1]),
                ("2026-27 Q3", &[2]),
                ("2026-27 Q4", &[3]),
            ],
        );
        check(
            PeriodLength::Month,
            &[
                ("2026-03", &[0]),
                ("2026-04", &[1]),
                ("2026-12", &[2]),
                ("2027-03", &[3]),
            ],
        );
    }

    #[test]
    fn twelve_months_roll() {
        check(
            PeriodLength::Rolling,
            &[
                ("12 months to 2027-02", &[0, 1, 2]),
                ("12 months to 2027-03", &[1, 2, 3]),
            ],
        );
    }
}
