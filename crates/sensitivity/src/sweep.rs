//! A grid over keys of a scenario: every measure at every point.

use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use tierone_engine::measure::{Aggregate, Measure, Of, Scope};
use tierone_engine::sim::Setup;
use tierone_engine::study::{self, Unanchored, anchor, beyond, values_of};
use tierone_scenario::{Check, NotChanged, Policy, Reading, Replications, Scenario, Step};
use tierone_stats::monte_carlo::summarise;

/// Points that are simulated together at most: they share the world, which is most of the work of a few.
const TOGETHER: usize = 50;

/// A key, and the values that it takes as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The way to the key, such as `policy.two each.check.assurance.sample.checks`.
    pub key: String,
    /// Its values, in order.
    pub values: Vec<String>,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Sweep<'a> {
    /// The keys; the last varies fastest.
    pub axes: &'a [Axis],
    /// Replications at each point.
    pub replications: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// What is looked at.
    pub measures: &'a [&'static Measure],
}

/// A measure of a policy at a point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweepRow {
    /// The number of the point, the last key varying fastest.
    pub point: usize,
    /// The policy.
    pub policy: String,
    /// The measure.
    pub measure: String,
    /// Its unit.
    pub unit: String,
    /// Replications in which it could be computed.
    pub replications: usize,
    /// Its mean.
    pub mean: f64,
    /// Its Monte Carlo standard error.
    pub mcse: Option<f64>,
    /// The value that 25 in 1,000 simulated years are below.
    pub low: f64,
    /// The value that 25 in 1,000 simulated years are above.
    pub high: f64,
    /// What it is more than at the first point, year by year on the same random numbers.
    pub change: Option<f64>,
    /// Its Monte Carlo standard error.
    pub change_mcse: Option<f64>,
}

impl SweepRow {
    /// Whether two averages differ by more than chance makes likely, as the two of so many pairs that are farthest apart: by what each
    /// is more than at the first point. Both are of the same years, so the errors of these may add up. A single year has no error to
    /// compare with.
    pub fn differs_from(&self, other: &Self, pairs: usize) -> bool {
        let own = self.change.zip(self.change_mcse);
        let others = other.change.zip(other.change_mcse);
        let (Some((change, error)), Some((changed, others))) = (own, others) else {
            return false;
        };
        let freedom = self.replications.min(other.replications).saturating_sub(1);
        let reach = beyond(pairs.max(1), freedom.max(1) as f64);
        (change - changed).abs() > reach * (error + others)
    }
}

/// A row of a pass, with the years of the first point, which those of other points are compared with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Swept {
    /// The row.
    pub row: SweepRow,
    /// Year by year, of the first point alone.
    years: Vec<Option<f64>>,
}

/// Why a grid cannot be simulated.
#[derive(Clone, Debug, PartialEq)]
pub enum SweepFailed {
    /// A value cannot be taken: the values, and why.
    NotChanged(Vec<String>, NotChanged),
    /// The anchor is out of reach, or not found.
    Unanchored(Vec<String>, Unanchored),
    /// Keys of several policies.
    Policies(String, String),
}

/// Points of a grid that share a world, and are simulated in one pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    points: Vec<usize>,
}

/// The keys with their values at a point.
pub fn pairs_at(axes: &[Axis], point: usize) -> Vec<(&str, &str)> {
    let keys = axes.iter().map(|axis| axis.key.as_str());
    keys.zip(values_at(axes, point)).collect()
}

/// The values of a point.
pub fn values_at(axes: &[Axis], point: usize) -> Vec<&str> {
    let mut left = point;
    let mut values: Vec<&str> = axes
        .iter()
        .rev()
        .map(|axis| {
            let value = &axis.values[left % axis.values.len()];
            left /= axis.values.len();
            value.as_str()
        })
        .collect();
    values.reverse();
    values
}

/// The number of points; none where they are too many to count.
pub fn points(axes: &[Axis]) -> Option<usize> {
    axes.iter()
        .try_fold(1usize, |all, axis| all.checked_mul(axis.values.len()))
}

