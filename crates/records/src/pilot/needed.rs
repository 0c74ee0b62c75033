//! Clusters that would be needed: for the permutation test to be able to reject, and for an effect to be found.

use super::rows::Effect;
use tierone_stats::trial::{least_p, power_of_t};

/// The probability with which an effect should be found.
pub(super) const POWER: f64 = 0.8;
/// Clusters of an arm that are looked at.
const MOST: u64 = 1_000_000;

/// The smallest number of clusters in each of two arms with which a permutation test can reject at `alpha`.
pub(super) fn to_reject(alpha: f64) -> Option<usize> {
    (2..=60).find(|k| least_p(*k, *k).is_some_and(|p| p <= alpha))
}

/// Clusters of each arm with which an effect would be found, where they differ as those of this pilot.
pub(super) fn to_find(effect: f64, found: &Effect, alpha: f64) -> Option<u64> {
    let se = found.se?;
    let now = 1.0 / found.pilot_clusters as f64 + 1.0 / found.other_clusters as f64;
    let enough = |k: u64| {
        let then = 2.0 / k as f64;
        let df = 2.0 * (k as f64 - 1.0);
        power_of_t(effect, se * (then / now).sqrt(), df, alpha).is_some_and(|power| power >= POWER)
    };
    let (mut low, mut high) = (1, 2);
    while !enough(high) {
        (low, high) = (high, 2 * high);
        if high > MOST {
            return None;
        }
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if enough(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_and_three_clusters_never_reject_and_four_and_four_can() {
        assert_eq!(to_reject(0.05), Some(4));
        assert_eq!(to_reject(0.01), Some(5));
    }

    #[test]
    fn more_clusters_are_needed_for_a_smaller_effect() {
        let found = Effect {
            comparison: "",
            method: "",
            unit: "pp",
            value: 0.0,
            low: None,
            high: None,
            se: Some(0.02),
            df: Some(18.0),
            p_value: None,
            pilot_clusters: 10,
            other_clusters: 10,
        };
        let needed = |effect| to_find(effect, &found, 0.05).expect("a number");
        // By the normal law (1.96 + 0.84)² · 2 · 0.02² · 5 / effect² in each arm, and a little more for t.
        assert!((10..=12).contains(&needed(0.06)), "{}", needed(0.06));
        assert!((79..=82).contains(&needed(0.02)), "{}", needed(0.02));
        assert_eq!(to_find(1e-9, &found, 0.05), None);
    }
}
