//! How many decisions a check draws in a period, and with what chance each kind.
//!
//! Everything is at the expected numbers of decisions. Chances are given that a decision is in the frame and
//! in no excluded sample, for decisions without and with an error that a risk score or a judgement could see.

mod clusters;
mod cut;
mod draws;
mod groups;
mod methods;
mod scores;
mod sizes;
mod teams;

use super::ask::{Asked, Group, How};
use super::chances::Pair;
use super::deals::{Deal, mean_filled};
use super::kinds::stratify;
use super::left_out::leaves_out_teams;
use super::period::ReportedPeriod;
use super::sample::ExpectedSample;
use super::staff_effect::StaffEffect;
use super::unknown::{Fact, Unknown};
use teams::number_of_teams;
use tierone_sampling::Stratify;
use tierone_scenario::{Check, CheckId, Policy, SamplingMethod};

impl ReportedPeriod<'_> {
    /// The expected samples of a policy's checks, in order.
    pub(super) fn samples(&self, policy: &Policy) -> Vec<Fact<ExpectedSample>> {
        let Some([with, without]) = self.with_and_without_staff() else {
            return self.samples_of_these(policy);
        };
        let closed = self.office.closed;
        let there: Vec<[f64; 2]> = self
            .office
            .kinds
            .iter()
            .map(|kind| match kind.system {
                true => [closed, 1.0 - closed],
                // A manual decision exists only where somebody is there.
                false => [1.0, 0.0],
            })
            .collect();
        let both = with
            .samples_of_these(policy)
            .into_iter()
            .zip(without.samples_of_these(policy));
        both.map(|(one, other)| Ok(ExpectedSample::blend(one?, other?, closed, &there)))
            .collect()
    }

    /// What a check asks for in all, whatever it has found: where only of whom it asks hangs on that.
    pub(super) fn asked_of_anybody(&self, check: &Check) -> Option<f64> {
        match self.with_and_without_staff() {
            Some([with, _]) => {
                let asked = methods::asked_of_anybody(&with, check)?;
                Some(self.office.closed * asked)
            }
            None => methods::asked_of_anybody(self, check),
        }
    }

    /// Chance that nobody is there whose tenure is in a check's frame of tenure.
    pub(super) fn nobody(&self, check: &Check) -> f64 {
        let share = groups::tenured(self, check);
        let none = |deal: &Deal| deal.chance * (1.0 - share).max(0.0).powf(deal.people());
        match check.frame.tenure {
            Some(_) => self.deals.iter().map(none).sum(),
            None => 0.0,
        }
    }

    fn samples_of_these(&self, policy: &Policy) -> Vec<Fact<ExpectedSample>> {
        let asked: Vec<Fact<Asked>> = policy
            .checks
            .iter()
            .map(|check| methods::ask(self, check))
            .collect();
        // Of whom some ask hangs on what they have found; how many they ask for, and what hours leave to others, does not.
        let of_anybody: Vec<Option<Asked>> = policy
            .checks
            .iter()
            .map(|check| methods::ask_of_anybody(self, check))
            .collect();
        let each = asked.iter().zip(&of_anybody);
        let totals: Vec<Fact<&Asked>> = each
            .map(|(asked, of_anybody)| match asked {
                Ok(asked) => Ok(asked),
                Err(unknown) => of_anybody.as_ref().ok_or(*unknown),
            })
            .collect();
        let kept = self.kept(policy, &totals);
        let mut samples: Vec<Fact<ExpectedSample>> = Vec::new();
        for (id, asked) in asked.into_iter().enumerate() {
            let sample = asked.and_then(|asked| self.draw(policy, id, &asked, kept[id]?, &samples));
            samples.push(sample);
        }
        samples
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

    /// Nothing, where excluded samples leave as much as is asked, or surely less; else why it is not known how much.
    fn is_left(
        &self,
        (policy, id): (&Policy, CheckId),
        asked: &Asked,
        kept: f64,
        eligible: &[Pair],
    ) -> Fact<()> {
        let stratify = stratify(&policy.checks[id].sample);
        let of_some = matches!(stratify, Stratify::Team | Stratify::Caseworker);
        let whole_teams = leaves_out_teams(policy, id);
        // What stands or falls together.
        let together = match whole_teams {
            true => self.numbers.iter().sum::<f64>() / number_of_teams(self.office.scenario) as f64,
            false => 1.0,
        };
        // Decisions with what is left of them, and its variance.
        let left = |kind: usize| {
            let each = self.split(kind).into_iter().zip(eligible[kind]);
            each.fold((0.0, 0.0, 0.0), |(all, left, variance), (n, e)| {
                (
                    all + if e > 0.0 { n } else { 0.0 },
                    left + n * e,
                    variance + n * e * (1.0 - e),
                )
            })
        };
        let enough = |group: &Group, asked: f64| {
            let (mut all, mut rest, mut variance) = (0.0, 0.0, 0.0);
            for (kind, share) in group {
                let of = left(*kind);
                all += share * of.0;
                rest += share * of.1;
                variance += share * of.2;
            }
            // A census takes whatever is left, and what is left may be certain, as where that is nothing.
            let spread = (variance * together.max(1.0)).sqrt();
            let surely = !(whole_teams && of_some) && asked + 4.0 * spread <= rest;
            asked >= all - 1e-9 || variance < 1e-9 || surely
        };
        // Hours leave so many of those that enter, and another sample some of these.
        let enough_by_value = |chances: &[f64]| {
            let (mut rest, mut variance) = (0.0, 0.0);
            for (kind, chance) in chances.iter().enumerate() {
                let of = left(kind);
                rest += chance * of.1;
                variance += chance * of.2;
            }
            asked.total() * kept + 4.0 * (variance * together.max(1.0)).sqrt() <= rest
        };
        let every: Group = (0..eligible.len()).map(|kind| (kind, 1.0)).collect();
        let is_enough = match &asked.how {
            How::Groups(groups) => {
                let open = self.open(&policy.checks[id], groups, &asked.groups);
                let mut each = groups.iter().zip(&asked.groups).zip(open);
                each.all(|((group, asked), open)| open == 0.0 || enough(group, asked / open * kept))
            }
            How::Scores { .. } => enough(&every, asked.total() * kept),
            // What is picked of is all that a caseworker has decided.
            How::Judged(..) => eligible.iter().flatten().all(|e| *e == 0.0 || *e > 0.999),
            How::Caseworkers(quota) => self.is_left_of_each(*quota, eligible, whole_teams),
            How::ByValue(chances) => kept >= 1.0 || enough_by_value(chances),
        };
        Unknown::WHOLE_TEAMS.when(!is_enough && whole_teams)?;
        Unknown::LEFT.when(!is_enough)
    }

    /// With what chance anything is drawn of each group of a check at all.
    fn open(&self, check: &Check, groups: &[Group], asked: &[f64]) -> Vec<f64> {
        let SamplingMethod::Cluster(keys) = &check.sample.method else {
            return vec![1.0; groups.len()];
        };
        let sizes = groups::sizes(self, groups);
        // Of teams of which now and then nobody is there, or in the frame, those that are left are drawn the more often.
        let teams = sizes::teams_there(self, check).unwrap_or(groups.len() as f64);
        let each = sizes.into_iter().zip(asked);
        let open = |(size, asked): (f64, &f64)| match keys.checks {
            None if size > 0.0 => (asked / size).min(1.0),
            _ => (keys.clusters as f64 / teams).min(1.0),
        };
        each.map(open).collect()
    }

    /// Whether excluded samples leave everybody's quota, or surely less.
    fn is_left_of_each(&self, quota: u64, eligible: &[Pair], whole_teams: bool) -> bool {
        // Whoever errs more has less left where errors are looked for, and is still asked for as much.
        if eligible
            .iter()
            .any(|[clean, risky]| (clean - risky).abs() > ALIKE)
        {
            return false;
        }
        let (mut all, mut left) = (0.0, 0.0);
        let kinds = self.office.kinds.iter().enumerate();
        for (kind, _) in kinds.filter(|(_, kind)| !kind.system) {
            for (n, e) in self.split(kind).into_iter().zip(eligible[kind]) {
                all += if e > 0.0 { n } else { 0.0 };
                left += n * e;
            }
        }
        let held = all / mean_filled(self.office).max(1.0);
        let chance = if all > 0.0 { left / all } else { 1.0 };
        let spread = (held * chance * (1.0 - chance)).sqrt();
        let asked = quota as f64;
        let surely = !whole_teams && asked <= held * chance - 2.0 * spread;
        chance > 0.999 || asked >= held || surely
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
        if !policy.checks[id].excludes.is_empty() {
            let check = &policy.checks[id];
            let of_some = matches!(
                stratify(&check.sample),
                Stratify::Team | Stratify::Caseworker
            );
            let prefers = |other: &CheckId| prefers_teams(&policy.checks[*other], &before[*other]);
            Unknown::SHARES_OF_TEAMS.when(of_some && (0..id).any(|other| prefers(&other)))?;
            self.is_left((policy, id), asked, kept, &eligible)?;
        }
        let mut sample = ExpectedSample {
            frame,
            asked: asked.groups.iter().sum(),
            checks: 0.0,
            drawn: vec![[0.0; 2]; members.len()],
            eligible,
            tilts: None,
            strata: Vec::new(),
        };
        match &asked.how {
            How::Groups(groups) => {
                let open = self.open(&policy.checks[id], groups, &asked.groups);
                let of_each: Vec<(f64, f64)> = asked.groups.iter().copied().zip(open).collect();
                sample.groups(&members, groups, &of_each, (kept, &asked.points));
            }
            How::Caseworkers(quota) => {
                sample.caseworkers(self, &policy.checks[id], &members, *quota, kept);
            }
            How::Judged(quota, odds_ratio) => {
                let judged = (*quota, *odds_ratio);
                sample.judged(self, &policy.checks[id], &members, judged, kept);
            }
            How::Scores { random, shift } => {
                let staff = StaffEffect::of(self.office, &self.numbers).nodes();
                let points = &asked.points;
                sample.scores(&members, (*random, *shift), (kept, points), &staff);
            }
            How::ByValue(chances) => {
                let each = members.iter().zip(chances);
                let entered: f64 = each.map(|(n, chance)| (n[0] + n[1]) * chance).sum();
                let taken = (asked.total() * kept / entered).min(1.0);
                sample.drawn = chances.iter().map(|chance| [chance * taken; 2]).collect();
                sample.by_value(&members);
            }
        }
        let drawn = members.iter().flatten().zip(sample.drawn.iter().flatten());
        sample.checks = drawn.map(|(number, chance)| number * chance).sum();
        Ok(sample)
    }
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
        Unknown::TOO_MANY_CHECKS.when(sets.len() > MOST_SETS)?;
    }
    Ok(())
}

