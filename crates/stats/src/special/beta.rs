//! The regularised incomplete beta function, its inverse, and the distributions that follow from it.

use super::gamma::log_ratio;
use super::invert::{Local, halley};
use super::normal::normal_quantile;
use super::saddle::{deviance, ln_gamma, stirling_error};
use super::tails::Tails;
use super::uniform;
use crate::guard::only_if;
use std::f64::consts::PI;
use std::ops::RangeInclusive;

/// Terms after which the continued fraction is cut off; the regions are chosen so that it never comes to that.
const MOST_TERMS: usize = 1_000;

/// Shapes outside of which the answer is NaN: far beyond any sample, and near where products of shapes overflow.
const SHAPES: RangeInclusive<f64> = 1e-10..=1e15;

/// Both tails of the beta distribution at `x`: I_x(a, b) and 1 − I_x(a, b), for shapes from 1e-10 to 1e15.
///
/// NaN for other shapes.
/// # Source
/// DiDonato & Morris (1992), ACM Transactions on Mathematical Software 18, 360–373, §4, doi:10.1145/131766.131776 (continued
/// fraction); for two large shapes Temme (1982), SIAM Journal on Mathematical Analysis 13, 239–253.
/// # Examples
/// ```
/// use tierone_stats::special::beta_tails;
///
/// // I_0.01(1, 301) = 1 − 0.99³⁰¹.
/// assert!((beta_tails(1.0, 301.0, 0.01).lower - (1.0 - 0.99f64.powi(301))).abs() < 1e-14);
/// assert!((beta_tails(1e8, 1e8, 0.5).lower - 0.5).abs() < 1e-10);
/// ```
pub fn beta_tails(a: f64, b: f64, x: f64) -> Tails {
    match Shapes::new(a, b) {
        Some(shapes) if !x.is_nan() => shapes.tails(x, 1.0 - x),
        _ => Tails::NAN,
    }
}

/// The point below which a beta variable falls with probability `p`; NaN as for [`beta_tails`] or for a probability outside 0
/// to 1.
///
/// # Source
/// Halley's method on the logarithm of the smaller tail in log-odds of x, where both tails are straight lines;
/// started as in Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.5.22.
/// # Examples
/// ```
/// use tierone_stats::special::beta_quantile;
///
/// assert!((beta_quantile(1.0, 10.0, 0.95) - 0.258_865_550_893_052_2).abs() < 1e-14);
/// assert!((beta_quantile(2.0, 9.0, 0.995) - 0.544_287_056_899_686_8).abs() < 1e-14);
/// ```
pub fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    quantile(a, b, p, 1.0 - p).0
}

/// Both tails of the binomial distribution: P(X ≤ k) and P(X > k) in `n` trials of probability `p`; NaN for a probability
/// outside 0 to 1.
///
/// # Source
/// P(X ≤ k) = 1 − I_p(k + 1, n − k), as for [`beta_tails`].
/// # Examples
/// ```
/// use tierone_stats::special::binomial_tails;
///
/// // The exact sums.
/// assert!((binomial_tails(0, 100, 0.006).upper - 0.452_179_298_467_692_6).abs() < 1e-14);
/// assert!((binomial_tails(2, 100, 0.006).upper - 0.022_699_081_747_932).abs() < 1e-15);
/// ```
pub fn binomial_tails(k: u64, n: u64, p: f64) -> Tails {
    binomial_tails_at(k, n)(p)
}

/// [`binomial_tails`] as a function of the probability, where one `k` of `n` is asked for at many probabilities: what does not depend on
/// them is worked out once, which is half of the work.
///
/// # Examples
/// ```
/// use tierone_stats::special::{binomial_tails, binomial_tails_at};
///
/// let tails = binomial_tails_at(2, 100);
/// assert_eq!(tails(0.006), binomial_tails(2, 100, 0.006));
/// ```
pub fn binomial_tails_at(k: u64, n: u64) -> impl Fn(f64) -> Tails {
    let shapes = (k < n).then(|| Shapes::new(k as f64 + 1.0, (n - k) as f64));
    move |p| match &shapes {
        _ if !(0.0..=1.0).contains(&p) => Tails::NAN,
        None => Tails::ALL_BELOW,
        Some(None) => Tails::NAN,
        Some(Some(shapes)) => shapes.tails(p, 1.0 - p).swapped(),
    }
}

