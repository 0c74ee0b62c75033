//! The difference of two figures, from the interval of each.

use super::Estimate;

/// `one` − `other` of two independent figures, each with its own interval.
///
/// √((v₁ − l₁)² + (u₂ − v₂)²) is the reach downwards and √((u₁ − v₁)² + (v₂ − l₂)²) the one upwards. With Wilson's
/// intervals this is Newcombe's for two proportions. It serves for over less under as well: an error of one kind is not
/// one of the other, so that their correlation is slight where errors are rare.
/// # Source
/// Zou & Donner (2008), Statistics in Medicine 27, 1693–1702; Newcombe (1998), Statistics in Medicine 17, 873–890,
/// method 10.
pub fn mover(one: Estimate, other: Estimate) -> Estimate {
    let value = one.value - other.value;
    let down = f64::hypot(one.value - one.low, other.high - other.value);
    let up = f64::hypot(one.high - one.value, other.value - other.low);
    Estimate::holding(value, value - down, value + up, "mover")
}
