//! All numbers at once, each drawn from the law that a forecast draws it from.
//!
//! First every number is moved on a few paths (Morris), which tells the few that matter from the many that do not. Then what
//! share of the variance of each figure hangs on each of the few, alone and with others (Sobol). Every point is simulated twice,
//! with other random numbers, and only what both agree on counts: the noise of a simulation is no number's share.

use std::sync::atomic::AtomicBool;

use crate::evaluate::{At, Done, Point, Twice, evaluate};
use crate::figure::figures;
use crate::moves::{Path, pairs, path, swapped};
use crate::shares::{Share, of_figure, ranked, rows};
use crate::steps::{Steps, steps};
use crate::tornado::{Failed, Trial, Watch};
use tierone_engine::study::Unanchored;
use tierone_outlook::{self as outlook, Draws, Joint, Shifts, ranges, with_policies};
use tierone_scenario::{Reading, Scenario};
use tierone_stats::sensitivity::Elementary;

/// Points that are tried for each that is asked for, at most: at some the scenario may not hold.
const TRIES: u32 = 4;

/// Replications of each of the two simulations of a point, at most.
pub const MOST_REPLICATIONS: u32 = 10;

/// So many pairs of points are simulated beforehand, to choose how many.
const BEFOREHAND: u32 = 20;

/// Fewer will do where chance adds no more than this to the variance of a figure over points.
const LITTLE: f64 = 0.1;

/// How much is tried.
#[derive(Clone, Copy, Debug)]
pub struct Design {
    /// Replications of each of the two simulations of a point; none for as many as leave chance little beside what the numbers
    /// do, which some points tell beforehand.
    pub replications: Option<u32>,
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
    /// Figure by figure of those that are there, the largest share first.
    pub shares: Vec<Share>,
    /// Numbers that have a range.
    pub numbers: usize,
    /// Scenarios that were simulated.
    pub scenarios: usize,
    /// Replications of each, twice.
    pub replications: u32,
    /// Keys of numbers with whose range the scenario does not hold.
    pub broken: Vec<String>,
}

