//! Over less under: a sum in which errors of both sides hide one another.

use super::monetary::{FoundError, Frame};
use super::monte_carlo::percentile;
use super::stratified::{Drawn, Posterior, Stratum, Walk, is_known};
use super::{Estimate, is_confidence};
use rand::{Rng, RngExt};
use rand_distr::Exp1;

/// Equal tails of posterior rate × Bayesian bootstrap of the signed amounts, from `draws` draws: both sides with the same
/// draw of the rates.
///
/// `strata` count errors of either side, and amounts of `found` are over less under. The one more amount of
/// [`super::monetary::posterior`] counts for the upper limit as over, and for the lower one as under: which side an error
/// that was not seen would be of, nobody knows.
/// # Units
/// Amount of error per amount assessed, negative where more is under than over.
/// # Source
/// As in `monetary`.
pub fn posterior<R: Rng + ?Sized>(
    strata: &[Stratum],
    found: &[FoundError],
    frame: Frame,
    confidence: f64,
    draws: usize,
    rng: &mut R,
) -> Option<Estimate> {
    let rates = Posterior::of(strata)?;
    let mean_value = frame.value / rates.population;
    let usable = is_confidence(confidence) && mean_value > 0.0 && frame.max_amount >= 0.0;
    if !(usable && found.iter().all(|error| error.amount.is_finite())) {
        return None;
    }
    let total: f64 = found.iter().map(|error| error.weight * error.amount).sum();
    let of_known = found.iter().filter(|error| is_known(error.weight));
    let known = of_known.map(|error| error.amount).sum::<f64>() / rates.population;
    let more = 0.5 * frame.max_amount.min(mean_value);
    let mut weights = vec![0.0; found.len()];
    let (mut lows, mut highs) = (Vec::new(), Vec::new());
    for _ in 0..draws.max(1) {
        let Drawn { share, missed } = rates.draw(rng);
        let (mut sum, mut signed) = (0.0, 0.0);
        for (error, weight) in found.iter().zip(&mut weights) {
            *weight = rng.sample(Exp1);
            sum += *weight;
            signed += *weight * error.amount;
        }
        let of_more: f64 = rng.sample(Exp1);
        sum += of_more;
        let (mut unknown, mut one_more) = (share * signed / sum, share * of_more / sum);
        if missed > 0.0 {
            let mut walk = Walk::start(rng);
            for (error, weight) in found.iter().zip(&weights) {
                unknown +=
                    walk.events(missed * weight / sum, rng) / rates.population * error.amount;
            }
            one_more += walk.events(missed * of_more / sum, rng) / rates.population;
        }
        lows.push((known + unknown - more * one_more) / mean_value);
        highs.push((known + unknown + more * one_more) / mean_value);
    }
    lows.sort_by(f64::total_cmp);
    highs.sort_by(f64::total_cmp);
    let tail = 0.5 * (1.0 - confidence);
    Some(Estimate::holding(
        total / frame.value,
        percentile(&lows, tail),
        percentile(&highs, 1.0 - tail),
        "posterior-bootstrap",
    ))
}
