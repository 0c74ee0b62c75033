//! Points at which a scenario is simulated: paths on which one number after another moves, and pairs of points that swap one
//! number each. A point is a place on the standard normal scale for every number.

use rand::RngExt;
use rand::seq::SliceRandom;
use tierone_stats::rng::{Address, Purpose};
use tierone_stats::special::normal_quantile;

/// Levels of a number on a path: the middles of so many parts of its law that are equally likely.
const LEVELS: usize = 4;

/// A number moves by so many levels: by half of its law.
const STEP: usize = LEVELS / 2;

/// A path: its points, and which number moved to reach each but the first.
pub struct Path {
    /// One more than there are numbers.
    pub points: Vec<Vec<f64>>,
    /// By step.
    pub moved: Vec<usize>,
}

/// A path through so many numbers, each of which moves once, in random order.
///
/// # Source
/// Morris (1991), Technometrics 33, 161–174, doi:10.1080/00401706.1991.10484804.
pub fn path(numbers: usize, seed: u64, which: u32) -> Path {
    let mut stream = Address::opening(seed, which).open(&Purpose::parameter("path"));
    let mut levels: Vec<usize> = (0..numbers)
        .map(|_| stream.random_range(0..LEVELS))
        .collect();
    let mut order: Vec<usize> = (0..numbers).collect();
    order.shuffle(&mut stream);
    let place = |levels: &[usize]| -> Vec<f64> {
        let middle = |level: &usize| normal_quantile((*level as f64 + 0.5) / LEVELS as f64);
        levels.iter().map(middle).collect()
    };
    let mut points = vec![place(&levels)];
    for number in &order {
        // Up from the lower half, and down from the upper.
        levels[*number] = (levels[*number] + STEP) % LEVELS;
        points.push(place(&levels));
    }
    Path {
        points,
        moved: order,
    }
}

/// Rows come in so many groups, which are drawn apart: how much groups differ is the error of what all of them say.
pub const GROUPS: u32 = 8;

/// Pairs of points, group by group in turn, at which each number's two places together are spread evenly over their law.
///
/// Within a group a number takes the points of a lattice in the plane, moved by chance, in an order of its own. What it does by
/// itself is then known much better than from places that are drawn one by one.
///
/// # Source
/// Owen (1998), ACM Transactions on Modeling and Computer Simulation 8, 71–102, doi:10.1145/272991.273010, §3; the lattice is
/// Kronecker's of the golden ratio: Niederreiter (1992), Random Number Generation and Quasi-Monte Carlo Methods, §5.1.
pub fn pairs(keys: &[&str], rows: u32, seed: u64) -> Vec<[Vec<f64>; 2]> {
    const GOLDEN: f64 = 0.618_033_988_749_895;
    const EDGE: f64 = 1e-9;
    let mut pairs = vec![[vec![0.0; keys.len()], vec![0.0; keys.len()]]; rows as usize];
    for group in 0..GROUPS.min(rows) {
        let members: Vec<u32> = (group..rows).step_by(GROUPS as usize).collect();
        for (number, key) in keys.iter().enumerate() {
            let mut stream = Address::opening(seed, group).open(&Purpose::parameter(key));
            let by: [f64; 2] = [stream.random(), stream.random()];
            let mut order: Vec<usize> = (0..members.len()).collect();
            order.shuffle(&mut stream);
            for (row, place) in members.iter().zip(order) {
                let place = place as f64;
                let at = [place / members.len() as f64, place * GOLDEN];
                for (end, (at, by)) in at.iter().zip(by).enumerate() {
                    let share = (at + by).fract().clamp(EDGE, 1.0 - EDGE);
                    pairs[*row as usize][end][number] = normal_quantile(share);
                }
            }
        }
    }
    pairs
}

/// The first point with one number of the second, number by number of those that are kept; after both.
///
/// # Source
/// Saltelli et al. (2010), Computer Physics Communications 181, 259–270, doi:10.1016/j.cpc.2009.09.018.
pub fn swapped(first: &[f64], second: &[f64], kept: &[usize]) -> Vec<Vec<f64>> {
    let one = |number: &usize| {
        let mut point = first.to_vec();
        point[*number] = second[*number];
        point
    };
    let both = [first.to_vec(), second.to_vec()];
    both.into_iter().chain(kept.iter().map(one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_a_group_the_places_of_a_number_are_spread_evenly() {
        // 16 rows a group: in each half of the law of either point there are eight, and in each quarter of both four, give or
        // take one.
        let pairs = pairs(&["one", "two"], 16 * GROUPS, 9);
        for group in 0..GROUPS as usize {
            let of_group = || pairs.iter().skip(group).step_by(GROUPS as usize);
            for number in 0..2 {
                let first = of_group().filter(|pair| pair[0][number] < 0.0).count();
                assert_eq!(first, 8, "{group} {number}");
                let low = |pair: &&[Vec<f64>; 2]| pair[0][number] < 0.0 && pair[1][number] < 0.0;
                let both = of_group().filter(low).count();
                assert!((3..=5).contains(&both), "{group} {number}: {both}");
            }
        }
        // Numbers are in orders of their own: their places do not go together.
        let sum: f64 = pairs.iter().map(|[first, _]| first[0] * first[1]).sum();
        // Four standard errors.
        assert!((sum / pairs.len() as f64).abs() < 4.0 / (pairs.len() as f64).sqrt());
    }

    #[test]
    fn on_a_path_each_number_moves_once_by_half_of_its_law() {
        let mut ups = 0;
        for which in 0..50 {
            let path = path(5, 3, which);
            let mut seen = path.moved.clone();
            seen.sort_unstable();
            assert_eq!(seen, [0, 1, 2, 3, 4]);
            for (step, number) in path.moved.iter().enumerate() {
                let (from, to) = (&path.points[step], &path.points[step + 1]);
                for other in 0..5 {
                    assert_eq!(from[other] == to[other], other != *number);
                }
                let (low, high) = if from[*number] < 0.0 {
                    (from, to)
                } else {
                    (to, from)
                };
                assert!(low[*number] < 0.0 && high[*number] > 0.0);
                ups += u32::from(from[*number] < 0.0);
            }
        }
        // Half of 250 moves, give or take four standard errors.
        assert!((93..=157).contains(&ups), "{ups}");
    }
}
