//! How well checkers find errors where no check is trusted: a latent class, error or none, behind what several looks say.
//!
//! Given the truth, looks are independent. In one population three looks tell errors from false fails; two do in two
//! populations whose shares in error differ. Two looks at one population do not, whatever they found.
//!
//! # Source
//! Hui & Walter (1980), Biometrics 36, 167–171; Dawid & Skene (1979), Applied Statistics 28, 20–28.

use super::closed_forms::{Classes, three_looks, two_populations};
use super::interval::{DROP_95, Interval};
use tierone_stats::matrix::Matrix;
use tierone_stats::maximum::{Maximum, Point, maximise, profile_limit};

/// Probabilities nearer to 0 or 1 than this are on the boundary.
const BOUNDARY: f64 = 1e-7;

/// Log-odds beyond which no limit is looked for.
const FURTHEST: f64 = 20.0;

/// What looks said: by population and pattern, how often. The last look is the lowest bit of a pattern, and 1 is a fail.
#[derive(Clone, Debug, PartialEq)]
pub struct Looks {
    looks: usize,
    populations: Vec<Vec<f64>>,
}

/// What the likelihood says of the looks.
#[derive(Clone, Debug)]
pub struct LatentFit {
    /// Where it is highest.
    pub classes: Classes,
    /// The log-likelihood, without the multinomial coefficients.
    pub value: f64,
    /// Whether the closed form is inside all bounds; otherwise the maximum lies on one.
    pub closed_form_admissible: bool,
    free: Vec<usize>,
    maximum: Maximum,
}

impl Looks {
    /// So many looks at each population; none where a population has not a count for every pattern.
    pub fn new(looks: usize, populations: &[Vec<f64>]) -> Option<Self> {
        let is_sound = |counts: &Vec<f64>| {
            counts.len() == 1 << looks && counts.iter().all(|count| *count >= 0.0)
        };
        let is_sound =
            (1..=8).contains(&looks) && !populations.is_empty() && populations.iter().all(is_sound);
        is_sound.then(|| Self {
            looks,
            populations: populations.to_vec(),
        })
    }

    /// Whether there are as many shares as unknown probabilities.
    pub fn could_be_identified(&self) -> bool {
        let shares = self.populations.len() * ((1 << self.looks) - 1);
        shares >= self.populations.len() + 2 * self.looks
    }

    /// The raw closed form, which may lie outside 0 to 1; none where there is none, or where it divides by zero: then
    /// nothing tells the classes apart.
    pub fn closed_form(&self) -> Option<Classes> {
        match (self.looks, &self.populations[..]) {
            (2, [one, two]) => two_populations(one, two),
            (3, [one]) => three_looks(one),
            _ => None,
        }
    }

    /// The maximum inside 0 to 1. Of the two labels it takes that under which the first look tells right more often
    /// than not. `None` where the looks do not identify it.
    pub fn fit(&self) -> Option<LatentFit> {
        if !self.could_be_identified() {
            return None;
        }
        let closed = self.closed_form();
        if closed.is_none() && [(2, 2), (3, 1)].contains(&(self.looks, self.populations.len())) {
            return None;
        }
        let closed_form_admissible = closed.as_ref().is_some_and(Classes::is_admissible);
        let start = match closed {
            Some(closed) => closed.inside(),
            None => Classes {
                prevalences: vec![0.1; self.populations.len()],
                sensitivities: vec![0.8; self.looks],
                specificities: vec![0.95; self.looks],
            },
        };
        let classes = self.by_steps(start);
        let at: Vec<f64> = classes.all().map(logit).collect();
        let inside = |p: f64| p > BOUNDARY && p < 1.0 - BOUNDARY;
        let free: Vec<usize> = classes
            .all()
            .enumerate()
            .filter(|(_, p)| inside(*p))
            .map(|(k, _)| k)
            .collect();
        let maximum = maximise(&at, &free, 1e-18, &|at| self.at(at));
        maximum.covariance(&free)?;
        let mut classes = self.classes(&maximum.at);
        for (k, p) in classes.all_mut().enumerate() {
            if !free.contains(&k) {
                *p = p.round();
            }
        }
        Some(LatentFit {
            classes,
            value: maximum.point.value,
            closed_form_admissible,
            free,
            maximum,
        })
    }

