//! Aims that cannot be met together: those that are in the way.

use super::figures::Aimed;
use super::made::Made;
use super::near::{least_missed, missed};
use super::rows::WayRow;

/// Each aim without which the others could be met, with the nearest value that it would have to be set to: first what the nearest
/// policy misses, then the one that would have to move least.
pub(crate) fn in_the_way(made: &Made) -> Vec<WayRow> {
    if made.choice.met {
        return Vec::new();
    }
    let planned = made.planned_number();
    let mut ways: Vec<(f64, WayRow)> = made
        .aims
        .iter()
        .filter_map(|aim| without(made, aim))
        .collect();
    ways.sort_by(|(a, one), (b, other)| {
        let of_others = |row: &WayRow| row.policy != planned;
        of_others(one).cmp(&of_others(other)).then(a.total_cmp(b))
    });
    ways.into_iter().map(|(_, row)| row).collect()
}

fn without(made: &Made, aim: &Aimed) -> Option<(f64, WayRow)> {
    let worlds = made.worlds;
    let only = |place: &usize| {
        let missed = made.missed(made.candidate(*place).number);
        matches!(missed.as_slice(), [(only, by)] if only.key == aim.key && by.is_finite())
    };
    let places: Vec<usize> = made.places().filter(only).collect();
    let number = |place: &usize| made.candidate(*place).number;
    let place = match places.contains(&made.choice.planned) {
        true => made.choice.planned,
        false => {
            let of = places.iter().map(number).collect();
            let (near, _) = least_missed(worlds, &[aim], of, &missed);
            let near = places
                .iter()
                .copied()
                .filter(|place| near.contains(&number(place)));
            let objective = |place: &usize| worlds.objective(number(place));
            near.min_by(|a, b| objective(a).total_cmp(&objective(b)))?
        }
    };
    Some((
        worlds.beyond(number(&place), aim),
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
