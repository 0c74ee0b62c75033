//! What is said where not all aims can be met: the nearest policy, what is in the way, and what would have to change.

use super::figures::{Aimed, Quantity};
use super::made::Made;
use super::near::is_so;
use super::of_policy::{aims_of, least, objective_of, planned_quotas, with_error};
use super::rows::{Mean, QuotaAnswer, WayRow};
use super::words::{figure, number, quota_key};
use tierone_scenario::SamplingMethod;
use tierone_stats::format::{shown, thousands};
use tierone_stats::monte_carlo::summarise;

/// The nearest policy, and the aims that are in the way.
pub(super) fn unmet(made: &Made, answer: &QuotaAnswer) -> String {
    let planned = made.planned_number();
    let mut text = format!(
        "No policy that may be chosen meets all aims together. The nearest is {}: it {}{}.",
        planned_quotas(made),
        objective_of(made, planned),
        match aims_of(made, planned) {
            aims if aims.is_empty() => String::new(),
            aims => format!(", and gives {aims}"),
        },
    );
    match answer.in_the_way.as_slice() {
        [] => {
            let missed = made.missed(planned);
            let names: Vec<String> = missed
                .iter()
                .map(|(aim, _)| figure(aim.figure, &aim.key))
                .collect();
            text += &format!(
                " No single aim is in the way: giving up any one of them does not bring the others together. It misses {}.",
                names.join(" and ")
            );
        }
        [first, others @ ..] => {
            text += &match first.policy == planned {
                true => format!(
                    " In the way is {}: it meets all other aims.",
                    named(made, &first.aim)
                ),
                false => format!(
                    " In the way is {}.",
                    instead(made, first, "all other aims can be met with")
                ),
            };
            for other in others {
                text += &format!(" Or give way on {}.", instead(made, other, ""));
            }
        }
    }
    for aim in out_of_reach(made) {
        text += &cannot_be_shown(made, aim);
    }
    text += &as_near(made);
    text
}

fn named(made: &Made, key: &str) -> String {
    let aim = made.aims.iter().find(|aim| aim.key == key);
    aim.map_or_else(|| key.to_owned(), |aim| figure(aim.figure, key))
}

/// An aim with what a policy gives that meets all others.
fn instead(made: &Made, way: &WayRow, how: &str) -> String {
    let space = if how.is_empty() { "" } else { " " };
    let nearest = Mean {
        mean: way.nearest,
        mcse: way.mcse,
    };
    format!(
        "{}: {how}{space}{} in place of {} ({})",
        named(made, &way.aim),
        with_error(Some(nearest), way.unit),
        number(way.limit, way.unit),
        way.quotas,
    )
}

fn out_of_reach<'m>(made: &Made<'m, '_>) -> impl Iterator<Item = &'m Aimed> {
    let out = &made.found.out_of_reach;
    let aims = made.aims.iter();
    aims.filter(move |aim| out.contains(&aim.key))
}

/// That no quotas show what is not so, and what would have to change.
fn cannot_be_shown(made: &Made, aim: &Aimed) -> String {
    let planned = made.planned_number();
    let often = summarise(&is_so(made.worlds, planned, aim));
    let truth = aim.shown_truth();
    let (Some(often), Some(truth)) = (often, truth.and_then(|truth| made.mean(planned, truth)))
    else {
        return String::new();
    };
    let (what, level, side, change) = match aim.figure {
        Quantity::Shown { accuracy, .. } => ("accuracy", accuracy, "above", "a lower level"),
        Quantity::MveShown { mve, .. } => (
            "the monetary value of error",
            mve,
            "below",
            "a higher level",
        ),
        _ => return String::new(),
    };
    format!(
        " No quotas reach that: {what} is {} on average, and {side} {} in {:.0} of 100 years. To show it takes {change}, or fewer errors.",
        with_error(Some(truth), "%"),
        number(100.0 * level, "%"),
        often.mean
    )
}

/// Whether the choice misses what some quotas may reach.
fn is_near(made: &Made) -> bool {
    let out = &made.found.out_of_reach;
    let mut missed = made.missed(made.planned_number()).into_iter();
    missed.any(|(aim, _)| !out.contains(&aim.key))
}

/// That others come as near, to within chance.
fn as_near(made: &Made) -> String {
    let others = made.found.nearest.len().saturating_sub(1);
    if others == 0 || !is_near(made) {
        return String::new();
    }
    let others = match others {
        1 => "One other policy comes".to_owned(),
        n => format!("{} other policies come", thousands(&n.to_string())),
    };
    format!(
        " {others} as near, to within chance: this one has the {} of them.",
        least(made)
    )
}

/// That the choice is at the edge of what may be chosen.
pub(super) fn edges(made: &Made, answer: &QuotaAnswer) -> Option<String> {
    let point = &made.candidate(made.choice.planned).point;
    let varied = made.space.varied().iter().zip(point);
    let at_edge = varied
        .zip(&answer.changes)
        .filter_map(|((varied, at), row)| {
            let value = varied.values[*at];
            let (edge, less_or_more) = match *at {
                _ if row.samples.is_some() || varied.values.len() == 1 => return None,
                0 if value > 0.0 => ("lowest", "less"),
                at if at + 1 == varied.values.len() && !is_all(row.key, value) => {
                    ("highest", "more")
                }
                _ => return None,
            };
            let key = row.stratum.as_deref().unwrap_or(row.key);
            let sample = &made.space.today().checks[varied.check].sample;
            let cap = match sample.method {
                // More of them give no more once it is full.
                SamplingMethod::CappedShare(of) if edge == "highest" && row.key == "share" => {
                    format!(", and a `cap` above {} where that is full", of.cap)
                }
                _ => String::new(),
            };
            Some(format!(
                "{} is the {edge} that you allowed for {} of \"{}\": allow {less_or_more}{cap}",
                quota_key(row.key, value),
                shown(key),
                shown(&row.check)
            ))
        });
    let at_edge: Vec<String> = at_edge.collect();
    let better = if is_near(made) { "nearer" } else { "better" };
    (!at_edge.is_empty()).then(|| {
        format!(
            "A {better} policy may lie beyond what may be chosen: {}.",
            at_edge.join("; ")
        )
    })
}

/// Whether it is a share of all, above which there is nothing.
fn is_all(key: &str, value: f64) -> bool {
    !matches!(key, "checks" | "cap" | "given") && value >= 1.0
}
