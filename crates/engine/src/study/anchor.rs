//! The shift of the rates that puts a scenario on its anchor: from closed forms, or, where the anchor
//! is a policy's own figure, from replications of that policy.
//!
//! Most of what one replication's figure is out by is the luck of the check's draw. Where every decision's
//! probability of being drawn is known, the figure is right on average for the decisions of its frame as the checker
//! would judge them. So a census of the same frame by the same checker, that sets nothing off, is added to the policy: it
//! reports the same on average, without that luck. The replications compare the two.
//!
//! On the log-odds scale the reported share of wrong decisions is close to a straight line in the
//! shift. A few replications find roughly where it crosses the figure; all of them give the level at
//! that place, and half as many again, well to either side, the slope along which it is corrected.
//! They come from the far half of the replications' numbers, which no run reaches, so a run is not
//! tried on the replications that its rates were fitted to.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::anchored::{Anchored, AnchoredError, Unanchored};
use crate::sim::{Setup, Workspace};
use tierone_analysis::{self as analysis, AnchorError};
use tierone_sampling::design;
use tierone_scenario::{CheckId, EstimateWhat, Interval, OnFail, Sample, Scenario, Under};
use tierone_stats::monte_carlo;

/// The first replication that serves an anchor.
const FIRST: u32 = 1 << 31;

/// Replications where the scenario does not say: of a census of the frame, and of the check's own sample. A figure near
/// 99.4 % from 400 checks a month is then known to some 0.002 and 0.005 points, when rounding to 0.1 points hides 0.05.
const OF_A_CENSUS: u32 = 32;
const OF_A_ROUGH_CENSUS: u32 = 12;
const OF_A_SAMPLE: u32 = 500;

/// How many standard errors a census may report away from the check's own sample; α = 0.00006.
const APART: f64 = 4.0;

/// Replications for each step of the rough search, at most: of a census of the frame, and of the check's own sample.
const PILOT_OF_A_CENSUS: u32 = 8;
const PILOT_OF_A_SAMPLE: u32 = 64;

/// Steps of the rough search, at most.
const STEPS: usize = 60;

/// How far to either side the slope is taken: log-odds. Far, so that it is known well; what the line
/// bends by on the one side it bends back by on the other.
const LEVER: f64 = 0.5;

/// The longest correction along the slope, log-odds. A logistic curve with a floor or a ceiling bends
/// by at most a quarter, so this misses by 0.003 log-odds at most.
const NEAR: f64 = 0.15;

/// The furthest a step of the rough search goes upwards, and the furthest it looks downwards: log-odds.
const STRIDE: f64 = 3.0;
const LOWEST: f64 = -40.0;

/// Finds the shift of a scenario, on the current rayon pool. `finished` is told of every replication,
/// from any thread.
///
/// # Errors
/// The anchor is out of reach, or `stop` was set.
pub fn anchor(
    scenario: &Scenario,
    seed: u64,
    finished: &(dyn Fn() + Sync),
    stop: &AtomicBool,
) -> Result<Anchored, Unanchored> {
    anchor_by(scenario, None, seed, finished, stop, OF_A_CENSUS)
}

/// The same for one of many scenarios that differ by more than this is out by: where a census gives the level, from fewer
/// replications of it, and none where these are too few. It is looked for from `near`, if that is known.
///
/// # Errors
/// As [`anchor`].
pub fn anchor_roughly(
    scenario: &Scenario,
    near: Option<f64>,
    seed: u64,
    finished: &(dyn Fn() + Sync),
    stop: &AtomicBool,
) -> Result<Anchored, Unanchored> {
    anchor_by(scenario, near, seed, finished, stop, OF_A_ROUGH_CENSUS)
}

fn anchor_by(
    scenario: &Scenario,
    near: Option<f64>,
    seed: u64,
    finished: &(dyn Fn() + Sync),
    stop: &AtomicBool,
    of_a_census: u32,
) -> Result<Anchored, Unanchored> {
    let under = scenario
        .anchor
        .and_then(|anchor| Some((anchor.accuracy.get(), anchor.under?)));
    let Some((figure, under)) = under else {
        let shift = analysis::anchor_shift(scenario).map_err(Unanchored::Closed)?;
        return Ok(Anchored { shift, error: None });
    };
    let top = top(scenario)?;
    let start = near
        .or_else(|| analysis::shift_for(scenario, figure).ok())
        .unwrap_or(0.0);
    let solve = |trial: &Trial| {
        let rough = trial.search(start.min(top), top)?;
        trial.read_off(rough, top)
    };
    let own = Trial {
        alone: alone(scenario, under),
        census: None,
        check: under.check,
        all: under.replications.unwrap_or(OF_A_SAMPLE),
        pilot: PILOT_OF_A_SAMPLE,
        figure,
        target: log_odds(1.0 - figure),
        seed,
        finished,
        stop,
    };
    let checks = &scenario.policies[under.policy].checks;
    let known = design(&checks[under.check].sample.method).known_inclusion();
    if known && checks[under.check].sample.method.rechecks().is_none() {
        let mut census = Trial {
            census: Some(checks.len()),
            alone: with_census(&own.alone, under.check),
            all: under.replications.unwrap_or(of_a_census),
            pilot: PILOT_OF_A_CENSUS,
            ..own
        };
        let mut found = solve(&census);
        // A small office has so few errors that a census of it says little too.
        let at_length = under.replications.is_none() && of_a_census == OF_A_CENSUS;
        if found == Err(Unanchored::TooFew) && at_length {
            (census.all, census.pilot) = (own.all, own.pilot);
            found = solve(&census);
        }
        if let Some(anchored) = found? {
            return Ok(anchored);
        }
    }
    solve(&own)?.ok_or(Unanchored::TooFew)
}

