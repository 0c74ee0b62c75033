//! Roots of small symmetric matrices, by Jacobi's rotations.

/// A square matrix.
pub(super) type Matrix<const P: usize> = [[f64; P]; P];

/// Eigenvalues, and eigenvectors as columns.
///
/// # Source
/// Golub & Van Loan (2013), Matrix Computations, §8.5: cyclic Jacobi, which converges quadratically.
pub(super) fn eigen<const P: usize>(mut a: Matrix<P>) -> ([f64; P], Matrix<P>) {
    let mut v = identity::<P>();
    // Far more sweeps than are ever needed: the rest off the diagonal is squared in each.
    for _ in 0..60 {
        let off: f64 = (0..P)
            .flat_map(|i| (0..i).map(move |j| (i, j)))
            .map(|(i, j)| a[i][j] * a[i][j])
            .sum();
        let on: f64 = (0..P).map(|i| a[i][i] * a[i][i]).sum();
        if off <= 1e-34 * on || off == 0.0 {
            break;
        }
        for p in 0..P {
            for q in p + 1..P {
                rotate(&mut a, &mut v, p, q);
            }
        }
    }
    (std::array::from_fn(|i| a[i][i]), v)
}

fn rotate<const P: usize>(a: &mut Matrix<P>, v: &mut Matrix<P>, p: usize, q: usize) {
    if a[p][q] == 0.0 {
        return;
    }
    let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
    let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let t = if theta == 0.0 { 1.0 } else { t };
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    for row in a.iter_mut() {
        (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
    }
    let (above, below) = (a[p], a[q]);
    a[p] = std::array::from_fn(|k| c * above[k] - s * below[k]);
    a[q] = std::array::from_fn(|k| s * above[k] + c * below[k]);
    for row in v.iter_mut() {
        (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
    }
}

fn identity<const P: usize>() -> Matrix<P> {
    std::array::from_fn(|i| std::array::from_fn(|j| f64::from(u8::from(i == j))))
}

/// The function `of` a symmetric matrix, eigenvalue by eigenvalue.
pub(super) fn function<const P: usize>(a: &Matrix<P>, of: impl Fn(f64) -> f64) -> Matrix<P> {
    let (values, vectors) = eigen(*a);
    let values = values.map(of);
    std::array::from_fn(|i| {
        std::array::from_fn(|j| {
            (0..P)
                .map(|k| vectors[i][k] * values[k] * vectors[j][k])
                .sum()
        })
    })
}

pub(super) fn product<const P: usize>(a: &Matrix<P>, b: &Matrix<P>) -> Matrix<P> {
    std::array::from_fn(|i| std::array::from_fn(|j| (0..P).map(|k| a[i][k] * b[k][j]).sum()))
}

pub(super) fn times<const P: usize>(a: &Matrix<P>, x: &[f64; P]) -> [f64; P] {
    std::array::from_fn(|i| dot(&a[i], x))
}

pub(super) fn dot<const P: usize>(a: &[f64; P], b: &[f64; P]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_is_the_square_of_its_root() {
        let a = [[4.0, 1.0, 0.5], [1.0, 3.0, -0.2], [0.5, -0.2, 2.0]];
        let root = function(&a, f64::sqrt);
        let square = product(&root, &root);
        for (one, other) in square.iter().flatten().zip(a.iter().flatten()) {
            assert!((one - other).abs() < 1e-14);
        }
    }
}
