//! How many decisions a check draws in a period, and with what chance each kind.
//!
//! Everything is at the expected numbers of decisions. Chances are given that a decision is in the frame and
//! in no excluded sample, for decisions without and with an error that a risk score or a judgement could see.

mod draws;
mod methods;

use super::chances::{Pair, Truth};
use super::kinds::{Office, stratify};
use super::places::{Deal, deals};
use super::unknown::{Fact, Unknown};
use tierone_scenario::{Check, CheckId, Policy};

/// One check in one period.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Decisions of the frame, those of excluded samples left out.
    pub frame: f64,
    /// Decisions asked for, before hours are short.
    pub asked: f64,
    /// Decisions drawn.
    pub checks: f64,
    /// Chance, by kind, of being in the frame and in no excluded sample.
    pub eligible: Vec<Pair>,
    /// Chance, by kind, of being drawn, given that.
    pub drawn: Vec<Pair>,
    /// Groups drawn at random, each decision of a group alike; none where no chance is known to whoever
    /// checks.
    pub strata: Vec<Stratum>,
}

impl Plan {
    /// Decisions with a risky error that some stratum stands for, by kind.
    pub fn covered(&self) -> Vec<f64> {
        let mut covered = vec![0.0; self.drawn.len()];
        for stratum in &self.strata {
            let members = stratum.members.iter();
            let all: f64 = members.flat_map(|(_, pair)| pair).sum();
            if all > 0.0 {
                for (kind, pair) in &stratum.members {
                    covered[*kind] += pair[1] * stratum.population / all;
                }
            }
        }
        covered
    }
}

/// Decisions drawn at random from among others, all with the same chance.
#[derive(Clone, Debug)]
pub(super) struct Stratum {
    /// Decisions that they stand for.
    pub population: f64,
    /// Decisions drawn.
    pub sampled: f64,
    /// Its kinds, with their decisions without and with a risky error, in any common unit.
    pub members: Vec<(usize, Pair)>,
}

/// The kinds that have any members.
fn present(members: impl Iterator<Item = Pair>) -> Vec<(usize, Pair)> {
    let some = members.enumerate();
    some.filter(|(_, pair)| *pair != [0.0; 2]).collect()
}

/// What a method asks of a period, before hours are short.
pub(super) struct Asked {
    /// Decisions asked for, by group.
    pub groups: Vec<f64>,
    /// What a group is.
    pub how: How,
}

/// The kinds of a group, in order, with the share of each that is in it.
pub(super) type Group = Vec<(usize, f64)>;

/// How a method takes what it asks for.
pub(super) enum How {
    /// At random from groups of kinds.
    Groups(Vec<Group>),
    /// So many of each caseworker in the tenures of the frame; the quota.
    Caseworkers(u64),
    /// The same, tilted to error by an odds ratio.
    Judged(u64, f64),
    /// A share at random, and the highest scores of a given shift among the others.
    Scores { random: f64, shift: f64 },
    /// Each on its own, by its value: the chance of each kind.
    ByValue(Vec<f64>),
}

/// Everything that is known of a policy's checks in one reported period.
pub(super) struct Period<'o> {
    pub office: &'o Office<'o>,
    pub period: usize,
    /// Decisions by kind.
    pub numbers: Vec<f64>,
    pub deals: Vec<Deal>,
    pub truths: &'o [Truth],
}

impl<'o> Period<'o> {
    pub fn new(office: &'o Office<'o>, truths: &'o [Truth], period: usize) -> Self {
        Self {
            office,
            period,
            numbers: office.numbers(period),
            deals: deals(office, period),
            truths,
        }
    }

    /// Number of decisions of a kind, without and with a risky error.
    pub fn split(&self, kind: usize) -> Pair {
        let risky = self.truths[kind].risky;
        [self.numbers[kind] * risky[0], self.numbers[kind] * risky[1]]
    }

    /// The plans of a policy's checks, in order.
    pub fn plans(&self, policy: &Policy) -> Vec<Fact<Plan>> {
        let asked: Vec<Fact<Asked>> = policy
            .checks
            .iter()
            .map(|check| methods::ask(self, check))
            .collect();
        let kept = self.kept(policy, &asked);
        let mut plans: Vec<Fact<Plan>> = Vec::new();
        for (id, asked) in asked.into_iter().enumerate() {
            let plan = asked.and_then(|asked| self.draw(policy, id, &asked, kept[id], &plans));
            plans.push(plan);
        }
        plans
    }

    /// The share of what each check asks that its pool's hours serve.
    fn kept(&self, policy: &Policy, asked: &[Fact<Asked>]) -> Vec<f64> {
        let scenario = self.office.scenario;
        let mut kept = vec![1.0; policy.checks.len()];
        let minutes = |id: CheckId| -> f64 {
            let asked = asked[id]
                .as_ref()
                .map_or(0.0, |asked| asked.groups.iter().sum());
            asked * policy.checks[id].checker.minutes
        };
        for (pool, staffed) in scenario.pools.iter().enumerate() {
            let mut rest: Vec<CheckId> = (0..policy.checks.len())
                .filter(|id| policy.checks[*id].checker.pool == Some(pool))
                .collect();
            let simulated = scenario.horizon.warm_up + self.period;
            let mut left = staffed.hours_for_checks(simulated) * 60.0;
            let mut serve = |checks: &[CheckId]| {
                let needed: f64 = checks.iter().map(|id| minutes(*id)).sum();
                if needed > left {
                    for id in checks {
                        kept[*id] = served(
                            minutes(*id) / policy.checks[*id].checker.minutes,
                            left / needed,
                        );
                    }
                }
                left = (left - needed).max(0.0);
            };
            for name in &staffed.precedence {
                if let Some(at) = rest.iter().position(|id| policy.checks[*id].name == *name) {
                    serve(&[rest.remove(at)]);
                }
            }
            serve(&rest);
        }
        kept
    }

