//! Errors that still run and were made before the simulation began.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::percent;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "S011",
    name: "unseen-past",
    level: Level::Note,
    looks_for: "Decisions that count for longer than `warm_up` and the money of whose errors is reported.",
    matters: "Nothing exists from before the warm-up, so money that such errors would still move in the \
              reported periods is missing. The monetary value of error as it flowed is of fewer decisions than \
              in reality; as decided it is whole.",
    formula: "With a steady stream of decisions that count for D, a warm-up of w and a horizon of H, of D·H a \
              share x²/2 (x = D − w up to H; H²/2 + H(x − H) beyond) belongs to decisions from before the \
              warm-up. Triggers above 10%.",
    source: "The integral of min(D − s, H) over ages s from w to D",
    remedy: "Make `warm_up` as long as a decision counts (`in_force`).",
    fires: "[horizon]\nwarm_up = 6",
    quiet: &[("warm_up = 6", "warm_up = 10")],
    check: Scan::Once(check),
};

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let horizon = &context.scenario.horizon;
    let days = horizon.period.days();
    let (warm_up, span) = (horizon.warm_up as f64 * days, horizon.periods as f64 * days);
    let moves_money = |attribute: usize| context.scenario.attributes[attribute].money.is_some();
    let activities = context.scenario.activities.iter().enumerate();
    let mut found: Vec<_> = activities
        .filter(|(_, activity)| {
            activity
                .errors
                .iter()
                .any(|error| moves_money(error.attribute))
        })
        .map(|(id, activity)| (id, activity, missing(activity.in_force, warm_up, span)))
        .filter(|(_, _, missing)| *missing > 0.1)
        .collect();
    found.sort_by(|a, b| b.2.total_cmp(&a.2));
    let (id, worst, missing) = *found.first()?;
    let others = match found.len() - 1 {
        0 => String::new(),
        others => format!(" (and so, or less, of {others} more)"),
    };
    let message = format!(
        "{} of the money that decisions of `{}`{others} would move in the reported periods is from before the simulation",
        percent(missing),
        worst.name
    );
    let at = context.at_keys(&["horizon", "warm_up"], "the simulation begins so early");
    let in_force = context.at_entry("activity", id, &["in_force"], "counts for longer");
    let help = format!(
        "make `warm_up` at least {}, as long as a decision counts",
        (worst.in_force / days).ceil()
    );
    Some(Finding::new(message, at, help).and(in_force))
}

/// Share of the exposure of `span` days that is of decisions from before `warm_up`.
fn missing(in_force: f64, warm_up: f64, span: f64) -> f64 {
    let x = (in_force - warm_up).max(0.0);
    let before = match x <= span {
        true => x * x / 2.0,
        false => span * span / 2.0 + span * (x - span),
    };
    before / (in_force * span)
}
