//! With what chance each kind is drawn, once it is known how many are asked for.

use std::collections::BTreeMap;

use super::super::ask::{Group, Point};
use super::super::binomial::Binomial;
use super::super::chances::{Pair, over, risky};
use super::super::deals::{Deal, NEGLIGIBLE};
use super::super::period::ReportedPeriod;
use super::super::picked::picked;
use super::super::sample::{ExpectedSample, Stratum, present};
use super::groups::{held, tenured};
use tierone_scenario::Check;
use tierone_stats::special::binomial_mass;

impl ExpectedSample {
    /// Some of each group, each decision of it alike: how many are asked for, and the chance that any are.
    pub(super) fn groups(
        &mut self,
        members: &[Pair],
        groups: &[Group],
        asked: &[(f64, f64)],
        (kept, points): (f64, &[Point]),
    ) {
        for (at, (group, (asked, open))) in groups.iter().zip(asked).enumerate() {
            let each = group.iter();
            let of_group: Vec<(usize, Pair)> = each
                .map(|(kind, share)| (*kind, members[*kind].map(|n| n * share)))
                .filter(|(_, pair)| *pair != [0.0; 2])
                .collect();
            let population: f64 = of_group.iter().flat_map(|(_, pair)| pair).sum();
            let sampled = (asked * kept).min(open * population);
            if sampled <= 0.0 {
                continue;
            }
            let chance = sampled / population;
            for (kind, share) in group {
                self.drawn[*kind]
                    .iter_mut()
                    .for_each(|drawn| *drawn += chance * share);
            }
            self.strata.push(Stratum {
                population,
                sampled,
                members: of_group,
                ways: ways(points, at, kept, population),
            });
        }
    }

    /// A number of each caseworker's decisions. Those who hold the same number are a stratum.
    pub(super) fn caseworkers(
        &mut self,
        period: &ReportedPeriod,
        check: &Check,
        members: &[Pair],
        quota: u64,
        kept: f64,
    ) {
        let parts = period.office.parts[period.period].len();
        let (mut dealt, mut taken) = (vec![0.0; parts], vec![0.0; parts]);
        let tenured = tenured(period, check);
        for deal in &period.deals {
            let all = held(period, check, deal);
            let left = self.left(period, check, deal);
            // Seats whose decisions can be drawn, and what is drawn of each of those decisions.
            let (mut can, mut each) = (vec![0.0; all.len()], vec![0.0; all.len()]);
            for (group, seats) in deal.seats.iter().enumerate() {
                let (all, left) = (all[group], left[group]);
                if all <= 0.0 || left <= NEGLIGIBLE {
                    continue;
                }
                let asked = what_is_left(all.min(quota as f64), all, left) * kept;
                can[group] = *seats;
                each[group] = seats * asked / left;
                let seats = seats * tenured;
                let same = |s: &&mut Stratum| {
                    let (each, before) = (left / asked, s.population / s.sampled);
                    (each / before - 1.0).abs() < 1e-9
                };
                match self.strata.iter_mut().find(same) {
                    Some(stratum) => {
                        stratum.population += seats * left;
                        stratum.sampled += seats * asked;
                    }
                    None => self.strata.push(Stratum {
                        population: seats * left,
                        sampled: seats * asked,
                        members: present(members.iter().copied()),
                        ways: Vec::new(),
                    }),
                }
            }
            for (sums, of) in [(&mut dealt, can), (&mut taken, each)] {
                let more = deal.dealt(&of);
                sums.iter_mut().zip(more).for_each(|(sum, n)| *sum += n);
            }
        }
        for (kind, drawn) in self.drawn.iter_mut().enumerate() {
            let part = period.office.kinds[kind].part;
            if self.eligible[kind][0] > 0.0 && dealt[part] > 0.0 {
                *drawn = [taken[part] / dealt[part]; 2];
            }
        }
    }

    /// Decisions of one caseworker that lie in the frame and in no excluded sample, by group of a deal.
    fn left(&self, period: &ReportedPeriod, check: &Check, deal: &Deal) -> Vec<f64> {
        if check.excludes.is_empty() {
            return held(period, check, deal);
        }
        let tenured = tenured(period, check).max(f64::MIN_POSITIVE);
        let mut by_part = vec![0.0; period.office.parts[period.period].len()];
        let kinds = period.office.kinds.iter().enumerate();
        for (id, kind) in kinds.filter(|(_, kind)| !kind.system) {
            let [right, wrong] = period.truths[id].risky;
            let eligible = right * self.eligible[id][0] + wrong * self.eligible[id][1];
            by_part[kind.part] += period.office.tenures[kind.class].share * eligible / tenured;
        }
        deal.held(&by_part)
    }

