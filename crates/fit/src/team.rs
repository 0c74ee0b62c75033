//! The likelihood of one team: over the team's effect and each caseworker's, by adaptive Gauss-Hermite quadrature.
//!
//! Nodes lie about the joint mode of all effects of the team, as wide as the likelihood is there. One node a level is
//! Laplace's approximation. Slopes are posterior means of those of the complete likelihood, and its information is
//! Louis's: the mean of the complete information less the variance of the complete slopes.
//!
//! # Source
//! Pinheiro & Bates (1995), J. Computational and Graphical Statistics 4, 12–35; Louis (1982), JRSS B 44, 226–233.

use super::cell::{Effect, Local, Predicted, Turned};
use super::checker::ANGLES;
use super::data::{Person, Row, Team};
use tierone_stats::matrix::Matrix;

/// Nodes and weights over a standard normal variable.
pub(super) type Rule = [(f64, f64)];

/// All that an evaluation needs to know.
pub(super) struct Setting<'a> {
    pub rows: &'a [Row],
    pub predicted: &'a [Predicted],
    /// Parameters before the spreads, and before the angles of checkers.
    pub coefficients: usize,
    pub first_angle: usize,
    /// The spread over caseworkers of a team.
    pub spread: f64,
    /// That over teams; none where there are no teams.
    pub team_spread: Option<f64>,
    pub people_rule: &'a Rule,
    pub team_rule: &'a Rule,
}

/// Where a team's effects are most likely, in units of their spreads.
pub(super) struct Mode {
    /// The team's.
    pub team: f64,
    /// How wide the likelihood is about it.
    pub width: f64,
    /// The caseworkers'.
    pub people: Vec<f64>,
}

/// What a team adds to the likelihood.
pub(super) struct Sums {
    pub value: f64,
    pub gradient: Vec<f64>,
    pub information: Matrix,
}

impl Sums {
    pub(super) fn zero(size: usize) -> Self {
        Self {
            value: 0.0,
            gradient: vec![0.0; size],
            information: Matrix::zero(size),
        }
    }

    pub(super) fn add(&mut self, other: &Self, weight: f64) {
        self.value += weight * other.value;
        for (sum, value) in self.gradient.iter_mut().zip(&other.gradient) {
            *sum += weight * value;
        }
        let values = &other.information.values;
        for (sum, value) in self.information.values.iter_mut().zip(values) {
            *sum += weight * value;
        }
    }

    /// Adds weight times the product of a vector with itself to the information.
    fn add_square(&mut self, vector: &[f64], weight: f64) {
        let size = vector.len();
        for (row, left) in vector.iter().enumerate() {
            if *left == 0.0 {
                continue;
            }
            let by = weight * left;
            let sums = &mut self.information.values[row * size..(row + 1) * size];
            for (sum, right) in sums.iter_mut().zip(vector) {
                *sum += by * right;
            }
        }
    }
}

