//! Marks summed up: by method and distance ahead, with how sure a difference from the last value is.

use std::collections::BTreeMap;

use tierone_stats::monte_carlo::percentile;
use tierone_stats::rng::{Address, Purpose, below};

use crate::backtest::{Mark, Score};
use crate::methods::Method;

/// How forecasts did on average.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Means {
    /// Forecasts.
    pub n: usize,
    /// Mean distance of their middles from what came.
    pub error: f64,
    /// Mean continuous ranked probability score.
    pub crps: f64,
    /// Mean interval score of the band of 80 %.
    pub interval: f64,
    /// Share of what came that bands of 50, 80 and 95 % held.
    pub held: [f64; 3],
    /// Mean place in their distributions, a half where they lean to neither side.
    pub pit: f64,
    /// Forecasts by tenths of their distribution in which what came lay.
    pub tenths: [usize; 10],
}

/// The means of some scores; `None` without any.
pub fn means<'s>(scores: impl IntoIterator<Item = &'s Score>) -> Option<Means> {
    let scores: Vec<&Score> = scores.into_iter().collect();
    let n = scores.len();
    if n == 0 {
        return None;
    }
    let mean =
        |what: &dyn Fn(&Score) -> f64| scores.iter().map(|s| what(s)).sum::<f64>() / n as f64;
    let mut tenths = [0; 10];
    for score in &scores {
        tenths[((score.pit * 10.0) as usize).min(9)] += 1;
    }
    Some(Means {
        n,
        error: mean(&|score| score.error),
        crps: mean(&|score| score.crps),
        interval: mean(&|score| score.interval),
        held: [0, 1, 2].map(|band| mean(&|score| f64::from(u8::from(score.held[band])))),
        pit: mean(&|score| score.pit),
        tenths,
    })
}

/// By how much a method is better than another: the share of the other's score that it saves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// The saving in continuous ranked probability score, as a share of the other's.
    pub share: f64,
    /// Its 95 % interval over groups; `None` with fewer than five.
    pub over_groups: Option<(f64, f64)>,
    /// Its 95 % interval over periods; `None` with fewer than five.
    pub over_periods: Option<(f64, f64)>,
    /// The lower limits of both for the best of all methods: so low that all methods together are above theirs by chance in 2.5 %.
    pub of_best: [Option<f64>; 2],
}

impl Gain {
    /// Whether zero is outside the interval over periods, and outside that over groups where there are several: all groups share
    /// what is odd about a period, so groups alone show nothing.
    pub fn is_shown(&self) -> bool {
        let one_side = |(low, high): (f64, f64)| low > 0.0 || high < 0.0;
        self.over_periods.is_some_and(one_side) && self.over_groups.is_none_or(one_side)
    }

    /// The same of a method that was chosen as the best of all: the best of several looks good by chance more often.
    ///
    /// # Source
    /// Dunn (1961), Journal of the American Statistical Association 56, 52–64: each of m comparisons at 1/m of the level.
    pub fn is_shown_of_best(&self) -> bool {
        let [over_groups, over_periods] = self.of_best;
        over_periods.is_some_and(|low| low > 0.0) && over_groups.is_none_or(|low| low > 0.0)
    }
}

/// Samples drawn with replacement for an interval.
const SAMPLES: usize = 2000;
/// Fewer groups or periods say nothing of how much others would differ.
const FEWEST: usize = 5;

/// The gain of `method` over `other`, on the same figures, by the bootstrap over groups and over origins.
///
/// # Source
/// Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13 (percentile intervals).
pub fn gain(marks: &[Mark], method: Method, other: Method, ahead: Option<usize>) -> Option<Gain> {
    let of = |wanted: Method| {
        let chosen = marks
            .iter()
            .filter(move |mark| mark.method == wanted && ahead.is_none_or(|at| mark.ahead == at));
        chosen.map(|mark| (mark.group, mark.origin, mark.score.crps))
    };
    let pairs: Vec<(usize, usize, f64, f64)> = of(method)
        .zip(of(other))
        .map(|((group, origin, own), (.., theirs))| (group, origin, own, theirs))
        .collect();
    let sums = pairs.iter().fold((0.0, 0.0), |(own, theirs), pair| {
        (own + pair.2, theirs + pair.3)
    });
    let over_groups = limits(&pairs, |pair| pair.0);
    let over_periods = limits(&pairs, |pair| pair.1);
    let interval = |limits: Option<[f64; 3]>| limits.map(|[_, low, high]| (low, high));
    Some(Gain {
        share: saved(sums)?,
        over_groups: interval(over_groups),
        over_periods: interval(over_periods),
        of_best: [over_groups, over_periods].map(|limits| limits.map(|[of_best, ..]| of_best)),
    })
}

