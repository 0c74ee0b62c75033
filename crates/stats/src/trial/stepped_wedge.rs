//! Stepped wedges: all clusters begin without, and equal groups of them cross over one after the other.

use crate::special::{normal_quantile, normal_tails};

/// A stepped wedge in which equal groups of clusters cross before periods 2 to T.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SteppedWedge {
    /// Clusters, a multiple of the steps.
    pub clusters: u64,
    /// Periods, of which the first has all clusters without.
    pub periods: u64,
    /// Decisions checked of each cluster and period.
    pub size: f64,
    /// Intra-class correlation within a cluster and period.
    pub correlation: f64,
    /// Cluster autocorrelation: how alike two periods of one cluster are beside one period; 1 for Hussey and Hughes.
    pub autocorrelation: f64,
    /// Standard deviation of a decision's figure; for a share p it is √(p (1 − p)).
    pub sd: f64,
}

impl SteppedWedge {
    /// The variance of the effect by generalised least squares.
    ///
    /// `None` where the clusters are no multiple of the steps, or a size, standard deviation or correlation is out of range.
    /// # Source
    /// Hussey & Hughes (2007), Contemporary Clinical Trials 28, 182–191, doi:10.1016/j.cct.2006.05.007, equation 8; with
    /// Hooper et al. (2016), Statistics in Medicine 35, 4718–4728, doi:10.1002/sim.7028, for the autocorrelation.
    /// # Examples
    /// ```
    /// use tierone_stats::trial::SteppedWedge;
    ///
    /// let wedge = SteppedWedge { clusters: 12, periods: 5, size: 20.0, correlation: 0.05, autocorrelation: 1.0, sd: 1.0 };
    /// assert!((wedge.variance().unwrap() - 0.009_540_084_388).abs() < 1e-12);
    /// ```
    pub fn variance(&self) -> Option<f64> {
        let (sigma, tau) = self.parts()?;
        let (u, w, v) = self.design();
        let (i, t) = (self.clusters as f64, self.periods as f64);
        let below = (i * u - w) * sigma + (u * u + i * t * u - t * w - i * v) * tau;
        (below > 0.0).then(|| i * sigma * (sigma + t * tau) / below)
    }

    /// The variance of the effect where each cluster, or each group of clusters that start together, has an effect of its own: what
    /// clusters differ by for good is taken out. [`Self::variance`] without a bound on how far they differ.
    ///
    /// `None` as for [`Self::variance`].
    /// # Source
    /// Hussey & Hughes (2007), equation 8, as τ² grows without bound.
    /// # Examples
    /// ```
    /// use tierone_stats::trial::SteppedWedge;
    ///
    /// // The more alike decisions of a cluster are, the nearer the two: they tell what is left, sd² (1 − correlation).
    /// let wedge = SteppedWedge { clusters: 12, periods: 5, size: 20.0, correlation: 0.99, autocorrelation: 1.0, sd: 1.0 };
    /// let (all, within) = (wedge.variance().unwrap(), wedge.variance_within().unwrap());
    /// assert!(within > all && within < 1.001 * all);
    /// ```
    pub fn variance_within(&self) -> Option<f64> {
        let (sigma, _) = self.parts()?;
        let (u, w, v) = self.design();
        let (i, t) = (self.clusters as f64, self.periods as f64);
        let below = u * u + i * t * u - t * w - i * v;
        (below > 0.0).then(|| i * sigma * t / below)
    }

    /// The variance of a cluster's mean in a period about the cluster's own, and that of clusters' own.
    fn parts(&self) -> Option<(f64, f64)> {
        let steps = self.periods.checked_sub(1).filter(|steps| *steps > 0)?;
        let range = |value: f64| (0.0..=1.0).contains(&value);
        let usable = self.clusters > 0
            && self.clusters.is_multiple_of(steps)
            && self.size > 0.0
            && self.sd > 0.0
            && range(self.correlation)
            && range(self.autocorrelation);
        let all = self.sd * self.sd;
        let shared = all * self.correlation;
        let sigma =
            all * (1.0 - self.correlation) / self.size + shared * (1.0 - self.autocorrelation);
        usable.then_some((sigma, shared * self.autocorrelation))
    }

    /// Hussey and Hughes' U, W and V.
    fn design(&self) -> (f64, f64, f64) {
        let steps = self.periods - 1;
        let group = (self.clusters / steps) as f64;
        // Group s is with for s periods, and period j has j groups with.
        let sum = |of: &dyn Fn(f64) -> f64| (1..=steps).map(|k| of(k as f64)).sum::<f64>();
        let u = group * sum(&|s| s);
        let w = sum(&|j| (group * j).powi(2));
        (u, w, group * sum(&|s| s * s))
    }

    /// The probability that an effect of `delta` is found, by the normal law.
    pub fn power(&self, delta: f64, alpha: f64) -> Option<f64> {
        let se = self.variance()?.sqrt();
        let level = alpha > 0.0 && alpha < 1.0;
        level.then(|| normal_tails(delta.abs() / se + normal_quantile(0.5 * alpha)).lower)
    }

    /// The smallest effect found with probability `power`.
    pub fn smallest_effect(&self, alpha: f64, power: f64) -> Option<f64> {
        let se = self.variance()?.sqrt();
        let usable = alpha > 0.0 && alpha < power && power < 1.0;
        usable.then(|| (normal_quantile(power) - normal_quantile(0.5 * alpha)) * se)
    }
}
