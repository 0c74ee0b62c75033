//! One assumption at a time, at both ends of its range.

use std::sync::atomic::AtomicBool;

use crate::bar::{Bar, Effect, rank, turning};
use crate::figure::{MeasuredFigure, figures};
use tierone_engine::measure::{Aggregate, Measure};
use tierone_engine::sim::Setup;
use tierone_engine::study::{self, Record, Unanchored, anchor, difference};
use tierone_outlook::{WithEnds, with_ends, with_policies};
use tierone_scenario::{End, Reading, Replications, Scenario};
use tierone_stats::monte_carlo::summarise;

/// What is tried.
#[derive(Clone, Debug)]
pub struct Trial<'a> {
    /// Seed of all random numbers.
    pub seed: u64,
    /// What is looked at.
    pub measures: &'a [&'static Measure],
    /// Of which policies, by their places in the scenario.
    pub policies: &'a [usize],
    /// The one that the others are compared with, by its place among these.
    pub baseline: usize,
}

/// Who watches.
pub trait Watch: study::Watch {
    /// So many scenarios will be simulated.
    fn begins(&self, scenarios: usize);

    /// So many of all scenarios are done.
    fn tried(&self, done: usize, of: usize);

    /// With all numbers at once: both means of each figure at a point, which was simulated; may be called from any thread.
    fn simulated(&self, point: u32, means: &[Option<[f64; 2]>]);
}

/// A tornado of each figure: of every policy, and of every difference from the baseline.
#[derive(Clone, Debug)]
pub struct Tornado {
    /// Bars figure by figure, each in falling order.
    pub bars: Vec<Bar>,
    /// What was tried of each assumption.
    pub tried: Vec<Tried>,
    /// Whether everything was tried; else it was stopped.
    pub complete: bool,
}

/// What was tried of an assumption.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// Its key.
    pub key: String,
    /// Why it could not be tried at an end.
    pub failed: Option<Failed>,
}

/// Why an assumption could not be tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Failed {
    /// The scenario does not hold with it.
    DoesNotHold,
    /// The anchor is out of reach with it, or not found.
    Unanchored(Unanchored),
}

/// Simulates the scenario as it is assumed and with each assumption at both ends, so many replications of each, on the current
/// rayon pool.
///
/// # Errors
/// The scenario as it is assumed cannot be anchored, or does not hold.
pub fn tornado(
    reading: &Reading,
    (trial, replications): (&Trial, u32),
    watch: &dyn Watch,
    stop: &AtomicBool,
) -> Result<Tornado, Failed> {
    let scenario = reading.scenario.as_ref().ok_or(Failed::DoesNotHold)?;
    let simulate = |scenario: &Scenario| simulate(scenario, (trial, replications), watch, stop);
    let (inputs, broken) = with_ends(reading);
    let mut tried: Vec<Tried> = broken
        .into_iter()
        .map(|key| Tried {
            key,
            failed: Some(Failed::DoesNotHold),
        })
        .collect();
    let all = 2 * inputs.len() + 1;
    if !inputs.is_empty() {
        watch.begins(all);
    }
    let (scenario, as_assumed) = simulate(scenario)?;
    let scenario = &scenario;
    watch.tried(1, all);
    let figures = figures(scenario, trial.measures, trial.baseline);
    let mut bars: Vec<Vec<Bar>> = vec![Vec::new(); figures.len()];
    let mut complete = as_assumed.len() as u32 == replications;
    for (at, (input, values)) in inputs.iter().enumerate() {
        if !complete {
            break;
        }
        let end = |end| {
            let (changed, _) = reading.with(&input.key, end).ok_or(Failed::DoesNotHold)?;
            simulate(&changed)
        };
        let ends = end(End::Low).and_then(|low| Ok((low, end(End::High)?)));
        let mut failed = None;
        match ends {
            Ok((low, high)) if low.1.len() + high.1.len() == 2 * replications as usize => {
                for (figure, bars) in figures.iter().zip(&mut bars) {
                    // What an hour costs is the scenario's, and in no record.
                    let at = [
                        figure.of(scenario, &as_assumed),
                        figure.of(&low.0, &low.1),
                        figure.of(&high.0, &high.1),
                    ];
                    bars.extend(bar(figure, scenario, (*input, *values), &at));
                }
            }
            Ok(_) | Err(Failed::Unanchored(Unanchored::Stopped)) => complete = false,
            Err(why) => failed = Some(why),
        }
        tried.push(Tried {
            key: input.key.clone(),
            failed,
        });
        watch.tried(2 * at + 3, all);
    }
    Ok(Tornado {
        bars: bars
            .into_iter()
            .flat_map(|bars| rank(bars, replications))
            .collect(),
        tried,
        complete,
    })
}

