//! All numbers at once, each drawn from the law that a forecast draws it from.
//!
//! First every number is moved on a few paths (Morris), which tells the few that matter from the many that do not. Then what
//! share of the variance of each figure hangs on each of the few, alone and with others (Sobol). Every point is simulated twice,
//! with other random numbers, and only what both agree on counts: the noise of a simulation is no number's share.

use std::sync::atomic::AtomicBool;

use rand::RngExt;
use serde::Serialize;

use crate::evaluate::{At, Done, Twice, evaluate};
use crate::figure::{Figure, figures};
use crate::moves::{Path, path, swapped};
use crate::tornado::{Failed, Trial, Watch};
use tierone_outlook::{Draws, Joint, Range, ranges};
use tierone_scenario::{Reading, Scenario};
use tierone_stats::rng::{Address, Purpose};
use tierone_stats::sensitivity::{Elementary, Swapped, elementary, without_noise};
use tierone_stats::written::known_percent;

/// Points that are tried for each that is asked for, at most: at some the scenario may not hold.
const TRIES: u32 = 4;

/// Samples of rows with replacement, for intervals.
const RESAMPLES: usize = 400;

/// An interval of a share that is wider than this to one side has not settled.
const SETTLED: f64 = 0.1;

/// How much is tried.
#[derive(Clone, Copy, Debug)]
pub struct Design {
    /// Paths on which every number moves once.
    pub paths: u32,
    /// Pairs of points for shares of variance.
    pub rows: u32,
    /// How many numbers shares are worked out of, at most.
    pub kept: usize,
}

/// What hangs on what.
#[derive(Clone, Debug)]
pub struct Together {
    /// Figure by figure of those that are there, the largest share first; then what was left out after the paths.
    pub shares: Vec<Share>,
    /// Numbers that have a range.
    pub numbers: usize,
    /// Scenarios that were simulated.
    pub scenarios: usize,
    /// Keys of numbers with whose range the scenario does not hold.
    pub broken: Vec<String>,
}

/// What one number does to one figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Share {
    /// The policy.
    pub policy: String,
    /// The policy that it is compared with; none where the figure is its own.
    pub against: Option<String>,
    /// The measure.
    pub measure: &'static str,
    /// The measure's unit, as files have it; of differences of percentages, percentage points.
    pub unit: &'static str,
    /// Its place, from 1.
    pub rank: usize,
    /// Whether chance may have put it behind the one before it.
    pub tied: bool,
    /// The number's key.
    pub key: String,
    /// Mean size of the change in the figure when the number moves by half of its law (μ*).
    pub moves: f64,
    /// The same with its sign: which way the figure goes as the number rises (μ).
    pub direction: f64,
    /// Standard deviation of these changes (σ): large where the effect hangs on other numbers, or is no straight line.
    pub varies: Option<f64>,
    /// The share of the variance that goes if the number is known; none where it was left out after the paths.
    #[serde(serialize_with = "known_percent")]
    pub first: Option<f64>,
    /// 95 % interval of it, from samples of rows.
    #[serde(serialize_with = "known_percent")]
    pub first_low: Option<f64>,
    /// See `first_low`.
    #[serde(serialize_with = "known_percent")]
    pub first_high: Option<f64>,
    /// The share of the variance that it has a part in.
    #[serde(serialize_with = "known_percent")]
    pub total: Option<f64>,
    /// 95 % interval of it.
    #[serde(serialize_with = "known_percent")]
    pub total_low: Option<f64>,
    /// See `total_low`.
    #[serde(serialize_with = "known_percent")]
    pub total_high: Option<f64>,
    /// By what share the band of a forecast narrows if the number is known.
    #[serde(serialize_with = "known_percent")]
    pub narrows: Option<f64>,
    /// Whether both intervals are narrow enough to rely on.
    pub settled: Option<bool>,
}

/// A figure at the points of a row, in two simulations: at both points, and at the first with each number swapped.
struct Row {
    ends: [Twice; 2],
    swapped: Vec<Twice>,
}

