//! Days and amounts as people write them elsewhere, put as a scenario has them: what a message proposes.

use jiff::civil::Date;

/// A day written day-month-year with `/`, `.` or `-`, or year-month-day with another sign than `-`; none of anything else.
pub(super) fn day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let [first, month, last] = parts[..] else {
        return None;
    };
    let (year, day) = if first.len() == 4 {
        (first, last)
    } else {
        (last, first)
    };
    if year.len() != 4 || text.split('-').count() == 3 && first.len() == 4 {
        return None;
    }
    let number = |text: &str| text.parse::<i8>().ok();
    let (day, month) = (number(day)?, number(month)?);
    let year = year.parse().ok()?;
    Date::new(year, month, day)
        .or_else(|_| Date::new(year, day, month))
        .ok()
}

/// An amount with a currency sign or with commas between thousands, as TOML has it; none of a number that is one already.
pub(super) fn amount(text: &str) -> Option<String> {
    let bare = text.trim().trim_start_matches(['£', '$', '€']);
    let (whole, decimals) = match bare.split_once('.') {
        Some((whole, decimals)) => (whole, format!(".{decimals}")),
        None => (bare, String::new()),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = whole.split([',', '_']).collect();
    let grouped = groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    let is_amount = groups.iter().all(|group| digits(group))
        && (groups.len() == 1 || grouped)
        && decimals.get(1..).is_none_or(digits);
    let is_plain = bare.len() == text.trim().len() && !bare.contains(',');
    (is_amount && !is_plain).then(|| format!("{}{decimals}", groups.join("_")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_amounts_of_other_habits_are_understood() {
        for (text, wanted) in [
            ("01/04/2025", Some("2025-04-01")),
            ("1.4.2025", Some("2025-04-01")),
            ("04/13/2025", Some("2025-04-13")),
            ("2025/04/01", Some("2025-04-01")),
            ("2025-04-01", None),
            ("31/31/2025", None),
            ("1/2", None),
            ("April", None),
        ] {
            assert_eq!(
                day(text).map(|day| day.to_string()).as_deref(),
                wanted,
                "{text}"
            );
        }
        for (text, wanted) in [
            ("3,000", Some("3_000")),
            ("£2,130", Some("2_130")),
            ("£40", Some("40")),
            ("1,234,567.50", Some("1_234_567.50")),
            ("3000", None),
            ("3_000", None),
            ("1,2", None),
            ("", None),
            ("£", None),
        ] {
            assert_eq!(amount(text).as_deref(), wanted, "{text}");
        }
    }
}
