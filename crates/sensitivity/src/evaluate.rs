//! Scenarios simulated twice each, with other random numbers: what both agree on is no noise.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::figure::MeasuredFigure;
use crate::tornado::{Failed, Trial, Watch};
use tierone_engine::measure::counts_checks_once;
use tierone_engine::sim::{Setup, Workspace};
use tierone_engine::study::{Unanchored, record};
use tierone_outlook::with_policies;
use tierone_scenario::Scenario;

/// Both means of a figure at one point.
pub type Twice = [f64; 2];

/// What was simulated at points, by their numbers.
pub type Done = BTreeMap<u32, Vec<Option<Twice>>>;

/// What is simulated at one point, by figure; none where the anchor is out of reach, none of a figure that is not there.
pub type At = Option<Vec<Option<Twice>>>;

/// A scenario, and the shift of its rates; none where its anchor is out of reach.
pub type Point = (Scenario, Option<f64>);

/// The figures at each point, on the current rayon pool: by point and figure. All points share their random numbers. Those of
/// points that are `done` are taken as they are; points are counted from `first`.
///
/// # Errors
/// It was told to stop.
pub fn evaluate(
    points: Vec<Point>,
    figures: &[MeasuredFigure],
    (trial, replications): (&Trial, u32),
    (watch, first, of): (&dyn Watch, usize, usize),
    done: &Done,
    stop: &AtomicBool,
) -> Result<Vec<At>, Failed> {
    let finished = AtomicUsize::new(first);
    let at = |(place, (scenario, shift)): (usize, Point)| {
        let number = (first + place) as u32;
        let known = done.get(&number).filter(|at| at.len() == figures.len());
        let at = match (known, shift) {
            (_, None) => None,
            (Some(known), _) => Some(known.clone()),
            (None, Some(shift)) => {
                let scenario = with_policies(scenario, trial.policies);
                let at = twice(&scenario, shift, figures, (trial.seed, replications), stop)?;
                watch.simulated(number, &at);
                Some(at)
            }
        };
        let before = finished.fetch_add(1, Ordering::Relaxed);
        watch.tried(before + 1, of);
        Ok(at)
    };
    points.into_par_iter().enumerate().map(at).collect()
}

/// Both means of each figure of a scenario.
fn twice(
    scenario: &Scenario,
    shift: f64,
    figures: &[MeasuredFigure],
    (seed, replications): (u64, u32),
    stop: &AtomicBool,
) -> Result<Vec<Option<Twice>>, Failed> {
    let mut setup = Setup::shifted(scenario, shift);
    if !figures
        .iter()
        .any(|figure| counts_checks_once(figure.measure))
    {
        setup = setup.without_checks_counted_once();
    }
    let mut workspace = Workspace::new(&setup);
    let mut records = Vec::new();
    for replication in 0..2 * replications {
        if stop.load(Ordering::Relaxed) {
            return Err(Failed::Unanchored(Unanchored::Stopped));
        }
        records.push(record(scenario, workspace.replicate(seed, replication)));
    }
    let twice = |figure: &MeasuredFigure| {
        let values = figure.of(scenario, &records);
        let (one, other) = values.split_at(replications as usize);
        Some([mean(one)?, mean(other)?])
    };
    Ok(figures.iter().map(twice).collect())
}

/// The mean of what is there; none of nothing.
fn mean(values: &[Option<f64>]) -> Option<f64> {
    let there: Vec<f64> = values.iter().flatten().copied().collect();
    (!there.is_empty()).then(|| there.iter().sum::<f64>() / there.len() as f64)
}
