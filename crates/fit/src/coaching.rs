//! What coaching gains and how long it lasts, by the likelihood of errors given the feedback that each caseworker had had.
//!
//! Log-odds of error are lower by the gain times Σ 2^(−lag / half-life) over earlier coachings; one in the same period has
//! no effect yet. Gain and half-life are told apart only by how errors come back: where the profile does not close, there
//! is a limit on one side and no point.

use std::collections::BTreeMap;

use super::data::{Cell, Data, Person, Row, Team};
use super::interval::{DROP_95, Interval};
use super::logit_normal::{LogitNormal, NODES, Nodes};
use tierone_stats::maximum::{Maximum, Point, maximise, profile_limit};

/// Half-lives that the search starts from, in periods.
const GRID: [f64; 8] = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];

/// No half-life is looked for beyond this, or below one over it.
const LONGEST: f64 = 1e4;

/// Gains beyond this cannot be told from infinite ones.
const FURTHEST: f64 = 20.0;

/// Checks of a caseworker in one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dated {
    /// The kind of decision, by its place among the rows.
    pub row: usize,
    /// When the decision was made, counted from anywhere.
    pub period: i32,
    /// Errors.
    pub errors: f64,
    /// Checks.
    pub checks: f64,
}

/// A caseworker, with the coaching they had.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coached {
    /// What was checked.
    pub checks: Vec<Dated>,
    /// When they were coached: once for each time.
    pub coachings: Vec<i32>,
}

/// How fast coaching wears off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HalfLife {
    /// At once: only coaching exactly one period before counts.
    Zero,
    /// In so many periods.
    Of(f64),
    /// Never.
    Infinite,
}

/// The likelihood. Its parameters are the coefficients of rows, that of coaching, the logarithm of the half-life, the spread.
pub struct Coaching {
    data: Data,
    /// By row of `data` the periods since each coaching.
    lags: Vec<Vec<i32>>,
    nodes: Nodes,
}

/// A maximum at one half-life.
#[derive(Clone, Debug)]
pub struct AtHalfLife {
    /// The coefficients of rows.
    pub coefficients: Vec<f64>,
    /// What one coaching adds to log-odds: less than nothing where it helps.
    pub effect: f64,
    /// The spread over caseworkers.
    pub spread: f64,
    /// The log-likelihood, without the binomial coefficients.
    pub value: f64,
}

/// What the likelihood says of coaching.
#[derive(Clone, Debug)]
pub struct CoachingFit {
    /// Log-likelihoods with no effect, with one that is gone after a period, and with one that stays.
    pub values: [f64; 3],
    /// The log-likelihood where it is highest.
    pub value: f64,
    /// Whether there is a maximum and the half-life has a limit on both sides.
    pub identified: bool,
    /// The half-life; its value means nothing unless it is identified.
    pub half_life: Interval,
    /// What one coaching adds to log-odds, whatever the half-life; likewise.
    pub effect: Interval,
    /// Where the likelihood is highest, at a half-life that is finite.
    pub best: AtHalfLife,
    /// By half-life, from none to one without an end, by how much the log-likelihood there is below its highest.
    pub profile: Vec<(HalfLife, f64)>,
    /// Standard errors of the effect and of the logarithm of the half-life, and their covariance, where identified.
    pub covariance: Option<[f64; 3]>,
}

