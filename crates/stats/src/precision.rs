//! How precise numbers are: draws of a posterior, and what counts as equal.

/// Draws from a posterior for one interval. Percentiles of so many leave out 0.2 points more than they say.
pub const DRAWS: usize = 1_000;

/// Relative slack for two roundings of the same quantity: a few hundred units in the last place.
pub const ROUNDING: f64 = 1e-13;

/// Relative precision promised of every special function and its inverse, up to samples of ten million.
pub const SPECIAL: f64 = 1e-10;

/// Tail probabilities this close to a level count as equal to it: exact ties are common when counts are small,
/// and must not be decided by rounding.
pub const TIE: f64 = 1e-11;
