//! Nodes and weights of integration rules.

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
