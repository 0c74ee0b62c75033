//! What a planned policy is called: by what it is for.

use super::figures::Aimed;
use super::made::Made;
use super::words::{bare, with_unit};
use tierone_scenario::{Aim, AimOf, Objective};
use tierone_stats::format::{shown, whole_pounds};

/// Aims of a kind that a name has at most.
const NAMED: usize = 3;

/// `fewest hours for accuracy ± 1 points, 72 hours of "team leaders"`; aims that are missed are said to be.
pub(crate) fn name(made: &Made) -> String {
    let plan = made.space.plan;
    let least = match plan.objective {
        Objective::Hours => "fewest hours",
        Objective::Cost => "lowest cost",
        Objective::Mve => "lowest MVE",
    };
    let missed = match made.choice.met {
        true => Vec::new(),
        false => made.missed(made.planned_number()),
    };
    let is_missed = |aim: &&Aim| {
        let aimed = Aimed::of(made.space, aim, plan.tolerance);
        aimed.is_some_and(|aimed| missed.iter().any(|(missed, _)| missed.key == aimed.key))
    };
    let (missed, kept): (Vec<&Aim>, Vec<&Aim>) = plan.aims.iter().partition(is_missed);
    let parts = [(" for ", kept), (", missing ", missed)].map(|(before, aims)| match aims[..] {
        [] => String::new(),
        _ => format!("{before}{}", listed(made, &aims)),
    });
    format!("{least}{}", parts.concat())
}

fn listed(made: &Made, aims: &[&Aim]) -> String {
    let more = match aims.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let aims: Vec<String> = aims.iter().map(|aim| short(made, aim)).collect();
    format!("{}{more}", aims[..aims.len().min(NAMED)].join(", "))
}

fn short(made: &Made, aim: &Aim) -> String {
    let percent = with_unit(&tidy(100.0 * aim.limit, "%"), "%");
    let points = with_unit(&tidy(100.0 * aim.limit, "pp"), "pp");
    match aim.of {
        AimOf::AccuracyHalfWidth(_) => format!("accuracy ± {points}"),
        AimOf::MveHalfWidth(_) => format!("MVE ± {points}"),
        AimOf::Show { accuracy, .. } => {
            let level = with_unit(&tidy(100.0 * accuracy, "%"), "%");
            format!("{level} shown")
        }
        AimOf::ShowMve { mve, .. } => {
            let level = with_unit(&tidy(100.0 * mve, "%"), "%");
            format!("MVE below {level} shown")
        }
        AimOf::Accuracy => format!("accuracy {percent}"),
        AimOf::Mve => format!("MVE {percent}"),
        AimOf::PoorPerformersFound => format!("{percent} of poor performers"),
        AimOf::Hours => format!("{} hours", tidy(aim.limit, "h")),
        AimOf::HoursOf(pool) => {
            let pool = shown(&made.space.scenario.pools[pool].name).into_owned();
            format!("{} hours of {pool}", tidy(aim.limit, "h"))
        }
        AimOf::Cost => whole_pounds(aim.limit),
        AimOf::HeadOfWork => format!("{} waiting", tidy(aim.limit, "count")),
        AimOf::PerCaseworker => format!("{} each", tidy(aim.limit, "count")),
    }
}

/// A number without decimals that say nothing.
fn tidy(value: f64, unit: &str) -> String {
    let text = bare(value, unit);
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}
