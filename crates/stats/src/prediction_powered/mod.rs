//! A cheap result of every decision, and a gold one of a sample: both together say more than either.

mod amounts;
mod difference;
mod results;

pub use amounts::{CheckedAgain, FailedAmounts, ListedValues, money};
pub use difference::{mean, power};
pub use results::share;
