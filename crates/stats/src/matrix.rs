//! Symmetric matrices as small as a likelihood's information: what solving and inverting them needs.

/// A square matrix, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// Rows, and columns.
    pub size: usize,
    /// The values, row by row.
    pub values: Vec<f64>,
}

/// The lower triangle whose product with its transpose is a matrix.
#[derive(Clone, Debug)]
pub struct Cholesky(Matrix);

impl Matrix {
    /// All zero.
    pub fn zero(size: usize) -> Self {
        Self {
            size,
            values: vec![0.0; size * size],
        }
    }

    /// The value in a row and a column.
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.size + column]
    }

    /// The same, to be changed.
    pub fn at_mut(&mut self, row: usize, column: usize) -> &mut f64 {
        &mut self.values[row * self.size + column]
    }

    /// The rows and columns of `kept` alone.
    pub fn part(&self, kept: &[usize]) -> Self {
        let rows = kept.iter();
        Self {
            size: kept.len(),
            values: rows
                .flat_map(|row| kept.iter().map(|column| self.at(*row, *column)))
                .collect(),
        }
    }

    /// Its Cholesky factor; none where it is not positive definite as far as its digits show.
    pub fn cholesky(&self) -> Option<Cholesky> {
        let mut lower = Self::zero(self.size);
        for row in 0..self.size {
            for column in 0..=row {
                let before: f64 = (0..column)
                    .map(|k| lower.at(row, k) * lower.at(column, k))
                    .sum();
                let rest = self.at(row, column) - before;
                if row != column {
                    *lower.at_mut(row, column) = rest / lower.at(column, column);
                } else if rest > 1e-12 * self.at(row, row).abs() {
                    *lower.at_mut(row, row) = rest.sqrt();
                } else {
                    return None;
                }
            }
        }
        Some(Cholesky(lower))
    }

    /// Its inverse, where it is positive definite.
    pub fn inverse(&self) -> Option<Self> {
        let factor = self.cholesky()?;
        let mut inverse = Self::zero(self.size);
        let mut unit = vec![0.0; self.size];
        for column in 0..self.size {
            unit[column] = 1.0;
            for (row, value) in factor.solve(&unit).into_iter().enumerate() {
                *inverse.at_mut(row, column) = value;
            }
            unit[column] = 0.0;
        }
        Some(inverse)
    }
}

impl Cholesky {
    /// The x with A x = b, where this is the factor of A.
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let Self(lower) = self;
        let mut x = b.to_vec();
        for row in 0..lower.size {
            let before: f64 = (0..row).map(|k| lower.at(row, k) * x[k]).sum();
            x[row] = (x[row] - before) / lower.at(row, row);
        }
        for row in (0..lower.size).rev() {
            let after: f64 = (row + 1..lower.size).map(|k| lower.at(k, row) * x[k]).sum();
            x[row] = (x[row] - after) / lower.at(row, row);
        }
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverse_undoes_its_matrix_and_what_is_not_definite_has_none() {
        let matrix = Matrix {
            size: 3,
            values: vec![4.0, 2.0, 0.6, 2.0, 5.0, 1.0, 0.6, 1.0, 3.0],
        };
        let inverse = matrix.inverse().expect("it is positive definite");
        for row in 0..3 {
            for column in 0..3 {
                let product: f64 = (0..3)
                    .map(|k| matrix.at(row, k) * inverse.at(k, column))
                    .sum();
                let unit = if row == column { 1.0 } else { 0.0 };
                assert!((product - unit).abs() < 1e-14);
            }
        }
        let flat = Matrix {
            size: 2,
            values: vec![1.0, 1.0, 1.0, 1.0],
        };
        assert!(flat.inverse().is_none());
        assert!(Matrix::zero(1).inverse().is_none());
    }
}
