//! The two small quantities from which every tail is built without cancellation: Stirling's error and the unit deviance.

use std::f64::consts::PI;

/// Natural logarithm of the gamma function, for positive arguments.
///
/// Small arguments are lifted to ten or more by Γ(a + 1) = a Γ(a), where Stirling's series is exact to the last bits.
/// # Source
/// Abramowitz & Stegun (1964), 6.1.15 and 6.1.41.
pub fn ln_gamma(a: f64) -> f64 {
    if a >= LIFT {
        return (a - 0.5) * a.ln() - a + half_ln_two_pi() + stirling_series(a);
    }
    let mut lifted = a;
    let mut product = 1.0;
    while lifted < LIFT {
        product *= lifted;
        lifted += 1.0;
    }
    (lifted - 0.5) * lifted.ln() - lifted + half_ln_two_pi() + stirling_series(lifted)
        - product.ln()
}

/// What Stirling's formula leaves out: ln Γ(a) − [(a − ½) ln a − a + ½ ln 2π].
///
/// # Source
/// Loader (2000), Fast and accurate computation of binomial probabilities, §2.
pub(super) fn stirling_error(a: f64) -> f64 {
    if a >= LIFT {
        stirling_series(a)
    } else {
        ln_gamma(a) - (a - 0.5) * a.ln() + a - half_ln_two_pi()
    }
}

/// The unit deviance t − 1 − ln t, where `above` is t − 1 and `ratio` is t.
///
/// Both are asked for because near 1 only the first, and near 0 only the second, is known to full precision.
pub(super) fn deviance(above: f64, ratio: f64) -> f64 {
    if above.abs() > 0.4 {
        return above - ratio.ln();
    }
    // ln(1 + u) = 2 artanh(r) with r = u / (2 + u), and u − 2r = u r, so nothing cancels.
    let r = above / (2.0 + above);
    let square = r * r;
    let mut tail = 0.0;
    for odd in (0..12).rev() {
        tail = tail * square + 1.0 / f64::from(2 * odd + 3);
    }
    above * r - 2.0 * r * square * tail
}

/// Probability of exactly `k` in `n` trials of probability `p` (and `q` = 1 − `p`), all real-valued; 0 outside 0 to n.
///
/// # Source
/// Loader (2000), Fast and accurate computation of binomial probabilities, the saddle-point form.
/// # Examples
/// ```
/// use tierone_stats::special::binomial_mass;
///
/// assert!((binomial_mass(2.0, 4.0, 0.5, 0.5) - 0.375).abs() < 1e-15);
/// ```
pub fn binomial_mass(k: f64, n: f64, p: f64, q: f64) -> f64 {
    if k < 0.0 || k > n {
        return 0.0;
    }
    if k == 0.0 {
        return if p < 0.5 {
            (n * (-p).ln_1p()).exp()
        } else {
            (n * q.ln()).exp()
        };
    }
    if k == n {
        return if q < 0.5 {
            (n * (-q).ln_1p()).exp()
        } else {
            (n * p.ln()).exp()
        };
    }
    let rest = n - k;
    let off = n.mul_add(p, -k);
    let exponent = stirling_error(n)
        - stirling_error(k)
        - stirling_error(rest)
        - k * deviance(off / k, n * p / k)
        - rest * deviance(-off / rest, n * q / rest);
    (n / (2.0 * PI * k * rest)).sqrt() * exponent.exp()
}

/// Probability of exactly `k` where `mean` are expected, of Poisson's law; 0 below 0, NaN for a mean below 0.
///
/// # Source
/// Loader (2000), as for [`binomial_mass`].
/// # Examples
/// ```
/// use tierone_stats::special::poisson_mass;
///
/// assert!((poisson_mass(2.0, 3.0) - 4.5 * (-3f64).exp()).abs() < 1e-15);
/// ```
pub fn poisson_mass(k: f64, mean: f64) -> f64 {
    if mean.is_nan() || mean < 0.0 {
        return f64::NAN;
    }
    if k < 0.0 {
        return 0.0;
    }
    if k == 0.0 || mean == 0.0 {
        return if k == 0.0 { (-mean).exp() } else { 0.0 };
    }
    let exponent = -stirling_error(k) - k * deviance((mean - k) / k, mean / k);
    exponent.exp() / (2.0 * PI * k).sqrt()
}

/// Stirling's series is used from here on; its first term left out is below 1e-16.
const LIFT: f64 = 10.0;

fn half_ln_two_pi() -> f64 {
    0.918_938_533_204_672_8
}

fn stirling_series(a: f64) -> f64 {
    let s = 1.0 / (a * a);
    let inner = 1.0 / 1188.0 + s * (-691.0 / 360_360.0 + s / 156.0);
    (1.0 / 12.0 + s * (-1.0 / 360.0 + s * (1.0 / 1260.0 + s * (-1.0 / 1680.0 + s * inner)))) / a
}
