//! The work that comes in, piece by piece, and what a period's time clears of it.

use rand::RngExt;
use rand_distr::{Distribution as _, Gamma, Poisson};
use std::collections::BTreeSet;
use tierone_engine::sim::WorkCounts;
use tierone_scenario::{ActivityId, Demand, Policy, Scenario, system_share};

use super::decision::Decision;
use super::random::Random;
use super::stage::Stage;

/// One piece of work that waits.
struct WaitingWork {
    activity: ActivityId,
    /// How much of its cohort's time has been spent once it is done.
    done_at: f64,
    /// When it came, in periods.
    came: f64,
}

/// What came in one class during one period.
struct Cohort {
    class: u32,
    arrived: i64,
    time: f64,
    spent: f64,
    cases: Vec<WaitingWork>,
}

/// The work of one policy.
pub(crate) struct Work<'s> {
    scenario: &'s Scenario,
    demand: &'s Demand,
    cohorts: Vec<Cohort>,
    owed: f64,
}

/// What is done in a period.
pub(crate) struct Done {
    /// Decisions by activity, by caseworkers and by the system.
    pub(crate) numbers: Vec<(u64, u64)>,
    pub(crate) counts: Vec<WorkCounts>,
    pub(crate) hours_lost: f64,
    pub(crate) in_post: u64,
    pub(crate) equivalents: f64,
    /// What the head of work adds to caseworkers' log-odds.
    pub(crate) pressure: f64,
}

impl<'s> Work<'s> {
    pub(crate) fn open(scenario: &'s Scenario) -> Option<Self> {
        Some(Self {
            scenario,
            demand: scenario.demand.as_ref()?,
            cohorts: Vec::new(),
            owed: 0.0,
        })
    }

    /// Takes in what comes, and clears what those of these tenures have time for.
    pub(crate) fn period(&mut self, period: usize, tenures: &[f64], random: &mut Random) -> Done {
        let (scenario, demand) = (self.scenario, self.demand);
        let horizon = &scenario.horizon;
        if period <= horizon.warm_up {
            self.cohorts.clear();
            let ages = demand.work.iter().map(|work| work.backlog.len());
            for age in 0..ages.max().unwrap_or(0) {
                let waited = |work: &tierone_scenario::Work| work.backlog.get(age).copied();
                let waited = demand.work.iter().map(|work| waited(work).unwrap_or(0));
                let arrived = period as i64 - 1 - age as i64;
                self.arrive(arrived, &waited.collect::<Vec<_>>());
            }
        }
        let equivalents: f64 = tenures
            .iter()
            .map(|tenure| {
                let present = demand.full_time.get() * (1.0 - demand.absence.get());
                let learns = demand.training.filter(|t| *tenure < t.periods as f64);
                present * learns.map_or(1.0, |training| training.productivity)
            })
            .sum();
        let waits: f64 = self.cohorts.iter().map(|c| c.time - c.spent).sum();
        let pressure = demand.pressure.map_or(0.0, |pressure| {
            let periods = if waits > 0.0 {
                waits / equivalents
            } else {
                0.0
            };
            (pressure.gain * (periods - pressure.above).max(0.0)).min(pressure.max)
        });
        let reported = period.saturating_sub(horizon.warm_up);
        let (mut came, mut numbers) = (Vec::new(), Vec::new());
        for (activity, work) in demand.work.iter().enumerate() {
            let intakes = intakes(work.intakes[reported], work.dispersion, random);
            let system = system_share(scenario, activity, reported, intakes);
            came.push(intakes - system);
            numbers.push((0, system));
        }
        self.arrive(period as i64, &came);
        let hours = demand.hours.unwrap_or(1.0);
        let hours_lost = self.owed.min(equivalents * hours);
        self.owed -= hours_lost;
        let mut counts = vec![WorkCounts::default(); came.len()];
        self.clear(period, equivalents - hours_lost / hours, &mut counts);
        for (activity, counts) in counts.iter_mut().enumerate() {
            counts.intakes = came[activity];
            let waiting = self.cohorts.iter().flat_map(|cohort| &cohort.cases);
            let waiting = waiting.filter(|case| case.activity == activity);
            counts.waiting = waiting.count() as u64;
            numbers[activity].0 = counts.clearances;
        }
        Done {
            numbers,
            counts,
            hours_lost,
            in_post: tenures.len() as u64,
            equivalents,
            pressure,
        }
    }

