//! Every k-th decision along the order of values.
//!
//! Decisions in error are tracked and have their values; of right ones only how many there are. Between two tracked
//! values lies a binomial number of right decisions, so the place of each tracked one in the whole order is known without
//! a look at the others. Right decisions between the same two are alike: which of them are sampled is drawn when
//! somebody asks.

use std::cmp::Ordering;

use rand::seq::SliceRandom;
use rand::{Rng, RngExt};
use rand_distr::{Binomial, Distribution as _};

use super::systematic::SystematicRanks;
use super::urn::Urn;
use tierone_stats::distribution::Distribution;
use tierone_stats::rng::below;

/// A decision whose value is known.
#[derive(Clone, Copy, Debug)]
pub struct Valued {
    /// Its value, £ a year.
    pub value: f64,
    /// What the caller calls it.
    pub index: u32,
}

/// Right decisions of an activity that are not tracked.
#[derive(Clone, Copy, Debug)]
pub struct Alike<'a> {
    /// The law of their values.
    pub values: &'a Distribution,
    /// How many.
    pub count: u64,
}

/// A systematic sample along rising values; decisions of the same value come in random order.
#[derive(Clone, Debug)]
pub struct SystematicByValue {
    systematic: SystematicRanks,
    /// Where those tracked stand, rising.
    cuts: Vec<Cut>,
    /// By activity, the number of the law of its values.
    kind_of: Vec<usize>,
    laws: Vec<Distribution>,
    /// By law, the right decisions of each gap, a gap being what lies between two tracked decisions.
    kinds: Vec<Urn>,
    /// Right decisions that the sample meets, by gap.
    met: Urn,
    /// The same by gap and law, once a gap is looked into.
    met_of: Vec<Vec<u64>>,
}

/// A place in the order of values.
#[derive(Clone, Copy, Debug)]
struct Cut {
    /// £ a year.
    value: f64,
    /// Where it lies among all of exactly that value, from 0 to 1.
    tie: f64,
}

impl Cut {
    fn along(&self, other: &Self) -> Ordering {
        let by_value = self.value.total_cmp(&other.value);
        by_value.then(self.tie.total_cmp(&other.tie))
    }

    /// The share of a law that lies before it.
    fn share(self, law: &Distribution) -> f64 {
        law.cdf(self.value) - (1.0 - self.tie) * law.mass_at(self.value)
    }

    /// The place before which that share of a law lies.
    fn at(law: &Distribution, share: f64) -> Self {
        let value = law.quantile(share);
        let mass = law.mass_at(value);
        let beyond = law.cdf(value) - share;
        Self {
            value,
            tie: if mass > 0.0 { 1.0 - beyond / mass } else { 0.0 },
        }
    }
}

impl SystematicByValue {
    /// Samples `n_sampled` along the order of `tracked` and of the right decisions `alike`, by activity; returns also which of
    /// those tracked are sampled, by what the caller calls them, rising.
    pub fn draw<R: Rng>(
        tracked: &[Valued],
        alike: &[Alike],
        n_sampled: u64,
        rng: &mut R,
    ) -> (Self, Vec<u32>) {
        let mut laws: Vec<&Distribution> = Vec::new();
        let mut counts: Vec<u64> = Vec::new();
        let mut kind_of = Vec::with_capacity(alike.len());
        for kind in alike {
            let same = laws.iter().position(|law| *law == kind.values);
            kind_of.push(same.unwrap_or(laws.len()));
            match same {
                Some(same) => counts[same] += kind.count,
                None => {
                    laws.push(kind.values);
                    counts.push(kind.count);
                }
            }
        }
        let (cuts, names) = in_order(tracked, rng);
        let gaps = |(law, count): (&&Distribution, &u64)| gaps(&cuts, law, *count, rng);
        let kinds: Vec<Vec<u64>> = laws.iter().zip(&counts).map(gaps).collect();
        let decisions = tracked.len() as u64 + counts.iter().sum::<u64>();
        let systematic = SystematicRanks::at_random(n_sampled, decisions, rng);
        let (mut rank, mut before) = (0, 0);
        let mut met = Vec::with_capacity(tracked.len() + 1);
        let mut taken = Vec::new();
        for gap in 0..=tracked.len() {
            rank += kinds.iter().map(|gaps| gaps[gap]).sum::<u64>();
            let up_to = systematic.before(rank);
            met.push(up_to - before);
            before = up_to;
            if let Some(index) = names.get(gap) {
                rank += 1;
                before = systematic.before(rank);
                taken.extend((before > up_to).then_some(*index));
            }
        }
        taken.sort_unstable();
        let systematic = Self {
            systematic,
            cuts,
            kind_of,
            laws: laws.into_iter().cloned().collect(),
            kinds: kinds.into_iter().map(Urn::of).collect(),
            met_of: vec![Vec::new(); met.len()],
            met: Urn::of(met),
        };
        (systematic, taken)
    }

