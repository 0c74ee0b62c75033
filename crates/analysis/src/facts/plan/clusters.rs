//! Some teams, and some decisions of each.

use rand::seq::SliceRandom;

use super::super::ask::{Asked, How, Varies};
use super::super::period::ReportedPeriod;
use super::groups::{groups, sizes};
use super::sizes::team_sizes;
use tierone_sampling::Stratify;
use tierone_scenario::{Check, Cluster};
use tierone_stats::rng::{Address, Purpose, Stream};

/// Draws of teams that are gone through where there are many ways to draw them.
const POINTS: usize = 1_021;

/// Some of the teams that decided anything, each as likely as the others, and some decisions of each.
pub(super) fn clusters(period: &ReportedPeriod, check: &Check, keys: &Cluster) -> Asked {
    let groups = groups(period, check, &Stratify::Team);
    let expected = sizes(period, &groups);
    let points = team_sizes(period, check).unwrap_or_else(|| vec![expected]);
    let weight = 1.0 / points.len() as f64;
    let times = (POINTS / points.len()).max(1);
    let mut stream = Address::opening(0, 0).open(&Purpose::check(&check.name));
    let mut asked = vec![0.0; groups.len()];
    let mut totals = Vec::new();
    for teams in &points {
        let open = teams.iter().filter(|size| **size > 0.0).count();
        let chance = (keys.clusters as f64 / open.max(1) as f64).min(1.0);
        let of_team = |size: &f64| keys.checks.map_or(*size, |n| size.min(n as f64));
        let mut each: Vec<f64> = teams.iter().map(of_team).collect();
        let sums = asked.iter_mut().zip(&each);
        sums.for_each(|(sum, size)| *sum += weight * chance * size);
        each.retain(|size| *size > 0.0);
        let drawn = totals_of(each, keys.clusters as usize, times, &mut stream);
        let of_one = weight / drawn.len() as f64;
        totals.extend(drawn.into_iter().map(|total| (total, of_one)));
    }
    let first = totals[0].0;
    let same = totals.iter().all(|(total, _)| (total - first).abs() < 1e-9);
    Asked {
        groups: asked,
        varies: if same {
            Varies::Not
        } else {
            Varies::Among(totals)
        },
        how: How::Groups(groups),
        points: Vec::new(),
    }
}

/// What some teams come to, each way of drawing them as likely as the others: all of them where they are few, else as many as
/// asked for.
fn totals_of(mut teams: Vec<f64>, drawn: usize, times: usize, stream: &mut Stream) -> Vec<f64> {
    let all: f64 = teams.iter().sum();
    match drawn {
        _ if drawn >= teams.len() => vec![all],
        1 => teams,
        _ if drawn + 1 == teams.len() => teams.iter().map(|left| all - left).collect(),
        _ => (0..times)
            .map(|_| teams.partial_shuffle(stream, drawn).0.iter().sum())
            .collect(),
    }
}
