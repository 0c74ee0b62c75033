//! The maximum of a likelihood, and how far from it the data let one of its parameters be.

use super::matrix::Matrix;
use crate::guard::none_if;

/// Steps after which the best point so far is returned.
const MOST_STEPS: usize = 100;

/// No parameter moves further in a step: they are log-odds, logarithms and spreads.
const LONGEST_STEP: f64 = 2.0;

/// The part of twice the likelihood's rise that has to come of what a step promises.
const LEAST: f64 = 1e-4;

/// A step that promises less is not halved any more.
const NOTHING: f64 = 1e-7;

/// Where the step promises less than this and none of it comes, the maximum is found: half of it is missing at most, when an
/// interval of 95 % ends 1.92 below.
const NEAR: f64 = 1e-4;

/// What a likelihood is at a point.
#[derive(Clone, Debug)]
pub struct Point {
    /// The log-likelihood.
    pub value: f64,
    /// Its slopes.
    pub gradient: Vec<f64>,
    /// Its curvature, turned: the observed information.
    pub information: Matrix,
}

/// Where a likelihood is highest.
#[derive(Clone, Debug)]
pub struct Maximum {
    /// The parameters.
    pub at: Vec<f64>,
    /// The likelihood there.
    pub point: Point,
    /// The steps came to an end at a maximum, as far as doubles show.
    pub converged: bool,
}

impl Maximum {
    /// The covariance of the parameters that are free, from the observed information; none where it is not definite.
    pub fn covariance(&self, free: &[usize]) -> Option<Matrix> {
        self.point.information.part(free).inverse()
    }
}

/// The maximum over the parameters in `free`, the others held at `start`, by Newton's steps: made definite where the
/// likelihood is not concave, and halved until it rises. It stops where the next step would raise it by less than half
/// of `tolerance`.
pub fn maximise(
    start: &[f64],
    free: &[usize],
    tolerance: f64,
    likelihood: &dyn Fn(&[f64]) -> Point,
) -> Maximum {
    let mut at = start.to_vec();
    let mut point = likelihood(&at);
    let mut converged = false;
    for _ in 0..MOST_STEPS {
        let (step, gain) = newton(&point, free);
        if gain.is_nan() || gain <= tolerance {
            converged = gain <= tolerance;
            break;
        }
        let longest = step
            .iter()
            .fold(0.0, |most: f64, step| most.max(step.abs()));
        let mut share = (LONGEST_STEP / longest).min(1.0);
        let slack = 1e-12 * point.value.abs();
        let mut moved = None;
        for _ in 0..30 {
            let mut next = at.clone();
            for (k, step) in free.iter().zip(&step) {
                next[*k] += share * step;
            }
            let there = likelihood(&next);
            // Some of what the step promises has to come, or a slope that is a little off is followed for ever in tiny steps.
            if there.value >= point.value + LEAST * share * gain - slack {
                moved = Some((next, there));
                break;
            }
            if share * gain < NOTHING {
                break;
            }
            share *= 0.5;
        }
        let Some((next, there)) = moved else {
            // Slopes of integrals by quadrature are a little off, and sums of many terms are rounded: nearer they do not point.
            converged = gain < NEAR;
            break;
        };
        (at, point) = (next, there);
    }
    Maximum {
        at,
        point,
        converged,
    }
}

/// Newton's step over the free parameters, and the gain in twice the likelihood that it promises.
fn newton(point: &Point, free: &[usize]) -> (Vec<f64>, f64) {
    let slopes: Vec<f64> = free.iter().map(|k| point.gradient[*k]).collect();
    let mut information = point.information.part(free);
    let biggest = (0..free.len()).fold(1e-8, |most: f64, k| most.max(information.at(k, k).abs()));
    let mut ridge = 0.0;
    for _ in 0..40 {
        if let Some(factor) = information.cholesky() {
            let step = factor.solve(&slopes);
            let gain = step.iter().zip(&slopes).map(|(step, slope)| step * slope);
            let gain = gain.sum();
            return (step, gain);
        }
        let wider = if ridge == 0.0 {
            1e-4 * biggest
        } else {
            4.0 * ridge
        };
        for k in 0..free.len() {
            *information.at_mut(k, k) += wider - ridge;
        }
        ridge = wider;
    }
    (vec![0.0; free.len()], f64::NAN)
}

/// The likelihood's maximum with one parameter held.
#[derive(Clone, Debug)]
pub struct Held {
    /// The parameters.
    pub at: Vec<f64>,
    /// The log-likelihood.
    pub value: f64,
    point: Point,
}

/// The maximum over `free` with parameter `k` held at `value`, going on from `from`, along the curve of such maxima.
pub fn held(
    from: (&[f64], &Point),
    free: &[usize],
    (k, value): (usize, f64),
    likelihood: &dyn Fn(&[f64]) -> Point,
) -> Held {
    /// Half of it is what is still missing from the likelihood, and is added.
    const TOLERANCE: f64 = 1e-4;
    let (before, point) = from;
    let others: Vec<usize> = free.iter().copied().filter(|other| *other != k).collect();
    let mut start = before.to_vec();
    let by = value - start[k];
    start[k] = value;
    if let Some(factor) = point.information.part(&others).cholesky() {
        let column: Vec<f64> = others
            .iter()
            .map(|other| -by * point.information.at(*other, k))
            .collect();
        for (other, step) in others.iter().zip(factor.solve(&column)) {
            start[*other] += step.clamp(-LONGEST_STEP, LONGEST_STEP);
        }
    }
    let found = maximise(&start, &others, TOLERANCE, likelihood);
    let (_, gain) = newton(&found.point, &others);
    let missing = if gain.is_finite() && gain <= TOLERANCE {
        0.5 * gain
    } else {
        0.0
    };
    Held {
        value: found.point.value + missing,
        at: found.at,
        point: found.point,
    }
}

