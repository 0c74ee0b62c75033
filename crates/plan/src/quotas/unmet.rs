//! Aims that cannot be met together: the nearest policy, and the aims that are in the way.

use super::figures::Aimed;
use super::made::Made;
use super::rows::WayRow;
use super::search::Found;
use super::worlds::Worlds;

/// The candidate, of those that were selected from, whose worst missed aim is missed least, in tolerances; of those the best by the objective.
pub(crate) fn nearest(worlds: &Worlds, aims: &[Aimed], found: &Found) -> Option<usize> {
    let worst = |place: &usize| {
        let number = found.candidates[*place].number;
        let missed = worlds
            .missed(number, aims)
            .first()
            .map_or(0.0, |(_, by)| *by);
        (missed, worlds.objective(number))
    };
    found.selected_from.iter().copied().min_by(|a, b| {
        let (one, other) = (worst(a), worst(b));
        one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1))
    })
}

/// Each aim without which the others could be met, with the nearest value that it would have to be set to; the one that would
/// have to move least first.
pub(crate) fn in_the_way(made: &Made) -> Vec<WayRow> {
    if made.choice.met {
        return Vec::new();
    }
    let mut ways: Vec<(f64, WayRow)> = made
        .aims
        .iter()
        .filter_map(|aim| without(made, aim))
        .collect();
    ways.sort_by(|a, b| a.0.total_cmp(&b.0));
    ways.into_iter().map(|(_, row)| row).collect()
}

fn without(made: &Made, aim: &Aimed) -> Option<(f64, WayRow)> {
    let fit = made.places().filter_map(|place| {
        let number = made.candidate(place).number;
        let missed = made.missed(number);
        let [(only, by)] = missed.as_slice() else {
            return None;
        };
        (only.key == aim.key && by.is_finite()).then_some((place, *by))
    });
    let (place, by) = fit.min_by(|a, b| a.1.total_cmp(&b.1))?;
    Some((
        by,
        WayRow {
            aim: aim.key.clone(),
            unit: aim.figure.unit(),
            limit: aim.limit,
            nearest: made.value(place, aim.figure)?,
            policy: made.candidate(place).number,
            quotas: made.quotas(place),
            mcse: made.mcse(place, aim.figure),
        },
    ))
}
