//! Whether two engines obey one law, without trust in any limit theorem.
//!
//! Replication *i* of one engine is paired with replication *i* of the other. Under one law each
//! pair's difference is as likely to have either sign, whatever the rest is, so by Hoeffding's
//! inequality `z = Σd / √Σd²` exceeds `c` in size with probability at most `2·exp(−c²/2)`, for any
//! law and any number of replications. Means are compared by the differences of the figures,
//! variances by those of squared deviations from the mean of both engines together (which no swap
//! within a pair can move).
//!
//! # Source
//! Efron (1969), J. Am. Stat. Assoc. 64, 1278–1302 (the statistic under symmetry).

pub mod figures;

use figures::Row;

/// Two engines on one policy, replication by replication.
pub struct Pair {
    /// What every column is.
    pub names: Vec<String>,
    /// The sparse engine's figures.
    pub sparse: Vec<Row>,
    /// The plain engine's figures.
    pub plain: Vec<Row>,
}

/// One comparison.
pub struct Comparison {
    /// Figure and what of it is compared.
    pub name: String,
    /// Probability at most of so large a difference under one law.
    pub p: f64,
    /// `Σd / √Σd²`, or the largest distance of the distribution functions.
    pub statistic: f64,
    /// The figure's mean in both engines, sparse first.
    pub means: (f64, f64),
}

/// Means, variances and, of the named figures, distribution functions.
pub fn compare(pair: &Pair, by_distribution: impl Fn(&str) -> bool) -> Vec<Comparison> {
    let mut comparisons = Vec::new();
    for (column, name) in pair.names.iter().enumerate() {
        let of =
            |rows: &[Row]| -> Vec<Option<f64>> { rows.iter().map(|row| row[column]).collect() };
        let (sparse, plain) = (of(&pair.sparse), of(&pair.plain));
        let there = |figure: &Option<f64>| Some(f64::from(figure.is_some()));
        if sparse.iter().chain(&plain).any(Option::is_none) {
            let (sparse, plain) = (sparse.iter().map(there), plain.iter().map(there));
            let (sparse, plain): (Vec<_>, Vec<_>) = (sparse.collect(), plain.collect());
            comparisons.extend(moments(&format!("{name}, whether there"), &sparse, &plain));
        }
        comparisons.extend(moments(name, &sparse, &plain));
        if by_distribution(name) {
            comparisons.push(smirnov(name, &sparse, &plain));
        }
    }
    comparisons
}

/// Mean and variance of the pairs in which both engines have a figure.
fn moments(name: &str, sparse: &[Option<f64>], plain: &[Option<f64>]) -> Vec<Comparison> {
    let both = sparse.iter().zip(plain);
    let pairs: Vec<(f64, f64)> = both.filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect();
    if pairs.is_empty() {
        return Vec::new();
    }
    let n = pairs.len() as f64;
    let means = (
        pairs.iter().map(|pair| pair.0).sum::<f64>() / n,
        pairs.iter().map(|pair| pair.1).sum::<f64>() / n,
    );
    let centre = 0.5 * (means.0 + means.1);
    let scale = centre.abs().max(1.0);
    let of = |what: &str, differences: Vec<f64>, rounding: f64| {
        // Both engines add the same numbers in different orders.
        let kept = differences.iter().filter(|d| d.abs() > rounding);
        let (sum, squares) = kept.fold((0.0, 0.0), |(s, q), d| (s + d, q + d * d));
        let statistic = if squares == 0.0 {
            0.0
        } else {
            sum / f64::sqrt(squares)
        };
        Comparison {
            name: format!("{name}: {what}"),
            p: (2.0 * (-0.5 * statistic * statistic).exp()).min(1.0),
            statistic,
            means,
        }
    };
    let squared = |x: f64| (x - centre) * (x - centre);
    vec![
        of(
            "mean",
            pairs.iter().map(|(a, b)| a - b).collect(),
            1e-9 * scale,
        ),
        of(
            "variance",
            pairs
                .iter()
                .map(|(a, b)| squared(*a) - squared(*b))
                .collect(),
            1e-9 * scale * scale,
        ),
    ]
}

/// The Kolmogorov-Smirnov statistic of two samples of one size.
///
/// # Source
/// Wei & Dudley (2012), Statist. Probab. Lett. 82, 636–644, theorem 1: `P(D ≥ x) ≤ C·exp(−n·x²)` for two samples of `n`, with
/// `C = 2` where `n ≥ 458`, and `C = e` for every `n`.
fn smirnov(name: &str, sparse: &[Option<f64>], plain: &[Option<f64>]) -> Comparison {
    let rising = |figures: &[Option<f64>]| {
        let mut figures: Vec<f64> = figures.iter().flatten().copied().collect();
        figures.sort_by(f64::total_cmp);
        figures
    };
    let (a, b) = (rising(sparse), rising(plain));
    assert_eq!(a.len(), b.len(), "the bound is for samples of one size");
    let n = a.len() as f64;
    let most = if n < 458.0 { std::f64::consts::E } else { 2.0 };
    let up_to = |figures: &[f64], x: f64| figures.partition_point(|figure| *figure <= x) as f64 / n;
    let distance = |x: &f64| (up_to(&a, *x) - up_to(&b, *x)).abs();
    let statistic = a.iter().chain(&b).map(distance).fold(0.0, f64::max);
    Comparison {
        name: format!("{name}: distribution"),
        p: (most * (-n * statistic * statistic).exp()).min(1.0),
        statistic,
        means: (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n),
    }
}