/// Moves all numbers that have a range, on the current rayon pool. What is `done` is not simulated again, and changes nothing.
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
            replications: 0,
            broken,
        });
    }
    let kept_most = design.kept.min(numbers);
    let looked_at = with_policies(scenario.clone(), trial.policies);
    let figures = figures(&looked_at, trial.measures, trial.baseline);
    let draws = Draws::new(ranges, &Joint::default(), trial.seed);
    let keys: Vec<&str> = draws
        .ranges
        .iter()
        .map(|range| range.key.as_str())
        .collect();
    let spread = pairs(&keys, design.rows, trial.seed);
    let ends = |row: u32| match spread.get(row as usize) {
        Some(pair) => pair.clone(),
        None => [draws.draw(2 * row), draws.draw(2 * row + 1)],
    };
    let held = |points: &[Vec<f64>]| -> Option<Vec<Scenario>> {
        let at = |z: &Vec<f64>| Some(reading.with_all(&draws.ends(z))?.0);
        points.iter().map(at).collect()
    };

    let beforehand: Vec<Scenario> = match design.replications {
        Some(_) => Vec::new(),
        None => (0..BEFOREHAND)
            .filter_map(|row| held(&ends(row)))
            .flatten()
            .collect(),
    };
    let before = beforehand.len();
    let on_paths = design.paths as usize * (numbers + 1);
    let all = before + on_paths + design.rows as usize * (kept_most + 2);
    watch.begins(all);

    let of_law: Vec<Scenario> = (0..design.rows)
        .filter_map(|row| held(&ends(row)))
        .flatten()
        .filter(outlook::is_in_reach)
        .collect();
    let fitted = scenario.fitted.is_some();
    let shifts = Shifts::new((scenario, &of_law, fitted), trial.seed, &|_, _| {}, stop);
    let shifts = shifts.map_err(|why| match why {
        outlook::Failed::DoesNotHold => Failed::DoesNotHold,
        outlook::Failed::Unanchored => Failed::Unanchored(Unanchored::TooFew),
        outlook::Failed::Stopped => Failed::Unanchored(Unanchored::Stopped),
    })?;
    let with_shift = |scenario: Scenario| {
        let shift = shifts.at(&scenario);
        (scenario, shift)
    };

    let (paths, points): (Vec<Path>, Vec<Vec<Scenario>>) = (0..design.paths * TRIES)
        .map(|which| path(numbers, trial.seed, which))
        .filter_map(|path| {
            let scenarios = held(&path.points)?;
            Some((path, scenarios))
        })
        .take(design.paths as usize)
        .unzip();
    if paths.len() < design.paths as usize {
        return Err(Failed::DoesNotHold);
    }
    let points = points.into_iter().flatten().map(with_shift).collect();
    let replications = match design.replications {
        Some(replications) => replications,
        None => {
            let points = beforehand.into_iter().map(with_shift).collect();
            let watched = (watch, 0, all);
            let at = evaluate(points, &figures, (trial, 1), watched, done, stop)?;
            enough(&at, figures.len())
        }
    };
    let simulated = evaluate(
        points,
        &figures,
        (trial, replications),
        (watch, before, all),
        done,
        stop,
    )?;
    let steps = steps(&paths, &simulated, figures.len(), &draws.ranges);
    let effects: Vec<Vec<Option<Elementary>>> = steps
        .iter()
        .map(|of_figure| of_figure.iter().map(Steps::effects).collect())
        .collect();
    let kept = most(&effects, numbers, kept_most);

    // A row is there whole or not at all: what is out of reach of the anchor gives way to later rows.
    let row = |row: u32| {
        let [first, second] = ends(row);
        let points = held(&swapped(&first, &second, &kept))?;
        let points: Vec<Point> = points.into_iter().map(with_shift).collect();
        let is_whole = points.iter().all(|(_, shift)| shift.is_some());
        is_whole.then_some(points)
    };
    let whole = (0..design.rows * TRIES).filter_map(row);
    let points: Vec<Point> = whole.take(design.rows as usize).flatten().collect();
    let scenarios = before + on_paths + points.len();
    let at_rows = evaluate(
        points,
        &figures,
        (trial, replications),
        (watch, before + on_paths, all),
        done,
        stop,
    )?;
    let mut shares = Vec::new();
    for (place, figure) in figures.iter().enumerate() {
        if effects[place].iter().all(Option::is_none) {
            continue;
        }
        let rows = rows(&at_rows, kept.len(), place);
        let unranked = of_figure(figure, &looked_at, &draws.ranges, &effects[place]);
        shares.extend(ranked(unranked, &kept, &rows, &steps[place]));
    }
    Ok(Together {
        shares,
        numbers,
        scenarios,
        replications,
        broken,
    })
}

/// Replications of either simulation that leave little chance in every figure, from one of each at some points.
fn enough(simulated: &[At], figures: usize) -> u32 {
    let of = |figure: usize| {
        let pairs: Vec<Twice> = simulated
            .iter()
            .filter_map(|at| at.as_ref()?[figure])
            .collect();
        let n = pairs.len() as f64;
        let mean = [0, 1].map(|copy| pairs.iter().map(|pair| pair[copy]).sum::<f64>() / n);
        let (mut common, mut chance) = (0.0, 0.0);
        for [one, other] in &pairs {
            let (one, other) = (one - mean[0], other - mean[1]);
            common += one * other;
            chance += (one - other).powi(2) / 2.0;
        }
        // Where nothing varies but by chance, as many as there may be.
        match chance > 0.0 {
            true => chance / (LITTLE * common.max(0.0)),
            false => 1.0,
        }
    };
    let most = (0..figures).map(of).fold(1.0, f64::max);
    (most.ceil() as u32).clamp(1, MOST_REPLICATIONS)
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
