//! Pilots: which teams have something new, what checks find of it, and what is said in the end.
//!
//! What would have been without it is read off each decision's own draw, under the feedback that was given: the law of the truth
//! is the sparse engine's where no policy teaches.

use rand::RngExt;
use tierone_engine::sim::{Claim, Piloted};
use tierone_scenario::{AttributeId, Pilot, Policy, Scenario};
use tierone_stats::rng::{Address, Purpose};
use tierone_stats::trial::{Cluster, Counts, Deals, change, difference, stepped};

use super::decision::Decision;
use super::random::Random;
use super::stage::Stage;

/// The pilots of one policy.
pub(crate) struct Trials<'s> {
    scenario: &'s Scenario,
    trials: Vec<Trial<'s>>,
}

struct Trial<'s> {
    pilot: &'s Pilot,
    /// What its check looks at, by attribute.
    looks_at: &'s [bool],
    /// By team: none outside, else the step in which it starts, if it does.
    teams: Vec<Option<Option<usize>>>,
    /// By team, whether it drops out.
    leaves: Vec<bool>,
    /// Checks and fails by team and phase.
    found: Vec<Vec<Counts>>,
    /// Decisions of the teams that have it: all, wrong, and wrong without it.
    truth: [u64; 3],
}

impl<'s> Trials<'s> {
    /// Deals the teams.
    pub(crate) fn open(scenario: &'s Scenario, policy: &'s Policy, random: &mut Random) -> Self {
        let all = scenario
            .workforce
            .seats
            .div_ceil(scenario.workforce.team_size.max(1));
        let deal = |pilot: &'s Pilot| {
            let mut teams = vec![None; all];
            let mut leaves = vec![false; all];
            for number in 0..pilot.teams + pilot.comparison {
                let team = loop {
                    let team = random.random_range(0..all);
                    if teams[team].is_none() {
                        break team;
                    }
                };
                let starts = number < pilot.teams;
                leaves[team] = pilot.dropouts.is_some_and(|out| number < out.teams);
                teams[team] = Some(starts.then(|| number * pilot.starts.len() / pilot.teams));
            }
            let before = pilot.starts[0] > scenario.horizon.warm_up;
            let phases = pilot.starts.len() + usize::from(before);
            Trial {
                pilot,
                looks_at: &policy.checks[pilot.check].looks_at,
                teams,
                leaves,
                found: vec![vec![Counts::default(); phases]; all],
                truth: [0; 3],
            }
        };
        Self {
            scenario,
            trials: policy.pilots.iter().map(deal).collect(),
        }
    }

    /// What they take off a seat's log-odds in an attribute.
    pub(crate) fn fall(&self, seat: usize, attribute: AttributeId, period: usize) -> f64 {
        let team = seat / self.scenario.workforce.team_size;
        let one = |trial: &Trial| {
            let pilot = trial.pilot;
            let own = trial.teams[team].flatten().map(|step| pilot.starts[step]);
            let own = own.filter(|_| !trial.is_out(team, period));
            let (start, share) = match own.filter(|start| *start <= period) {
                Some(start) => (start, 1.0),
                None => (pilot.starts[0], pilot.contamination),
            };
            if period < start || !pilot.attributes[attribute] {
                return 0.0;
            }
            share * pilot.gain * 0.5f64.powf((period - start) as f64 / pilot.half_life)
        };
        self.trials.iter().map(one).sum()
    }

    /// Notes a reported period.
    pub(crate) fn look(&mut self, period: usize, decisions: &[Decision], stages: &[Stage]) {
        if period < self.scenario.horizon.warm_up {
            return;
        }
        let size = self.scenario.workforce.team_size;
        for trial in &mut self.trials {
            let pilot = trial.pilot;
            for decision in decisions {
                let Some(team) = decision.seat.map(|seat| seat / size) else {
                    continue;
                };
                let step = trial.teams[team].flatten();
                let step = step.filter(|_| !trial.is_out(team, period));
                let has_it = step.is_some_and(|step| pilot.starts[step] <= period);
                if has_it && self.scenario.has_accuracy(decision.activity) {
                    trial.truth[0] += 1;
                    trial.truth[1] += u64::from(decision.inaccurate);
                    trial.truth[2] += u64::from(decision.inaccurate_without_pilots);
                }
            }
            let later = pilot.starts.iter().filter(|start| **start > period).count();
            let phase = trial.found[0].len() - 1 - later;
            let stage = &stages[pilot.check];
            for (drawn, finding) in stage.drawn.iter().zip(&stage.findings) {
                let decision = &decisions[drawn.decision];
                let Some(seat) = decision.seat else { continue };
                if trial.is_out(seat / size, period) {
                    continue;
                }
                let judged = |attribute: usize| {
                    let accuracy = self.scenario.attributes[attribute].accuracy;
                    accuracy && trial.looks_at[attribute]
                };
                let errors = &self.scenario.activities[decision.activity].errors;
                if !errors.iter().any(|error| judged(error.attribute)) {
                    continue;
                }
                let rightly = finding.found_inaccurate(decision);
                let falsely = finding
                    .false_fails
                    .iter()
                    .any(|&one| self.scenario.attributes[one].accuracy);
                let counts = &mut trial.found[seat / size][phase];
                counts.cases += 1;
                counts.wrong += u64::from(rightly || falsely && !finding.overturned);
            }
        }
    }

    /// What they say.
    pub(crate) fn close(self) -> Vec<Piloted> {
        self.trials.iter().map(Trial::close).collect()
    }
}

