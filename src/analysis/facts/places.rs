//! Caseworkers by how many decisions of each part they are dealt.

use super::kinds::Office;
use crate::estimate::special::binomial_mass;

/// Seats up to which every number of filled ones is gone through.
const FEW_SEATS: usize = 40;

/// Caseworkers who are dealt the same numbers.
pub(super) struct Place {
    /// How many there are on average.
    pub seats: f64,
    /// Decisions by part.
    pub dealt: Vec<u64>,
}

/// Filled seats in the steady state: numbers with their probabilities, none left out.
///
/// Every seat is filled with probability `1/(1 + attrition·vacancy)`. Of many seats three numbers do, by
/// the Gauss rule of the normal law: what is asked of them hardly bends between.
pub(super) fn filled(office: &Office) -> Vec<(u64, f64)> {
    let workforce = &office.scenario.workforce;
    let empty = workforce.attrition.get() * workforce.vacancy as f64;
    let (seats, filled) = (workforce.seats, 1.0 / (1.0 + empty));
    if seats == 0 || empty == 0.0 {
        return vec![(seats as u64, 1.0)];
    }
    if seats <= FEW_SEATS {
        let probability = |n: usize| binomial_mass(n as f64, seats as f64, filled, 1.0 - filled);
        return (0..=seats).map(|n| (n as u64, probability(n))).collect();
    }
    let mean = seats as f64 * filled;
    let spread = (3.0 * mean * (1.0 - filled)).sqrt();
    [(-1.0, 1.0 / 6.0), (0.0, 2.0 / 3.0), (1.0, 1.0 / 6.0)]
        .map(|(z, weight)| {
            let number = (mean + z * spread).round().clamp(1.0, seats as f64);
            (number as u64, weight)
        })
        .to_vec()
}

/// Expected number of filled seats.
pub(super) fn mean_filled(office: &Office) -> f64 {
    let workforce = &office.scenario.workforce;
    let empty = workforce.attrition.get() * workforce.vacancy as f64;
    workforce.seats as f64 / (1.0 + empty)
}

/// How the manual parts of a reported period are dealt over so many filled seats, round and round: each
/// part starts where the one before stopped, the first at the period's number.
pub(super) fn deal(office: &Office, period: usize, filled: u64) -> Vec<Place> {
    if filled == 0 {
        return Vec::new();
    }
    let parts = &office.parts[period];
    let mut start = (office.scenario.horizon.warm_up + period) as u64 % filled;
    let mut spans = Vec::new();
    let mut bounds = vec![0, filled];
    for part in parts {
        let more = part.manual % filled;
        spans.push((start, more, part.manual / filled));
        start = (start + part.manual) % filled;
        bounds.extend([spans[spans.len() - 1].0, start]);
    }
    bounds.sort_unstable();
    bounds.dedup();
    let place = |span: &[u64]| Place {
        seats: (span[1] - span[0]) as f64,
        dealt: spans
            .iter()
            .map(|(start, more, each)| {
                // Seats from the start on, around the circle, have one more.
                let after = (span[0] + filled - start) % filled;
                each + u64::from(after < *more)
            })
            .collect(),
    };
    bounds.windows(2).map(place).collect()
}

/// All dealings of a reported period over the numbers of filled seats there may be: seats that are dealt
/// the same are together, and their numbers add up to what is expected.
pub(super) fn places(office: &Office, period: usize) -> Vec<Place> {
    let mut all = Vec::new();
    let filled = filled(office);
    let mean: f64 = filled.iter().map(|(n, weight)| *n as f64 * weight).sum();
    let exact = if mean > 0.0 {
        mean_filled(office) / mean
    } else {
        1.0
    };
    for (number, weight) in filled {
        for mut place in deal(office, period, number) {
            place.seats *= weight * exact;
            all.push(place);
        }
    }
    all
}
