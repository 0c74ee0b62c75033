//! One replication of every policy, all on one world, period by period: what is cleared, where there is a demand (`clearing`); the
//! errors that happen under the feedback given so far (`caseload`); which decisions each check draws (`draws`); what it finds and whom
//! that teaches (`results`); what is put right and when (`correcting`); which cases of pathways open (`pathways`); what its figures say
//! (`evidence`); what checks with a memory keep (`remembering`). What is left behind is a [`Ledger`] a policy.

mod by_value;
mod caseload;
mod checkers;
mod clearing;
mod coaching;
mod concluded;
mod correcting;
mod counts;
mod drawn;
mod draws;
mod evidence;
mod false_fails;
mod flagged;
mod flagging;
mod flows;
mod given;
mod hours;
mod learning;
mod ledger;
mod level;
mod marks;
mod money;
mod passed;
mod pathways;
mod piloted;
mod piloting;
mod remembering;
mod results;
mod sampled;
mod setup;
mod singling;
mod source;
mod strata;
mod truths;
mod value;
mod weighing;
mod weights;

pub use concluded::Concluded;
pub use flagged::Flagged;
pub use ledger::{
    AttributeCounts, CheckCounts, Estimates, Ledger, PeriodLedger, PolicyCounts, QuotedFigure,
    Truth, Verdicts, WorkCounts, together,
};
pub use level::{Alarms, Level, Levels, Verdict};
pub use passed::Passed;
pub use piloted::{Claim, Piloted};
pub use sampled::Sampled;
pub use setup::Setup;

use caseload::{Caseload, Memory};
use checkers::Checkers;
use clearing::Clearing;
use coaching::Coached;
use drawn::Drawn;
use evidence::Evidence;
use flagging::Flagging;
use flows::{Exposure, Flows, moment};
use learning::Learnt;
use pathways::Opened;
use piloting::Piloting;
use remembering::Remembered;
use results::Fail;
use setup::PolicySetup;
use source::Source;

use std::collections::VecDeque;

use tierone_sampling::world::{Period, World};
use tierone_scenario::{Scenario, Target};
use tierone_stats::rng::Address;

/// Simulates one replication; ledgers come in the order of the policies.
pub fn replicate(setup: &Setup, seed: u64, replication: u32) -> Vec<Ledger> {
    Workspace::new(setup).replicate(seed, replication)
}

/// The samples that one replication's figures are made of, by policy and check.
pub fn samples(setup: &Setup, seed: u64, replication: u32) -> Vec<Vec<Sampled>> {
    let mut workspace = Workspace::new(setup);
    let opening = Address::opening(seed, replication);
    workspace.walk(opening);
    let policies = workspace.policies.iter();
    policies.map(PolicyState::samples).collect()
}

/// Memory for one replication after another. What a replication gives does not depend on the ones
/// that used the memory before.
pub struct Workspace<'p, 's> {
    setup: &'p Setup<'s>,
    world: World<'p>,
    policies: Vec<PolicyState<'p, 's>>,
    /// The same policies without their pilots, where they have any: what would have been.
    without: Vec<Option<PolicyState<'p, 's>>>,
}

impl<'p, 's> Workspace<'p, 's> {
    /// Memory for the replications of a setup.
    pub fn new(setup: &'p Setup<'s>) -> Self {
        let policies = setup.policies.iter();
        let without = setup.policies.iter().map(|policy| {
            let pilots = !policy.policy.pilots.is_empty();
            pilots.then(|| PolicyState::new(setup.scenario, policy, false))
        });
        Self {
            setup,
            world: World::new(&setup.plan),
            policies: policies
                .map(|policy| PolicyState::new(setup.scenario, policy, true))
                .collect(),
            without: without.collect(),
        }
    }

    /// Simulates one replication; ledgers come in the order of the policies.
    pub fn replicate(&mut self, seed: u64, replication: u32) -> Vec<Ledger> {
        let scenario = self.setup.scenario;
        let opening = Address::opening(seed, replication);
        let exposed = self.walk(opening);
        let policies = self.policies.iter_mut().zip(&mut self.without);
        let closed = policies.map(|(policy, without)| {
            let mut ledger = policy.close(scenario, &exposed, opening);
            if let Some(without) = without {
                let rules = policy.setup.policy;
                ledger.pilots = piloting::close(&policy.pilots, &without.pilots, rules, opening);
                without.close(scenario, &exposed, opening);
            }
            ledger
        });
        closed.collect()
    }

    /// Goes through all periods.
    fn walk(&mut self, opening: Address) -> Exposure {
        let scenario = self.setup.scenario;
        let mut exposed = Exposure::new(scenario);
        self.world.open(opening);
        let without = self.without.iter_mut().flatten();
        for policy in self.policies.iter_mut().chain(without) {
            policy.coached.open(self.setup.opening_coaching());
            piloting::open(&mut policy.pilots, scenario, policy.setup.policy, opening);
        }
        let checkers = Checkers::open(scenario, opening);
        while let Some(period) = self.world.step() {
            exposed.add(scenario, period);
            let without = self.without.iter_mut().flatten();
            for policy in self.policies.iter_mut().chain(without) {
                policy.step(self.setup, period, &checkers, opening.at(period.index));
            }
        }
        exposed
    }
}

