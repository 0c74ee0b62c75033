//! How precise the figures of a small office's checks are: means over who may be there and what may be checked and found.
//!
//! In a small office an expected number does not stand for what it is the expectation of: who is there, and how many errors
//! are found. So people are drawn at random, from fixed seeds, and with them what a check asks for and how many errors it
//! finds; given those, the chance that its interval holds the truth has a closed form. Errors that nobody checks are not drawn.
//!
//! `chances`: of one decision of a known caseworker; `asks`: what checks ask for in one period; `gather`, `tally`: what a check
//! learns, and its figures; `amounts`: the errors of it that are worth money.

mod amounts;
mod asks;
mod chances;
mod gather;
mod tally;

use rand_distr::{Distribution, StandardNormal};
use rayon::prelude::*;

use super::chances::left;
use super::estimate::{Estimated, Precision};
use super::kinds::Office;
use super::unknown::{Fact, Unknown};
use crate::rates::expected_rates;
use asks::{Planned, ask_all};
use chances::Eyes;
use gather::Gathering;
use tally::{AMOUNTS, Figure, Tally};
use tierone_sampling::Stratify;
use tierone_sampling::world::{Plan, World};
use tierone_scenario::{Check, Interval, Policy, Scenario};
use tierone_stats::rng::{Address, Purpose, Stream};

/// Draws after which it is looked whether there are enough, and the most of them.
const BATCH: u32 = 250;
const MOST: u32 = 4_000;

/// Standard error of a mean, as a share of it, that no reader of a fact feels.
const PRECISION: f64 = 0.004;

/// Caseworkers times kinds of decision times periods up to which an office is small.
const SMALL: usize = 4_000;

/// Errors that are worth money up to which single amounts decide whether an interval holds the truth.
const FEW: f64 = 60.0;

/// Precision of a check's accuracy and of its monetary value of error.
pub(super) struct Drawn {
    pub accuracy: Fact<Estimated>,
    pub mve: Fact<Estimated>,
}

/// Figures of one check at one draw, of the first period and of all: accuracy, then money.
type Figures = [[Option<Figure>; 2]; 2];

/// The figures of a policy's checks, of those that can be had so; `errors` are expected over the reported periods.
pub(super) fn figures(office: &Office, policy: &Policy, errors: f64) -> Vec<Option<Drawn>> {
    let scenario = office.scenario;
    let planned: Vec<Planned> = policy.checks.iter().map(Planned::new).collect();
    let wanted: Vec<usize> = (0..planned.len())
        .filter(|id| is_drawn(scenario, policy, &planned, *id))
        .collect();
    let cells = 2 * office.parts[0].len();
    let size = scenario.workforce.seats * cells * scenario.horizon.simulated();
    let mut all: Vec<Option<Drawn>> = planned.iter().map(|_| None).collect();
    if wanted.is_empty() || size > SMALL {
        return all;
    }
    let draws = Draws {
        office,
        policy,
        planned: &planned,
        wanted: &wanted,
        few: errors < FEW,
        plan: Plan::new(scenario, office.shift),
        expected: (0..scenario.horizon.simulated())
            .map(|period| {
                let rates = expected_rates(scenario, office.shift, period);
                let manual = rates.iter().map(|rate| rate.manual);
                manual.chain(rates.iter().map(|rate| rate.system)).collect()
            })
            .collect(),
    };
    let mut means = vec![[[Mean::default(); 2]; 2]; wanted.len()];
    for from in (0..MOST).step_by(BATCH as usize) {
        let batch: Vec<Vec<Figures>> = (from..from + BATCH)
            .into_par_iter()
            .map_init(
                || World::new(&draws.plan),
                |world, draw| draws.one(world, draw),
            )
            .collect();
        for figures in batch {
            for (means, figures) in means
                .iter_mut()
                .flatten()
                .flatten()
                .zip(figures.iter().flatten().flatten())
            {
                means.add(figures);
            }
        }
        if means.iter().flatten().flatten().all(Mean::is_enough) {
            break;
        }
    }
    for (id, [accuracy, mve]) in wanted.into_iter().zip(means) {
        let fact = |[first, all]: [Mean; 2]| -> Fact<Estimated> {
            Ok(Estimated {
                first_period: first.precision()?,
                horizon: all.precision()?,
            })
        };
        all[id] = Some(Drawn {
            accuracy: fact(accuracy),
            mve: match &planned[id].stratify {
                Stratify::ValueBands(_) => Err(Unknown::BY_BAND),
                Stratify::AlongValue => Err(Unknown::ORDER),
                Stratify::ValueWeighted(_) => Err(Unknown::OWN_WEIGHTS),
                _ => fact(mve),
            },
        });
    }
    all
}

/// Whether the figures of a check hang on nothing but who is there and what is found: not on other checks' samples.
fn is_drawn(scenario: &Scenario, policy: &Policy, planned: &[Planned], id: usize) -> bool {
    let this = &planned[id];
    let check = this.check;
    let estimates = check.estimate.accuracy || check.estimate.mve;
    let pool = check.checker.pool;
    let closed = |(other, of): (usize, &Planned)| {
        let shares = pool.is_some() && policy.checks[other].checker.pool == pool;
        shares && !of.is_open() && of.check.sample.method.rechecks().is_none()
    };
    estimates
        && this.is_open()
        && this.design.known_inclusion()
        && !scenario.is_in_part(check, &check.frame)
        && check.interval == Interval::Closed
        && check.excludes.is_empty()
        && !planned.iter().enumerate().any(closed)
}

