//! The likelihood of one cell of checks at one log-odds of error, with its slopes.

use super::checker::ANGLES;
use super::data::{Cell, Row};

/// Log-odds beyond which a double holds no odds that could be worked with.
const FURTHEST: f64 = 300.0;

/// A row at the parameters of an evaluation.
pub(super) struct Predicted {
    /// Log-odds for a caseworker of no effect.
    log_odds: f64,
    odds: f64,
    false_fail: f64,
    /// Sensitivity less false fails.
    gap: f64,
    is_perfect: bool,
    /// First and second slopes of sensitivity and false fails in their angles, where these are estimated.
    turns: Option<[(f64, f64); ANGLES]>,
}

/// A cell's log-likelihood, its slope, and its curvature turned, in the log-odds.
#[derive(Clone, Copy, Default)]
pub(super) struct Local {
    pub value: f64,
    pub slope: f64,
    pub information: f64,
}

/// Slopes and information of a cell in the angles of its checker, misses first.
#[derive(Clone, Copy, Default)]
pub(super) struct Turned {
    pub slopes: [f64; ANGLES],
    /// With the log-odds.
    pub crossed: [f64; ANGLES],
    /// Of the angles: misses, false fails, and both.
    pub information: [f64; 3],
}

/// A caseworker's effect: what it adds to log-odds, and the factor on odds.
#[derive(Clone, Copy)]
pub(super) struct Effect {
    log_odds: f64,
    factor: f64,
}

impl Effect {
    pub(super) fn of(log_odds: f64) -> Self {
        let log_odds = log_odds.clamp(-FURTHEST, FURTHEST);
        Self {
            log_odds,
            factor: log_odds.exp(),
        }
    }
}

impl Predicted {
    /// `angles` are those of all checkers that are estimated.
    pub(super) fn of(row: &Row, parameters: &[f64], angles: &[f64]) -> Self {
        let log_odds = row.log_odds(parameters).clamp(-FURTHEST, FURTHEST);
        let checking = row.checking_at(angles);
        let false_fail = 1.0 - checking.specificity;
        let gap = checking.sensitivity - false_fail;
        let turns = row.checker.map(|place| {
            let [misses, fails] = [0, 1].map(|k| 2.0 * angles[ANGLES * place + k]);
            [
                (-misses.sin(), -2.0 * misses.cos()),
                (fails.sin(), 2.0 * fails.cos()),
            ]
        });
        Self {
            log_odds,
            odds: log_odds.exp(),
            false_fail,
            gap,
            is_perfect: turns.is_none() && false_fail == 0.0 && gap == 1.0,
            turns,
        }
    }

    /// The cell for a caseworker of that effect.
    pub(super) fn at(&self, cell: &Cell, effect: Effect) -> Local {
        let odds = self.odds * effect.factor;
        let right = 1.0 / (1.0 + odds);
        let wrong = odds * right;
        if self.is_perfect {
            return Local {
                value: cell.errors * (self.log_odds + effect.log_odds) - cell.checks * odds.ln_1p(),
                slope: cell.errors - cell.checks * wrong,
                information: cell.checks * wrong * right,
            };
        }
        let passes = cell.checks - cell.errors;
        let fail = self.false_fail + self.gap * wrong;
        let pass = 1.0 - fail;
        let steep = self.gap * wrong * right;
        // Nothing failed where nothing can fail is certain, not undefined.
        let (mut value, mut pull, mut bend) = (0.0, 0.0, 0.0);
        if passes != 0.0 {
            let part = passes / pass;
            value += passes * pass.ln();
            pull -= part;
            bend += part / pass;
        }
        if cell.errors != 0.0 {
            let part = cell.errors / fail;
            value += cell.errors * fail.ln();
            pull += part;
            bend += part / fail;
        }
        Local {
            value,
            slope: steep * pull,
            information: steep * (steep * bend - (right - wrong) * pull),
        }
    }

    /// What the angles of its checker add; none where that is not estimated.
    pub(super) fn turned(&self, cell: &Cell, effect: Effect) -> Option<Turned> {
        let turns = self.turns?;
        let odds = self.odds * effect.factor;
        let right = 1.0 / (1.0 + odds);
        let wrong = odds * right;
        let fail = self.false_fail + self.gap * wrong;
        let (mut pull, mut bend) = (0.0, 0.0);
        for (count, share, sign) in [
            (cell.errors, fail, 1.0),
            (cell.checks - cell.errors, 1.0 - fail, -1.0),
        ] {
            if count != 0.0 {
                let part = count / share;
                pull += sign * part;
                bend += part / share;
            }
        }
        let both = wrong * right;
        // By how much fails change with the log-odds, and with each angle.
        let steep = self.gap * both;
        let by = [turns[0].0 * wrong, turns[1].0 * right];
        let bent = [turns[0].1 * wrong, turns[1].1 * right];
        let twice = [turns[0].0 * both, -turns[1].0 * both];
        Some(Turned {
            slopes: by.map(|by| pull * by),
            crossed: [0, 1].map(|k| bend * steep * by[k] - pull * twice[k]),
            information: [
                bend * by[0] * by[0] - pull * bent[0],
                bend * by[1] * by[1] - pull * bent[1],
                bend * by[0] * by[1],
            ],
        })
    }

    /// Its slope and information alone.
    pub(super) fn slopes(&self, cell: &Cell, effect: Effect) -> (f64, f64) {
        if self.is_perfect {
            let right = 1.0 / (1.0 + self.odds * effect.factor);
            let expected = cell.checks * (1.0 - right);
            return (cell.errors - expected, expected * right);
        }
        let local = self.at(cell, effect);
        (local.slope, local.information)
    }
}
