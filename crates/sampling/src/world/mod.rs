//! The world: people, their decisions and the errors in them, the same under every policy.
//!
//! [`Plan`] is what every replication shares; [`World`] is one replication, stepped period by
//! period. What comes out of a step is a list of *candidates*: an error that happens unless feedback
//! has lowered its log-odds far enough.

mod list;
mod population;
mod seats;
mod walk;

pub use list::{Listed, Wrong};
pub use population::{DecisionId, Population, SYSTEM};
pub use seats::EXPERIENCED;

use rand::RngExt;

use seats::{Odds, Seats};
use tierone_scenario::{Part, Scenario, Tolerance, parts};
use tierone_stats::rng::{self, Moment, Purpose, Stream};
use walk::{Chance, Events, Strand};

/// What every replication of a scenario shares.
#[derive(Debug)]
pub struct Plan<'s> {
    scenario: &'s Scenario,
    /// Parts by simulated period.
    parts: Vec<Vec<Part>>,
    manual: Vec<Strand>,
    system: Vec<Strand>,
    /// Whether any error is worth money.
    monetary: bool,
    /// Whether every decision with a candidate has its value drawn and kept.
    keeps_values: bool,
    purpose: Purpose,
    values: Purpose,
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
            monetary: manual.iter().chain(&system).any(|s| s.monetary),
            manual,
            system,
            keeps_values: false,
            purpose: Purpose::world(),
            values: Purpose::values(),
        }
    }

    /// The same world, with the values of decisions kept.
    pub fn keeping_values(mut self, keeps_values: bool) -> Self {
        self.keeps_values = keeps_values;
        self
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

/// An error that happens unless feedback has lowered its log-odds far enough.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Its decision.
    pub id: DecisionId,
    /// The place of its caseworker among the filled seats, or [`SYSTEM`].
    pub place: u32,
    /// Which attribute.
    pub attribute: u32,
    /// Which strand of the walk.
    strand: u32,
    /// Whether it makes its decision inaccurate.
    pub inaccurate: bool,
    /// Whether a risk score sees it: an error in an accuracy or a monetary attribute.
    pub risky: bool,
    /// What decides whether it happens under a policy.
    pub chance: Chance,
    /// What it is worth, £ a year, over positive, under negative; zero without money.
    pub yearly: f64,
}

/// One period of the world.
#[derive(Debug, Default)]
pub struct Period {
    /// The simulated period, counted from the first of the warm-up.
    pub index: usize,
    /// Which decisions exist and who made them.
    pub population: Population,
    /// Odds multipliers of the filled seats.
    odds: Odds,
    /// Candidates by place, the system's last; those of a decision together, in the order of the
    /// activity's attributes, duplicates of one attribute in the order of the walk.
    candidates: Vec<Candidate>,
    /// Yearly values in the order of [`Self::decisions`], £; empty where nobody needs them.
    pub values: Vec<f64>,
    /// Decisions, by activity, that are inaccurate where no feedback is given.
    pub inaccurate: Vec<u32>,
    /// Seats whose caseworker leaves after the checks of this period.
    pub leavers: Vec<u32>,
}

impl Period {
    /// The odds of error of whoever sits at a place, skill and newness together, relative to an average
    /// experienced caseworker.
    pub fn odds(&self, place: u32) -> f64 {
        self.odds.each[place as usize]
    }

    /// All candidates, decision by decision.
    pub fn decisions(&self) -> impl Iterator<Item = &[Candidate]> {
        let mut rest = &self.candidates[..];
        std::iter::from_fn(move || {
            let (first, after) = rest.split_first()?;
            let key = first.id.key();
            let mut others = 0;
            while after.get(others).is_some_and(|other| other.id.key() == key) {
                others += 1;
            }
            let (decision, next) = rest.split_at(1 + others);
            rest = next;
            Some(decision)
        })
    }
}

/// One replication of the world.
#[derive(Debug)]
pub struct World<'p> {
    plan: &'p Plan<'p>,
    seed: u64,
    replication: u32,
    seats: Seats,
    events: Events,
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
            events: Events::default(),
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
            &mut period.odds,
        );
        population.deal(index, parts);
        let plan = self.plan;
        let candidates = &mut period.candidates;
        let rng = &mut stream;
        candidates.clear();
        walk::seats(
            population,
            &plan.manual,
            &period.odds,
            rng,
            &mut self.events,
            candidates,
        );
        let manual = candidates.len();
        walk::system(population, &plan.system, rng, candidates);
        period.values.clear();
        if plan.monetary || plan.keeps_values {
            let mut keep = plan.keeps_values.then(|| Keep {
                stream: rng::open(
                    self.seed,
                    self.replication,
                    &plan.values,
                    Moment::Period(index),
                ),
                values: &mut period.values,
            });
            let (manual, system) = candidates.split_at_mut(manual);
            put_money(plan.scenario, &plan.manual, manual, rng, &mut keep);
            put_money(plan.scenario, &plan.system, system, rng, &mut keep);
        }
        count_inaccurate(plan, period);
        let leavers = &mut period.leavers;
        self.seats
            .end_period(&self.plan.scenario.workforce, &mut stream, leavers);
        self.period.index = index;
        Some(&self.period)
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
    strands: &[Strand],
    candidates: &mut [Candidate],
    rng: &mut Stream,
    keep: &mut Option<Keep>,
) {
    let strand = |candidate: &Candidate| &strands[candidate.strand as usize];
    for decision in candidates.chunk_by_mut(|a, b| a.id == b.id) {
        let monetary = decision.iter().any(|candidate| strand(candidate).monetary);
        if !monetary && keep.is_none() {
            continue;
        }
        // One value a decision; without money or a check that needs it, none.
        let law = &scenario.activities[strand(&decision[0]).activity as usize].value;
        let draw = |rng: &mut Stream| law.as_ref().map_or(0.0, |law| law.draw(rng));
        let value = match keep {
            Some(keep) if !monetary => draw(&mut keep.stream),
            _ => draw(rng),
        };
        if let Some(keep) = keep {
            keep.values.push(value);
        }
        for candidate in decision {
            if strand(candidate).monetary {
                let (yearly, beyond) = worth(scenario, candidate.attribute, value, rng);
                candidate.yearly = yearly;
                candidate.inaccurate &= beyond;
            }
        }
    }
}

/// Counts decisions that are inaccurate where no feedback is given: of duplicates the earliest
/// counts.
fn count_inaccurate(plan: &Plan, period: &mut Period) {
    let inaccurate = &mut period.inaccurate;
    inaccurate.clear();
    inaccurate.resize(plan.scenario.activities.len(), 0);
    // The decision and attribute before, and whether the decision has been counted; no branches, as
    // nobody can guess what comes next.
    let mut before = (u64::MAX, 0);
    let mut counted = false;
    for candidate in &period.candidates {
        let this = (candidate.id.key(), candidate.attribute);
        counted &= this.0 == before.0;
        let wrong = candidate.inaccurate & (this != before) & !counted;
        inaccurate[period.population.activity(candidate.id.part)] += u32::from(wrong);
        counted |= wrong;
        before = this;
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