/// Moves all numbers that have a range, on the current rayon pool; a point takes twice the replications of `trial`. What is
/// `done` is not simulated again, and changes nothing.
///
/// # Errors
/// The scenario does not hold at most points, cannot be anchored, or it was told to stop.
pub fn together(
    reading: &Reading,
    trial: &Trial,
    design: Design,
    (watch, done): (&dyn Watch, &Done),
    stop: &AtomicBool,
) -> Result<Together, Failed> {
    let scenario = reading.scenario.as_ref().ok_or(Failed::DoesNotHold)?;
    let (ranges, broken) = ranges(reading);
    let numbers = ranges.len();
    if numbers == 0 {
        return Ok(Together {
            shares: Vec::new(),
            numbers,
            scenarios: 0,
            broken,
        });
    }
    let kept_most = design.kept.min(numbers);
    let on_paths = design.paths as usize * (numbers + 1);
    let all = on_paths + design.rows as usize * (kept_most + 2);
    let figures = figures(scenario, trial.measures, trial.baseline);
    let draws = Draws::new(ranges, &Joint::default(), trial.seed);

    let (paths, points) = points(design.paths, &draws, reading, |which| {
        let path = path(numbers, trial.seed, which);
        let points = path.points.clone();
        (path, points)
    })?;
    let simulated = evaluate(&points, &figures, trial, (watch, 0, all), done, stop)?;
    let effects: Vec<Vec<Option<Elementary>>> = (0..figures.len())
        .map(|figure| {
            (0..numbers)
                .map(|number| effect(&paths, &simulated, figure, number))
                .collect()
        })
        .collect();
    let kept = most(&effects, numbers, kept_most);

    let (_, points) = self::points(design.rows, &draws, reading, |which| {
        let (first, second) = (draws.draw(2 * which), draws.draw(2 * which + 1));
        ((), swapped(&first, &second, &kept))
    })?;
    let at_rows = evaluate(&points, &figures, trial, (watch, on_paths, all), done, stop)?;
    let mut shares = Vec::new();
    for (place, figure) in figures.iter().enumerate() {
        if effects[place].iter().all(Option::is_none) {
            continue;
        }
        let rows = rows(&at_rows, kept.len(), place);
        let told = of_figure(figure, scenario, &draws.ranges, &effects[place]);
        shares.extend(ranked(told, &kept, &rows, trial.seed));
    }
    Ok(Together {
        shares,
        numbers,
        scenarios: on_paths + points.len(),
        broken,
    })
}

/// So many paths or rows, and the scenarios at their points, in order: those in which one does not hold give way to later ones.
fn points<T>(
    wanted: u32,
    draws: &Draws,
    reading: &Reading,
    of: impl Fn(u32) -> (T, Vec<Vec<f64>>),
) -> Result<(Vec<T>, Vec<Scenario>), Failed> {
    let hold = |which: u32| {
        let (one, points) = of(which);
        let at = |z: &Vec<f64>| Some(reading.with_all(&draws.ends(z))?.0);
        let scenarios: Option<Vec<Scenario>> = points.iter().map(at).collect();
        Some((one, scenarios?))
    };
    let tried = (0..wanted.saturating_mul(TRIES)).filter_map(hold);
    let (kept, scenarios): (Vec<T>, Vec<Vec<Scenario>>) = tried.take(wanted as usize).unzip();
    if kept.len() < wanted as usize {
        return Err(Failed::DoesNotHold);
    }
    Ok((kept, scenarios.into_iter().flatten().collect()))
}

/// What a number does to a figure on all paths; the mean of both simulations.
fn effect(paths: &[Path], simulated: &[At], figure: usize, number: usize) -> Option<Elementary> {
    let mut effects = Vec::new();
    let mut start = 0;
    for path in paths {
        for (step, (moved, up)) in path.moves.iter().enumerate() {
            let at = |point: usize| simulated[start + point].as_ref()?[figure];
            if *moved == number
                && let (Some(before), Some(after)) = (at(step), at(step + 1))
            {
                let change = (after[0] - before[0] + after[1] - before[1]) / 2.0;
                effects.push(if *up { change } else { -change });
            }
        }
        start += path.points.len();
    }
    elementary(&effects)
}

/// The numbers that move some figure most, measured by the largest of each figure; in their order.
fn most(effects: &[Vec<Option<Elementary>>], numbers: usize, kept: usize) -> Vec<usize> {
    let size = |effect: &Option<Elementary>| effect.map_or(0.0, |effect| effect.mean_size);
    let score = |number: usize| {
        let of = effects.iter().map(|figure| {
            let largest = figure.iter().map(size).fold(0.0, f64::max);
            if largest > 0.0 {
                size(&figure[number]) / largest
            } else {
                0.0
            }
        });
        of.fold(0.0, f64::max)
    };
    let mut order: Vec<usize> = (0..numbers).collect();
    order.sort_by(|a, b| score(*b).total_cmp(&score(*a)).then(a.cmp(b)));
    order.truncate(kept);
    order.sort_unstable();
    order
}

/// The rows of a figure that are there whole.
fn rows(simulated: &[At], kept: usize, figure: usize) -> Vec<Row> {
    let row = |points: &[At]| {
        let at = |point: usize| points[point].as_ref()?[figure];
        Some(Row {
            ends: [at(0)?, at(1)?],
            swapped: (0..kept)
                .map(|place| at(place + 2))
                .collect::<Option<_>>()?,
        })
    };
    simulated.chunks(kept + 2).filter_map(row).collect()
}

