//! How many points a control chart passes, on average, until it signals: false alarms where nothing changed, delay where
//! something did. Charts begin at 0.

use super::linear_equations::solve;
use super::quadrature::gauss_legendre;
use super::special::{binomial_mass, normal_tails};
use super::units::Decimal;
use crate::guard::{none_if, only_if};

/// Checks until a Bernoulli CUSUM signals, on average: after each check S becomes max(0, S + X − 1/`m`), where X is 1 for a
/// fail, and `limit` or more is a signal.
///
/// From state `i`/m, the time is that until the next fail, whose number of passes decides how far the sum has fallen.
/// `None` where no sum of fails can signal, more than 100 000 states would be needed, or the share is not inside 0 to 1.
/// # Units
/// Checks, from a sum of 0.
/// # Source
/// Reynolds & Stoumbos (1999), Journal of Quality Technology 31, 87–108: an exact Markov chain on multiples of 1/m.
/// # Examples
/// ```
/// use tierone_stats::run_length::bernoulli_cusum_length;
///
/// // The chain solved in numpy: a false alarm in 1 440 checks, and a doubled share found in 375.
/// assert!((bernoulli_cusum_length(115, 2.0, 0.006).unwrap() - 1_439.623_690_609).abs() < 1e-6);
/// assert!((bernoulli_cusum_length(115, 2.0, 0.012).unwrap() - 375.361_107_870).abs() < 1e-6);
/// ```
pub fn bernoulli_cusum_length(m: u64, limit: f64, share: f64) -> Option<f64> {
    let top = (limit * m as f64 - 1e-9).ceil();
    none_if(!(1.0..=1e5).contains(&top))?;
    bernoulli_cusum_length_from(m, top as u64, 0, share)
}

/// The same in multiples of 1/`m`: a signal at `limit` or more, from a sum of `headstart`.
///
/// `None` as for [`bernoulli_cusum_length`], and for a start at the limit.
/// # Units
/// Checks.
/// # Source
/// As for [`bernoulli_cusum_length`]; the head start is that of Lucas & Crosier (1982), Technometrics 24, 199–205.
/// # Examples
/// ```
/// use tierone_stats::run_length::bernoulli_cusum_length_from;
///
/// let late = bernoulli_cusum_length_from(55, 150, 0, 0.03).unwrap();
/// assert!(bernoulli_cusum_length_from(55, 150, 75, 0.03).unwrap() < late);
/// ```
pub fn bernoulli_cusum_length_from(m: u64, limit: u64, headstart: u64, share: f64) -> Option<f64> {
    only_if(share > 0.0 && share < 1.0 && m > 1 && (headstart + 1..=100_000).contains(&limit))?;
    let (top, m) = (limit as usize, m as usize);
    // In multiples of 1/m a pass takes one away and a fail adds m − 1:
    // L(s) = 1 + (1 − p) L(max(s − 1, 0)) + p L(s + m − 1), and L is 0 from the top on. Seen from the top down,
    // L(s) = α(s) + β(s) L(s − 1): what a fail leads to lies above, and is a chain of such steps up from s.
    let mut alpha = vec![0.0; top];
    let mut beta = vec![0.0; top];
    for s in (0..top).rev() {
        let after_a_fail = s + m - 1;
        let (mut a, mut b) = (0.0, 0.0);
        if after_a_fail < top {
            (a, b) = (alpha[s + 1], beta[s + 1]);
            for step in s + 2..=after_a_fail {
                a = alpha[step] + beta[step] * a;
                b *= beta[step];
            }
        }
        let own = 1.0 - share * b;
        alpha[s] = (1.0 + share * a) / own;
        beta[s] = (1.0 - share) / own;
    }
    // A pass at 0 stays there.
    let from_zero = alpha[0] / (1.0 - beta[0]);
    Some((1..=headstart as usize).fold(from_zero, |below, s| alpha[s] + beta[s] * below))
}

/// Periods until a binomial CUSUM signals, on average: after each period S becomes max(0, S + X − `allowance`), X errors among
/// `checked`, and `limit` or more is a signal.
///
/// `None` where more than 2 000 states would be needed, for an allowance that is negative, or a share outside 0 to 1.
/// # Units
/// Periods, from a sum of 0.
/// # Source
/// Brook & Evans (1972), Biometrika 59, 539–549: an exact Markov chain.
/// # Examples
/// ```
/// use tierone_stats::run_length::binomial_cusum_length;
/// use tierone_stats::units::Decimal;
///
/// let allowance = Decimal::from_f64(3.5).unwrap();
/// assert!((binomial_cusum_length(100, allowance, 6.0, 0.03).unwrap() - 52.574_302_420_476).abs() < 1e-8);
/// ```
pub fn binomial_cusum_length(
    checked: u64,
    allowance: Decimal,
    limit: f64,
    share: f64,
) -> Option<f64> {
    // The sum is a whole multiple of 1/`scale`.
    let (numerator, denominator) = allowance.fraction();
    let half = (2 * numerator) % denominator == 0;
    let scale = if half {
        2
    } else {
        u64::try_from(denominator).ok()?
    };
    let down = (allowance.to_f64() * scale as f64).round();
    let top = (limit * scale as f64 - 1e-9).ceil();
    only_if(share > 0.0 && share < 1.0 && down >= 0.0 && (1.0..=2e3).contains(&top))?;
    let (top, down) = (top as usize, down as u64);
    let mut rows = vec![vec![0.0; top + 1]; top];
    for (from, row) in rows.iter_mut().enumerate() {
        row[from] += 1.0;
        for errors in 0..=checked {
            let to = (from as u64 + scale * errors).saturating_sub(down) as usize;
            if to >= top {
                break;
            }
            row[to] -= binomial_mass(errors as f64, checked as f64, share, 1.0 - share);
        }
        row[top] = 1.0;
    }
    Some(solve(rows)?[0])
}