    /// Expectation and maximisation in turn, which never leave 0 to 1.
    fn by_steps(&self, start: Classes) -> Classes {
        let mut classes = start;
        for _ in 0..200_000 {
            let mut next = Sums::zero(self);
            for (place, counts) in self.populations.iter().enumerate() {
                for (pattern, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0.0)
                {
                    let wrong = count * self.posterior(&classes, place, pattern);
                    next.add(self, place, pattern, wrong, *count);
                }
            }
            let next = next.shares(&classes);
            let moved = next.all().zip(classes.all());
            let moved = moved.fold(0.0, |most: f64, (a, b)| most.max((a - b).abs()));
            classes = next;
            if moved < 1e-13 {
                break;
            }
        }
        classes
    }

    /// The probability of an error behind a pattern.
    pub fn posterior(&self, classes: &Classes, population: usize, pattern: usize) -> f64 {
        let (wrong, right) = self.joint(classes, population, pattern);
        if wrong + right > 0.0 {
            wrong / (wrong + right)
        } else {
            0.0
        }
    }

    /// The probabilities of an error and of none, each together with a pattern.
    fn joint(&self, classes: &Classes, population: usize, pattern: usize) -> (f64, f64) {
        let prevalence = classes.prevalences[population];
        let (mut wrong, mut right) = (prevalence, 1.0 - prevalence);
        for look in 0..self.looks {
            let (se, sp) = (classes.sensitivities[look], classes.specificities[look]);
            if self.failed(pattern, look) {
                wrong *= se;
                right *= 1.0 - sp;
            } else {
                wrong *= 1.0 - se;
                right *= sp;
            }
        }
        (wrong, right)
    }

    fn failed(&self, pattern: usize, look: usize) -> bool {
        pattern >> (self.looks - 1 - look) & 1 == 1
    }

    fn classes(&self, log_odds: &[f64]) -> Classes {
        let populations = self.populations.len();
        let p: Vec<f64> = log_odds.iter().map(|x| 1.0 / (1.0 + (-x).exp())).collect();
        Classes {
            prevalences: p[..populations].to_vec(),
            sensitivities: p[populations..populations + self.looks].to_vec(),
            specificities: p[populations + self.looks..].to_vec(),
        }
    }

    /// The likelihood at log-odds of prevalences, sensitivities and specificities; slopes and information as Louis has them.
    fn at(&self, log_odds: &[f64]) -> Point {
        let classes = self.classes(log_odds);
        let size = log_odds.len();
        let populations = self.populations.len();
        let mut point = Point {
            value: 0.0,
            gradient: vec![0.0; size],
            information: Matrix::zero(size),
        };
        for (place, counts) in self.populations.iter().enumerate() {
            for (pattern, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0.0) {
                let (wrong, right) = self.joint(&classes, place, pattern);
                point.value += count * (wrong + right).ln();
                let posterior = self.posterior(&classes, place, pattern);
                // Slopes of the complete likelihood with an error, and without one.
                let mut slopes = vec![(0.0, 0.0); size];
                let prevalence = classes.prevalences[place];
                slopes[place] = (1.0 - prevalence, -prevalence);
                let spread = |p: f64| p * (1.0 - p);
                *point.information.at_mut(place, place) += count * spread(prevalence);
                for look in 0..self.looks {
                    let failed = f64::from(u8::from(self.failed(pattern, look)));
                    let (finds, passes) = (populations + look, populations + self.looks + look);
                    let (se, sp) = (classes.sensitivities[look], classes.specificities[look]);
                    slopes[finds].0 = failed - se;
                    slopes[passes].1 = 1.0 - failed - sp;
                    *point.information.at_mut(finds, finds) += count * posterior * spread(se);
                    *point.information.at_mut(passes, passes) +=
                        count * (1.0 - posterior) * spread(sp);
                }
                let weight = count * posterior * (1.0 - posterior);
                for (k, (one, other)) in slopes.iter().enumerate() {
                    point.gradient[k] += count * (posterior * one + (1.0 - posterior) * other);
                    for (l, (a, b)) in slopes.iter().enumerate() {
                        *point.information.at_mut(k, l) -= weight * (one - other) * (a - b);
                    }
                }
            }
        }
        point
    }
}

