//! Some teams, and some decisions of each.

use super::super::ask::{Asked, How, Varies};
use super::super::period::ReportedPeriod;
use super::groups::{groups, sizes};
use super::sizes::team_sizes;
use tierone_sampling::Stratify;
use tierone_scenario::{Check, Cluster};

/// Some of the teams that decided anything, each as likely as the others, and some decisions of each.
pub(super) fn clusters(period: &ReportedPeriod, check: &Check, keys: &Cluster) -> Asked {
    let groups = groups(period, check, &Stratify::Team);
    let expected = sizes(period, &groups);
    let points = team_sizes(period, check, &expected).unwrap_or_else(|| vec![expected]);
    let weight = 1.0 / points.len() as f64;
    let mut asked = vec![0.0; groups.len()];
    // Expected number at each point, and how it varies from one draw of teams to the next.
    let (mut mean, mut square) = (0.0, 0.0);
    for teams in &points {
        let open = teams.iter().filter(|size| **size > 0.0).count();
        let chance = (keys.clusters as f64 / open.max(1) as f64).min(1.0);
        let of_team = |size: &f64| keys.checks.map_or(*size, |n| size.min(n as f64));
        let each: Vec<f64> = teams.iter().map(of_team).collect();
        let sums = asked.iter_mut().zip(&each);
        sums.for_each(|(sum, size)| *sum += weight * chance * size);
        let drawn = keys.clusters.min(open as u64) as f64;
        let of_open = || each.iter().filter(|size| **size > 0.0);
        let average = of_open().sum::<f64>() / open.max(1) as f64;
        let squares: f64 = of_open().map(|size| (size - average).powi(2)).sum();
        // A sample of teams without replacement.
        let variance = drawn * (1.0 - chance) * squares / (open as f64 - 1.0).max(1.0);
        mean += weight * drawn * average;
        square += weight * ((drawn * average).powi(2) + variance);
    }
    let variance = square - mean * mean;
    Asked {
        groups: asked,
        varies: if variance > 1e-9 * mean * mean {
            Varies::By(variance.sqrt())
        } else {
            Varies::Not
        },
        how: How::Groups(groups),
    }
}
