//! What a check learns in one period of a draw.

use rand::RngExt;

use super::super::kinds::{Office, order};
use super::super::mve::Unseen;
use super::asks::{Asks, Member, Planned, Stratum};
use super::chances::{Chances, Eyes};
use super::evenly::evenly;
use super::tally::{TIMES, Tally};
use tierone_sampling::world::{Period, SYSTEM};
use tierone_sampling::{Select, cut_evenly};
use tierone_scenario::{Order, SamplingMethod};
use tierone_stats::cluster::{Cluster, Clusters};
use tierone_stats::moment_bound::WrongDecision;
use tierone_stats::rng::Stream;
use tierone_stats::stratified;

/// One check in one period of a draw.
pub(super) struct Gathering<'a, 'o> {
    pub office: &'a Office<'o>,
    pub planned: &'a Planned<'a>,
    pub period: &'a Period,
    pub eyes: Eyes<'a, 'o>,
    /// By cell, then by place; of the system one.
    chances: Vec<Vec<Chances>>,
}

/// Part of a stratum: its decisions, the mean of their chances, how many they are, and how many of them are drawn.
struct Part<'s> {
    members: &'s [Member],
    mean: Chances,
    size: f64,
    sampled: u64,
}

impl<'a, 'o> Gathering<'a, 'o> {
    pub(super) fn new(
        office: &'a Office<'o>,
        planned: &'a Planned<'a>,
        period: &'a Period,
        eyes: Eyes<'a, 'o>,
    ) -> Self {
        let population = &period.population;
        let mut gathering = Self {
            office,
            planned,
            period,
            eyes,
            chances: Vec::new(),
        };
        gathering.chances = (0..population.cells() as u32)
            .map(|cell| {
                let kind = gathering.kind(cell);
                let at = |place| gathering.eyes.at(kind, gathering.odds(place));
                match population.part_of(cell).1 {
                    true => vec![at(SYSTEM)],
                    false => (0..population.filled.len() as u32).map(at).collect(),
                }
            })
            .collect();
        gathering
    }

    pub(super) fn odds(&self, place: u32) -> f64 {
        match place {
            SYSTEM => 1.0,
            place => self.period.odds(place),
        }
    }

    /// Any kind of a cell's part: its tenure moves the odds alone.
    pub(super) fn kind(&self, cell: u32) -> usize {
        let (part, system) = self.period.population.part_of(cell);
        let mut kinds = self.office.kinds.iter();
        let of_cell = kinds.position(|kind| kind.part == part && kind.system == system);
        of_cell.unwrap_or(0)
    }

    pub(super) fn chances(&self, cell: u32, place: u32) -> &Chances {
        let at = if place == SYSTEM { 0 } else { place as usize };
        &self.chances[cell as usize][at]
    }

    pub(super) fn value(&self, cell: u32) -> f64 {
        self.office.worths[self.period.population.activity(cell)].value
    }

    /// Mean chances of some decisions, and how many they are.
    pub(super) fn mean(&self, members: &[Member]) -> (Chances, f64) {
        let (mut sum, mut number) = (Chances::default(), 0.0);
        for member in members {
            sum.add(member.number, self.chances(member.cell, member.place));
            number += member.number;
        }
        let mut mean = Chances::default();
        if number > 0.0 {
            mean.add(1.0 / number, &sum);
        }
        (mean, number)
    }

    /// Adds what the check learns.
    pub(super) fn gather(&self, asks: &Asks, tallies: &mut [Tally; TIMES], rng: &mut Stream) {
        let designed: Vec<u64> = match &self.planned.check.sample.method {
            // Only what is taken at random has a known chance.
            SamplingMethod::RiskTargeted(keys) => {
                let random = keys.random_share * asks.sampled() as f64 + 0.5;
                vec![(random.floor() as u64).min(asks.sampled())]
            }
            _ => asks.strata.iter().map(|stratum| stratum.sampled).collect(),
        };
        match &asks.by_value {
            Some(by) => self.by_value(asks, by, tallies, rng),
            None => self.by_stratum(asks, &designed, tallies, rng),
        }
        self.outside(asks, tallies, rng);
    }