    /// Tells apart one right decision of an activity: whether it is taken.
    pub fn takes<R: Rng>(&mut self, activity: usize, rng: &mut R) -> bool {
        let kind = self.kind_of[activity];
        let one = self.kinds[kind].pick(rng);
        self.look_into(one, rng);
        let left = self.kinds[kind].take(one);
        let met = self.met_of[one][kind];
        let taken = below(left, rng) < met;
        if taken {
            self.met.take(one);
            self.met_of[one][kind] -= 1;
        }
        taken
    }

    /// Tells apart one right decision that is taken, each as likely as the others: the number of its law.
    pub fn any<R: Rng>(&mut self, rng: &mut R) -> usize {
        let gap = self.met.pick(rng);
        self.look_into(gap, rng);
        let mut at = below(self.met.take(gap), rng);
        let kind = self.met_of[gap].iter().position(|met| {
            let here = at < *met;
            at = at.saturating_sub(*met);
            here
        });
        let kind = kind.expect("what the sample meets in a gap is of some law");
        self.met_of[gap][kind] -= 1;
        self.kinds[kind].take(gap);
        kind
    }

    /// Whether the values of an activity have the law of this number.
    pub fn has_law(&self, activity: usize, kind: usize) -> bool {
        self.kind_of[activity] == kind
    }

    /// Settles of what laws the decisions of a gap are that the sample meets, before any of them is tracked.
    fn look_into<R: Rng>(&mut self, gap: usize, rng: &mut R) {
        if !self.met_of[gap].is_empty() {
            return;
        }
        let counts: Vec<u64> = self.kinds.iter().map(|kind| kind.left[gap]).collect();
        let mut met = vec![0; counts.len()];
        if let Some(only) = single(&counts) {
            met[only] = self.met.left[gap];
        } else if self.met.left[gap] > 0 {
            let mut order: Vec<(Cut, usize)> = Vec::new();
            for (kind, (law, count)) in self.laws.iter().zip(&counts).enumerate() {
                let from = gap
                    .checked_sub(1)
                    .map_or(0.0, |own| self.cuts[own].share(law));
                let to = self.cuts.get(gap).map_or(1.0, |own| own.share(law));
                order.extend((0..*count).map(|_| {
                    let share = from + (to - from) * rng.random::<f64>();
                    (Cut::at(law, share), kind)
                }));
            }
            order.sort_unstable_by(|a, b| a.0.along(&b.0));
            let first = gap as u64 + self.kinds.iter().map(|kind| kind.before(gap)).sum::<u64>();
            for (rank, (_, kind)) in (first..).zip(&order) {
                met[*kind] += u64::from(self.systematic.takes(rank));
            }
        }
        self.met_of[gap] = met;
    }
}

/// Where those tracked stand, rising, and what the caller calls them; those of one value are in random order.
fn in_order<R: Rng>(tracked: &[Valued], rng: &mut R) -> (Vec<Cut>, Vec<u32>) {
    // Amounts that are not negative are in the order of their bits, which sort faster.
    let tracked = tracked.iter();
    let mut order: Vec<(u64, u32)> = tracked
        .map(|own| (own.value.to_bits(), own.index))
        .collect();
    order.sort_unstable_by_key(|(value, _)| *value);
    let mut ties: Vec<f64> = order.iter().map(|_| rng.random()).collect();
    let mut from = 0;
    for equal in order.chunk_by_mut(|a, b| a.0 == b.0) {
        if equal.len() > 1 {
            equal.shuffle(rng);
            ties[from..from + equal.len()].sort_unstable_by(f64::total_cmp);
        }
        from += equal.len();
    }
    let values = order.iter().map(|(value, _)| f64::from_bits(*value));
    let cuts = values.zip(ties).map(|(value, tie)| Cut { value, tie });
    let names = order.iter().map(|(_, index)| *index);
    (cuts.collect(), names.collect())
}

/// The only one that is not zero.
fn single(counts: &[u64]) -> Option<usize> {
    let mut some = (0..counts.len()).filter(|kind| counts[*kind] > 0);
    some.next().filter(|_| some.next().is_none())
}

