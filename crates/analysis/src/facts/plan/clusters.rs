//! Some teams, and some decisions of each.

use super::super::ask::{Asked, How, Varies};
use super::super::deals::mean_filled;
use super::super::period::ReportedPeriod;
use super::super::unknown::{Fact, Unknown};
use super::groups::{groups, sizes, tenured};
use super::teams::seats;
use tierone_sampling::Stratify;
use tierone_scenario::{Check, Cluster};

/// A chance that moves no figure that anybody could see.
const RARE: f64 = 1e-4;

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