impl Setting<'_> {
    /// How far from a mode nodes may lie: what many of them add up to does not hang on it, one alone does.
    fn near_enough(&self) -> f64 {
        if self.people_rule.len() > 1 {
            1e-4
        } else {
            1e-9
        }
    }

    /// Slope and information of a caseworker's log-likelihood in their effect.
    fn slopes(&self, person: &Person, effect: f64) -> (f64, f64) {
        let effect = Effect::of(effect);
        let mut sums = (0.0, 0.0);
        for cell in &person.cells {
            let (slope, information) = self.predicted[cell.row].slopes(cell, effect);
            sums.0 += slope;
            sums.1 += information;
        }
        sums
    }

    /// The caseworker's most likely effect where the team adds `shift`, and how wide the likelihood is about it.
    pub(super) fn person_mode(&self, person: &Person, shift: f64, start: f64) -> (f64, f64) {
        if self.spread == 0.0 {
            return (0.0, 1.0);
        }
        let mut z = start;
        let mut curvature = 1.0;
        for _ in 0..60 {
            let (slope, information) = self.slopes(person, shift + self.spread * z);
            curvature = 1.0 + self.spread * self.spread * information.max(0.0);
            let step = ((self.spread * slope - z) / curvature).clamp(-2.0, 2.0);
            z += step;
            if step.abs() < self.near_enough() {
                break;
            }
        }
        (z, 1.0 / curvature.sqrt())
    }

    /// The joint mode of a team's effects.
    pub(super) fn mode(&self, team: &Team) -> Mode {
        let mut mode = Mode {
            team: 0.0,
            width: 1.0,
            people: vec![0.0; team.people.len()],
        };
        let Some(team_spread) = self.team_spread else {
            for (person, z) in team.people.iter().zip(&mut mode.people) {
                *z = self.person_mode(person, 0.0, 0.0).0;
            }
            return mode;
        };
        for _ in 0..60 {
            let shift = team_spread * mode.team;
            let (mut slopes, mut curvature) = (0.0, 0.0);
            for (person, z) in team.people.iter().zip(&mut mode.people) {
                *z = self.person_mode(person, shift, *z).0;
                let (slope, information) = self.slopes(person, shift + self.spread * *z);
                let information = information.max(0.0);
                slopes += slope;
                curvature += information / (1.0 + self.spread * self.spread * information);
            }
            let curvature = 1.0 + team_spread * team_spread * curvature;
            mode.width = 1.0 / curvature.sqrt();
            let step = ((team_spread * slopes - mode.team) / curvature).clamp(-2.0, 2.0);
            mode.team += step;
            if step.abs() < self.near_enough() {
                break;
            }
        }
        mode
    }

    /// Nodes over a caseworker's effect where the team adds `shift`: each with the logarithm of its weight, without the
    /// likelihood.
    pub(super) fn people_nodes(&self, person: &Person, shift: f64, start: f64) -> Vec<(f64, f64)> {
        let (mode, width) = self.person_mode(person, shift, start);
        nodes(self.people_rule, mode, width)
    }

    /// Nodes over the team's effect, likewise.
    pub(super) fn team_nodes(&self, mode: &Mode) -> Vec<(f64, f64)> {
        match self.team_spread {
            Some(_) => nodes(self.team_rule, mode.team, mode.width),
            None => vec![(0.0, 0.0)],
        }
    }

    /// What a team adds to the likelihood of parameters: coefficients, the spread, the team spread.
    pub(super) fn team(&self, team: &Team, size: usize) -> Sums {
        let mode = self.mode(team);
        let mut at_nodes = Vec::new();
        let mut logs = Vec::new();
        let mut scratch = Scratch::default();
        for (effect, log_weight) in self.team_nodes(&mode) {
            let mut sums = Sums::zero(size);
            for (person, start) in team.people.iter().zip(&mode.people) {
                self.person(person, effect, *start, &mut sums, &mut scratch);
            }
            logs.push(sums.value + log_weight);
            at_nodes.push(sums);
        }
        let (value, weights) = posterior(&logs);
        if let ([only], [_]) = (&mut at_nodes[..], &logs[..]) {
            only.value = value;
            return at_nodes.remove(0);
        }
        let mut all = Sums::zero(size);
        for (sums, weight) in at_nodes.iter().zip(&weights) {
            all.add(sums, *weight);
        }
        all.value = value;
        for (sums, weight) in at_nodes.iter().zip(&weights) {
            let pairs = sums.gradient.iter().zip(&all.gradient);
            let from_mean: Vec<f64> = pairs.map(|(slope, mean)| slope - mean).collect();
            all.add_square(&from_mean, -weight);
        }
        all
    }

    /// Adds a caseworker, given the team's effect.
    fn person(
        &self,
        person: &Person,
        team: f64,
        start: f64,
        sums: &mut Sums,
        scratch: &mut Scratch,
    ) {
        let shift = self.team_spread.map_or(0.0, |spread| spread * team);
        let nodes = self.people_nodes(person, shift, start);
        let size = sums.gradient.len();
        let coefficients = self.coefficients;
        scratch.slopes.clear();
        scratch.slopes.resize(size * nodes.len(), 0.0);
        scratch.information.clear();
        scratch.logs.clear();
        scratch.turned.clear();
        for ((z, log_weight), slopes) in nodes.iter().zip(scratch.slopes.chunks_mut(size)) {
            let effect = Effect::of(shift + self.spread * z);
            let (mut value, mut slope) = (*log_weight, 0.0);
            for cell in &person.cells {
                let local: Local = self.predicted[cell.row].at(cell, effect);
                value += local.value;
                slope += local.slope;
                for (k, by) in &self.rows[cell.row].terms {
                    slopes[*k] += by * local.slope;
                }
                scratch.information.push(local.information);
                let checker = self.rows[cell.row].checker;
                if let (Some(checker), Some(turned)) =
                    (checker, self.predicted[cell.row].turned(cell, effect))
                {
                    let at = self.first_angle + ANGLES * checker;
                    for (slope, by) in slopes[at..].iter_mut().zip(turned.slopes) {
                        *slope += by;
                    }
                    scratch.turned.push(turned);
                }
            }
            slopes[coefficients] = z * slope;
            if self.team_spread.is_some() {
                slopes[coefficients + 1] = team * slope;
            }
            scratch.logs.push(value);
        }
        let (value, weights) = posterior(&scratch.logs);
        sums.value += value;
        let mut means = vec![0.0; size];
        for (slopes, weight) in scratch.slopes.chunks(size).zip(&weights) {
            for (mean, slope) in means.iter_mut().zip(slopes) {
                *mean += weight * slope;
            }
        }
        for (slopes, weight) in scratch.slopes.chunks_mut(size).zip(&weights) {
            for (slope, mean) in slopes.iter_mut().zip(&means) {
                *slope -= mean;
            }
            sums.add_square(slopes, -weight);
        }
        for (sum, mean) in sums.gradient.iter_mut().zip(&means) {
            *sum += mean;
        }
        let cells = person.cells.len();
        for (place, cell) in person.cells.iter().enumerate() {
            // Means of the information times 1, z and z².
            let (mut plain, mut by_z, mut by_square) = (0.0, 0.0, 0.0);
            for (node, (weight, (z, _))) in weights.iter().zip(&nodes).enumerate() {
                let information = weight * scratch.information[node * cells + place];
                plain += information;
                by_z += z * information;
                by_square += z * z * information;
            }
            let terms = &self.rows[cell.row].terms;
            let matrix = &mut sums.information;
            for (k, left) in terms {
                for (l, right) in terms {
                    *matrix.at_mut(*k, *l) += left * right * plain;
                }
                both(matrix, *k, coefficients, left * by_z);
                if self.team_spread.is_some() {
                    both(matrix, *k, coefficients + 1, left * team * plain);
                }
            }
            *matrix.at_mut(coefficients, coefficients) += by_square;
            if self.team_spread.is_some() {
                both(matrix, coefficients, coefficients + 1, team * by_z);
                *matrix.at_mut(coefficients + 1, coefficients + 1) += team * team * plain;
            }
        }
        self.angles(person, team, (&nodes, &weights), &scratch.turned, sums);
    }

    /// Adds the mean of the complete information in the angles of checkers; `turned` has the cells of such by node.
    fn angles(
        &self,
        person: &Person,
        team: f64,
        (nodes, weights): (&Rule, &[f64]),
        turned: &[Turned],
        sums: &mut Sums,
    ) {
        let (coefficients, matrix) = (self.coefficients, &mut sums.information);
        let so_many = turned.len() / nodes.len();
        let estimated = person.cells.iter().map(|cell| &self.rows[cell.row]);
        let estimated = estimated.filter_map(|row| Some((row, row.checker?)));
        for (place, (row, checker)) in estimated.enumerate() {
            let mut crossed = [(0.0, 0.0); ANGLES];
            let mut own = [0.0; 3];
            for (node, (weight, (z, _))) in weights.iter().zip(nodes).enumerate() {
                let turned = &turned[node * so_many + place];
                for (sums, by) in crossed.iter_mut().zip(turned.crossed) {
                    sums.0 += weight * by;
                    sums.1 += weight * z * by;
                }
                for (sum, by) in own.iter_mut().zip(turned.information) {
                    *sum += weight * by;
                }
            }
            let at = self.first_angle + ANGLES * checker;
            for (k, (plain, by_z)) in (at..).zip(crossed) {
                for (term, by) in &row.terms {
                    both(matrix, *term, k, by * plain);
                }
                both(matrix, coefficients, k, by_z);
                if self.team_spread.is_some() {
                    both(matrix, coefficients + 1, k, team * plain);
                }
            }
            *matrix.at_mut(at, at) += own[0];
            *matrix.at_mut(at + 1, at + 1) += own[1];
            both(matrix, at, at + 1, own[2]);
        }
    }
}