    fn arrive(&mut self, arrived: i64, numbers: &[u64]) {
        let work = &self.demand.work;
        let mut classes: Vec<u32> = work.iter().map(|work| work.priority).collect();
        classes.sort_unstable();
        classes.dedup();
        for class in classes {
            let kinds = || (0..work.len()).filter(|kind| work[*kind].priority == class);
            let of_kind = |kind: usize| numbers[kind] as f64 / work[kind].productivity;
            let time: f64 = kinds().map(of_kind).sum();
            let mut cases = Vec::new();
            for activity in kinds() {
                let m = numbers[activity] as f64;
                cases.extend((1..=numbers[activity]).map(|j| WaitingWork {
                    activity,
                    done_at: time * j as f64 / m,
                    came: arrived as f64 + (j as f64 - 0.5) / m,
                }));
            }
            self.cohorts.push(Cohort {
                class,
                arrived,
                time,
                spent: 0.0,
                cases,
            });
        }
        self.cohorts
            .sort_by_key(|cohort| (cohort.class, cohort.arrived));
    }

    fn clear(&mut self, period: usize, time: f64, counts: &mut [WorkCounts]) {
        let mut left = time;
        let target = self.demand.target / self.scenario.horizon.period.days();
        for cohort in &mut self.cohorts {
            let spends = left.min(cohort.time - cohort.spent);
            left -= spends;
            cohort.spent += spends;
            // A hair of rounding does not hold a case back.
            let spent = cohort.spent * (1.0 + 1e-12);
            for case in cohort.cases.iter().filter(|case| case.done_at <= spent) {
                let age = period as f64 + 0.5 - case.came;
                let counts = &mut counts[case.activity];
                counts.clearances += 1;
                counts.age += age;
                counts.over_target += u64::from(age > target);
            }
            cohort.cases.retain(|case| case.done_at > spent);
        }
        self.cohorts.retain(|cohort| !cohort.cases.is_empty());
    }

    /// Notes the caseworkers' hours that a policy has used in a period, of which so many minutes on corrections.
    pub(crate) fn owe(
        &mut self,
        policy: &Policy,
        period: usize,
        decisions: &[Decision],
        (stages, sessions): (&[Stage], &[u32]),
        correcting: f64,
        random: &mut Random,
    ) {
        let results = stages
            .iter()
            .flat_map(|stage| stage.drawn.iter().zip(&stage.findings));
        let failed = results.filter(|(_, finding)| finding.failed());
        let failed: BTreeSet<usize> = failed.map(|(drawn, _)| drawn.decision).collect();
        for decision in failed.into_iter().map(|number| &decisions[number]) {
            if decision.seat.is_some() && random.random_bool(self.demand.returned.get()) {
                let again = 1.0 / self.demand.work[decision.activity].productivity;
                self.owed += again * self.demand.hours.unwrap_or(1.0);
            }
        }
        let theirs = |pool: usize| self.demand.pools[pool];
        for (check, (stage, sessions)) in policy.checks.iter().zip(stages.iter().zip(sessions)) {
            if check.checker.pool.is_some_and(theirs) {
                let checking = stage.drawn.len() as f64 * check.checker.minutes;
                let coaching = f64::from(*sessions) * self.scenario.coaching.minutes;
                self.owed += (checking + coaching) / 60.0;
            }
        }
        for (number, pool) in self.scenario.pools.iter().enumerate() {
            let mut checks = policy.checks.iter();
            if theirs(number) && checks.any(|check| check.checker.pool == Some(number)) {
                self.owed += pool.hours_of_exercises(period);
            }
        }
        if self.demand.corrections {
            self.owed += correcting / 60.0;
        }
    }
}

fn intakes(mean: f64, dispersion: f64, random: &mut Random) -> u64 {
    if mean <= 0.0 {
        return 0;
    }
    let mean = match dispersion > 0.0 {
        true => Gamma::new(1.0 / dispersion, mean * dispersion)
            .expect("a positive mean")
            .sample(random),
        false => mean,
    };
    Poisson::new(mean).map_or(0, |law| law.sample(random) as u64)
}
