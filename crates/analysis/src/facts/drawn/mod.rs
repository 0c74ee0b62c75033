//! How precise the figures of a small office's checks are: means over who may be there and what may be checked and found.
//!
//! In a small office an expected number does not stand for what it is the expectation of: who is there, and how many errors
//! are found. So people are drawn at random, from fixed seeds, and with them what a check asks for and, several times, how many
//! errors it finds; given those, the chance that its interval holds the truth has a closed form. Errors that nobody checks are
//! not drawn.
//!
//! `chances`: of one decision of a known caseworker; `asks`: what checks ask for in one period; `gather`, `by_value`, `tally`:
//! what a check learns, and its figures; `evenly`: numbers found that make up for each other; `amounts`: the errors that are
//! worth money.

mod amounts;
mod asks;
mod by_value;
mod chances;
mod evenly;
mod gather;
mod tally;

use rand_distr::{Distribution, StandardNormal};
use rayon::prelude::*;

use super::chances::left;
use super::estimate::{Estimated, Precision};
use super::kinds::{Office, checks_of_anybody};
use super::unknown::{Fact, Unknown};
use crate::rates::expected_rates;
use asks::{Planned, ask_all};
use chances::{Curve, Eyes};
use gather::Gathering;
use tally::{AMOUNTS, IntervalChances, TIMES, Tally};
use tierone_sampling::Stratify;
use tierone_sampling::world::{SharedWorld, World};
use tierone_scenario::{Check, Interval, Policy, Scenario};
use tierone_stats::rng::{Address, Purpose, Stream};

/// Draws of people after which it is looked whether there are enough, and the most of them.
const BATCH: u32 = 100;
const MOST: u32 = 2_500;

/// Standard errors that no reader of a fact feels: of a mean of accuracy and of money, as a share of it, and of a chance.
const PRECISION: [f64; 2] = [0.0075, 0.01];
const OF_CHANCES: f64 = 0.0025;

/// Caseworkers times kinds of decision times periods up to which an office is small.
const SMALL: usize = 4_000;

/// Errors that are worth money up to which single amounts decide whether an interval holds the truth.
const FEW: f64 = 60.0;

/// Precision of a check's accuracy and of its monetary value of error.
pub(super) struct Drawn {
    pub accuracy: Fact<Estimated>,
    pub mve: Fact<Estimated>,
}

/// Figures of one check at one draw: accuracy, then money.
type Figures = [Option<IntervalChances>; 2];

