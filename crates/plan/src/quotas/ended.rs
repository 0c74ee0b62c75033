//! How the search ended for each candidate.

use super::made::Made;
use super::rows::Ended;
use super::search::standing;
use tierone_engine::study::BEYOND_CHANCE;
use tierone_stats::planning::Standing;

/// How the search ended for a candidate.
pub(crate) fn ended(made: &Made, place: usize) -> Ended {
    if place == made.choice.planned {
        return Ended::Chosen;
    }
    match standing(made.found, place) {
        None => return Ended::OnTheWay,
        Some(Standing::NoFigure) => return Ended::NoFigure,
        Some(Standing::Breaks(_)) if made.choice.met => return Ended::Misses,
        Some(_) => {}
    }
    let (number, planned) = (made.candidate(place).number, made.planned_number());
    let is_one = match made.choice.met {
        true => made.meets(place),
        false => made.found.nearest.contains(&number),
    };
    if !is_one {
        return Ended::Misses;
    }
    let as_good = made
        .worlds
        .difference(number, planned, made.objective())
        .is_some_and(|apart| {
            let error = apart.mcse.unwrap_or(f64::INFINITY);
            apart.mean <= made.choice.zone || apart.mean <= BEYOND_CHANCE * error
        });
    match (as_good, made.is_shown(place)) {
        (true, true) => Ended::AsGood,
        (true, false) => Ended::NotCompared,
        (false, _) if made.choice.met => Ended::Worse,
        (false, _) => Ended::Misses,
    }
}
