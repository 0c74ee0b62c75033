//! What is said of one policy: its quotas, what each aim comes to, and what it takes.

use super::figures::{Aimed, Quantity};
use super::made::Made;
use super::rows::Mean;
use super::words::{asked, figure, measured, number, period, quotas, with_unit};

/// `0.48 points ± 0.01`.
pub(super) fn with_error(mean: Option<Mean>, unit: &str) -> String {
    let Some(mean) = mean else {
        return "no figure".into();
    };
    match measured(mean, unit) {
        (value, Some(error)) => format!("{} ± {error}", with_unit(&value, unit)),
        (value, None) => with_unit(&value, unit),
    }
}

pub(super) fn planned_quotas(made: &Made) -> String {
    let candidate = made.candidate(made.choice.planned);
    quotas(made.space, &candidate.point, made.space.today())
}

/// Each aim with what a policy gives.
pub(super) fn aims_of(made: &Made, policy: usize) -> String {
    let of = |aim: &Aimed| {
        let mean = made.mean(policy, aim.figure);
        format!(
            "{} {} ({})",
            figure(aim.figure, &aim.key),
            with_error(mean, aim.figure.unit()),
            asked(aim)
        )
    };
    let missed = made.missed(policy);
    let is_missed = |aim: &Aimed| missed.iter().any(|(other, _)| other.key == aim.key);
    // That there are hours for all checks goes without saying.
    let own = made.aims.iter().filter(|aim| match aim.figure {
        Quantity::QuotaDone => is_missed(aim),
        figure => figure != made.objective(),
    });
    own.map(of).collect::<Vec<_>>().join(", ")
}

/// What a policy takes, costs or lets through, as a verb with its object.
pub(super) fn objective_of(made: &Made, policy: usize) -> String {
    let objective = made.objective();
    let mean = with_error(made.mean(policy, objective), objective.unit());
    let period = period(made.space);
    match objective.unit() {
        "h" => format!(
            "takes {mean} of checking a {period}{}",
            in_all(made, policy)
        ),
        "GBP" => format!("costs {mean} a {period}{}", in_all(made, policy)),
        _ => format!("leaves a monetary value of error of {mean}"),
    }
}

/// The same over the horizon, as `tierone run` has it.
fn in_all(made: &Made, policy: usize) -> String {
    let (objective, space) = (made.objective(), made.space);
    let periods = space.scenario.horizon.periods;
    let mean = made.mean(policy, objective);
    match mean.filter(|_| periods > 1) {
        Some(mean) => format!(
            " ({} in {periods} {}s)",
            number(mean.mean * periods as f64, objective.unit()),
            period(space)
        ),
        None => String::new(),
    }
}

pub(super) fn least(made: &Made) -> &'static str {
    match made.objective().unit() {
        "h" => "fewest hours",
        "GBP" => "lowest cost",
        _ => "lowest monetary value of error",
    }
}