/// First-order and total share of the variance of one of the kept numbers, over these rows.
fn indices(rows: &[&Row], place: usize) -> Option<(f64, f64)> {
    let of = |copy: usize| {
        let at = |of: &dyn Fn(&Row) -> Twice| -> Vec<f64> {
            rows.iter().map(|row| of(row)[copy]).collect()
        };
        [
            at(&|row| row.ends[0]),
            at(&|row| row.ends[1]),
            at(&|row| row.swapped[place]),
        ]
    };
    let (one, other) = (of(0), of(1));
    without_noise(as_swapped(&one), as_swapped(&other))
}

fn as_swapped([first, second, swapped]: &[Vec<f64>; 3]) -> Swapped<'_> {
    Swapped {
        first,
        second,
        swapped,
    }
}

/// What the paths say of every number, with no share yet.
fn of_figure(
    figure: &Figure,
    scenario: &Scenario,
    ranges: &[Range],
    effects: &[Option<Elementary>],
) -> Vec<Share> {
    let (policy, against) = figure.names(scenario);
    let pairs = ranges.iter().zip(effects);
    pairs
        .map(|(range, effect)| Share {
            policy: policy.clone(),
            against: against.clone(),
            measure: figure.measure.name,
            unit: figure.unit().code(),
            rank: 0,
            tied: false,
            key: range.key.clone(),
            moves: effect.map_or(0.0, |effect| effect.mean_size),
            direction: effect.map_or(0.0, |effect| effect.mean),
            varies: effect.and_then(|effect| effect.sd),
            first: None,
            first_low: None,
            first_high: None,
            total: None,
            total_low: None,
            total_high: None,
            narrows: None,
            settled: None,
        })
        .collect()
}

/// The shares of the kept numbers with their intervals, all in order.
fn ranked(mut shares: Vec<Share>, kept: &[usize], rows: &[Row], seed: u64) -> Vec<Share> {
    let all: Vec<&Row> = rows.iter().collect();
    let mut stream = Address::opening(seed, 0).open(&Purpose::parameter("rows"));
    // The same samples of rows for every number, so that two of them can be compared.
    let samples: Vec<Vec<&Row>> = (0..RESAMPLES)
        .map(|_| {
            let one = |_| rows.get(stream.random_range(0..rows.len().max(1)));
            (0..rows.len()).filter_map(one).collect()
        })
        .collect();
    let mut totals: Vec<Vec<f64>> = vec![Vec::new(); shares.len()];
    for (place, number) in kept.iter().enumerate() {
        let share = &mut shares[*number];
        let Some((first, total)) = indices(&all, place) else {
            continue;
        };
        let sampled = samples.iter().filter_map(|rows| indices(rows, place));
        let (firsts, all_totals): (Vec<f64>, Vec<f64>) = sampled.unzip();
        let alone = middle(&firsts);
        let in_all = middle(&all_totals);
        totals[*number] = all_totals;
        share.first = Some(first.clamp(0.0, 1.0));
        (share.first_low, share.first_high) = alone.unzip();
        share.total = Some(total.max(0.0));
        (share.total_low, share.total_high) = in_all.unzip();
        share.narrows = Some(1.0 - (1.0 - first.clamp(0.0, 1.0)).sqrt());
        let settled = |interval: Option<(f64, f64)>, share: f64| {
            interval.is_some_and(|(low, high)| (high - share).max(share - low) <= SETTLED)
        };
        share.settled = Some(settled(alone, first) && settled(in_all, total));
    }
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|a, b| {
        let place = |at: &usize| (shares[*at].total.unwrap_or(-1.0), shares[*at].moves);
        let ((a_total, a_moves), (b_total, b_moves)) = (place(a), place(b));
        let by_share = b_total
            .total_cmp(&a_total)
            .then(b_moves.total_cmp(&a_moves));
        by_share.then(a.cmp(b))
    });
    let mut before: Option<usize> = None;
    for (rank, at) in order.iter().enumerate() {
        shares[*at].rank = rank + 1;
        if let Some(before) = before {
            let pairs = totals[before].iter().zip(&totals[*at]);
            let reversed = pairs.filter(|(before, after)| after >= before).count();
            let sampled = totals[before].len().min(totals[*at].len());
            shares[*at].tied = sampled > 0 && reversed as f64 > 0.025 * sampled as f64;
        }
        before = Some(*at);
    }
    shares.sort_by_key(|share| share.rank);
    shares
}

/// The middle 95 % of values, none below zero; none of nothing.
fn middle(values: &[f64]) -> Option<(f64, f64)> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |p: f64| sorted.get((p * sorted.len() as f64) as usize);
    Some((at(0.025)?.max(0.0), at(0.975)?.max(0.0)))
}