/// The policy that a key is of; none where it is of the operation.
fn policy_of(reading: &Reading, key: &str) -> Option<String> {
    match reading.places.way(key)?.as_slice() {
        [Step::Key("policy"), Step::Named(name), ..] => Some((*name).to_owned()),
        _ => None,
    }
}

/// The one policy whose keys vary, if any do.
fn policy(reading: &Reading, axes: &[Axis]) -> Result<Option<String>, SweepFailed> {
    let mut named: Option<String> = None;
    for axis in axes {
        match (policy_of(reading, &axis.key), &named) {
            (Some(policy), Some(known)) if policy != *known => {
                return Err(SweepFailed::Policies(known.clone(), policy));
            }
            (Some(policy), _) => named = Some(policy),
            (None, _) => {}
        }
    }
    Ok(named)
}

/// The passes of a grid, in the order of their first points: one for each world, or a few where a world has very many.
///
/// # Errors
/// The keys are of several policies.
pub fn passes(reading: &Reading, axes: &[Axis]) -> Result<Vec<Pass>, SweepFailed> {
    policy(reading, axes)?;
    let shares = |axis: &Axis| policy_of(reading, &axis.key).is_some();
    let shared: Vec<bool> = axes.iter().map(shares).collect();
    let world = |point: usize| -> Vec<&str> {
        let values = values_at(axes, point).into_iter().zip(&shared);
        values
            .filter(|(_, shared)| !**shared)
            .map(|(value, _)| value)
            .collect()
    };
    let mut worlds: Vec<(Vec<&str>, Vec<usize>)> = Vec::new();
    for point in 0..points(axes).unwrap_or(0) {
        let own = world(point);
        match worlds.iter_mut().find(|(known, _)| *known == own) {
            Some((_, points)) => points.push(point),
            None => worlds.push((own, vec![point])),
        }
    }
    let parts = worlds
        .iter()
        .flat_map(|(_, points)| points.chunks(TOGETHER));
    Ok(parts
        .map(|points| Pass {
            points: points.to_vec(),
        })
        .collect())
}

/// Simulates the points of a pass on the current rayon pool; none where it was stopped.
///
/// Where keys of a policy vary, only that policy is looked at; else all are. `before` has the rows of the passes before it, the first
/// point among them.
///
/// # Errors
/// A point cannot be simulated.
pub fn simulate(
    reading: &Reading,
    sweep: &Sweep,
    (pass, before): (&Pass, &[Swept]),
    watch: &dyn study::Watch,
    stop: &AtomicBool,
) -> Result<Option<Vec<Swept>>, SweepFailed> {
    let named = policy(reading, sweep.axes)?;
    let mut policies: Vec<Policy> = Vec::new();
    let mut of: Vec<(usize, String)> = Vec::new();
    let mut world: Option<(Scenario, Vec<String>)> = None;
    for point in &pass.points {
        let pairs = pairs_at(sweep.axes, *point);
        let words: Vec<String> = pairs.iter().map(|(_, value)| (*value).to_owned()).collect();
        let changed = reading
            .changed(&pairs)
            .map_err(|why| SweepFailed::NotChanged(words.clone(), why))?;
        for policy in &changed.policies {
            if named.as_ref().is_none_or(|named| policy.name == *named) {
                of.push((*point, policy.name.clone()));
                policies.push(policy.clone());
            }
        }
        world.get_or_insert((changed, words));
    }
    let Some((world, words)) = world else {
        return Ok(Some(Vec::new()));
    };
    let world = match named {
        // Rates are anchored under the policies as they are written, whatever varies of one.
        Some(_) => as_written(reading, sweep, pass)?,
        None => world,
    };
    let anchored = match anchor(&world, sweep.seed, &|| {}, stop) {
        Ok(anchored) => anchored,
        Err(Unanchored::Stopped) => return Ok(None),
        Err(why) => return Err(SweepFailed::Unanchored(words, why)),
    };
    let scenario = Scenario {
        anchor: None,
        policies,
        ..world
    };
    let setup = Setup::shifted(&scenario, anchored.shift);
    let asked = Replications::Fixed(sweep.replications);
    let records = study::run(&setup, sweep.seed, &asked, Vec::new(), watch, stop).records;
    if (records.len() as u32) < sweep.replications {
        return Ok(None);
    }
    let mut rows: Vec<Swept> = Vec::new();
    for (at, (point, policy)) in of.into_iter().enumerate() {
        for measure in sweep.measures {
            if let Some(scope) = scope(&scenario.policies[at], sweep.axes, measure) {
                let values = values_of(&scenario, &records, at, scope, measure);
                let mut firsts = rows.iter().chain(before);
                let first = firsts.find(|first| {
                    let row = &first.row;
                    row.point == 0 && row.policy == policy && row.measure == measure.name
                });
                let first = first.map(|first| first.years.clone());
                rows.extend(row((point, &policy), measure, values, first));
            }
        }
    }
    Ok(Some(rows))
}

