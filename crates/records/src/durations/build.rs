//! Builds the report of cases with the days of their stages.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::answer::answer;
use super::last_day;
use super::notes::{self, Seen};
use super::request::Request;
use super::rows::{DurationsReport, Lag, RECORDED, Row};
use super::span::{Dates, FINISHED, OTHERWISE, Span, spans};
use super::stage_case::{Cases, StageCase};
use crate::assess::named;
use crate::input_error::InputError;
use crate::report::restricted;
use crate::request::Request as Asked;
use tierone_stats::duration::{Ending, IncidenceCurve};
use tierone_stats::format::plain;

/// Works out what is asked of cases.
///
/// # Errors
/// No case began by the last day.
pub fn build(request: &Request, list: &Cases) -> Result<DurationsReport, InputError> {
    let last_day = request.as_at.or(list.latest);
    let last_day = last_day.ok_or_else(|| nothing_began(request))?;
    let known: Vec<bool> = (0..request.stages.len())
        .map(|stage| {
            request
                .recorded
                .iter()
                .any(|r| request.stage(&r.stage) == Some(stage))
        })
        .collect();
    let all: Vec<&StageCase> = list.cases.iter().collect();
    let work = Work {
        request,
        last_day,
        known: &known,
    };
    let spans = spans(request);
    let mut rows = Vec::new();
    let mut seen = Seen::default();
    for span in &spans {
        let watched = work.watched(span, &all, Dates::Happened);
        rows.push(work.row(span, ("", "all"), Dates::Happened, &watched.endings()));
    }
    if rows.iter().all(|row| row.cases == 0) {
        return Err(nothing_began(request));
    }
    for span in spans
        .iter()
        .filter(|span| known[span.from] || known[span.to])
    {
        // The same cases by either kind of date: those that the records know of.
        let both = all
            .iter()
            .copied()
            .filter(|case| !known[span.from] || case.recorded[span.from].is_some());
        let both: Vec<&StageCase> = both.collect();
        for dates in [Dates::Happened, Dates::Recorded] {
            let watched = work.watched(span, &both, dates);
            seen.add((span.from, span.to), watched.backwards);
            if dates == Dates::Recorded || both.len() < all.len() {
                rows.push(work.row(span, (RECORDED, "all"), dates, &watched.endings()));
            }
        }
    }
    // Those with a target, or else from the first stage to the last, which comes first.
    let told = request.targets.len().max(1);
    for span in &spans[..told.min(spans.len())] {
        rows.extend(work.by_period(span, &all));
    }
    for (place, column) in request.by.iter().enumerate() {
        let mut groups: BTreeMap<&str, Vec<&StageCase>> = BTreeMap::new();
        for case in &all {
            groups.entry(&case.labels[place]).or_default().push(case);
        }
        for (name, members) in &groups {
            let name = if name.is_empty() {
                "(empty)".to_owned()
            } else {
                plain(name)
            };
            for span in &spans {
                let watched = work.watched(span, members, Dates::Happened);
                rows.push(work.row(span, (column, &name), Dates::Happened, &watched.endings()));
            }
        }
    }
    let lags = lags(request, &all, &known, last_day);
    seen.after_last = all
        .iter()
        .filter(|case| case.happened[0] > Some(last_day))
        .count() as u64;
    let mut answer = answer(&rows, request.calendar.unit(), request.confidence);
    let asked = Asked {
        conditions: request.conditions.clone(),
        ..Asked::default()
    };
    if let Some(restricted) = restricted(&asked) {
        answer = format!("{restricted} {answer}");
    }
    if request.as_at.is_none() {
        answer.extend(last_day::far_after(&list.cases).map(last_day::caution));
    }
    Ok(DurationsReport {
        answer,
        unit: request.calendar.unit(),
        as_at: last_day.to_string(),
        confidence: request.confidence,
        notes: notes::of(request, last_day, &rows, &lags, &seen),
        rows,
        lags,
        read: Vec::new(),
    })
}

fn nothing_began(request: &Request) -> InputError {
    InputError::new(format!(
        "no case has a day in `{}` up to the last day",
        request.stages[0]
    ))
    .help("name the columns with the days of the stages, and a later day with --as-at")
}

