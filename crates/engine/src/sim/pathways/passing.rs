//! Cases pass the stages of their pathway, and queue where a stage works few at once.

use std::cmp::Ordering;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rand::{Rng, RngExt};
use tierone_scenario::{CountedFrom, Pathway};
use tierone_stats::rng::{Stream, of_entity};

/// One case. Times are on the pathway's own clock.
#[derive(Clone, Debug)]
pub struct PathwayCase {
    /// When it opened.
    pub opened: f64,
    /// Whether it had ended before.
    pub again: bool,
    /// Whether a case of another pathway ended before it.
    pub follows: bool,
    /// The stages that it has come to, in order.
    pub visits: Vec<Visit>,
    stream: Stream,
}

/// A case in a stage.
#[derive(Clone, Copy, Debug)]
pub struct Visit {
    /// The pause before it.
    pub pause: (f64, f64),
    /// When the clock of its target started, and when that was recorded.
    pub start: f64,
    /// See `start`.
    pub start_recorded: f64,
    /// When it could have begun.
    arrival: f64,
    /// Days that it waited for others; none before its work begins.
    pub queued: Option<f64>,
    /// When its work ends, and when that is recorded; infinite while it has not begun.
    pub end: f64,
    /// See `end`.
    pub end_recorded: f64,
}

impl PathwayCase {
    /// A case that opens, with all that will be drawn for it.
    pub fn new(opened: f64, stream: Stream) -> Self {
        Self {
            opened,
            again: false,
            follows: false,
            visits: Vec::new(),
            stream,
        }
    }

    /// When its last stage ended, and a stream of what comes of that: the same whatever else is drawn for it.
    pub fn ended(&self, stages: usize) -> Option<(f64, Stream)> {
        let last = self.visits.get(stages - 1)?;
        last.end
            .is_finite()
            .then(|| (last.end, self.stream.clone()))
    }

    /// Comes to the next stage, once the one before has ended.
    fn come(&mut self, pathway: &Pathway) -> f64 {
        let stage = &pathway.stages[self.visits.len()];
        let before = self.visits.last().copied();
        let lag = match (before, pathway.counted_from) {
            (Some(_), CountedFrom::Opening) => 0.0,
            _ => pathway.lag.draw(&mut self.stream),
        };
        let pause = stage.pause.draw(&mut self.stream);
        let ready = before.map_or(self.opened, |visit| visit.end);
        let visit = match pathway.counted_from {
            CountedFrom::Opening => {
                let from = ready + lag;
                let first = self.visits.first();
                Visit {
                    pause: (from, from + pause),
                    start: self.opened,
                    start_recorded: first.map_or(from, |visit| visit.start_recorded),
                    arrival: from + pause,
                    ..NOT_BEGUN
                }
            }
            CountedFrom::Stage => Visit {
                pause: (ready, ready + pause),
                start: ready + pause,
                start_recorded: ready + pause + lag,
                arrival: ready + pause + lag,
                ..NOT_BEGUN
            },
        };
        self.visits.push(visit);
        visit.arrival
    }
}

const NOT_BEGUN: Visit = Visit {
    pause: (0.0, 0.0),
    start: 0.0,
    start_recorded: 0.0,
    arrival: 0.0,
    queued: None,
    end: f64::INFINITY,
    end_recorded: f64::INFINITY,
};

/// A case that comes to a stage; the earliest is the greatest, and of two at once the one that was listed first.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Arrival {
    at: f64,
    case: usize,
}

impl Eq for Arrival {}

impl Ord for Arrival {
    fn cmp(&self, other: &Self) -> Ordering {
        let at = other.at.total_cmp(&self.at);
        at.then(other.case.cmp(&self.case))
    }
}

impl PartialOrd for Arrival {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// When somebody is free again.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Free(f64);

impl Eq for Free {}

impl Ord for Free {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Free {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Lets cases pass their stages, in the order in which they come to each, until the reported periods are over.
pub fn pass(pathway: &Pathway, mut cases: Vec<PathwayCase>, ends: &[i64]) -> Vec<PathwayCase> {
    let close = ends[ends.len() - 1] as f64;
    let mut queues: Vec<BinaryHeap<Reverse<Free>>> = vec![BinaryHeap::new(); pathway.stages.len()];
    let mut arrivals: BinaryHeap<Arrival> = BinaryHeap::new();
    for (number, case) in cases.iter_mut().enumerate() {
        let at = case.come(pathway);
        arrivals.push(Arrival { at, case: number });
    }
    while let Some(Arrival { at, case: number }) = arrivals.pop() {
        if at >= close {
            break;
        }
        let case = &mut cases[number];
        let place = case.visits.len() - 1;
        let stage = &pathway.stages[place];
        let duration = stage.duration.draw(&mut case.stream);
        let lag = stage.lag.draw(&mut case.stream);
        let begins = match stage.capacity {
            Some(capacity) if queues[place].len() >= capacity => {
                let free = queues[place].pop().map_or(at, |Reverse(Free(free))| free);
                at.max(free)
            }
            _ => at,
        };
        let end = begins + duration;
        if stage.capacity.is_some() {
            queues[place].push(Reverse(Free(end)));
        }
        let visit = &mut case.visits[place];
        visit.queued = stage.capacity.map(|_| begins - at);
        visit.end = end;
        visit.end_recorded = (end + lag).max(visit.start_recorded);
        if place + 1 < pathway.stages.len() {
            let at = case.come(pathway);
            arrivals.push(Arrival { at, case: number });
        } else if case.stream.random::<f64>() < pathway.reopened.get() {
            let stream = of_entity(case.stream.next_u64(), 0);
            let mut again = PathwayCase {
                again: true,
                ..PathwayCase::new(end, stream)
            };
            let at = again.come(pathway);
            arrivals.push(Arrival {
                at,
                case: cases.len(),
            });
            cases.push(again);
        }
    }
    cases
}
