//! Chances that nothing comes of what is drawn of one caseworker's decisions.

use tierone_stats::special::binomial_mass;

/// More decisions than this are taken as if each were drawn on its own.
const MOST: usize = 400;

/// A number of decisions, of each of which something comes with the same chance once it is drawn.
pub(super) type Alike = (f64, f64);

/// Chance that nothing comes of a caseworker's decisions where exactly so many are drawn of them, without replacement.
/// Between whole numbers in proportion.
pub(super) fn of_quota(held: &[Alike], drawn: f64) -> f64 {
    let all: f64 = held.iter().map(|(n, _)| n).sum();
    if all <= 0.0 || drawn <= 0.0 {
        return 1.0;
    }
    let drawn = drawn.min(all);
    let Some(sums) = symmetric(held, drawn as usize + 1) else {
        let mean: f64 = held.iter().map(|(n, q)| n * (1.0 - q)).sum::<f64>() / all;
        return mean.powf(drawn);
    };
    let at = |k: usize| sums.get(k).copied().unwrap_or(0.0);
    let whole = drawn.floor();
    let rest = drawn - whole;
    let below = at(whole as usize);
    if rest < 1e-9 {
        below
    } else {
        below + rest * (at(whole as usize + 1) - below)
    }
}

/// The same where `drawn` decisions are drawn of `population`, of which the caseworker's are some, without replacement. A
/// population that is expected is taken as the whole number beside it, with the same share drawn.
pub(super) fn of_group(held: &[Alike], drawn: f64, population: f64) -> f64 {
    let all: f64 = held.iter().map(|(n, _)| n).sum();
    if all <= 0.0 || drawn <= 0.0 {
        return 1.0;
    }
    let share = (drawn / population).min(1.0);
    if all <= MOST as f64 - 1.0 && !held.iter().all(|(n, _)| is_whole(*n)) {
        // Of what another sample has left: the whole number above, of the whole number beside the population, with as much that
        // is expected to come of as many drawn.
        let above = all.ceil();
        let whole = population.round().max(above);
        let up: f64 = held.iter().map(|(n, q)| n * q).sum::<f64>() / population;
        let alike = [(above, (up * whole / above).min(1.0))];
        return of_group(&alike, drawn.min(whole), whole);
    }
    let population = population.round().max(all.round());
    let drawn = share * population;
    let (below, rest) = (drawn.floor(), drawn.fract());
    if (1e-6..1.0 - 1e-6).contains(&rest) && below + 1.0 <= population {
        let at = |drawn: f64| of_group(held, drawn, population);
        return (1.0 - rest) * at(below) + rest * at(below + 1.0);
    }
    let (n, big) = (drawn.round(), population.round());
    let Some(sums) = symmetric(held, hardly_more_than(all * n / big)) else {
        return held
            .iter()
            .map(|(n, q)| (n * (-share * q).ln_1p()).exp())
            .product();
    };
    let h = all.round();
    // How many of the caseworker's are among the drawn: hypergeometric, as a product of binomial masses (Loader 2000).
    let p = n / big;
    let whole_sample = binomial_mass(n, big, p, 1.0 - p);
    let mass = |k: f64| {
        binomial_mass(k, h, p, 1.0 - p) * binomial_mass(n - k, big - h, p, 1.0 - p) / whole_sample
    };
    if p >= 1.0 {
        return sums.last().copied().unwrap_or(1.0);
    }
    let each = sums.iter().enumerate();
    each.map(|(k, nothing)| mass(k as f64) * nothing)
        .sum::<f64>()
        .clamp(0.0, 1.0)
}

/// A number that a count with this mean exceeds with a chance below 1e-19, by Chernoff's bound for the Poisson distribution: it holds
/// for draws without replacement too (Hoeffding 1963, doi:10.1080/01621459.1963.10500830, §6).
fn hardly_more_than(mean: f64) -> usize {
    let is_rare = |k: usize| {
        let k = k as f64;
        k > mean && k * (k / mean).ln() - k + mean > 45.0
    };
    (0..MOST).find(|k| is_rare(*k)).unwrap_or(MOST)
}

/// The same where decisions stand in this order and every `step`-th is drawn, from a start that may be anywhere in the first step.
pub(super) fn of_steps(held: &[Alike], step: f64) -> f64 {
    let mut ends = Vec::with_capacity(held.len());
    for (n, _) in held {
        ends.push(ends.last().copied().unwrap_or(0.0) + n);
    }
    let all = ends.last().copied().unwrap_or(0.0);
    // Nothing is drawn, or there is nothing to draw.
    if all <= 0.0 || !(step > 0.0 && step.is_finite()) {
        return 1.0;
    }
    if all / step > MOST as f64 {
        let mean: f64 = held.iter().map(|(n, q)| n * (1.0 - q)).sum::<f64>() / all;
        return mean.powf(all / step);
    }
    // Between starts at which a draw passes from one part to the next, the same parts are drawn from.
    let mut starts: Vec<f64> = ends.iter().map(|end| end % step).collect();
    starts.extend([0.0, step]);
    starts.sort_by(f64::total_cmp);
    let nothing = |start: f64| -> f64 {
        let mut quiet = 1.0;
        let mut at = start;
        while at < all {
            let part = ends.iter().position(|end| at < *end);
            quiet *= 1.0 - held[part.unwrap_or(held.len() - 1)].1;
            at += step;
        }
        quiet
    };
    let each = starts.windows(2);
    each.map(|pair| (pair[1] - pair[0]) / step * nothing(0.5 * (pair[0] + pair[1])))
        .sum()
}