    /// The chance, by kind, of being in the frame and in no excluded sample.
    fn eligible(&self, policy: &Policy, id: CheckId, before: &[Fact<Plan>]) -> Fact<Vec<Pair>> {
        let check = &policy.checks[id];
        let stratify = stratify(&check.sample);
        let excluded = excluded(check);
        if !check.excludes.is_empty() {
            on_their_own(policy)?;
        }
        let (mut eligible, mut sets) = (Vec::new(), Vec::new());
        for kind in 0..self.numbers.len() {
            let mut pair = [0.0; 2];
            if self.office.is_in(kind, &check.frame, &stratify) {
                for (risky, chance) in pair.iter_mut().enumerate() {
                    *chance = 1.0;
                    if !check.excludes.is_empty() {
                        drawn_sets(policy, before, kind, risky, &mut sets)?;
                        let left = sets.iter().filter(|(set, _)| set & excluded == 0);
                        *chance = left.map(|(_, chance)| chance).sum();
                    }
                }
            }
            eligible.push(pair);
        }
        Ok(eligible)
    }

    fn draw(
        &self,
        policy: &Policy,
        id: CheckId,
        asked: &Asked,
        kept: f64,
        before: &[Fact<Plan>],
    ) -> Fact<Plan> {
        let eligible = self.eligible(policy, id, before)?;
        let members: Vec<Pair> = (0..self.numbers.len())
            .map(|kind| {
                let (all, eligible) = (self.split(kind), eligible[kind]);
                [all[0] * eligible[0], all[1] * eligible[1]]
            })
            .collect();
        let frame: f64 = members.iter().flatten().sum();
        let mut plan = Plan {
            frame,
            asked: asked.groups.iter().sum(),
            checks: 0.0,
            drawn: vec![[0.0; 2]; members.len()],
            eligible,
            strata: Vec::new(),
        };
        match &asked.how {
            How::Groups(groups) => plan.groups(&members, groups, &asked.groups, kept),
            How::Caseworkers(quota) => {
                plan.caseworkers(self, &policy.checks[id], &members, *quota, kept);
            }
            How::Judged(quota, odds_ratio) => {
                let law = (*quota, *odds_ratio);
                plan.judged(self, &policy.checks[id], &members, law, kept);
            }
            How::Scores { random, shift } => plan.scores(&members, *random, *shift, kept),
            How::ByValue(chances) => {
                plan.drawn = chances.iter().map(|chance| [chance * kept; 2]).collect();
                plan.by_value(&members);
            }
        }
        let drawn = members.iter().flatten().zip(plan.drawn.iter().flatten());
        plan.checks = drawn.map(|(number, chance)| number * chance).sum();
        Ok(plan)
    }
}

/// The share of an ask that is served: of a whole number the whole number at or below, of an expected one
/// half a check less.
fn served(asked: f64, share: f64) -> f64 {
    let exact = asked * share;
    let whole = (asked - asked.round()).abs() < 1e-9 * asked.max(1.0);
    let done = match whole {
        true => (exact * (1.0 + 1e-12)).floor(),
        false => (exact - 0.5).max(0.0),
    };
    if asked > 0.0 { done / asked } else { 0.0 }
}

/// Fills in the sets of checks, a bit each, that draw a decision of a kind, with their chances; checks draw on
/// their own unless one excludes another's sample. To be asked of checks that are [`on_their_own`].
pub(super) fn drawn_sets(
    policy: &Policy,
    plans: &[Fact<Plan>],
    kind: usize,
    risky: usize,
    sets: &mut Vec<(u64, f64)>,
) -> Fact<()> {
    sets.clear();
    sets.push((0, 1.0));
    for (id, plan) in plans.iter().enumerate() {
        let check: &Check = &policy.checks[id];
        // A recheck draws from what others have drawn.
        if check.sample.method.rechecks().is_some() {
            continue;
        }
        let plan = plan.as_ref().map_err(|unknown| *unknown)?;
        let excluded = excluded(check);
        let chance = match plan.eligible[kind][risky] > 0.0 {
            true => plan.drawn[kind][risky].min(1.0),
            false => continue,
        };
        for set in 0..sets.len() {
            let (set, probability): &mut (u64, f64) = &mut sets[set];
            if *set & excluded == 0 && chance > 0.0 {
                let with = (*set | 1 << id, *probability * chance);
                *probability *= 1.0 - chance;
                sets.push(with);
            }
        }
        if sets.len() > MOST_SETS {
            return Err(Unknown::TOO_MANY_CHECKS);
        }
    }
    Ok(())
}

/// The checks whose samples a check leaves out, a bit each.
fn excluded(check: &Check) -> u64 {
    let others = check.excludes.iter();
    others.fold(0, |mask, other| mask | 1 << other)
}

/// Checks by value draw the same decisions more often than others, so that no two draw on their own.
pub(super) fn on_their_own(policy: &Policy) -> Fact<()> {
    let checks = policy.checks.iter();
    let by_value = checks.filter(|check| stratify(&check.sample).is_by_value());
    match by_value.count() {
        0 | 1 => Ok(()),
        _ => Err(Unknown::BY_VALUE),
    }
}

/// More ways to be drawn than this are not gone through.
const MOST_SETS: usize = 4_096;
