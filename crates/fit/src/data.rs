//! What was found in checks, as a likelihood counts it: errors among checks, by caseworker and by kind of decision.

use super::checker::{ANGLES, Rechecked, checking};
use tierone_stats::misclassified::Checking;

/// A kind of decision and attribute, whose log-odds of error are a sum of coefficients.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Coefficients by their place, each times a factor.
    pub terms: Vec<(usize, f64)>,
    /// What is added and not estimated.
    pub offset: f64,
    /// How well its checkers find errors, where that is known.
    pub checking: Checking,
    /// Whose looks they are, by place among [`Data::checkers`], where how well they find errors is estimated too.
    pub checker: Option<usize>,
}

/// Checks of one kind of decision by one caseworker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// The kind, by its place among [`Data::rows`].
    pub row: usize,
    /// Errors that were found.
    pub errors: f64,
    /// Checks.
    pub checks: f64,
}

/// What was found in one caseworker's decisions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// By kind of decision.
    pub cells: Vec<Cell>,
}

/// Caseworkers who share what is special about their team.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Team {
    /// Who is in it.
    pub people: Vec<Person>,
}

/// All checks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Data {
    /// Kinds of decision.
    pub rows: Vec<Row>,
    /// How many coefficients rows are made of.
    pub coefficients: usize,
    /// Who was checked.
    pub teams: Vec<Team>,
    /// Checkers whose decisions were looked at again by somebody who is right.
    pub checkers: Vec<Rechecked>,
}

impl Row {
    /// A sum of coefficients, looked at by checkers who never err.
    pub fn of(terms: &[(usize, f64)]) -> Self {
        Self {
            terms: terms.to_vec(),
            offset: 0.0,
            checking: Checking {
                sensitivity: 1.0,
                specificity: 1.0,
            },
            checker: None,
        }
    }

    /// How well its checkers find errors, at the angles of all checkers that are estimated.
    pub fn checking_at(&self, angles: &[f64]) -> Checking {
        match self.checker {
            Some(place) => checking(&angles[ANGLES * place..]),
            None => self.checking,
        }
    }

    /// Its log-odds of error for an average caseworker.
    pub fn log_odds(&self, parameters: &[f64]) -> f64 {
        let terms = self.terms.iter();
        self.offset + terms.map(|(k, by)| by * parameters[*k]).sum::<f64>()
    }
}

impl Data {
    /// All caseworkers' cells.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        let people = self.teams.iter().flat_map(|team| &team.people);
        people.flat_map(|person| &person.cells)
    }
}