/// A scenario with the policies that are looked at, and its replications; fewer where it was stopped.
fn simulate(
    scenario: &Scenario,
    (trial, replications): (&Trial, u32),
    watch: &dyn Watch,
    stop: &AtomicBool,
) -> Result<(Scenario, Vec<Record>), Failed> {
    let anchored = anchor(scenario, trial.seed, &|| {}, stop).map_err(Failed::Unanchored)?;
    let scenario = with_policies(scenario.clone(), trial.policies);
    let setup = Setup::shifted(&scenario, anchored.shift);
    let asked = Replications::Fixed(replications);
    let records = study::run(&setup, trial.seed, &asked, Vec::new(), &Both(watch), stop).records;
    Ok((scenario, records))
}

/// A watcher of many studies as one of each.
struct Both<'a>(&'a dyn Watch);

impl study::Watch for Both<'_> {
    fn finished(&self) {
        self.0.finished();
    }

    fn kept(&self, _: u32, _: &[Record]) {}
}

/// The bar of an assumption, from the values as assumed, at the lowest and at the highest; none where there is no figure.
fn bar(
    of: &MeasuredFigure,
    scenario: &Scenario,
    (input, values): WithEnds,
    at: &[Vec<Option<f64>>; 3],
) -> Option<Bar> {
    let [assumed, low, high] = at;
    let effect = |ours: &[Option<f64>], theirs: &[Option<f64>]| {
        let aggregate = match of.against {
            Some(_) => Aggregate::Mean,
            None => of.measure.aggregate,
        };
        difference(aggregate, ours, theirs).map(|spread| Effect::of(&spread))
    };
    let there: Vec<f64> = assumed.iter().flatten().copied().collect();
    let figure = there.iter().sum::<f64>() / there.len() as f64;
    let (at_low, at_high) = (effect(low, assumed)?, effect(high, assumed)?);
    // Of what is no mean over replications, the mean as assumed and what it moves by.
    let itself = |values: &[Option<f64>], moved: Effect| match of.measure.aggregate {
        Aggregate::Mean => {
            let there = summarise(values)?;
            let (mean, mcse) = (there.mean, there.mcse);
            Some(Effect { mean, mcse })
        }
        _ => Some(Effect {
            mean: figure + moved.mean,
            ..moved
        }),
    };
    let (figure_at_low, figure_at_high) = (itself(low, at_low)?, itself(high, at_high)?);
    let [value, lowest, highest] = values;
    let compared = of.against.is_some();
    let (policy, against) = of.names(scenario);
    Some(Bar {
        policy,
        against,
        measure: of.measure.name,
        unit: of.unit().code(),
        rank: 0,
        tied: false,
        key: input.key.clone(),
        assumed: input.value.clone(),
        low: input.low.clone()?,
        high: input.high.clone()?,
        sourced: input.source.is_some(),
        figure,
        at_low,
        at_high,
        figure_at_low,
        figure_at_high,
        swing: effect(high, low)?,
        share: None,
        turns_at: compared
            .then(|| {
                let ends = [(lowest, figure_at_low), (highest, figure_at_high)];
                turning(figure, ends, value)
            })
            .flatten(),
    })
}
