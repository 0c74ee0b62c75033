//! What a headline may claim: differences that are more than chance, however many are compared. Whether one of simulated
//! differences is says [`side`], as for every sentence of the answer.

pub(super) use tierone_engine::study::{beyond, chance, farthest, side};

use crate::words::listed;
use tierone_engine::study::Spread;
use tierone_stats::monte_carlo::summarise;
use tierone_stats::special::{Tails, binomial_tails, chi_squared_quantile, hypergeometric_tails};

/// A value a replication; none where it cannot be computed.
pub(super) type Column = Vec<Option<f64>>;

/// One column less another, replication by replication.
pub(super) fn less(ours: &[Option<f64>], theirs: &[Option<f64>]) -> Column {
    let pairs = ours.iter().zip(theirs);
    pairs.map(|(a, b)| Some((*a)? - (*b)?)).collect()
}

/// Mean, error and percentiles of a column.
pub(super) fn spread(values: &[Option<f64>]) -> Option<Spread> {
    let summary = summarise(values)?;
    Some(Spread {
        mean: summary.mean,
        sd: summary.sd,
        mcse: summary.mcse,
        percentiles: Some([summary.p2_5, summary.p50, summary.p97_5]),
        replications: summary.n,
    })
}

/// Values whose mean is the root of the mean square, and whose spread is its error by the delta method.
pub(super) fn rooted(squares: &[Option<f64>]) -> Column {
    let mean = summarise(squares).map_or(0.0, |summary| summary.mean);
    let root = mean.sqrt();
    let of = |square: f64| {
        if root > 0.0 {
            root + (square - mean) / (2.0 * root)
        } else {
            0.0
        }
    };
    squares.iter().map(|square| square.map(of)).collect()
}

/// Values whose mean is a ratio of two means, and whose spread is its error by the delta method; none without a mean to
/// divide by.
pub(super) fn ratios(above: &[Option<f64>], below: &[Option<f64>]) -> Option<Column> {
    let (top, bottom) = (summarise(above)?.mean, summarise(below)?.mean);
    if bottom <= 0.0 {
        return None;
    }
    let ratio = top / bottom;
    let pairs = above.iter().zip(below);
    Some(
        pairs
            .map(|(a, b)| Some(ratio + ((*a)? - ratio * (*b)?) / bottom))
            .collect(),
    )
}

/// The column whose mean is furthest from zero of those that are not zero by more than chance.
pub(super) fn furthest(columns: &[Column], compared: usize) -> Option<(usize, Spread)> {
    let clear = columns.iter().enumerate();
    let clear = clear.filter(|(_, column)| side(column, compared) != 0.0);
    furthest_of(clear)
}

/// The column whose mean is furthest from zero, the first of several.
pub(super) fn furthest_of<'c>(
    columns: impl Iterator<Item = (usize, &'c Column)>,
) -> Option<(usize, Spread)> {
    let spreads = columns.filter_map(|(place, column)| Some((place, spread(column)?)));
    let further = |a: &(usize, Spread), b: &(usize, Spread)| b.1.mean.abs() > a.1.mean.abs();
    spreads.reduce(|a, b| if further(&a, &b) { b } else { a })
}

/// Who leads among several columns.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Order {
    /// The place of the one with the best mean.
    pub(super) best: usize,
    /// Places of those that are not behind it by more than chance.
    pub(super) as_good: Vec<usize>,
    /// Places of those that are, the last of them at the end.
    pub(super) behind: Vec<usize>,
}

impl Order {
    /// Of columns that are paired by replication; none without two of them.
    pub(super) fn of(columns: &[Column], more_is_better: bool) -> Option<Self> {
        let sign = if more_is_better { 1.0 } else { -1.0 };
        let means = columns
            .iter()
            .map(|column| Some(sign * summarise(column)?.mean));
        Self::by(means, |best, other, compared| {
            side(&less(&columns[best], &columns[other]), compared) == sign
        })
    }

