//! The correction workflow without a draw.

use serde::Serialize;

use super::unknown::{Fact, Unknown, printed};
use tierone_scenario::Scenario;
use tierone_scenario::workflow::Workflow;

/// What is known of the correction workflow.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CorrectionFacts {
    /// What to expect of one correction; unknown where one may never end.
    #[serde(serialize_with = "printed")]
    pub course: Fact<Course>,
    /// States that no correction reaches.
    pub unreachable: Vec<String>,
    /// States from which no end is reached.
    pub never_ending: Vec<String>,
    /// States that a correction can enter again, without any limit.
    pub loops: Vec<Loop>,
    /// States of work that a correction can reach and that have no owner.
    pub without_owner: Vec<String>,
}

/// The expected course of one correction.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Course {
    /// Probability that it is completed.
    pub completed: f64,
    /// Probability that it is completed and the error is then right.
    pub right: f64,
    /// Probability that a due date passes before it is completed or closed.
    pub overdue: f64,
    /// Days until it is completed, or closed without that.
    pub days: f64,
    /// Standard deviation of those days.
    pub days_sd: f64,
    /// Days until nothing of it is left to do.
    pub days_to_end: f64,
    /// Minutes of work.
    pub minutes: f64,
}

/// A state that a correction can enter again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Loop {
    /// Its name.
    pub state: String,
    /// How often a correction enters it on average.
    #[serde(serialize_with = "printed")]
    pub visits: Fact<f64>,
    /// Probability of entering it again, once there.
    #[serde(serialize_with = "printed")]
    pub again: Fact<f64>,
}

pub(super) fn facts(scenario: &Scenario) -> CorrectionFacts {
    let workflow = &scenario.correction.workflow;
    let reachable = workflow.reachable();
    let named = |kept: &dyn Fn(usize) -> bool| -> Vec<String> {
        let states = workflow
            .states
            .iter()
            .enumerate()
            .filter(|(state, _)| kept(*state));
        states.map(|(_, state)| state.name.clone()).collect()
    };
    let (can_end, in_a_loop) = (workflow.can_end(), workflow.in_a_loop());
    let visits = workflow.visits();
    let loops = (0..workflow.states.len()).filter(|state| in_a_loop[*state] && reachable[*state]);
    let course = workflow.expected().map(|expected| Course {
        completed: expected.completed,
        right: expected.completed * (1.0 - scenario.correction.failed.get()),
        overdue: expected.overdue,
        days: expected.days,
        days_sd: expected.days_variance.sqrt(),
        days_to_end: expected.days_to_end,
        minutes: expected.minutes,
    });
    CorrectionFacts {
        course: course.ok_or(Unknown::NEVER_ENDS),
        unreachable: named(&|state| !reachable[state]),
        never_ending: named(&|state| reachable[state] && !can_end[state]),
        loops: loops
            .map(|state| Loop {
                state: workflow.states[state].name.clone(),
                visits: visits
                    .as_ref()
                    .map(|visits| visits[state])
                    .ok_or(Unknown::NEVER_ENDS),
                again: again(workflow, state),
            })
            .collect(),
        without_owner: named(&|state| {
            let of = &workflow.states[state];
            reachable[state] && !of.ends() && of.owner.is_none()
        }),
    }
}

/// A correction that starts in a state enters it `1/(1 − again)` times.
fn again(workflow: &Workflow, state: usize) -> Fact<f64> {
    let from = Workflow {
        start: state,
        ..workflow.clone()
    };
    let visits = from.visits().ok_or(Unknown::NEVER_ENDS)?;
    Ok(1.0 - 1.0 / visits[state])
}
