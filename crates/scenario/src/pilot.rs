//! A pilot: some teams have something new from a period on, the others do not, and a check says what it did.

use crate::ids::CheckId;
use crate::operation::Horizon;

/// Something new that is tried in some teams under a policy. Which teams have it is dealt by chance in every replication.
#[derive(Clone, Debug, PartialEq)]
pub struct Pilot {
    /// Its name, unique.
    pub name: String,
    /// The check whose results it is judged by.
    pub check: CheckId,
    /// Teams that have it, in the end.
    pub teams: usize,
    /// Other teams that they are compared with.
    pub comparison: usize,
    /// The simulated periods from which it is had, by step: teams of a step start together.
    pub starts: Vec<usize>,
    /// What it takes off the log-odds of error.
    pub gain: f64,
    /// Whether it does so in each attribute, by [`AttributeId`](crate::AttributeId).
    pub attributes: Vec<bool>,
    /// Periods after which the fall has halved; infinite where it does not wear off.
    pub half_life: f64,
    /// Share of the gain that reaches the teams that do not have it, or do not yet, from the first start on.
    pub contamination: f64,
    /// Teams that have it and drop out; only where all start together.
    pub dropouts: Option<Dropouts>,
}

/// Teams that drop out of a pilot: they have it no longer, and what is checked in them does not count any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropouts {
    /// How many of those that have it, fewer than all.
    pub teams: usize,
    /// The simulated period from which they are out.
    pub from: usize,
}

/// The most steps in which teams start.
pub const MOST_STEPS: usize = 6;

impl Pilot {
    /// The step in which the pilot's team number so many starts; equal numbers start together, or as nearly as can be.
    pub fn step(&self, team: usize) -> usize {
        team * self.starts.len() / self.teams
    }

    /// Whether the pilot's team number so many has dropped out by a simulated period.
    pub fn has_left(&self, team: usize, period: usize) -> bool {
        let out = |dropouts: Dropouts| team < dropouts.teams && dropouts.from <= period;
        self.dropouts.is_some_and(out)
    }

    /// Whether all teams that have it start together.
    pub fn is_parallel(&self) -> bool {
        self.starts.len() == 1
    }

    /// The fall in log-odds in a simulated period of a team that starts in a step, or never.
    pub fn fall(&self, step: Option<usize>, period: usize) -> f64 {
        let since = |start: usize| {
            let periods = period.checked_sub(start)?;
            Some(self.gain * (-(periods as f64) / self.half_life).exp2())
        };
        let own = step.and_then(|step| since(self.starts[step]));
        own.or_else(|| Some(self.contamination * since(self.starts[0])?))
            .unwrap_or(0.0)
    }

    /// How many phases it is seen in: one after each start, and one before the first where a reported period is.
    pub fn phases(&self, horizon: &Horizon) -> usize {
        self.starts.len() + usize::from(self.starts[0] > horizon.warm_up)
    }

    /// How many of its steps have started by a simulated period.
    pub fn started(&self, period: usize) -> usize {
        self.starts.iter().filter(|start| **start <= period).count()
    }
}