    /// The same of squared errors, the smallest roots of their means first. Few of them are most of such a mean, so it also
    /// counts which error is the smaller one, replication by replication.
    pub(super) fn of_errors(squares: &[Column]) -> Option<Self> {
        let means = squares.iter().map(|column| Some(-summarise(column)?.mean));
        Self::by(means, |best, other, compared| {
            let (ours, theirs) = (&squares[best], &squares[other]);
            // Two ways to be behind, which share the chance.
            side(&less(&rooted(ours), &rooted(theirs)), 2 * compared) < 0.0
                || is_more_often_less(ours, theirs, 2 * compared)
        })
    }

    /// By means, the highest first, and by who is behind the best as one of so many.
    fn by(
        means: impl Iterator<Item = Option<f64>>,
        is_behind: impl Fn(usize, usize, usize) -> bool,
    ) -> Option<Self> {
        let known = means
            .enumerate()
            .filter_map(|(place, mean)| Some((place, mean?)));
        let mut means: Vec<(usize, f64)> = known.collect();
        means.sort_by(|a, b| b.1.total_cmp(&a.1));
        let ((best, _), others) = means.split_first()?;
        if others.is_empty() {
            return None;
        }
        let (behind, as_good) = others
            .iter()
            .map(|(place, _)| *place)
            .partition(|place| is_behind(*best, *place, means.len()));
        Some(Self {
            best: *best,
            as_good,
            behind,
        })
    }

    /// Whether the best is ahead of every other.
    pub(super) fn is_alone(&self) -> bool {
        self.as_good.is_empty()
    }

    /// Whether nobody is behind by more than chance.
    pub(super) fn is_even(&self) -> bool {
        self.behind.is_empty()
    }

    /// The best and those as good.
    pub(super) fn leaders(&self) -> Vec<usize> {
        [&[self.best], &self.as_good[..]].concat()
    }

    /// Their names, by what each of them is called.
    pub(super) fn names<'n>(&self, name: impl Fn(usize) -> &'n str) -> String {
        listed(&self.leaders().into_iter().map(name).collect::<Vec<_>>())
    }
}

/// Whether the mean of a column, which is not zero by more than chance, is further from it than that of every other.
pub(super) fn is_largest(columns: &[&Column], of: usize) -> bool {
    let Some(mean) = summarise(columns[of]).map(|summary| summary.mean) else {
        return false;
    };
    let signed = columns[of].iter().map(|v| Some((*v)? * mean.signum()));
    let size: Column = signed.collect();
    let others = columns.iter().enumerate().filter(|(other, _)| *other != of);
    columns.len() > 1
        && others.into_iter().all(|(_, other)| {
            let negative: Column = other.iter().map(|v| Some(-(*v)?)).collect();
            // Larger than the other and than its negative is larger than its size.
            [*other, &negative]
                .into_iter()
                .all(|other| side(&less(&size, other), columns.len()) > 0.0)
        })
}

/// Whether values are below those that they are paired with more often than a fair coin makes them.
fn is_more_often_less(ours: &[Option<f64>], theirs: &[Option<f64>], compared: usize) -> bool {
    let differences = || less(ours, theirs).into_iter().flatten();
    let below = differences().filter(|difference| *difference < 0.0).count();
    let above = differences().filter(|difference| *difference > 0.0).count();
    is_more_frequent(below as u64, above as u64, compared)
}

/// Fails among checks: `failed` of `checked`.
pub(super) type Count = (u64, u64);

/// Whether a group's fails are more, or fewer, than chance puts there when all of the groups together fail alike: the fails
/// of all, dealt out among the checks of all.
pub(super) fn stands_out(group: Count, all: Count, compared: usize) -> bool {
    let tails = |failed| hypergeometric_tails(failed, all.1, all.0, group.1);
    both_sides(group.0, tails) < chance(compared)
}

