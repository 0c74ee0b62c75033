//! The answer of a report on durations, in a few sentences.

use super::rows::{RECORDED, Row};
use super::words::{cases, days, share, span as of_row};
use tierone_stats::format::confidence;

/// The answer in a few sentences, of the first span.
pub(super) fn answer(rows: &[Row], unit: &str, level: f64) -> String {
    let first = &rows[0];
    let name = of_row(first);
    let mut text = match (first.target, first.share, first.low, first.high) {
        (Some(target), Some(found), low, high) => {
            let range = low.zip(high).map_or(String::new(), |(low, high)| {
                format!(
                    " ({} % interval {} to {})",
                    confidence(level),
                    share(low),
                    share(high)
                )
            });
            let target = days(f64::from(target), unit);
            format!(
                "{} of cases go from {name} within {target}{range}.",
                share(found)
            )
        }
        (Some(target), None, ..) => format!(
            "Nobody can say yet how many cases go from {name} within {}: none was watched for so long.",
            days(f64::from(target), unit)
        ),
        (None, ..) => match first.median {
            Some(median) => format!(
                "Half of cases go from {name} within {}.",
                days(median, unit)
            ),
            None => format!("Fewer than half of cases have gone from {name} so far."),
        },
    };
    if first.ended_otherwise > 0 {
        let (count, do_not) = match first.ended_otherwise {
            1 => ("1 case".to_owned(), "does not"),
            count => (format!("{count} cases"), "do not"),
        };
        text += &format!(
            " {count} of {} ended otherwise and {do_not} reach it.",
            first.cases
        );
    }
    if first.open > 0 {
        let over = first.open_over_target.filter(|over| *over > 0).map(|over| {
            let are = if over == 1 { "is" } else { "are" };
            format!(", and {over} of them {are} over the target already")
        });
        let are = if first.open == 1 { "is" } else { "are" };
        text += &format!(
            " {} of {} {are} open still{}; {} far as watched.",
            first.open,
            cases(first.cases),
            over.unwrap_or_default(),
            if first.open == 1 {
                "it counts as"
            } else {
                "they count as"
            }
        );
        if let Some(alone) = first.share_of_finished {
            text += &format!(" Finished cases alone would say {}.", share(alone));
        }
    }
    let same =
        |row: &&Row| (&row.from, &row.to, row.target) == (&first.from, &first.to, first.target);
    let pair = |dates| {
        let mut of_records = rows.iter().filter(same).filter(|row| row.by == RECORDED);
        of_records
            .find(|row| row.dates == dates)
            .and_then(|row| row.share)
    };
    if let Some(recorded) = pair("recorded")
        && let Some(happened) = pair("happened").or(first.share)
    {
        let points = 100.0 * (recorded - happened);
        let (by, way) = (
            points.abs(),
            if points < 0.0 { "too few" } else { "too many" },
        );
        text += &format!(
            " By recorded dates it would be {}: {by:.1} points {way}.",
            share(recorded)
        );
    }
    text
}