/// Where the profile likelihood of parameter `k` has fallen by `drop`, going up or down from the maximum; none if it has
/// not at `furthest`, so that the data set no limit.
///
/// The root of the fall is nearly a straight line, so that Newton's steps on it, kept inside a bracket, need three or four
/// maxima of the others.
pub fn profile_limit(
    maximum: &Maximum,
    free: &[usize],
    k: usize,
    furthest: f64,
    drop: f64,
    likelihood: &dyn Fn(&[f64]) -> Point,
) -> Option<f64> {
    let wanted = (2.0 * drop).sqrt();
    let centre = maximum.at[k];
    let side = if furthest > centre { 1.0 } else { -1.0 };
    let reach = (furthest - centre).abs();
    let variance = maximum.covariance(free).and_then(|covariance| {
        let place = free.iter().position(|free| *free == k)?;
        Some(covariance.at(place, place))
    });
    let se = variance.map_or(0.5, f64::sqrt);
    let (mut near, mut far) = (0.0, f64::INFINITY);
    let mut distance = (wanted * se).min(reach);
    let mut from = (maximum.at.clone(), maximum.point.clone());
    for _ in 0..60 {
        let there = held(
            (&from.0, &from.1),
            free,
            (k, centre + side * distance),
            likelihood,
        );
        let fall = maximum.point.value - there.value;
        // A likelihood that is no number is as far down as can be.
        let root = if fall.is_nan() {
            f64::INFINITY
        } else {
            (2.0 * fall.max(0.0)).sqrt()
        };
        let slope = -side * there.point.gradient[k] / root;
        let step = (wanted - root) / slope;
        let next = distance + step;
        if (root - wanted).abs() < 1e-4 && step.is_finite() {
            return Some(centre + side * next.min(reach));
        }
        if root < wanted {
            none_if(distance >= reach)?;
            near = distance;
        } else {
            far = distance;
        }
        if far.is_finite() && far - near <= 1e-13 * far {
            break;
        }
        let is_inside = slope > 0.0 && next > near && next < far && next < 4.0 * distance;
        distance = match is_inside {
            true => next,
            false if far.is_finite() => 0.5 * (near + far),
            false => 2.0 * distance,
        };
        distance = distance.min(reach);
        if root.is_finite() {
            from = (there.at, there.point);
        }
    }
    far.is_finite()
        .then_some(centre + side * 0.5 * (near + far))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 3 errors in 100 checks, and 10 in 100: two rates on the log-odds scale.
    fn binomial(at: &[f64]) -> Point {
        let mut point = Point {
            value: 0.0,
            gradient: vec![0.0; 2],
            information: Matrix::zero(2),
        };
        for (k, errors) in [3.0, 10.0].into_iter().enumerate() {
            let p = 1.0 / (1.0 + (-at[k]).exp());
            point.value += errors * p.ln() + (100.0 - errors) * (1.0 - p).ln();
            point.gradient[k] = errors - 100.0 * p;
            *point.information.at_mut(k, k) = 100.0 * p * (1.0 - p);
        }
        point
    }

    /// A likelihood whose slopes are off by a little, as those of quadrature are, needs no more than a few dozen looks.
    #[test]
    fn slopes_that_are_a_little_off_end_the_search_where_they_stop_helping() {
        let looks = std::cell::Cell::new(0);
        let off = |at: &[f64]| {
            looks.set(looks.get() + 1);
            let mut point = binomial(at);
            point.gradient[0] += 0.004;
            point.gradient[1] -= 0.004;
            point
        };
        let found = maximise(&[0.0, 0.0], &[0, 1], 1e-10, &off);
        assert!(found.converged && looks.get() < 60, "{} looks", looks.get());
        assert!((found.at[0] - (3.0f64 / 97.0).ln()).abs() < 0.01);
    }

    #[test]
    fn a_profile_that_is_a_binomial_likelihood_falls_where_that_does() {
        let free = [0, 1];
        let found = maximise(&[0.0, 0.0], &free, 1e-14, &binomial);
        assert!(found.converged);
        assert!((found.at[0] - (3.0f64 / 97.0).ln()).abs() < 1e-6);
        for furthest in [-50.0, 50.0] {
            let limit = profile_limit(&found, &free, 0, furthest, 1.9207, &binomial);
            let limit = limit.expect("it closes");
            let fall = found.point.value - binomial(&[limit, found.at[1]]).value;
            assert!((fall - 1.9207).abs() < 1e-6, "{fall}");
        }
        assert_eq!(
            profile_limit(&found, &free, 0, found.at[0] + 0.1, 1.9207, &binomial),
            None
        );
    }
}
