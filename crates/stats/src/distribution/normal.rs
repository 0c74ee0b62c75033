//! The normal distribution as the closed forms of [`Distribution`](super::Distribution) take it.

use statrs::distribution::{ContinuousCDF, Normal};

/// Standard normal distribution function.
pub fn normal_cdf(z: f64) -> f64 {
    Normal::standard().cdf(z)
}

/// Standard normal quantile.
pub fn normal_quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}
