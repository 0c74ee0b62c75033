//! What teams decide, and how some of them are drawn.

use super::super::ask::{Asked, How, Varies};
use super::super::deals::mean_filled;
use super::super::period::ReportedPeriod;
use super::super::unknown::{Fact, Unknown};
use super::methods::{groups, sizes, tenured};
use tierone_sampling::Stratify;
use tierone_scenario::{Check, Cluster, Scenario};

/// A chance that moves no figure that anybody could see.
const RARE: f64 = 1e-4;

/// Teams of the office.
pub(super) fn number_of_teams(scenario: &Scenario) -> usize {
    scenario
        .workforce
        .seats
        .div_ceil(scenario.workforce.team_size.max(1))
}

/// Seats of each team.
fn seats(scenario: &Scenario) -> Vec<usize> {
    let (seats, size) = (
        scenario.workforce.seats,
        scenario.workforce.team_size.max(1),
    );
    let teams = 0..number_of_teams(scenario);
    teams.map(|team| size.min(seats - team * size)).collect()
}

/// Shares of the decisions of a part by team: as they are dealt where every seat is filled, else in proportion to seats.
pub(super) fn shares_by_team(period: &ReportedPeriod, part: usize) -> Vec<f64> {
    let scenario = period.office.scenario;
    let (seats, all) = (seats(scenario), scenario.workforce.seats as f64);
    let deal = match period.deals.as_slice() {
        [deal] if deal.people() > all - 0.5 => deal,
        _ => return seats.iter().map(|seats| *seats as f64 / all).collect(),
    };
    let mut only = vec![0.0; period.office.parts[period.period].len()];
    only[part] = 1.0;
    let held = deal.held(&only);
    let mut from = 0.0;
    let of_team = |seats: &usize| -> f64 {
        let to = from + *seats as f64;
        let each = deal.between(from, to).into_iter().zip(&held);
        from = to;
        each.map(|(seats, held)| seats * held).sum()
    };
    let dealt: Vec<f64> = seats.iter().map(of_team).collect();
    let total: f64 = dealt.iter().sum();
    match total > 0.0 {
        true => dealt.into_iter().map(|dealt| dealt / total).collect(),
        false => seats.iter().map(|seats| *seats as f64 / all).collect(),
    }
}

/// Some of the teams that decided anything, each as likely as the others, and some decisions of each.
pub(super) fn clusters(period: &ReportedPeriod, check: &Check, keys: &Cluster) -> Fact<Asked> {
    let scenario = period.office.scenario;
    let groups = groups(period, check, &Stratify::Team);
    let teams = sizes(period, &groups);
    let seats = seats(scenario);
    let filled = mean_filled(period.office) / scenario.workforce.seats as f64;
    let people_vary = filled < 1.0 || check.frame.tenure.is_some();
    if people_vary && teams.len() > 1 {
        let there = filled * tenured(period, check);
        let empty: f64 = seats
            .iter()
            .map(|seats| (1.0 - there).powi(*seats as i32))
            .sum();
        let near = |(size, seats): (&f64, &usize)| {
            let spread = size * ((1.0 - there) / (there * *seats as f64)).sqrt();
            keys.checks
                .is_some_and(|checks| (size - checks as f64).abs() < 4.0 * spread + 1.0)
        };
        if empty > RARE || teams.iter().zip(&seats).any(near) {
            return Err(Unknown::TEAMS);
        }
    }
    let open = teams.iter().filter(|size| **size > 0.0).count();
    let chance = (keys.clusters as f64 / open.max(1) as f64).min(1.0);
    let each: Vec<f64> = teams
        .iter()
        .map(|size| keys.checks.map_or(*size, |n| size.min(n as f64)))
        .collect();
    let drawn = keys.clusters.min(open as u64) as f64;
    let of_open = || each.iter().filter(|size| **size > 0.0);
    let mean = of_open().sum::<f64>() / open.max(1) as f64;
    let squares: f64 = of_open().map(|size| (size - mean).powi(2)).sum();
    // A sample of teams without replacement.
    let variance = drawn * (1.0 - chance) * squares / (open as f64 - 1.0).max(1.0);
    Ok(Asked {
        groups: each.iter().map(|size| chance * size).collect(),
        varies: if variance > 1e-9 {
            Varies::By(variance.sqrt())
        } else {
            Varies::Not
        },
        how: How::Groups(groups),
    })
}