/// The point below which a Student t variable with `df` degrees of freedom falls with probability `p`.
///
/// # Source
/// With B ~ Beta(½, df/2), t² = df B/(1 − B).
/// # Examples
/// ```
/// use tierone_stats::special::student_t_quantile;
///
/// assert!((student_t_quantile(1.0, 0.95) - 6.313_751_514_675_037).abs() < 1e-12);
/// assert!((student_t_quantile(1.0, 0.025) + 12.706_204_736_174_704).abs() < 1e-11);
/// ```
pub fn student_t_quantile(df: f64, p: f64) -> f64 {
    let tail = p.min(1.0 - p);
    if df > *SHAPES.end() {
        return normal_quantile(p);
    }
    // With B ~ Beta(½, ½ df), t² = df B / (1 − B), and P(|t| above) is twice the tail.
    let (x, y) = quantile(0.5, 0.5 * df, 1.0 - 2.0 * tail, 2.0 * tail);
    let size = (df * x / y).sqrt();
    if p < 0.5 { -size } else { size }
}

/// The point below which an F variable with `d1` and `d2` degrees of freedom falls with probability `p`.
///
/// # Source
/// With B ~ Beta(d1/2, d2/2), F = d2 B/(d1 (1 − B)).
/// # Examples
/// ```
/// use tierone_stats::special::f_quantile;
///
/// assert!((f_quantile(1.0, 10.0, 0.9) - 3.285_015_321_703_763).abs() < 1e-12);
/// assert!((f_quantile(2.0, 2.0, 0.9) - 9.0).abs() < 1e-12);
/// ```
pub fn f_quantile(d1: f64, d2: f64, p: f64) -> f64 {
    let (x, y) = quantile(0.5 * d1, 0.5 * d2, p, 1.0 - p);
    d2 * x / (d1 * y)
}

/// The point with lower tail `p` and upper tail `q`, and its distance from 1, both to full relative precision.
fn quantile(a: f64, b: f64, p: f64, q: f64) -> (f64, f64) {
    let Some(shapes) = Shapes::new(a, b) else {
        return (f64::NAN, f64::NAN);
    };
    if !(0.0..=1.0).contains(&p) || q.is_nan() {
        return (f64::NAN, f64::NAN);
    }
    if p <= 0.0 {
        return (0.0, 1.0);
    }
    if q <= 0.0 {
        return (1.0, 0.0);
    }
    let lower = p < q;
    let target = if lower { p } else { q };
    let log_odds = halley(shapes.start(p, q), lower, |log_odds| {
        let (x, y) = shares(log_odds);
        let tails = shapes.tails(x, y);
        let tail = if lower { tails.lower } else { tails.upper };
        let slope = shapes.front(x, y) / tail * if lower { 1.0 } else { -1.0 };
        Local {
            value: log_ratio(tail, target),
            slope,
            curvature: slope * (a * y - b * x - slope),
        }
    });
    shares(log_odds)
}

/// x and 1 − x from the log-odds of x.
fn shares(log_odds: f64) -> (f64, f64) {
    let small = (-log_odds.abs()).exp();
    let (less, more) = (small / (1.0 + small), 1.0 / (1.0 + small));
    if log_odds < 0.0 {
        (less, more)
    } else {
        (more, less)
    }
}

/// The two shapes, with what is the same at every x.
struct Shapes {
    a: f64,
    b: f64,
    /// ln of √(ab / 2πs) G, or of 1 / B(a, b) where a shape is small.
    log_front: f64,
    /// The uniform expansion, for two large shapes: its series and G.
    expansion: Option<(uniform::Series, f64)>,
}

impl Shapes {
    fn new(a: f64, b: f64) -> Option<Shapes> {
        only_if(SHAPES.contains(&a) && SHAPES.contains(&b))?;
        let s = a + b;
        let log_g = stirling_error(s) - stirling_error(a) - stirling_error(b);
        let log_front = 0.5 * (a / s * b / (2.0 * PI)).ln() + log_g;
        let least = a.min(b);
        let expansion = (least >= uniform::LEAST_SHAPE).then(|| {
            let small = least / s;
            let large = a.max(b) / s;
            (
                uniform::series((large - small) / large.sqrt(), small),
                log_g.exp(),
            )
        });
        Some(Shapes {
            a,
            b,
            log_front,
            expansion,
        })
    }

