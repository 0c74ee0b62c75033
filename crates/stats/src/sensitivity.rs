//! Which inputs the output of a model hangs on: variance-based indices, elementary effects, and indices of models with noise.
//!
//! # Source
//! Saltelli et al. (2010), Computer Physics Communications 181, 259–270, doi:10.1016/j.cpc.2009.09.018; Jansen (1999), Computer
//! Physics Communications 117, 35–43, doi:10.1016/S0010-4655(98)00154-4; Morris (1991), Technometrics 33, 161–174,
//! doi:10.1080/00401706.1991.10484804; Campolongo, Cariboni & Saltelli (2007), Environmental Modelling & Software 22, 1509–1518,
//! doi:10.1016/j.envsoft.2006.10.004.

use crate::guard::none_if;

/// Outputs of a model at two independent samples of inputs, and at the first with one input taken from the second; row by row.
#[derive(Clone, Copy, Debug)]
pub struct Swapped<'a> {
    /// At the first sample.
    pub first: &'a [f64],
    /// At the second.
    pub second: &'a [f64],
    /// At the first, with the one input of the second.
    pub swapped: &'a [f64],
}

impl Swapped<'_> {
    /// Variance of the outputs of both samples; none without two rows, or where nothing varies.
    fn variance(&self) -> Option<f64> {
        let rows = self.first.len();
        none_if(rows < 2 || self.second.len() != rows || self.swapped.len() != rows)?;
        let outputs = || self.first.iter().chain(self.second);
        let mean = outputs().sum::<f64>() / (2 * rows) as f64;
        let variance = outputs().map(|y| (y - mean).powi(2)).sum::<f64>() / (2 * rows) as f64;
        (variance > 0.0 && variance.is_finite()).then_some(variance)
    }

    /// The share of the variance that the input explains alone: mean of B·(AB − A) over the variance, outputs less their mean.
    /// May be below zero by chance. `None` without two rows or variance.
    /// # Examples
    /// ```
    /// use tierone_stats::sensitivity::Swapped;
    ///
    /// // y = x: all of the variance.
    /// let (first, second) = ([1.0, 4.0, 2.0, 3.0], [3.0, 2.0, 4.0, 1.0]);
    /// let all = Swapped { first: &first, second: &second, swapped: &second };
    /// assert!((all.total_effect().unwrap() - 2.0).abs() < 1.0);
    /// // Another input changes nothing.
    /// let none = Swapped { first: &first, second: &second, swapped: &first };
    /// assert_eq!((none.first_order(), none.total_effect()), (Some(0.0), Some(0.0)));
    /// ```
    pub fn first_order(&self) -> Option<f64> {
        let outputs = || self.first.iter().chain(self.second);
        self.first_order_about(outputs().sum::<f64>() / outputs().count() as f64)
    }

    /// The same, outputs less any number near their mean: what it is adds noise and no bias.
    pub fn first_order_about(&self, centre: f64) -> Option<f64> {
        let products = self.rows().map(|(a, b, ab)| (b - centre) * (ab - a));
        Some(products.sum::<f64>() / self.first.len() as f64 / self.variance()?)
    }

    /// The same by Jansen's formula: 1 − mean of (B − AB)² over twice the variance. Steadier where the share is large.
    pub fn first_order_jansen(&self) -> Option<f64> {
        let squares = self.rows().map(|(_, b, ab)| (b - ab).powi(2));
        let rest = squares.sum::<f64>() / (2 * self.first.len()) as f64;
        Some(1.0 - rest / self.variance()?)
    }

    /// The share of the variance that the input has a part in, with whatever it acts together with (Jansen): mean of (A − AB)²
    /// over twice the variance. Never below zero.
    pub fn total_effect(&self) -> Option<f64> {
        let squares = self.rows().map(|(a, _, ab)| (a - ab).powi(2));
        Some(squares.sum::<f64>() / (2 * self.first.len()) as f64 / self.variance()?)
    }

    fn rows(&self) -> impl Iterator<Item = (f64, f64, f64)> + '_ {
        let rows = self.first.iter().zip(self.second).zip(self.swapped);
        rows.map(|((a, b), ab)| (*a, *b, *ab))
    }
}

/// The variance of the mean that noise is around, from outputs in two runs with independent noise: what both vary by together.
/// `None` where they have none in common.
/// # Examples
/// ```
/// use tierone_stats::sensitivity::common_variance;
///
/// let outputs = [(1.0, 2.0), (3.0, 4.0), (5.0, 6.0)];
/// assert!((common_variance(outputs).unwrap() - 8.0 / 3.0).abs() < 1e-12);
/// assert_eq!(common_variance([(1.0, 4.0), (2.0, 3.0)]), None);
/// ```
pub fn common_variance(
    outputs: impl IntoIterator<Item = (f64, f64), IntoIter: Clone>,
) -> Option<f64> {
    let pairs = outputs.into_iter();
    let n = pairs.clone().count() as f64;
    let mean = (
        pairs.clone().map(|(y, _)| y).sum::<f64>() / n,
        pairs.clone().map(|(_, y)| y).sum::<f64>() / n,
    );
    let products = pairs.map(|(y, y2)| (y - mean.0) * (y2 - mean.1));
    let common = products.sum::<f64>() / n;
    (common > 0.0 && common.is_finite()).then_some(common)
}

