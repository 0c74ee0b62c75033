//! The normal distribution.

use super::tails::Tails;
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, PI, SQRT_2};

/// Both tails of the standard normal distribution at `z`: Φ(z) = ½ erfc(−z/√2), and erfc(z/√2)/2 above.
///
/// # Source
/// Cody (1969), Mathematics of Computation 23, 631–637, doi:10.1090/S0025-5718-1969-0247736-4, for erfc.
/// # Examples
/// ```
/// use tierone_stats::special::normal_tails;
///
/// let tails = normal_tails(1.959_963_984_540_054);
/// assert!((tails.upper - 0.025).abs() < 1e-15 && (tails.lower - 0.975).abs() < 1e-15);
/// // A small tail keeps its digits.
/// assert!((normal_tails(9.262_340_089_798_408).upper / 1e-20 - 1.0).abs() < 1e-12);
/// ```
pub fn normal_tails(z: f64) -> Tails {
    Tails {
        lower: 0.5 * erfc(-z * FRAC_1_SQRT_2),
        upper: 0.5 * erfc(z * FRAC_1_SQRT_2),
    }
}

/// The point below which a standard normal variable falls with probability `p`; NaN outside 0 to 1.
///
/// # Source
/// statrs' rational approximation, and one step of Newton's method.
/// # Examples
/// ```
/// use tierone_stats::special::normal_quantile;
///
/// assert!((normal_quantile(1e-20) + 9.262_340_089_798_408).abs() < 1e-13);
/// assert!((normal_quantile(0.001) + 3.090_232_306_167_813_5).abs() < 1e-14);
/// ```
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

/// The complementary error function, to the last digits in either tail.
///
/// # Source
/// Cody (1969), Mathematics of Computation 23, 631–637: three rational approximations.
pub(super) fn erfc(x: f64) -> f64 {
    let size = x.abs();
    if size <= 0.468_75 {
        let square = size * size;
        let (mut above, mut below) = (NEAR_ABOVE[4] * square, square);
        for i in 0..3 {
            above = (above + NEAR_ABOVE[i]) * square;
            below = (below + NEAR_BELOW[i]) * square;
        }
        return 1.0 - x * (above + NEAR_ABOVE[3]) / (below + NEAR_BELOW[3]);
    }
    let ratio = if size <= 4.0 {
        let (mut above, mut below) = (MIDDLE_ABOVE[8] * size, size);
        for i in 0..7 {
            above = (above + MIDDLE_ABOVE[i]) * size;
            below = (below + MIDDLE_BELOW[i]) * size;
        }
        (above + MIDDLE_ABOVE[7]) / (below + MIDDLE_BELOW[7])
    } else {
        let inverse = 1.0 / (size * size);
        let (mut above, mut below) = (FAR_ABOVE[5] * inverse, inverse);
        for i in 0..4 {
            above = (above + FAR_ABOVE[i]) * inverse;
            below = (below + FAR_BELOW[i]) * inverse;
        }
        (0.5 * FRAC_2_SQRT_PI - inverse * (above + FAR_ABOVE[4]) / (below + FAR_BELOW[4])) / size
    };
    // e^(−x²) with the square split, so that rounding x² does not show in the tail.
    let coarse = (size * 16.0).trunc() / 16.0;
    let tail = ratio * (-coarse * coarse).exp() * (-(size - coarse) * (size + coarse)).exp();
    if x.is_nan() {
        f64::NAN
    } else if size > 27.5 {
        if x > 0.0 { 0.0 } else { 2.0 }
    } else if x > 0.0 {
        tail
    } else {
        2.0 - tail
    }
}

const NEAR_ABOVE: [f64; 5] = [
    3.1611237438705655,
    113.86415415105016,
    377.485237685302,
    3209.3775891384694,
    0.18577770618460315,
];
const NEAR_BELOW: [f64; 4] = [
    23.601290952344122,
    244.02463793444417,
    1282.6165260773723,
    2844.236833439171,
];
const MIDDLE_ABOVE: [f64; 9] = [
    0.5641884969886701,
    8.883149794388377,
    66.11919063714163,
    298.6351381974001,
    881.952221241769,
    1712.0476126340707,
    2051.0783778260716,
    1230.3393547979972,
    2.1531153547440383e-8,
];
const MIDDLE_BELOW: [f64; 8] = [
    15.744926110709835,
    117.6939508913125,
    537.1811018620099,
    1621.3895745666903,
    3290.7992357334597,
    4362.619090143247,
    3439.3676741437216,
    1230.3393548037495,
];
const FAR_ABOVE: [f64; 6] = [
    0.30532663496123236,
    0.36034489994980445,
    0.12578172611122926,
    0.016083785148742275,
    0.0006587491615298378,
    0.016315387137302097,
];
const FAR_BELOW: [f64; 5] = [
    2.568520192289822,
    1.8729528499234604,
    0.5279051029514285,
    0.06051834131244132,
    0.0023352049762686918,
];
