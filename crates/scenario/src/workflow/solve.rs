//! Linear equations `A·x = b`, small and dense.

/// Solves by Gaussian elimination with partial pivoting; `matrix` holds the rows. None where the
/// equations have no single solution that can be computed.
///
/// # Source
/// Golub & Van Loan (2013), Matrix Computations, 4th ed., section 3.4.
pub(super) fn solve(mut matrix: Vec<Vec<f64>>, mut b: Vec<f64>) -> Option<Vec<f64>> {
    let n = b.len();
    for column in 0..n {
        let pivot = (column..n).max_by(|i, j| {
            let size = |row: &usize| matrix[*row][column].abs();
            size(i).total_cmp(&size(j))
        })?;
        if matrix[pivot][column] == 0.0 {
            return None;
        }
        matrix.swap(column, pivot);
        b.swap(column, pivot);
        let (above, below) = matrix.split_at_mut(column + 1);
        let row = &above[column];
        for (offset, other) in below.iter_mut().enumerate() {
            let factor = other[column] / row[column];
            if factor == 0.0 {
                continue;
            }
            for (value, pivot) in other[column..].iter_mut().zip(&row[column..]) {
                *value -= factor * pivot;
            }
            b[column + 1 + offset] -= factor * b[column];
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n)
            .map(|column| matrix[row][column] * b[column])
            .sum();
        b[row] = (b[row] - known) / matrix[row][row];
    }
    b.iter().all(|x| x.is_finite()).then_some(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_are_solved_whatever_their_order() {
        let rows = vec![
            vec![0.0, 2.0, 1.0],
            vec![1.0, 0.0, 0.0],
            vec![3.0, 0.0, 1.0],
        ];
        // 2y + z = 7, x = 1, 3x + z = 6.
        assert_eq!(solve(rows, vec![7.0, 1.0, 6.0]), Some(vec![1.0, 2.0, 3.0]));
        let parallel = vec![vec![1.0, 1.0], vec![2.0, 2.0]];
        assert_eq!(solve(parallel, vec![1.0, 2.0]), None);
    }
}