/// Points until the upper tabular CUSUM of normal scores passes `limit`, on average, where their mean is `shift`.
///
/// `None` for a limit that is not positive or arguments that are not finite.
/// # Units
/// Points, from a sum of 0.
/// # Source
/// Page's integral equation, by Gauss and Legendre's rule: Vance (1986), Journal of Quality Technology 18, 189–193.
/// # Examples
/// ```
/// use tierone_stats::run_length::cusum_length;
///
/// // R's spc: 39.47161021 and 9.680129627.
/// assert!((cusum_length(0.25, 3.0, 0.0).unwrap() - 39.471_610_21).abs() < 1e-5);
/// assert!((cusum_length(0.25, 3.0, 0.5).unwrap() - 9.680_129_627).abs() < 1e-5);
/// ```
pub fn cusum_length(allowance: f64, limit: f64, shift: f64) -> Option<f64> {
    only_if(limit > 0.0 && allowance.is_finite() && shift.is_finite())?;
    let rule = gauss_legendre(NODES);
    let (half, n) = (0.5 * limit, NODES + 1);
    let nodes: Vec<f64> = rule.iter().map(|(x, _)| half * (x + 1.0)).collect();
    // The last unknown is the length from 0, where the sum rests with a probability of its own.
    let mut rows = vec![vec![0.0; n + 1]; n];
    for (row, from) in rows.iter_mut().zip(nodes.iter().copied().chain([0.0])) {
        for ((cell, to), (_, weight)) in row.iter_mut().zip(&nodes).zip(&rule) {
            *cell = -half * weight * density(to + allowance - from - shift);
        }
        row[n - 1] = -normal_tails(allowance - from - shift).lower;
        row[n] = 1.0;
    }
    for (place, row) in rows.iter_mut().enumerate() {
        row[place] += 1.0;
    }
    Some(solve(rows)?[n - 1])
}

/// The average run length of an upper and a lower CUSUM side by side: 1/(1/L⁺ + 1/L⁻).
///
/// `None` as for [`cusum_length`].
/// # Units
/// Points, from sums of 0.
/// # Source
/// Kemp (1961), Journal of the Royal Statistical Society B 23, 149–153.
/// # Examples
/// ```
/// use tierone_stats::run_length::two_sided_cusum_length;
///
/// // R's spc: 368.3938733.
/// assert!((two_sided_cusum_length(0.25, 8.0, 0.0).unwrap() - 368.393_873_3).abs() < 1e-3);
/// ```
pub fn two_sided_cusum_length(allowance: f64, limit: f64, shift: f64) -> Option<f64> {
    let up = cusum_length(allowance, limit, shift)?;
    let down = cusum_length(allowance, limit, -shift)?;
    Some(1.0 / (1.0 / up + 1.0 / down))
}

/// Points until the EWMA of normal scores leaves its settled limits, `reach` of its standard deviations on either side, where
/// the mean of the scores is `shift`.
///
/// `None` for a weight outside 0 to 1 or a reach that is not positive.
/// # Units
/// Points, from an average of 0.
/// # Source
/// Crowder (1987), Technometrics 29, 401–407: an integral equation, by Gauss and Legendre's rule.
/// # Examples
/// ```
/// use tierone_stats::run_length::ewma_length;
///
/// // R's spc: 368.993734.
/// assert!((ewma_length(0.1, 2.7, 0.0).unwrap() - 368.993_734).abs() < 1e-3);
/// ```
pub fn ewma_length(weight: f64, reach: f64, shift: f64) -> Option<f64> {
    only_if(weight > 0.0 && weight <= 1.0 && reach > 0.0)?;
    let limit = reach * (weight / (2.0 - weight)).sqrt();
    let rule = gauss_legendre(NODES);
    let n = NODES + 1;
    let nodes: Vec<f64> = rule.iter().map(|(x, _)| limit * x).collect();
    let mut rows = vec![vec![0.0; n + 1]; n];
    for (row, from) in rows.iter_mut().zip(nodes.iter().copied().chain([0.0])) {
        for ((cell, to), (_, share)) in row.iter_mut().zip(&nodes).zip(&rule) {
            let score = (to - (1.0 - weight) * from) / weight - shift;
            *cell = -limit / weight * share * density(score);
        }
        row[n] = 1.0;
    }
    for (place, row) in rows.iter_mut().enumerate() {
        row[place] += 1.0;
    }
    Some(solve(rows)?[n - 1])
}

/// Enough for ten digits where limits are a few standard deviations apart.
const NODES: usize = 80;

fn density(x: f64) -> f64 {
    (-0.5 * x * x).exp() / std::f64::consts::TAU.sqrt()
}