/// What all figures share.
struct Work<'r> {
    request: &'r Request,
    last_day: Date,
    known: &'r [bool],
}

/// Cases that began a span.
struct Watched {
    begun: Vec<(Date, Ending)>,
    backwards: u64,
}

impl Watched {
    fn endings(&self) -> Vec<Ending> {
        self.begun.iter().map(|(_, ending)| *ending).collect()
    }
}

impl Work<'_> {
    fn watched(&self, span: &Span, cases: &[&StageCase], dates: Dates) -> Watched {
        let mut watched = Watched {
            begun: Vec::new(),
            backwards: 0,
        };
        for case in cases {
            let calendar = &self.request.calendar;
            if let Some(passage) = span.passage(case, dates, self.last_day, calendar, self.known) {
                watched.begun.push((passage.start, passage.ending));
                watched.backwards += u64::from(passage.backwards);
            }
        }
        watched
    }

    fn by_period(&self, span: &Span, cases: &[&StageCase]) -> Vec<Row> {
        let watched = self.watched(span, cases, Dates::Happened);
        let starts: Vec<Option<Date>> = watched
            .begun
            .iter()
            .map(|(start, _)| Some(*start))
            .collect();
        let period = self.request.period;
        let periods = named(period, &starts).into_iter();
        periods
            .map(|(name, places)| {
                let endings = places.iter().map(|place| watched.begun[*place].1);
                let endings: Vec<Ending> = endings.collect();
                self.row(span, (period.name(), &name), Dates::Happened, &endings)
            })
            .collect()
    }

    fn row(&self, span: &Span, (by, group): (&str, &str), dates: Dates, endings: &[Ending]) -> Row {
        let count =
            |of: &dyn Fn(&Ending) -> bool| endings.iter().filter(|case| of(case)).count() as u64;
        let finished = count(&|case| case.cause == Some(FINISHED));
        let open = count(&|case| case.cause.is_none());
        let curve = IncidenceCurve::of(endings, FINISHED);
        let target = span.target.map(f64::from);
        let within = curve
            .as_ref()
            .zip(target)
            .and_then(|(curve, target)| curve.at(target));
        let limits = within.and_then(|within| within.interval(self.request.confidence));
        let median = |curve: &IncidenceCurve| curve.quantile_interval(0.5, self.request.confidence);
        let (median_low, median_high) = curve.as_ref().map_or((None, None), median);
        let stage = |place: usize| self.request.stages[place].clone();
        Row {
            by: by.to_owned(),
            group: group.to_owned(),
            from: stage(span.from),
            to: stage(span.to),
            dates: match dates {
                Dates::Happened => "happened",
                Dates::Recorded => "recorded",
            },
            cases: endings.len() as u64,
            finished,
            ended_otherwise: count(&|case| case.cause == Some(OTHERWISE)),
            open,
            open_over_target: target
                .map(|target| count(&|case| case.cause.is_none() && case.time > target)),
            target: span.target,
            share: within.map(|within| within.share),
            low: limits.map(|limits| limits.low),
            high: limits.map(|limits| limits.high),
            share_of_finished: target.filter(|_| finished > 0).map(|target| {
                let in_time = |case: &Ending| case.cause == Some(FINISHED) && case.time <= target;
                count(&in_time) as f64 / finished as f64
            }),
            median: curve.as_ref().and_then(|curve| curve.quantile(0.5)),
            median_low,
            median_high,
        }
    }
}

