//! From one stage to another, and how cases pass it.

use jiff::civil::Date;

use super::calendar::Calendar;
use super::request::Request;
use super::stage_case::StageCase;
use tierone_stats::duration::Ending;

/// From one stage to a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub from: usize,
    pub to: usize,
    /// Days that it should take at most.
    pub target: Option<u32>,
}

/// Which days of a stage are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dates {
    Happened,
    Recorded,
}

/// How cases reach the end of a span.
pub(super) const FINISHED: usize = 1;
/// How they leave it otherwise.
pub(super) const OTHERWISE: usize = 2;

/// The spans asked for: those with targets first, then from the first stage to the last, then each stage from the one before.
pub(super) fn spans(request: &Request) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let last = request.stages.len() - 1;
    for target in &request.targets {
        let from = target.from.as_deref().and_then(|name| request.stage(name));
        let to = request.stage(&target.to);
        spans.extend(to.map(|to| Span {
            from: from.unwrap_or(0),
            to,
            target: Some(target.days),
        }));
    }
    // What comes last counts most.
    spans.sort_by_key(|span| (span.from, std::cmp::Reverse(span.to), span.target));
    spans.dedup();
    let others = std::iter::once((0, last)).chain((0..last).map(|stage| (stage, stage + 1)));
    for (from, to) in others {
        if !spans.iter().any(|span| (span.from, span.to) == (from, to)) {
            spans.push(Span {
                from,
                to,
                target: None,
            });
        }
    }
    spans
}

/// What a case says of a span that it began.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Passage {
    /// The day on which it began.
    pub start: Date,
    /// When it ended, or was last seen open, after it began. An end before the start, as records may have, is one after no time.
    pub ending: Ending,
    /// The end comes before the start.
    pub backwards: bool,
}

impl Span {
    /// How a case passes it by dates of one kind, watched up to a day; none where it has not begun it by then.
    pub(super) fn passage(
        &self,
        case: &StageCase,
        dates: Dates,
        last_day: Date,
        calendar: &Calendar,
        known: &[bool],
    ) -> Option<Passage> {
        let day = |stage: usize| match dates {
            Dates::Recorded if known[stage] => case.recorded[stage],
            _ => case.happened[stage],
        };
        let by_then = |day: &Date| *day <= last_day;
        let start = day(self.from).filter(by_then)?;
        let end = day(self.to).filter(by_then);
        // A case that went on, or was withdrawn, without reaching the stage does not reach it any more.
        let later = (self.to + 1..case.happened.len()).filter_map(day);
        let otherwise = later.chain(case.withdrawn).filter(by_then).min();
        let (end, cause) = match (end, otherwise) {
            (Some(end), _) => (end, Some(FINISHED)),
            (None, Some(end)) => (end, Some(OTHERWISE)),
            (None, None) => (last_day, None),
        };
        let time = calendar.between(start, end.max(start)) as f64;
        Some(Passage {
            start,
            ending: Ending { time, cause },
            backwards: end < start,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i8) -> Date {
        Date::constant(2026, 7, day)
    }

    fn case(happened: [Option<i8>; 3], withdrawn: Option<i8>) -> StageCase {
        StageCase {
            happened: happened.map(|d| d.map(day)).to_vec(),
            recorded: vec![None; 3],
            withdrawn: withdrawn.map(day),
            labels: Vec::new(),
        }
    }

    #[test]
    fn a_case_reaches_a_stage_leaves_it_out_or_is_open() {
        let check = |case: &StageCase, from, to, expected: Option<(f64, Option<usize>)>| {
            let span = Span {
                from,
                to,
                target: None,
            };
            let found = span.passage(case, Dates::Happened, day(31), &Calendar::Days, &[false; 3]);
            let found = found.map(|found| (found.ending.time, found.ending.cause));
            assert_eq!(found, expected);
        };
        let whole = case([Some(1), Some(3), Some(10)], None);
        check(&whole, 0, 1, Some((2.0, Some(FINISHED))));
        check(&whole, 1, 2, Some((7.0, Some(FINISHED))));
        // Closed without an acknowledgement: none will come.
        let skipped = case([Some(1), None, Some(10)], None);
        check(&skipped, 0, 1, Some((9.0, Some(OTHERWISE))));
        check(&skipped, 1, 2, None);
        let withdrawn = case([Some(1), Some(3), None], Some(5));
        check(&withdrawn, 0, 2, Some((4.0, Some(OTHERWISE))));
        let open = case([Some(1), Some(3), None], None);
        check(&open, 0, 2, Some((30.0, None)));
    }
}
