//! The estimate of a mean by cheap results of all and gold ones of some, and how much weight the cheap ones get.

use crate::double_sampling::AmountPair;
use crate::estimate::PointEstimate;
use crate::guard::none_if;

/// The prediction-powered estimate of a mean: λ times that of the cheap results of all decisions, and the mean of what gold
/// results differ from λ times the cheap ones.
///
/// θ = λ f̄ + Σ(y − λ f)/n, f̄ over all `decisions` and the sum over those of a simple sample with both results, with the
/// variance s²(y − λ f)/n · (1 − n/N). It has no bias, whatever the cheap results are worth: λ = 0 leaves them out, λ = 1 is the
/// difference estimate of survey sampling, and [`power`] gives the best. `None` with fewer than two pairs, or more than
/// decisions.
/// # Units
/// Those of the results: an error as 1 or 0, or an amount.
/// # Source
/// Angelopoulos, Bates, Fannjiang, Jordan & Zrnic (2023), Science 382, 669–674, doi:10.1126/science.adi6000; Angelopoulos,
/// Duchi & Zrnic (2023), PPI++, doi:10.48550/arXiv.2311.01453, for λ; Särndal, Swensson & Wretman (1992), Model Assisted Survey
/// Sampling, 6.3, for the difference estimate of a finite frame.
/// # Examples
/// ```
/// use tierone_stats::double_sampling::AmountPair;
/// use tierone_stats::prediction_powered::mean;
///
/// // The cheap check finds 4 % wrong of 1,000; of 4 checked again it was wrong once.
/// let pairs = [(1.0, 1.0), (0.0, 0.0), (0.0, 1.0), (0.0, 0.0)].map(|(first, again)| AmountPair { first, again });
/// let estimate = mean(0.04, 1_000, &pairs, 1.0).unwrap();
/// assert!((estimate.value - (0.04 + 0.25)).abs() < 1e-15);
/// assert!((estimate.se - (0.25f64 / 4.0 * 0.996).sqrt()).abs() < 1e-15);
/// ```
pub fn mean(
    cheap_mean: f64,
    decisions: u64,
    pairs: &[AmountPair],
    power: f64,
) -> Option<PointEstimate> {
    let n = pairs.len() as f64;
    none_if(pairs.len() < 2 || pairs.len() as u64 > decisions)?;
    let rests = || pairs.iter().map(|pair| pair.again - power * pair.first);
    let rest = rests().sum::<f64>() / n;
    let squares: f64 = rests().map(|own| (own - rest).powi(2)).sum();
    let left = 1.0 - n / decisions as f64;
    Some(PointEstimate {
        value: power * cheap_mean + rest,
        se: (squares / (n - 1.0) / n * left).sqrt(),
    })
}

/// The λ of the least variance, S(f, y)/S(f, f) over pairs of both results, from 0 to 1; 0 where the cheap results do not differ.
///
/// # Source
/// Angelopoulos, Duchi & Zrnic (2023), as for [`mean`], section 6, where those with gold results are part of the decisions.
/// # Examples
/// ```
/// use tierone_stats::double_sampling::AmountPair;
/// use tierone_stats::prediction_powered::power;
///
/// let pairs = [2.0, 4.0, 9.0].map(|first| AmountPair { first, again: 0.5 * first });
/// assert!((power(&pairs) - 0.5).abs() < 1e-15);
/// assert_eq!(power(&pairs[..1]), 0.0);
/// ```
pub fn power(pairs: &[AmountPair]) -> f64 {
    let n = pairs.len() as f64;
    let cheap = pairs.iter().map(|pair| pair.first).sum::<f64>() / n;
    let gold = pairs.iter().map(|pair| pair.again).sum::<f64>() / n;
    let cross: f64 = pairs
        .iter()
        .map(|pair| (pair.first - cheap) * (pair.again - gold))
        .sum();
    let square: f64 = pairs.iter().map(|pair| (pair.first - cheap).powi(2)).sum();
    if square > 0.0 {
        (cross / square).clamp(0.0, 1.0)
    } else {
        0.0
    }
}
