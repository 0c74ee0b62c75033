//! The correction workflow: named states that a correction passes, who owns them, how long they
//! last and where they lead.
//!
//! | room | what it does |
//! | --- | --- |
//! | `state` | a workflow and its states |
//! | `exits` | the ways out of a state: their probabilities, and the time that each takes |
//! | `reach` | which states can be come to, and which can never end |
//! | `expected` | closed forms: days, their variance, share overdue, visits, work |
//! | `passage` | drawing one correction's way through |
//! | `solve` | linear equations, as many as there are states |

mod exits;
mod expected;
mod passage;
mod reach;
mod solve;
mod state;

pub use exits::Exit;
pub use expected::Expected;
pub use passage::Passage;
pub use state::{Due, State, StateId, Workflow};
