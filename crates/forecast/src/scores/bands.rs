//! Scores of bands, quantiles and probabilities, and of how often bands held.

/// The interval score of a band with lower and upper limits at `alpha`/2 on either side.
///
/// # Source
/// Gneiting & Raftery (2007), equation 43; Winkler (1972).
pub fn interval_score(lower: f64, upper: f64, came: f64, alpha: f64) -> f64 {
    let under = (lower - came).max(0.0);
    let over = (came - upper).max(0.0);
    (upper - lower) + 2.0 / alpha * (under + over)
}

/// The pinball loss of a quantile forecast at probability `tau`.
pub fn pinball(quantile: f64, tau: f64, came: f64) -> f64 {
    if came < quantile {
        (1.0 - tau) * (quantile - came)
    } else {
        tau * (came - quantile)
    }
}

/// The weighted interval score of quantiles at probabilities that lie evenly about one half, with the median among them.
///
/// # Source
/// Bracher, Ray, Gneiting & Reich (2021), PLOS Computational Biology 17, e1008618.
pub fn weighted_interval_score(quantiles: &[f64], levels: &[f64], came: f64) -> f64 {
    let pairs = quantiles.iter().zip(levels);
    let losses = pairs.map(|(quantile, level)| 2.0 * pinball(*quantile, *level, came));
    losses.sum::<f64>() / quantiles.len() as f64
}

/// The Brier score of probabilities of what did (1) or did not (0) happen.
pub fn brier(probabilities: &[f64], happened: &[f64]) -> f64 {
    let pairs = probabilities.iter().zip(happened);
    pairs.map(|(p, o)| (p - o) * (p - o)).sum::<f64>() / probabilities.len() as f64
}

/// The mean of −ln of the probability given to what happened.
pub fn log_loss(probabilities: &[f64], happened: &[f64]) -> f64 {
    let pairs = probabilities.iter().zip(happened);
    let loss = |(p, o): (&f64, &f64)| if *o > 0.5 { -p.ln() } else { -(-p).ln_1p() };
    pairs.map(loss).sum::<f64>() / probabilities.len() as f64
}

/// The Monte Carlo standard error of a coverage, √(c(1−c)/n).
///
/// # Source
/// Morris, White & Crowther (2019), Statistics in Medicine 38, 2074–2102, table 6.
pub fn coverage_mcse(hits: u64, of: u64) -> f64 {
    let share = hits as f64 / of as f64;
    (share * (1.0 - share) / of as f64).sqrt()
}

/// By how many standard errors a coverage is off its nominal value.
pub fn coverage_z(hits: u64, of: u64, nominal: f64) -> f64 {
    let share = hits as f64 / of as f64;
    (share - nominal) / (nominal * (1.0 - nominal) / of as f64).sqrt()
}