impl Trial<'_> {
    /// Whether a team has dropped out by a period.
    fn is_out(&self, team: usize, period: usize) -> bool {
        let out = self.pilot.dropouts.is_some_and(|out| out.from <= period);
        out && self.leaves[team]
    }

    fn close(&self) -> Piloted {
        let teams = self.teams.iter().zip(&self.found);
        let clusters: Vec<Cluster> = teams
            .filter_map(|(role, phases)| {
                Some(Cluster {
                    step: (*role)?,
                    phases: phases.clone(),
                })
            })
            .collect();
        let steps = self.pilot.starts.len();
        let phases = self.found[0].len();
        let mut stream = Address::default().open(&Purpose::interval("pilot"));
        let deals = Deals {
            counted: 1_000,
            drawn: 999,
        };
        let after = match steps {
            1 => difference(&clusters, phases - 1, 0.95, (deals, &mut stream)),
            _ => None,
        };
        let main = match (steps, phases) {
            (1, 1) => after,
            (1, _) => change(&clusters, 0.95, (deals, &mut stream)),
            _ => stepped(&clusters, steps, 0.95, (deals, &mut stream)),
        };
        let no_deals = Deals {
            counted: 0,
            drawn: 0,
        };
        let before = match (steps, phases) {
            (1, 2) => difference(&clusters, 0, 0.95, (no_deals, &mut stream)),
            _ => None,
        };
        let [all, with, without] = self.truth.map(|count| count as f64);
        let checks = clusters.iter().flat_map(|one| &one.phases);
        Piloted {
            checks: checks.map(|counts| counts.cases).sum(),
            truth: (all > 0.0).then(|| with / all - without / all),
            before: before.map(|before| before.value),
            difference: after.map(|after| after.value),
            claim: main.map(|main| Claim {
                effect: main.value,
                interval: main.clusters.map(|one| (one.low, one.high)),
                naive: after.unwrap_or(main).naive.map(|one| (one.low, one.high)),
                by_chance: main
                    .permutation
                    .filter(|test| test.least_p <= 0.05 + 1e-12)
                    .map(|test| test.p_two_sided),
                smallest: main.smallest_effect(0.05, 0.8),
            }),
        }
    }
}
