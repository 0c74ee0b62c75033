//! Which assumptions of a scenario its answers hang on.
//!
//! Every number that has a range is taken at its lowest and at its highest value, everything else as it is assumed
//! ([`tornado`]). All are simulated on the same random numbers, so that what differs between two of them is the assumption
//! and hardly chance; what is left of chance is the Monte Carlo standard error of each difference.

mod bar;
mod inputs;
mod tornado;

pub use bar::{Bar, Effect};
pub use inputs::{Input, inputs};
pub use tornado::{Failed, Tornado, Trial, Tried, Watch, tornado};
