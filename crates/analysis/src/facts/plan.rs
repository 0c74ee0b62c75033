//! How many decisions a check draws in a period, and with what chance each kind.
//!
//! Everything is at the expected numbers of decisions. Chances are given that a decision is in the frame and
//! in no excluded sample, for decisions without and with an error that a risk score or a judgement could see.

mod draws;
mod methods;

use super::ask::{Asked, How};
use super::chances::Pair;
use super::kinds::stratify;
use super::period::ReportedPeriod;
use super::sample::ExpectedSample;
use super::unknown::{Fact, Unknown};
use tierone_scenario::{Check, CheckId, Policy};

impl ReportedPeriod<'_> {
    /// The expected samples of a policy's checks, in order.
    pub(super) fn samples(&self, policy: &Policy) -> Vec<Fact<ExpectedSample>> {
        let asked: Vec<Fact<Asked>> = policy
            .checks
            .iter()
            .map(|check| methods::ask(self, check))
            .collect();
        let kept = self.kept(policy, &asked);
        let mut samples: Vec<Fact<ExpectedSample>> = Vec::new();
        for (id, asked) in asked.into_iter().enumerate() {
            let sample = asked.and_then(|asked| self.draw(policy, id, &asked, kept[id], &samples));
            samples.push(sample);
        }
        samples
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
    fn eligible(
        &self,
        policy: &Policy,
        id: CheckId,
        before: &[Fact<ExpectedSample>],
    ) -> Fact<Vec<Pair>> {
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
        before: &[Fact<ExpectedSample>],
    ) -> Fact<ExpectedSample> {
        let eligible = self.eligible(policy, id, before)?;
        let members: Vec<Pair> = (0..self.numbers.len())
            .map(|kind| {
                let (all, eligible) = (self.split(kind), eligible[kind]);
                [all[0] * eligible[0], all[1] * eligible[1]]
            })
            .collect();
        let frame: f64 = members.iter().flatten().sum();
        let mut sample = ExpectedSample {
            frame,
            asked: asked.groups.iter().sum(),
            checks: 0.0,
            drawn: vec![[0.0; 2]; members.len()],
            eligible,
            strata: Vec::new(),
        };
        match &asked.how {
            How::Groups(groups) => sample.groups(&members, groups, &asked.groups, kept),
            How::Caseworkers(quota) => {
                sample.caseworkers(self, &policy.checks[id], &members, *quota, kept);
            }
            How::Judged(quota, odds_ratio) => {
                let judged = (*quota, *odds_ratio);
                sample.judged(self, &policy.checks[id], &members, judged, kept);
            }
            How::Scores { random, shift } => sample.scores(&members, *random, *shift, kept),
            How::ByValue(chances) => {
                sample.drawn = chances.iter().map(|chance| [chance * kept; 2]).collect();
                sample.by_value(&members);
            }
        }
        let drawn = members.iter().flatten().zip(sample.drawn.iter().flatten());
        sample.checks = drawn.map(|(number, chance)| number * chance).sum();
        Ok(sample)
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
    samples: &[Fact<ExpectedSample>],
    kind: usize,
    risky: usize,
    sets: &mut Vec<(u64, f64)>,
) -> Fact<()> {
    sets.clear();
    sets.push((0, 1.0));
    for (id, sample) in samples.iter().enumerate() {
        let check: &Check = &policy.checks[id];
        // A recheck draws from what others have drawn.
        if check.sample.method.rechecks().is_some() {
            continue;
        }
        let sample = sample.as_ref().map_err(|unknown| *unknown)?;
        let excluded = excluded(check);
        let chance = match sample.eligible[kind][risky] > 0.0 {
            true => sample.drawn[kind][risky].min(1.0),
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
