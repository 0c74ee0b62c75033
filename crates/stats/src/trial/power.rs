//! Power of a pilot with two arms of clusters, the smallest effect that it would show, and the clusters that one needs.

use crate::guard::{none_if, only_if};
use crate::halving::first_above;
use crate::special::{beta_tails, normal_quantile, normal_tails, root, student_t_quantile};

/// Two arms with as many clusters each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arms {
    /// Clusters of each arm.
    pub clusters: u64,
    /// Decisions checked of each cluster, on average.
    pub size: f64,
    /// By how much clusters enlarge the variance: see [`design_effect`](super::design_effect).
    pub design_effect: f64,
}

impl Arms {
    /// The standard error of the difference of shares whose variances add up to `variance`.
    fn standard_error(&self, variance: f64) -> f64 {
        (variance * self.design_effect / (self.clusters as f64 * self.size)).sqrt()
    }

    fn is_usable(&self) -> bool {
        self.clusters > 0 && self.size > 0.0 && self.design_effect > 0.0
    }
}

/// The sum of the variances of one decision in each arm.
fn spread(shares: [f64; 2]) -> Option<f64> {
    let inside = shares.iter().all(|share| (0.0..=1.0).contains(share));
    let spread: f64 = shares.iter().map(|share| share * (1.0 - share)).sum();
    (inside && spread > 0.0).then_some(spread)
}

fn is_level(alpha: f64) -> bool {
    alpha > 0.0 && alpha < 1.0
}

/// How many standard errors two shares are apart, and the two-sided critical value.
fn apart(arms: Arms, shares: [f64; 2], alpha: f64) -> Option<(f64, f64)> {
    let spread = spread(shares)?;
    let usable = arms.is_usable() && is_level(alpha);
    usable.then(|| {
        let away = (shares[1] - shares[0]).abs() / arms.standard_error(spread);
        (away, -normal_quantile(0.5 * alpha))
    })
}

/// The probability that a difference between two shares is found, by the normal law; the far tail is left out.
///
/// `None` for shares outside 0 to 1, an `alpha` outside 0 to 1, or arms without decisions.
/// # Source
/// Donner & Klar (2000), Design and Analysis of Cluster Randomization Trials, §5.
/// # Examples
/// ```
/// use tierone_stats::trial::{Arms, power_normal};
///
/// let arms = Arms { clusters: 10, size: 50.0, design_effect: 1.98 };
/// assert!((power_normal(arms, [0.06, 0.03], 0.05).unwrap() - 0.370_859_666_728).abs() < 1e-9);
/// ```
pub fn power_normal(arms: Arms, shares: [f64; 2], alpha: f64) -> Option<f64> {
    let (away, z) = apart(arms, shares, alpha)?;
    Some(normal_tails(away - z).lower)
}

/// The same with both tails.
///
/// # Source
/// As for [`power_normal`].
/// # Examples
/// ```
/// use tierone_stats::trial::{Arms, power_normal_both_tails};
///
/// // Where nothing changes, the power is alpha.
/// let arms = Arms { clusters: 10, size: 50.0, design_effect: 1.98 };
/// assert!((power_normal_both_tails(arms, [0.06, 0.06], 0.05).unwrap() - 0.05).abs() < 1e-12);
/// ```
pub fn power_normal_both_tails(arms: Arms, shares: [f64; 2], alpha: f64) -> Option<f64> {
    let (away, z) = apart(arms, shares, alpha)?;
    Some(normal_tails(away - z).lower + normal_tails(-away - z).lower)
}

/// The probability that a t test of the clusters finds the difference: noncentral t with 2 (k − 1) degrees of freedom.
///
/// `None` as for [`power_normal`], or with one cluster an arm.
/// # Source
/// Donner & Klar (2000), §5; the noncentral t by Lenth (1989), Applied Statistics 38, 185–189, doi:10.2307/2347693.
/// # Examples
/// ```
/// use tierone_stats::trial::{Arms, power_t};
///
/// let arms = Arms { clusters: 10, size: 50.0, design_effect: 1.98 };
/// assert!((power_t(arms, [0.06, 0.03], 0.05).unwrap() - 0.338_841_033_56).abs() < 1e-8);
/// ```
pub fn power_t(arms: Arms, shares: [f64; 2], alpha: f64) -> Option<f64> {
    let (away, _) = apart(arms, shares, alpha)?;
    let df = 2.0 * (arms.clusters as f64 - 1.0);
    (df > 0.0).then(|| found(away, df, critical(df, alpha)))
}

