//! A fixed total that follows draws from what is known of each caseworker's or activity's fail rate.

use rand::Rng;
use rand_distr::{Beta, Distribution, Exp1};

use crate::allocate::cut_evenly;
use crate::design::{Ask, Asking, Design};
use crate::history::{History, Tally};
use crate::strata::Stratify;
use tierone_scenario::{Learning, Over};
use tierone_stats::rng::Stream;
use tierone_stats::units::largest_remainder;

impl Design for Learning {
    fn known_inclusion(&self) -> bool {
        self.floor > 0
    }

    fn stratify(&self) -> Stratify {
        match self.over {
            Over::Caseworkers => Stratify::Caseworker,
            Over::Activities => Stratify::Activity,
        }
    }

    fn history(&self, units: usize) -> Option<History> {
        Some(History::Tallies(
            1.0 - self.forget,
            vec![Tally::default(); units],
        ))
    }

    fn ask(&self, asking: &Asking, rng: &mut Stream) -> Ask {
        let held = &asking.strata.sizes;
        let total = self.checks.min(held.iter().sum());
        let floors: Vec<u64> = held.iter().map(|held| self.floor.min(*held)).collect();
        // Too few for the floors are spread at random, everybody's expectation in proportion.
        let mut sizes = cut_evenly(&floors, total, rng);
        let mut left = total - sizes.iter().sum::<u64>();
        let units = held.iter().filter(|held| **held > 0).count();
        // Half up, like every rounding of a share.
        let winners = ((self.top * units as f64 + 0.5).floor() as usize).max(1);
        for round in (1..=self.rounds).rev() {
            if left == 0 {
                break;
            }
            let part = left.div_ceil(round);
            left -= part - share_out(part, winners, (self, asking), &mut sizes, rng);
        }
        // What a last round could not place, because the highest draws were full, goes on.
        while left > 0 {
            left = share_out(left, winners, (self, asking), &mut sizes, rng);
        }
        Ask {
            quota: self.checks,
            sizes,
        }
    }
}

/// Draws everybody's fail rate and gives `part` to the highest draws, so many winners at a time, in
/// equal parts as far as they hold so many. Returns what was not placed when everybody had a turn.
/// Rates are compared by −ln(1 − rate), which rises with them.
fn share_out(
    mut part: u64,
    winners: usize,
    (keys, asking): (&Learning, &Asking),
    sizes: &mut [u64],
    rng: &mut Stream,
) -> u64 {
    let held = &asking.strata.sizes;
    let mut drawn = draws(keys, asking, sizes, rng);
    let falling = |a: &(f64, usize), b: &(f64, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    while part > 0 && !drawn.is_empty() {
        let winners = winners.min(drawn.len());
        if winners < drawn.len() {
            drawn.select_nth_unstable_by(winners, falling);
        }
        let mut top: Vec<(f64, usize)> = drawn.drain(..winners).collect();
        top.sort_unstable_by(falling);
        let shares = largest_remainder(part, &vec![1; winners]);
        for ((_, stratum), share) in top.into_iter().zip(shares) {
            let given = share.min(held[stratum] - sizes[stratum]);
            sizes[stratum] += given;
            part -= given;
        }
    }
    part
}

/// −ln(1 − rate) of a fail rate for everybody who holds more than is asked already.
fn draws(keys: &Learning, asking: &Asking, sizes: &[u64], rng: &mut Stream) -> Vec<(f64, usize)> {
    let (fails, passes) = (keys.prior_fails, keys.prior_passes);
    let open = (0..sizes.len()).filter(|stratum| sizes[*stratum] < asking.strata.sizes[*stratum]);
    let draw = |stratum: usize| {
        let known = match asking.history {
            History::Tallies(_, tallies) => tallies[asking.unit(stratum)],
            _ => Tally::default(),
        };
        let rate = minus_log_rest(fails + known.failed, passes + known.passed, rng);
        (rate, stratum)
    };
    open.map(draw).collect()
}

/// Draws −ln(1 − x) of a beta variable x.
///
/// For a whole number `a` it is the a-th smallest of exponential waiting times (x being the a-th smallest
/// of uniform numbers): the sum of `a` gaps with rates b, b + 1, …, b + a − 1. Most caseworkers have failed
/// so seldom that this takes a few quick draws.
/// # Source
/// Rényi (1953), Acta Math. Acad. Sci. Hungar. 4, 191–231.
fn minus_log_rest<R: Rng>(a: f64, b: f64, rng: &mut R) -> f64 {
    const FEW: f64 = 16.0;
    if a <= FEW && a.fract() == 0.0 {
        let gap = |rank: u32| -> f64 {
            let exponential: f64 = Exp1.sample(rng);
            exponential / (b + f64::from(rank))
        };
        return (0..a as u32).map(gap).sum();
    }
    let rate = Beta::new(a, b);
    rate.map_or(0.0, |rate| -(-rate.sample(rng)).ln_1p())
}
