//! Scenarios simulated twice each, with other random numbers: what both agree on is no noise.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::figure::Figure;
use crate::tornado::{Failed, Trial, Watch};
use tierone_engine::sim::Setup;
use tierone_engine::study::{self, Unanchored, Unwatched};
use tierone_outlook::shifts;
use tierone_scenario::{Replications, Scenario};

/// Both means of a figure at one point.
pub type Twice = [f64; 2];

/// What was simulated at points, by their numbers.
pub type Done = BTreeMap<u32, Vec<Option<Twice>>>;

/// What is simulated at one point, by figure; none where the anchor is out of reach, none of a figure that is not there.
pub type At = Option<Vec<Option<Twice>>>;

/// The figures at each point, on the current rayon pool: by point and figure. All points share their random numbers. Those of
/// points that are `done` are taken as they are; points are counted from `first`.
///
/// # Errors
/// No point can be anchored, or it was told to stop.
pub fn evaluate(
    points: &[Scenario],
    figures: &[Figure],
    trial: &Trial,
    (watch, first, of): (&dyn Watch, usize, usize),
    done: &Done,
    stop: &AtomicBool,
) -> Result<Vec<At>, Failed> {
    let found = shifts(points, trial.seed, &|_, _| {}, stop);
    let (shifts, _) = found.map_err(|why| match why {
        tierone_outlook::Failed::DoesNotHold => Failed::DoesNotHold,
        tierone_outlook::Failed::Unanchored => Failed::Unanchored(Unanchored::TooFew),
        tierone_outlook::Failed::Stopped => Failed::Unanchored(Unanchored::Stopped),
    })?;
    let half = trial.replications as usize;
    let asked = Replications::Fixed(2 * trial.replications);
    let finished = AtomicUsize::new(first);
    let at = |(place, (scenario, shift)): (usize, (&Scenario, Option<f64>))| {
        let Some(shift) = shift else {
            return Ok(None);
        };
        let number = (first + place) as u32;
        let known = done.get(&number).filter(|at| at.len() == figures.len());
        if let Some(at) = known {
            let before = finished.fetch_add(1, Ordering::Relaxed);
            watch.tried(before + 1, of);
            return Ok(Some(at.clone()));
        }
        let setup = Setup::shifted(scenario, shift);
        let records = study::run(&setup, trial.seed, &asked, Vec::new(), &Unwatched, stop).records;
        if records.len() < 2 * half {
            return Err(Failed::Unanchored(Unanchored::Stopped));
        }
        let before = finished.fetch_add(1, Ordering::Relaxed);
        watch.tried(before + 1, of);
        let twice = |figure: &Figure| {
            let values = figure.of(scenario, &records);
            Some([mean(&values[..half])?, mean(&values[half..])?])
        };
        let at: Vec<Option<Twice>> = figures.iter().map(twice).collect();
        watch.simulated(number, &at);
        Ok(Some(at))
    };
    let pairs: Vec<(&Scenario, Option<f64>)> = points.iter().zip(shifts).collect();
    pairs.into_par_iter().enumerate().map(at).collect()
}

/// The mean of what is there; none of nothing.
fn mean(values: &[Option<f64>]) -> Option<f64> {
    let there: Vec<f64> = values.iter().flatten().copied().collect();
    (!there.is_empty()).then(|| there.iter().sum::<f64>() / there.len() as f64)
}
