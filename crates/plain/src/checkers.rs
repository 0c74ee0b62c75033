//! The people who check, and the exercises that bring them closer together.

use rand::RngExt;
use rand_distr::{Distribution as _, StandardNormal};
use tierone_scenario::{Check, Scenario};

use super::random::Random;

/// The checkers of every pool.
pub(crate) struct People {
    pools: Vec<Vec<Checker>>,
}

/// One checker, with what is added to their log-odds of failing an attribute: as they are, and now.
struct Checker {
    strictness: f64,
    now: f64,
}

impl People {
    /// Everybody as they come.
    pub(crate) fn open(scenario: &Scenario, random: &mut Random) -> Self {
        let mut pools = Vec::new();
        for pool in &scenario.pools {
            let mut people = Vec::new();
            if let Some(checkers) = pool.checkers {
                for _ in 0..checkers.number {
                    let normal: f64 = StandardNormal.sample(random);
                    let strictness = checkers.spread * normal;
                    people.push(Checker {
                        strictness,
                        now: strictness,
                    });
                }
            }
            pools.push(people);
        }
        Self { pools }
    }

    /// Begins a simulated period: what exercises have done wears off, and one may be held. Returns the
    /// hours that each pool has for checks.
    pub(crate) fn begin(&mut self, scenario: &Scenario, period: usize) -> Vec<f64> {
        let mut hours = Vec::new();
        for (pool, people) in scenario.pools.iter().zip(&mut self.pools) {
            let mut left = pool.hours;
            if let Some(exercise) = pool.checkers.and_then(|checkers| checkers.calibration) {
                let held = (period + 1).is_multiple_of(exercise.every);
                for person in people {
                    let missing = person.strictness - person.now;
                    person.now =
                        person.strictness - missing * 0.5_f64.powf(1.0 / exercise.half_life);
                    if held {
                        person.now *= exercise.factor;
                        left -= exercise.hours;
                    }
                }
            }
            hours.push(left.max(0.0));
        }
        hours
    }

    /// What is added to the log-odds of one check of one decision, dealt to anybody of the pool.
    pub(crate) fn deal(&self, check: &Check, random: &mut Random) -> f64 {
        match check.checker.pool {
            Some(pool) if !self.pools[pool].is_empty() => {
                let person = random.random_range(0..self.pools[pool].len());
                self.pools[pool][person].now
            }
            _ => 0.0,
        }
    }
}

/// A probability with something added to its log-odds.
pub(crate) fn shifted(p: f64, by: f64) -> f64 {
    if p == 0.0 || p == 1.0 {
        return p;
    }
    let log_odds = (p / (1.0 - p)).ln() + by;
    1.0 / (1.0 + (-log_odds).exp())
}