/// Indices of a model whose outputs have noise, from two runs with independent noise: what is noise alone has no covariance
/// between them. Of the mean that the noise is around.
///
/// First-order and total. The first-order index is Jansen's where the total is one, the product's where it is zero, and between
/// them in proportion. `None` without two rows or where the runs have no variance in common.
pub fn without_noise(one: Swapped<'_>, other: Swapped<'_>) -> Option<(f64, f64)> {
    let rows = one.first.len();
    let lengths = [
        one.second,
        one.swapped,
        other.first,
        other.second,
        other.swapped,
    ];
    none_if(rows < 2 || lengths.iter().any(|outputs| outputs.len() != rows))?;
    let pairs = || {
        let first = one.first.iter().zip(other.first);
        let both = first.chain(one.second.iter().zip(other.second));
        both.map(|(y, y2)| (*y, *y2))
    };
    let n = (2 * rows) as f64;
    let mean = (
        pairs().map(|(y, _)| y).sum::<f64>() / n,
        pairs().map(|(_, y)| y).sum::<f64>() / n,
    );
    let common = common_variance(pairs())?;
    let rows = rows as f64;
    let both = || one.rows().zip(other.rows());
    // Either run may be the one that is multiplied with; both are used.
    let first = both().map(|((a, b, ab), (a2, b2, ab2))| {
        ((b - mean.0) * (ab2 - a2) + (b2 - mean.1) * (ab - a)) / 2.0
    });
    let product = first.sum::<f64>() / rows / common;
    let total = both().map(|((a, _, ab), (a2, _, ab2))| (a - ab) * (a2 - ab2));
    let total = total.sum::<f64>() / (2.0 * rows) / common;
    // Jansen's, steady where the share is large; the product is where it is small.
    let rest = both().map(|((_, b, ab), (_, b2, ab2))| (b - ab) * (b2 - ab2));
    let jansen = 1.0 - rest.sum::<f64>() / (2.0 * rows) / common;
    let large = total.clamp(0.0, 1.0);
    Some((large * jansen + (1.0 - large) * product, total))
}

/// What the elementary effects of an input say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Elementary {
    /// Their mean μ: which way the output goes.
    pub mean: f64,
    /// The mean of their sizes μ*: how much the output hangs on the input.
    pub mean_size: f64,
    /// Their standard deviation σ: how much that differs from place to place, by curvature or by other inputs. None of a single
    /// one.
    pub sd: Option<f64>,
}

/// Of effects, each the change of the output over the change of the input; `None` of none.
/// # Units
/// Those of the effects: of the output for one unit of the input.
/// # Examples
/// ```
/// use tierone_stats::sensitivity::elementary;
///
/// let effects = elementary(&[2.0, -2.0]).unwrap();
/// assert_eq!((effects.mean, effects.mean_size), (0.0, 2.0));
/// ```
pub fn elementary(effects: &[f64]) -> Option<Elementary> {
    let n = effects.len() as f64;
    none_if(effects.is_empty())?;
    let mean = effects.iter().sum::<f64>() / n;
    let squares: f64 = effects.iter().map(|effect| (effect - mean).powi(2)).sum();
    Some(Elementary {
        mean,
        mean_size: effects.iter().map(|effect| effect.abs()).sum::<f64>() / n,
        sd: (n > 1.0).then(|| (squares / (n - 1.0)).sqrt()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    /// y = 3·x + z + noise of a standard deviation like that of 3·x, x and z uniform: shares 0.9 and 0.1 of the mean's variance.
    #[test]
    fn noise_is_no_part_of_the_indices() {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        let rows = 20_000;
        let mut draw = || rng.random::<f64>();
        let mut outputs = [const { Vec::new() }; 6];
        for _ in 0..rows {
            let [x, z, x2, z2] = [draw(), draw(), draw(), draw()];
            for run in 0..2 {
                let mut with = |x: f64, z: f64| 3.0 * x + z + 3.0 * (draw() - 0.5);
                let three = [with(x, z), with(x2, z2), with(x2, z)];
                for (at, y) in three.into_iter().enumerate() {
                    outputs[3 * run + at].push(y);
                }
            }
        }
        let of = |run: usize| Swapped {
            first: &outputs[3 * run],
            second: &outputs[3 * run + 1],
            swapped: &outputs[3 * run + 2],
        };
        let (first, total) = without_noise(of(0), of(1)).expect("variance");
        // Standard errors of some 0.01 and 0.007 with so many rows.
        assert!(
            (first - 0.9).abs() < 0.04 && (total - 0.9).abs() < 0.03,
            "{first} {total}"
        );
        let with_noise = of(0).total_effect().expect("variance");
        assert!(with_noise > 0.94, "noise counts as an effect: {with_noise}");
        assert!(of(0).first_order().expect("variance") < 0.6);
    }

    #[test]
    fn what_does_not_vary_has_no_indices() {
        let same = [1.0; 5];
        let flat = Swapped {
            first: &same,
            second: &same,
            swapped: &same,
        };
        assert_eq!((flat.first_order(), flat.total_effect()), (None, None));
        assert_eq!(without_noise(flat, flat), None);
        let short = Swapped {
            first: &same[..1],
            second: &same[..1],
            swapped: &same[..1],
        };
        assert_eq!(short.first_order_jansen(), None);
        assert_eq!(elementary(&[]), None);
    }
}
