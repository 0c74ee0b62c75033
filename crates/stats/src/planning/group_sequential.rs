//! Looking several times at one figure: bounds on |Z| so that all looks together raise a false alarm with one stated
//! probability.

use crate::estimate::is_confidence;
use crate::guard::{none_if, only_if};
use crate::quadrature::gauss_legendre;
use crate::special::{normal_quantile, normal_tails, root};

/// How the probability of a false alarm is spent over the year, as a function of the share of its information that is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spending {
    /// Like O'Brien and Fleming's bounds, for both sides together: 2(1 − Φ(z(1 − α/2)/√t)). Little is spent early.
    OBrienFleming,
    /// The same on each side at α/2, so twice 2(1 − Φ(z(1 − α/4)/√t)).
    OBrienFlemingEachSide,
    /// Like Pocock's bounds: α ln(1 + (e − 1) t).
    Pocock,
    /// In proportion to the information: α t.
    Linear,
}

impl Spending {
    /// The probability spent by the time that a share `information` of the information is in, two-sided.
    ///
    /// # Source
    /// Lan & DeMets (1983), Biometrika 70, 659–663, doi:10.1093/biomet/70.3.659.
    /// # Examples
    /// ```
    /// use tierone_stats::planning::Spending;
    ///
    /// assert!((Spending::Pocock.spent(0.05, 1.0) - 0.05).abs() < 1e-15);
    /// assert!(Spending::OBrienFleming.spent(0.05, 0.2) < 2e-5);
    /// ```
    pub fn spent(self, alpha: f64, information: f64) -> f64 {
        let t = information.clamp(0.0, 1.0);
        let upper = |tail: f64| normal_tails(-normal_quantile(tail) / t.sqrt()).upper;
        match self {
            _ if t == 0.0 => 0.0,
            Spending::OBrienFleming => 2.0 * upper(0.5 * alpha),
            Spending::OBrienFlemingEachSide => 4.0 * upper(0.25 * alpha),
            Spending::Pocock => alpha * (1.0 + (std::f64::consts::E - 1.0) * t).ln(),
            Spending::Linear => alpha * t,
        }
    }
}

/// Bounds at equal looks by one constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The same bound at each look.
    Pocock,
    /// C √(K/k) at look k of K.
    OBrienFleming,
}

/// The bounds on |Z| at looks when these shares of the information are in, rising to 1.
///
/// `None` where the shares do not rise within 0 to 1 or for a level outside 0 to 1.
/// # Source
/// Lan & DeMets (1983), as for [`Spending::spent`]; the recursive integration of Armitage, McPherson & Rowe (1969), Journal of
/// the Royal Statistical Society A 132, 235–244.
/// # Examples
/// ```
/// use tierone_stats::planning::{Spending, spending_bounds};
///
/// let bounds = spending_bounds(Spending::OBrienFlemingEachSide, &[0.2, 0.4, 0.6, 0.8, 1.0], 0.05).unwrap();
/// assert!((bounds[0] - 4.876_884_949).abs() < 1e-6);
/// ```
pub fn spending_bounds(spending: Spending, information: &[f64], alpha: f64) -> Option<Vec<f64>> {
    only_if(is_confidence(alpha) && rises(information))?;
    let mut walk = Walk::new(0.0);
    let mut spent = 0.0;
    let mut bounds = Vec::new();
    for t in information {
        let now = spending.spent(alpha, *t);
        let asked = (now - spent).max(0.0);
        // Below what a double holds no bound is reached.
        let bound = if asked < 1e-300 {
            FARTHEST
        } else {
            root(0.0, FARTHEST, |bound| walk.crossed(bound, *t).sum() - asked)?
        };
        walk.step(bound, *t);
        bounds.push(bound);
        spent = now;
    }
    Some(bounds)
}

/// The bounds on |Z| at `looks` equal looks.
///
/// `None` without looks or for a level outside 0 to 1.
/// # Source
/// Pocock (1977), Biometrika 64, 191–199; O'Brien & Fleming (1979), Biometrics 35, 549–556.
/// # Examples
/// ```
/// use tierone_stats::planning::{Shape, shape_bounds};
///
/// // Jennison & Turnbull (2000), tables 2.1 and 2.3.
/// assert!((shape_bounds(Shape::Pocock, 5, 0.05).unwrap()[4] - 2.413).abs() < 1e-3);
/// assert!((shape_bounds(Shape::OBrienFleming, 5, 0.05).unwrap()[4] - 2.040).abs() < 1e-3);
/// ```
pub fn shape_bounds(shape: Shape, looks: u32, alpha: f64) -> Option<Vec<f64>> {
    none_if(looks == 0 || looks > MOST_LOOKS || !is_confidence(alpha))?;
    let all = f64::from(looks);
    let information: Vec<f64> = (1..=looks).map(|k| f64::from(k) / all).collect();
    let bounds = |constant: f64| -> Vec<f64> {
        let at = |t: &f64| match shape {
            Shape::Pocock => constant,
            Shape::OBrienFleming => constant / t.sqrt(),
        };
        information.iter().map(at).collect()
    };
    let excess = |constant: f64| crossing(&bounds(constant), &information, 0.0).total() - alpha;
    // With one look the constant is the plain quantile, which many looks only raise.
    let least = -normal_quantile(0.5 * alpha);
    root(0.99 * least, least + 0.5 * all.ln() + 1.0, excess).map(bounds)
}

