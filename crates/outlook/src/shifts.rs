//! The shift of each draw's rates to the scenario's anchor, or to what was fitted.
//!
//! Numbers that were fitted together have no anchor: how many errors there are is what the results know best. Draws of rates and
//! spreads that are skew would make more of them on average than were found, and so one shift for all takes the mean of their
//! errors back to that of the fitted numbers.
//!
//! Without an anchor, and where closed forms know it, it is exact. Where the anchor is what a policy's check reports, the shift
//! of a few draws is found by simulation. For the others a closed form stands in: the shift to the accuracy that the check's own
//! errors make of the figure, and besides what the simulated ones are off it on average. How far they scatter is its error. Draws
//! that no accuracy brings to the figure are left out: with those numbers it could not have been published.

use std::sync::atomic::AtomicBool;

use crate::ending::{Failed, Shifted};
use tierone_analysis::{Mistakes, anchor_shift, approximate_rates, approximate_shift};
use tierone_engine::study::{Anchored, Unanchored, anchor, anchor_roughly};
use tierone_scenario::{Scenario, Under, parts};

/// Draws whose shift is found by simulation.
const SIMULATED: usize = 10;

/// How an anchor is found, from a shift that may be near it.
type Find<'f> = &'f dyn Fn(&Scenario, Option<f64>) -> Result<Anchored, Unanchored>;

/// By how much the rates of scenarios are moved that differ in their uncertain numbers alone.
#[derive(Clone, Debug)]
pub struct Shifts {
    under: Option<Under>,
    /// What simulated shifts are more than the closed form on average.
    off: f64,
    /// Those of the first draws, where they were simulated.
    found: Vec<Result<f64, Unanchored>>,
    /// How they were found.
    pub shifted: Shifted,
}

impl Shifts {
    /// From draws of the uncertain numbers of a scenario; `fitted` where some of those were fitted together. `simulated` is
    /// called after each draw that took a simulation.
    ///
    /// # Errors
    /// No anchor is in reach, or `stop` was set.
    pub fn new(
        (given, draws, fitted): (&Scenario, &[Scenario], bool),
        seed: u64,
        simulated: &dyn Fn(usize, usize),
        stop: &AtomicBool,
    ) -> Result<Self, Failed> {
        let under = given.anchor.and_then(|anchor| anchor.under);
        let Some(under) = under else {
            let to_fit = (fitted && given.anchor.is_none())
                .then(|| to_fit(given, draws))
                .flatten();
            return Ok(Self {
                under,
                off: 0.0,
                found: Vec::new(),
                shifted: Shifted {
                    to_fit,
                    ..Shifted::default()
                },
            });
        };
        let found = by_simulation(draws, under, (seed, simulated, stop))?;
        let both = found.iter().zip(draws);
        let off: Vec<f64> = both
            .filter_map(|(found, draw)| Some(found.ok()? - closed(draw, under)?))
            .collect();
        if off.is_empty() {
            return Err(Failed::Unanchored);
        }
        let n = off.len() as f64;
        let mean = off.iter().sum::<f64>() / n;
        let squares: f64 = off.iter().map(|off| (off - mean).powi(2)).sum();
        Ok(Self {
            under: Some(under),
            off: mean,
            shifted: Shifted {
                to_fit: None,
                simulated: found.len(),
                error: (off.len() > 1).then(|| (squares / (n - 1.0) * (1.0 + 1.0 / n)).sqrt()),
            },
            found,
        })
    }

    /// That of a draw it was made from, by its place; none where its anchor is out of reach.
    pub fn of_draw(&self, place: usize, draw: &Scenario) -> Option<f64> {
        match self.found.get(place) {
            Some(Ok(shift)) => Some(*shift),
            Some(Err(Unanchored::TooFew)) | None => self.at(draw),
            Some(Err(_)) => None,
        }
    }

    /// That of any such scenario, without a simulation: scenarios that are alike have shifts that are alike.
    pub fn at(&self, scenario: &Scenario) -> Option<f64> {
        match self.under {
            Some(under) => closed(scenario, under).map(|closed| closed + self.off),
            None => {
                let shift = anchor_shift(scenario).ok();
                shift.map(|shift| shift + self.shifted.to_fit.unwrap_or(0.0))
            }
        }
    }
}

/// Whether some accuracy explains the scenario's anchor, by the closed form where a check reports it: with the numbers of such a
/// scenario the figure could have been published.
pub fn is_in_reach(scenario: &Scenario) -> bool {
    let under = scenario.anchor.and_then(|anchor| anchor.under);
    under.is_none_or(|under| closed(scenario, under).is_some())
}

/// The shifts of the first draws.
fn by_simulation(
    draws: &[Scenario],
    under: Under,
    (seed, simulated, stop): (u64, &dyn Fn(usize, usize), &AtomicBool),
) -> Result<Vec<Result<f64, Unanchored>>, Failed> {
    let draws = &draws[..SIMULATED.min(draws.len())];
    let all = |find: Find| -> Result<Vec<Result<f64, Unanchored>>, Failed> {
        let mut found = Vec::new();
        // What the closed form was off in the draws before says where to look in the next.
        let mut before: Vec<f64> = Vec::new();
        for draw in draws {
            let off = before.iter().sum::<f64>() / before.len().max(1) as f64;
            let closed = closed(draw, under);
            let shift = find(draw, closed.map(|closed| closed + off)).map(|found| found.shift);
            let both = shift.ok().zip(closed);
            before.extend(both.map(|(shift, closed)| shift - closed));
            if shift == Err(Unanchored::Stopped) {
                return Err(Failed::Stopped);
            }
            found.push(shift);
            simulated(found.len(), draws.len());
        }
        Ok(found)
    };
    let found = all(&|draw, near| anchor_roughly(draw, near, seed, &|| {}, stop))?;
    // Of a small office it takes many replications to see how its figure moves.
    if found.iter().all(|shift| *shift == Err(Unanchored::TooFew)) {
        return all(&|draw, _| anchor(draw, seed, &|| {}, stop));
    }
    Ok(found)
}

/// The one shift with which draws of numbers that were fitted together have as many inaccurate decisions on average as the
/// scenario with the fitted numbers themselves; none where there are none, or nothing is decided.
fn to_fit(fitted: &Scenario, draws: &[Scenario]) -> Option<f64> {
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
    let check = &scenario.policies[under.policy].checks[under.check];
    // Where false fails alone are more than the figure allows, no accuracy explains it.
    let behind = Mistakes::stated(scenario, check)?.behind(scenario.anchor?.accuracy.get())?;
    // Nine digits, where the closed form itself is out by more than the third.
    approximate_shift(scenario, behind).ok()
}
