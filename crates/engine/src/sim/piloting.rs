//! Pilots of a policy in one replication: who has what is new, what checks find of it, and what is said in the end.

use rand::RngExt;

use super::caseload::Caseload;
use super::drawn::Drawn;
use super::given::Given;
use super::piloted::{Claim, Piloted};
use super::results::Fail;
use tierone_sampling::world::{Period, SYSTEM};
use tierone_scenario::{Pilot, Policy, Scenario};
use tierone_stats::rng::{Address, Purpose};
use tierone_stats::trial::{Cluster, Comparison, Counts, Deals, change, difference, stepped};

/// Confidence of the intervals, here as in every estimate.
const CONFIDENCE: f64 = 0.95;
/// The probability with which the smallest effect that can be seen is found.
const POWER: f64 = 0.8;
/// Deals that a permutation test looks at: a replication cannot spend as much as an estimate of real results.
const DEALS: Deals = Deals {
    counted: 1_000,
    drawn: 999,
};

/// A pilot in one replication.
#[derive(Clone, Debug)]
pub struct Piloting {
    /// Its number among the policy's.
    pilot: usize,
    purpose: Purpose,
    /// Whether it takes place; otherwise the same teams are only looked at, so that it is known how they would have done.
    held: bool,
    /// By team.
    roles: Vec<Role>,
    /// What the check found, by team: phase by phase.
    found: Vec<Vec<Counts>>,
    /// All decisions of teams that have it, from their start on, and those of them that are not accurate.
    truth: Counts,
}

/// What a team is in a pilot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// It starts in a step.
    Starts(usize),
    /// It starts, and drops out.
    DropsOut,
    Compared,
    /// It is no part of the pilot.
    Outside,
}

impl Role {
    fn step(self) -> Option<usize> {
        match self {
            Self::Starts(step) => Some(step),
            Self::DropsOut => Some(0),
            _ => None,
        }
    }

    /// Whether it has dropped out by a simulated period.
    fn is_out(self, rules: &Pilot, period: usize) -> bool {
        // The teams that do are the first.
        self == Self::DropsOut && rules.has_left(0, period)
    }
}

/// The pilots of a policy, nobody dealt yet.
pub fn pilots(policy: &Policy, held: bool) -> Vec<Piloting> {
    let pilots = policy.pilots.iter().enumerate();
    let new = |(pilot, rules): (usize, &Pilot)| Piloting {
        pilot,
        purpose: Purpose::pilot(&rules.name),
        held,
        roles: Vec::new(),
        found: Vec::new(),
        truth: Counts::default(),
    };
    pilots.map(new).collect()
}

/// What pilots give in a simulated period; none where nobody has anything.
pub fn given(
    scenario: &Scenario,
    policy: &Policy,
    pilots: &[Piloting],
    period: usize,
) -> Option<Given> {
    let active = |one: &&Piloting| {
        let rules = &policy.pilots[one.pilot];
        one.held && rules.gain > 0.0 && rules.starts[0] <= period
    };
    pilots.iter().find(active)?;
    let mut falls = vec![vec![0.0; scenario.workforce.teams()]; scenario.attributes.len()];
    for one in pilots.iter().filter(active) {
        let rules = &policy.pilots[one.pilot];
        let by_team = one.roles.iter().map(|role| {
            let step = role.step().filter(|_| !role.is_out(rules, period));
            rules.fall(step, period)
        });
        let by_team: Vec<f64> = by_team.collect();
        for (falls, acts) in falls.iter_mut().zip(&rules.attributes) {
            if *acts {
                let more = falls.iter_mut().zip(&by_team);
                more.for_each(|(fall, more)| *fall += more);
            }
        }
    }
    Some(Given::new(scenario.workforce.team_size, falls))
}

/// Deals the teams of a new replication.
pub fn open(pilots: &mut [Piloting], scenario: &Scenario, policy: &Policy, opening: Address) {
    pilots
        .iter_mut()
        .for_each(|pilot| pilot.open(scenario, policy, opening));
}

/// What pilots say, where `without` is how the same teams would have done without them.
pub fn close(
    pilots: &[Piloting],
    without: &[Piloting],
    policy: &Policy,
    opening: Address,
) -> Vec<Piloted> {
    let both = pilots.iter().zip(without);
    both.map(|(pilot, without)| pilot.close(policy, without, opening))
        .collect()
}

impl Piloting {
    /// Deals the teams of a new replication.
    fn open(&mut self, scenario: &Scenario, policy: &Policy, opening: Address) {
        let rules = &policy.pilots[self.pilot];
        let teams = scenario.workforce.teams();
        self.roles.clear();
        self.roles.resize(teams, Role::Outside);
        let mut order: Vec<usize> = (0..teams).collect();
        let mut stream = opening.open(&self.purpose);
        for place in 0..rules.teams + rules.comparison {
            let with = stream.random_range(place..teams);
            order.swap(place, with);
            let leaves = rules.dropouts.is_some_and(|out| place < out.teams);
            self.roles[order[place]] = match place < rules.teams {
                true if leaves => Role::DropsOut,
                true => Role::Starts(rules.step(place)),
                false => Role::Compared,
            };
        }
        self.found = vec![vec![Counts::default(); rules.phases(&scenario.horizon)]; teams];
        self.truth = Counts::default();
    }

