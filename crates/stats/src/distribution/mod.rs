//! Distributions of money and of days: moments and quantiles in closed form, and draws.

mod amount;
mod family;
mod normal;

pub use amount::Amount;
pub use family::Distribution;
pub use normal::{normal_cdf, normal_quantile};