/// The figures of a policy's checks, of those that can be had so; `errors` are expected over the reported periods.
pub(super) fn figures(
    office: &Office,
    policy: &Policy,
    errors: f64,
    first_period: bool,
) -> Vec<Option<Drawn>> {
    let scenario = office.scenario;
    let planned: Vec<Planned> = policy.checks.iter().map(Planned::new).collect();
    let wanted: Vec<usize> = (0..planned.len())
        .filter(|id| is_drawn(scenario, policy, &planned, *id))
        .collect();
    let cells = 2 * office.parts[0].len();
    // In the warm-up people come and go, and nothing is checked.
    let size = scenario.workforce.seats * cells * scenario.horizon.periods;
    let mut all: Vec<Option<Drawn>> = planned.iter().map(|_| None).collect();
    if wanted.is_empty() || size > SMALL {
        return all;
    }
    let curves = |id: &usize| {
        let check = planned[*id].check;
        let pool = check.checker.pool.map(|pool| &scenario.pools[pool]);
        let drawn =
            pool.is_some_and(|pool| pool.checkers.is_some_and(|people| people.spread > 0.0));
        let eyes = Eyes {
            office,
            check,
            people: &[0.0],
            curves: None,
        };
        (!drawn).then(|| eyes.curves())
    };
    let draws = Draws {
        curves: wanted.iter().map(curves).collect(),
        office,
        policy,
        planned: &planned,
        wanted: &wanted,
        few: errors < FEW,
        plan: SharedWorld::as_planned(scenario, office.shift),
        expected: (0..scenario.horizon.simulated())
            .map(|period| {
                let rates = expected_rates(scenario, office.shift, period);
                let manual = rates.iter().map(|rate| rate.manual);
                manual.chain(rates.iter().map(|rate| rate.system)).collect()
            })
            .collect(),
    };
    let horizon = draws.means(scenario.horizon.periods);
    let first = match scenario.horizon.periods {
        1 => horizon.clone(),
        _ if first_period => draws.means(1),
        _ => Vec::new(),
    };
    for (at, id) in wanted.iter().enumerate() {
        let fact = |what: usize| -> Fact<Estimated> {
            let first = first.get(at).ok_or(Unknown::NOT_ASKED);
            Ok(Estimated {
                horizon: horizon[at][what].precision()?,
                first_period: first.and_then(|first| first[what].precision()),
            })
        };
        let id = *id;
        all[id] = Some(Drawn {
            accuracy: fact(0),
            mve: match &planned[id].stratify {
                Stratify::ValueBands(_) => Err(Unknown::BY_BAND),
                Stratify::AlongValue => Err(Unknown::ORDER),
                Stratify::ValueWeighted(_) => Err(Unknown::OWN_WEIGHTS),
                _ => fact(1),
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
        shares
            && !of.is_open()
            && checks_of_anybody(of.check).is_none()
            && of.check.sample.method.rechecks().is_none()
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
    plan: SharedWorld<'o>,
    /// Expected inaccuracy by simulated period and cell.
    expected: Vec<Vec<f64>>,
    /// Whether errors are so few that single amounts count.
    few: bool,
    /// By wanted check: chances along the log-odds, where who checks is no matter of chance.
    curves: Vec<Option<Vec<Curve>>>,
}

impl<'a, 'o> Draws<'a, 'o> {
    /// Means of the figures over the first reported periods, by wanted check: over as many draws of people as it takes.
    fn means(&self, periods: usize) -> Vec<[Mean; 2]> {
        let mut means = vec![[Mean::default(); 2]; self.wanted.len()];
        for from in (0..MOST).step_by(BATCH as usize) {
            let batch: Vec<Vec<Figures>> = (from..from + BATCH)
                .into_par_iter()
                .map_init(
                    || World::new(&self.plan),
                    |world, draw| self.one(world, draw, periods),
                )
                .collect();
            for figures in batch {
                let means = means.iter_mut().flatten();
                let each = means.zip(figures.iter().flatten());
                each.for_each(|(mean, figure)| mean.add(figure));
            }
            let is_enough = |[accuracy, money]: &[Mean; 2]| {
                accuracy.is_enough(PRECISION[0]) && money.is_enough(PRECISION[1])
            };
            if means.iter().all(is_enough) {
                break;
            }
        }
        means
    }

    fn one(&self, world: &mut World, draw: u32, periods: usize) -> Vec<Figures> {
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
        let nothing = |id: &usize| {
            let mut nothing = Tally::default();
            let counts = self.few && self.planned[*id].check.estimate.mve;
            nothing.money.amounts = counts.then_some([[0.0; AMOUNTS]; 2]);
            std::array::from_fn(|_| nothing.clone())
        };
        let mut all: Vec<[Tally; TIMES]> = self.wanted.iter().map(nothing).collect();
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
            let each = self.wanted.iter().zip(&self.curves).zip(&mut all);
            for ((id, curves), tallies) in each {
                let planned = &self.planned[*id];
                let pool = planned.check.checker.pool;
                let people = self.deviations(pool, &people, period.index);
                let eyes = Eyes {
                    office: self.office,
                    check: planned.check,
                    people: &people,
                    curves: curves.as_deref(),
                };
                if let Some(asks) = &asks[*id] {
                    let gathering = Gathering::new(self.office, planned, period, eyes);
                    gathering.gather(asks, tallies, &mut streams[*id]);
                }
            }
            if period.index + 1 == scenario.horizon.warm_up + periods {
                break;
            }
        }
        let each = self.wanted.iter().zip(&all);
        each.map(|(id, tallies)| self.figures(self.planned[*id].check, tallies))
            .collect()
    }

    /// Figures of accuracy and of money, as the mean over what may be found.
    fn figures(&self, check: &Check, tallies: &[Tally; TIMES]) -> Figures {
        let mean = |of: &dyn Fn(&Tally) -> Option<IntervalChances>| -> Option<IntervalChances> {
            let known: Vec<IntervalChances> = tallies.iter().filter_map(of).collect();
            let sum = |i: usize| known.iter().map(|figure| figure[i]).sum::<f64>();
            let number = known.len() as f64;
            (!known.is_empty()).then(|| [0, 1, 2].map(|i| sum(i) / number))
        };
        let estimate = check.estimate;
        let scenario = self.office.scenario;
        [
            estimate.accuracy.then(|| mean(&Tally::accuracy)).flatten(),
            estimate
                .mve
                .then(|| mean(&|tally| tally.money(scenario, check)))
                .flatten(),
        ]
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
    sums: IntervalChances,
    squares: IntervalChances,
}

impl Mean {
    fn add(&mut self, figure: &Option<IntervalChances>) {
        let Some(figure) = figure else { return };
        self.number += 1.0;
        for (i, x) in figure.iter().enumerate() {
            self.sums[i] += x;
            self.squares[i] += x * x;
        }
    }

    fn is_enough(&self, precision: f64) -> bool {
        let n = self.number;
        (0..3).all(|i| {
            let mean = self.sums[i] / n;
            let variance = (self.squares[i] / n - mean * mean).max(0.0);
            // The half-width is no chance.
            let floor = if i == 0 { 0.0 } else { OF_CHANCES };
            n == 0.0 || (variance / n).sqrt() <= f64::max(precision * mean, floor)
        })
    }

    fn precision(&self) -> Fact<Precision> {
        let [half_widths, held, held_in_frame] = self.sums;
        Precision::of_sums([self.number, half_widths, held, held_in_frame])
    }
}