/// What a course of looks comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// The probability that each look is the first to be beyond its bound, on either side.
    pub at_look: Vec<f64>,
    /// The share of the full information that is in on average when looking stops.
    pub expected_information: f64,
}

impl Crossing {
    /// The probability that any look is beyond its bound.
    pub fn total(&self) -> f64 {
        self.at_look.iter().sum()
    }
}

/// The probabilities that looks are beyond their bounds, where Z has mean `drift` once all information is in.
///
/// # Source
/// As for [`spending_bounds`].
/// # Examples
/// ```
/// use tierone_stats::planning::crossing;
///
/// // Five looks at a plain 95 % interval: Armitage, McPherson & Rowe (1969), table 2, have 0.142.
/// let information: Vec<f64> = (1..=5).map(|k| f64::from(k) / 5.0).collect();
/// let plain = crossing(&[1.959_963_985; 5], &information, 0.0);
/// assert!((plain.total() - 0.142).abs() < 5e-4);
/// ```
pub fn crossing(bounds: &[f64], information: &[f64], drift: f64) -> Crossing {
    let mut walk = Walk::new(drift);
    let (mut at_look, mut expected, mut open) = (Vec::new(), 0.0, 1.0);
    for (bound, t) in bounds.iter().zip(information) {
        expected += open * (t - walk.information);
        let crossed = walk.crossed(*bound, *t).sum();
        walk.step(*bound, *t);
        open -= crossed;
        at_look.push(crossed);
    }
    Crossing {
        at_look,
        expected_information: expected,
    }
}

/// More looks than a year has days are not planned.
const MOST_LOOKS: u32 = 366;

/// Farther from 0 no Z is.
const FARTHEST: f64 = 37.0;

fn rises(information: &[f64]) -> bool {
    let mut before = 0.0;
    information.len() <= MOST_LOOKS as usize
        && information.iter().all(|t| {
            let rose = *t > before + 1e-9 && *t <= 1.0 + 1e-12;
            before = *t;
            rose
        })
}

/// The score S = Z√t where no look was beyond its bound so far: a mass at each node of an integration rule.
struct Walk {
    drift: f64,
    information: f64,
    nodes: Vec<(f64, f64)>,
    rule: Vec<(f64, f64)>,
}

/// Probabilities beyond the bound on either side.
struct Tails {
    low: f64,
    high: f64,
}

impl Tails {
    fn sum(&self) -> f64 {
        self.low + self.high
    }
}

impl Walk {
    fn new(drift: f64) -> Walk {
        Walk {
            drift,
            information: 0.0,
            nodes: vec![(0.0, 1.0)],
            rule: gauss_legendre(8),
        }
    }

    /// The probability that the look at `t` is the first beyond `bound`.
    fn crossed(&self, bound: f64, t: f64) -> Tails {
        let (step, reach) = (t - self.information, bound * t.sqrt());
        let mut tails = Tails {
            low: 0.0,
            high: 0.0,
        };
        for (score, mass) in &self.nodes {
            let mean = score + self.drift * step;
            tails.high += mass * normal_tails((reach - mean) / step.sqrt()).upper;
            tails.low += mass * normal_tails((-reach - mean) / step.sqrt()).lower;
        }
        tails
    }

    /// Goes on where the look at `t` is not beyond `bound`.
    fn step(&mut self, bound: f64, t: f64) {
        let step = t - self.information;
        let sd = step.sqrt();
        // Farther than ten standard deviations around its mean there is nothing.
        let ends = [-1.0, 1.0].map(|side| {
            let farthest = self.drift * t + 10.0 * side * t.sqrt();
            farthest.clamp(-bound * t.sqrt(), bound * t.sqrt())
        });
        let half = 0.5 * (ends[1] - ends[0]);
        let centre = 0.5 * (ends[1] + ends[0]);
        // Eight nodes to a panel of a standard deviation and a half of the step are enough for ten digits.
        let panels = ((2.0 * half / (1.5 * sd)).ceil() as usize).clamp(1, 400);
        let width = half / panels as f64;
        let scores = (0..panels).flat_map(|panel| {
            let middle = centre - half + (2 * panel + 1) as f64 * width;
            let place = move |(x, weight): &(f64, f64)| (middle + width * x, width * weight);
            self.rule.iter().map(place)
        });
        let nodes = scores.map(|(score, weight)| {
            let density: f64 = self
                .nodes
                .iter()
                .map(|(before, mass)| {
                    let z = (score - before - self.drift * step) / sd;
                    mass * (-0.5 * z * z).exp()
                })
                .sum();
            (
                score,
                density * weight / (sd * std::f64::consts::TAU.sqrt()),
            )
        });
        self.nodes = nodes.collect();
        self.information = t;
    }
}