/// The value that |t| passes with probability `alpha` where nothing is done.
fn critical(df: f64, alpha: f64) -> f64 {
    student_t_quantile(df, 1.0 - 0.5 * alpha)
}

/// The probability that |t| passes its critical value, where the mean is `away` standard errors from 0.
fn found(away: f64, df: f64, critical: f64) -> f64 {
    let upper = 1.0 - noncentral_t(critical, df, away);
    (upper + noncentral_t(critical, df, -away).mul_add(-1.0, 1.0)).clamp(0.0, 1.0)
}

/// The smallest difference found with probability `power`, where both shares have the variance of `share`.
///
/// `None` as for [`power_normal`], or for a power that is not between alpha and 1.
/// # Units
/// A difference of shares.
/// # Source
/// (z(1 − α/2) + z(power)) √(2 p q deff/(k m)): Donner & Klar (2000), §5.
/// # Examples
/// ```
/// use tierone_stats::trial::{Arms, smallest_effect};
///
/// let arms = Arms { clusters: 10, size: 50.0, design_effect: 1.98 };
/// assert!((smallest_effect(arms, 0.06, 0.05, 0.8).unwrap() - 0.059_211_488_672).abs() < 1e-10);
/// ```
pub fn smallest_effect(arms: Arms, share: f64, alpha: f64, power: f64) -> Option<f64> {
    let spread = spread([share, share])?;
    let usable = arms.is_usable() && is_level(alpha) && power > alpha && power < 1.0;
    usable.then(|| {
        (normal_quantile(power) - normal_quantile(0.5 * alpha)) * arms.standard_error(spread)
    })
}

/// The smallest effect found with probability `power` by a t test with `df` degrees of freedom and this standard error.
///
/// `None` where these are not above 0, or for a power that is not between alpha and 1.
/// # Units
/// Those of the standard error.
/// # Source
/// The noncentral t law, as for [`power_t`], solved for its distance from 0.
/// # Examples
/// ```
/// use tierone_stats::trial::smallest_effect_t;
///
/// // With few degrees of freedom it is well above 2.80 standard errors.
/// let effect = smallest_effect_t(1.0, 4.0, 0.05, 0.8).unwrap();
/// assert!((effect - 3.761_059_55).abs() < 1e-6);
/// ```
pub fn smallest_effect_t(se: f64, df: f64, alpha: f64, power: f64) -> Option<f64> {
    let usable =
        se > 0.0 && se.is_finite() && df >= 1.0 && is_level(alpha) && power > alpha && power < 1.0;
    only_if(usable)?;
    let critical = critical(df, alpha);
    let short = |away: f64| power - found(away, df, critical);
    let mut high = 1.0;
    while short(high) > 0.0 {
        high *= 2.0;
        none_if(high > 1e4)?;
    }
    root(0.0, high, short).map(|away| away * se)
}

/// The probability that a t test with `df` degrees of freedom and this standard error finds an effect of so much.
///
/// `None` where the standard error is not above 0, or there is less than one degree of freedom.
/// # Units
/// `effect` and `se` are in one unit.
/// # Source
/// The noncentral t law, as for [`power_t`].
/// # Examples
/// ```
/// use tierone_stats::trial::power_of_t;
///
/// assert!((power_of_t(3.761_059_55, 1.0, 4.0, 0.05).unwrap() - 0.8).abs() < 1e-6);
/// assert!((power_of_t(0.0, 1.0, 4.0, 0.05).unwrap() - 0.05).abs() < 1e-9);
/// ```
pub fn power_of_t(effect: f64, se: f64, df: f64, alpha: f64) -> Option<f64> {
    let usable = se > 0.0 && se.is_finite() && df >= 1.0 && is_level(alpha) && effect.is_finite();
    usable.then(|| found((effect / se).abs(), df, critical(df, alpha)))
}

