//! The sparse walk: candidates for error, thrown as Poisson events on decisions.
//!
//! An error of log-odds η happens with probability p; Poisson events of mean λ = −ln(1 − p) =
//! ln(1 + e^η) hit a decision at least once with just that probability. λ ≤ e^η, and e^η is a
//! product of a term of the seat and a term of the error stream (one attribute of one cell), so events
//! are walked along the seats at that upper rate with exponential gaps and thinned afterwards.

use rand::Rng;
use rand_distr::weighted::WeightedAliasIndex;
use rand_distr::{Distribution, Exp1};

use super::candidate::{Candidate, Chance};
use super::ids::{DecisionId, SYSTEM};
use super::population::{Dealt, Population};
use super::seats::Odds;
use tierone_stats::rng::Stream;

/// One attribute of one cell, and its odds for a caseworker of odds multiplier 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct ErrorStream {
    /// The cell, manual or system.
    pub cell: u32,
    /// Which attribute.
    pub attribute: u32,
    /// The activity of its decisions.
    pub activity: u32,
    /// Odds of error at multiplier 1.
    pub odds: f64,
    /// Whether the attribute is an accuracy attribute.
    pub accuracy: bool,
    /// Whether an error in it is worth money.
    pub monetary: bool,
}

/// What the inner loop needs of an error stream.
#[derive(Clone, Copy)]
struct UpperStream {
    odds: f64,
    /// The most decisions that any one seat has.
    size: u32,
    dealt: Dealt,
    /// A candidate of the error stream, but for what is drawn.
    candidate: Candidate,
}

/// Error streams at their separable upper rates.
struct Upper {
    streams: Vec<UpperStream>,
    choose: Option<WeightedAliasIndex<f64>>,
    total: f64,
}

impl Upper {
    /// Of error streams whose odds are all `pressed` times what they are.
    fn new(error_streams: &[ErrorStream], population: &Population, pressed: f64) -> Self {
        let stream = |(index, error_stream): (usize, &ErrorStream)| UpperStream {
            odds: error_stream.odds * pressed,
            size: population.largest(error_stream.cell) as u32,
            dealt: population.dealt(error_stream.cell),
            candidate: Candidate {
                id: DecisionId {
                    cell: error_stream.cell,
                    serial: 0,
                },
                place: SYSTEM,
                attribute: error_stream.attribute,
                error_stream: index as u32,
                inaccurate: error_stream.accuracy,
                risky: error_stream.accuracy || error_stream.monetary,
                chance: Chance {
                    u: 1.0,
                    odds: error_stream.odds * pressed,
                },
                yearly: 0.0,
            },
        };
        let streams: Vec<UpperStream> = error_streams.iter().enumerate().map(stream).collect();
        let weight = |stream: &UpperStream| stream.odds * f64::from(stream.size);
        let total = streams.iter().map(weight).sum();
        // With one error stream, or nothing to choose from, no choice is drawn.
        let choose = if error_streams.len() > 1 {
            WeightedAliasIndex::new(streams.iter().map(weight).collect()).ok()
        } else {
            None
        };
        Self {
            streams,
            choose,
            total,
        }
    }

    /// Turns an event at a place into a candidate, unless its position lies beyond the place's own
    /// size, which leaves the law exact, or its own number says that it is no error.
    ///
    /// One random word gives position and number: its product with the size has the position above
    /// and a uniform fraction below, coarser by the size than the word, which leaves it finer than a
    /// float.
    #[inline(always)]
    fn throw<R: Rng>(
        stream: &UpperStream,
        place: u32,
        multiplier: f64,
        rng: &mut R,
        candidates: &mut Vec<Candidate>,
    ) {
        let product = u128::from(rng.next_u64()) * u128::from(stream.size);
        // Below 2^53, so that the sign makes no difference; to a processor a signed number is simpler.
        let fraction = (product as u64 >> 11) as i64 as f64 * 2f64.powi(-53);
        let chance = Chance {
            u: 1.0 - fraction,
            odds: stream.odds * multiplier,
        };
        let serial = stream.dealt.serial(place, (product >> 64) as u64);
        if serial >= stream.dealt.decisions || !chance.happens() {
            return;
        }
        candidates.push(Candidate {
            id: DecisionId {
                serial: serial as u32,
                ..stream.candidate.id
            },
            place,
            chance,
            ..stream.candidate
        });
    }

