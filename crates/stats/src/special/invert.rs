//! Solving an equation in one unknown so that it always returns.

use crate::guard::none_if;

/// Iterations after which the best point so far is returned; a bracket of any two doubles is closed well before.
const MOST_STEPS: usize = 120;

/// What Halley's method needs to know at a point: ln(tail / target), its slope and its curvature.
pub(super) struct Local {
    pub value: f64,
    pub slope: f64,
    pub curvature: f64,
}

/// The zero of a monotone function on the whole line, by Halley steps inside an ever smaller bracket.
///
/// `at` gives value, slope and curvature; a step that leaves the bracket, or does not exist, is replaced by
/// bisection, or by a doubled step while the bracket is still open.
pub(super) fn halley(start: f64, rising: bool, at: impl Fn(f64) -> Local) -> f64 {
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut point = start;
    let mut stride = 1.0;
    for _ in 0..MOST_STEPS {
        let Local {
            value,
            slope,
            curvature,
        } = at(point);
        if value == 0.0 {
            return point;
        }
        if (value < 0.0) == rising {
            low = point;
        } else {
            high = point;
        }
        let newton = -value / slope;
        let bend = (1.0 + 0.5 * newton * curvature / slope).clamp(0.5, 2.0);
        let step = newton / bend;
        let next = point + step;
        // Halley's error after a step is of the order of its cube on the function's own scale.
        let settled = step.abs().powi(3) * (1.0 + slope * slope) < 1e-15;
        if step.abs() <= 4.0 * f64::EPSILON * next.abs() {
            return next;
        }
        if step.is_finite() && next > low && next < high && step.abs() <= 4.0 * stride {
            if settled {
                return next;
            }
            point = next;
            continue;
        }
        point = match (low.is_finite(), high.is_finite()) {
            (true, true) => 0.5 * (low + high),
            (true, false) => low + stride,
            _ => high - stride,
        };
        stride *= 2.0;
        if point == low || point == high {
            return point;
        }
    }
    point
}

/// The zero of a continuous function between `low` and `high`, where its signs differ.
///
/// Returns `None` when the signs at the ends are the same or unknown.
/// # Source
/// Chandrupatla (1997), Advances in Engineering Software 28, 145–149.
pub fn root(low: f64, high: f64, f: impl Fn(f64) -> f64) -> Option<f64> {
    let (mut a, mut b) = (low, high);
    let (mut fa, mut fb) = (f(a), f(b));
    if fa == 0.0 {
        return Some(a);
    }
    if fb == 0.0 {
        return Some(b);
    }
    none_if(fa.is_nan() || fb.is_nan() || (fa > 0.0) == (fb > 0.0))?;
    let mut t: f64 = 0.5;
    for _ in 0..MOST_STEPS {
        let x = a + t * (b - a);
        let fx = f(x);
        let (c, fc);
        if (fx > 0.0) == (fa > 0.0) {
            (c, fc) = (a, fa);
        } else {
            (c, fc) = (b, fb);
            (b, fb) = (a, fa);
        }
        (a, fa) = (x, fx);
        let best = if fa.abs() < fb.abs() { a } else { b };
        let tolerance = 0.5 * f64::EPSILON * best.abs() / (b - a).abs();
        if fa == 0.0 || tolerance >= 0.25 {
            return Some(best);
        }
        let xi = (a - b) / (c - b);
        let phi = (fa - fb) / (fc - fb);
        t = if phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi {
            fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
        } else {
            0.5
        };
        t = t.clamp(tolerance, 1.0 - tolerance);
    }
    Some(a)
}
