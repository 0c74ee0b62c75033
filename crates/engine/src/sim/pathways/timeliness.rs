//! Figures of cases that have passed some of their stages: days, and shares in target.
//!
//! Days are differences of dates, as in a list of real cases: a case that ends on the day on which it opened took 0. What is not over
//! by the end of the last reported day is open, and counts as far as it was watched.
//!
//! One pass over the cases fills what is counted of every period and of all of them together.

use super::passing::{PathwayCase, Visit};
use crate::sim::passed::Passed;
use tierone_scenario::{CountedFrom, Pathway};
use tierone_stats::duration::{Ending, cumulative_incidence};
use tierone_stats::monte_carlo::percentile;

/// What became of the cases of a pathway.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Over the reported periods: the whole pathway, then its stages.
    pub all: Vec<Passed>,
    /// The same of each period.
    pub periods: Vec<Vec<Passed>>,
}

/// The figures of a pathway; `ends` are the first day of each reported period, and of the one after.
pub fn figures(pathway: &Pathway, cases: &[PathwayCase], ends: &[i64]) -> Figures {
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
            case,
        }
    });
    let mut figures = Figures {
        periods: vec![Vec::new(); ends.len() - 1],
        ..Figures::default()
    };
    figures.add(Tallies::of(ends, None, whole));
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
                queued: visit.and_then(|visit| visit.queued),
                case,
            })
        });
        figures.add(Tallies::of(ends, stage.target, runs));
    }
    figures
}

impl Figures {
    /// Adds one clock.
    fn add(&mut self, tallies: Tallies<'_>) {
        let target = tallies.target;
        self.all.push(tallies.all.passed(target));
        for (figures, tally) in self.periods.iter_mut().zip(tallies.periods) {
            figures.push(tally.passed(target));
        }
    }
}

/// The day on which something happens; none where it does not.
fn day(time: f64) -> Option<i64> {
    time.is_finite().then(|| time.floor() as i64)
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
    /// Days in the queue of a stage that has begun.
    queued: Option<f64>,
    case: &'c PathwayCase,
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

    /// Whether it ends in target, as that is known when the reported periods are over: `watched` is the first day that nobody
    /// has seen.
    ///
    /// Ages are of all days, those of pauses too: how long a case is watched is then nothing that its stages decide. Cases whose
    /// clock has paused are seen for fewer days of the clock, and are those that came through a stage early.
    fn ending(&self, (from, end): (i64, Option<i64>), target: i64, watched: i64) -> Ending {
        let in_time = end.filter(|end| self.days(from, *end) <= target);
        let (day, cause) = match in_time {
            Some(end) => (end, IN_TIME),
            None => (self.last_in_time(from, target), LATE),
        };
        let known = day < watched;
        Ending {
            time: (day.min(watched - 1) - from) as f64,
            cause: known.then_some(cause),
        }
    }

    /// The last day on which it could end in target.
    fn last_in_time(&self, from: i64, target: i64) -> i64 {
        let mut after = from + target + 1;
        for visit in self.pauses {
            let (start, end) = (visit.pause.0.floor() as i64, visit.pause.1.floor() as i64);
            if start < after {
                after += end - start;
            }
        }
        after - 1
    }
}

/// The two ways in which it becomes known whether a case ends in target.
const IN_TIME: usize = 1;
const LATE: usize = 2;

/// What is counted of one clock: of all reported periods, and of each.
struct Tallies<'e> {
    ends: &'e [i64],
    target: Option<i64>,
    all: Tally,
    periods: Vec<Tally>,
}

/// What is counted of one clock in some days.
#[derive(Clone, Debug, Default)]
struct Tally {
    opened: u32,
    reopened: u32,
    follow: u32,
    open: u32,
    open_days: f64,
    /// Days of each that ended.
    ended: Vec<f64>,
    queued: usize,
    queue_days: f64,
    /// Whether each that started, or whose start was recorded, ended in target.
    happened: Vec<Ending>,
    recorded: Vec<Ending>,
}

impl<'e> Tallies<'e> {
    fn of<'c>(ends: &'e [i64], target: Option<u32>, runs: impl Iterator<Item = Run<'c>>) -> Self {
        let mut tallies = Self {
            ends,
            target: target.map(i64::from),
            all: Tally::default(),
            periods: vec![Tally::default(); ends.len() - 1],
        };
        runs.for_each(|run| tallies.count(&run));
        tallies
    }

    fn count(&mut self, run: &Run<'_>) {
        let (target, watched) = (self.target, self.ends[self.ends.len() - 1]);
        let ending = |from, end| Some(run.ending((from, end), target?, watched));
        self.on(run.from, |tally| {
            tally.opened += 1;
            tally.reopened += u32::from(run.case.again);
            tally.follow += u32::from(run.case.follows);
            tally.happened.extend(ending(run.from, run.end));
        });
        if let Some(from) = run.start_recorded {
            self.on(from, |tally| {
                tally.recorded.extend(ending(from, run.end_recorded));
            });
        }
        if let Some(end) = run.end {
            self.on(end, |tally| {
                tally.ended.push(run.days(run.from, end) as f64);
                if let Some(days) = run.queued {
                    tally.queued += 1;
                    tally.queue_days += days;
                }
            });
        }
        let (periods, ends) = (&mut self.periods, &self.ends[1..]);
        let until = run.end.unwrap_or(i64::MAX);
        let first = ends.partition_point(|end| *end <= run.from);
        let over = ends.partition_point(|end| *end <= until);
        for (tally, end) in periods[first..over.max(first)]
            .iter_mut()
            .zip(&ends[first..])
        {
            tally.leave_open(run, *end);
        }
        if first < ends.len() && over == ends.len() {
            self.all.leave_open(run, watched);
        }
    }

    /// Counts what happens on a day, if it is a reported one.
    fn on(&mut self, day: i64, mut count: impl FnMut(&mut Tally)) {
        let after = self.ends.partition_point(|end| *end <= day);
        if (1..self.ends.len()).contains(&after) {
            count(&mut self.all);
            count(&mut self.periods[after - 1]);
        }
    }
}

impl Tally {
    /// Counts a case that is open when the day `end` begins.
    fn leave_open(&mut self, run: &Run<'_>, end: i64) {
        self.open += 1;
        self.open_days += run.days(run.from, end - 1) as f64;
    }

    fn passed(mut self, target: Option<i64>) -> Passed {
        let ended = &mut self.ended;
        ended.sort_by(f64::total_cmp);
        let of = |sum: f64, number: usize| (number > 0).then(|| sum / number as f64);
        // Known where the result of all of them is, but for those that were watched too short for it.
        let in_time =
            |endings: &[Ending]| Some(cumulative_incidence(endings, IN_TIME, f64::INFINITY)?.share);
        Passed {
            opened: self.opened,
            reopened: self.reopened,
            follow: self.follow,
            ended: ended.len() as u32,
            open: self.open,
            days: of(ended.iter().sum(), ended.len()),
            median: (!ended.is_empty()).then(|| percentile(ended, 0.5)),
            open_days: of(self.open_days, self.open as usize),
            queue_days: of(self.queue_days, self.queued),
            in_target: in_time(&self.happened),
            in_target_recorded: in_time(&self.recorded),
            in_target_ended: target.and_then(|target| {
                let in_time = ended.iter().filter(|days| **days <= target as f64).count();
                of(in_time as f64, ended.len())
            }),
        }
    }
}