fn is_whole(n: f64) -> bool {
    (n - n.round()).abs() < 1e-6
}

/// By how many are drawn of them, at most so many: the mean, over all ways of drawing so many, of the chance that nothing comes of any. None
/// where numbers are not whole or too many.
///
/// They are the elementary symmetric polynomials of the single chances over their number of terms, built up decision by
/// decision: `e_k/C(h, k)` of *h* is that of *h* − 1 with the last one in the sample with probability *k/h*.
fn symmetric(held: &[Alike], at_most: usize) -> Option<Vec<f64>> {
    let all: f64 = held.iter().map(|(n, _)| n).sum();
    if all > MOST as f64 || held.iter().any(|(n, _)| !is_whole(*n)) {
        return None;
    }
    let mut sums = vec![1.0];
    let mut h = 0;
    for (n, q) in held {
        for _ in 0..n.round() as usize {
            h += 1;
            if h <= at_most {
                sums.push(0.0);
            }
            // From the end, so that each is worked out from those of one decision fewer.
            for k in (1..sums.len()).rev() {
                let inside = k as f64 / h as f64;
                sums[k] = (1.0 - inside) * sums[k] + inside * (1.0 - q) * sums[k - 1];
            }
        }
    }
    Some(sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_spread_over_parts_leave_nothing_less_often_than_a_random_sample() {
        // Ten decisions, every fifth drawn: one of the first five and one of the last five, or both of one kind.
        let apart = [(5.0, 0.9), (5.0, 0.1)];
        assert!((of_steps(&apart, 5.0) - 0.1 * 0.9).abs() < 1e-12);
        // Where all are alike it is the chance of so many.
        for step in [1.0, 2.0, 3.0, 7.0, 40.0] {
            let alike = [(12.0, 0.3)];
            assert!((of_steps(&alike, step) - of_quota(&alike, 12.0 / step)).abs() < 1e-12);
        }
        // Nothing is drawn where no step is one.
        assert_eq!(of_steps(&apart, f64::INFINITY), 1.0);
        assert_eq!(of_steps(&apart, f64::NAN), 1.0);
        // Of 3 and 5 every fourth is drawn: from starts 0 to 3 one of each, from 3 to 4 both of the second part.
        let parts = [(3.0, 0.5), (5.0, 0.2)];
        let each = 0.75 * 0.5 * 0.8 + 0.25 * 0.8 * 0.8;
        assert!((of_steps(&parts, 4.0) - each).abs() < 1e-12);
    }

    #[test]
    fn a_sample_without_replacement_leaves_nothing_as_often_as_all_samples_say() {
        // Of two decisions with 0.5 and one with 0.2, two of three are drawn.
        let held = [(2.0, 0.5), (1.0, 0.2)];
        let theory = (0.5 * 0.5 + 2.0 * 0.5 * 0.8) / 3.0;
        assert!((of_quota(&held, 2.0) - theory).abs() < 1e-12);
        assert!((of_quota(&held, 3.0) - 0.5 * 0.5 * 0.8).abs() < 1e-12);
        // Two of four, of which these are three: one of them is left out, or two are.
        let two = 0.5 * theory;
        let one = 0.5 * (0.5 + 0.5 + 0.8) / 3.0;
        assert!((of_group(&held, 2.0, 4.0) - two - one).abs() < 1e-9);
        // Half of 4.2 on average is half of four, and of fewer than there are of all of them.
        assert!((of_group(&held, 2.1, 4.2) - two - one).abs() < 1e-9);
        // One is drawn of 3.6 that are left, and of 7.2 of which these are half.
        assert!((of_group(&[(3.6, 0.5)], 1.0, 3.6) - 0.5).abs() < 1e-9);
        assert!((of_group(&[(3.6, 0.5)], 1.0, 7.2) - 0.75).abs() < 1e-9);
        assert!((of_group(&held, 2.0, 2.0) - of_quota(&held, 3.0)).abs() < 1e-9);
    }

    #[test]
    fn numbers_that_are_hardly_ever_drawn_are_left_out_and_missed_by_nobody() {
        // 300 decisions of one caseworker, among 6,000 of which 40 are drawn.
        let held = [(100.0, 0.02), (200.0, 0.05)];
        assert!(hardly_more_than(2.0) < 30);
        // The chance of each number of the 300 among the drawn, one more drawn at a time.
        let mut ways = vec![1.0];
        for turn in 0..40 {
            let left = 6_000.0 - f64::from(turn);
            ways.push(0.0);
            for k in (0..ways.len()).rev() {
                let others = (5_700.0 - (f64::from(turn) - k as f64)) / left;
                let one_more = if k == 0 {
                    0.0
                } else {
                    ways[k - 1] * (300.0 - (k as f64 - 1.0)) / left
                };
                ways[k] = ways[k] * others + one_more;
            }
        }
        let sums = symmetric(&held, MOST).expect("whole numbers");
        let all: f64 = ways
            .iter()
            .zip(&sums)
            .map(|(way, nothing)| way * nothing)
            .sum();
        assert!((of_group(&held, 40.0, 6_000.0) - all).abs() < 1e-12);
    }
}
