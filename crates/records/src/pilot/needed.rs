//! Clusters that would be needed for an effect to be found.

use super::rows::Effect;
use tierone_stats::trial::clusters_to_find;

/// The probability with which an effect should be found.
pub(super) const POWER: f64 = 0.8;

/// Clusters of each arm with which an effect would be found, where they differ as those of this pilot.
pub(super) fn to_find(effect: f64, found: &Effect, alpha: f64) -> Option<u64> {
    let arms = [found.pilot_clusters, found.other_clusters];
    clusters_to_find(effect, found.se?, arms, alpha, POWER)
}

#[cfg(test)]
mod tests {
    use super::*;

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