    /// A number of each caseworker's decisions, picked by Fisher's non-central hypergeometric distribution.
    pub(super) fn judged(
        &mut self,
        period: &ReportedPeriod,
        check: &Check,
        members: &[Pair],
        (quota, odds_ratio): (u64, f64),
        kept: f64,
    ) {
        let office = period.office;
        // Chances that a decision of the frame has a risky error, by state: means over its kinds of the chance, and of its square.
        let mut states: Vec<(f64, f64, f64)> = Vec::new();
        let mut by_state: Vec<[Pair; 2]> = Vec::new();
        let all: f64 = members.iter().flatten().sum();
        for (class, tenure) in office.tenures.iter().enumerate() {
            let mut rates = vec![(0.0, 0.0); tenure.states.len()];
            let mut share = 0.0;
            for (kind, member) in members.iter().enumerate() {
                let of = &office.kinds[kind];
                if of.system || of.class != class || self.eligible[kind][0] == 0.0 {
                    continue;
                }
                let weight = (member[0] + member[1]) / all;
                share += weight;
                let asked = risky(office, kind);
                let mut at = 0;
                over(office, kind, |_, p| {
                    let of_them = p.iter().zip(&asked).filter(|(_, asked)| **asked);
                    let chance = 1.0 - of_them.map(|(p, _)| 1.0 - p).product::<f64>();
                    rates[at].0 += weight * chance;
                    rates[at].1 += weight * chance * chance;
                    at += 1;
                });
            }
            let each = tenure.states.iter().zip(rates);
            let rate = |rate: f64| if share > 0.0 { rate / share } else { 0.0 };
            states.extend(
                each.map(|(state, (of, square))| (share * state.weight, rate(of), rate(square))),
            );
        }
        by_state.resize(states.len(), [Pair::default(); 2]);
        let mut seats_by_held: BTreeMap<u64, f64> = BTreeMap::new();
        for deal in &period.deals {
            for (seats, held) in deal.seats.iter().zip(held(period, check, deal)) {
                *seats_by_held.entry(held.round() as u64).or_default() += seats;
            }
        }
        for (held, seats) in seats_by_held {
            let picks = (quota.min(held)) as f64 * kept;
            // Hours leave one caseworker the whole number below, another the one above.
            let (whole, rest) = (picks.floor() as u64, picks.fract());
            let mean = |errors: u64| {
                let of = |picks: u64| -> f64 {
                    let law = picked(errors, held - errors, picks.min(held), odds_ratio);
                    law.into_iter().map(|(wrong, p)| wrong as f64 * p).sum()
                };
                of(whole)
                    + if rest > 0.0 {
                        rest * (of(whole + 1) - of(whole))
                    } else {
                        0.0
                    }
            };
            let means: Vec<f64> = (0..=held).map(mean).collect();
            for ((weight, rate, square), [others, errors]) in states.iter().zip(&mut by_state) {
                if *weight <= 0.0 {
                    continue;
                }
                for (mean, (wrong, chance)) in means.iter().zip(wrong_of(held, *rate, *square)) {
                    let weight = seats * weight * chance;
                    errors[0] += weight * wrong;
                    errors[1] += weight * mean;
                    others[0] += weight * (held as f64 - wrong);
                    others[1] += weight * (picks - mean);
                }
            }
        }
        let share = |[all, picked]: Pair| if all > 0.0 { picked / all } else { 0.0 };
        let sum = |risky: usize| {
            let each = by_state.iter().map(|of| of[risky]);
            each.fold(Pair::default(), |sum, of| [sum[0] + of[0], sum[1] + of[1]])
        };
        let chances = [0, 1].map(|risky| share(sum(risky)));
        for (drawn, eligible) in self.drawn.iter_mut().zip(&self.eligible) {
            if eligible[0] > 0.0 {
                *drawn = chances;
            }
        }
        // Whoever errs much has more for the same picks to be made of.
        let tilt = |of: &[Pair; 2]| {
            [0, 1].map(|risky| match of[risky][0] > 0.0 && chances[risky] > 0.0 {
                true => share(of[risky]) / chances[risky],
                false => 1.0,
            })
        };
        let mut tilts = by_state.iter().map(tilt);
        let of_class = |states: usize| tilts.by_ref().take(states).collect();
        let classes = office.tenures.iter().map(|tenure| tenure.states.len());
        self.tilts = Some(classes.map(of_class).collect());
    }