impl Coaching {
    /// Of caseworkers whose decisions are of `rows`, which are made of so many coefficients.
    pub fn new(
        people: &[Coached],
        rows: &[Row],
        coefficients: usize,
        nodes: Option<Nodes>,
    ) -> Self {
        let mut kinds: BTreeMap<(usize, Vec<i32>), usize> = BTreeMap::new();
        let mut teams = Vec::new();
        for coached in people {
            let mut cells: BTreeMap<usize, Cell> = BTreeMap::new();
            for checks in &coached.checks {
                let mut lags: Vec<i32> = coached
                    .coachings
                    .iter()
                    .map(|at| checks.period - at)
                    .filter(|lag| *lag > 0)
                    .collect();
                lags.sort_unstable();
                let next = kinds.len();
                let row = *kinds.entry((checks.row, lags)).or_insert(next);
                let cell = cells.entry(row).or_insert(Cell {
                    row,
                    errors: 0.0,
                    checks: 0.0,
                });
                cell.errors += checks.errors;
                cell.checks += checks.checks;
            }
            teams.push(Team {
                people: vec![Person {
                    cells: cells.into_values().collect(),
                }],
            });
        }
        let mut by_place: Vec<(usize, usize, Vec<i32>)> = kinds
            .into_iter()
            .map(|((row, lags), place)| (place, row, lags))
            .collect();
        by_place.sort_unstable_by_key(|(place, ..)| *place);
        let data_rows = by_place.iter().map(|(_, row, _)| rows[*row].clone());
        Self {
            data: Data {
                rows: data_rows.collect(),
                coefficients: coefficients + 2,
                teams,
                checkers: Vec::new(),
            },
            lags: by_place.into_iter().map(|(.., lags)| lags).collect(),
            nodes: nodes.unwrap_or(NODES),
        }
    }

    fn effect_place(&self) -> usize {
        self.data.coefficients - 2
    }

    /// The likelihood at parameters, and under a half-life that is none of them.
    fn at(&self, parameters: &[f64], half_life: Option<HalfLife>) -> Point {
        let effect = self.effect_place();
        let half_life = half_life.unwrap_or(HalfLife::Of(parameters[effect + 1].exp()));
        let mut rows = self.data.rows.clone();
        for (row, lags) in rows.iter_mut().zip(&self.lags) {
            let (exposure, slope) = exposure(lags, half_life);
            if exposure != 0.0 {
                // The slope in the logarithm of the half-life is that of a term which stands at zero.
                row.terms.push((effect, exposure));
                row.terms.push((effect + 1, parameters[effect] * slope));
            }
        }
        let mut there = parameters.to_vec();
        there[effect + 1] = 0.0;
        LogitNormal::new(&self.data, false, self.nodes).at_rows(&rows, &there)
    }

    /// The maximum at a half-life, from parameters near it.
    fn maximum(&self, start: &[f64], free: &[usize], half_life: Option<HalfLife>) -> Maximum {
        let mut found = maximise(start, free, 1e-11, &|at| self.at(at, half_life));
        let spread = found.at.last_mut().expect("there is a spread");
        *spread = spread.abs();
        found
    }

    /// All parameters but those of coaching.
    fn others(&self) -> Vec<usize> {
        let effect = self.effect_place();
        (0..effect).chain([effect + 2]).collect()
    }

    fn null(&self, start: &[f64]) -> Maximum {
        let mut from = start.to_vec();
        from.extend([0.0, 0.0, 0.4]);
        self.maximum(&from, &self.others(), Some(HalfLife::Infinite))
    }

    /// The maximum at a half-life, from coefficients of rows somewhere near it.
    pub fn at_half_life(&self, start: &[f64], half_life: HalfLife) -> AtHalfLife {
        let free = self.free_but_half_life();
        self.told(&self.maximum(&self.null(start).at, &free, Some(half_life)))
    }

    /// What one coaching adds to log-odds at a half-life that is taken as known, from coefficients of rows somewhere near it.
    pub fn effect_at(&self, start: &[f64], half_life: HalfLife) -> Interval {
        let effect = self.effect_place();
        let free = self.free_but_half_life();
        let maximum = self.maximum(&self.null(start).at, &free, Some(half_life));
        let likelihood = |at: &[f64]| self.at(at, Some(half_life));
        let limit =
            |furthest| profile_limit(&maximum, &free, effect, furthest, DROP_95, &likelihood);
        Interval::new(maximum.at[effect], limit(-FURTHEST), limit(FURTHEST))
    }

    fn free_but_half_life(&self) -> Vec<usize> {
        let half_life = self.effect_place() + 1;
        (0..half_life + 2).filter(|k| *k != half_life).collect()
    }

