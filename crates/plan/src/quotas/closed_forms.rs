//! Where a search on a large grid begins: the point that is best by closed forms, before anything is simulated.
//!
//! Closed forms know hours, and the widths of the intervals of checks that draw by a known design; they know nothing of what is
//! learnt, targeted or waits. So they say where to look, and the simulation what is chosen.

use super::figures::{Aimed, Figure, objective};
use super::space::{Point, Space};
use super::walk;
use tierone_analysis::main_facts;
use tierone_scenario::Scenario;

/// The best point by closed forms.
pub(super) struct Best {
    pub(super) point: Point,
    /// Whether closed forms know every aim.
    pub(super) knows_all: bool,
}

/// The best point; none where the objective is not hours, no aim is the width of an interval, or closed forms do not know one of them.
pub(super) fn best(space: &Space, aims: &[Aimed]) -> Option<Best> {
    let is_width = |aim: &&Aimed| {
        matches!(
            aim.figure,
            Figure::AccuracyHalfWidth(_) | Figure::MveHalfWidth(_)
        )
    };
    let widths: Vec<&Aimed> = aims.iter().filter(is_width).collect();
    if objective(space.plan) != Figure::Hours || widths.is_empty() {
        return None;
    }
    // Whether any point was known: one with no check in a stratum has no width.
    let mut is_known = false;
    let mut best = |points: Vec<Point>| -> Result<Option<Point>, std::convert::Infallible> {
        let merits = merits(space, &widths, points);
        is_known |= !merits.is_empty();
        let best = merits.into_iter().min_by(|(_, a), (_, b)| {
            let by_missed = a.missed.total_cmp(&b.missed);
            by_missed.then(a.hours.total_cmp(&b.hours))
        });
        Ok(best.map(|(point, _)| point))
    };
    let Ok(at) = walk::from(space, space.nearest(), None, &mut best);
    let known = |aim: &Aimed| is_width(&aim) || aim.figure == Figure::Hours;
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

/// The points that are not left out and whose figures closed forms know.
fn merits(space: &Space, widths: &[&Aimed], points: Vec<Point>) -> Vec<(Point, Merit)> {
    let policies = points
        .into_iter()
        .filter_map(|point| Some((space.policy(&point).ok()?, point)));
    let (policies, points): (Vec<_>, Vec<_>) = policies.unzip();
    let scenario = Scenario {
        policies,
        ..space.scenario.clone()
    };
    let Ok(facts) = main_facts(&scenario) else {
        return Vec::new();
    };
    let merit = |policy: usize| {
        let missed = widths.iter().map(|aim| {
            let width = match aim.figure {
                Figure::AccuracyHalfWidth(check) => facts.accuracy_half_widths[policy][check],
                Figure::MveHalfWidth(check) => facts.mve_half_widths[policy][check],
                _ => unreachable!("these are aims of widths"),
            };
            // In points, as the aim.
            Some(((100.0 * width.ok()? - aim.limit) / aim.tolerance).max(0.0))
        });
        Some(Merit {
            missed: missed.sum::<Option<f64>>()?,
            hours: facts.hours[policy].ok()?,
        })
    };
    let merits = points.into_iter().enumerate();
    merits
        .filter_map(|(policy, point)| Some((point, merit(policy)?)))
        .collect()
}
