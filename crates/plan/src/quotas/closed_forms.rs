//! Where a search on a large grid begins: the point that is best by closed forms, before anything is simulated.
//!
//! Closed forms know hours, and the widths of the intervals of checks that draw by a known design; they know nothing of what is
//! learnt, targeted or waits. So they say where to look, and the simulation what is chosen.

use super::figures::{Aimed, Quantity, objective};
use super::space::{LeftOut, Point, Space};
use super::walk;
use tierone_analysis::{Main, main_facts};
use tierone_scenario::{EstimateWhat, Policy, Scenario};

/// The best point by closed forms.
pub(super) struct Best {
    pub(super) point: Point,
    /// Whether closed forms know every aim.
    pub(super) knows_all: bool,
}

/// Whether an aim is the width of an interval.
pub(super) fn is_width(aim: &Aimed) -> bool {
    matches!(
        aim.figure,
        Quantity::AccuracyHalfWidth(_) | Quantity::MveHalfWidth(_)
    )
}

/// The best point; none where the objective is not hours, no aim is the width of an interval, or closed forms do not know one of them.
pub(super) fn best(space: &Space, aims: &[Aimed]) -> Option<Best> {
    let widths: Vec<&Aimed> = aims.iter().filter(|aim| is_width(aim)).collect();
    if objective(space.plan) != Quantity::Hours || widths.is_empty() {
        return None;
    }
    // Whether any point was known: one with no check in a stratum has no width.
    let mut is_known = false;
    let mut best = |points: Vec<Point>| -> Result<Option<Point>, std::convert::Infallible> {
        let merits = merits(&widths, known(space, &widths, points));
        is_known |= !merits.is_empty();
        let best = merits.into_iter().min_by(|(_, a), (_, b)| {
            let by_missed = a.missed.total_cmp(&b.missed);
            by_missed.then(a.hours.total_cmp(&b.hours))
        });
        Ok(best.map(|(point, _)| point))
    };
    let Ok(at) = walk::from(space, space.nearest(), None, &mut best);
    let known = |aim: &Aimed| is_width(aim) || aim.figure == Quantity::Hours;
    is_known.then(|| Best {
        point: at,
        knows_all: aims.iter().all(known),
    })
}

/// How good a point is: smaller is better, the first first.
struct Merit {
    /// By how much widths are missed together, as shares of their tolerances.
    missed: f64,
    hours: f64,
}

/// The points whose figures closed forms know.
fn merits(aims: &[&Aimed], known: Vec<Known>) -> Vec<(Point, Merit)> {
    let merit = |known: Known| {
        let widths = aims.iter().zip(&known.widths);
        let missed =
            widths.map(|(aim, width)| Some(((*width)? - aim.limit).max(0.0) / aim.tolerance));
        let merit = Merit {
            missed: missed.sum::<Option<f64>>()?,
            hours: known.hours?,
        };
        Some((known.point, merit))
    };
    known.into_iter().filter_map(merit).collect()
}

/// What closed forms know of a point.
pub(super) struct Known {
    pub(super) point: Point,
    /// Of each aim, in points, as the aim.
    pub(super) widths: Vec<Option<f64>>,
    pub(super) hours: Option<f64>,
}

/// What they know of the points that are not left out.
pub(super) fn known(space: &Space, widths: &[&Aimed], points: Vec<Point>) -> Vec<Known> {
    let policies = points
        .into_iter()
        .filter_map(|point| Some((space.policy(&point).ok()?, point)));
    let (policies, points): (Vec<_>, Vec<_>) = policies.unzip();
    let Some(facts) = facts(space, policies) else {
        return Vec::new();
    };
    let of = |(policy, point): (usize, Point)| {
        let width = |aim: &&Aimed| {
            let width = match aim.figure {
                Quantity::AccuracyHalfWidth(check) => facts.accuracy_half_widths[policy][check],
                Quantity::MveHalfWidth(check) => facts.mve_half_widths[policy][check],
                _ => unreachable!("these are aims of widths"),
            };
            width.ok().map(|width| 100.0 * width)
        };
        Known {
            widths: widths.iter().map(width).collect(),
            hours: facts.hours[policy].ok(),
            point,
        }
    };
    points.into_iter().enumerate().map(of).collect()
}

/// The hours of points; none where they do not know those of one. One that is left out for too few checks of each caseworker, or as a
/// copy, takes none.
pub(super) fn hours(space: &Space, points: &[Point]) -> Option<Vec<f64>> {
    let mut policies = Vec::new();
    let mut places = Vec::new();
    for (place, point) in points.iter().enumerate() {
        match space.at(point) {
            Ok(mut policy) => {
                // Without intervals, which take most of the time.
                for check in &mut policy.checks {
                    check.estimate = EstimateWhat::default();
                }
                policies.push(policy);
                places.push(place);
            }
            Err(LeftOut::Misfit(_)) => return None,
            Err(_) => {}
        }
    }
    let mut hours = vec![0.0; points.len()];
    let facts = facts(space, policies)?;
    for (place, of) in places.into_iter().zip(facts.hours) {
        hours[place] = of.ok()?;
    }
    Some(hours)
}

fn facts(space: &Space, policies: Vec<Policy>) -> Option<Main> {
    let scenario = Scenario {
        policies,
        ..space.scenario.clone()
    };
    main_facts(&scenario).ok()
}
