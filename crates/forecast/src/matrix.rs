//! Symmetric positive definite matrices, small and dense.

/// A square matrix by rows.
#[derive(Clone, Debug)]
pub(crate) struct Square {
    pub n: usize,
    pub at: Vec<f64>,
}

impl Square {
    pub fn zero(n: usize) -> Self {
        Self {
            n,
            at: vec![0.0; n * n],
        }
    }

    pub fn row(&self, i: usize) -> &[f64] {
        &self.at[i * self.n..(i + 1) * self.n]
    }

    /// The lower Cholesky factor of a matrix; `None` where it is not positive definite.
    pub fn cholesky(&self) -> Option<Cholesky> {
        let n = self.n;
        let mut lower = self.clone();
        for j in 0..n {
            let rest = &mut lower.at[j * n..];
            let pivot = rest[j] - rest[..j].iter().map(|x| x * x).sum::<f64>();
            if !(pivot > 0.0 && pivot.is_finite()) {
                return None;
            }
            let root = pivot.sqrt();
            rest[j] = root;
            let (row, below) = rest.split_at_mut(n);
            for other in below.chunks_mut(n) {
                let dot: f64 = row[..j].iter().zip(&other[..j]).map(|(a, b)| a * b).sum();
                other[j] = (other[j] - dot) / root;
            }
        }
        Some(Cholesky { lower })
    }
}

/// L with A = L Lᵀ; what is above its diagonal means nothing.
#[derive(Clone, Debug)]
pub(crate) struct Cholesky {
    lower: Square,
}

impl Cholesky {
    pub fn ln_determinant(&self) -> f64 {
        let n = self.lower.n;
        2.0 * (0..n).map(|i| self.lower.at[i * n + i].ln()).sum::<f64>()
    }

    /// L⁻¹ b.
    pub fn half_solve(&self, b: &[f64]) -> Vec<f64> {
        let n = self.lower.n;
        let mut x = b.to_vec();
        for i in 0..n {
            let row = self.lower.row(i);
            let dot: f64 = row[..i].iter().zip(&x[..i]).map(|(a, b)| a * b).sum();
            x[i] = (x[i] - dot) / row[i];
        }
        x
    }

    /// A⁻¹ b.
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let n = self.lower.n;
        let mut x = self.half_solve(b);
        for i in (0..n).rev() {
            let row = self.lower.row(i);
            let solved = x[i] / row[i];
            x[i] = solved;
            for (before, weight) in x[..i].iter_mut().zip(&row[..i]) {
                *before -= weight * solved;
            }
        }
        x
    }
}