/// Whether one of two counts is larger than a fair coin makes it.
pub(super) fn is_more_frequent(count: u64, other: u64, compared: usize) -> bool {
    count > other && both_sides(count, |k| binomial_tails(k, count + other, 0.5)) < chance(compared)
}

/// Whether counts are further from equal than chance takes them (Pearson).
pub(super) fn are_uneven(counts: &[u64]) -> bool {
    let total: u64 = counts.iter().sum();
    let expected = total as f64 / counts.len() as f64;
    let squares = counts.iter().map(|n| (*n as f64 - expected).powi(2));
    counts.len() > 1
        && squares.sum::<f64>() / expected
            > chi_squared_quantile((counts.len() - 1) as f64, 1.0 - chance(1))
}

/// Twice the smaller of the probabilities of at most, and of at least, this count.
fn both_sides(count: u64, tails: impl Fn(u64) -> Tails) -> f64 {
    let below = tails(count).lower;
    let above = count.checked_sub(1).map_or(1.0, |less| tails(less).upper);
    2.0 * below.min(above)
}

/// A value with its interval.
pub(super) type Between = (f64, (f64, f64));

/// By how many times the error of their difference the first of two values of different cases is above the second, where
/// `reach` standard errors make an interval.
///
/// # Source
/// The method of variance estimates recovery: Newcombe (1998), Statistics in Medicine 17, 873–890, for two shares; Zou and
/// Donner (2008), Statistics in Medicine 27, 1693–1702, for any two intervals.
pub(super) fn apart((high, of_high): Between, (low, of_low): Between, reach: f64) -> f64 {
    let error = (high - of_high.0).hypot(of_low.1 - low);
    if error > 0.0 {
        (high - low) / error * reach
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_are_not_alone_and_a_clear_lead_is() {
        let wave = |start: f64, add: f64| -> Column {
            (0..100)
                .map(|i| Some(add + (start + f64::from(i)).sin()))
                .collect()
        };
        let even = Order::of(&[wave(0.0, 0.0), wave(1.0, 0.0)], true).expect("two");
        assert!(even.is_even() && !even.is_alone());
        let columns = [wave(0.0, 0.0), wave(0.5, 2.0), wave(1.0, 2.0)];
        let order = Order::of(&columns, true).expect("three");
        assert_eq!((order.behind, order.as_good.len()), (vec![0], 1));
        let order = Order::of(&columns, false).expect("three");
        assert!(order.is_alone() && order.best == 0);
        assert_eq!(Order::of(&columns[..1], true), None);
        let (one, other) = (wave(0.0, -3.0), wave(0.0, 2.0));
        assert!(is_largest(&[&one, &other], 0) && !is_largest(&[&one, &one], 0));
    }

    #[test]
    fn errors_of_which_few_are_large_are_told_apart_by_how_often_they_are_larger() {
        let small: Column = (0..60).map(|i| Some(0.01 + 1e-4 * f64::from(i))).collect();
        let mut large: Column = (0..60).map(|i| Some(0.02 + 1e-4 * f64::from(i))).collect();
        large[7] = Some(9.0);
        let order = Order::of_errors(&[large.clone(), small.clone()]).expect("two");
        assert!(order.is_alone() && order.best == 1);
        let turned: Column = small.iter().rev().copied().collect();
        assert!(Order::of_errors(&[small, turned]).expect("two").is_even());
    }

    #[test]
    fn counts_of_few_are_chance_and_counts_of_many_are_not() {
        assert!(!stands_out((1, 1), (10, 100), 1) && stands_out((9, 10), (20, 1_000), 50));
        assert!(!is_more_frequent(5, 2, 3) && is_more_frequent(50, 10, 3));
        assert!(!are_uneven(&[3, 2, 1]) && are_uneven(&[60, 20, 20]));
        // Half-widths 3 and 4 make an error of 5.
        assert!((apart((10.0, (7.0, 11.0)), (0.0, (-1.0, 4.0)), 2.0) - 4.0).abs() < 1e-12);
    }
}
