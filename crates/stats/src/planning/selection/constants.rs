//! Constants of procedures that promise to select the best with a stated probability.

use crate::estimate::is_confidence;
use crate::guard::none_if;
use crate::special::{beta_tails, normal_tails, root, student_t_quantile};

/// Dudewicz and Dalal's h₁ for `systems` systems: ∫ F(t + h)^(k − 1) f(t) dt = `confidence`, F of Student's t.
///
/// `None` for fewer than two systems, fewer than two first replications or a confidence outside 0 to 1.
/// # Source
/// Dudewicz & Dalal (1975), Sankhyā B 37, 28–78.
/// # Examples
/// ```
/// use tierone_stats::planning::dudewicz_dalal_h;
///
/// // Law & Kelton print 1.896.
/// assert!((dudewicz_dalal_h(2, 0.9, 20).unwrap() - 1.895_747).abs() < 1e-5);
/// ```
pub fn dudewicz_dalal_h(systems: u32, confidence: f64, first: u32) -> Option<f64> {
    let (others, df) = checked(systems, confidence, first)?;
    let nodes = student(df);
    solve(confidence, |h| {
        let of = |(t, weight): &(f64, f64)| weight * student_below(df, t + h).powi(others);
        nodes.iter().map(of).sum()
    })
}

/// Rinott's h for `systems` systems with `first` replications of each in the first stage.
///
/// `None` as for [`dudewicz_dalal_h`].
/// # Source
/// Rinott (1978), Communications in Statistics A 7, 799–811.
/// # Examples
/// ```
/// use tierone_stats::planning::rinott_h;
///
/// assert!((rinott_h(3, 0.9, 10).unwrap() - 2.587_498).abs() < 1e-5);
/// ```
pub fn rinott_h(systems: u32, confidence: f64, first: u32) -> Option<f64> {
    let (others, df) = checked(systems, confidence, first)?;
    let nodes = chi_squared(df);
    solve(confidence, |h| {
        let inner = |y: f64| -> f64 {
            let of = |(x, weight): &(f64, f64)| {
                weight * normal_tails(h / (df * (1.0 / x + 1.0 / y)).sqrt()).lower
            };
            nodes.iter().map(of).sum()
        };
        nodes
            .iter()
            .map(|(y, weight)| weight * inner(*y).powi(others))
            .sum()
    })
}

/// Bechhofer's h for `systems` systems of known variance: (hσ/δ)² replications of each select the best.
///
/// `None` for fewer than two systems or a confidence outside 0 to 1.
/// # Source
/// Bechhofer (1954), Annals of Mathematical Statistics 25, 16–39.
/// # Examples
/// ```
/// use tierone_stats::planning::bechhofer_h;
///
/// assert!((bechhofer_h(3, 0.9).unwrap() - 2.230_199_841_5).abs() < 1e-9);
/// ```
pub fn bechhofer_h(systems: u32, confidence: f64) -> Option<f64> {
    let (others, _) = checked(systems, confidence, 2)?;
    let nodes = normal();
    solve(confidence, |h| {
        let of = |(z, weight): &(f64, f64)| weight * normal_tails(z + h).lower.powi(others);
        nodes.iter().map(of).sum()
    })
}

/// The t with which systems are screened out so that the best stays with probability 1 − `alpha`.
///
/// `None` as for [`dudewicz_dalal_h`].
/// # Source
/// Nelson, Swann, Goldsman & Song (2001), Operations Research 49, 950–963.
/// # Examples
/// ```
/// use tierone_stats::planning::subset_screen_t;
///
/// assert!((subset_screen_t(2, 0.05, 20).unwrap() - 1.729_132_811_5).abs() < 1e-9);
/// ```
pub fn subset_screen_t(systems: u32, alpha: f64, first: u32) -> Option<f64> {
    let (others, df) = checked(systems, 1.0 - alpha, first)?;
    // (1 − α)^(1/(k − 1)), without loss near 1.
    let p = ((-alpha).ln_1p() / f64::from(others)).exp();
    Some(student_t_quantile(df, p))
}

