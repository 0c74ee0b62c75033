//! What rechecks tell of a checker: how often errors are missed, and right decisions failed, as two angles of a likelihood.
//!
//! The share that is missed is the squared sine of one angle, the share of right decisions that fail that of the other. So
//! an angle may be anything and has no sign, and like a spread it may be zero: nothing is missed, or nothing failed wrongly.

use tierone_stats::maximum::Point;
use tierone_stats::misclassified::Checking;

/// Angles of one checker.
pub(super) const ANGLES: usize = 2;

/// The share behind an angle.
pub(super) fn share(angle: f64) -> f64 {
    angle.sin().powi(2)
}

/// Decisions of a checker whose truth a later look told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rechecked {
    /// Right, and passed.
    pub right_passed: f64,
    /// Wrong, and passed.
    pub wrong_passed: f64,
    /// Right, and failed.
    pub right_failed: f64,
    /// Wrong, and failed.
    pub wrong_failed: f64,
    /// From where the likelihood is climbed.
    pub start: Checking,
}

impl Rechecked {
    /// Angles to begin with: not zero, where there is no slope.
    pub(super) fn start(&self) -> [f64; ANGLES] {
        let shares = [1.0 - self.start.sensitivity, 1.0 - self.start.specificity];
        shares.map(|share| share.clamp(0.0, 1.0).sqrt().asin().max(0.05))
    }

    /// Adds its part to a likelihood whose parameters have its angles from `at`.
    pub(super) fn add(&self, parameters: &[f64], at: usize, point: &mut Point) {
        let told = [
            (self.wrong_passed, self.wrong_failed),
            (self.right_failed, self.right_passed),
        ];
        for (k, (hits, others)) in (at..).zip(told) {
            let (sine, cosine) = parameters[k].sin_cos();
            if hits > 0.0 {
                point.value += hits * (sine * sine).ln();
                point.gradient[k] += 2.0 * hits * cosine / sine;
                *point.information.at_mut(k, k) += 2.0 * hits / (sine * sine);
            }
            if others > 0.0 {
                point.value += others * (cosine * cosine).ln();
                point.gradient[k] -= 2.0 * others * sine / cosine;
                *point.information.at_mut(k, k) += 2.0 * others / (cosine * cosine);
            }
        }
    }
}

/// The checking of a checker's angles.
pub(super) fn checking(angles: &[f64]) -> Checking {
    Checking {
        sensitivity: 1.0 - share(angles[0]),
        specificity: 1.0 - share(angles[1]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::data::{Cell, Data, Person, Row, Team};
    use super::super::logit_normal::{LogitNormal, Nodes};
    use super::*;

    /// Slopes and information are those of differences of the likelihood, and of its slopes.
    #[test]
    fn slopes_in_rates_spreads_and_angles_are_those_of_differences() {
        let right = Checking {
            sensitivity: 1.0,
            specificity: 1.0,
        };
        let unsure = Row {
            checker: Some(0),
            ..Row::of(&[(0, 1.0)])
        };
        let cell = |row: usize, errors: f64, checks: f64| Cell {
            row,
            errors,
            checks,
        };
        let person = |errors: f64| Person {
            cells: vec![cell(0, errors, 40.0), cell(1, 1.0, 5.0)],
        };
        let team = |errors: [f64; 3]| Team {
            people: errors.map(person).to_vec(),
        };
        let data = Data {
            rows: vec![unsure, Row::of(&[(0, 1.0)])],
            coefficients: 1,
            teams: vec![team([2.0, 0.0, 5.0]), team([9.0, 4.0, 3.0])],
            checkers: vec![Rechecked {
                right_passed: 30.0,
                wrong_passed: 2.0,
                right_failed: 3.0,
                wrong_failed: 20.0,
                start: right,
            }],
        };
        // Nodes move with the parameters, which slopes leave out: many nodes make that nothing.
        let nodes = Nodes {
            people: 40,
            teams: 40,
        };
        let likelihood = LogitNormal::new(&data, true, nodes);
        let at = [-2.2, 0.7, 0.4, 0.35, 0.2];
        let point = likelihood.at(&at);
        let step = 1e-4;
        for k in 0..at.len() {
            let [up, down] = [step, -step].map(|by| {
                let mut there = at;
                there[k] += by;
                likelihood.at(&there)
            });
            let slope = (up.value - down.value) / (2.0 * step);
            assert!((slope - point.gradient[k]).abs() < 1e-5 * (1.0 + slope.abs()));
            for l in 0..at.len() {
                let bend = (down.gradient[l] - up.gradient[l]) / (2.0 * step);
                let own = point.information.at(k, l);
                assert!(
                    (bend - own).abs() < 1e-4 * (1.0 + bend.abs()),
                    "{k} {l}: {own} and {bend}"
                );
            }
        }
    }
}