    fn told(&self, maximum: &Maximum) -> AtHalfLife {
        let effect = self.effect_place();
        AtHalfLife {
            coefficients: maximum.at[..effect].to_vec(),
            effect: maximum.at[effect],
            spread: maximum.at[effect + 2],
            value: maximum.point.value,
        }
    }

    /// The maximum over effect and half-life, from coefficients of rows somewhere near it.
    pub fn fit(&self, start: &[f64]) -> CoachingFit {
        let null = self.null(start);
        let effect = self.effect_place();
        let free = self.free_but_half_life();
        let at = |half_life| self.maximum(&null.at, &free, Some(half_life));
        let (zero, infinite) = (at(HalfLife::Zero), at(HalfLife::Infinite));
        let mut best: Option<Maximum> = None;
        let mut profile = vec![(HalfLife::Zero, zero.point.value)];
        for half_life in GRID {
            let mut found = at(HalfLife::Of(half_life));
            profile.push((HalfLife::Of(half_life), found.point.value));
            found.at[effect + 1] = half_life.ln();
            if best
                .as_ref()
                .is_none_or(|best| found.point.value > best.point.value)
            {
                best = Some(found);
            }
        }
        let best = best.expect("there are half-lives");
        let all: Vec<usize> = (0..effect + 3).collect();
        let likelihood = |at: &[f64]| self.at(at, None);
        let joint = self.maximum(&best.at, &all, None);
        let joint = if joint.point.value >= best.point.value {
            joint
        } else {
            best
        };
        let reach = LONGEST.ln();
        let ends = [zero.point.value, infinite.point.value];
        let value = ends
            .iter()
            .fold(joint.point.value, |most, end| most.max(*end));
        profile.push((HalfLife::Infinite, infinite.point.value));
        for (_, at) in &mut profile {
            *at = (value - *at).max(0.0);
        }
        let is_inside = joint.at[effect + 1].abs() < reach && value <= joint.point.value;
        let closes = ends.map(|end| is_inside && value - end >= DROP_95);
        let limit = |k: usize, furthest: f64| {
            profile_limit(&joint, &all, k, furthest, DROP_95, &likelihood)
        };
        let half_life = |closes: bool, furthest: f64| {
            let limit = closes.then(|| limit(effect + 1, furthest)).flatten();
            limit.map(f64::exp)
        };
        let (low, high) = (half_life(closes[0], -reach), half_life(closes[1], reach));
        let half_life = Interval::new(joint.at[effect + 1].exp(), low, high);
        let identified = half_life.low.is_some() && half_life.high.is_some();
        let effects = |furthest| identified.then(|| limit(effect, furthest)).flatten();
        let covariance = joint.covariance(&all).filter(|_| identified);
        CoachingFit {
            values: [null.point.value, ends[0], ends[1]],
            value,
            profile,
            identified,
            half_life,
            effect: Interval::new(joint.at[effect], effects(-FURTHEST), effects(FURTHEST)),
            covariance: covariance.map(|covariance| {
                let at = |k, l| covariance.at(effect + k, effect + l);
                [at(0, 0), at(1, 1), at(0, 1)]
            }),
            best: self.told(&joint),
        }
    }
}

/// How much coaching is left, and its slope in the logarithm of the half-life.
fn exposure(lags: &[i32], half_life: HalfLife) -> (f64, f64) {
    match half_life {
        HalfLife::Zero => (f64::from(u8::from(lags.contains(&1))), 0.0),
        HalfLife::Infinite => (lags.len() as f64, 0.0),
        HalfLife::Of(half_life) => {
            let (mut sum, mut slope) = (0.0, 0.0);
            for lag in lags {
                let halvings = f64::from(*lag) / half_life;
                let left = (-halvings * std::f64::consts::LN_2).exp();
                sum += left;
                slope += left * halvings * std::f64::consts::LN_2;
            }
            (sum, slope)
        }
    }
}
