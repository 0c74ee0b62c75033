//! All draws of a scenario's uncertain numbers, each simulated many times: common to all policies, on the same worlds.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::draws::{Draws, Joint};
use crate::ending::{Failed, Shifted};
use crate::figures::{PolicyFigure, Replicated, figures, read};
use crate::present::Present;
use crate::ranges::{Range, ranges};
use crate::shifts::{Shifts, is_in_reach};
use tierone_engine::sim::{Setup, Workspace};
use tierone_engine::study::record;
use tierone_sampling::world::Opening;
use tierone_scenario::{Reading, Scenario};

/// Draws that are tried for each that is asked for, at most: in some the scenario may not hold.
const TRIES: u32 = 4;

/// Replications by number; those beyond are set aside for anchors.
const WORLDS: u64 = 1 << 31;

/// What is simulated.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Draws of all uncertain numbers.
    pub draws: u32,
    /// Replications of each.
    pub replications: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// The policies, by their places.
    pub policies: &'a [usize],
    /// What was fitted together.
    pub joint: &'a Joint,
    /// Who is there as it begins; none for a steady state of the workforce after the warm-up.
    pub present: Option<&'a Present>,
}

/// Who watches.
pub trait Watch: Sync {
    /// So many of the draws that need it are on their anchor.
    fn anchored(&self, done: usize, of: usize);

    /// One more draw is there; may be called from any thread.
    fn drawn(&self);

    /// A draw was simulated; may be called from any thread.
    fn kept(&self, finished: &Finished);
}

/// A draw that was simulated, by its number: what `ahead` takes back when it goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finished {
    number: u32,
    replicated: Vec<Vec<Replicated>>,
}

impl Finished {
    /// Whether it has the shape of a draw of the scenario, which has the policies that are asked for.
    fn is_of(&self, scenario: &Scenario, replications: u32) -> bool {
        let is_like = |(policy, all): (usize, &Vec<Replicated>)| {
            all.len() == replications as usize && all.iter().all(|one| one.is_of(scenario, policy))
        };
        self.replicated.len() == scenario.policies.len()
            && self.replicated.iter().enumerate().all(is_like)
    }
}

/// A draw: its place on the standard normal scale by range, and its replications by policy.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawn {
    pub z: Vec<f64>,
    pub replicated: Vec<Vec<Replicated>>,
}

/// What was simulated.
#[derive(Clone, Debug)]
pub struct Ahead {
    /// The scenario as it is given, with the policies that were asked for.
    pub scenario: Scenario,
    /// The numbers that were drawn.
    pub ranges: Vec<Range>,
    /// Keys of numbers whose range does not hold: they stay as they are.
    pub broken: Vec<String>,
    /// How many numbers were drawn together.
    pub together: usize,
    /// How many caseworkers of a fit it begins with; none where it begins in a steady state.
    pub present: Option<usize>,
    /// Draws in which the scenario does not hold, or is not on its anchor: others took their place.
    pub left_out: u32,
    /// How rates were moved to the anchor.
    pub shifted: Shifted,
    /// Whether all draws that were asked for were made.
    pub complete: bool,
    pub(crate) draws: Vec<Drawn>,
}

impl Ahead {
    /// The figures of a policy, by its place.
    pub fn figures(&self, policy: usize) -> Vec<PolicyFigure> {
        figures(&self.scenario, policy)
    }

    /// A figure by draw and replication, in a period counted from 1, or over the horizon at 0.
    pub fn values(&self, policy: usize, figure: usize, period: usize) -> Vec<Vec<f64>> {
        let of = |drawn: &Drawn| {
            let replications = drawn.replicated[policy].iter();
            replications
                .filter_map(|one| one.values[figure][period])
                .collect()
        };
        self.draws.iter().map(of).collect()
    }

    /// Draws that were simulated.
    pub fn draws(&self) -> usize {
        self.draws.len()
    }
}

