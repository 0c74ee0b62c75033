//! Temme's uniform expansion: both tails of a large gamma or beta at once, whatever the argument.
//!
//! The gamma density of shape m and the beta density of smaller shape m are both
//! √(m/2π) G f(ζ) e^(−mζ²/2) dζ, with ½mζ² the deviance, f = ζ/w and w w′ = ζ (1 + k₁w − k₂w²).
//! For the gamma k₁ = 1, k₂ = 0; for the beta k₁ = (q − p)/√q, k₂ = p with p the smaller mean share.
//! Integrating by parts leaves a normal tail and a series in ζ whose coefficients follow by a recursion downwards.

use super::normal::erfc;
use super::tails::Tails;
use std::f64::consts::PI;

/// Terms kept. Coefficients fall like (4π)^(−n/2), so at |ζ| ≤ 1.2 the first left out is below 1e-16.
const TERMS: usize = 36;

/// Smallest shape for which the downward recursion is used.
pub(super) const LEAST_SHAPE: f64 = 20.0;

/// Largest |ζ| for which the series is used.
pub(super) const LARGEST_ZETA: f64 = 1.2;

/// Coefficients of f = ζ/w(ζ).
pub(super) type Series = [f64; TERMS];

/// The series of the gamma distribution, the same for every shape.
pub(super) const GAMMA: Series = series(1.0, 0.0);

/// Coefficients of ζ/w(ζ), where w w′ = ζ (1 + `k1` w − `k2` w²) and w′(0) = 1.
pub(super) const fn series(k1: f64, k2: f64) -> Series {
    let mut w = [0.0; TERMS + 2];
    let mut square = [0.0; TERMS + 3];
    w[1] = 1.0;
    square[2] = 1.0;
    let mut j = 3;
    while j < TERMS + 2 {
        square[j] = 2.0 * (k1 * w[j - 2] - k2 * square[j - 2]) / j as f64;
        let mut cross = 0.0;
        let mut i = 2;
        while i + 2 <= j {
            cross += w[i] * w[j - i];
            i += 1;
        }
        w[j - 1] = 0.5 * (square[j] - cross);
        j += 1;
    }
    let mut f = [0.0; TERMS];
    f[0] = 1.0;
    let mut n = 1;
    while n < TERMS {
        let mut sum = 0.0;
        let mut i = 0;
        while i < n {
            sum += f[i] * w[n + 1 - i];
            i += 1;
        }
        f[n] = -sum;
        n += 1;
    }
    f
}

/// Both tails at ζ for shape `m`; `scale` is G, the ratio of the Stirling factors.
///
/// # Source
/// Temme (1979), SIAM J. Math. Anal. 10, 757–766; Temme (1982), SIAM J. Math. Anal. 13, 239–253;
/// the recursion as in Gil, Segura & Temme (2012), SIAM J. Sci. Comput. 34, A2965–A2981.
pub(super) fn tails(f: &Series, m: f64, zeta: f64, scale: f64) -> Tails {
    let mut next = 0.0;
    let mut after = 0.0;
    let mut correction = 0.0;
    for n in (1..TERMS).rev() {
        // next is T_n and after T_(n+1), with T_(n−1) = −G f_n + (n + 1) T_(n+1) / m.
        let here = (n + 1) as f64 * after / m - scale * f[n];
        correction = correction * zeta + here;
        after = next;
        next = here;
    }
    let normal = zeta * (0.5 * m).sqrt();
    let correction = (-normal * normal).exp() / (2.0 * PI * m).sqrt() * correction;
    Tails {
        lower: (0.5 * erfc(-normal) + correction).clamp(0.0, 1.0),
        upper: (0.5 * erfc(normal) - correction).clamp(0.0, 1.0),
    }
}
