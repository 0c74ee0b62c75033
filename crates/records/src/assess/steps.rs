//! Samples drawn in steps: clusters at random within strata, then decisions at random within each cluster.

use std::collections::BTreeMap;

use super::case::DrawnCase;

/// Works out what the files leave open of a sample of clusters, where they tell how many clusters there are: the size of
/// each cluster from the weights of its cases, or the weights from the sizes.
///
/// A case of one of n drawn of N in one of m clusters drawn of M stands for M/m × N/n cases.
/// # Errors
/// What is missing or contradicts itself. Nothing is guessed.
pub fn told_in_steps(cases: &mut [DrawnCase]) -> Result<(), String> {
    if cases.iter().all(|case| case.clusters.is_none()) {
        return Ok(());
    }
    let weighted = cases.iter().any(|case| case.weight.is_some());
    // Beside cases with a weight, those without one were not drawn at random.
    let mine = |case: &&mut DrawnCase| !weighted || case.weight.is_some();
    let mut strata: BTreeMap<usize, Drawn> = BTreeMap::new();
    for case in cases.iter_mut().filter(mine) {
        let (Some(cluster), Some(clusters)) = (case.cluster, case.clusters) else {
            return Err(
                "some cases have a cluster and the number of clusters in their stratum, and others do not"
                    .into(),
            );
        };
        let stratum = strata.entry(case.stratum).or_insert(Drawn {
            frame: clusters,
            clusters: BTreeMap::new(),
        });
        if stratum.frame != clusters {
            return Err(format!(
                "a stratum is said to have {} clusters, and {clusters}",
                stratum.frame
            ));
        }
        let told = (case.cluster_size, case.weight);
        let (first, count) = stratum.clusters.entry(cluster).or_insert((told, 0));
        let alike = first.0 == told.0
            && match (first.1, told.1) {
                (Some(one), Some(other)) => is_near(one, other),
                (one, other) => one == other,
            };
        if !alike {
            return Err(
                "cases of one cluster differ in its size or in what they stand for: leave out the number of \
                 clusters if they were not drawn alike"
                    .into(),
            );
        }
        *count += 1;
    }
    for case in cases.iter_mut().filter(mine) {
        let (Some(cluster), Some(stratum)) = (case.cluster, strata.get(&case.stratum)) else {
            continue;
        };
        let (size, weight) = stratum.of(cluster)?;
        (case.cluster_size, case.weight) = (Some(size), Some(weight));
    }
    Ok(())
}

/// Size of a cluster and weight of its cases, as far as they are told.
type SizeAndWeight = (Option<u64>, Option<f64>);

/// Clusters drawn of a stratum.
struct Drawn {
    /// Clusters in it.
    frame: u64,
    /// By cluster its size and the weight of its cases, as far as they are told, and the cases drawn.
    clusters: BTreeMap<usize, (SizeAndWeight, u64)>,
}

impl Drawn {
    /// Size of a cluster, and weight of its cases.
    fn of(&self, cluster: usize) -> Result<(u64, f64), String> {
        let drawn = self.clusters.len() as u64;
        if drawn > self.frame {
            return Err(format!(
                "{drawn} clusters were drawn of a stratum that is said to have {}",
                self.frame
            ));
        }
        let expand = self.frame as f64 / drawn as f64;
        let ((size, weight), cases) = self.clusters[&cluster];
        let by_size = |size: u64| expand * size as f64 / cases as f64;
        let (size, told) = match (size, weight) {
            (None, None) => {
                return Err(
                    "the number of clusters alone says nothing of what a case stands for: tell the size of its \
                     cluster, or its weight"
                        .into(),
                );
            }
            (Some(size), weight) => (size, weight.unwrap_or_else(|| by_size(size))),
            (None, Some(weight)) => ((weight * cases as f64 / expand).round() as u64, weight),
        };
        if size < cases {
            return Err(format!(
                "{cases} cases were drawn of a cluster of {size}, as sizes or weights have it"
            ));
        }
        if !is_near(by_size(size), told) {
            return Err(format!(
                "with {drawn} of {} clusters and {cases} of {size} of its cases drawn, a case stands for {:.4} \
                 cases and not for {told}: leave out the number of clusters if they were not drawn alike",
                self.frame,
                by_size(size)
            ));
        }
        // With all of its digits.
        Ok((size, by_size(size)))
    }
}

/// Weights and chances are written with few digits: as near as a weight must be to one over its chance.
fn is_near(one: f64, other: f64) -> bool {
    (one / other - 1.0).abs() <= 0.001
}