/// Draws and simulates, on the current rayon pool, all but the draws that are `done`. The same for any number of threads, and
/// whatever is done.
///
/// # Errors
/// The scenario does not hold, or is not on its anchor.
pub fn ahead(
    reading: &Reading,
    asked: &Asked,
    (watch, done): (&dyn Watch, Vec<Finished>),
    stop: &AtomicBool,
) -> Result<Ahead, Failed> {
    let given = reading.scenario.as_ref().ok_or(Failed::DoesNotHold)?;
    let (ranges, broken) = ranges(reading);
    let draws = Draws::new(ranges, asked.joint, asked.seed);
    let (mut numbers, mut scenarios) = (Vec::new(), Vec::new());
    let mut holding = 0;
    let drawn = |number: u32| {
        let z = draws.draw(number);
        let (scenario, _) = reading.with_all(&draws.ends(&z))?;
        let is_in_reach = is_in_reach(&scenario);
        Some((number, z, is_in_reach.then_some(scenario)))
    };
    // As many at once as are asked for, until so many are in reach.
    'blocks: for block in 0..TRIES {
        let first = asked.draws.saturating_mul(block);
        let block = first..first.saturating_add(asked.draws);
        let tried: Vec<_> = block.into_par_iter().map(drawn).collect();
        for (number, z, scenario) in tried.into_iter().flatten() {
            holding += 1;
            if let Some(scenario) = scenario {
                numbers.push((number, z));
                scenarios.push(scenario);
            }
            if scenarios.len() as u32 == asked.draws {
                break 'blocks;
            }
        }
    }
    let tried = numbers.last().map_or(0, |(number, _)| number + 1);
    if (scenarios.len() as u32) < asked.draws {
        return Err(match holding < asked.draws {
            true => Failed::DoesNotHold,
            false => Failed::Unanchored,
        });
    }
    let anchored = |done, of| watch.anchored(done, of);
    let fitted = draws.together() > 0;
    let shifts = Shifts::new((given, &scenarios, fitted), asked.seed, &anchored, stop)?;
    let jobs: Vec<(u32, Vec<f64>, Scenario, f64)> = numbers
        .into_par_iter()
        .zip(scenarios)
        .enumerate()
        .filter_map(|(place, ((number, z), scenario))| {
            let shift = shifts.of_draw(place, &scenario)?;
            Some((number, z, scenario, shift))
        })
        .collect();
    if 2 * jobs.len() < asked.draws as usize {
        return Err(Failed::Unanchored);
    }
    let left_out = tried - jobs.len() as u32;
    let mut done: BTreeMap<u32, Finished> = done
        .into_iter()
        .map(|finished| (finished.number, finished))
        .collect();
    let jobs: Vec<_> = jobs
        .into_iter()
        .map(|job| {
            let finished = done.remove(&job.0);
            (job, finished)
        })
        .collect();
    let all: Vec<Option<Drawn>> = jobs
        .into_par_iter()
        .map(|((number, z, scenario, shift), finished)| {
            let mut scenario = with_policies(scenario, asked.policies);
            if asked.present.is_some() {
                scenario.horizon.warm_up = 0;
            }
            let is_done = |finished: &Finished| finished.is_of(&scenario, asked.replications);
            let replicated = match finished.filter(is_done) {
                Some(finished) => finished.replicated,
                None => {
                    let replicated = simulate(&scenario, shift, (number, asked), stop)?;
                    let finished = Finished { number, replicated };
                    watch.kept(&finished);
                    finished.replicated
                }
            };
            watch.drawn();
            Some(Drawn { z, replicated })
        })
        .collect();
    let complete = all.iter().all(Option::is_some);
    let made: Vec<Drawn> = all.into_iter().map_while(|drawn| drawn).collect();
    if made.len() < 2 {
        return Err(Failed::Stopped);
    }
    Ok(Ahead {
        scenario: with_policies(given.clone(), asked.policies),
        together: draws.together(),
        present: asked.present.map(|present| present.people.len()),
        ranges: draws.ranges,
        broken,
        left_out,
        shifted: shifts.shifted,
        complete,
        draws: made,
    })
}

/// The scenario with some of its policies; its rates are where they should be, so that it needs no anchor.
pub fn with_policies(scenario: Scenario, policies: &[usize]) -> Scenario {
    Scenario {
        policies: policies
            .iter()
            .map(|policy| scenario.policies[*policy].clone())
            .collect(),
        anchor: None,
        ..scenario
    }
}

/// The replications of a draw, by policy; none where it was stopped.
fn simulate(
    scenario: &Scenario,
    shift: f64,
    (number, asked): (u32, &Asked),
    stop: &AtomicBool,
) -> Option<Vec<Vec<Replicated>>> {
    // No fan is of how many decisions are checked.
    let mut setup = Setup::shifted(scenario, shift).without_checks_counted_once();
    if let Some(present) = asked.present {
        let state = present.opening(scenario, asked.seed, number);
        setup = setup.opening_in(Opening::Given(state)).ok()?;
    }
    let mut workspace = Workspace::new(&setup);
    let mut all = vec![Vec::new(); scenario.policies.len()];
    for replication in 0..asked.replications {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        // Every draw has worlds of its own, so that chance is not the same in all.
        let world = u64::from(number) * u64::from(asked.replications) + u64::from(replication);
        let world = (world % WORLDS) as u32;
        let kept = record(scenario, workspace.replicate(asked.seed, world));
        for (policy, (kept, all)) in kept.iter().zip(&mut all).enumerate() {
            all.push(read(scenario, policy, kept));
        }
    }
    Some(all)
}
