//! Draws populations and their samples.

use super::designs::{Design, Drawn};
use rand::RngExt;
use rand::seq::index;
use rand_distr::{Distribution, LogNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_stats::cluster::{Cluster, Clusters, design_effect};
use tierone_stats::moment_bound::{Checked, WrongDecision};
use tierone_stats::stratified;

/// A decision, in error or not.
#[derive(Clone, Copy)]
pub struct Decision {
    value: f64,
    over: f64,
    under: f64,
    /// What its chance of being drawn goes by.
    score: f64,
}

/// Decisions by stratum, and Σ of their scores.
pub struct Population {
    pub strata: Vec<Vec<Decision>>,
    scores: f64,
}

/// Errors of over, and else of under.
const OVER: f64 = 0.6;

impl Population {
    pub fn draw(design: &Design, rng: &mut Xoshiro256PlusPlus) -> Self {
        let spread = design.spread;
        let values = LogNormal::new(-spread * spread / 2.0, spread).expect("a law");
        let scores = LogNormal::new(0.0, 0.8).expect("a law");
        let mut strata = Vec::new();
        for stratum in &design.strata {
            let mut team = 1.0;
            let mut decision = |index: usize| {
                let value = stratum.mean_value * values.sample(rng);
                let score: f64 = scores.sample(rng);
                let rate = match design.drawn {
                    Drawn::ByScore => stratum.error_rate * score.sqrt(),
                    Drawn::Teams(teams, _) => {
                        if index.is_multiple_of(stratum.decisions / teams) {
                            team = LogNormal::new(-0.08, 0.4).expect("a law").sample(rng);
                        }
                        stratum.error_rate * team
                    }
                    _ => stratum.error_rate,
                };
                let mut of = Decision {
                    value,
                    over: 0.0,
                    under: 0.0,
                    score: match design.drawn {
                        Drawn::ByValue => value,
                        _ => score,
                    },
                };
                if rng.random::<f64>() < rate {
                    let amount = value * stratum.taints.draw(rng);
                    match rng.random::<f64>() < OVER {
                        true => of.over = amount,
                        false => of.under = amount,
                    }
                }
                of
            };
            strata.push((0..stratum.decisions).map(&mut decision).collect());
        }
        let all = strata.iter().flatten();
        let scores = all.map(|decision: &Decision| decision.score).sum();
        Self { strata, scores }
    }

    /// Σ of something of every decision.
    pub fn sum(&self, of: impl Fn(&Decision) -> f64) -> f64 {
        self.strata.iter().flatten().map(of).sum()
    }

    pub fn totals(&self) -> (f64, f64) {
        (self.sum(|d| d.over), self.sum(|d| d.under))
    }

    pub fn value(&self) -> f64 {
        self.sum(|decision| decision.value)
    }

    /// The value of the decision that a pound belongs to.
    pub fn value_of_a_pound(&self) -> f64 {
        self.sum(|decision| decision.value.powi(2)) / self.value()
    }
}

/// What a sample found.
#[derive(Default)]
pub struct Sample {
    pub found: Vec<WrongDecision>,
    pub checked: Vec<Checked>,
    pub effect: f64,
    /// Strata of equal weight with the errors that are money.
    pub counts: Vec<stratified::Stratum>,
    /// The sampling interval, by value.
    pub interval: f64,
}

impl Sample {
    pub fn draw(design: &Design, population: &Population, rng: &mut Xoshiro256PlusPlus) -> Self {
        let mut sample = Self {
            effect: 1.0,
            ..Self::default()
        };
        match design.drawn {
            Drawn::Strata => {
                for (stratum, decisions) in design.strata.iter().zip(&population.strata) {
                    let all: f64 = decisions.iter().map(|decision| decision.value).sum();
                    let mean_value = all / stratum.decisions as f64;
                    let drawn = index::sample(rng, stratum.decisions, stratum.checks);
                    let drawn = drawn.into_iter().map(|index| decisions[index]);
                    sample.check(drawn, stratum.decisions as f64, mean_value);
                }
            }
            Drawn::ByValue => sample.by_value(design, population, rng),
            Drawn::ByScore => sample.by_score(design, population, rng),
            Drawn::Teams(teams, drawn) => sample.teams(design, population, (teams, drawn), rng),
            Drawn::Again(one_in) => sample.again(design, population, one_in, rng),
        }
        sample
    }

    fn add(&mut self, decision: &Decision, weight: f64) -> bool {
        let is_wrong = decision.over + decision.under > 0.0;
        if is_wrong {
            self.found.push(WrongDecision {
                over: decision.over,
                under: decision.under,
                value: decision.value,
                weight,
            });
        }
        is_wrong
    }

    /// Checks decisions that stand for so many.
    fn check(&mut self, drawn: impl ExactSizeIterator<Item = Decision>, all: f64, mean_value: f64) {
        let number = drawn.len();
        if number == 0 {
            return;
        }
        let weight = all / number as f64;
        let found = drawn.filter(|decision| self.add(decision, weight)).count();
        self.checked.push(Checked {
            number: number as f64,
            weight,
            mean_value,
        });
        self.counts.push(stratified::Stratum {
            population: all,
            sampled: number as u64,
            found: found as u64,
        });
    }

    /// One pound of each interval along the decisions, which are in no order.
    fn by_value(&mut self, design: &Design, population: &Population, rng: &mut Xoshiro256PlusPlus) {
        let checks: usize = design.strata.iter().map(|stratum| stratum.checks).sum();
        self.interval = population.scores / checks as f64;
        let (mut along, mut number) = (0.0, 0.0);
        let (mut cell, mut next) = (0.0, self.interval * rng.random::<f64>());
        for decision in population.strata.iter().flatten() {
            along += decision.value;
            if along > next {
                self.add(decision, (self.interval / decision.value).max(1.0));
                number += 1.0;
            }
            while along > next {
                cell += 1.0;
                next = self.interval * (cell + rng.random::<f64>());
            }
        }
        self.checked.push(Checked::by_value(number, self.interval));
    }

    fn by_score(&mut self, design: &Design, population: &Population, rng: &mut Xoshiro256PlusPlus) {
        let checks: usize = design.strata.iter().map(|stratum| stratum.checks).sum();
        for decision in population.strata.iter().flatten() {
            let chance = (checks as f64 * decision.score / population.scores).min(1.0);
            if rng.random::<f64>() < chance {
                let weight = 1.0 / chance;
                let found = u64::from(self.add(decision, weight));
                self.checked.push(Checked {
                    number: 1.0,
                    weight,
                    mean_value: decision.value,
                });
                self.counts.push(stratified::Stratum {
                    population: weight,
                    sampled: 1,
                    found,
                });
            }
        }
    }

    fn teams(
        &mut self,
        design: &Design,
        population: &Population,
        (teams, drawn): (usize, usize),
        rng: &mut Xoshiro256PlusPlus,
    ) {
        let (stratum, decisions) = (design.strata[0], &population.strata[0]);
        let (size, checks) = (stratum.decisions / teams, stratum.checks / drawn);
        let weight = (teams * size) as f64 / (drawn * checks) as f64;
        let (mut clusters, mut values) = (Vec::new(), 0.0);
        for team in index::sample(rng, teams, drawn) {
            let mut cluster = Cluster::from(stratified::Stratum {
                population: size as f64,
                sampled: checks as u64,
                found: 0,
            });
            for index in index::sample(rng, size, checks) {
                let decision = &decisions[team * size + index];
                values += decision.value;
                if self.add(decision, weight) {
                    let amount = decision.over + decision.under;
                    cluster.decisions.found += 1;
                    cluster.amount += amount;
                    cluster.squares += amount * amount;
                }
            }
            clusters.push(cluster);
        }
        let number = drawn * checks;
        self.checked.push(Checked {
            number: number as f64,
            weight,
            mean_value: values / number as f64,
        });
        self.counts.push(stratified::Stratum {
            population: (teams * size) as f64,
            sampled: number as u64,
            found: self.found.len() as u64,
        });
        let clusters = Clusters {
            frame: teams as u64,
            drawn: clusters,
        };
        self.effect = design_effect(&[clusters], 0.95).expect("several teams");
    }

    fn again(
        &mut self,
        design: &Design,
        population: &Population,
        one_in: usize,
        rng: &mut Xoshiro256PlusPlus,
    ) {
        let (stratum, decisions) = (design.strata[0], &population.strata[0]);
        let mean_value = population.value() / stratum.decisions as f64;
        let first = index::sample(rng, stratum.decisions, stratum.checks);
        let first = first.into_iter().map(|index| decisions[index]);
        let (failed, passed): (Vec<Decision>, Vec<Decision>) = first.partition(|decision| {
            let chance = match decision.over + decision.under > 0.0 {
                true => 0.7,
                false => 0.01,
            };
            rng.random::<f64>() < chance
        });
        let each = stratum.decisions as f64 / stratum.checks as f64;
        self.check(
            failed.iter().copied(),
            each * failed.len() as f64,
            mean_value,
        );
        let drawn = index::sample(rng, passed.len(), passed.len() / one_in);
        let drawn = drawn.into_iter().map(|index| passed[index]);
        self.check(drawn, each * passed.len() as f64, mean_value);
    }
}
