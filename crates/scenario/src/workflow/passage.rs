//! One correction's way through its workflow.

use rand::{Rng, RngExt};

use super::state::{State, StateId, Workflow};

/// What came of one correction.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Passage {
    /// Days from its start until it was completed, or until it was closed without that.
    pub days: f64,
    /// Whether it was completed.
    pub completed: bool,
    /// Whether a due date passed before that.
    pub overdue: bool,
    /// Minutes of work, also on what is left to do after completion.
    pub minutes: f64,
}

impl Workflow {
    /// Draws one passage. It comes to an end because a scenario whose corrections might not, or
    /// only after very many states, is refused.
    pub fn pass<R: Rng>(&self, random: &mut R) -> Passage {
        let mut passage = Passage::default();
        let mut at = self.start;
        loop {
            let state = &self.states[at];
            passage.completed |= state.completes;
            passage.minutes += state.minutes;
            if state.ends() {
                return passage;
            }
            let mut days = state.duration.draw(random);
            let due = state.due.filter(|due| days > due.days);
            at = match due.and_then(|due| Some((due.days, due.overdue?))) {
                Some((due, overdue)) => {
                    days = due;
                    overdue
                }
                None => state.choose(random),
            };
            if !passage.completed {
                passage.days += days;
                passage.overdue |= due.is_some();
            }
        }
    }
}

impl State {
    /// Where it leads. Nothing is drawn where there is no choice.
    fn choose<R: Rng>(&self, random: &mut R) -> StateId {
        let (last, others) = self.next.split_last().expect("an end leads nowhere");
        if others.is_empty() {
            return last.0;
        }
        let mut left: f64 = random.random();
        for (to, probability) in others {
            left -= probability.get();
            if left < 0.0 {
                return *to;
            }
        }
        last.0
    }
}