/// One policy in one replication.
struct PolicyState<'p, 's> {
    setup: &'p PolicySetup<'s>,
    coached: Coached,
    learnt: Learnt,
    clearing: Option<Clearing<'s>>,
    flagging: Option<Flagging>,
    pilots: Vec<Piloting>,
    opened: Vec<Opened>,
    flows: Flows,
    pooled: Vec<Evidence>,
    /// Of checks that a target looks at over several periods: the evidence of those, the latest last.
    recent: Vec<VecDeque<Evidence>>,
    remembered: Vec<Remembered>,
    ledger: Ledger,
    memory: Memory,
}

impl<'p, 's> PolicyState<'p, 's> {
    fn new(scenario: &'s Scenario, setup: &'p PolicySetup<'s>, with_pilots: bool) -> Self {
        Self {
            setup,
            coached: Coached::new(&scenario.coaching, scenario.workforce.seats),
            learnt: Learnt::new(scenario, setup.policy),
            clearing: Clearing::open(scenario),
            flagging: Flagging::new(scenario, setup.policy),
            pilots: piloting::pilots(setup.policy, with_pilots),
            opened: pathways::pathways(scenario),
            flows: Flows::new(scenario),
            pooled: vec![Evidence::default(); setup.checks.len()],
            recent: vec![VecDeque::new(); setup.checks.len()],
            remembered: remembering::fresh(scenario, setup),
            ledger: Ledger::default(),
            memory: Memory::default(),
        }
    }

    fn step(&mut self, setup: &Setup, period: &Period, checkers: &Checkers, address: Address) {
        let scenario = setup.scenario;
        let reported = period.index >= scenario.horizon.warm_up;
        let mut entry = PeriodLedger::new(scenario, self.setup.checks.len());
        let mut clearing = self.clearing.take();
        let own = clearing
            .as_mut()
            .map(|clearing| clearing.clear(scenario, &setup.plan, period, &mut entry));
        let period = own.as_ref().unwrap_or(period);
        let memory = std::mem::take(&mut self.memory);
        let given = piloting::given(scenario, self.setup.policy, &self.pilots, period.index);
        let taught = (&self.coached, &self.learnt, given.as_ref());
        let keeps = self.setup.keeps_values;
        let mut caseload = Caseload::new(memory, period, taught, scenario, keeps);
        let remembered = &self.remembered;
        let mut checks = draws::draw(setup, self.setup, remembered, &mut caseload, address);
        let whose = (checkers, period.index);
        let fails = self.check(setup, whose, &mut checks, &mut caseload, &mut entry);
        remembering::note(
            &mut self.remembered,
            &mut checks,
            &caseload,
            &period.leavers,
            &mut entry.checks,
        );
        let end = moment(scenario, period) + 0.5;
        let corrected =
            correcting::correct(scenario, &mut checks, &caseload, end, &mut entry.policy);
        let errors = (&caseload, &corrected[..]);
        pathways::open(&mut self.opened, scenario, period, errors, address);
        if setup.monetary {
            self.flows.add(scenario, period, &caseload, &corrected);
        }
        self.learnt.end_period(scenario, &mut entry);
        if let Some(flagging) = &mut self.flagging {
            entry.people = flagging.look(period, (&checks, &fails), &caseload, address, reported);
        }
        if let Some(clearing) = &mut clearing {
            clearing.owe(scenario, self.setup, &caseload, &fails, &entry, address);
        }
        if reported {
            for pilot in &mut self.pilots {
                let results = (&checks[..], &fails[..]);
                pilot.look(scenario, self.setup.policy, period, results, &caseload);
            }
            if self.setup.by_value {
                weighing::reveal(scenario, &mut checks, &mut caseload);
            }
            truths::happened(setup, period, &caseload, &corrected, &mut entry);
            truths::grades(scenario, &checks, &caseload, &mut entry);
            truths::count_together(self.setup, &checks, &caseload, &fails, &mut entry);
            self.estimate(scenario, &checks, &caseload, &fails, address, &mut entry);
            truths::exercises(scenario, self.setup, period.index, &mut entry);
            self.ledger.periods.push(entry);
        }
        drop(checks);
        self.memory = caseload.into_memory();
        if self.setup.coaches || !self.coached.is_untouched() {
            self.coached.end_period(&scenario.coaching, &period.leavers);
        }
        if let (Some(clearing), Some(own)) = (&mut clearing, own) {
            clearing.take_back(own);
        }
        self.clearing = clearing;
    }

