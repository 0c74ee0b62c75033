//! An interval as wide as what it is to show.

use super::blind_sample;
use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{figures, percent, points};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Aim, AimOf, Level};

pub(super) const RULE: Rule = Rule {
    code: "P101",
    name: "wide-interval",
    level: Level::Warn,
    looks_for: "A check whose 95% interval of accuracy, over the reported periods, has a half-width of more than \
              the share of decisions that are not accurate, and of more than `[plan]` asks of it.",
    matters: "Such a figure cannot tell an office without errors from one with twice as many.",
    formula: "The expected half-width of the interval that the check is quoted with, over all reported periods \
              pooled.",
    source: "Wilson (1927), J. Am. Stat. Assoc. 22, 209–212, at the effective size of the design",
    remedy: "Make more `checks`, or quote no figure: take it out of `estimate`. Or say in `[plan]` how wide it may be: `accuracy_half_width`, or the \
             accuracy that it should `show`.",
    fires: blind_sample::RULE.fires,
    quiet: blind_sample::RULE.quiet,
    check: Scan::Estimates(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let estimated = context
        .check_facts(place)
        .and_then(|facts| facts.accuracy.as_ref().ok());
    let (estimated, errors) = (estimated?, context.error_share()?);
    let half_width = estimated.horizon.half_width;
    // The least that a half-width can be shown to: where nothing goes wrong there is nothing to compare it with.
    if errors <= 0.0 || half_width <= errors || half_width <= asked_for(context, place) {
        return None;
    }
    let checks = context
        .seen(place)
        .map_or(0.0, |seen| seen.checks * context.periods());
    let message = format!(
        "the {} checks of `{}` in {} give accuracy to ± {}, and {} of decisions are not accurate",
        figures(checks),
        place.check.name,
        context.span(),
        points(half_width),
        percent(errors)
    );
    Some(
        Finding::new(
            message,
            context.at_check(place, &["sample", "checks"], "too few for a figure"),
            "make more checks, or take it out of `estimate` and quote no figure",
        )
        .and(context.at_check(place, &["estimate"], "estimated from them")),
    )
}

/// The widest half-width that `[plan]` states to be enough of a check of this name; 0 where it states none.
fn asked_for(context: &RuleContext<'_>, place: CheckPlace<'_>) -> f64 {
    let Some(plan) = &context.scenario.plan else {
        return 0.0;
    };
    let checks = &context.scenario.policies[plan.policy].checks;
    let of = |aim: &Aim| match aim.of {
        AimOf::AccuracyHalfWidth(check) => Some((check, (1.0 + plan.tolerance) * aim.limit)),
        // What shows that accuracy is above a level is no wider than what lies above the level.
        AimOf::Show {
            check, accuracy, ..
        } => Some((check, 1.0 - accuracy)),
        _ => None,
    };
    let own = plan.aims.iter().filter_map(of);
    let own = own.filter(|(check, _)| checks[*check].name == place.check.name);
    own.map(|(_, width)| width).fold(0.0, f64::max)
}
