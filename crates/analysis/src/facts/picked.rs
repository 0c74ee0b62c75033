//! Picks that are tilted to error.

/// Numbers of errors among the picks with their probabilities, by Fisher's non-central hypergeometric distribution.
///
/// # Source
/// Fisher (1935), J. R. Stat. Soc. 98(1), 39–82; Fog (2008), Commun. Stat. Simul. Comput. 37, 241–257.
pub(super) fn picked(errors: u64, others: u64, picks: u64, odds_ratio: f64) -> Vec<(u64, f64)> {
    let (low, high) = (picks.saturating_sub(others), picks.min(errors));
    // Weights relative to that of the lowest number, each from the one before.
    let mut law = vec![(low, 1.0f64)];
    let (mut weight, mut weights) = (1.0, 1.0);
    for x in low..high {
        let up = (errors - x) as f64 * (picks - x) as f64 * odds_ratio;
        weight *= up / ((x + 1) as f64 * (others + x + 1 - picks) as f64);
        weights += weight;
        law.push((x + 1, weight));
    }
    law.iter_mut().for_each(|(_, weight)| *weight /= weights);
    law
}
