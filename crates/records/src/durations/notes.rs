//! What a reader of durations has to know of the cases.

use jiff::civil::Date;

use super::calendar::Calendar;
use super::request::Request;
use super::rows::{Lag, Row};
use super::words::cases;
use crate::report::when;
use tierone_stats::format::plain;

/// What was seen on the way.
#[derive(Default)]
pub(super) struct Seen {
    /// By span, the stages that it is between, of how many cases the start was recorded only after the end.
    pub backwards: Vec<((usize, usize), u64)>,
    /// Cases that began after the last day.
    pub after_last: u64,
}

impl Seen {
    /// Counts cases of a span, of which there may be one for each target.
    pub fn add(&mut self, span: (usize, usize), backwards: u64) {
        if backwards > 0 && !self.backwards.iter().any(|(known, _)| *known == span) {
            self.backwards.push((span, backwards));
        }
    }
}

/// In the order of their weight.
pub(super) fn of(
    request: &Request,
    last_day: Date,
    rows: &[Row],
    lags: &[Lag],
    seen: &Seen,
) -> Vec<String> {
    let mut notes = Vec::new();
    if request.as_at.is_none() {
        notes.push(format!(
            "cases are taken to be watched up to {last_day}, the latest day in the list; --as-at states another, such as the day \
             on which it was drawn"
        ));
    }
    if seen.after_last > 0 {
        notes.push(format!(
            "{} began after {last_day} and are left out; what happened after it counts as not yet happened",
            cases(seen.after_last)
        ));
    }
    notes.extend(when(
        rows.iter().any(|row| row.low.is_some()),
        "intervals of shares are those of aalen-johansen, of which `tierone explain aalen-johansen` has the formula: they reckon \
         with cases that are open still",
    ));
    notes.extend(when(
        request.calendar == Calendar::working(Vec::new()),
        "working days are Monday to Friday: --holidays names a file with bank holidays, which count as worked here",
    ));
    notes.push(match &request.calendar {
        Calendar::Days => "the day after the first is day 1, so that a case closed on its first day took 0 days".into(),
        Calendar::WorkingDays(_) => {
            "the next working day after the first day is day 1, so that a case closed on its first day took 0 days".into()
        }
    });
    notes.extend(when(
        rows.iter().any(|row| row.ended_otherwise > 0),
        "a case that ended otherwise, or went on without the stage, counts among all cases and never reaches it: the \
         share in target and the median are of all cases that began",
    ));
    for ((from, to), count) in &seen.backwards {
        notes.push(if (*from, *to) == (0, request.stages.len() - 1) {
            format!(
                "by recorded dates {} began only after the end, and took 0 days",
                cases(*count)
            )
        } else {
            let [from, to] = [from, to].map(|stage| plain(&request.stages[*stage]));
            format!(
                "by recorded dates {} came to `{to}`, or ended without it, before `{from}`, and took 0 days from one to the other",
                cases(*count)
            )
        });
    }
    for lag in lags.iter().filter(|lag| lag.before > 0) {
        notes.push(format!(
            "{} of `{}` were recorded before they happened",
            cases(lag.before),
            plain(&lag.stage)
        ));
    }
    notes.extend(when(
        rows.iter().any(|row| row.open > 0),
        "how old open cases are does not say how long cases take: those that take long are found open more often",
    ));
    notes
}
