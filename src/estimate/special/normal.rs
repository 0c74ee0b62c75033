//! The normal distribution.

use super::Tails;
use std::f64::consts::{FRAC_1_SQRT_2, PI, SQRT_2};

/// Both tails of the standard normal distribution at `z`.
///
/// # Source
/// Φ(z) = ½ erfc(−z/√2).
pub fn normal_tails(z: f64) -> Tails {
    Tails {
        lower: 0.5 * erfc(-z * FRAC_1_SQRT_2),
        upper: 0.5 * erfc(z * FRAC_1_SQRT_2),
    }
}

/// The point below which a standard normal variable falls with probability `p`.
///
/// # Source
/// statrs' rational approximation, and one step of Newton's method.
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.5 {
        return 0.0;
    }
    let first = -SQRT_2 * statrs::function::erf::erfc_inv(2.0 * p);
    let density = (-0.5 * first * first).exp() / (2.0 * PI).sqrt();
    if !first.is_finite() || density < f64::MIN_POSITIVE {
        return first;
    }
    let tails = normal_tails(first);
    let excess = if p < 0.5 {
        tails.lower - p
    } else {
        (1.0 - p) - tails.upper
    };
    first - excess / density
}

/// The complementary error function.
pub(super) fn erfc(x: f64) -> f64 {
    statrs::function::erf::erfc(x)
}
