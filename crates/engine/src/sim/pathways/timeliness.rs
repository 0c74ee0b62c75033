//! Figures of cases that have passed some of their stages: days, and shares in target.
//!
//! Days are differences of dates, as in a list of real cases: a case that ends on the day on which it opened took 0. What is not over
//! by the end of the last reported day is open, and counts as far as it was watched.

use std::ops::Range;

use super::passing::{Case, Visit};
use crate::sim::passed::Passed;
use tierone_scenario::{CountedFrom, Pathway};
use tierone_stats::duration::{Spell, kaplan_meier};
use tierone_stats::monte_carlo::percentile;

/// The day on which something happens; none where it does not.
fn day(time: f64) -> Option<i64> {
    time.is_finite().then(|| time.floor() as i64)
}

/// The whole pathway, then its stages, in some reported periods; `ends` are the first day of each, and of the one after.
pub fn figures(
    pathway: &Pathway,
    cases: &[Case],
    ends: &[i64],
    periods: Range<usize>,
) -> Vec<Passed> {
    let window = Window {
        days: ends[periods.start]..ends[periods.end],
        watched: ends[ends.len() - 1],
    };
    let last = pathway.stages.len() - 1;
    let whole = cases.iter().map(|case| {
        let visit = case.visits.get(last);
        Run {
            from: case.opened.floor() as i64,
            start_recorded: None,
            end: visit.and_then(|visit| day(visit.end)),
            end_recorded: None,
            pauses: &case.visits,
            queued: None,
            again: case.again,
        }
    });
    let mut all = vec![window.figures(whole, None)];
    for (number, stage) in pathway.stages.iter().enumerate() {
        let runs = cases.iter().filter_map(|case| {
            let visit = case.visits.get(number);
            let (start, pauses) = match pathway.counted_from {
                CountedFrom::Opening => {
                    let come = case.visits.len().min(number + 1);
                    (case.visits.first()?, &case.visits[..come])
                }
                CountedFrom::Stage => (visit?, &[][..]),
            };
            Some(Run {
                from: start.start.floor() as i64,
                start_recorded: day(start.start_recorded),
                end: visit.and_then(|visit| day(visit.end)),
                end_recorded: visit.and_then(|visit| day(visit.end_recorded)),
                pauses,
                queued: visit.and_then(|visit| Some((visit.queued?, day(visit.end)?))),
                again: case.again,
            })
        });
        all.push(window.figures(runs, stage.target));
    }
    all
}

/// What one clock of one case measures.
struct Run<'c> {
    /// The day on which it starts, and that of the record.
    from: i64,
    start_recorded: Option<i64>,
    /// The day on which it ends, and that of the record.
    end: Option<i64>,
    end_recorded: Option<i64>,
    /// Stages whose pauses it leaves out.
    pauses: &'c [Visit],
    /// Days in the queue, and the day on which the stage ends.
    queued: Option<(f64, i64)>,
    again: bool,
}

impl Run<'_> {
    /// Days from a day to another, without the pauses before the other.
    fn days(&self, from: i64, to: i64) -> i64 {
        let paused = |visit: &Visit| {
            let (start, end) = (visit.pause.0.floor() as i64, visit.pause.1.floor() as i64);
            (end.min(to) - start).max(0)
        };
        let paused: i64 = self.pauses.iter().map(paused).sum();
        (to - from - paused).max(0)
    }
}

/// The days that figures are of.
struct Window {
    days: Range<i64>,
    /// The first day that nobody has seen.
    watched: i64,
}

impl Window {
    fn figures<'c>(&self, runs: impl Iterator<Item = Run<'c>>, target: Option<u32>) -> Passed {
        let mut passed = Passed::default();
        let (mut ended, mut open_days) = (Vec::new(), 0.0);
        let (mut queued, mut queue_days) = (0, 0.0);
        let (mut happened, mut recorded) = (Vec::new(), Vec::new());
        let last = self.days.end - 1;
        for run in runs {
            if self.days.contains(&run.from) {
                passed.opened += 1;
                passed.reopened += u32::from(run.again);
                happened.push(self.spell(&run, run.from, run.end));
            }
            if let Some(from) = run.start_recorded.filter(|from| self.days.contains(from)) {
                recorded.push(self.spell(&run, from, run.end_recorded));
            }
            if let Some(end) = run.end.filter(|end| self.days.contains(end)) {
                ended.push(run.days(run.from, end) as f64);
            }
            if run.from <= last && run.end.is_none_or(|end| end > last) {
                passed.open += 1;
                open_days += run.days(run.from, last) as f64;
            }
            if let Some((days, _)) = run.queued.filter(|(_, end)| self.days.contains(end)) {
                queued += 1;
                queue_days += days;
            }
        }
        ended.sort_by(f64::total_cmp);
        let of = |sum: f64, number: usize| (number > 0).then(|| sum / number as f64);
        passed.ended = ended.len() as u32;
        passed.days = of(ended.iter().sum(), ended.len());
        passed.median = (!ended.is_empty()).then(|| percentile(&ended, 0.5));
        passed.open_days = of(open_days, passed.open as usize);
        passed.queue_days = of(queue_days, queued);
        if let Some(target) = target.map(f64::from) {
            let within = |spells: &[Spell]| Some(1.0 - kaplan_meier(spells)?.at(target)?);
            passed.in_target = within(&happened);
            passed.in_target_recorded = within(&recorded);
            let in_time = ended.iter().filter(|days| **days <= target).count();
            passed.in_target_ended = of(in_time as f64, ended.len());
        }
        passed
    }

    /// A case as it is known when the reported periods are over.
    fn spell(&self, run: &Run<'_>, from: i64, end: Option<i64>) -> Spell {
        let end = end.filter(|end| *end < self.watched);
        Spell {
            entry: 0.0,
            time: run.days(from, end.unwrap_or(self.watched - 1)) as f64,
            ended: end.is_some(),
        }
    }
}
