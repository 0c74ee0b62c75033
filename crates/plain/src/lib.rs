//! The plain engine: visits every decision and draws every Bernoulli, so that the sparse engine has
//! something to agree with.
//!
//! It is written from the laws of the design and shares with the library only what is tested
//! elsewhere: the scenario and its whole-number parts, distributions, the anchor's shift and the
//! whole-number allocations. Slow and obvious is the point; every room reads as the sentence it
//! carries out.
//!
//! `demand` says how many decisions there are where work comes in, `world` holds seats and makes decisions, `asks` says how many a check draws, `draws` which, `findings`
//! what it sees with the eyes of one of its `checkers`, `memory` what it keeps of that, `feedback`
//! what a fail sets off, `learning` what everyone is taught, `flagging` who is flagged, `piloting` what a pilot shows, `pathways` which cases open and how long they take, `passed` what figures that makes, `money` what
//! flows, `audits` how audits fared, `estimates` what the policy says of itself, and `counts` writes it all down.

pub mod shipped;

mod asks;
mod audits;
mod case;
mod checkers;
mod counts;
mod cut;
mod decision;
mod demand;
mod draws;
mod estimates;
mod feedback;
mod findings;
mod flagging;
mod learning;
mod memory;
mod money;
mod passed;
mod pathways;
mod piloting;
mod random;
mod stage;
mod world;

use rand_xoshiro::rand_core::SeedableRng;
use tierone_analysis::{self as analysis, PartRate};
use tierone_engine::sim::Ledger;
use tierone_scenario::{Policy, Scenario};

use asks::Closed;
use checkers::People;
use counts::Book;
use demand::Work;
use flagging::Watch;
use learning::Releases;
use memory::Memory;
use pathways::Pathways;
use piloting::Trials;
use random::Random;
use stage::Stage;
use world::Office;

/// A scenario and what can be known of it before anything is drawn.
pub struct Lab<'s> {
    scenario: &'s Scenario,
    /// What the anchor adds to the log-odds of accuracy attributes.
    shift: f64,
    /// Expected rates of inaccuracy by simulated period.
    rates: Vec<Vec<PartRate>>,
}

impl<'s> Lab<'s> {
    /// Anchors the scenario.
    pub fn new(scenario: &'s Scenario) -> Self {
        let shift = analysis::anchor_shift(scenario).expect("the anchor can be reached");
        let rates = |period| analysis::expected_rates(scenario, shift, period);
        Self {
            scenario,
            shift,
            rates: (0..scenario.horizon.simulated()).map(rates).collect(),
        }
    }

    /// One replication of every policy, each in a world of its own.
    pub fn replicate(&self, seed: u64, replication: u32) -> Vec<Ledger> {
        let policies = self.scenario.policies.iter().enumerate();
        let of_policy = |(number, policy): (usize, &Policy)| {
            let address = [seed, u64::from(replication), number as u64];
            self.run(policy, &mut Random::seed_from_u64(mixed(address)))
        };
        policies.map(of_policy).collect()
    }

    /// Every simulated period of one policy.
    fn run(&self, policy: &Policy, random: &mut Random) -> Ledger {
        let scenario = self.scenario;
        let mut office = Office::open(scenario, self.shift, random);
        let mut book = Book::new(scenario, policy);
        let mut releases = Releases::new(scenario, policy);
        let mut watch = Watch::new(scenario, policy);
        let mut people = People::open(scenario, random);
        let mut work = Work::open(scenario);
        let mut pathways = Pathways::open(scenario);
        let mut trials = Trials::open(scenario, policy, random);
        let mut memories = vec![Memory::default(); policy.checks.len()];
        for period in 0..scenario.horizon.simulated() {
            let done = work
                .as_mut()
                .map(|work| work.period(period, &office.tenures(), random));
            let decisions = office.decide(period, done.as_ref(), (&releases, &trials), random);
            let hours = people.begin(scenario, period);
            let closed = Closed {
                hours: &hours,
                decisions: &decisions,
                tenures: &office.tenures(),
                rates: &self.rates[period],
            };
            let asks = asks::of_period(scenario, policy, &closed, &memories, random);
            let mut stages: Vec<Stage> = policy.checks.iter().map(|_| Stage::default()).collect();
            // Rechecks need results, and have the hours that all first checks together leave.
            let (rechecks, first): (Vec<usize>, Vec<usize>) = (0..stages.len())
                .partition(|&check| policy.checks[check].sample.method.rechecks().is_some());
            for number in first.into_iter().chain(rechecks) {
                let mut stage =
                    draws::draw(scenario, policy, number, &asks, &decisions, &stages, random);
                let check = &policy.checks[number];
                let eyes = (&people, period);
                findings::look(scenario, check, eyes, &decisions, &mut stage, random);
                stages[number] = stage;
            }
            let sessions =
                feedback::coach(&mut office, policy, period, &decisions, &stages, random);
            let corrections = feedback::correct(scenario, policy, &decisions, &stages, random);
            releases.look(period, &decisions, &stages);
            if !scenario.pathways.is_empty() {
                pathways.ask(period, &decisions, &corrections, random);
            }
            trials.look(period, &decisions, &stages);
            book.write(period, &decisions, &stages, &sessions, &corrections);
            if let (Some(work), Some(done)) = (&mut work, done) {
                let results = (&stages[..], &sessions[..]);
                let correcting = corrections.iter().map(|one| one.minutes).sum();
                work.owe(policy, period, &decisions, results, correcting, random);
                book.write_work(period, done);
            }
            book.write_learning(period, &releases);
            let flagged = watch.look(period, &office, &decisions, &stages, random);
            book.write_people(period, flagged);
            let leavers = office.end_period(period, random);
            for (number, (memory, stage)) in memories.iter_mut().zip(&stages).enumerate() {
                let check = &policy.checks[number];
                memory.keep(scenario, check, &decisions, stage, random);
                book.write_signals(period, number, memory.signals(check));
                memory.forget(check, &leavers);
            }
        }
        let mut ledger = book.close(watch.close());
        let (passed, by_period) = pathways.close(random);
        for (entry, passed) in ledger.periods.iter_mut().zip(by_period) {
            entry.pathways = passed;
        }
        Ledger {
            pilots: trials.close(),
            pathways: passed,
            ..ledger
        }
    }
}

/// One number out of an address.
fn mixed(address: [u64; 3]) -> u64 {
    // The finaliser of SplitMix64, so that neighbouring addresses are far apart.
    address
        .iter()
        .fold(0x9E37_79B9_7F4A_7C15, |state: u64, part| {
            let mut z = state
                .wrapping_add(*part)
                .wrapping_add(0x9E37_79B9_7F4A_7C15);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        })
}
