//! Errors that are worth money: those that a check finds, and what those may come to that nobody sees.

use rand::RngExt;

use super::asks::{Member, binomial};
use super::chances::{Chances, Which};
use super::gather::Gathering;
use super::tally::AMOUNTS;
use tierone_stats::moment_bound::WrongDecision;
use tierone_stats::rng::Stream;

impl Gathering<'_, '_> {
    /// So many errors found that are worth money, among those of these decisions that are checked.
    pub(super) fn errors(
        &self,
        members: &[Member],
        number: u64,
        weight: f64,
        rng: &mut Stream,
    ) -> Vec<WrongDecision> {
        if number == 0 {
            return Vec::new();
        }
        let whose = self.whose(members, |chances| chances.found);
        let one = |_| {
            let member = self.pick(members, &whose, rng)?;
            let (yearly, value) = self.eyes.amount(member, Which::Found, rng);
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
        amounts: &mut [f64; AMOUNTS],
        members: &[Member],
        mean: &Chances,
        (left, sampled): (f64, f64),
        rng: &mut Stream,
    ) {
        for (number, chance, of) in [
            (
                left,
                (|chances| chances.monetary) as fn(&Chances) -> f64,
                Which::All,
            ),
            (sampled, |chances| chances.missed, Which::Missed),
        ] {
            let numbers: [u64; AMOUNTS] =
                std::array::from_fn(|_| binomial(number as u64, chance(mean), rng));
            if numbers == [0; AMOUNTS] {
                continue;
            }
            let whose = self.whose(members, chance);
            for (amount, number) in amounts.iter_mut().zip(numbers) {
                for _ in 0..number {
                    if let Some(member) = self.pick(members, &whose, rng) {
                        let (yearly, _) = self.eyes.amount(member, of, rng);
                        *amount += match of {
                            Which::Missed => yearly,
                            _ => yearly.abs(),
                        };
                    }
                }
            }
        }
    }

    /// Sums of a chance over the decisions of members up to each.
    fn whose(&self, members: &[Member], of: fn(&Chances) -> f64) -> Vec<f64> {
        let mut sum = 0.0;
        let each = members.iter();
        each.map(|member| {
            sum += member.number * of(self.chances(member.cell, member.place));
            sum
        })
        .collect()
    }

    /// Whose decision it is, of members that are picked by these sums: its kind, and the odds.
    fn pick(&self, members: &[Member], whose: &[f64], rng: &mut Stream) -> Option<(usize, f64)> {
        let at = rng.random::<f64>() * whose.last()?;
        let member = members.get(whose.partition_point(|sum| *sum <= at));
        let member = member.or(members.last())?;
        Some((self.kind(member.cell), self.odds(member.place)))
    }
}
