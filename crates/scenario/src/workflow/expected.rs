//! What is known of a workflow without a draw.
//!
//! Let `P` hold the probabilities of going from state to state. Visits are `(I − P)⁻¹` (the
//! fundamental matrix of an absorbing chain) read along the start's row. Times to completion solve
//! `(I − Q)·t = m`, where `Q` is `P` without the ways out of completing states and ends, and `m` the
//! expected days in each state; their squares solve `(I − Q)·s = m₂ + 2·Σ E[days; way]·t(way)`, in
//! which the time in a state and the way out of it need not be independent.
//!
//! # Source
//! Kemeny & Snell (1976), Finite Markov Chains, chapter III; Howard (1971), Dynamic Probabilistic
//! Systems II, chapter 11 (semi-Markov processes).

use super::exits::Exit;
use super::solve::solve;
use super::state::{State, Workflow};

/// Expected course of one correction.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// Probability that it is completed.
    pub completed: f64,
    /// Probability that a due date passes before it is completed or closed.
    pub overdue: f64,
    /// Days until it is completed, or closed without that.
    pub days: f64,
    /// Variance of those days.
    pub days_variance: f64,
    /// Days until it comes to its end.
    pub days_to_end: f64,
    /// How often each state is entered; zero for states that cannot be come to.
    pub visits: Vec<f64>,
    /// Minutes of work.
    pub minutes: f64,
}

impl Workflow {
    /// How often each state is entered on average; zero for states that cannot be come to. None
    /// where a correction may never come to an end.
    pub fn visits(&self) -> Option<Vec<f64>> {
        Chain::new(self)
            .without(|_| true, |_| true)
            .solve_left(self.start)
    }

    /// Closed forms of one correction; none where one may never come to an end, or so rarely that
    /// it cannot be computed.
    pub fn expected(&self) -> Option<Expected> {
        let chain = Chain::new(self);
        let open = |state: &State| !state.completes && !state.ends();
        let any = |_: &Exit| true;
        let (first, second): (Vec<f64>, Vec<f64>) = self.states.iter().map(State::moments).unzip();
        let only_open = |state: usize, x: f64| if open(&self.states[state]) { x } else { 0.0 };

        let to_completion = chain.without(open, any);
        let days = to_completion.solve(|state| only_open(state, first[state]))?;
        let squares = to_completion.solve(|state| {
            let exits = chain.exits[state].iter();
            let cross: f64 = exits.map(|exit| exit.days * days[exit.to]).sum();
            only_open(state, second[state] + 2.0 * cross)
        })?;
        let completed = to_completion.solve(|state| f64::from(self.states[state].completes))?;
        let overdue = chain.without(open, |exit| !exit.late).solve(|state| {
            let late = chain.exits[state].iter().filter(|exit| exit.late);
            only_open(state, late.map(|exit| exit.probability).sum())
        })?;
        let to_end = chain.without(|_| true, any);
        let days_to_end = to_end.solve(|state| first[state])?;
        let visits = to_end.solve_left(self.start)?;
        let minutes = self.states.iter().zip(&visits);
        Some(Expected {
            completed: completed[self.start],
            overdue: overdue[self.start],
            days: days[self.start],
            days_variance: (squares[self.start] - days[self.start].powi(2)).max(0.0),
            days_to_end: days_to_end[self.start],
            minutes: minutes.map(|(state, visits)| state.minutes * visits).sum(),
            visits,
        })
    }
}

/// The ways out of every state that can be come to; states that cannot have none.
struct Chain<'w> {
    exits: Vec<Vec<Exit>>,
    states: &'w [State],
}

impl<'w> Chain<'w> {
    fn new(workflow: &'w Workflow) -> Self {
        let reachable = workflow.reachable();
        let states = workflow.states.iter().zip(reachable);
        let exits = states.map(|(state, reachable)| match reachable {
            true => state.exits(),
            false => Vec::new(),
        });
        Self {
            exits: exits.collect(),
            states: &workflow.states,
        }
    }

    /// `I − Q`, where `Q` keeps the ways out of some states, and some of those ways.
    fn without(&self, of: impl Fn(&State) -> bool, kept: impl Fn(&Exit) -> bool) -> Equations {
        let n = self.states.len();
        let mut rows = vec![vec![0.0; n]; n];
        for (from, row) in rows.iter_mut().enumerate() {
            row[from] = 1.0;
            if of(&self.states[from]) {
                for exit in self.exits[from].iter().filter(|exit| kept(exit)) {
                    row[exit.to] -= exit.probability;
                }
            }
        }
        Equations { rows }
    }
}

/// `I − Q`.
struct Equations {
    rows: Vec<Vec<f64>>,
}

impl Equations {
    /// `x` of `(I − Q)·x = b`.
    fn solve(&self, b: impl Fn(usize) -> f64) -> Option<Vec<f64>> {
        solve(self.rows.clone(), (0..self.rows.len()).map(b).collect())
    }

    /// `x` of `xᵀ·(I − Q) = eᵀ`, with `e` one at the start: expected visits.
    fn solve_left(&self, start: usize) -> Option<Vec<f64>> {
        let n = self.rows.len();
        let column = |j: usize| self.rows.iter().map(|row| row[j]).collect();
        let unit = (0..n).map(|state| f64::from(state == start)).collect();
        solve((0..n).map(column).collect(), unit)
    }
}