    /// What lies outside the check's frame.
    fn outside(&self, asks: &Asks, tallies: &mut [Tally; TIMES], rng: &mut Stream) {
        let mut left: Vec<Vec<f64>> = Vec::new();
        let population = &self.period.population;
        for cell in 0..population.cells() as u32 {
            left.push(match population.part_of(cell).1 {
                true => vec![population.size(cell) as f64],
                false => {
                    let places = 0..population.filled.len() as u32;
                    places
                        .map(|place| population.at_place(cell, place) as f64)
                        .collect()
                }
            });
        }
        for member in asks.strata.iter().flat_map(|stratum| &stratum.members) {
            let at = if member.place == SYSTEM {
                0
            } else {
                member.place as usize
            };
            left[member.cell as usize][at] -= member.number;
        }
        for (cell, left) in (0..).zip(&left) {
            for (place, number) in left.iter().enumerate() {
                if *number < 0.5 {
                    continue;
                }
                let place = match population.part_of(cell).1 {
                    true => SYSTEM,
                    false => place as u32,
                };
                let chances = self.chances(cell, place);
                let unseen = Unseen {
                    errors: number * chances.monetary,
                    gross: number * chances.gross,
                    variance: number * (chances.square - chances.gross * chances.gross),
                };
                let member = Member {
                    cell,
                    place,
                    number: *number,
                };
                for tally in tallies.iter_mut() {
                    tally.accuracy.outside.add(*number, chances.wrong);
                    let outside = &mut tally.money.unseen_outside;
                    *outside = outside.with(&unseen);
                    tally.money.all += number * self.value(cell);
                    if let Some([_, amounts]) = &mut tally.money.amounts {
                        self.amounts(amounts, &[member], chances, (*number, 0.0), rng);
                    }
                }
            }
        }
    }

    /// Decisions of a stratum that are not checked, and what a check has left of those that are.
    pub(super) fn unseen(
        &self,
        tally: &mut Tally,
        mean: &Chances,
        (size, sampled, fails): (f64, f64, f64),
    ) {
        let frame = &mut tally.accuracy.in_frame;
        let if_failed = if mean.fails > 0.0 {
            mean.both / mean.fails
        } else {
            0.0
        };
        let if_passed = match mean.fails < 1.0 {
            true => (mean.wrong - mean.both) / (1.0 - mean.fails),
            false => 0.0,
        };
        frame.failed(fails, if_failed);
        frame.add(sampled - fails, if_passed);
        frame.add(size - sampled, mean.wrong);
        let (left, missed) = (size - sampled, mean.gross - mean.found_gross);
        let ratio = if mean.gross > 0.0 {
            mean.square / mean.gross
        } else {
            0.0
        };
        let unseen = &mut tally.money.unseen_in_frame;
        *unseen = unseen.with(&Unseen {
            errors: left * mean.monetary + sampled * mean.missed,
            gross: left * mean.gross + sampled * missed,
            variance: left * (mean.square - mean.gross * mean.gross)
                + sampled * missed * (ratio - missed),
        });
    }

