//! Days that are far from those of all other cases, and may be mistyped.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tierone_stats::format::plain;

/// Two days of one list seldom have so many without a case between them.
const FAR: i32 = 366;

/// So many cases, and one in so many, are few.
const FEW: (u64, u64) = (1, 200);

/// By day how many cases, and the row of the first.
#[derive(Default)]
pub struct FarDays(BTreeMap<Date, (u64, u64)>);

impl FarDays {
    /// Takes in the day of a row.
    pub fn add(&mut self, row: u64, day: Option<Date>) {
        if let Some(day) = day {
            self.0.entry(day).or_insert((0, row)).0 += 1;
        }
    }

    /// What has to be said of the days that more than a year parts from all others, where few cases have them.
    pub fn note(&self, column: &str) -> Option<String> {
        let all: u64 = self.0.values().map(|(cases, _)| cases).sum();
        let days: Vec<(Date, (u64, u64))> = self.0.iter().map(|(day, of)| (*day, *of)).collect();
        let back: Vec<_> = days.iter().rev().copied().collect();
        let far: Vec<(Date, u64)> = [beyond(&days, all), beyond(&back, all)].concat();
        let (day, row) = far.first()?;
        let more = match far.len() - 1 {
            0 => String::new(),
            1 => " (and 1 more such day)".into(),
            more => format!(" (and {more} more such days)"),
        };
        Some(format!(
            "Row {row} has {day} in `{}`, more than a year from all others{more}: see whether it is mistyped.",
            plain(column)
        ))
    }
}

/// The first days, up to the last gap before which there are few cases.
fn beyond(days: &[(Date, (u64, u64))], all: u64) -> Vec<(Date, u64)> {
    let (mut before, mut end) = (0, 0);
    for (place, pair) in days.windows(2).enumerate() {
        before += pair[0].1.0;
        if before > FEW.0.max(all / FEW.1) {
            break;
        }
        let gap = pair[1].0.since(pair[0].0).map_or(0, |gap| gap.get_days());
        if gap.abs() > FAR {
            end = place + 1;
        }
    }
    // Of two or three cases none is like the others.
    match all {
        0..=9 => Vec::new(),
        _ => days[..end]
            .iter()
            .map(|(day, (_, row))| (*day, *row))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn note(others: &[(i16, i8, i8)]) -> Option<String> {
        let mut days = FarDays::default();
        for day in 1..=20 {
            days.add(day as u64 + 1, Some(date(2026, 6, day)));
        }
        for (row, (year, month, day)) in (50..).zip(others) {
            days.add(row, Some(date(*year, *month, *day)));
        }
        days.note("Decided on")
    }

    #[test]
    fn a_day_far_from_all_others_is_named() {
        assert_eq!(note(&[]), None);
        assert_eq!(note(&[(2026, 9, 1)]), None);
        assert_eq!(
            note(&[(2206, 6, 1)]).as_deref(),
            Some(
                "Row 50 has 2206-06-01 in `Decided on`, more than a year from all others: see whether it is mistyped."
            )
        );
        assert!(note(&[(1926, 6, 1)]).is_some_and(|note| note.contains("1926-06-01")));
        // Two of 22 are not few.
        assert_eq!(note(&[(2023, 6, 1), (2023, 6, 2)]), None);
    }
}
