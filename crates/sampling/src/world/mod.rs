//! The world: people, their decisions and the errors in them, the same under every policy.
//!
//! [`SharedWorld`] is what every replication shares; [`World`] is one replication, stepped period by
//! period. What comes out of a step is a list of *candidates*: an error that happens unless feedback
//! has lowered its log-odds far enough.

mod backlog;
mod candidate;
mod ids;
mod incoming;
mod list;
mod opening;
mod period;
mod plan;
mod population;
mod pressure;
mod seats;
mod walk;

pub use backlog::{Backlog, Worked};
pub use candidate::Candidate;
pub use ids::{DecisionId, SYSTEM, SeatId};
pub use incoming::Incoming;
pub use list::{Listed, Wrong};
pub use opening::{EXPERIENCED, Opening, OpeningError, OpeningSeat, OpeningState, Staff};
pub use period::Period;
pub use plan::SharedWorld;
pub use population::Population;

use rand::RngExt;

use incoming::Most;
use seats::Seats;
use tierone_scenario::Scenario;
use tierone_stats::rng::{Address, Stream};
use walk::{ErrorStream, Events};

/// One replication of the world.
#[derive(Debug)]
pub struct World<'p> {
    plan: &'p SharedWorld<'p>,
    /// Of the opening.
    address: Address,
    seats: Seats,
    events: Events,
    /// Where there is a demand, how much can be cleared at most.
    most: Most,
    next: usize,
    period: Period,
}

impl<'p> World<'p> {
    /// A world that is not opened yet.
    pub fn new(plan: &'p SharedWorld<'p>) -> Self {
        Self {
            plan,
            address: Address::default(),
            seats: Seats::default(),
            events: Events::default(),
            most: Most::default(),
            next: plan.parts.len(),
            period: Period::default(),
        }
    }

    /// Opens a replication before its first simulated period.
    pub fn open(&mut self, opening: Address) {
        let workforce = &self.plan.scenario.workforce;
        match &self.plan.opening {
            Opening::Steady => {
                let mut stream = opening.open(&self.plan.purpose);
                self.seats
                    .open(workforce, &Staff::steady(workforce, &mut stream));
            }
            Opening::Given(state) => self.seats.open(workforce, &state.staff),
        }
        if let Some(demand) = self.plan.demand {
            self.most = Most::open(demand);
        }
        self.address = opening;
        self.next = 0;
    }

    /// The next simulated period, or `None` after the last.
    pub fn step(&mut self) -> Option<&Period> {
        let mut stream = self.deal()?;
        let plan = self.plan;
        let address = self.address.at(self.period.index);
        let period = &mut self.period;
        let candidates = &mut period.candidates;
        let rng = &mut stream;
        walk::seats(
            &period.population,
            &plan.manual,
            (&period.odds, period.pressed.exp()),
            rng,
            &mut self.events,
            candidates,
        );
        let manual = candidates.len();
        walk::system(&period.population, &plan.system, rng, candidates);
        if plan.monetary || plan.keeps_values {
            let mut keep = plan.keeps_values.then(|| Keep {
                stream: address.open(&plan.values),
                values: &mut period.values,
            });
            let (manual, system) = candidates.split_at_mut(manual);
            put_money(plan.scenario, &plan.manual, manual, rng, &mut keep);
            put_money(plan.scenario, &plan.system, system, rng, &mut keep);
        }
        plan.count_inaccurate(period);
        self.end(&mut stream);
        Some(&self.period)
    }

    /// The same without an error: who is there, and what each of them decides.
    pub fn step_people(&mut self) -> Option<&Period> {
        let mut stream = self.deal()?;
        self.end(&mut stream);
        Some(&self.period)
    }

    /// Deals the next simulated period to those who are there; returns its stream.
    fn deal(&mut self) -> Option<Stream> {
        let index = self.next;
        let parts = self.plan.parts.get(index)?;
        self.next += 1;
        let period = &mut self.period;
        let population = &mut period.population;
        self.seats.present(
            &mut population.filled,
            &mut population.tenure,
            &mut period.odds,
        );
        period.incoming = None;
        period.pressed = 0.0;
        match self.plan.demand {
            None => population.deal(index, parts),
            Some(demand) => {
                let mut stream = self.address.at(index).open(&self.plan.incoming);
                let scenario = self.plan.scenario;
                let tenures = &population.tenure;
                let incoming = Incoming::draw(scenario, demand, index, tenures, &mut stream);
                period.pressed = pressure::pressed(scenario, demand, index, incoming.equivalents);
                population.deal_apart(index, &self.most.parts(scenario, &incoming));
                period.incoming = Some(incoming);
            }
        }
        period.index = index;
        period.candidates.clear();
        period.values.clear();
        Some(self.address.at(index).open(&self.plan.purpose))
    }

    /// Lets people leave at the end of a period.
    fn end(&mut self, stream: &mut Stream) {
        let workforce = &self.plan.scenario.workforce;
        let leavers = &mut self.period.leavers;
        let warm_up = self.plan.scenario.horizon.warm_up;
        match &workforce.recruitment {
            None => self.seats.end_period(workforce, stream, leavers),
            Some(plan) => {
                let due = plan.due(warm_up, self.period.index);
                let comes = plan.show_rate.get();
                self.seats
                    .end_planned_period(workforce, (due, comes), stream, leavers);
            }
        }
    }
}

/// Where values are kept, and the stream of those on which no money hangs.
struct Keep<'a> {
    stream: Stream,
    values: &'a mut Vec<f64>,
}

/// Draws what errors are worth, decision by decision.
fn put_money(
    scenario: &Scenario,
    error_streams: &[ErrorStream],
    candidates: &mut [Candidate],
    rng: &mut Stream,
    keep: &mut Option<Keep>,
) {
    let error_stream = |candidate: &Candidate| &error_streams[candidate.error_stream as usize];
    for decision in candidates.chunk_by_mut(|a, b| a.id == b.id) {
        let monetary = decision
            .iter()
            .any(|candidate| error_stream(candidate).monetary);
        if !monetary && keep.is_none() {
            continue;
        }
        // One value a decision; without money or a check that needs it, none.
        let law = &scenario.activities[error_stream(&decision[0]).activity as usize].value;
        let draw = |rng: &mut Stream| law.as_ref().map_or(0.0, |law| law.draw(rng));
        let value = match keep {
            Some(keep) if !monetary => draw(&mut keep.stream),
            _ => draw(rng),
        };
        if let Some(keep) = keep {
            keep.values.push(value);
        }
        for candidate in decision {
            if error_stream(candidate).monetary {
                let (yearly, beyond) = worth(scenario, candidate.attribute, value, rng);
                candidate.yearly = yearly;
                candidate.inaccurate &= beyond;
            }
        }
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
    let tolerance = scenario.accuracy_tolerance;
    let beyond = tolerance.is_exceeded_by(amount, Some(value));
    (if over { amount } else { -amount }, beyond)
}
