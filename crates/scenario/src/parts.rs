//! How many decisions of each activity and complexity close in a period: whole numbers, exactly.

use crate::ids::{ActivityId, ComplexityId};
use crate::operation::Activity;
use crate::scenario::Scenario;
use tierone_stats::units::{largest_remainder, round_half_up};

/// One activity at one complexity in one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The activity.
    pub activity: ActivityId,
    /// The complexity.
    pub complexity: ComplexityId,
    /// Decisions by caseworkers.
    pub manual: u64,
    /// Decisions by the system.
    pub system: u64,
}

/// The parts of a simulated period (counted from the first period of the warm-up), by activity and
/// then complexity, in file order; with a demand, as it is planned.
///
/// Volume × automated share is rounded half up; both halves are split over complexities by largest
/// remainder. The warm-up has the volume and the automated share of the first reported period.
pub fn parts(scenario: &Scenario, period: usize) -> Vec<Part> {
    let reported = scenario.horizon.reported(period);
    let closed = |(activity, kind): (usize, &Activity)| match &scenario.demand {
        Some(demand) => demand.work[activity].planned[reported],
        None => {
            let volume = kind.volume[reported];
            let system = system_share(scenario, activity, reported, volume);
            (volume - system, system)
        }
    };
    let activities = scenario.activities.iter().enumerate();
    parts_of(scenario, activities.map(closed))
}

/// The parts of so many decisions by activity, made by caseworkers and by the system: split over complexities by largest remainder.
pub fn parts_of(scenario: &Scenario, numbers: impl IntoIterator<Item = (u64, u64)>) -> Vec<Part> {
    let mut parts = Vec::new();
    for (activity, (manual, system)) in numbers.into_iter().enumerate() {
        let kind = &scenario.activities[activity];
        let shares: Vec<i128> = mix_weights(scenario, activity);
        let manual_by = largest_remainder(manual, &shares);
        let system_by = largest_remainder(system, &shares);
        for (i, (complexity, _)) in kind.mix.iter().enumerate() {
            parts.push(Part {
                activity,
                complexity: *complexity,
                manual: manual_by[i],
                system: system_by[i],
            });
        }
    }
    parts
}

/// The same with room for any smaller number by caseworkers: each part is its share rounded up, which no split of fewer exceeds.
pub fn parts_for_up_to(scenario: &Scenario, numbers: &[(u64, u64)]) -> Vec<Part> {
    let mut parts = parts_of(scenario, numbers.iter().copied());
    for part in &mut parts {
        let weights = mix_weights(scenario, part.activity);
        let mut mix = scenario.activities[part.activity].mix.iter();
        let at = mix.position(|(complexity, _)| *complexity == part.complexity);
        let weight = at.map_or(0, |at| weights[at]);
        let all: i128 = weights.iter().sum();
        let manual = i128::from(numbers[part.activity].0) * weight;
        // Neither negative nor larger than the number itself.
        part.manual = ((manual + all - 1) / all) as u64;
    }
    parts
}

/// The system's part of so many decisions of an activity: its automated share runs in a straight line from the first to
/// the last reported period.
pub fn system_share(
    scenario: &Scenario,
    activity: ActivityId,
    reported: usize,
    volume: u64,
) -> u64 {
    let (from, to) = scenario.activities[activity].automated;
    let ((a, b), (c, d)) = (from.fraction(), to.fraction());
    let steps = (scenario.horizon.periods.max(2) - 1) as i128;
    let step = reported as i128;
    // from + (to − from)·step/steps over the common denominator b·d·steps.
    let numerator = a * d * (steps - step) + c * b * step;
    round_half_up(i128::from(volume) * numerator, b * d * steps).min(volume)
}

/// The shares of an activity's complexities as whole numbers over a common denominator.
fn mix_weights(scenario: &Scenario, activity: ActivityId) -> Vec<i128> {
    let mix = &scenario.activities[activity].mix;
    let fractions = mix.iter().map(|(_, share)| share.fraction());
    let scale = fractions.clone().map(|(_, denominator)| denominator).max();
    let scale = scale.unwrap_or(1);
    fractions
        .map(|(numerator, denominator)| numerator * (scale / denominator))
        .collect()
}
