//! A stratum of a sample, and the share in error over several.

/// A stratum of decisions that were equally likely to be checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stratum {
    /// Decisions the stratum stands for; its share of the sum is its weight W_h.
    pub population: f64,
    /// Decisions checked.
    pub sampled: u64,
    /// Errors found among them.
    pub found: u64,
}

impl Stratum {
    pub(crate) fn share(&self) -> f64 {
        self.found as f64 / self.sampled as f64
    }

    pub(crate) fn weight(&self) -> f64 {
        self.population / self.sampled as f64
    }

    /// Decisions that were not checked.
    pub(crate) fn unchecked(&self) -> f64 {
        (self.population - self.sampled as f64).max(0.0)
    }
}

/// The design-weighted share in error, Σ W_h x_h / n_h with W_h the stratum's share of all decisions.
///
/// Strata without a check are left out, so the share is of the decisions in the strata that were checked.
/// `None` where there are none.
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Cochran (1977), Sampling Techniques, 3rd ed., 5.3.
/// # Examples
/// ```
/// use tierone_stats::stratified::{Stratum, rate};
///
/// // The stratified sample of tests/reference/data/strat_a.csv; R's survey package gives 0.0194090909.
/// let strata = [(9_000.0, 180, 4), (26_000.0, 220, 2), (3_500.0, 120, 6), (1_500.0, 100, 11)]
///     .map(|(population, sampled, found)| Stratum { population, sampled, found });
/// assert!((rate(&strata).unwrap() - 0.019_409_090_909_090_9).abs() < 1e-15);
/// ```
pub fn rate(strata: &[Stratum]) -> Option<f64> {
    let mut total = 0.0;
    let mut errors = 0.0;
    for stratum in checked(strata) {
        total += stratum.population;
        errors += stratum.population * stratum.share();
    }
    (total > 0.0).then(|| errors / total)
}

/// Strata that carry the same weight as one stratum, for methods that give each stratum a prior of its own.
///
/// The estimate is the same; weights within a billionth of one another count as the same.
/// # Examples
/// ```
/// use tierone_stats::stratified::{Stratum, pool_equal_weights};
///
/// let north = Stratum { population: 1_000.0, sampled: 50, found: 1 };
/// let south = Stratum { population: 600.0, sampled: 30, found: 0 };
/// let both = Stratum { population: 1_600.0, sampled: 80, found: 1 };
/// assert_eq!(pool_equal_weights(&[north, south]), [both]);
/// ```
pub fn pool_equal_weights(strata: &[Stratum]) -> Vec<Stratum> {
    let mut sorted: Vec<Stratum> = checked(strata).copied().collect();
    sorted.sort_by(|a, b| a.weight().total_cmp(&b.weight()));
    let mut pooled: Vec<Stratum> = Vec::new();
    for stratum in sorted {
        match pooled.last_mut() {
            Some(last) if stratum.weight() <= last.weight() * (1.0 + 1e-9) => {
                last.population += stratum.population;
                last.sampled += stratum.sampled;
                last.found += stratum.found;
            }
            _ => pooled.push(stratum),
        }
    }
    pooled
}

/// The strata with an estimate: something was checked, and no more was found than checked.
pub(crate) fn checked(strata: &[Stratum]) -> impl Iterator<Item = &Stratum> {
    strata.iter().filter(|stratum| {
        stratum.sampled > 0 && stratum.found <= stratum.sampled && stratum.population > 0.0
    })
}
