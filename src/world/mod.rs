//! The world: people, their decisions and the errors in them, the same under every policy.
//!
//! [`Plan`] is what every replication shares; [`World`] is one replication, stepped period by
//! period. What comes out of a step is a list of *candidates*: an error that happens unless feedback
//! has lowered its log-odds by more than its margin.

mod population;
mod seats;
mod walk;

pub use population::{DecisionId, Population, SYSTEM};
pub use seats::EXPERIENCED;

use rand::RngExt;

use crate::rng::{self, Moment, Purpose, Stream};
use crate::scenario::{Part, Scenario, Tolerance, parts};
use seats::Seats;
use walk::{Event, Strand};

/// What every replication of a scenario shares.
#[derive(Debug)]
pub struct Plan<'s> {
    scenario: &'s Scenario,
    /// Parts by simulated period.
    parts: Vec<Vec<Part>>,
    manual: Vec<Strand>,
    system: Vec<Strand>,
    purpose: Purpose,
}

impl<'s> Plan<'s> {
    /// Lays out a scenario whose accuracy attributes are moved by `shift` log-odds (its anchor).
    pub fn new(scenario: &'s Scenario, shift: f64) -> Self {
        let periods: Vec<Vec<Part>> = (0..scenario.horizon.simulated())
            .map(|period| parts(scenario, period))
            .collect();
        let (manual, system) = strands(scenario, &periods[0], shift);
        Self {
            scenario,
            parts: periods,
            manual,
            system,
            purpose: Purpose::world(),
        }
    }

    /// The scenario.
    pub fn scenario(&self) -> &'s Scenario {
        self.scenario
    }

    /// Parts of a simulated period, as if somebody is always there.
    pub fn parts(&self, period: usize) -> &[Part] {
        &self.parts[period]
    }
}

/// Manual and system strands with a positive rate, in the order of parts and of their attributes.
fn strands(scenario: &Scenario, parts: &[Part], shift: f64) -> (Vec<Strand>, Vec<Strand>) {
    let (mut manual, mut system) = (Vec::new(), Vec::new());
    for (part, kind) in parts.iter().enumerate() {
        let ratio = scenario.complexities[kind.complexity].odds_ratio;
        for (error, rate) in scenario.activities[kind.activity].errors.iter().enumerate() {
            let accuracy = scenario.attributes[rate.attribute].accuracy;
            let factor = ratio * if accuracy { shift.exp() } else { 1.0 };
            let add = |strands: &mut Vec<Strand>, part: usize, odds: f64| {
                if odds > 0.0 {
                    strands.push(Strand {
                        part: part as u32,
                        error: error as u32,
                        odds,
                    });
                }
            };
            add(&mut manual, part, rate.rate.odds() * factor);
            add(
                &mut system,
                parts.len() + part,
                rate.system_rate.odds() * factor,
            );
        }
    }
    (manual, system)
}

/// A decision with at least one candidate.
#[derive(Clone, Copy, Debug)]
pub struct Erring {
    /// Which decision.
    pub id: DecisionId,
    /// The place of its caseworker among the filled seats, or [`SYSTEM`].
    pub place: u32,
    /// The first of its candidates.
    pub first: u32,
    /// One past the last of its candidates.
    pub end: u32,
}

/// An error that happens unless its log-odds have fallen by `margin` or more.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Which attribute; candidates of a decision are in the order of the activity's attributes,
    /// duplicates of one attribute in the order of the walk.
    pub attribute: u32,
    /// The fall in log-odds that prevents it; positive.
    pub margin: f64,
    /// What it is worth, £ a year, over positive, under negative; zero without money.
    pub yearly: f64,
    /// Whether it makes its decision inaccurate.
    pub inaccurate: bool,
    /// Whether a risk score sees it: an error in an accuracy or a monetary attribute.
    pub risky: bool,
}

/// One period of the world.
#[derive(Debug, Default)]
pub struct Period {
    /// The simulated period, counted from the first of the warm-up.
    pub index: usize,
    /// Which decisions exist and who made them.
    pub population: Population,
    /// Decisions with candidates: by seat, then part, then number; the system's last.
    pub erring: Vec<Erring>,
    /// Candidates of all erring decisions.
    pub candidates: Vec<Candidate>,
    /// Seats whose caseworker leaves after the checks of this period.
    pub leavers: Vec<u32>,
}

