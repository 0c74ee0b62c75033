//! The share of decisions in error from a stratified sample.
//!
//! Four intervals, all of the share among the decisions of the strata that were checked: Wilson at a smoothed effective
//! size (closed form, inside the simulator), Fay and Feuer (leans to a guarantee), profile likelihood (narrowest), and
//! the Poisson-gamma posterior (by draws, where errors are rare).

mod effective;
mod fay_feuer;
mod likelihood;
mod posterior;
mod stratum;

pub use effective::{korn_graubard, smoothed_effective_size, wilson_smoothed};
pub use fay_feuer::fay_feuer;
pub use likelihood::profile_likelihood;
pub use posterior::{
    RARE, poisson_gamma, poisson_gamma_at_most, poisson_gamma_draws, poisson_gamma_moments,
};
pub use stratum::{Stratum, pool_equal_weights, rate};

pub(crate) use posterior::{Drawn, Moments, PoissonProcess, Posterior, is_known, prior_errors};
