//! What a policy clears of the work that comes in, and what it takes from the time for it.
//!
//! What is taken at the end of a period (checks, exercises, sessions and corrections that caseworkers do, and decisions that failed
//! and come back) is missing in the next, and what exceeds that in the one after.

use rand::RngExt;

use super::caseload::Caseload;
use super::flows::Exposure;
use super::ledger::{PeriodLedger, WorkCounts};
use super::results::Fail;
use super::setup::PolicySetup;
use tierone_sampling::world::{Backlog, Period, SharedWorld};
use tierone_scenario::{Demand, Scenario};
use tierone_stats::rng::{Address, Purpose};

/// The work of one policy.
pub struct Clearing<'s> {
    demand: &'s Demand,
    backlog: Backlog<'s>,
    /// Hours that have been taken and are not made up for.
    owed: f64,
    /// The period as it is under the policy, while nobody uses it.
    period: Period,
    /// Value that flows from what the policy clears.
    exposed: Exposure,
}

impl<'s> Clearing<'s> {
    /// The work of a replication that opens, where there is a demand.
    pub fn open(scenario: &'s Scenario) -> Option<Self> {
        scenario.demand.as_ref().map(|demand| Self {
            demand,
            backlog: Backlog::open(demand),
            owed: 0.0,
            period: Period::default(),
            exposed: Exposure::new(scenario),
        })
    }

    /// Clears what there is time for; returns the period as it is under the policy.
    pub fn clear(
        &mut self,
        scenario: &Scenario,
        plan: &SharedWorld,
        world: &Period,
        entry: &mut PeriodLedger,
    ) -> Period {
        let incoming = world.incoming.as_ref();
        let equivalents = incoming.map_or(0.0, |incoming| incoming.equivalents);
        let hours = self.demand.hours.unwrap_or(1.0);
        let lost = self.owed.min(equivalents * hours);
        self.owed -= lost;
        let mut own = std::mem::take(&mut self.period);
        let worked = self.backlog.clear(plan, world, lost / hours, &mut own);
        self.exposed.add(scenario, &own);
        entry.policy.hours_lost = lost;
        entry.policy.equivalents = equivalents;
        entry.policy.in_post = world.population.filled.len() as u64;
        let intakes = incoming.map_or(&[][..], |incoming| &incoming.manual);
        let each = intakes
            .iter()
            .zip(worked.cleared.iter().zip(worked.waiting));
        entry.work = each
            .map(|(intakes, (cleared, waiting))| WorkCounts {
                intakes: *intakes,
                clearances: cleared.number,
                age: cleared.age,
                over_target: cleared.older,
                waiting,
            })
            .collect();
        own
    }

    /// Notes what the policy has taken by the end of a period.
    pub fn owe(
        &mut self,
        scenario: &Scenario,
        setup: &PolicySetup,
        caseload: &Caseload,
        fails: &[Vec<Fail>],
        entry: &PeriodLedger,
        address: Address,
    ) {
        self.owed += hours(scenario, self.demand, setup, caseload.period, entry);
        if self.demand.returned.get() > 0.0 {
            self.owed += self.come_back(caseload, fails, address);
        }
    }

    /// Hours that decisions take again which have failed and come back: one each, however many checks failed it.
    fn come_back(&self, caseload: &Caseload, fails: &[Vec<Fail>], address: Address) -> f64 {
        let fails = fails.iter().flatten().map(|fail| fail.index);
        let mut failed: Vec<usize> = fails
            .filter(|index| caseload.seat(*index).is_some())
            .collect();
        failed.sort_unstable();
        failed.dedup();
        let mut stream = address.open(&Purpose::returned());
        let equivalents: f64 = failed
            .into_iter()
            .filter(|_| stream.random::<f64>() < self.demand.returned.get())
            .map(|index| 1.0 / self.demand.work[caseload.activity(index)].productivity)
            .sum();
        equivalents * self.demand.hours.unwrap_or(1.0)
    }

    /// Keeps the memory of a period for the next.
    pub fn take_back(&mut self, own: Period) {
        self.period = own;
    }

    /// Value that has flowed from what was cleared.
    pub fn exposed(&self) -> &Exposure {
        &self.exposed
    }
}

/// Hours of caseworkers that a policy has used in a period.
fn hours(
    scenario: &Scenario,
    demand: &Demand,
    setup: &PolicySetup,
    period: usize,
    entry: &PeriodLedger,
) -> f64 {
    let mut minutes = 0.0;
    for (check, counts) in setup.checks.iter().zip(&entry.checks) {
        let checker = &check.check.checker;
        if checker.pool.is_some_and(|pool| demand.pools[pool]) {
            minutes += counts.checks as f64 * checker.minutes;
            minutes += f64::from(counts.coaching_sessions) * scenario.coaching.minutes;
        }
    }
    if demand.corrections {
        minutes += entry.policy.correction_minutes;
    }
    let mut hours = minutes / 60.0;
    for (id, pool) in scenario.pools.iter().enumerate() {
        let mut checks = setup.policy.checks.iter();
        if demand.pools[id] && checks.any(|check| check.checker.pool == Some(id)) {
            hours += pool.hours_of_exercises(period);
        }
    }
    hours
}
