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

/// A path: its points, and which number moved to reach each but the first; upwards, or down.
pub struct Path {
    /// One more than there are numbers.
    pub points: Vec<Vec<f64>>,
    /// By step: the number, and whether it went up.
    pub moves: Vec<(usize, bool)>,
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
    let mut moves = Vec::new();
    for number in order {
        let up = levels[number] < STEP;
        levels[number] = if up {
            levels[number] + STEP
        } else {
            levels[number] - STEP
        };
        points.push(place(&levels));
        moves.push((number, up));
    }
    Path { points, moves }
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
    fn on_a_path_each_number_moves_once_by_half_of_its_law() {
        let mut ups = 0;
        for which in 0..50 {
            let path = path(5, 3, which);
            let mut seen: Vec<usize> = path.moves.iter().map(|(number, _)| *number).collect();
            seen.sort_unstable();
            assert_eq!(seen, [0, 1, 2, 3, 4]);
            for (step, (number, up)) in path.moves.iter().enumerate() {
                let (from, to) = (&path.points[step], &path.points[step + 1]);
                for other in 0..5 {
                    assert_eq!(from[other] == to[other], other != *number);
                }
                assert_eq!(to[*number] > from[*number], *up);
                ups += u32::from(*up);
            }
        }
        // Half of 250 moves, give or take four standard errors.
        assert!((93..=157).contains(&ups), "{ups}");
    }
}