impl LatentFit {
    /// The standard errors of all probabilities, in the order of [`Classes::all`]; none on the boundary.
    pub fn standard_errors(&self) -> Vec<Option<f64>> {
        let covariance = self.maximum.covariance(&self.free);
        let error = |(k, p): (usize, f64)| {
            let place = self.free.iter().position(|free| *free == k)?;
            Some(p * (1.0 - p) * covariance.as_ref()?.at(place, place).sqrt())
        };
        self.classes.all().enumerate().map(error).collect()
    }

    /// The 95 % profile likelihood interval of a probability, in the order of [`Classes::all`].
    pub fn interval(&self, looks: &Looks, k: usize) -> Interval {
        let value = self.classes.all().nth(k).unwrap_or(f64::NAN);
        let probability = |x: f64| 1.0 / (1.0 + (-x).exp());
        let mut free = self.free.clone();
        let mut maximum = self.maximum.clone();
        if !free.contains(&k) {
            // From the boundary there is one way to go.
            free.push(k);
            maximum.at[k] = if value < 0.5 { -FURTHEST } else { FURTHEST };
        }
        let limit = |furthest| {
            profile_limit(&maximum, &free, k, furthest, DROP_95, &|at| looks.at(at))
                .map(probability)
        };
        let end = |side: f64| {
            let furthest = side * FURTHEST;
            if maximum.at[k] == furthest {
                return Some(probability(furthest).round());
            }
            limit(furthest).or(Some(probability(furthest).round()))
        };
        Interval::new(value, end(-1.0), end(1.0))
    }
}

fn logit(p: f64) -> f64 {
    let p = p.clamp(1e-12, 1.0 - 1e-12);
    (p / (1.0 - p)).ln()
}

/// Expected numbers of errors and right decisions.
struct Sums {
    /// By population: errors, and all.
    prevalences: Vec<(f64, f64)>,
    /// By look: errors found, and all errors.
    found: Vec<(f64, f64)>,
    /// By look: right decisions passed, and all of those.
    passed: Vec<(f64, f64)>,
}

impl Sums {
    fn zero(looks: &Looks) -> Self {
        Self {
            prevalences: vec![(0.0, 0.0); looks.populations.len()],
            found: vec![(0.0, 0.0); looks.looks],
            passed: vec![(0.0, 0.0); looks.looks],
        }
    }

    fn add(&mut self, looks: &Looks, population: usize, pattern: usize, wrong: f64, all: f64) {
        let add = |sums: &mut (f64, f64), part: f64, of: f64| {
            sums.0 += part;
            sums.1 += of;
        };
        add(&mut self.prevalences[population], wrong, all);
        for look in 0..looks.looks {
            let failed = looks.failed(pattern, look);
            add(
                &mut self.found[look],
                if failed { wrong } else { 0.0 },
                wrong,
            );
            let right = all - wrong;
            add(
                &mut self.passed[look],
                if failed { 0.0 } else { right },
                right,
            );
        }
    }

    /// Shares; what there is nothing of stays as it was.
    fn shares(&self, before: &Classes) -> Classes {
        let share = |((part, of), before): (&(f64, f64), &f64)| {
            if *of > 0.0 { part / of } else { *before }
        };
        let shares =
            |sums: &[(f64, f64)], before: &[f64]| sums.iter().zip(before).map(share).collect();
        Classes {
            prevalences: shares(&self.prevalences, &before.prevalences),
            sensitivities: shares(&self.found, &before.sensitivities),
            specificities: shares(&self.passed, &before.specificities),
        }
    }
}