/// The scenario with nothing but the policy that the anchor is under.
fn alone(scenario: &Scenario, under: Under) -> Scenario {
    Scenario {
        policies: vec![scenario.policies[under.policy].clone()],
        ..scenario.clone()
    }
}

/// The same with a census of the check's frame by its checker besides. It looks at accuracy attributes alone, takes no
/// hours and sets nothing off.
fn with_census(alone: &Scenario, check: CheckId) -> Scenario {
    let mut scenario = alone.clone();
    let checks = &mut scenario.policies[0].checks;
    let mut census = checks[check].clone();
    // Streams go by the name of a check; no name in a file begins so.
    census.name = format!("\u{0}census of {}", census.name);
    census.sample = Sample::census();
    census.checker.pool = None;
    census.on_fail = OnFail::default();
    census.estimate = EstimateWhat {
        accuracy: true,
        mve: false,
    };
    census.interval = Interval::Closed;
    for (looks_at, attribute) in census.looks_at.iter_mut().zip(&scenario.attributes) {
        *looks_at &= attribute.accuracy;
    }
    checks.push(census);
    scenario
}

/// The highest shift that is tried: nearly all that can be wrong is. Beyond it nothing is reported
/// that was not before, and errors, which the simulation's time goes by, only crowd one another.
fn top(scenario: &Scenario) -> Result<f64, Unanchored> {
    match analysis::shift_for(scenario, 0.05) {
        Err(AnchorError::Unreachable { low, high, .. }) => {
            analysis::shift_for(scenario, low + 0.05 * (high - low))
        }
        shift => shift,
    }
    .map_err(Unanchored::Closed)
}

fn log_odds(share: f64) -> f64 {
    (share / (1.0 - share)).ln()
}

/// What a shift is tried on.
struct Trial<'a> {
    alone: Scenario,
    /// The check whose figure it is, and the census of its frame that reports the same; none where its own sample does.
    check: CheckId,
    census: Option<CheckId>,
    /// Replications that give the level, and those of a step of the rough search at most.
    all: u32,
    pilot: u32,
    figure: f64,
    /// Log-odds of a wrong decision that the check is to report.
    target: f64,
    seed: u64,
    finished: &'a (dyn Fn() + Sync),
    stop: &'a AtomicBool,
}

/// What the check reports on average at a shift.
#[derive(Clone, Copy)]
struct Reported {
    shift: f64,
    accuracy: f64,
    /// Log-odds of a wrong decision above those it is to report; not finite where none or all failed.
    off: f64,
    /// Its standard error.
    error: f64,
    /// How many standard errors the census is away from the check's own sample; 0 without a census.
    apart: f64,
}

