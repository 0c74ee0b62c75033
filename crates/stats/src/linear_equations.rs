//! Linear equations, solved.

use crate::guard::none_if;

/// Solves linear equations, each a row that ends in its right side, by elimination with row pivots.
pub(crate) fn solve(mut rows: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let n = rows.len();
    for column in 0..n {
        let pivot =
            (column..n).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
        rows.swap(column, pivot);
        let (done, left) = rows.split_at_mut(column + 1);
        let row = &done[column];
        none_if(row[column] == 0.0)?;
        for other in left {
            let times = other[column] / row[column];
            for (cell, own) in other.iter_mut().zip(row).skip(column) {
                *cell -= times * own;
            }
        }
    }
    let mut solved = vec![0.0; n];
    for row in (0..n).rev() {
        let rest: f64 = (row + 1..n)
            .map(|column| rows[row][column] * solved[column])
            .sum();
        solved[row] = (rows[row][n] - rest) / rows[row][row];
    }
    Some(solved)
}
