//! What more would buy: policies that none is better than on two counts, and what an aim costs at the margin.

use super::figures::{Aimed, Quantity};
use super::made::Made;
use super::rows::{FrontRow, PriceRow};
use tierone_scenario::Objective;

/// The fronts of what is paid against each figure that checks are for.
pub(crate) fn fronts(made: &Made) -> Vec<FrontRow> {
    let paid_in = match made.space.plan.objective {
        Objective::Cost => Quantity::Cost,
        Objective::Hours | Objective::Mve => Quantity::Hours,
    };
    let bought = |figure: &&Quantity| {
        matches!(
            figure,
            Quantity::Mve
                | Quantity::AccuracyHalfWidth(_)
                | Quantity::MveHalfWidth(_)
                | Quantity::HeadOfWork
                | Quantity::PoorPerformersFound
                | Quantity::Shown { .. }
                | Quantity::MveShown { .. }
        )
    };
    let figures = made.worlds.figures.iter().filter(bought);
    figures
        .flat_map(|figure| front_rows(made, paid_in, *figure))
        .collect()
}

fn front_rows(made: &Made, paid_in: Quantity, figure: Quantity) -> Vec<FrontRow> {
    let scenario = made.space.scenario;
    let sign = match figure {
        Quantity::PoorPerformersFound | Quantity::Shown { .. } | Quantity::MveShown { .. } => -1.0,
        _ => 1.0,
    };
    let points = made.places().filter_map(|place| {
        let value = sign * made.value(place, figure)?;
        Some((place, made.value(place, paid_in)?, value))
    });
    let row = |(place, paid, value): (usize, f64, f64)| {
        let number = made.candidate(place).number;
        FrontRow {
            figure: figure.name(scenario),
            unit: figure.unit(),
            paid_in: paid_in.name(scenario),
            policy: number,
            quotas: made.quotas(place),
            paid,
            value: sign * value,
            mcse: made.mean(number, figure).and_then(|mean| mean.mcse),
            meets_aims: made.meets(place),
        }
    };
    front(points.collect()).into_iter().map(row).collect()
}

/// Of points of two counts, both better small, those that no other is as good as on both: rising in the first.
fn front(mut points: Vec<(usize, f64, f64)>) -> Vec<(usize, f64, f64)> {
    points.sort_by(|a, b| {
        let counts = a.1.total_cmp(&b.1).then(a.2.total_cmp(&b.2));
        counts.then(a.0.cmp(&b.0))
    });
    let mut least = f64::INFINITY;
    points.retain(|(_, _, value)| {
        let better = *value < least;
        least = least.min(*value);
        better
    });
    points
}

/// What each aim costs: the neighbours of the planned policy on the front of the objective against the aim, among policies that
/// meet all other aims.
pub(crate) fn prices(made: &Made) -> Vec<PriceRow> {
    if !made.choice.met {
        return Vec::new();
    }
    // Nobody can give up the hours that there are not.
    let own = |aim: &&Aimed| ![made.objective(), Quantity::QuotaDone].contains(&aim.figure);
    let aims = made.aims.iter().filter(own);
    aims.flat_map(|aim| prices_of(made, aim)).collect()
}

fn prices_of(made: &Made, aim: &Aimed) -> Vec<PriceRow> {
    let sign = if aim.at_least { -1.0 } else { 1.0 };
    let others = |place: &usize| {
        let number = made.candidate(*place).number;
        let missed = made.missed(number);
        missed.iter().all(|(other, _)| other.key == aim.key)
    };
    let points = made.places().filter(others).filter_map(|place| {
        let value = sign * made.value(place, aim.figure)?;
        Some((place, made.value(place, made.objective())?, value))
    });
    let front = front(points.collect());
    let planned = (
        made.value(made.choice.planned, made.objective()),
        made.value(made.choice.planned, aim.figure),
    );
    let (Some(paid), Some(value)) = planned else {
        return Vec::new();
    };
    let value = sign * value;
    let near = aim.tolerance;
    let tighter = front
        .iter()
        .find(|(_, other, got)| *other > paid && *got < value - near);
    let looser = front
        .iter()
        .rev()
        .find(|(_, other, got)| *other < paid && *got > value + near);
    let row = |(direction, found): (&'static str, Option<&(usize, f64, f64)>)| {
        let (place, other, got) = *found?;
        Some(PriceRow {
            aim: aim.key.clone(),
            unit: aim.figure.unit(),
            direction,
            value: sign * got,
            objective_change: other - paid,
            per_unit: (other - paid) / (got - value).abs(),
            policy: made.candidate(place).number,
            quotas: made.quotas(place),
            mcse: made.mcse(place, aim.figure),
        })
    };
    [("tighter", tighter), ("looser", looser)]
        .into_iter()
        .filter_map(row)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::front;

    #[test]
    fn a_front_has_what_nothing_is_as_good_as_on_both_counts() {
        let points = vec![
            (0, 3.0, 1.0),
            (1, 1.0, 3.0),
            (2, 2.0, 3.0),
            (3, 2.0, 2.0),
            (4, 3.0, 1.0),
        ];
        let places: Vec<usize> = front(points).into_iter().map(|(place, ..)| place).collect();
        assert_eq!(places, [1, 3, 0]);
    }
}
