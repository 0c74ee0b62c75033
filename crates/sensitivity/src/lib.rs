//! Which assumptions of a scenario its answers hang on.
//!
//! Every number that has a range is taken at its lowest and at its highest value, everything else as it is assumed
//! ([`tornado`]). All are simulated on the same random numbers, so that what differs between two of them is the assumption
//! and hardly chance; what is left of chance is the Monte Carlo standard error of each difference.
//!
//! Or keys take the values of a grid ([`simulate`]), whatever range they have.
//!
//! Or all numbers move at once ([`together()`]): which of them share in the variance of an answer, alone and with others.

mod bar;
mod evaluate;
mod figure;
mod leading;
mod listed;
mod moves;
mod shares;
mod steps;
mod sweep;
mod together;
mod tornado;

pub use bar::{Bar, Effect};
pub use evaluate::Done;
pub use leading::{Leading, leading_bars, leading_shares, left_open, subject};
pub use listed::{Listed, MOST, listed_bars, listed_shares};
pub use shares::Share;
pub use sweep::{
    Axis, Pass, Sweep, SweepFailed, SweepRow, Swept, can_be_swept, pairs_at, passes, points,
    simulate, values_at,
};
pub use together::{Design, MOST_REPLICATIONS, Together, together};
pub use tornado::{Failed, Tornado, Trial, Tried, Watch, tornado};
