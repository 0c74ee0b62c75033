//! Choosing the best of several policies by simulation: how far apart estimates must be, and how many replications that takes.

mod budget;
mod constants;
mod constrained;
mod kim_nelson;
mod paired;

pub use budget::{budget_fractions, chance_of_correct_selection};
pub use constants::{bechhofer_h, dudewicz_dalal_h, nelson_matejcik_g, rinott_h, subset_screen_t};
pub use constrained::{Constrained, Limit, Standing, constrained_selection};
pub use kim_nelson::{Indifference, Selection, fully_sequential, kim_nelson_eta};
pub use paired::{common_variance, paired_interval, variance_reduction};