/// One replication of the world.
#[derive(Debug)]
pub struct World<'p> {
    plan: &'p Plan<'p>,
    seed: u64,
    replication: u32,
    seats: Seats,
    odds: Vec<f64>,
    events: Vec<Event>,
    next: usize,
    period: Period,
}

impl<'p> World<'p> {
    /// A world that is not opened yet.
    pub fn new(plan: &'p Plan<'p>) -> Self {
        Self {
            plan,
            seed: 0,
            replication: 0,
            seats: Seats::default(),
            odds: Vec::new(),
            events: Vec::new(),
            next: plan.parts.len(),
            period: Period::default(),
        }
    }

    /// Opens a replication before its first simulated period.
    pub fn open(&mut self, seed: u64, replication: u32) {
        let mut stream = rng::open(seed, replication, &self.plan.purpose, Moment::Opening);
        self.seats.open(&self.plan.scenario.workforce, &mut stream);
        self.seed = seed;
        self.replication = replication;
        self.next = 0;
    }

    /// The next simulated period, or `None` after the last.
    pub fn step(&mut self) -> Option<&Period> {
        let index = self.next;
        let parts = self.plan.parts.get(index)?;
        self.next += 1;
        let mut stream = rng::open(
            self.seed,
            self.replication,
            &self.plan.purpose,
            Moment::Period(index),
        );
        let Period {
            population,
            erring,
            candidates,
            leavers,
            ..
        } = &mut self.period;
        self.seats.present(
            &mut population.filled,
            &mut population.tenure,
            &mut self.odds,
        );
        population.deal(index, parts);
        self.events.clear();
        walk::seats(
            population,
            &self.plan.manual,
            &self.odds,
            &mut stream,
            &mut self.events,
        );
        walk::system(population, &self.plan.system, &mut stream, &mut self.events);
        gather(
            self.plan.scenario,
            population,
            &self.events,
            &mut stream,
            erring,
            candidates,
        );
        self.seats
            .end_period(&self.plan.scenario.workforce, &mut stream, leavers);
        self.period.index = index;
        Some(&self.period)
    }
}

/// Groups events by decision and draws what they are worth.
fn gather(
    scenario: &Scenario,
    population: &Population,
    events: &[Event],
    stream: &mut Stream,
    erring: &mut Vec<Erring>,
    candidates: &mut Vec<Candidate>,
) {
    erring.clear();
    candidates.clear();
    for decision in events.chunk_by(|a, b| a.id == b.id) {
        let activity = &scenario.activities[population.activity(decision[0].id.part)];
        let attribute = |event: &Event| activity.errors[event.error as usize].attribute;
        let monetary = activity.value.is_some()
            && decision
                .iter()
                .any(|e| scenario.attributes[attribute(e)].money.is_some());
        // One value a decision, drawn only where money hangs on it.
        let value = match &activity.value {
            Some(value) if monetary => value.draw(stream),
            _ => 0.0,
        };
        let first = candidates.len() as u32;
        for event in decision {
            let attribute = attribute(event);
            let (yearly, beyond) = worth(scenario, attribute, value, stream);
            let kind = &scenario.attributes[attribute];
            candidates.push(Candidate {
                attribute: attribute as u32,
                margin: event.margin,
                yearly,
                inaccurate: beyond && kind.accuracy,
                risky: kind.accuracy || kind.money.is_some(),
            });
        }
        let end = candidates.len() as u32;
        erring.push(Erring {
            id: decision[0].id,
            place: decision[0].place,
            first,
            end,
        });
    }
}

/// Signed yearly amount of an error, and whether it is beyond the accuracy tolerance. An error
/// without money always is.
fn worth(scenario: &Scenario, attribute: usize, value: f64, stream: &mut Stream) -> (f64, bool) {
    let Some(money) = &scenario.attributes[attribute].money else {
        return (0.0, true);
    };
    let drawn = money.amount.draw(stream);
    let amount = if money.amount.relative {
        drawn * value
    } else {
        drawn
    };
    let over = stream.random::<f64>() < money.overstated.get();
    let beyond = match scenario.accuracy_tolerance {
        Tolerance::None => true,
        Tolerance::Amount(tolerance) => amount > tolerance,
        Tolerance::ShareOfValue(share) => amount > share * value,
    };
    (if over { amount } else { -amount }, beyond)
}