    /// x^a y^b / B(a, b), through the deviances from the mean, so that no large logarithms cancel.
    fn front(&self, x: f64, y: f64) -> f64 {
        (self.log_front - self.deviance(x, y)).exp()
    }

    /// a φ(x/p₀) + b φ(y/q₀): the linear terms of the two deviances cancel exactly.
    fn deviance(&self, x: f64, y: f64) -> f64 {
        let s = self.a + self.b;
        let off = self.off(x, y);
        self.a * deviance(off / self.a, x * s / self.a)
            + self.b * deviance(-off / self.b, y * s / self.b)
    }

    /// s x − a, from whichever of x and y is the smaller and so the better known.
    fn off(&self, x: f64, y: f64) -> f64 {
        if x < y {
            x.mul_add(self.b, -self.a * y)
        } else {
            self.b - y * (self.a + self.b)
        }
    }

    fn tails(&self, x: f64, y: f64) -> Tails {
        if x <= 0.0 {
            return Tails::ALL_ABOVE;
        }
        if y <= 0.0 {
            return Tails::ALL_BELOW;
        }
        let least = self.a.min(self.b);
        if let Some((series, g)) = &self.expansion {
            let off = self.off(x, y);
            let zeta = (2.0 * self.deviance(x, y) / least).sqrt();
            if zeta <= uniform::LARGEST_ZETA {
                let mirrored = self.a > self.b;
                let zeta = zeta.copysign(if mirrored { -off } else { off });
                let tails = uniform::tails(series, least, zeta, *g);
                return if mirrored { tails.swapped() } else { tails };
            }
        }
        let (front, off) = (self.front(x, y), self.off(x, y));
        if off <= 0.0 {
            Tails::from_lower(front * continued_fraction(self.a, self.b, x, -off))
        } else {
            Tails::from_upper(front * continued_fraction(self.b, self.a, y, off))
        }
    }

    /// A first guess at the log-odds of the quantile.
    fn start(&self, p: f64, q: f64) -> f64 {
        let (a, b) = (self.a, self.b);
        let log_beta = ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
        if a >= 1.0 && b >= 1.0 {
            let z = if p < q {
                normal_quantile(p)
            } else {
                -normal_quantile(q)
            };
            let (ra, rb) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
            let lambda = (z * z - 3.0) / 6.0;
            let h = 2.0 / (ra + rb);
            if h + lambda > 0.0 {
                let w = -z * (h + lambda).sqrt() / h
                    - (rb - ra) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
                return (a / b).ln() - 2.0 * w;
            }
        }
        // Near either end the tail is a power of the distance.
        let from_below = (p.ln() + a.ln() + log_beta) / a;
        let from_above = (q.ln() + b.ln() + log_beta) / b;
        if from_below < 0.5f64.ln() {
            from_below
        } else if from_above < 0.5f64.ln() {
            -from_above
        } else {
            (a / b).ln()
        }
    }
}

/// The continued fraction of I_x(a, b) B(a, b) / (x^a (1 − x)^b), by Lentz's method.
///
/// `short` is a − (a + b) x, not negative: how far the point falls short of the mean, free of cancellation.
fn continued_fraction(a: f64, b: f64, x: f64, short: f64) -> f64 {
    let tiny = 1e-300;
    let guard = |value: f64| if value.abs() < tiny { tiny } else { value };
    let mut h = guard(a * (short + 1.0) / (a + 1.0));
    let mut c = h;
    let mut d = 0.0;
    for m in 1..MOST_TERMS {
        let m = m as f64;
        let even = a + 2.0 * m - 1.0;
        let odd = a + 2.0 * m + 1.0;
        let across = m * (b - m) * x / even;
        let numerator = (a + m - 1.0) * (a + b + m - 1.0) / even * x * across;
        let denominator = m + across + (a + m) / odd * (short + 1.0 + m * (2.0 - x));
        d = 1.0 / guard(denominator + numerator * d);
        c = guard(denominator + numerator / c);
        let change = c * d;
        h *= change;
        if (change - 1.0).abs() < 3e-16 {
            break;
        }
    }
    1.0 / h
}