/// Nelson and Matejcik's g, for common random numbers: the `confidence` quantile of the largest of k − 1 equicorrelated (½)
/// Student's t with (k − 1)(first − 1) degrees of freedom.
///
/// `None` as for [`dudewicz_dalal_h`].
/// # Source
/// Nelson & Matejcik (1995), Management Science 41, 1935–1945.
/// # Examples
/// ```
/// use tierone_stats::planning::nelson_matejcik_g;
///
/// // With two systems it is Student's t.
/// assert!((nelson_matejcik_g(2, 0.9, 10).unwrap() - 1.383_028_738).abs() < 1e-6);
/// ```
pub fn nelson_matejcik_g(systems: u32, confidence: f64, first: u32) -> Option<f64> {
    let (others, df) = checked(systems, confidence, first)?;
    let df = df * f64::from(others);
    let (scales, shared) = (chi_squared(df), normal());
    solve(confidence, |g| {
        let given = |scale: f64| -> f64 {
            let below =
                |z: f64| normal_tails((g * scale + z * 0.5f64.sqrt()) / 0.5f64.sqrt()).lower;
            shared
                .iter()
                .map(|(z, weight)| weight * below(*z).powi(others))
                .sum()
        };
        scales
            .iter()
            .map(|(x, weight)| weight * given((x / df).sqrt()))
            .sum()
    })
}

/// One less than the systems, and than the first replications.
fn checked(systems: u32, confidence: f64, first: u32) -> Option<(i32, f64)> {
    let asked = systems >= 2 && first >= 2 && is_confidence(confidence);
    Some((
        i32::try_from(systems.checked_sub(1)?).ok()?,
        f64::from(first) - 1.0,
    ))
    .filter(|_| asked)
}

fn solve(confidence: f64, probability: impl Fn(f64) -> f64) -> Option<f64> {
    let excess = |h: f64| probability(h) - confidence;
    let mut high = 4.0;
    while excess(high) < 0.0 {
        high *= 2.0;
        none_if(high > 1e6)?;
    }
    // Selecting at random is right with probability 1/k; below that h is negative.
    let mut low = 0.0;
    while excess(low) > 0.0 {
        low = 2.0 * low - 1.0;
        none_if(low < -1e6)?;
    }
    root(low, high, excess)
}

fn student_below(df: f64, t: f64) -> f64 {
    let tails = beta_tails(0.5 * df, 0.5, df / (df + t * t));
    if t < 0.0 {
        0.5 * tails.lower
    } else {
        1.0 - 0.5 * tails.lower
    }
}

/// Points of a density along a smooth transform of the line, weighed to 1: the trapezoidal rule is exact there to all digits.
fn weighed(nodes: impl Iterator<Item = (f64, f64)>) -> Vec<(f64, f64)> {
    let nodes: Vec<(f64, f64)> = nodes.collect();
    let most = nodes
        .iter()
        .map(|node| node.1)
        .fold(f64::NEG_INFINITY, f64::max);
    let all: f64 = nodes.iter().map(|node| (node.1 - most).exp()).sum();
    nodes
        .into_iter()
        .map(|(x, ln)| (x, (ln - most).exp() / all))
        .collect()
}

fn normal() -> Vec<(f64, f64)> {
    weighed((-60..=60).map(|k| {
        let z = f64::from(k) * 0.15;
        (z, -0.5 * z * z)
    }))
}

fn student(df: f64) -> Vec<(f64, f64)> {
    let far = df.sqrt().asinh() + 40.0 / df;
    weighed((-200..=200).map(|k| {
        let v = far * f64::from(k) / 200.0;
        let t = v.sinh();
        (t, v.cosh().ln() - 0.5 * (df + 1.0) * (t * t / df).ln_1p())
    }))
}

fn chi_squared(df: f64) -> Vec<(f64, f64)> {
    let low = df.ln() - 80.0 / df - 9.0 / df.sqrt();
    let high = (df + 13.0 * df.sqrt() + 70.0).ln();
    weighed((0..=100).map(|k| {
        let x = (low + (high - low) * f64::from(k) / 100.0).exp();
        (x, 0.5 * df * x.ln() - 0.5 * x)
    }))
}
