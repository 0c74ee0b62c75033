//! Errors that are worth money: those that a check finds, and what those may come to that nobody sees.

use rand::RngExt;

use super::asks::{Member, Stratum, binomial};
use super::chances::Chances;
use super::gather::Gathering;
use tierone_stats::moment_bound::WrongDecision;
use tierone_stats::rng::Stream;

impl Gathering<'_, '_> {
    /// Errors found that are worth money, among so many checked of a stratum.
    pub(super) fn errors(
        &self,
        stratum: &Stratum,
        sampled: u64,
        mean: &Chances,
        weight: f64,
        rng: &mut Stream,
    ) -> Vec<WrongDecision> {
        if !self.planned.check.estimate.mve {
            return Vec::new();
        }
        let number = binomial(sampled, mean.found, rng);
        let one = |_| {
            let member = self.pick(&stratum.members, |chances| chances.found, rng)?;
            let (yearly, value) = self.eyes.amount(member, true, rng);
            (yearly != 0.0).then(|| WrongDecision {
                over: yearly.max(0.0),
                under: (-yearly).max(0.0),
                value,
                weight,
            })
        };
        (0..number).filter_map(one).collect()
    }

    /// Adds amounts that what is not seen may come to: of decisions that nobody checks, and of others.
    pub(super) fn amounts(
        &self,
        amounts: &mut [f64],
        members: &[Member],
        mean: &Chances,
        (left, sampled): (f64, f64),
        rng: &mut Stream,
    ) {
        let missed = mean.monetary - mean.found;
        for amount in amounts {
            let number =
                binomial(left as u64, mean.monetary, rng) + binomial(sampled as u64, missed, rng);
            for _ in 0..number {
                let Some(member) = self.pick(members, |chances| chances.monetary, rng) else {
                    continue;
                };
                *amount += self.eyes.amount(member, false, rng).0.abs();
            }
        }
    }

    /// Whose decision it is, of members that are picked by a chance: its kind, and the odds.
    fn pick(
        &self,
        members: &[Member],
        of: fn(&Chances) -> f64,
        rng: &mut Stream,
    ) -> Option<(usize, f64)> {
        let weight = |member: &Member| member.number * of(self.chances(member.cell, member.place));
        let mut left = rng.random::<f64>() * members.iter().map(weight).sum::<f64>();
        let member = members.iter().find(|member| {
            left -= weight(member);
            left < 0.0
        });
        let member = member.or(members.last())?;
        Some((self.kind(member.cell), self.odds(member.place)))
    }
}
