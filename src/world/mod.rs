//! The world: people, their decisions and the errors in them, the same under every policy.
//!
//! [`Plan`] is what every replication shares; [`World`] is one replication, stepped period by
//! period. What comes out of a step is a list of *candidates*: an error that happens unless feedback
//! has lowered its log-odds far enough.

mod population;
mod seats;
mod walk;

pub use population::{DecisionId, Population, SYSTEM};
pub use seats::EXPERIENCED;

use rand::RngExt;

use crate::rng::{self, Moment, Purpose, Stream};
use crate::scenario::{Part, Scenario, Tolerance, parts};
use seats::Seats;
use walk::{Chance, Event, Strand};

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
        for rate in &scenario.activities[kind.activity].errors {
            let accuracy = scenario.attributes[rate.attribute].accuracy;
            let factor = ratio * if accuracy { shift.exp() } else { 1.0 };
            let add = |strands: &mut Vec<Strand>, part: usize, odds: f64| {
                if odds > 0.0 {
                    strands.push(Strand {
                        part: part as u32,
                        attribute: rate.attribute as u32,
                        activity: kind.activity as u32,
                        odds,
                        accuracy,
                        monetary: scenario.attributes[rate.attribute].money.is_some(),
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

/// An error that happens unless feedback has lowered its log-odds far enough.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Which attribute; candidates of a decision are in the order of the activity's attributes,
    /// duplicates of one attribute in the order of the walk.
    pub attribute: u32,
    /// What decides whether it happens under a policy.
    pub chance: Chance,
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
    /// Decisions, by activity, that are inaccurate where no feedback is given.
    pub inaccurate: Vec<u32>,
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
        let period = &mut self.period;
        let population = &mut period.population;
        self.seats.present(
            &mut population.filled,
            &mut population.tenure,
            &mut self.odds,
        );
        population.deal(index, parts);
        let plan = self.plan;
        period.erring.clear();
        period.candidates.clear();
        period.inaccurate.clear();
        period.inaccurate.resize(plan.scenario.activities.len(), 0);
        let mut gather = Gather {
            scenario: plan.scenario,
            erring: &mut period.erring,
            candidates: &mut period.candidates,
            inaccurate: &mut period.inaccurate,
        };
        let events = &mut self.events;
        let (population, rng) = (&period.population, &mut stream);
        events.clear();
        walk::seats(population, &plan.manual, &self.odds, rng, events);
        gather.all(&plan.manual, events, rng);
        events.clear();
        walk::system(population, &plan.system, rng, events);
        gather.all(&plan.system, events, rng);
        let leavers = &mut period.leavers;
        self.seats
            .end_period(&self.plan.scenario.workforce, &mut stream, leavers);
        self.period.index = index;
        Some(&self.period)
    }
}

/// Turns events into candidates and draws what they are worth.
struct Gather<'a> {
    scenario: &'a Scenario,
    erring: &'a mut Vec<Erring>,
    candidates: &'a mut Vec<Candidate>,
    inaccurate: &'a mut [u32],
}

impl Gather<'_> {
    /// All events, decision by decision.
    fn all(&mut self, strands: &[Strand], events: &[Event], rng: &mut Stream) {
        let mut at = 0;
        while let Some(event) = events.get(at) {
            let strand = &strands[event.strand as usize];
            let alone = events.get(at + 1).is_none_or(|next| next.id != event.id);
            // Most decisions have one event, and what it is worth depends on nothing else.
            if alone && !strand.monetary {
                self.single(strand, event);
                at += 1;
            } else {
                let rest = &events[at..];
                let same = rest.iter().take_while(|other| other.id == event.id).count();
                self.decision(strands, &rest[..same], rng);
                at += same;
            }
        }
    }

    /// A single event without money.
    #[inline]
    fn single(&mut self, strand: &Strand, event: &Event) {
        let first = self.candidates.len() as u32;
        self.inaccurate[strand.activity as usize] += u32::from(strand.accuracy);
        self.candidates.push(Candidate {
            chance: event.chance,
            yearly: 0.0,
            attribute: strand.attribute,
            inaccurate: strand.accuracy,
            risky: strand.accuracy,
        });
        self.erring.push(Erring {
            id: event.id,
            place: event.place,
            first,
            end: first + 1,
        });
    }

    /// The events of one decision.
    fn decision(&mut self, strands: &[Strand], events: &[Event], rng: &mut Stream) {
        let strand = |event: &Event| &strands[event.strand as usize];
        let activity = strand(&events[0]).activity as usize;
        // One value a decision, drawn only where money hangs on it.
        let value = if events.iter().any(|event| strand(event).monetary) {
            let value = &self.scenario.activities[activity].value;
            value.as_ref().map_or(0.0, |value| value.draw(rng))
        } else {
            0.0
        };
        let first = self.candidates.len() as u32;
        let mut any_inaccurate = false;
        let mut last = u32::MAX;
        for event in events {
            let strand = strand(event);
            let (yearly, beyond) = if strand.monetary {
                worth(self.scenario, strand.attribute, value, rng)
            } else {
                (0.0, true)
            };
            let inaccurate = beyond && strand.accuracy;
            // Of duplicates the earliest counts, as it does under a policy that never coaches.
            any_inaccurate |= inaccurate && strand.attribute != last;
            last = strand.attribute;
            self.candidates.push(Candidate {
                chance: event.chance,
                yearly,
                attribute: strand.attribute,
                inaccurate,
                risky: strand.accuracy || strand.monetary,
            });
        }
        self.inaccurate[activity] += u32::from(any_inaccurate);
        self.erring.push(Erring {
            id: events[0].id,
            place: events[0].place,
            first,
            end: first + events.len() as u32,
        });
    }
}

/// Signed yearly amount of an error, and whether it is beyond the accuracy tolerance. An error
/// without money always is.
fn worth(scenario: &Scenario, attribute: u32, value: f64, stream: &mut Stream) -> (f64, bool) {
    let Some(money) = &scenario.attributes[attribute as usize].money else {
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