/// What is used again for the next caseworker.
#[derive(Default)]
struct Scratch {
    slopes: Vec<f64>,
    information: Vec<f64>,
    logs: Vec<f64>,
    turned: Vec<Turned>,
}

fn both(matrix: &mut Matrix, row: usize, column: usize, value: f64) {
    *matrix.at_mut(row, column) += value;
    *matrix.at_mut(column, row) += value;
}

/// A rule moved to a mode: nodes, and logarithms of weights times the standard normal density there.
fn nodes(rule: &Rule, mode: f64, width: f64) -> Vec<(f64, f64)> {
    let at = rule.iter().map(|(t, weight)| {
        let z = mode + width * t;
        (z, (weight * width).ln() + 0.5 * (t * t - z * z))
    });
    at.collect()
}

/// The logarithm of the sum of exponentials, and what share each has of it.
pub(super) fn posterior(logs: &[f64]) -> (f64, Vec<f64>) {
    let most = logs
        .iter()
        .fold(f64::NEG_INFINITY, |most, log| most.max(*log));
    let shares: Vec<f64> = logs.iter().map(|log| (log - most).exp()).collect();
    let sum: f64 = shares.iter().sum();
    let shares = shares.into_iter().map(|share| share / sum).collect();
    (most + sum.ln(), shares)
}
