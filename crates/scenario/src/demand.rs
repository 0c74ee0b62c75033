//! Demand: the work that comes in, and the people's time that there is for it.
//!
//! How many decisions are closed is then an outcome: what was cleared of the work that waited, the first to come first.

use crate::operation::{Horizon, Workforce};
use std::collections::VecDeque;
use tierone_stats::queue::{WorkKind, WorkQueue};
use tierone_stats::units::Probability;

/// The work that comes in, and the time that there is for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// By activity.
    pub work: Vec<Work>,
    /// Share of their time that caseworkers are away.
    pub absence: Probability,
    /// Hours that a caseworker works on average, as a share of full time.
    pub full_time: Probability,
    /// Starters who clear less.
    pub training: Option<Training>,
    /// Hours that a full-time equivalent works in a period; known where time can be taken.
    pub hours: Option<f64>,
    /// Probability that a caseworker's decision which a check fails comes back, and takes the time of another.
    pub returned: Probability,
    /// Age in days beyond which a decision is late; infinite where none is stated.
    pub target: f64,
    /// What a head of work adds to the log-odds of error.
    pub pressure: Option<Pressure>,
    /// By pool, whether its hours are caseworkers' own.
    pub pools: Vec<bool>,
    /// Whether corrections are caseworkers' work.
    pub corrections: bool,
}

/// The work of one activity.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Intakes expected in each reported period.
    pub intakes: Vec<f64>,
    /// Variance beyond that of Poisson's law, as a share of the squared mean (negative binomial); 0 for Poisson's.
    pub dispersion: f64,
    /// Decisions that a full-time equivalent clears in a period, when there.
    pub productivity: f64,
    /// Classes are cleared in rising order.
    pub priority: u32,
    /// Decisions that wait as the horizon starts, by whole periods for which they have waited.
    pub backlog: Vec<u64>,
    /// Decisions closed in each reported period if all goes as planned: by caseworkers, and by the system.
    pub planned: Vec<(u64, u64)>,
}

/// How much less starters clear, and for how long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Training {
    /// Whole periods from the first.
    pub periods: usize,
    /// Share of an experienced caseworker's productivity.
    pub productivity: f64,
}

/// What a head of work adds to the log-odds of error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pressure {
    /// Log-odds for each period's work that waits.
    pub gain: f64,
    /// Periods of work that add nothing yet.
    pub above: f64,
    /// The most log-odds that it adds.
    pub max: f64,
}

impl Pressure {
    /// What is added where so many periods of work wait.
    pub fn at(&self, periods: f64) -> f64 {
        // Nobody is there for what waits: as bad as it gets.
        if periods.is_infinite() {
            return self.max;
        }
        (self.gain * (periods - self.above).max(0.0)).min(self.max)
    }
}

impl Demand {
    /// The queue as it is when the horizon starts, and at the start of every period of the warm-up before it; `period` is the
    /// one that begins.
    pub fn queue(&self, period: usize) -> WorkQueue {
        let mut queue = self.kinds();
        let oldest = self.work.iter().map(|work| work.backlog.len()).max();
        for age in (0..oldest.unwrap_or(0)).rev() {
            queue.add(period as i64 - 1 - age as i64, &self.waited(age));
        }
        queue
    }

    /// The kinds of work, of which nothing waits.
    pub fn kinds(&self) -> WorkQueue {
        let kind = |work: &Work| WorkKind {
            time: 1.0 / work.productivity,
            class: work.priority,
        };
        WorkQueue::new(self.work.iter().map(kind).collect())
    }

    /// Decisions that have waited for so many whole periods as the horizon starts, by activity.
    pub fn waited(&self, age: usize) -> Vec<u64> {
        let work = self.work.iter();
        work.map(|work| work.backlog.get(age).copied().unwrap_or(0))
            .collect()
    }

    /// The full-time equivalents that a caseworker amounts to after so many whole periods; by what they clear.
    pub fn equivalents(&self, tenure: usize) -> f64 {
        let present = self.full_time.get() * (1.0 - self.absence.get());
        match self.training {
            Some(training) if tenure < training.periods => present * training.productivity,
            _ => present,
        }
    }

    /// The full-time equivalents that are expected where seats are filled as they are in the long run.
    pub fn expected_equivalents(&self, workforce: &Workforce) -> f64 {
        let leave = workforce.attrition.get();
        let filled = workforce.filled();
        let periods = self.training.map_or(0, |training| training.periods);
        let in_training = 1.0 - (1.0 - leave).powf(periods as f64);
        let experienced = self.equivalents(usize::MAX);
        filled * (in_training * self.equivalents(0) + (1.0 - in_training) * experienced)
    }

    /// The full-time equivalents that are expected in each reported period: the same in all of them, unless caseworkers are
    /// recruited by a plan.
    pub fn planned_equivalents(&self, workforce: &Workforce, horizon: &Horizon) -> Vec<f64> {
        let steady = self.expected_equivalents(workforce);
        let Some(recruitment) = &workforce.recruitment else {
            return vec![steady; horizon.periods];
        };
        let stay = 1.0 - workforce.attrition.get();
        let learns = self.training.map_or(0, |training| training.periods);
        let (new, experienced) = (self.equivalents(0), self.equivalents(usize::MAX));
        // In training, by periods served; who is replaced at once was there before.
        let in_post = workforce.filled();
        let mut training: VecDeque<f64> = (0..learns)
            .map(|served| in_post * (1.0 - stay) * stay.powf(served as f64))
            .collect();
        let mut others = in_post - training.iter().sum::<f64>();
        let mut planned = Vec::new();
        for period in 0..horizon.periods {
            let learning: f64 = training.iter().sum();
            planned.push(learning * new + others * experienced);
            training.iter_mut().for_each(|people| *people *= stay);
            others = others * stay + training.pop_back().unwrap_or(0.0);
            let offers = recruitment.due(0, period);
            let come = offers.unwrap_or(0) as f64 * recruitment.show_rate.get();
            let empty = workforce.seats as f64 - others - training.iter().sum::<f64>();
            let come = come.min(empty.max(0.0));
            match learns {
                0 => others += come,
                _ => training.push_front(come),
            }
        }
        planned
    }

    /// The same on average of the reported periods.
    pub fn mean_equivalents(&self, workforce: &Workforce, horizon: &Horizon) -> f64 {
        match workforce.recruitment {
            None => self.expected_equivalents(workforce),
            Some(_) => {
                let planned = self.planned_equivalents(workforce, horizon);
                planned.iter().sum::<f64>() / planned.len() as f64
            }
        }
    }

    /// Periods of work that wait, where so many full-time equivalents are there; infinite where nobody is.
    pub fn periods_waiting(queue: &WorkQueue, equivalents: f64) -> f64 {
        let time = queue.time_waiting();
        if time <= 0.0 { 0.0 } else { time / equivalents }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pressure_rises_with_the_periods_of_work_that_wait_up_to_its_most() {
        let pressure = Pressure {
            gain: 0.2,
            above: 1.0,
            max: 0.5,
        };
        let at = |periods| pressure.at(periods);
        assert_eq!([at(0.0), at(1.0), at(2.0)], [0.0, 0.0, 0.2]);
        assert_eq!([at(9.0), at(f64::INFINITY)], [0.5, 0.5]);
    }
}
