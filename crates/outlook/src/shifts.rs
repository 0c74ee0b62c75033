//! The shift of each draw's rates to the scenario's anchor, or to what was fitted.
//!
//! Numbers that were fitted together have no anchor: how many errors there are is what the results know best. Draws of rates and
//! spreads that are skew would make more of them on average than were found, and so one shift for all takes the mean of their
//! errors back to that of the fitted numbers.
//!
//! Without an anchor, and where closed forms know it, it is exact. Where the anchor is what a policy's check reports, the shift
//! of a few draws is found by simulation. For the others a closed form stands in: the shift to the accuracy that the check's own
//! errors make of the figure, and besides what the simulated ones are off it on average. How far they scatter is its error.

use std::sync::atomic::AtomicBool;

use crate::ending::{Failed, Shifted};
use tierone_analysis::{anchor_shift, approximate_rates, shift_for};
use tierone_engine::study::{Anchored, Unanchored, anchor, anchor_roughly};
use tierone_scenario::{Scenario, Under, parts};

/// Draws whose shift is found by simulation.
const SIMULATED: usize = 12;

/// How an anchor is found, from a shift that may be near it.
type Find<'f> = &'f dyn Fn(&Scenario, Option<f64>) -> Result<Anchored, Unanchored>;

/// The shift of each scenario, none where its anchor is out of reach; and how they were found. `simulated` is told of each
/// that took a simulation.
///
/// # Errors
/// No anchor is in reach, or it was told to stop.
pub fn shifts(
    scenarios: &[Scenario],
    seed: u64,
    simulated: &dyn Fn(usize, usize),
    stop: &AtomicBool,
) -> Result<(Vec<Option<f64>>, Shifted), Failed> {
    let under = scenarios.first().and_then(|first| first.anchor?.under);
    let Some(under) = under else {
        let exact = scenarios.iter().map(|scenario| anchor_shift(scenario).ok());
        return Ok((exact.collect(), Shifted::default()));
    };
    let closed: Vec<Option<f64>> = scenarios
        .iter()
        .map(|scenario| closed(scenario, under))
        .collect();
    let so_many = SIMULATED.min(scenarios.len());
    let by_simulation = |find: Find| -> Result<Vec<Result<f64, Unanchored>>, Failed> {
        let mut found = Vec::new();
        // What the closed form was off in the draws before says where to look in the next.
        let mut before: Vec<f64> = Vec::new();
        for (place, scenario) in scenarios.iter().enumerate().take(so_many) {
            let off = before.iter().sum::<f64>() / before.len().max(1) as f64;
            let near = closed[place].map(|closed| closed + off);
            let shift = find(scenario, near).map(|anchored| anchored.shift);
            before.extend(
                shift
                    .ok()
                    .zip(closed[place])
                    .map(|(shift, closed)| shift - closed),
            );
            if shift == Err(Unanchored::Stopped) {
                return Err(Failed::Stopped);
            }
            found.push(shift);
            simulated(place + 1, so_many);
        }
        Ok(found)
    };
    let mut found =
        by_simulation(&|scenario, near| anchor_roughly(scenario, near, seed, &|| {}, stop))?;
    // Of a small office it takes many replications to see how its figure moves.
    if found.iter().all(|shift| *shift == Err(Unanchored::TooFew)) {
        found = by_simulation(&|scenario, _| anchor(scenario, seed, &|| {}, stop))?;
    }
    let both = found.iter().zip(&closed);
    let off: Vec<f64> = both
        .filter_map(|(found, closed)| Some(found.ok()? - (*closed)?))
        .collect();
    if off.is_empty() {
        return Err(Failed::Unanchored);
    }
    let n = off.len() as f64;
    let mean = off.iter().sum::<f64>() / n;
    let squares: f64 = off.iter().map(|off| (off - mean).powi(2)).sum();
    let stands_in = |place: usize| closed[place].map(|closed| closed + mean);
    let shifts = (0..scenarios.len())
        .map(|place| match found.get(place) {
            Some(Ok(shift)) => Some(*shift),
            Some(Err(Unanchored::TooFew)) | None => stands_in(place),
            Some(Err(_)) => None,
        })
        .collect();
    let shifted = Shifted {
        to_fit: None,
        simulated: so_many,
        error: (off.len() > 1).then(|| (squares / (n - 1.0) * (1.0 + 1.0 / n)).sqrt()),
    };
    Ok((shifts, shifted))
}

/// The one shift with which draws of numbers that were fitted together have as many inaccurate decisions on average as the
/// scenario with the fitted numbers themselves; none where there are none, or nothing is decided.
pub(crate) fn to_fit(fitted: &Scenario, draws: &[Scenario]) -> Option<f64> {
    const STEPS: usize = 30;
    const NEAR: f64 = 1e-10;
    let log_odds = |share: f64| (share / (1.0 - share)).ln();
    let wanted = log_odds(inaccurate(fitted, 0.0)?);
    let mut shift = 0.0;
    for _ in 0..STEPS {
        let shares: Option<Vec<f64>> = draws.iter().map(|draw| inaccurate(draw, shift)).collect();
        let shares = shares?;
        // Log-odds of errors rise with the shift as one for one, nearly.
        let off = log_odds(shares.iter().sum::<f64>() / shares.len() as f64) - wanted;
        if !off.is_finite() {
            return None;
        }
        shift -= off;
        if off.abs() < NEAR {
            break;
        }
    }
    Some(shift)
}

/// The share of decisions that are inaccurate in the first reported period, with no feedback ever given.
fn inaccurate(scenario: &Scenario, shift: f64) -> Option<f64> {
    let period = scenario.horizon.warm_up;
    let rates = approximate_rates(scenario, shift, period);
    let (mut wrong, mut all) = (0.0, 0.0);
    for (part, rate) in parts(scenario, period).iter().zip(rates) {
        let (manual, system) = (part.manual as f64, part.system as f64);
        wrong += manual * rate.manual + system * rate.system;
        all += manual + system;
    }
    (all > 0.0).then(|| wrong / all)
}

/// The shift to the accuracy at which a check with its own errors would report the figure, had no feedback ever been given.
fn closed(scenario: &Scenario, under: Under) -> Option<f64> {
    let figure = scenario.anchor?.accuracy.get();
    let check = &scenario.policies[under.policy].checks[under.check];
    let looked_at =
        |attribute: usize| scenario.attributes[attribute].accuracy && check.looks_at[attribute];
    let finds: Vec<f64> = (0..scenario.attributes.len())
        .filter(|attribute| looked_at(*attribute))
        .map(|attribute| check.checker.sensitivity[attribute].get())
        .collect();
    let finds = finds.iter().sum::<f64>() / finds.len().max(1) as f64;
    // A right decision fails by any of its attributes.
    let right = |activity: &tierone_scenario::Activity| {
        let own = activity.errors.iter();
        let own = own.filter(|error| looked_at(error.attribute)).count();
        (1.0 - check.checker.false_fail.get()).powi(own as i32)
    };
    let passes = scenario.activities.iter().map(right).sum::<f64>();
    let false_fail = 1.0 - passes / scenario.activities.len().max(1) as f64;
    let failing = 1.0 - figure;
    let wrong = (failing - false_fail) / (finds - false_fail);
    // What false fails alone explain has no such accuracy; the mean of the simulated ones stands for what is missed.
    let wrong = if wrong.is_finite() {
        wrong.clamp(0.1 * failing, 0.95)
    } else {
        failing
    };
    shift_for(scenario, 1.0 - wrong).ok()
}
