//! Which states can be come to, and from which there is a way to an end.

use super::state::{StateId, Workflow};

impl Workflow {
    /// Whether each state can be come to from the start, by ways that have a probability.
    pub fn reachable(&self) -> Vec<bool> {
        let leads: Vec<Vec<StateId>> = self.leads();
        spread(vec![self.start], &leads)
    }

    /// Whether each state has a way to an end.
    pub fn can_end(&self) -> Vec<bool> {
        let mut comes_from = vec![Vec::new(); self.states.len()];
        for (from, leads) in self.leads().into_iter().enumerate() {
            for to in leads {
                comes_from[to].push(from);
            }
        }
        let ends = (0..self.states.len()).filter(|state| self.states[*state].ends());
        spread(ends.collect(), &comes_from)
    }

    /// Whether each state can be come to again from itself.
    pub fn in_a_loop(&self) -> Vec<bool> {
        let leads = self.leads();
        (0..self.states.len())
            .map(|state| spread(leads[state].clone(), &leads)[state])
            .collect()
    }

    fn leads(&self) -> Vec<Vec<StateId>> {
        let to =
            |exits: Vec<crate::workflow::exits::Exit>| exits.iter().map(|exit| exit.to).collect();
        self.states.iter().map(|state| to(state.exits())).collect()
    }
}

/// All that can be come to from `open`, itself included.
fn spread(mut open: Vec<StateId>, leads: &[Vec<StateId>]) -> Vec<bool> {
    let mut reached = vec![false; leads.len()];
    while let Some(state) = open.pop() {
        if !std::mem::replace(&mut reached[state], true) {
            open.extend(&leads[state]);
        }
    }
    reached
}
