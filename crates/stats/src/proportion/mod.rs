//! Intervals for one proportion from a simple sample.
//!
//! `found` errors among `checked` decisions; all shares are from 0 to 1 and all intervals two-sided at `confidence`
//! unless the name says otherwise.

mod counts;
mod exact;
mod jeffreys;
mod normal;
mod wilson;

pub use exact::{
    clopper_pearson, clopper_pearson_effective, clopper_pearson_lower, clopper_pearson_upper,
    mid_p, mid_p_effective,
};
pub use jeffreys::{Beta, jeffreys, jeffreys_raw};
pub use normal::{agresti_coull, wald};
pub use wilson::{wilson, wilson_cc, wilson_effective};

pub(crate) use counts::two_sided_z;
