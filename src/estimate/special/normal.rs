//! The normal distribution.

use super::Tails;
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, PI, SQRT_2};

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
    3.161_123_743_870_565_6,
    1.138_641_541_510_501_56e2,
    3.774_852_376_853_020_21e2,
    3.209_377_589_138_469_47e3,
    1.857_777_061_846_031_53e-1,
];
const NEAR_BELOW: [f64; 4] = [
    2.360_129_095_234_412_09e1,
    2.440_246_379_344_441_73e2,
    1.282_616_526_077_372_28e3,
    2.844_236_833_439_170_62e3,
];
const MIDDLE_ABOVE: [f64; 9] = [
    5.641_884_969_886_700_89e-1,
    8.883_149_794_388_375_94,
    6.611_919_063_714_162_95e1,
    2.986_351_381_974_001_31e2,
    8.819_522_212_417_690_9e2,
    1.712_047_612_634_070_58e3,
    2.051_078_377_826_071_47e3,
    1.230_339_354_797_997_25e3,
    2.153_115_354_744_038_46e-8,
];
const MIDDLE_BELOW: [f64; 8] = [
    1.574_492_611_070_983_47e1,
    1.176_939_508_913_124_99e2,
    5.371_811_018_620_098_58e2,
    1.621_389_574_566_690_19e3,
    3.290_799_235_733_459_63e3,
    4.362_619_090_143_247_16e3,
    3.439_367_674_143_721_64e3,
    1.230_339_354_803_749_42e3,
];
const FAR_ABOVE: [f64; 6] = [
    3.053_266_349_612_323_44e-1,
    3.603_448_999_498_044_39e-1,
    1.257_817_261_112_292_46e-1,
    1.608_378_514_874_227_66e-2,
    6.587_491_615_298_378_03e-4,
    1.631_538_713_730_209_78e-2,
];
const FAR_BELOW: [f64; 5] = [
    2.568_520_192_289_822_42,
    1.872_952_849_923_460_47,
    5.279_051_029_514_284_12e-1,
    6.051_834_131_244_131_91e-2,
    2.335_204_976_268_691_85e-3,
];
