//! What tests of leaks share: cases at random, and whether a sum follows from others.

use rand::{Rng, RngExt};
use tierone_stats::rng::{Address, Purpose, Stream};

/// Random numbers of a trial.
pub fn stream(trial: u32) -> Stream {
    Address::opening(7, trial).open(&Purpose::check("disclosure"))
}

/// A number below `most`, small ones more often.
pub fn few<R: Rng>(stream: &mut R, most: f64) -> usize {
    (most * stream.random::<f64>().powi(3)) as usize
}

/// The rank of a matrix of whole numbers, by elimination without fractions (Bareiss 1968).
pub fn rank(mut rows: Vec<Vec<i128>>) -> usize {
    let (mut rank, mut before) = (0, 1);
    let width = rows.first().map_or(0, Vec::len);
    for column in 0..width {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else {
            continue;
        };
        rows.swap(rank, pivot);
        let (done, rest) = rows.split_at_mut(rank + 1);
        let head = &done[rank];
        for row in rest {
            let times = row[column];
            for (value, above) in row.iter_mut().zip(head) {
                *value = (*value * head[column] - times * above) / before;
            }
        }
        before = rows[rank][column];
        rank += 1;
    }
    rank
}