/// Clusters of each arm with which a t test finds an effect with probability `power`, where the error `se` is of arms of so many
/// clusters each, which differ as these do.
///
/// `None` where a million are too few, or as for [`power_of_t`].
/// # Units
/// `effect` and `se` are in one unit.
/// # Source
/// The noncentral t law, as for [`power_t`].
/// # Examples
/// ```
/// use tierone_stats::trial::clusters_to_find;
///
/// // By the normal law (1.96 + 0.84)² · 2 · 0.02² · 5/0.06² = 8.7; a little more for t.
/// assert_eq!(clusters_to_find(0.06, 0.02, [10, 10], 0.05, 0.8), Some(10));
/// ```
pub fn clusters_to_find(
    effect: f64,
    se: f64,
    arms: [u64; 2],
    alpha: f64,
    power: f64,
) -> Option<u64> {
    const MOST: u64 = 1_000_000;
    let now: f64 = arms.iter().map(|clusters| 1.0 / *clusters as f64).sum();
    let enough = |k: u64| {
        let then = 2.0 / k as f64;
        let df = 2.0 * (k as f64 - 1.0);
        power_of_t(effect, se * (then / now).sqrt(), df, alpha).is_some_and(|found| found >= power)
    };
    let (mut low, mut high) = (1, 2);
    while !enough(high) {
        (low, high) = (high, 2 * high);
        none_if(high > MOST)?;
    }
    Some(first_above(low, high, enough))
}

/// Clusters of each arm that one needs to find a difference between two shares with probability `power`.
///
/// `None` where the shares are the same, or as for [`power_normal`].
/// # Source
/// ⌈(z + z)² (p₀q₀ + p₁q₁) deff/(m δ²)⌉: Donner & Klar (2000), §5.
/// # Examples
/// ```
/// use tierone_stats::trial::clusters_per_arm;
///
/// assert_eq!(clusters_per_arm(50.0, 1.98, [0.06, 0.03], 0.05, 0.8), Some(30));
/// ```
pub fn clusters_per_arm(
    size: f64,
    design_effect: f64,
    shares: [f64; 2],
    alpha: f64,
    power: f64,
) -> Option<u64> {
    let spread = spread(shares)?;
    let delta = shares[1] - shares[0];
    let usable = size > 0.0
        && design_effect > 0.0
        && is_level(alpha)
        && power > alpha
        && power < 1.0
        && delta != 0.0;
    let z = normal_quantile(power) - normal_quantile(0.5 * alpha);
    let clusters = (z * z * spread * design_effect / (size * delta * delta)).ceil();
    (usable && clusters < 1e12).then_some(clusters as u64)
}

/// P(T ≤ t) of a noncentral t variable, for t ≥ 0.
fn noncentral_t(t: f64, df: f64, away: f64) -> f64 {
    // Beyond, the series starts where exp underflows, and the answer is 0 or 1 to every digit asked for.
    const FAR: f64 = 37.0;
    if away.abs() > FAR {
        return if away > 0.0 {
            normal_tails(t - away).lower
        } else {
            1.0
        };
    }
    let x = t * t / (t * t + df);
    let half = 0.5 * away * away;
    // p_j = e^(−δ²/2) (δ²/2)^j / 2 j!; q_j the same with Γ(j + 3/2), which begins with δ e^(−δ²/2)/√(2π).
    let mut p = 0.5 * (-half).exp();
    let mut q = away * (-half).exp() / std::f64::consts::TAU.sqrt();
    let mut sum = 0.0;
    let most = (half + 12.0 * half.sqrt() + 60.0) as u64;
    for j in 0..most {
        let j = j as f64;
        sum +=
            p * beta_tails(j + 0.5, 0.5 * df, x).lower + q * beta_tails(j + 1.0, 0.5 * df, x).lower;
        p *= half / (j + 1.0);
        q *= half / (j + 1.5);
    }
    (normal_tails(-away).lower + sum).clamp(0.0, 1.0)
}
