//! Errors by people whose rates have a beta distribution: its mean, and the correlation of two decisions of one person.
//!
//! With the mean μ and d = 1/(α + β) a person's likelihood is Π(μ + jd) Π(1 − μ + jd) / Π(1 + jd), which is the binomial one
//! at d = 0 and needs no special functions. People of one mean are counted together by j.

use super::spread::SpreadFit;
use tierone_stats::matrix::Matrix;
use tierone_stats::maximum::Point;

/// What was found in one person's decisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: u64,
    /// Checks.
    pub checks: u64,
    /// The mean that the person's rate comes from, by its place among the rows.
    pub row: usize,
}

/// The likelihood of people's errors. Its parameters are the coefficients of the log-odds of means, then √d.
pub struct BetaBinomial {
    rows: Vec<Vec<f64>>,
    /// By row and j, people with more errors than j, and with more right decisions.
    wrong: Vec<Vec<f64>>,
    right: Vec<Vec<f64>>,
    /// By j, people with more checks.
    all: Vec<f64>,
}

impl BetaBinomial {
    /// Of people, whose means have these factors on each coefficient: none where a row is missing or not as long as the others.
    pub fn new(people: &[Counts], rows: &[Vec<f64>]) -> Option<Self> {
        let size = rows.first()?.len();
        let is_sound = |one: &Counts| one.row < rows.len() && one.errors <= one.checks;
        if rows.iter().any(|row| row.len() != size) || !people.iter().all(is_sound) {
            return None;
        }
        let mut likelihood = Self {
            rows: rows.to_vec(),
            wrong: vec![Vec::new(); rows.len()],
            right: vec![Vec::new(); rows.len()],
            all: Vec::new(),
        };
        for one in people {
            count(&mut likelihood.wrong[one.row], one.errors);
            count(&mut likelihood.right[one.row], one.checks - one.errors);
            count(&mut likelihood.all, one.checks);
        }
        let tallies = likelihood.wrong.iter_mut().chain(&mut likelihood.right);
        tallies
            .chain([&mut likelihood.all])
            .for_each(|tally| add_up(tally));
        Some(likelihood)
    }

    /// The likelihood at parameters, without the binomial coefficients.
    pub fn at(&self, parameters: &[f64]) -> Point {
        let size = parameters.len();
        let coefficients = size - 1;
        let root = parameters[coefficients];
        let d = root * root;
        let mut point = Point {
            value: 0.0,
            gradient: vec![0.0; size],
            information: Matrix::zero(size),
        };
        // Slope and curvature in d.
        let (mut by_d, mut by_dd) = (0.0, 0.0);
        for (j, people) in self.all.iter().enumerate() {
            let j = j as f64;
            let under = 1.0 + j * d;
            point.value -= people * under.ln();
            by_d -= people * j / under;
            by_dd += people * j * j / (under * under);
        }
        for (place, row) in self.rows.iter().enumerate() {
            let terms = row.iter().zip(parameters);
            let log_odds: f64 = terms.map(|(by, coefficient)| by * coefficient).sum();
            let mean = 1.0 / (1.0 + (-log_odds).exp());
            let (mut by_mean, mut by_mean_mean, mut by_mean_d) = (0.0, 0.0, 0.0);
            let sides = [(&self.wrong, mean, 1.0), (&self.right, 1.0 - mean, -1.0)];
            for (counts, from, sign) in sides {
                for (j, people) in counts[place].iter().enumerate() {
                    let j = j as f64;
                    let share = 1.0 / (from + j * d);
                    point.value -= people * share.ln();
                    by_mean += sign * people * share;
                    by_d += people * j * share;
                    by_mean_mean -= people * share * share;
                    by_mean_d -= sign * people * j * share * share;
                    by_dd -= people * j * j * share * share;
                }
            }
            let steep = mean * (1.0 - mean);
            let slope = by_mean * steep;
            let curvature = by_mean_mean * steep * steep + by_mean * steep * (1.0 - 2.0 * mean);
            for (k, left) in row.iter().enumerate() {
                point.gradient[k] += left * slope;
                for (l, right) in row.iter().enumerate() {
                    *point.information.at_mut(k, l) -= left * right * curvature;
                }
                let across = 2.0 * root * left * steep * by_mean_d;
                *point.information.at_mut(k, coefficients) -= across;
                *point.information.at_mut(coefficients, k) -= across;
            }
        }
        point.gradient[coefficients] = 2.0 * root * by_d;
        *point.information.at_mut(coefficients, coefficients) = -2.0 * by_d - 4.0 * d * by_dd;
        point
    }

    /// The maximum. A correlation of zero is a result: people differ no more than chance makes them.
    pub fn fit(&self) -> SpreadFit {
        let sum = |tallies: &[Vec<f64>]| tallies.iter().flatten().sum::<f64>();
        let (wrong, right) = (sum(&self.wrong), sum(&self.right));
        let mut start = vec![0.0; self.rows[0].len()];
        if wrong > 0.0 && right > 0.0 {
            start[0] = (wrong / right).ln();
        }
        SpreadFit::of(&start, 1, &[], &|at| self.at(at))
    }
}

/// The correlation of two decisions of one person, from the last parameter.
pub fn correlation(root: f64) -> f64 {
    let d = root * root;
    d / (1.0 + d)
}

/// Notes that there is one with so many, so one more for each j below.
fn count(tally: &mut Vec<f64>, so_many: u64) {
    let so_many = so_many as usize;
    if so_many == 0 {
        return;
    }
    if tally.len() < so_many {
        tally.resize(so_many, 0.0);
    }
    tally[so_many - 1] += 1.0;
}

fn add_up(tally: &mut [f64]) {
    for j in (1..tally.len()).rev() {
        tally[j - 1] += tally[j];
    }
}
