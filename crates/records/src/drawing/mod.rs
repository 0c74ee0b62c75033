//! A real sample, drawn from a list of cases that may be longer than memory.
//!
//! Every case has a permanent random number, made of the seed and its own number ([`number`]). A list is
//! read three times: to count its strata ([`Frame`]), to find which numbers are drawn ([`Choosing`]), and
//! to say so of each case ([`Chosen::of`]). A later draw under the same seed with more checks holds the
//! earlier one where the method allows it ([`DrawDesign::keeps_earlier`]), and anyone who has the list and the seed can repeat it.
//!
//! How many are asked of each stratum comes from the very methods that the simulator studies
//! ([`tierone_scenario::METHODS`]).

mod assign;
mod choose;
mod frame;
mod in_turn;
mod number;
mod plan;
mod words;

pub use assign::{Assigned, Checker, Checkers};
pub use choose::{Choosing, Chosen, Drawn};
pub use frame::{Doubtful, Frame, Stratum, WithoutValue};
pub use number::{Number, number};
pub use plan::DrawDesign;
pub use words::sample;
