//! Intervals and covariances of rates, complexities and spreads: those of their likelihood, wider for what they hang on.
//!
//! The likelihood takes as given how well checkers see and what coaching gains. Where these were estimated, the maximum is
//! looked for again with each one standard error away; how far it moves is what that number's uncertainty adds, in squares.
//!
//! # Source
//! Murphy & Topel (1985), J. Business & Economic Statistics 3, 370–379: estimates in two steps.

use std::collections::BTreeMap;

use super::estimated::{Estimated, What, Z};
use super::model::{Coefficient, Given, Office};
use super::rows::Covariance;
use crate::checker::ANGLES;
use crate::interval::Interval;
use crate::logit_normal::{LogitNormal, NODES};
use crate::spread::SpreadFit;
use tierone_scenario::Scenario;

/// By how much one standard error of an estimated number moves each parameter.
pub(super) struct Moves<'a> {
    /// None where it is one of the parameters itself.
    pub estimated: Option<&'a Estimated>,
    pub by: Vec<f64>,
}

/// Looks for the maximum again beside each estimated number.
pub(super) fn moves<'a>(
    scenario: &Scenario,
    given: &Given<'a>,
    counts: &BTreeMap<(usize, usize), (u64, u64)>,
    with_complexity: bool,
    fitted: &SpreadFit,
) -> Vec<Moves<'a>> {
    let beside = |estimated: &'a Estimated| {
        let (there, up) = estimated.one_error_away()?;
        let mut checking = given.checking.clone();
        match estimated.what {
            What::Finds(check) => checking[check]
                .iter_mut()
                .for_each(|checking| checking.sensitivity = there),
            What::FalseFails(check) => checking[check]
                .iter_mut()
                .for_each(|checking| checking.specificity = 1.0 - there),
            What::Gain | What::HalfLife => {}
        }
        let worn = given.worn.with(estimated.what, there);
        let there = Given {
            checking: &checking,
            worn: &worn,
            ..*given
        };
        let office = Office::of(scenario, &there, counts, with_complexity);
        let likelihood = LogitNormal::new(&office.data, office.with_teams, NODES);
        let moved = likelihood.moved(fitted);
        let pairs = moved.parameters.iter().zip(&fitted.parameters);
        let sign = if up { 1.0 } else { -1.0 };
        Some(Moves {
            estimated: Some(estimated),
            by: pairs.map(|(there, here)| sign * (there - here)).collect(),
        })
    };
    given.estimated.iter().filter_map(beside).collect()
}

/// A share of a checker that is estimated as zero is held there by the likelihood: how far the maximum moves with it one
/// standard error away.
pub(super) fn beside_the_edge<'a>(
    office: &Office,
    likelihood: &LogitNormal,
    fitted: &SpreadFit,
    intervals: &[Interval],
) -> Vec<Moves<'a>> {
    let on_the_edge = (office.first_angle()..intervals.len())
        .filter(|k| fitted.parameters[*k] == 0.0)
        .filter_map(|k| Some((k, intervals[k].high?)));
    on_the_edge
        .map(|(k, high)| {
            let moved = likelihood.held(fitted, k, high / Z);
            let pairs = moved.parameters.iter().zip(&fitted.parameters);
            Moves {
                estimated: None,
                by: pairs.map(|(there, here)| there - here).collect(),
            }
        })
        .collect()
}

/// An interval of parameter `k`, wider for what it hangs on.
pub(super) fn widened(interval: Interval, k: usize, moves: &[Moves], is_spread: bool) -> Interval {
    let added: f64 = moves.iter().map(|moved| moved.by[k] * moved.by[k]).sum();
    let distance = |limit: f64| ((limit - interval.value).powi(2) + added).sqrt();
    let low = interval.low.map(|low| interval.value - distance(low));
    Interval {
        low: low.map(|low| if is_spread { low.max(0.0) } else { low }),
        high: interval.high.map(|high| interval.value + distance(high)),
        ..interval
    }
}

/// The covariance of all that was fitted together, and of what that hangs on.
pub(super) fn covariance(
    scenario: &Scenario,
    given: &Given,
    (office, fitted): (&Office, &SpreadFit),
    moves: &[Moves],
) -> Covariance {
    let Some(of_likelihood) = fitted.covariance() else {
        return Covariance::default();
    };
    let inside = fitted.inside();
    let mut all = Covariance::default();
    for k in &inside {
        let (name, scale) = named((scenario, given), office, *k);
        all.names.push(name);
        all.scales.push(scale);
    }
    let mut rows: Vec<Vec<f64>> = of_likelihood
        .values
        .chunks(of_likelihood.size)
        .map(<[f64]>::to_vec)
        .collect();
    for moved in moves {
        for (row, k) in rows.iter_mut().zip(&inside) {
            for (cell, l) in row.iter_mut().zip(&inside) {
                *cell += moved.by[*k] * moved.by[*l];
            }
        }
    }
    for moved in moves {
        let Some(estimated) = moved.estimated else {
            continue;
        };
        let Some((scale, error)) = estimated.on_scale() else {
            continue;
        };
        let before = rows.len();
        let column: Vec<f64> = inside.iter().map(|k| moved.by[*k] * error).collect();
        for (place, row) in rows.iter_mut().enumerate() {
            row.push(column.get(place).copied().unwrap_or(0.0));
        }
        let mut own = column;
        own.resize(before, 0.0);
        own.push(error * error);
        rows.push(own);
        all.names.push(estimated.key.clone());
        all.scales.push(scale);
    }
    let slopes: Vec<f64> = inside
        .iter()
        .map(|k| slope(office, *k, fitted.parameters[*k]))
        .chain(std::iter::repeat(1.0))
        .take(rows.len())
        .collect();
    for (row, slope) in rows.iter_mut().zip(&slopes) {
        for (cell, other) in row.iter_mut().zip(&slopes) {
            *cell *= slope * other;
        }
    }
    all.values = rows;
    all
}

/// By how much what is written moves with a parameter: an angle is written as the log-odds of its share.
fn slope(office: &Office, k: usize, value: f64) -> f64 {
    let Some(place) = k.checked_sub(office.first_angle()) else {
        return 1.0;
    };
    let of_share = 4.0 / (2.0 * value).sin();
    if place % ANGLES == 0 {
        -of_share
    } else {
        of_share
    }
}

/// The key of a parameter, its steps with dots, and the scale that it is on.
fn named(
    (scenario, given): (&Scenario, &Given),
    office: &Office,
    k: usize,
) -> (String, &'static str) {
    match office.coefficients.get(k) {
        Some(Coefficient::Rate {
            activity,
            attribute,
        }) => (
            format!(
                "activity.{}.errors.{}",
                scenario.activities[*activity].name, scenario.attributes[*attribute].name
            ),
            "log-odds",
        ),
        Some(Coefficient::Complexity(c)) => (
            format!("complexity.odds_ratio.{}", scenario.complexities[*c].name),
            "logarithm",
        ),
        None if k == office.coefficients.len() => ("workforce.spread".into(), "itself"),
        None if k < office.first_angle() => ("workforce.team_spread".into(), "itself"),
        None => {
            let place = k - office.first_angle();
            let check = given.checkers[place / ANGLES].check;
            let (policy, check) = &given.found[check].name;
            let key = ["sensitivity", "false_fail"][place % ANGLES];
            (
                format!("policy.{policy}.check.{check}.checker.{key}"),
                "log-odds",
            )
        }
    }
}