    /// Checks in list order; a recheck draws once its first check's results are in.
    fn check(
        &mut self,
        setup: &Setup,
        (checkers, period): (&Checkers, usize),
        checks: &mut [Drawn],
        caseload: &mut Caseload,
        entry: &mut PeriodLedger,
    ) -> Vec<Vec<Fail>> {
        let mut fails = Vec::with_capacity(checks.len());
        for check in 0..checks.len() {
            if checks[check].setup.rechecks.is_some() {
                draws::draw_recheck(&setup.scenario.activities, checks, check, caseload);
            }
            let counts = &mut entry.checks[check];
            let pool = checks[check].setup.check.checker.pool;
            let people = pool.map(|pool| checkers.of_pool(setup.scenario, pool, period));
            let mut outputs = results::Outputs {
                scenario: setup.scenario,
                period,
                people: &people.unwrap_or_default(),
                coached: &mut self.coached,
                attributes: &mut entry.attributes,
                concluded: &mut entry.concluded[check],
                counts,
            };
            fails.push(results::check(checks, check, caseload, &mut outputs));
            let this = &checks[check];
            let short = this.quota - this.drawn();
            counts.short_of_hours = this.short_of_hours;
            counts.short_of_frame = short - this.short_of_hours;
        }
        fails
    }

    fn estimate(
        &mut self,
        scenario: &Scenario,
        checks: &[Drawn],
        caseload: &Caseload,
        fails: &[Vec<Fail>],
        address: Address,
        entry: &mut PeriodLedger,
    ) {
        for (index, drawn) in checks.iter().enumerate() {
            let check = drawn.setup.check;
            let mut estimates = Estimates::default();
            if check.estimate.accuracy || check.estimate.mve {
                let mut evidence = Evidence::default();
                let judged = || address.open(&drawn.setup.judged);
                let source = Source::new(scenario, checks, index, caseload);
                evidence.gather(source, fails, judged);
                let open = || address.open(&drawn.setup.interval);
                estimates = evidence.estimates(scenario, check, self.known(index), open);
                self.pooled[index].absorb(&evidence);
                let longest = self.setup.checks[index].rolling;
                if longest > 1 {
                    let recent = &mut self.recent[index];
                    recent.push_back(evidence);
                    if recent.len() > longest {
                        recent.pop_front();
                    }
                }
            }
            entry.estimates.push(estimates);
        }
        if self.setup.checks.iter().any(|check| check.rolling > 1) {
            let targets = self.setup.policy.targets.iter();
            let reported = self.ledger.periods.len();
            let over = |target, periods| self.over_last(scenario, target, periods, address);
            for target in targets {
                let rolling = (target.rolling > 1).then_some(target.rolling);
                let so_far = target.looks.map(|looks| reported % looks + 1);
                entry.rolling.push(over(target, rolling));
                entry.so_far.push(over(target, so_far));
            }
        }
    }

    /// What the check of a target says of the last so many periods.
    fn over_last(
        &self,
        scenario: &Scenario,
        target: &Target,
        periods: Option<usize>,
        address: Address,
    ) -> Option<Estimates> {
        let (check, periods) = (target.check?, periods?);
        let recent = &self.recent[check];
        let mut pooled = Evidence::default();
        for evidence in recent.range(recent.len().checked_sub(periods)?..) {
            pooled.absorb(evidence);
        }
        let setup = &self.setup.checks[check];
        let open = || address.open(&setup.interval);
        Some(pooled.estimates(scenario, setup.check, self.known(check), open))
    }

    /// What the samples of the reported periods hold, by check.
    fn samples(&self) -> Vec<Sampled> {
        let pooled = self.pooled.iter().enumerate();
        pooled
            .map(|(check, evidence)| evidence.sampled(self.known(check)))
            .collect()
    }

    /// Whether every decision's probability of being drawn is known: for a recheck, by both phases.
    fn known(&self, check: usize) -> bool {
        let setup = &self.setup.checks[check];
        setup.design.known_inclusion() && setup.rechecks.is_none_or(|first| self.known(first))
    }

    /// Closes the ledger (flows by period, and the estimates that pool the horizon) and is ready for
    /// another replication.
    fn close(&mut self, scenario: &'s Scenario, exposed: &Exposure, address: Address) -> Ledger {
        let flows = std::mem::replace(&mut self.flows, Flows::new(scenario));
        let mut ledger = std::mem::take(&mut self.ledger);
        pathways::close(&mut self.opened, scenario, address, &mut ledger);
        self.learnt.reset();
        if let Some(flagging) = &mut self.flagging {
            ledger.people = flagging.close();
        }
        self.remembered = remembering::fresh(scenario, self.setup);
        let clearing = std::mem::replace(&mut self.clearing, Clearing::open(scenario));
        let own = clearing.as_ref().map(Clearing::exposed);
        flows.close(own.unwrap_or(exposed), &mut ledger);
        for (index, evidence) in self.pooled.iter().enumerate() {
            let setup = &self.setup.checks[index];
            let open = || address.open(&setup.interval);
            let estimates = evidence.estimates(scenario, setup.check, self.known(index), open);
            ledger.estimates.push(estimates);
        }
        self.pooled.fill(Evidence::default());
        self.recent.iter_mut().for_each(VecDeque::clear);
        ledger
    }
}