/// Whether a sweep can have a measure: a mean of policies or of checks.
pub fn can_be_swept(measure: &Measure) -> bool {
    let of = |of| measure.of.contains(&of);
    measure.aggregate == Aggregate::Mean && (of(Of::Policy) || of(Of::Check))
}

/// What a measure is read of: the policy; else the check whose keys vary, or the first that estimates.
fn scope(policy: &Policy, axes: &[Axis], measure: &Measure) -> Option<Scope> {
    if measure.of.contains(&Of::Policy) {
        return Some(Scope::Policy);
    }
    let varies = |check: &Check| {
        let own = format!("policy.{}.check.{}.", policy.name, check.name);
        axes.iter().any(|axis| axis.key.starts_with(&own))
    };
    let estimates = |check: &Check| check.estimate.accuracy || check.estimate.mve;
    let mut checks = policy.checks.iter();
    let check = checks.position(varies);
    let check = check.or_else(|| policy.checks.iter().position(estimates));
    check.map(Scope::Check)
}

/// The scenario of a pass with the keys of its policy as they are written.
fn as_written(reading: &Reading, sweep: &Sweep, pass: &Pass) -> Result<Scenario, SweepFailed> {
    let values = values_at(sweep.axes, pass.points[0]);
    let pairs = sweep.axes.iter().zip(&values);
    let of_world = pairs.filter(|(axis, _)| policy_of(reading, &axis.key).is_none());
    let pairs: Vec<(&str, &str)> = of_world
        .map(|(axis, value)| (axis.key.as_str(), *value))
        .collect();
    let words = pairs.iter().map(|(_, value)| (*value).to_owned()).collect();
    let failed = |why| SweepFailed::NotChanged(words, why);
    reading.changed(&pairs).map_err(failed)
}

fn row(
    (point, policy): (usize, &str),
    measure: &'static Measure,
    years: Vec<Option<f64>>,
    first: Option<Vec<Option<f64>>>,
) -> Option<Swept> {
    let summary = summarise(&years)?;
    let first = first.filter(|_| point > 0);
    let pairs = years.iter().zip(first.as_ref().unwrap_or(&years));
    let change: Vec<Option<f64>> = pairs
        .map(|(own, first)| Some((*own)? - (*first)?))
        .collect();
    let change = summarise(&change).filter(|_| point == 0 || first.is_some());
    let row = SweepRow {
        point,
        policy: policy.to_owned(),
        measure: measure.name.to_owned(),
        unit: measure.unit.code().to_owned(),
        replications: summary.n,
        mean: summary.mean,
        mcse: summary.mcse,
        low: summary.p2_5,
        high: summary.p97_5,
        change: change.map(|change| change.mean),
        change_mcse: change.and_then(|change| change.mcse),
    };
    let years = if point == 0 { years } else { Vec::new() };
    Some(Swept { row, years })
}
