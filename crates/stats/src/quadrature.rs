//! Nodes and weights that turn an expectation over a normal variable, or an integral, into a short sum.

use crate::halving::halved;

/// Nodes and weights of the `n`-point Gauss-Hermite rule for a standard normal variable, nodes
/// rising; weights add up to one.
///
/// `E g(Z) ≈ Σ wᵢ g(zᵢ)`, exact for polynomials of degree up to `2n − 1`. The nodes are the
/// eigenvalues of the Jacobi matrix with off-diagonals `√k`, found by bisection on Sturm counts;
/// the weights are `1 / Σₖ hₖ(zᵢ)²` with the orthonormal polynomials `hₖ`.
///
/// # Source
/// Golub & Welsch (1969), Mathematics of Computation 23(106), 221–230.
pub fn gauss_hermite(n: usize) -> Vec<(f64, f64)> {
    // Every node lies within this bound (Szegő 1975, §6.32).
    let bound = 2.0 * (n as f64).sqrt();
    let squares: Vec<f64> = (1..n).map(|k| k as f64).collect();
    rule(&vec![0.0; n], &squares, (-bound, bound))
}

/// Nodes and weights of the Gauss rule whose Jacobi matrix has this diagonal and these squares beside it;
/// all nodes lie within the bounds, and weights add up to one.
pub fn rule(diagonal: &[f64], squares: &[f64], bounds: (f64, f64)) -> Vec<(f64, f64)> {
    let mut nodes: Vec<(f64, f64)> = (0..diagonal.len())
        .map(|rank| {
            let node = node(diagonal, squares, bounds, rank);
            (node, weight(diagonal, squares, node))
        })
        .collect();
    let total: f64 = nodes.iter().map(|node| node.1).sum();
    for node in &mut nodes {
        node.1 /= total;
    }
    nodes
}

/// The node with `rank` nodes below it.
fn node(diagonal: &[f64], squares: &[f64], within: (f64, f64), rank: usize) -> f64 {
    // 64 halvings leave nothing of the interval that a double could show.
    let is_below = |at: f64| nodes_below(diagonal, squares, at) <= rank;
    let (low, high) = halved(64, within, is_below);
    (low + high) / 2.0
}

/// How many nodes lie below `x`: negative pivots of the shifted Jacobi matrix.
fn nodes_below(diagonal: &[f64], squares: &[f64], x: f64) -> usize {
    let mut pivot = diagonal[0] - x;
    let mut below = usize::from(pivot < 0.0);
    for (on, beside) in diagonal[1..].iter().zip(squares) {
        // A pivot of nothing would divide by zero; the next one is then as good as infinite.
        let divisor = if pivot == 0.0 { 1e-300 } else { pivot };
        pivot = on - x - beside / divisor;
        below += usize::from(pivot < 0.0);
    }
    below
}

/// `1 / Σ hₖ(x)²` over the orthonormal polynomials of degree below that of the rule.
fn weight(diagonal: &[f64], squares: &[f64], x: f64) -> f64 {
    let (mut before, mut now, mut last) = (0.0, 1.0, 0.0);
    let mut sum = 1.0;
    for (on, beside) in diagonal.iter().zip(squares) {
        let beside = beside.sqrt();
        let next = ((x - on) * now - last * before) / beside;
        (before, now, last) = (now, next, beside);
        sum += now * now;
    }
    1.0 / sum
}

/// Gauss and Legendre's rule of `n` nodes on −1 to 1.
pub(crate) fn gauss_legendre(n: usize) -> Vec<(f64, f64)> {
    let polynomial = |x: f64| {
        let (mut before, mut now) = (1.0, x);
        for k in 2..=n {
            let k = k as f64;
            (before, now) = (now, ((2.0 * k - 1.0) * x * now - (k - 1.0) * before) / k);
        }
        (now, n as f64 * (x * now - before) / (x * x - 1.0))
    };
    (0..n)
        .map(|k| {
            let mut x = (std::f64::consts::PI * (k as f64 + 0.75) / (n as f64 + 0.5)).cos();
            // Newton's steps double the digits each; eight are more than enough.
            for _ in 0..8 {
                let (value, slope) = polynomial(x);
                x -= value / slope;
            }
            let (_, slope) = polynomial(x);
            (x, 2.0 / ((1.0 - x * x) * slope * slope))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_the_normal_are_exact() {
        let nodes = gauss_hermite(128);
        let moment = |power: i32| -> f64 { nodes.iter().map(|(z, w)| w * z.powi(power)).sum() };
        // E Z^(2m) = (2m − 1)!!
        let mut double_factorial = 1.0;
        for m in 0..=20 {
            let even = moment(2 * m);
            assert!(
                (even / double_factorial - 1.0).abs() < 1e-11,
                "moment {}",
                2 * m
            );
            assert!(moment(2 * m + 1).abs() < 1e-10 * double_factorial);
            double_factorial *= f64::from(2 * m + 1);
        }
    }

    #[test]
    fn a_log_normal_mean_comes_out() {
        let mean: f64 = gauss_hermite(128)
            .iter()
            .map(|(z, w)| w * (1.5 * z).exp())
            .sum();
        assert!((mean / 1.125f64.exp() - 1.0).abs() < 1e-12);
    }
}
