//! Smallest value of a function: of one argument on an interval, and of a few by a simplex.

/// The argument in `from..=to` at which a function is smallest: the best of an even grid, then golden sections about it.
///
/// A function with several valleys is searched to the width of the grid.
pub fn on_interval(from: f64, to: f64, grid: usize, mut function: impl FnMut(f64) -> f64) -> f64 {
    let at = |index: usize| from + (to - from) * index as f64 / grid as f64;
    let mut best = (0, f64::INFINITY);
    for index in 0..=grid {
        let value = function(at(index));
        if value < best.1 {
            best = (index, value);
        }
    }
    let ratio = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (at(best.0.saturating_sub(1)), at((best.0 + 1).min(grid)));
    let mut inner = (high - ratio * (high - low), low + ratio * (high - low));
    let mut values = (function(inner.0), function(inner.1));
    // 60 sections narrow a cell of the grid to the rounding of a double.
    for _ in 0..60 {
        if values.0 <= values.1 {
            high = inner.1;
            inner = (high - ratio * (high - low), inner.0);
            values = (function(inner.0), values.0);
        } else {
            low = inner.0;
            inner = (inner.1, low + ratio * (high - low));
            values = (values.1, function(inner.1));
        }
    }
    // An end of the interval is itself an argument.
    [low, high, at(best.0)]
        .into_iter()
        .chain([inner.0])
        .map(|x| (x, function(x)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map_or(from, |(x, _)| x)
}

/// A minimum of a function of a few arguments by Nelder and Mead's simplex, begun at `start` with steps of `step`.
///
/// Stops when the values of the simplex are within `tolerance`, or after `most` evaluations. A value that is not finite counts as
/// the worst.
/// # Source
/// Nelder & Mead (1965), Computer Journal 7, 308–313, with the usual coefficients 1, 2, ½, ½.
pub fn simplex(
    start: &[f64],
    step: f64,
    tolerance: f64,
    most: usize,
    mut function: impl FnMut(&[f64]) -> f64,
) -> (Vec<f64>, f64) {
    let n = start.len();
    let mut spent = 0;
    let mut value_at = |x: &[f64]| {
        spent += 1;
        let value = function(x);
        (if value.is_finite() { value } else { f64::MAX }, spent)
    };
    let mut corners: Vec<(Vec<f64>, f64)> = Vec::with_capacity(n + 1);
    corners.push((start.to_vec(), value_at(start).0));
    for axis in 0..n {
        let mut corner = start.to_vec();
        corner[axis] += step;
        let value = value_at(&corner).0;
        corners.push((corner, value));
    }
    loop {
        corners.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (best, worst) = (corners[0].1, corners[n].1);
        if worst - best <= tolerance {
            break;
        }
        let centre: Vec<f64> = (0..n)
            .map(|axis| corners[..n].iter().map(|c| c.0[axis]).sum::<f64>() / n as f64)
            .collect();
        let along = |by: f64| -> Vec<f64> {
            let pairs = centre.iter().zip(&corners[n].0);
            pairs.map(|(c, w)| c + by * (c - w)).collect()
        };
        let reflected = along(1.0);
        let (value, spent) = value_at(&reflected);
        if spent >= most {
            break;
        }
        if value < best {
            let expanded = along(2.0);
            let further = value_at(&expanded).0;
            corners[n] = if further < value {
                (expanded, further)
            } else {
                (reflected, value)
            };
        } else if value < corners[n - 1].1 {
            corners[n] = (reflected, value);
        } else {
            let contracted = along(if value < worst { 0.5 } else { -0.5 });
            let closer = value_at(&contracted).0;
            if closer < value.min(worst) {
                corners[n] = (contracted, closer);
            } else {
                let anchor = corners[0].0.clone();
                for corner in &mut corners[1..] {
                    for (x, a) in corner.0.iter_mut().zip(&anchor) {
                        *x = a + 0.5 * (*x - a);
                    }
                    corner.1 = value_at(&corner.0).0;
                }
            }
        }
    }
    corners.swap_remove(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bottom_of_a_valley_and_the_end_of_a_slope_are_found() {
        let inside = on_interval(0.0, 1.0, 20, |x| (x - 0.28).powi(2));
        assert!((inside - 0.28).abs() < 1e-7);
        assert_eq!(on_interval(0.0, 1.0, 20, |x| x), 0.0);
        assert_eq!(on_interval(0.0, 1.0, 20, |x| -x), 1.0);
    }

    #[test]
    fn a_bent_valley_is_followed() {
        let banana = |x: &[f64]| 100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2);
        let (at, value) = simplex(&[-1.2, 1.0], 0.5, 1e-14, 2000, banana);
        assert!(value < 1e-8 && (at[0] - 1.0).abs() < 1e-3, "{at:?} {value}");
    }

    #[test]
    fn what_has_no_value_ends_all_the_same() {
        let (_, value) = simplex(&[0.0, 0.0], 1.0, 1e-8, 100, |_| f64::NAN);
        assert_eq!(value, f64::MAX);
    }
}
