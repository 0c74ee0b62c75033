//! The sparse walk: candidates for error, thrown as Poisson events on decisions.
//!
//! An error of log-odds η happens with probability p; Poisson events of mean λ = −ln(1 − p) =
//! ln(1 + e^η) hit a decision at least once with just that probability. λ ≤ e^η, and e^η is a
//! product of a term of the seat and a term of the strand (one attribute of one part), so events
//! are walked along the seats at that upper rate with exponential gaps and thinned afterwards.

use rand::Rng;
use rand_distr::weighted::WeightedAliasIndex;
use rand_distr::{Distribution, Exp1};

use super::population::{DecisionId, Population, SYSTEM};
use crate::rng::Stream;

/// One attribute of one half of a part, and its odds for a caseworker of odds multiplier 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strand {
    /// The half, manual or system.
    pub part: u32,
    /// Which attribute.
    pub attribute: u32,
    /// The activity of the part.
    pub activity: u32,
    /// Odds of error at multiplier 1.
    pub odds: f64,
    /// Whether the attribute is an accuracy attribute.
    pub accuracy: bool,
    /// Whether an error in it is worth money.
    pub monetary: bool,
}

/// An event that became a candidate. Its strand says which attribute of which half.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    pub id: DecisionId,
    pub place: u32,
    pub strand: u32,
    pub chance: Chance,
}

/// Strands with the most decisions that any one seat has of each.
struct Upper<'a> {
    strands: &'a [Strand],
    sizes: Vec<u32>,
    choose: Option<WeightedAliasIndex<f64>>,
    total: f64,
}

impl<'a> Upper<'a> {
    fn new(strands: &'a [Strand], size: impl Fn(u32) -> u64) -> Self {
        let sizes: Vec<u32> = strands
            .iter()
            .map(|strand| size(strand.part) as u32)
            .collect();
        let weights: Vec<f64> = strands
            .iter()
            .zip(&sizes)
            .map(|(strand, n)| strand.odds * f64::from(*n))
            .collect();
        let total = weights.iter().sum();
        // With one strand, or nothing to choose from, no choice is drawn.
        let choose = if strands.len() > 1 {
            WeightedAliasIndex::new(weights).ok()
        } else {
            None
        };
        Self {
            strands,
            sizes,
            choose,
            total,
        }
    }

    /// A strand, a position within it, and a uniform number above 0 and up to 1.
    ///
    /// One random word gives the last two: its product with the size has the position above and a
    /// uniform fraction below, coarser by the size than the word, which leaves it finer than a float.
    #[inline]
    fn draw<R: Rng>(&self, rng: &mut R) -> (usize, u32, f64) {
        let strand = match &self.choose {
            Some(choose) => choose.sample(rng),
            None => 0,
        };
        let product = u128::from(rng.next_u64()) * u128::from(self.sizes[strand]);
        let fraction = (product as u64 >> 11) as f64 * 2f64.powi(-53);
        (strand, (product >> 64) as u32, 1.0 - fraction)
    }
}

/// Walks the filled seats in order; events come out in order of place, part, decision, attribute and,
/// for collapsed duplicates, of the walk.
pub(super) fn seats(
    population: &Population,
    strands: &[Strand],
    odds: &[f64],
    stream: &mut Stream,
    events: &mut Vec<Event>,
) {
    let upper = Upper::new(strands, |part| population.largest(part));
    if upper.total <= 0.0 {
        return;
    }
    // A generator of one's own stays in registers.
    let mut rng = stream.clone();
    let scale = 1.0 / upper.total;
    let mut gap = next_gap(&mut rng) * scale;
    for (place, &seat_odds) in odds.iter().enumerate() {
        let place = place as u32;
        let first = events.len();
        let mut left = seat_odds;
        while gap < left {
            left -= gap;
            gap = next_gap(&mut rng) * scale;
            let (index, position, u) = upper.draw(&mut rng);
            let strand = &upper.strands[index];
            let odds = strand.odds * seat_odds;
            let chance = Chance { u, odds };
            // A position beyond the seat's own size is dropped, which leaves the law exact.
            if let Some(id) = population.decision(strand.part, place, u64::from(position))
                && chance.happens()
            {
                events.push(Event {
                    id,
                    place,
                    strand: index as u32,
                    chance,
                });
            }
        }
        gap -= left;
        in_decision_order(&mut events[first..]);
    }
    *stream = rng;
}

/// Walks the system's decisions.
pub(super) fn system(
    population: &Population,
    strands: &[Strand],
    stream: &mut Stream,
    events: &mut Vec<Event>,
) {
    let upper = Upper::new(strands, |part| population.size(part));
    if upper.total <= 0.0 {
        return;
    }
    let first = events.len();
    let mut at = next_gap(stream);
    while at < upper.total {
        let (index, position, u) = upper.draw(stream);
        let strand = &upper.strands[index];
        let chance = Chance {
            u,
            odds: strand.odds,
        };
        if chance.happens() {
            events.push(Event {
                id: DecisionId {
                    part: strand.part,
                    serial: position,
                },
                place: SYSTEM,
                strand: index as u32,
                chance,
            });
        }
        at += next_gap(stream);
    }
    in_decision_order(&mut events[first..]);
}

/// What decides whether an event is an error: its own uniform number `u` and the odds at which it was
/// thrown. It is an error when `u·e^η < ln(1 + e^(η − fall))`.
#[derive(Clone, Copy, Debug)]
pub struct Chance {
    u: f64,
    odds: f64,
}

impl Chance {
    /// Whether it is an error where no feedback was given.
    #[inline]
    fn happens(self) -> bool {
        // ln(1 + x)/x is at least 1 − x/2, which settles almost all without a logarithm.
        self.u < 1.0 - 0.5 * self.odds || self.u * self.odds < self.odds.ln_1p()
    }

    /// Whether it still is one where feedback has lowered the log-odds by `fall`.
    #[inline]
    pub fn survives(self, fall: f64) -> bool {
        fall == 0.0 || self.u * self.odds < (self.odds * (-fall).exp()).ln_1p()
    }
}

fn next_gap<R: Rng>(rng: &mut R) -> f64 {
    Exp1.sample(rng)
}

/// Sorts one seat's events by decision and attribute (strands of a half are in the order of its
/// attributes); a stable sort keeps duplicates in the order in which they were walked.
fn in_decision_order(events: &mut [Event]) {
    if events.len() > 1 {
        events.sort_by_key(|event| (event.id, event.strand));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