/// The checks whose samples a check leaves out, a bit each.
pub(super) fn excluded(check: &Check) -> u64 {
    let others = check.excludes.iter();
    others.fold(0, |mask, other| mask | 1 << other)
}

/// Whether a check draws a larger share of some teams' decisions than of others'.
pub(super) fn prefers_teams(check: &Check, sample: &Fact<ExpectedSample>) -> bool {
    let whole =
        matches!(&check.sample.method, SamplingMethod::Cluster(keys) if keys.checks.is_none());
    let Ok(sample) = sample else { return false };
    if stratify(&check.sample) != Stratify::Team || whole {
        return false;
    }
    let each = sample.strata.iter();
    let shares = each.map(|stratum| stratum.sampled / stratum.population);
    let (low, high) = shares.fold((f64::INFINITY, 0.0f64), |(low, high), share| {
        (low.min(share), high.max(share))
    });
    high > low * (1.0 + PREFERS)
}

/// By how much shares may differ before one team is preferred to another.
const PREFERS: f64 = 0.02;

/// Checks by value draw the same decisions more often than others, so that no two draw on their own.
pub(super) fn on_their_own(policy: &Policy) -> Fact<()> {
    let checks = policy.checks.iter();
    let by_value = checks.filter(|check| stratify(&check.sample).is_by_value());
    Unknown::BY_VALUE.when(by_value.count() > 1)
}

/// A difference between chances of being left that moves nothing.
const ALIKE: f64 = 0.01;

/// More ways to be drawn than this are not gone through.
const MOST_SETS: usize = 4_096;
