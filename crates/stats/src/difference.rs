//! The difference of two figures, from the interval of each.

use super::agreement::Pairs;
use super::proportion::wilson;
use crate::estimate::Estimate;

/// `one` − `other` of two independent figures, recovered from the interval of each.
///
/// √((v₁ − l₁)² + (u₂ − v₂)²) is the reach downwards and √((u₁ − v₁)² + (v₂ − l₂)²) the one upwards. With Wilson's
/// intervals this is Newcombe's for two proportions. It serves for over less under as well: an error of one kind is not
/// one of the other, so that their correlation is slight where errors are rare.
/// # Units
/// Those of the two figures.
/// # Source
/// Zou & Donner (2008), Statistics in Medicine 27, 1693–1702, doi:10.1002/sim.3095; Newcombe (1998), Statistics in Medicine
/// 17, 873–890, method 10.
/// # Examples
/// ```
/// use tierone_stats::difference::mover;
/// use tierone_stats::proportion::wilson;
///
/// // Newcombe (1998), table II: 56 of 70 less 48 of 80.
/// let change = mover(wilson(56, 70, 0.95).unwrap(), wilson(48, 80, 0.95).unwrap());
/// assert_eq!(format!("{:.4} to {:.4}", change.low, change.high), "0.0524 to 0.3339");
/// ```
pub fn mover(one: Estimate, other: Estimate) -> Estimate {
    recovered(one, other, 0.0, "mover")
}

/// `one` − `other` of two figures with this `correlation`, recovered from the interval of each.
///
/// √((v₁ − l₁)² + (u₂ − v₂)² − 2 r (v₁ − l₁)(u₂ − v₂)) is the reach downwards, and upwards alike.
/// # Units
/// Those of the two figures.
/// # Source
/// Zou (2007), Psychological Methods 12, 399–413, doi:10.1037/1082-989X.12.4.399.
/// # Examples
/// ```
/// use tierone_stats::difference::{mover, mover_correlated};
/// use tierone_stats::proportion::wilson;
///
/// let (one, other) = (wilson(56, 70, 0.95).unwrap(), wilson(48, 80, 0.95).unwrap());
/// let apart = mover(one, other);
/// assert_eq!(mover_correlated(one, other, 0.0).low, apart.low);
/// assert!(mover_correlated(one, other, 0.5).half_width() < apart.half_width());
/// ```
pub fn mover_correlated(one: Estimate, other: Estimate, correlation: f64) -> Estimate {
    recovered(one, other, correlation, "mover-correlated")
}

fn recovered(one: Estimate, other: Estimate, r: f64, method: &'static str) -> Estimate {
    let value = one.value - other.value;
    // The third side of a triangle.
    let reach = |a: f64, b: f64| (a * a + b * b - 2.0 * r * a * b).max(0.0).sqrt();
    let down = reach(one.value - one.low, other.high - other.value);
    let up = reach(one.high - one.value, other.value - other.low);
    Estimate::containing(value, value - down, value + up, method)
}

/// The share in error the first time less that of the second, of a simple sample of pairs.
///
/// Wilson's intervals of both shares, with φ as their correlation; one that is positive is first moved towards 0, by half of
/// a pair. `None` without pairs or for a confidence outside 0 to 1.
/// # Units
/// A difference of shares, −1 to 1.
/// # Source
/// Newcombe (1998), Statistics in Medicine 17, 2635–2650, method 10.
/// # Examples
/// ```
/// use tierone_stats::agreement::Pairs;
/// use tierone_stats::difference::paired;
///
/// // Newcombe (1998) prints 0.0569 to 0.3404.
/// let change = paired(Pairs { both: 36, first: 12, second: 2, neither: 0 }, 0.95).unwrap();
/// assert_eq!(format!("{:.4} to {:.4}", change.low, change.high), "0.0569 to 0.3404");
/// ```
pub fn paired(pairs: Pairs, confidence: f64) -> Option<Estimate> {
    let Pairs {
        both,
        first,
        second,
        neither,
    } = pairs;
    let n = both + first + second + neither;
    let one = wilson(both + first, n, confidence)?;
    let other = wilson(both + second, n, confidence)?;
    let [e, f, g, h] = [both, first, second, neither].map(|count| count as f64);
    let apart = e * h - f * g;
    let apart = if apart > 0.0 {
        (apart - 0.5 * n as f64).max(0.0)
    } else {
        apart
    };
    let margins = (e + f) * (g + h) * (e + g) * (f + h);
    let phi = if margins > 0.0 {
        apart / margins.sqrt()
    } else {
        0.0
    };
    Some(recovered(one, other, phi, "newcombe-paired"))
}
