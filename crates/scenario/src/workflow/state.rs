//! A workflow and its states: who owns them, how long they last and where they lead.

use tierone_stats::distribution::Distribution;
use tierone_stats::units::Probability;

/// Index into [`Workflow::states`].
pub type StateId = usize;

/// States that a correction passes from its start to an end.
///
/// Where a state leads does not depend on how the correction came there, nor on how often: a chain
/// of states with times of their own (a semi-Markov chain).
#[derive(Clone, Debug, PartialEq)]
pub struct Workflow {
    /// The states, in file order.
    pub states: Vec<State>,
    /// Where every correction starts, at the end of the period of its check.
    pub start: StateId,
}

/// One state.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Its name, unique.
    pub name: String,
    /// Whose work it is.
    pub owner: Option<String>,
    /// Days until it is done; drawn afresh each time it is entered. An end takes none.
    pub duration: Distribution,
    /// When it is overdue; never where there is none.
    pub due: Option<Due>,
    /// Where it leads when it is done, with probabilities that add up to one; nowhere from an end.
    pub next: Vec<(StateId, Probability)>,
    /// Whether entering it means that the error is right and its money stops.
    pub completes: bool,
    /// Minutes of work each time it is entered.
    pub minutes: f64,
}

/// A due date. It is set anew each time its state is entered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Due {
    /// Days from the entry of the state; what takes just as long is not overdue.
    pub days: f64,
    /// Where a state that is not done by then goes at once; it stays until it is done where there
    /// is none.
    pub overdue: Option<StateId>,
}

impl Workflow {
    /// One state of work that ends completed: a correction without stages. What takes longer than
    /// `due` days is overdue, and is completed all the same.
    pub fn single(duration: Distribution, due: Option<f64>, minutes: f64) -> Self {
        let correcting = State {
            name: "correcting".into(),
            owner: None,
            duration,
            due: due.map(|days| Due {
                days,
                overdue: None,
            }),
            next: vec![(1, Probability::ONE)],
            completes: false,
            minutes,
        };
        let completed = State {
            name: "completed".into(),
            owner: None,
            duration: Distribution::Constant(0.0),
            due: None,
            next: Vec::new(),
            completes: true,
            minutes: 0.0,
        };
        Self {
            states: vec![correcting, completed],
            start: 0,
        }
    }
}

impl State {
    /// Whether a correction that comes here has come to its end.
    pub fn ends(&self) -> bool {
        self.next.is_empty()
    }
}