    fn by_stratum(
        &self,
        asks: &Asks,
        designed: &[u64],
        tallies: &mut [Tally; TIMES],
        rng: &mut Stream,
    ) {
        let in_clusters = matches!(self.planned.design.select(), Select::InClusters);
        let some = |size: u64| u64::from(size > 0);
        let (frame, drawn) = match in_clusters {
            true => (
                asks.strata.iter().map(|stratum| some(stratum.size)).sum(),
                designed.iter().map(|size| some(*size)).sum(),
            ),
            false => (1, 1),
        };
        let expansion = frame as f64 / u64::max(drawn, 1) as f64;
        let risky = matches!(
            self.planned.check.sample.method,
            SamplingMethod::RiskTargeted(_)
        );
        let (all, kept) = (asks.asked() as f64, asks.sampled() as f64);
        let mut teams: [Vec<Cluster>; TIMES] = Default::default();
        for (stratum, sampled) in asks.strata.iter().zip(designed) {
            let value: f64 = stratum
                .members
                .iter()
                .map(|m| m.number * self.value(m.cell))
                .sum();
            let (size, n) = (stratum.size as f64, *sampled as f64);
            // The chance that hours left it a check at all, where that may be none.
            let chance = Some(stratum.asked as f64 * kept / all)
                .filter(|chance| *chance > 0.0 && *chance < 1.0 && !in_clusters && !risky);
            let weight = match chance {
                Some(chance) if *sampled == 1 => size / chance,
                _ => size / n,
            } * expansion;
            let (mut fails, mut found): ([u64; TIMES], [Vec<WrongDecision>; TIMES]) =
                Default::default();
            for part in self.parts(stratum, *sampled, rng) {
                let fails_of = match in_clusters {
                    true => self.fails_of_each(part.members, part.sampled, rng),
                    false => evenly(part.sampled, part.mean.fails, rng),
                };
                let found_of = match self.planned.check.estimate.mve {
                    true => evenly(part.sampled, part.mean.found, rng),
                    false => [0; TIMES],
                };
                let unchecked = part.size - part.sampled as f64;
                for (k, tally) in tallies.iter_mut().enumerate() {
                    fails[k] += fails_of[k];
                    self.unseen(
                        tally,
                        &part.mean,
                        (part.size, part.sampled as f64, fails_of[k] as f64),
                    );
                    if let Some([amounts, _]) = &mut tally.money.amounts {
                        let numbers = (unchecked, part.sampled as f64);
                        self.amounts(amounts, part.members, &part.mean, numbers, rng);
                    }
                    found[k].extend(self.errors(part.members, found_of[k], weight, rng));
                }
            }
            for ((k, tally), found) in tallies.iter_mut().enumerate().zip(found) {
                tally.money.frame += value;
                tally.money.all += value;
                if *sampled > 0 || chance.is_some() {
                    tally.covered += expansion * size;
                    tally.money.covered += expansion * value;
                }
                if *sampled == 0 {
                    continue;
                }
                tally.accuracy.weighted_fails += weight * fails[k] as f64;
                let stands_for = weight * n;
                let class = stratified::Stratum {
                    population: stands_for,
                    sampled: *sampled,
                    found: fails[k],
                };
                tally.class(weight, class, stands_for * value / size);
                if in_clusters {
                    let amounts = || found.iter().map(|error| error.over + error.under);
                    teams[k].push(Cluster {
                        decisions: stratified::Stratum {
                            population: size,
                            sampled: *sampled,
                            found: fails[k],
                        },
                        amount: amounts().sum(),
                        squares: amounts().map(|amount| amount * amount).sum(),
                    });
                }
                tally.money.found.extend(found);
            }
        }
        for (tally, drawn) in tallies.iter_mut().zip(teams) {
            if !drawn.is_empty() {
                tally.accuracy.clusters.push(Clusters { frame, drawn });
            }
        }
    }

    /// The parts of a stratum of which the sample takes a number that is known: all of it, or where it takes every k-th along
    /// the caseworkers each kind of each caseworker's decisions.
    fn parts<'s>(&self, stratum: &'s Stratum, sampled: u64, rng: &mut Stream) -> Vec<Part<'s>> {
        let of = |members: &'s [Member], sampled| {
            let (mean, size) = self.mean(members);
            Part {
                members,
                mean,
                size,
                sampled,
            }
        };
        if !self.goes_by_caseworker() {
            return vec![of(&stratum.members, sampled)];
        }
        let mut along: Vec<&[Member]> = stratum.members.chunks(1).collect();
        along.sort_by_key(|member| (member[0].place, member[0].cell));
        let sizes: Vec<u64> = along.iter().map(|member| member[0].number as u64).collect();
        let taken = cut_evenly(&sizes, sampled, rng);
        along
            .into_iter()
            .zip(taken)
            .map(|(members, taken)| of(members, taken))
            .collect()
    }

    /// Fails member by member: how much clusters differ is seen against how much their decisions do, and fails of decisions
    /// with chances of their own vary less than as many with the mean chance.
    fn fails_of_each(&self, members: &[Member], sampled: u64, rng: &mut Stream) -> [u64; TIMES] {
        let size = members.iter().map(|member| member.number as u64).sum();
        let (mut all, mut size, mut left): (_, u64, _) = ([0; TIMES], size, sampled);
        for member in members {
            let mut taken = 0;
            for _ in 0..member.number as u64 {
                let is_drawn = left == size || rng.random_range(0..size) < left;
                taken += u64::from(is_drawn);
                left -= u64::from(is_drawn);
                size -= 1;
            }
            let chance = self.chances(member.cell, member.place).fails;
            let fails = evenly(taken, chance, rng);
            all.iter_mut().zip(fails).for_each(|(all, n)| *all += n);
        }
        all
    }

    fn goes_by_caseworker(&self) -> bool {
        order(&self.planned.check.sample) == Some(Order::Caseworker)
    }
}
