//! How trials draw a sample.

use rand::{Rng, RngExt};

/// A simple random sample of `count` of the numbers below `from`.
pub fn some(from: usize, count: usize, rng: &mut impl Rng) -> Vec<usize> {
    let mut all: Vec<usize> = (0..from).collect();
    for place in 0..count {
        let other = rng.random_range(place..from);
        all.swap(place, other);
    }
    all.truncate(count);
    all
}
