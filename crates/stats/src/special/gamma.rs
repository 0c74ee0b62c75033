//! The regularised incomplete gamma function and its inverse.

use super::invert::{Local, halley};
use super::normal::{normal_quantile, normal_tails};
use super::saddle::{deviance, ln_gamma, stirling_error};
use super::tails::Tails;
use super::uniform;
use std::f64::consts::PI;

/// Terms after which a series or continued fraction is cut off; the regions are chosen so that it never comes to that.
const MOST_TERMS: usize = 2_000;

/// From this shape on the Wilson-Hilferty cube is normal to far more digits than a double holds.
const NORMAL_SHAPE: f64 = 1e30;

/// Both tails of the gamma distribution of the given shape and scale 1 at `x`: P(a, x) and Q(a, x).
///
/// Power series below the mean, continued fraction above it, Temme's uniform expansion for large shapes near it. NaN for a
/// shape that is not positive and finite.
/// # Source
/// Gautschi (1979), ACM Transactions on Mathematical Software 5, 466–481, doi:10.1145/355853.355863; for large shapes Temme
/// (1979), SIAM Journal on Mathematical Analysis 10, 757–766.
/// # Examples
/// ```
/// use tierone_stats::special::gamma_tails;
///
/// // Of shape 1 it is the exponential distribution.
/// assert!((gamma_tails(1.0, 3.0).upper - (-3f64).exp()).abs() < 1e-15);
/// ```
pub fn gamma_tails(shape: f64, x: f64) -> Tails {
    // Written so that NaN is refused too.
    if !(shape > 0.0 && shape.is_finite()) || x.is_nan() {
        return Tails::NAN;
    }
    if x <= 0.0 {
        return Tails::ALL_ABOVE;
    }
    if x == f64::INFINITY {
        return Tails::ALL_BELOW;
    }
    if shape > NORMAL_SHAPE {
        return normal_tails((x - shape) / shape.sqrt());
    }
    if shape >= uniform::LEAST_SHAPE {
        let above = (x - shape) / shape;
        let unit = deviance(above, x / shape);
        let zeta = (2.0 * unit).sqrt().copysign(above);
        if zeta.abs() <= uniform::LARGEST_ZETA {
            return uniform::tails(&uniform::GAMMA, shape, zeta, (-stirling_error(shape)).exp());
        }
    }
    let front = front(shape, x);
    if x < shape + 1.0 {
        Tails::from_lower(front * power_series(shape, x))
    } else {
        Tails::from_upper(front * shape * continued_fraction(shape, x))
    }
}

/// The point below which a gamma variable of the given shape and scale 1 falls with probability `p`; NaN for a shape that is
/// not positive and finite or a probability outside 0 to 1.
///
/// # Source
/// Halley's method on the logarithm of the smaller tail, from Wilson & Hilferty (1931), Proceedings of the National Academy of
/// Sciences 17, 684–688, doi:10.1073/pnas.17.12.684.
/// # Examples
/// ```
/// use tierone_stats::special::gamma_quantile;
///
/// assert!((gamma_quantile(0.5, 0.95) - 1.920_729_410_347_062).abs() < 1e-13);
/// assert!((gamma_quantile(0.5, 1e-8) / 7.853_981_633_974_484e-17 - 1.0).abs() < 1e-10);
/// ```
pub fn gamma_quantile(shape: f64, p: f64) -> f64 {
    quantile(shape, p, 1.0 - p)
}

/// The point above which a gamma variable of the given shape and scale 1 falls with probability `q`; NaN as for
/// [`gamma_quantile`].
///
/// # Source
/// As for [`gamma_quantile`], with the small tail exact.
/// # Examples
/// ```
/// use tierone_stats::special::gamma_upper_quantile;
///
/// // −ln q, of shape 1.
/// assert!((gamma_upper_quantile(1.0, 1e-20) - 20.0 * 10f64.ln()).abs() < 1e-12);
/// ```
pub fn gamma_upper_quantile(shape: f64, q: f64) -> f64 {
    quantile(shape, 1.0 - q, q)
}

