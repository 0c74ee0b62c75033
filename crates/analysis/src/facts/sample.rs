//! The expected sample of one check in one period: how many are drawn, and with what chance each kind.

use super::chances::{Found, Pair, Tilts};
use super::period::ReportedPeriod;

/// What one check is expected to draw in one period.
#[derive(Clone, Debug)]
pub(super) struct ExpectedSample {
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
    /// Where whoever picks looks for errors: by tenure and state of the caseworker, how many times what it is on average the
    /// chance of being drawn is, without and with a risky error.
    pub tilts: Option<Tilts>,
    /// Groups drawn at random, each decision of a group alike; none where no chance is known to whoever
    /// checks.
    pub strata: Vec<Stratum>,
}

impl ExpectedSample {
    /// What is expected where one of two samples is drawn, the first with probability `share`, of a decision of each kind
    /// that exists then with the chances of `there`.
    pub(super) fn blend(one: Self, other: Self, share: f64, there: &[[f64; 2]]) -> Self {
        let mean = |a: f64, b: f64| share * a + (1.0 - share) * b;
        let (mut eligible, mut drawn) = (Vec::new(), Vec::new());
        for (kind, there) in there.iter().enumerate() {
            let (mut inside, mut taken) = ([0.0; 2], [0.0; 2]);
            for i in 0..2 {
                let [a, b] = [(&one, 0), (&other, 1)].map(|(sample, at)| {
                    let inside = there[at] * sample.eligible[kind][i];
                    (inside, inside * sample.drawn[kind][i])
                });
                inside[i] = a.0 + b.0;
                taken[i] = if inside[i] > 0.0 {
                    (a.1 + b.1) / inside[i]
                } else {
                    0.0
                };
            }
            eligible.push(inside);
            drawn.push(taken);
        }
        let weighed = |strata: Vec<Stratum>, weight: f64| {
            strata.into_iter().map(move |stratum| Stratum {
                population: weight * stratum.population,
                sampled: weight * stratum.sampled,
                ..stratum
            })
        };
        Self {
            frame: mean(one.frame, other.frame),
            asked: mean(one.asked, other.asked),
            checks: mean(one.checks, other.checks),
            eligible,
            drawn,
            tilts: one.tilts.or(other.tilts),
            strata: weighed(one.strata, share)
                .chain(weighed(other.strata, 1.0 - share))
                .collect(),
        }
    }

    /// Decisions with a risky error that some stratum covers, by kind.
    pub(super) fn covered(&self) -> Vec<f64> {
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
    /// Decisions that they represent.
    pub population: f64,
    /// Decisions drawn.
    pub sampled: f64,
    /// Its kinds, with their decisions without and with a risky error, in any common unit.
    pub members: Vec<(usize, Pair)>,
    /// Where what it holds hangs on who is there: what may be drawn of how many, each with the share of all decisions that
    /// are in it then.
    pub ways: Vec<(f64, f64, f64)>,
}

impl Stratum {
    /// Chance that one of its decisions, once checked, fails an accuracy attribute.
    pub(super) fn fails(&self, period: &ReportedPeriod, found: &[Found]) -> f64 {
        self.mean(period, |kind| found[kind].accuracy)
    }

    /// How many of how many are drawn, with the probability that it is so for one of its decisions.
    pub(super) fn ways(&self) -> Vec<(f64, f64, f64)> {
        few_ways(self.ways.clone(), (self.sampled, self.population))
    }

    /// Mean over its decisions of a chance by kind, given together with having no and some risky error.
    pub(super) fn mean(&self, period: &ReportedPeriod, of: impl Fn(usize) -> Pair) -> f64 {
        let (mut sum, mut all) = (0.0, 0.0);
        for (kind, members) in &self.members {
            let risky = period.truths[*kind].risky;
            let chances = of(*kind);
            for i in 0..2 {
                // Members of a class are as many as its chance says, thinned.
                if members[i] > 0.0 && risky[i] > 0.0 {
                    sum += members[i] / risky[i] * chances[i];
                    all += members[i];
                }
            }
        }
        if all > 0.0 { sum / all } else { 0.0 }
    }
}

/// So many ways are gone through.
const MOST_WAYS: usize = 12;

/// The same ways, fewer of them: each once, and of many the mean of those with about as many decisions, and about as many drawn;
/// the only one where there are none.
pub(super) fn few_ways(all: Vec<(f64, f64, f64)>, only: (f64, f64)) -> Vec<(f64, f64, f64)> {
    if all.is_empty() {
        return vec![(only.0, only.1, 1.0)];
    }
    let mut ways: Vec<(f64, f64, f64)> = Vec::new();
    for (sampled, population, chance) in all {
        let same = |way: &&mut (f64, f64, f64)| {
            (way.0 - sampled).abs() < 1e-6 && (way.1 - population).abs() < 1e-6
        };
        match ways.iter_mut().find(same) {
            Some(way) => way.2 += chance,
            None => ways.push((sampled, population, chance)),
        }
    }
    if ways.len() <= MOST_WAYS {
        return ways;
    }
    ways.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.total_cmp(&b.0)));
    let mut few = vec![(0.0, 0.0, 0.0); MOST_WAYS];
    let mut before = 0.0;
    for (sampled, population, chance) in ways {
        let at = ((before + 0.5 * chance) * MOST_WAYS as f64) as usize;
        let way = &mut few[at.min(MOST_WAYS - 1)];
        way.0 += chance * sampled;
        way.1 += chance * population;
        way.2 += chance;
        before += chance;
    }
    let some = few.into_iter().filter(|(_, _, chance)| *chance > 0.0);
    let mean = |(sampled, population, chance): (f64, f64, f64)| {
        (sampled / chance, (population / chance).round(), chance)
    };
    some.map(mean).collect()
}

/// The kinds that have any members.
pub(super) fn present(members: impl Iterator<Item = Pair>) -> Vec<(usize, Pair)> {
    let some = members.enumerate();
    some.filter(|(_, pair)| *pair != [0.0; 2]).collect()
}
