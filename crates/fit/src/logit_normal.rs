//! Errors by caseworkers whose log-odds are spread normally, in teams that are too: coefficients, spreads, intervals.

use rayon::prelude::*;

use super::cell::Predicted;
use super::checker::ANGLES;
use super::data::{Data, Row};
use super::interval::Interval;
use super::spread::SpreadFit;
use super::team::{Setting, Sums};
use tierone_stats::maximum::{Point, maximise};
use tierone_stats::quadrature::gauss_hermite;

/// How many nodes there are over each effect. One is Laplace's approximation, which is biased in the spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nodes {
    /// Over a caseworker's.
    pub people: usize,
    /// Over a team's.
    pub teams: usize,
}

/// As many as leave the estimates unchanged in four digits (tests hold them to 40).
pub const NODES: Nodes = Nodes {
    people: 9,
    teams: 7,
};

/// Teams that a thread takes at one time: what is added up is the same for any number of threads.
const CHUNK: usize = 8;

/// The likelihood of results. Its parameters are the coefficients, the spread, the team spread where there are teams, and of
/// each checker whose decisions were looked at again two angles: the squared sine of the first is the share of errors that is
/// missed, that of the second the share of right decisions that fail.
pub struct LogitNormal<'a> {
    data: &'a Data,
    with_teams: bool,
    people_rule: Vec<(f64, f64)>,
    team_rule: Vec<(f64, f64)>,
}

impl<'a> LogitNormal<'a> {
    /// Of data, with a level for teams or without one.
    pub fn new(data: &'a Data, with_teams: bool, nodes: Nodes) -> Self {
        Self {
            data,
            with_teams,
            people_rule: gauss_hermite(nodes.people.max(1)),
            team_rule: gauss_hermite(nodes.teams.max(1)),
        }
    }

    /// How many parameters there are.
    pub fn size(&self) -> usize {
        self.first_angle() + ANGLES * self.data.checkers.len()
    }

    /// The place of the first angle of checkers.
    pub fn first_angle(&self) -> usize {
        self.data.coefficients + if self.with_teams { 2 } else { 1 }
    }

    /// With rows in place of those of the data, each for each.
    pub(super) fn with_setting<T>(
        &self,
        rows: &[Row],
        parameters: &[f64],
        then: impl FnOnce(&Setting) -> T,
    ) -> T {
        let angles = &parameters[self.first_angle()..];
        let predicted: Vec<Predicted> = rows
            .iter()
            .map(|row| Predicted::of(row, parameters, angles))
            .collect();
        then(&Setting {
            rows,
            predicted: &predicted,
            coefficients: self.data.coefficients,
            first_angle: self.first_angle(),
            spread: parameters[self.data.coefficients],
            team_spread: self
                .with_teams
                .then(|| parameters[self.data.coefficients + 1]),
            people_rule: &self.people_rule,
            team_rule: &self.team_rule,
        })
    }

    /// The likelihood at parameters.
    pub fn at(&self, parameters: &[f64]) -> Point {
        self.at_rows(&self.data.rows, parameters)
    }

    pub(super) fn at_rows(&self, rows: &[Row], parameters: &[f64]) -> Point {
        let size = self.size();
        self.with_setting(rows, parameters, |setting| {
            let chunks: Vec<Sums> = self
                .data
                .teams
                .par_chunks(CHUNK)
                .map(|teams| {
                    let mut sums = Sums::zero(size);
                    for team in teams {
                        sums.add(&setting.team(team, size), 1.0);
                    }
                    sums
                })
                .collect();
            let mut all = Sums::zero(size);
            chunks.iter().for_each(|sums| all.add(sums, 1.0));
            let mut point = Point {
                value: all.value,
                gradient: all.gradient,
                information: all.information,
            };
            for (place, checker) in self.data.checkers.iter().enumerate() {
                checker.add(parameters, self.first_angle() + ANGLES * place, &mut point);
            }
            point
        })
    }

    /// The maximum, from coefficients that are somewhere near it.
    pub fn fit(&self, start: &[f64]) -> SpreadFit {
        let coefficients = self.data.coefficients;
        let all: Vec<usize> = (0..coefficients).collect();
        let mut from = start[..coefficients].to_vec();
        from.resize(self.first_angle(), 0.0);
        let checkers = self.data.checkers.iter();
        let angles: Vec<f64> = checkers.flat_map(|checker| checker.start()).collect();
        from.extend(&angles);
        // Without spreads the likelihood has one node.
        let nodes = Nodes {
            people: 1,
            teams: 1,
        };
        let pooled = Self::new(self.data, self.with_teams, nodes);
        let pooled = maximise(&from, &all, 1e-6, &|at| pooled.at(at));
        let spreads = self.first_angle() - coefficients;
        SpreadFit::of(&pooled.at[..coefficients], spreads, &angles, &|at| {
            self.at(at)
        })
    }

    /// The 95 % profile likelihood intervals of all parameters of its fit.
    pub fn intervals(&self, fit: &SpreadFit) -> Vec<Interval> {
        let all = (0..self.size()).into_par_iter();
        all.map(|k| self.interval(fit, k)).collect()
    }

    /// Where the maximum moves to from that of other rows, which are nearly the same.
    pub fn moved(&self, fit: &SpreadFit) -> SpreadFit {
        fit.near(&|at| self.at(at))
    }

    /// Where the maximum moves to with parameter `k` held at a value.
    pub fn held(&self, fit: &SpreadFit, k: usize, value: f64) -> SpreadFit {
        fit.held(k, value, &|at| self.at(at))
    }

    /// The 95 % profile likelihood interval of a parameter of its fit.
    pub fn interval(&self, fit: &SpreadFit, k: usize) -> Interval {
        fit.interval(k, &|at| self.at(at))
    }
}

/// The mean rate over caseworkers whose log-odds are spread about `log_odds`.
pub fn mean_rate(log_odds: f64, spread: f64) -> f64 {
    gauss_hermite(80)
        .iter()
        .map(|(z, weight)| weight / (1.0 + (-log_odds - spread * z).exp()))
        .sum()
}
