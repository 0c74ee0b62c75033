//! The sparse walk: candidates for error, thrown as Poisson events on decisions.
//!
//! An error of log-odds η happens with probability p; Poisson events of mean λ = −ln(1 − p) =
//! ln(1 + e^η) hit a decision at least once with just that probability. λ ≤ e^η, and e^η is a
//! product of a term of the seat and a term of the strand (one attribute of one part), so events
//! are walked along the seats at that upper rate with exponential gaps and thinned afterwards.

use rand::{Rng, RngExt};
use rand_distr::weighted::WeightedAliasIndex;
use rand_distr::{Distribution, Exp1};

use super::population::{DecisionId, Population, SYSTEM};

/// One attribute of one half of a part, and its odds for a caseworker of odds multiplier 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strand {
    /// The half, manual or system.
    pub part: u32,
    /// Index into the activity's attributes.
    pub error: u32,
    /// Odds of error at multiplier 1.
    pub odds: f64,
}

/// An event that became a candidate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    pub id: DecisionId,
    pub place: u32,
    pub error: u32,
    pub margin: f64,
}

/// Strands with the most decisions that any one seat has of each.
struct Upper<'a> {
    strands: &'a [Strand],
    sizes: Vec<u64>,
    choose: Option<WeightedAliasIndex<f64>>,
    total: f64,
}

impl<'a> Upper<'a> {
    fn new(strands: &'a [Strand], size: impl Fn(u32) -> u64) -> Self {
        let sizes: Vec<u64> = strands.iter().map(|strand| size(strand.part)).collect();
        let weights: Vec<f64> = strands
            .iter()
            .zip(&sizes)
            .map(|(strand, n)| strand.odds * *n as f64)
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

    fn draw<R: Rng>(&self, rng: &mut R) -> (Strand, u64) {
        let index = self.choose.as_ref().map_or(0, |choose| choose.sample(rng));
        (self.strands[index], rng.random_range(0..self.sizes[index]))
    }
}

/// Walks the filled seats in order; events come out in order of seat, part, decision, attribute
/// and, for collapsed duplicates, of the walk.
pub(super) fn seats<R: Rng>(
    population: &Population,
    strands: &[Strand],
    odds: &[f64],
    rng: &mut R,
    events: &mut Vec<Event>,
) {
    let upper = Upper::new(strands, |part| population.largest(part));
    if upper.total <= 0.0 {
        return;
    }
    let mut gap = next_gap(rng) / upper.total;
    for (place, &seat_odds) in odds.iter().enumerate() {
        let place = place as u32;
        let first = events.len();
        let mut left = seat_odds;
        while gap < left {
            left -= gap;
            gap = next_gap(rng) / upper.total;
            let (strand, position) = upper.draw(rng);
            let margin = margin(open_unit(rng), strand.odds * seat_odds);
            // A position beyond the seat's own size is dropped, which leaves the law exact.
            if let Some(id) = population.decision(strand.part, place, position)
                && margin > 0.0
            {
                events.push(Event {
                    id,
                    place,
                    error: strand.error,
                    margin,
                });
            }
        }
        gap -= left;
        in_decision_order(&mut events[first..]);
    }
}

/// Walks the system's decisions.
pub(super) fn system<R: Rng>(
    population: &Population,
    strands: &[Strand],
    rng: &mut R,
    events: &mut Vec<Event>,
) {
    let upper = Upper::new(strands, |part| population.size(part));
    if upper.total <= 0.0 {
        return;
    }
    let first = events.len();
    let mut at = next_gap(rng);
    while at < upper.total {
        let (strand, position) = upper.draw(rng);
        let margin = margin(open_unit(rng), strand.odds);
        if margin > 0.0 {
            let id = DecisionId {
                part: strand.part,
                serial: position as u32,
            };
            events.push(Event {
                id,
                place: SYSTEM,
                error: strand.error,
                margin,
            });
        }
        at += next_gap(rng);
    }
    in_decision_order(&mut events[first..]);
}

/// The fall in log-odds below which an event at `u` is still an error.
///
/// It is an error when `u·e^η < ln(1 + e^(η − fall))`, that is when
/// `fall < η − ln(e^(u·e^η) − 1)`. Negative: not an error even without any feedback.
fn margin(u: f64, odds: f64) -> f64 {
    let x = u * odds;
    if x < 0.1 {
        // ln((e^x − 1)/x) = x/2 + x²/24 − x⁴/2880 + O(x⁶/181440), 6e-12 at most here.
        let x2 = x * x;
        -u.ln() - (x / 2.0 + x2 / 24.0 - x2 * x2 / 2880.0)
    } else {
        odds.ln() - x.exp_m1().ln()
    }
}

fn next_gap<R: Rng>(rng: &mut R) -> f64 {
    Exp1.sample(rng)
}

/// Uniform above 0 and up to 1, so that its logarithm is finite.
fn open_unit<R: Rng>(rng: &mut R) -> f64 {
    1.0 - rng.random::<f64>()
}

/// Sorts one seat's events by decision and attribute; a stable sort keeps duplicates in the order
/// in which they were walked.
fn in_decision_order(events: &mut [Event]) {
    if events.len() > 1 {
        events.sort_by_key(|event| (event.id, event.error));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_margin_solves_its_equation() {
        for odds in [0.003f64, 0.09, 0.5, 4.0] {
            for u in [1e-6, 0.02, 0.3, 0.9999] {
                let fall = margin(u, odds);
                let rate = (odds * (-fall).exp()).ln_1p();
                assert!((rate / (u * odds) - 1.0).abs() < 1e-10, "{u} {odds}");
            }
        }
    }
}
