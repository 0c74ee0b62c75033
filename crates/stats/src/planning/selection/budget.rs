//! How to share a number of replications over systems.

use crate::guard::none_if;
use crate::special::normal_tails;

/// The shares of all replications that tell the system with the smallest mean best from the others.
///
/// `None` with fewer than two systems, where the best is tied, or where a standard deviation is not positive.
/// # Source
/// Chen, Lin, Yücesan & Chick (2000), Discrete Event Dynamic Systems 10, 251–270 (optimal computing budget allocation).
/// # Examples
/// ```
/// use tierone_stats::planning::budget_fractions;
///
/// let shares = budget_fractions(&[1.0, 2.0, 3.0], &[1.0, 1.0, 1.0]).unwrap();
/// assert!((shares[1] / shares[2] - 4.0).abs() < 1e-12);
/// ```
pub fn budget_fractions(means: &[f64], sds: &[f64]) -> Option<Vec<f64>> {
    let best = best(means)?;
    let positive = sds.len() == means.len() && sds.iter().all(|sd| *sd > 0.0);
    let apart = (0..means.len()).all(|i| i == best || means[i] > means[best]);
    none_if(means.len() < 2 || !positive || !apart)?;
    let mut parts: Vec<f64> = (0..means.len())
        .map(|i| {
            if i == best {
                0.0
            } else {
                (sds[i] / (means[i] - means[best])).powi(2)
            }
        })
        .collect();
    let squares: f64 = parts
        .iter()
        .zip(sds)
        .map(|(part, sd)| (part / sd).powi(2))
        .sum();
    parts[best] = sds[best] * squares.sqrt();
    let all: f64 = parts.iter().sum();
    Some(parts.into_iter().map(|part| part / all).collect())
}

/// The approximate probability that the system with the smallest mean is the best after so many replications of each, by
/// Bonferroni.
///
/// `None` without systems.
/// # Source
/// As for [`budget_fractions`].
/// # Examples
/// ```
/// use tierone_stats::planning::chance_of_correct_selection;
///
/// let chance = chance_of_correct_selection(&[0.0, 1.0], &[1.0, 1.0], &[8.0, 8.0]).unwrap();
/// assert!((chance - 0.977_249_868).abs() < 1e-9);
/// ```
pub fn chance_of_correct_selection(
    means: &[f64],
    sds: &[f64],
    replications: &[f64],
) -> Option<f64> {
    let best = best(means)?;
    let variance = |i: usize| sds[i] * sds[i] / replications[i];
    let wrong = (0..means.len()).filter(|i| *i != best).map(|i| {
        let apart = means[i] - means[best];
        normal_tails(-apart / (variance(i) + variance(best)).sqrt()).lower
    });
    Some(1.0 - wrong.sum::<f64>())
}

fn best(means: &[f64]) -> Option<usize> {
    (0..means.len()).min_by(|a, b| means[*a].total_cmp(&means[*b]))
}