    /// What decisions drawn each on its own, by value, represent: decisions that can be drawn.
    pub(super) fn by_value(&mut self, members: &[Pair]) {
        let can =
            |(pair, drawn): (&Pair, &Pair)| pair.map(|n| if drawn[0] > 0.0 { n } else { 0.0 });
        let members = present(members.iter().zip(&self.drawn).map(can));
        let drawn = members.iter();
        let drawn = drawn.map(|(kind, n)| (n[0] + n[1]) * self.drawn[*kind][0]);
        self.strata.push(Stratum {
            population: members.iter().flat_map(|(_, pair)| pair).sum(),
            sampled: drawn.sum(),
            members,
            ways: Vec::new(),
        });
    }
}

/// What may be drawn of how many of a group that is expected to hold so many, with the share of all its decisions that are
/// there then.
pub(super) fn ways(
    points: &[Point],
    group: usize,
    kept: f64,
    population: f64,
) -> Vec<(f64, f64, f64)> {
    let each = points.iter();
    let held: f64 = each.map(|point| point.chance * point.groups[group].1).sum();
    let way = |point: &Point| {
        let (asked, holds) = point.groups[group];
        let left = holds * population / held;
        let share = point.chance * holds / held;
        ((asked * kept).min(left), left, share)
    };
    let ways = points.iter().map(way);
    ways.filter(|(_, left, _)| *left > 0.0).collect()
}

/// How many of an ask can be had, where of so many decisions so many are expected to be left, each with the same chance.
fn what_is_left(asked: f64, all: f64, left: f64) -> f64 {
    let chance = left / all;
    if chance >= 1.0 - NEGLIGIBLE || asked <= 0.0 {
        return asked.min(left);
    }
    let each = Binomial::new(all.round(), chance);
    each.masses()
        .map(|(left, p)| p * asked.min(left as f64))
        .sum()
}

/// How many of so many decisions are wrong, each number with its chance, where means of the chance and of its square are known:
/// kinds that differ in it are dealt evenly, so the number varies less than a binomial one with the mean chance. That of fewer
/// decisions with a larger chance has its mean and variance.
fn wrong_of(held: u64, rate: f64, square: f64) -> Vec<(f64, f64)> {
    let (chance, trials) = match rate > 0.0 && square > 0.0 {
        true => (square / rate, held as f64 * rate * rate / square),
        false => (0.0, held as f64),
    };
    let mass = |wrong: u64| binomial_mass(wrong as f64, trials, chance, 1.0 - chance);
    let all: f64 = (0..=held).map(mass).sum();
    let each = (0..=held).map(|wrong| (wrong as f64, mass(wrong) / all));
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_kinds_that_differ_as_many_are_wrong_as_of_each_kind_alone_added_up() {
        // Six decisions at 5 % and four at 30 %.
        let (easy, hard) = (0.05, 0.3);
        let exact = |wrong: u64| -> f64 {
            let both = |of_hard: u64| {
                let easy = binomial_mass((wrong - of_hard) as f64, 6.0, easy, 1.0 - easy);
                easy * binomial_mass(of_hard as f64, 4.0, hard, 1.0 - hard)
            };
            (0..=wrong.min(4)).map(both).sum()
        };
        let mean = 0.6 * easy + 0.4 * hard;
        let square = 0.6 * easy * easy + 0.4 * hard * hard;
        let mut off: f64 = 0.0;
        for (wrong, chance) in wrong_of(10, mean, square) {
            off = off.max((chance - exact(wrong as u64)).abs());
        }
        // The binomial distribution with the mean chance is many times as far off.
        assert!(off < 0.008, "{off}");
        let plain =
            (0..=10).map(|n| (binomial_mass(n as f64, 10.0, mean, 1.0 - mean) - exact(n)).abs());
        assert!(plain.fold(0.0, f64::max) > 5.0 * off);
    }

    #[test]
    fn of_one_kind_the_number_wrong_is_binomial() {
        for (wrong, chance) in wrong_of(7, 0.2, 0.04) {
            assert!((chance - binomial_mass(wrong, 7.0, 0.2, 0.8)).abs() < 1e-12);
        }
        assert_eq!(wrong_of(3, 0.0, 0.0)[0], (0.0, 1.0));
    }
}