/// How many decisions of a law lie below the first cut, between each and the next, and above the last.
fn gaps<R: Rng>(cuts: &[Cut], law: &Distribution, count: u64, rng: &mut R) -> Vec<u64> {
    let (mut left, mut passed) = (count, 0.0);
    let mut gaps = Vec::with_capacity(cuts.len() + 1);
    for cut in cuts {
        let share = cut.share(law);
        let here = binomial(left, (share - passed) / (1.0 - passed), rng);
        gaps.push(here);
        left -= here;
        passed = share;
    }
    gaps.push(left);
    gaps
}

/// The number of successes in so many trials.
pub(crate) fn binomial<R: Rng>(n: u64, p: f64, rng: &mut R) -> u64 {
    if n == 0 || p.is_nan() {
        return 0;
    }
    let law = Binomial::new(n, p.clamp(0.0, 1.0));
    law.expect("a share and a number make a binomial law")
        .sample(rng)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_stats::rng::{Address, Purpose, Stream};

    /// Two laws, one of which has the very values of some of those tracked, and values of those tracked.
    fn office() -> ([Distribution; 2], [f64; 5]) {
        let listed = Distribution::empirical(vec![(1.0, 2.0), (2.0, 1.0), (4.0, 1.0)]);
        let skewed = Distribution::log_normal_by_mean(2.0, 2.0);
        ([listed, skewed], [1.0, 0.4, 2.0, 2.0, 5.0])
    }

    const COUNTS: [u64; 2] = [6, 5];

    fn stream(name: &str, round: u32) -> Stream {
        Address::opening(3, round).open(&Purpose::check(name))
    }

    /// Which of those tracked are taken, a bit each, and how many others of the first law; in the same way with every
    /// value drawn.
    fn taken(n_sampled: u64, round: u32) -> [(u32, u64); 2] {
        let (laws, values) = office();
        let mut rng = stream("sparse", round);
        let tracked = values.iter().zip(0..);
        let tracked = tracked.map(|(value, index)| Valued {
            value: *value,
            index,
        });
        let alike: Vec<Alike> = laws
            .iter()
            .zip(COUNTS)
            .map(|(values, count)| Alike { values, count })
            .collect();
        let (mut systematic, met) =
            SystematicByValue::draw(&tracked.collect::<Vec<_>>(), &alike, n_sampled, &mut rng);
        let mut others = 0;
        // Some are asked of one by one, the rest picked out of those taken.
        let mut left = n_sampled - met.len() as u64;
        for _ in 0..round % 4 {
            let taken = u64::from(systematic.takes(0, &mut rng));
            others += taken;
            left -= taken;
        }
        for _ in 0..left {
            others += u64::from(systematic.any(&mut rng) == 0);
        }
        let sparse = (met.iter().fold(0, |all, index| all | 1 << index), others);

        let mut rng = stream("plain", round);
        let mut all: Vec<(f64, f64, usize)> = Vec::new();
        for (number, value) in values.iter().enumerate() {
            all.push((*value, rng.random(), number));
        }
        for (kind, (law, count)) in laws.iter().zip(COUNTS).enumerate() {
            all.extend((0..count).map(|_| (law.draw(&mut rng), rng.random(), 5 + kind)));
        }
        all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let start: f64 = rng.random();
        let mut plain = (0, 0);
        for number in 0..n_sampled {
            let along = (start + number as f64) * all.len() as f64 / n_sampled as f64;
            match all[along as usize].2 {
                5 => plain.1 += 1,
                6 => {}
                tracked => plain.0 |= 1 << tracked,
            }
        }
        [sparse, plain]
    }

    #[test]
    fn it_takes_what_a_sample_takes_that_knows_every_value() {
        let rounds = 60_000;
        for n_sampled in [1, 3, 7, 16] {
            let mut counts = std::collections::BTreeMap::new();
            for round in 0..rounds {
                for (which, outcome) in taken(n_sampled, round).into_iter().enumerate() {
                    counts.entry(outcome).or_insert([0.0; 2])[which] += 1.0;
                }
            }
            // Chi-square of two samples over outcomes that are not rare, α = 0.001 for each size at a fixed seed.
            let likely = counts.values().filter(|[a, b]| a + b >= 20.0);
            let (mut statistic, mut cells) = (0.0, 0);
            for [a, b] in likely {
                statistic += (a - b) * (a - b) / (a + b);
                cells += 1;
            }
            let allowed =
                tierone_stats::special::chi_squared_quantile(f64::from(cells - 1).max(1.0), 0.999);
            assert!(
                statistic <= allowed,
                "{n_sampled}: {statistic} of {allowed}, {cells} outcomes"
            );
        }
    }
}
