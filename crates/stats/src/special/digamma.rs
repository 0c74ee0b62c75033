//! The slope of the logarithm of the gamma function.

/// ψ(x) for x above zero: ten steps up, and the asymptotic series there.
pub fn digamma(x: f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return f64::NAN;
    }
    let steps: f64 = (0..10).map(|step| 1.0 / (x + f64::from(step))).sum();
    let up = x + 10.0;
    let square = 1.0 / (up * up);
    // From the highest power down.
    let terms = [
        1.0 / 12.0,
        -1.0 / 120.0,
        1.0 / 252.0,
        -1.0 / 240.0,
        1.0 / 132.0,
    ];
    let series = terms
        .iter()
        .rev()
        .fold(0.0, |sum, term| square * (term + sum));
    up.ln() - 0.5 / up - series - steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        const EULER: f64 = 0.577_215_664_901_532_9;
        assert!((digamma(1.0) + EULER).abs() < 1e-14);
        assert!((digamma(0.5) + EULER + 2.0 * 2f64.ln()).abs() < 1e-13);
        assert!((digamma(1e6) - (1e6f64.ln() - 0.5e-6)).abs() < 1e-12);
        assert!(digamma(0.0).is_nan());
    }
}
