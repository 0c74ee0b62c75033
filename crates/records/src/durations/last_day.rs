//! A last day that lies far after all others: most likely mistyped, and all open cases would be watched up to it.

use jiff::civil::Date;

use super::stage_case::StageCase;

/// Days without anything after which a later day is odd: lists that are kept have something in two months.
const QUIET: i32 = 60;

/// So few cases may lie after them, as one in so many.
const ONE_IN: usize = 100;

/// The last day of all, and the one before it after which nothing happened for long, but in very few cases.
pub(super) fn far_after(cases: &[StageCase]) -> Option<(Date, Date)> {
    let mut latest: Vec<Date> = cases.iter().filter_map(StageCase::latest).collect();
    latest.sort_unstable();
    let few = (latest.len() / ONE_IN).max(1);
    let last = *latest.last()?;
    let before = latest.len().checked_sub(few + 1)?;
    let mut pairs = latest[before..].windows(2);
    let gap = pairs.find(|pair| (pair[1] - pair[0]).get_days() > QUIET)?;
    Some((last, gap[0]))
}

/// What is said of it.
pub(super) fn caution((last, before): (Date, Date)) -> String {
    format!(
        " The last day, {last}, lies far after all others, of which {before} is the last, and cases are taken to be watched up to it: \
         if it is mistyped, put it right, or say --as-at {before}."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(days: &[&str]) -> Option<(Date, Date)> {
        let case = |day: &&str| StageCase {
            happened: vec!["2026-01-05".parse().ok(), day.parse().ok()],
            recorded: Vec::new(),
            withdrawn: None,
            labels: Vec::new(),
        };
        far_after(&days.iter().map(case).collect::<Vec<_>>())
    }

    #[test]
    fn one_day_far_after_all_others_is_told_from_a_list_that_goes_on() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        assert_eq!(
            found(&["2026-03-02", "2026-03-09", "2027-12-31"]),
            Some((day("2027-12-31"), day("2026-03-09")))
        );
        assert_eq!(found(&["2026-03-02", "2026-03-09", "2026-04-30"]), None);
        // Two of three are no slip of one.
        assert_eq!(found(&["2026-03-02", "2027-12-30", "2027-12-31"]), None);
        assert_eq!(found(&["2026-03-02"]), None);
        assert_eq!(found(&[]), None);
    }
}