    /// Throws an event at each of these places with their multipliers.
    #[inline(never)]
    fn throw_at(
        &self,
        at: impl Iterator<Item = (u32, f64)>,
        rng: &mut Stream,
        candidates: &mut Vec<Candidate>,
    ) {
        // A generator of one's own stays in registers, in short loops.
        let mut own = rng.clone();
        match (&self.streams[..], &self.choose) {
            ([only], _) => {
                let only = *only;
                for (place, multiplier) in at {
                    Self::throw(&only, place, multiplier, &mut own, candidates);
                }
            }
            (streams, Some(choose)) => {
                for (place, multiplier) in at {
                    let stream = &streams[choose.sample(&mut own)];
                    Self::throw(stream, place, multiplier, &mut own, candidates);
                }
            }
            _ => {}
        }
        *rng = own;
    }
}

/// Memory that one walk after another uses: when events come, and where.
#[derive(Debug, Default)]
pub(super) struct Events {
    times: Vec<f64>,
    places: Vec<u32>,
}

/// Walks the filled seats; candidates come out place by place, those of a decision together in the
/// order of its attributes, duplicates in the order of the walk. Odds are `pressed` times what they are.
pub(super) fn seats(
    population: &Population,
    error_streams: &[ErrorStream],
    (odds, pressed): (&Odds, f64),
    rng: &mut Stream,
    events: &mut Events,
    candidates: &mut Vec<Candidate>,
) {
    let upper = Upper::new(error_streams, population, pressed);
    if upper.total <= 0.0 || odds.each.is_empty() {
        return;
    }
    let Events { times, places } = events;
    arrivals(odds.total(), upper.total, rng, times);
    places.clear();
    places.extend(times.iter().map(|at| odds.place(*at)));
    let multiplier = |place: &u32| (*place, odds.each[*place as usize]);
    upper.throw_at(places.iter().map(multiplier), rng, candidates);
    bring_together(candidates);
}

/// Poisson events at `rate` on the line from 0 to `end`.
#[inline(never)]
fn arrivals(end: f64, rate: f64, rng: &mut Stream, times: &mut Vec<f64>) {
    let mut own = rng.clone();
    let scale = 1.0 / rate;
    times.clear();
    let mut gap = || -> f64 { Exp1.sample(&mut own) };
    let mut at = gap() * scale;
    while at < end {
        times.push(at);
        at += gap() * scale;
    }
    *rng = own;
}

/// Walks the system's decisions, which come after those of the seats.
pub(super) fn system(
    population: &Population,
    error_streams: &[ErrorStream],
    rng: &mut Stream,
    candidates: &mut Vec<Candidate>,
) {
    let upper = Upper::new(error_streams, population, 1.0);
    if upper.total <= 0.0 {
        return;
    }
    let first = candidates.len();
    let mut at: f64 = Exp1.sample(rng);
    while at < upper.total {
        upper.throw_at(std::iter::once((SYSTEM, 1.0)), rng, candidates);
        let gap: f64 = Exp1.sample(rng);
        at += gap;
    }
    bring_together(&mut candidates[first..]);
}

/// Brings the candidates of a decision together: places with many candidates, and those of which two
/// hit one decision, are sorted by decision and attribute (error streams of a cell are in the order of its
/// attributes). The sort is stable, which keeps duplicates in the order of the walk.
fn bring_together(candidates: &mut [Candidate]) {
    const MANY: usize = 5;
    let crowded = |window: &[Candidate]| {
        let (last, before) = window.split_last().expect("windows are not empty");
        let key = last.id.key();
        let twice = before
            .iter()
            .fold(false, |any, c| any | (c.id.key() == key));
        twice | (before[0].place == last.place)
    };
    // The first few have too little before them to tell.
    let mut at = 0;
    while at < MANY.min(candidates.len()) {
        at = sort_place(candidates, at);
    }
    while let Some(found) = candidates
        .get(at.saturating_sub(MANY - 1)..)
        .and_then(|rest| rest.windows(MANY).position(crowded))
    {
        at = sort_place(candidates, at + found);
    }
}

