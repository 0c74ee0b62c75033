//! The ways out of a state: a due date and a duration decide together which is taken and when.

use super::state::{State, StateId};

/// One way out of a state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exit {
    /// The state it leads to.
    pub to: StateId,
    /// Probability that it is taken; more than zero.
    pub probability: f64,
    /// Expected days in the state, zero where another way is taken: `E[days; this way]`.
    pub days: f64,
    /// Whether the state's due date has passed.
    pub late: bool,
}

impl State {
    /// Every way out that can be taken; none from an end.
    ///
    /// With `D` the duration and `w` the due date, a state is done in time with probability
    /// `P(D ≤ w)`, in `E[D; D ≤ w]` days; else it goes to its overdue state after `w` days, or is
    /// done late, in `E[D; D > w]`.
    pub fn exits(&self) -> Vec<Exit> {
        if self.ends() {
            return Vec::new();
        }
        let mean = self.duration.mean();
        let due = self.due.map_or(f64::INFINITY, |due| due.days);
        let (in_time, in_time_days) = (self.duration.cdf(due), self.duration.partial_mean(due));
        let late = 1.0 - in_time;
        let mut exits = Vec::new();
        let mut add = |to: StateId, probability: f64, days: f64, late: bool| {
            if probability > 0.0 {
                exits.push(Exit {
                    to,
                    probability,
                    days,
                    late,
                });
            }
        };
        let overdue = self.due.and_then(|due| due.overdue);
        for (to, probability) in &self.next {
            let p = probability.get();
            add(*to, p * in_time, p * in_time_days, false);
            if overdue.is_none() {
                add(*to, p * late, p * (mean - in_time_days), true);
            }
        }
        if let Some(to) = overdue {
            add(to, late, due * late, true);
        }
        exits
    }

    /// Expected days in the state, and expected square of them, each time it is entered.
    pub fn moments(&self) -> (f64, f64) {
        if self.ends() {
            return (0.0, 0.0);
        }
        let cut = self.due.filter(|due| due.overdue.is_some());
        let Some(due) = cut.map(|due| due.days) else {
            return (self.duration.mean(), self.duration.square());
        };
        let late = 1.0 - self.duration.cdf(due);
        (
            self.duration.partial_mean(due) + due * late,
            self.duration.partial_square(due) + due * due * late,
        )
    }
}