/// What every draw shares.
struct Draws<'a, 'o> {
    office: &'a Office<'o>,
    policy: &'a Policy,
    planned: &'a [Planned<'a>],
    wanted: &'a [usize],
    plan: Plan<'o>,
    /// Expected inaccuracy by simulated period and cell.
    expected: Vec<Vec<f64>>,
    /// Whether errors are so few that single amounts count.
    few: bool,
}

impl<'a, 'o> Draws<'a, 'o> {
    fn one(&self, world: &mut World, draw: u32) -> Vec<Figures> {
        let scenario = self.office.scenario;
        let opening = Address::opening(SEED, draw);
        world.open(opening);
        let people: Vec<Vec<f64>> = scenario
            .pools
            .iter()
            .map(|pool| {
                let mut stream = opening.open(&Purpose::pool(&pool.name));
                let some = pool.checkers.filter(|people| people.spread > 0.0);
                let number = some.map_or(0, |people| people.number);
                (0..number)
                    .map(|_| {
                        let z: f64 = StandardNormal.sample(&mut stream);
                        some.map_or(0.0, |people| people.spread) * z
                    })
                    .collect()
            })
            .collect();
        let mut first: Option<Vec<Tally>> = None;
        let mut nothing = Tally::default();
        nothing.money.amounts = self.few.then_some([[0.0; AMOUNTS]; 2]);
        let mut all = vec![nothing; self.wanted.len()];
        while let Some(period) = world.step_people() {
            if period.index < scenario.horizon.warm_up {
                continue;
            }
            let stream =
                |check: &Check| opening.at(period.index).open(&Purpose::check(&check.name));
            let each = self.planned.iter();
            let mut streams: Vec<Stream> = each.map(|planned| stream(planned.check)).collect();
            let expected = &self.expected[period.index];
            let of = (self.policy, self.planned);
            let asks = ask_all(self.office, of, period, expected, &mut streams);
            for (id, tally) in self.wanted.iter().zip(&mut all) {
                let planned = &self.planned[*id];
                let pool = planned.check.checker.pool;
                let people = self.deviations(pool, &people, period.index);
                let eyes = Eyes {
                    office: self.office,
                    check: planned.check,
                    people: &people,
                };
                if let Some(asks) = &asks[*id] {
                    let gathering = Gathering::new(self.office, planned, period, eyes);
                    gathering.gather(asks, tally, &mut streams[*id]);
                }
            }
            first.get_or_insert_with(|| all.clone());
        }
        let first = first.unwrap_or_default();
        let each = self.wanted.iter().zip(first.iter().zip(&all));
        each.map(|(id, (first, all))| {
            let check = self.planned[*id].check;
            let estimate = check.estimate;
            let of = |tally: &Tally| {
                [
                    tally.accuracy().filter(|_| estimate.accuracy),
                    match estimate.mve {
                        true => tally.money(scenario, check),
                        false => None,
                    },
                ]
            };
            let ([a, m], [b, n]) = (of(first), of(all));
            [[a, b], [m, n]]
        })
        .collect()
    }

    /// How strict those are who check, in a simulated period.
    fn deviations(&self, pool: Option<usize>, people: &[Vec<f64>], period: usize) -> Vec<f64> {
        let Some(pool) = pool.filter(|pool| !people[*pool].is_empty()) else {
            return vec![0.0];
        };
        let calibration = self.office.scenario.pools[pool]
            .checkers
            .and_then(|people| people.calibration);
        let left = calibration.map_or(1.0, |calibration| left(calibration, period));
        people[pool].iter().map(|own| own * left).collect()
    }
}

/// The seed of the draws: a fact is the same every time.
const SEED: u64 = 0;

/// Mean of a figure over the draws that have one.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    number: f64,
    sums: Figure,
    squares: Figure,
}

impl Mean {
    fn add(&mut self, figure: &Option<Figure>) {
        let Some(figure) = figure else { return };
        self.number += 1.0;
        for (i, x) in figure.iter().enumerate() {
            self.sums[i] += x;
            self.squares[i] += x * x;
        }
    }

    fn is_enough(&self) -> bool {
        let n = self.number;
        (0..3).all(|i| {
            let mean = self.sums[i] / n;
            let variance = (self.squares[i] / n - mean * mean).max(0.0);
            n == 0.0 || (variance / n).sqrt() <= PRECISION * mean
        })
    }

    fn precision(&self) -> Fact<Precision> {
        let [half_width, coverage, frame_coverage] = self.sums.map(|sum| sum / self.number);
        match self.number > 0.0 {
            true => Ok(Precision {
                half_width,
                coverage,
                frame_coverage,
            }),
            false => Err(Unknown::NO_CHECKS),
        }
    }
}