fn saved((own, theirs): (f64, f64)) -> Option<f64> {
    (theirs > 0.0).then(|| 1.0 - own / theirs)
}

/// Limits of the gain when clusters of pairs are drawn with replacement: the lower one of the best method, and those of 95 %.
fn limits(
    pairs: &[(usize, usize, f64, f64)],
    cluster: impl Fn(&(usize, usize, f64, f64)) -> usize,
) -> Option<[f64; 3]> {
    let mut clusters: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for pair in pairs {
        let sums = clusters.entry(cluster(pair)).or_default();
        sums.0 += pair.2;
        sums.1 += pair.3;
    }
    let clusters: Vec<(f64, f64)> = clusters.into_values().collect();
    if clusters.len() < FEWEST {
        return None;
    }
    let mut stream = Address::opening(1, 0).open(&Purpose::interval("backtest"));
    let mut gains: Vec<f64> = (0..SAMPLES)
        .filter_map(|_| {
            let sums = (0..clusters.len()).fold((0.0, 0.0), |(own, theirs), _| {
                let drawn = clusters[below(clusters.len() as u64, &mut stream) as usize];
                (own + drawn.0, theirs + drawn.1)
            });
            saved(sums)
        })
        .collect();
    gains.sort_by(f64::total_cmp);
    // Each method but the one that it is compared with could have been the best.
    let rivals = (Method::ALL.len() - 1) as f64;
    let levels = [0.025 / rivals, 0.025, 0.975];
    (!gains.is_empty()).then(|| levels.map(|level| percentile(&gains, level)))
}

/// The method with the smallest score so many periods ahead.
pub fn best(marks: &[Mark], ahead: usize) -> Option<Method> {
    let mut sums: BTreeMap<Method, f64> = BTreeMap::new();
    for mark in marks.iter().filter(|mark| mark.ahead == ahead) {
        *sums.entry(mark.method).or_default() += mark.score.crps;
    }
    let best = sums.into_iter().min_by(|a, b| a.1.total_cmp(&b.1));
    best.map(|(method, _)| method)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_several_has_to_be_further_above_chance() {
        // Eight periods: in seven the method saves a tenth, in one it loses more. Of 2,000 samples some 1 % have that one four
        // times or more, and no gain: too few to matter at 2.5 %, and enough at a sixth of it.
        let mark = |method, origin: usize, crps| Mark {
            method,
            group: 0,
            origin,
            ahead: 1,
            score: Score {
                crps,
                error: crps,
                interval: crps,
                held: [true; 3],
                pit: 0.5,
            },
        };
        let of = |origin: usize| {
            let own = if origin == 7 { 1.14 } else { 0.9 };
            [
                mark(Method::Mean, origin, own),
                mark(Method::LastValue, origin, 1.0),
            ]
        };
        let marks: Vec<Mark> = (0..8).flat_map(of).collect();
        let gain = gain(&marks, Method::Mean, Method::LastValue, None).expect("a gain");
        let (low, _) = gain.over_periods.expect("an interval");
        let least = gain.of_best[1].expect("a limit");
        assert!(least < low, "{least} {low}");
        assert!(gain.is_shown() && !gain.is_shown_of_best());
        // Without the loss nothing is left to chance.
        let marks: Vec<Mark> = (0..7).flat_map(of).collect();
        let gain = super::gain(&marks, Method::Mean, Method::LastValue, None).expect("a gain");
        assert!(gain.is_shown() && gain.is_shown_of_best());
        // What is worse in every period is worse by more than chance.
        let gain = super::gain(&marks, Method::LastValue, Method::Mean, None).expect("a loss");
        assert!(gain.share < 0.0 && gain.is_shown() && !gain.is_shown_of_best());
    }
}