/// The point below which a χ² variable with `df` degrees of freedom falls with probability `p`; NaN as for
/// [`gamma_quantile`].
///
/// # Source
/// Twice the quantile of the gamma distribution of shape df/2.
/// # Examples
/// ```
/// use tierone_stats::special::chi_squared_quantile;
///
/// assert!((chi_squared_quantile(30.0, 0.05) - 18.492_660_981_953_468).abs() < 1e-11);
/// ```
pub fn chi_squared_quantile(df: f64, p: f64) -> f64 {
    2.0 * gamma_quantile(0.5 * df, p)
}

fn quantile(shape: f64, p: f64, q: f64) -> f64 {
    if !(shape > 0.0 && shape.is_finite() && (0.0..=1.0).contains(&p)) {
        return f64::NAN;
    }
    if p == 0.0 {
        return 0.0;
    }
    if q == 0.0 {
        return f64::INFINITY;
    }
    let z = if p < q {
        normal_quantile(p)
    } else {
        -normal_quantile(q)
    };
    let cube_root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt());
    if shape > NORMAL_SHAPE {
        return shape + z * shape.sqrt();
    }
    // Near zero P(a, x) is x^a / Γ(a + 1), where the cube root of Wilson and Hilferty no longer holds.
    let near_zero = (p.ln() + ln_gamma(shape + 1.0)) / shape;
    let start = if cube_root > 0.3 && near_zero > (0.2 * shape).ln() - 1.0 {
        shape.ln() + 3.0 * cube_root.ln()
    } else {
        near_zero
    };
    let lower = p < q;
    let target = if lower { p } else { q };
    let solution = halley(start, lower, |log_x| {
        let x = log_x.exp();
        let tails = gamma_tails(shape, x);
        let tail = if lower { tails.lower } else { tails.upper };
        let slope = shape * front(shape, x) / tail * if lower { 1.0 } else { -1.0 };
        Local {
            value: log_ratio(tail, target),
            slope,
            curvature: slope * (shape - x - slope),
        }
    });
    solution.exp()
}

/// ln(tail / target), to full precision where the two are close.
pub(super) fn log_ratio(tail: f64, target: f64) -> f64 {
    let off = (tail - target) / target;
    if off.abs() < 0.1 {
        off.ln_1p()
    } else {
        (tail / target).ln()
    }
}

/// x^a e^(−x) / Γ(a + 1).
fn front(shape: f64, x: f64) -> f64 {
    if shape < 10.0 {
        return (shape * x.ln() - x - ln_gamma(shape + 1.0)).exp();
    }
    let unit = deviance((x - shape) / shape, x / shape);
    (-shape * unit - stirling_error(shape)).exp() / (2.0 * PI * shape).sqrt()
}

fn power_series(shape: f64, x: f64) -> f64 {
    let mut term = 1.0;
    let mut sum = 1.0;
    for n in 1..MOST_TERMS {
        term *= x / (shape + n as f64);
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// The continued fraction of Q(a, x) Γ(a) / (x^a e^(−x)), by Lentz's method.
fn continued_fraction(shape: f64, x: f64) -> f64 {
    let tiny = 1e-300;
    let mut b = x + 1.0 - shape;
    let mut c = 1.0 / tiny;
    let mut d = 1.0 / b;
    let mut h = d;
    for n in 1..MOST_TERMS {
        let n = n as f64;
        let a = -n * (n - shape);
        b += 2.0;
        d = a * d + b;
        d = 1.0 / if d.abs() < tiny { tiny } else { d };
        c = b + a / c;
        c = if c.abs() < tiny { tiny } else { c };
        let change = c * d;
        h *= change;
        if (change - 1.0).abs() < 2e-16 {
            break;
        }
    }
    h
}