impl Trial<'_> {
    /// What the check reports at a shift, from these replications of those set aside.
    fn reported(&self, shift: f64, replications: Range<u32>) -> Result<Reported, Unanchored> {
        let setup = Setup::shifted(&self.alone, shift).without_checks_counted_once();
        let figures: Option<Vec<[Option<f64>; 2]>> = replications
            .into_par_iter()
            .map_init(
                || Workspace::new(&setup),
                |workspace, replication| {
                    if self.stop.load(Ordering::Relaxed) {
                        return None;
                    }
                    let ledgers = workspace.replicate(self.seed, FIRST + replication);
                    (self.finished)();
                    let accuracy = |check: CheckId| {
                        let figure = ledgers[0].estimates[check].accuracy;
                        figure.map(|figure| figure.value)
                    };
                    Some([self.check, self.census.unwrap_or(self.check)].map(accuracy))
                },
            )
            .collect();
        let figures = figures.ok_or(Unanchored::Stopped)?;
        let of = |which: usize| -> Vec<Option<f64>> {
            figures.iter().map(|figures| figures[which]).collect()
        };
        let own = monte_carlo::summarise(&of(0)).ok_or(Unanchored::NoFigure)?;
        let summary = monte_carlo::summarise(&of(1)).unwrap_or(own);
        let difference = |[own, census]: &[Option<f64>; 2]| Some((*own)? - (*census)?);
        let differences: Vec<Option<f64>> = figures.iter().map(difference).collect();
        let apart = monte_carlo::summarise(&differences)
            .and_then(|difference| Some(difference.mean.abs() / difference.mcse?))
            .filter(|apart| apart.is_finite())
            .unwrap_or(0.0);
        let wrong = 1.0 - summary.mean;
        Ok(Reported {
            shift,
            accuracy: summary.mean,
            off: log_odds(wrong) - self.target,
            // Delta method: d logit(x) = dx / (x·(1 − x)).
            error: summary.mcse.unwrap_or(f64::INFINITY) / (wrong * summary.mean),
            apart,
        })
    }

    /// A shift at which the check reports the figure to within the error of a few replications, by
    /// false position between shifts on either side. Accuracy falls as the shift rises.
    fn search(&self, start: f64, top: f64) -> Result<f64, Unanchored> {
        let pilot = self.all..self.all + self.all.min(self.pilot);
        let (mut below, mut above): (Option<Reported>, Option<Reported>) = (None, None);
        let (mut shift, mut stride) = (start, 0.0);
        for _ in 0..STEPS {
            let reported = self.reported(shift, pilot.clone())?;
            if reported.off.is_finite() && reported.off.abs() <= reported.error {
                break;
            }
            let end = if reported.off < 0.0 { top } else { LOWEST };
            if shift == end {
                // A few samples are enough to look for the anchor, and too few to be quoted.
                let enough = match self.census {
                    Some(_) => self.all,
                    None => self.all.max(OF_A_SAMPLE),
                };
                let nearest = self.reported(end, 0..enough)?;
                return Err(Unanchored::OutOfReach {
                    anchor: self.figure,
                    nearest: nearest.accuracy,
                });
            }
            if reported.off < 0.0 {
                below = Some(reported);
            } else {
                above = Some(reported);
            }
            shift = match (below, above) {
                (Some(below), Some(above)) => {
                    if (above.shift - below.shift).abs() < NEAR {
                        break;
                    }
                    between(below, above)
                }
                // As if one were all there is to the slope, and a little further; then twice as far each time, for below a
                // floor of false fails the figure hardly moves. Upwards no further than errors are many.
                _ => {
                    let most = if reported.off < 0.0 { STRIDE } else { -LOWEST };
                    stride = (1.1 * reported.off.abs())
                        .clamp(NEAR, STRIDE)
                        .max(2.0 * stride)
                        .min(most);
                    (shift - stride.copysign(reported.off)).clamp(LOWEST, top)
                }
            };
        }
        Ok(shift)
    }

    /// The shift at which the line of the figures around `rough` crosses the anchor; none where a census does not report
    /// what the check's own sample does, as where hours leave out whole periods.
    fn read_off(&self, rough: f64, top: f64) -> Result<Option<Anchored>, Unanchored> {
        let all = self.all;
        let spent = all + all.min(self.pilot);
        let (quarter, mut middle) = (all / 4, rough);
        for _ in 0..STEPS {
            let level = self.reported(middle, 0..all)?;
            if level.apart > APART {
                return Ok(None);
            }
            let below = self.reported(middle - LEVER, spent..spent + quarter)?;
            let above = spent + quarter..spent + 2 * quarter;
            let above = self.reported(middle + LEVER, above)?;
            let slope = (above.off - below.off) / (2.0 * LEVER);
            let slope_error = above.error.hypot(below.error) / (2.0 * LEVER);
            // Where the slope is hardly known, neither is how far the shift may be out.
            if !(level.off.is_finite() && slope.is_finite() && slope > 4.0 * slope_error) {
                return Err(Unanchored::TooFew);
            }
            let correction = -level.off / slope;
            if correction.abs() > NEAR && middle < top {
                middle = (middle + correction).clamp(LOWEST, top);
                continue;
            }
            let error = level.error.hypot(correction * slope_error);
            return Ok(Some(Anchored {
                shift: middle + correction,
                error: Some(AnchoredError {
                    shift: error / slope,
                    accuracy: error * self.figure * (1.0 - self.figure),
                    replications: all,
                }),
            }));
        }
        Err(Unanchored::TooFew)
    }
}

/// Where the line between two figures crosses the anchor, not too near to either.
fn between(below: Reported, above: Reported) -> f64 {
    let share = -below.off / (above.off - below.off);
    let share = if share.is_finite() {
        share.clamp(0.1, 0.9)
    } else {
        0.5
    };
    below.shift + share * (above.shift - below.shift)
}