    /// Notes a reported period.
    pub fn look(
        &mut self,
        scenario: &Scenario,
        policy: &Policy,
        period: &Period,
        (checks, fails): (&[Drawn], &[Vec<Fail>]),
        caseload: &Caseload,
    ) {
        let rules = &policy.pilots[self.pilot];
        let size = scenario.workforce.team_size;
        let filled = &caseload.population.filled;
        let has_it = |place: u32| {
            let team = filled[place as usize].index() / size;
            let role = self.roles[team];
            let starts = role.step().map(|step| rules.starts[step]);
            starts.is_some_and(|start| start <= period.index) && !role.is_out(rules, period.index)
        };
        for place in (0..filled.len() as u32).filter(|place| has_it(*place)) {
            for cell in 0..caseload.population.parts.len() as u32 {
                if scenario.has_accuracy(caseload.population.activity(cell)) {
                    self.truth.cases += caseload.population.at_place(cell, place);
                }
            }
        }
        for tracked in &caseload.tracked[..caseload.wrong] {
            if tracked.place != SYSTEM && tracked.inaccurate && has_it(tracked.place) {
                self.truth.wrong += 1;
            }
        }
        if !self.held {
            return;
        }
        let phases = self.found.first().map_or(0, Vec::len);
        let phase = rules.started(period.index) + phases - (rules.starts.len() + 1);
        let team = |place: u32| filled[place as usize].index() / size;
        let before = rules.dropouts.map(|_| self.found.clone());
        let check = &checks[rules.check];
        if check.setup.counts_by_place() {
            for (place, checks) in check.sizes.iter().enumerate() {
                self.found[team(place as u32)][phase].cases += checks;
            }
        } else {
            for (index, _) in &check.taken {
                let index = *index as usize;
                let place = caseload.tracked[index].place;
                if place != SYSTEM && check.setup.judges[caseload.activity(index)] {
                    self.found[team(place)][phase].cases += 1;
                }
            }
        }
        for fail in fails[rules.check].iter().filter(|fail| fail.accuracy) {
            let place = caseload.tracked[fail.index].place;
            if place != SYSTEM {
                self.found[team(place)][phase].wrong += 1;
            }
        }
        // What is checked in a team that is out does not count.
        for (team, before) in before.into_iter().flatten().enumerate() {
            if self.roles[team].is_out(rules, period.index) {
                self.found[team] = before;
            }
        }
    }

    /// What the pilot says, where `otherwise` is how the same teams would have done without it.
    fn close(&self, policy: &Policy, otherwise: &Self, opening: Address) -> Piloted {
        let rules = &policy.pilots[self.pilot];
        let clusters = self.clusters();
        let phases = clusters.first().map_or(0, |one| one.phases.len());
        let mut stream = opening.open(&Purpose::interval(&rules.name));
        let after = (rules.is_parallel())
            .then(|| difference(&clusters, phases - 1, CONFIDENCE, (DEALS, &mut stream)))
            .flatten();
        let main = match (rules.is_parallel(), phases) {
            (false, _) => {
                let steps = rules.starts.len();
                stepped(&clusters, steps, CONFIDENCE, (DEALS, &mut stream))
            }
            (true, 1) => after,
            (true, _) => change(&clusters, CONFIDENCE, (DEALS, &mut stream)),
        };
        let cases = clusters.iter().flat_map(|one| &one.phases);
        let no_deals = Deals {
            counted: 0,
            drawn: 0,
        };
        let before = (rules.is_parallel() && phases == 2)
            .then(|| difference(&clusters, 0, CONFIDENCE, (no_deals, &mut stream)))
            .flatten();
        Piloted {
            checks: cases.map(|counts| counts.cases).sum(),
            truth: self
                .truth
                .share()
                .zip(otherwise.truth.share())
                .map(|(with, without)| with - without),
            before: before.map(|before| before.value),
            difference: after.map(|after| after.value),
            claim: main.as_ref().map(|main| claim(main, after.as_ref())),
        }
    }

    fn clusters(&self) -> Vec<Cluster> {
        let teams = self.roles.iter().zip(&self.found);
        let taking_part = teams.filter(|(role, _)| **role != Role::Outside);
        taking_part
            .map(|(role, phases)| Cluster {
                step: role.step(),
                phases: phases.clone(),
            })
            .collect()
    }
}

/// What is said by an analysis, and by a naive one: the plain difference after the start where there is one.
fn claim(found: &Comparison, after: Option<&Comparison>) -> Claim {
    let alpha = 1.0 - CONFIDENCE;
    Claim {
        effect: found.value,
        interval: found.clusters.map(|tested| (tested.low, tested.high)),
        naive: after
            .unwrap_or(found)
            .naive
            .map(|tested| (tested.low, tested.high)),
        by_chance: found
            .permutation
            .filter(|test| test.least_p <= alpha + 1e-12)
            .map(|test| test.p_two_sided),
        smallest: found.smallest_effect(alpha, POWER),
    }
}