/// How long after they happened stages were recorded.
fn lags(request: &Request, cases: &[&StageCase], known: &[bool], last_day: Date) -> Vec<Lag> {
    let stages = known.iter().enumerate().filter(|(_, known)| **known);
    stages
        .filter_map(|(stage, _)| {
            let both = cases
                .iter()
                .filter_map(|case| case.happened[stage].zip(case.recorded[stage]));
            let both = both.filter(|(_, recorded)| *recorded <= last_day);
            let lags: Vec<i64> = both
                .map(|(happened, recorded)| request.calendar.between(happened, recorded))
                .collect();
            Some(Lag {
                stage: request.stages[stage].clone(),
                cases: lags.len() as u64,
                mean: lags.iter().sum::<i64>() as f64 / lags.len() as f64,
                longest: *lags.iter().max()?,
                before: lags.iter().filter(|lag| **lag < 0).count() as u64,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::calendar::Calendar;
    use super::*;
    use crate::assess::PeriodLength;

    fn day(text: &str) -> Option<Date> {
        text.parse().ok()
    }

    fn request() -> Request {
        Request {
            stages: vec!["received".into(), "closed".into()],
            targets: vec![super::super::request::Target::read("closed=10").expect("a target")],
            withdrawn: Vec::new(),
            recorded: Vec::new(),
            as_at: day("2026-07-31"),
            calendar: Calendar::Days,
            by: Vec::new(),
            period: PeriodLength::Month,
            conditions: Vec::new(),
            confidence: 0.95,
            maps: Vec::new(),
            problems: 20,
        }
    }

    fn case(received: &str, closed: &str) -> StageCase {
        StageCase {
            happened: vec![day(received), day(closed)],
            recorded: vec![None, None],
            withdrawn: None,
            labels: Vec::new(),
        }
    }

    fn list(cases: Vec<StageCase>) -> Cases {
        Cases {
            cases,
            latest: day("2026-07-31"),
        }
    }

    #[test]
    fn open_cases_count_as_far_as_they_were_watched() {
        // Two closed in time, one late, one open for 21 days, one for 5.
        let list = list(vec![
            case("2026-06-01", "2026-06-05"),
            case("2026-06-01", "2026-06-08"),
            case("2026-06-01", "2026-06-30"),
            case("2026-07-10", ""),
            case("2026-07-26", ""),
        ]);
        let report = build(&request(), &list).expect("a report");
        let row = &report.rows[0];
        assert_eq!(
            (row.cases, row.finished, row.open, row.open_over_target),
            (5, 3, 2, Some(1))
        );
        // 1 − 4/5 · (1 − 1/3): the youngest left after 5 days.
        assert!((row.share.expect("a share") - (1.0 - 0.8 * 2.0 / 3.0)).abs() < 1e-12);
        assert_eq!(row.share_of_finished, Some(2.0 / 3.0));
        assert!(
            report.answer.contains("2 of 5 cases are open still"),
            "{}",
            report.answer
        );
        let months: Vec<&str> = report.rows[1..]
            .iter()
            .map(|row| row.group.as_str())
            .collect();
        assert_eq!(months, ["2026-06", "2026-07"]);
    }

    #[test]
    fn a_target_beyond_all_that_was_watched_is_not_known() {
        let report = build(&request(), &list(vec![case("2026-07-25", "")])).expect("a report");
        assert_eq!((report.rows[0].share, report.rows[0].median), (None, None));
        assert!(
            report.answer.starts_with("Nobody can say yet"),
            "{}",
            report.answer
        );
        let late = Request {
            as_at: day("2026-01-01"),
            ..request()
        };
        assert!(build(&late, &list(vec![case("2026-07-25", "")])).is_err());
    }

    #[test]
    fn recorded_dates_are_held_against_those_that_happened() {
        let mut cases: Vec<StageCase> = (1..=9)
            .map(|k| case(&format!("2026-06-0{k}"), "2026-06-15"))
            .collect();
        for case in &mut cases {
            // Logged four days after it came.
            case.recorded[0] =
                case.happened[0].and_then(|day| day.checked_add(jiff::ToSpan::days(4)).ok());
        }
        let recorded = vec![super::super::request::Recorded::read("received=logged").expect("one")];
        let report = build(
            &Request {
                recorded,
                ..request()
            },
            &list(cases),
        )
        .expect("a report");
        let recorded = report
            .rows
            .iter()
            .find(|row| row.dates == "recorded")
            .expect("a row");
        assert!((report.rows[0].share.expect("a share") - 5.0 / 9.0).abs() < 1e-12);
        assert_eq!(recorded.share, Some(1.0));
        assert!(
            report.answer.contains("44.4 points too many"),
            "{}",
            report.answer
        );
        assert_eq!((report.lags[0].mean, report.lags[0].longest), (4.0, 4));
    }
}