/// Sorts the candidates of the place that candidate `at` is of; returns where the next place begins.
fn sort_place(candidates: &mut [Candidate], at: usize) -> usize {
    let place = candidates[at].place;
    let same = |candidate: &&Candidate| candidate.place == place;
    let first = at - candidates[..at].iter().rev().take_while(same).count();
    let end = at + candidates[at..].iter().take_while(same).count();
    candidates[first..end].sort_by_key(|candidate| (candidate.id, candidate.error_stream));
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;
    use tierone_stats::rng::{Address, Purpose};

    #[test]
    fn candidates_of_a_decision_come_together_in_order() {
        let mut rng = Address::opening(3, 0).open(&Purpose::world());
        for most in [1, 2, 3, 9, 40] {
            for _ in 0..300 {
                let mut candidates: Vec<Candidate> = Vec::new();
                for place in 0..6 {
                    for _ in 0..rng.random_range(0..=most) {
                        candidates.push(Candidate {
                            id: DecisionId {
                                cell: place,
                                serial: rng.random_range(0..4),
                            },
                            place,
                            attribute: 0,
                            error_stream: rng.random_range(0..3),
                            inaccurate: true,
                            risky: true,
                            chance: Chance { u: 0.5, odds: 0.5 },
                            // The order of the walk.
                            yearly: candidates.len() as f64,
                        });
                    }
                }
                bring_together(&mut candidates);
                let mut seen = std::collections::HashSet::new();
                for decision in candidates.chunk_by(|a, b| a.id == b.id) {
                    assert!(seen.insert(decision[0].id), "in two pieces");
                    assert!(decision.is_sorted_by_key(|c| (c.error_stream, c.yearly as u64)));
                }
                assert!(candidates.is_sorted_by_key(|c| c.place));
            }
        }
    }

    #[test]
    fn the_quick_test_agrees_with_the_exact_one() {
        for odds in [1e-4, 0.003, 0.09, 0.5, 1.5, 4.0, 900.0] {
            for step in 1..=1_000 {
                let u = f64::from(step) / 1_000.0;
                let exact = u * odds < f64::ln_1p(odds);
                assert_eq!(Chance { u, odds }.happens(), exact, "{u} {odds}");
            }
        }
    }

    #[test]
    fn the_quick_test_of_a_lowered_error_agrees_with_the_exact_one() {
        for odds in [1e-4, 0.003, 0.5, 1.5, 4.0, 900.0] {
            for fall in [1e-9, 0.01, 0.3, 0.9, 1.4, 3.0, 40.0] {
                for step in 1..=1_000 {
                    let u = f64::from(step) / 1_000.0;
                    let exact = u * odds < f64::ln_1p(odds * f64::exp(-fall));
                    assert_eq!(
                        Chance { u, odds }.survives(fall),
                        exact,
                        "{u} {odds} {fall}"
                    );
                }
            }
        }
    }

    #[test]
    fn an_error_survives_with_the_probability_of_its_lowered_odds() {
        // Events at rate e^η, thinned: the rate left is ln(1 + e^(η − fall)).
        let (odds, fall) = (0.4f64, 0.7f64);
        let kept = (1..=1_000_000)
            .filter(|step| {
                let chance = Chance {
                    u: f64::from(*step) / 1e6,
                    odds,
                };
                chance.happens() && chance.survives(fall)
            })
            .count();
        let expected = (odds * (-fall).exp()).ln_1p() / odds;
        // A grid of a million steps is exact to one step.
        assert!((kept as f64 / 1e6 - expected).abs() < 1.5e-6);
    }
}
