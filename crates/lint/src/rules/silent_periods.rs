//! Periods in which nothing is found, time and again.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "P107",
    name: "silent-periods",
    level: Level::Note,
    looks_for: "A check that estimates accuracy and finds no error in more than a fifth of its periods.",
    matters: "A chart of its figures by period is then a row of 100% with holes in it, and every hole looks \
              like an event.",
    formula: "With n checks a period of which each fails with probability q, none fails with probability (1 − \
              q)^n.",
    source: "The binomial law",
    remedy: "Make more `checks`; or show its figures by quarter or by year only, and allow this note with that reason.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
sample = { method = "simple-random", checks = 50 }
checker = { pool = "assurance", minutes = 240 }"#,
    quiet: &[
        ("checks = 50", "checks = 200"),
        ("minutes = 240", "minutes = 60"),
    ],
    check: Scan::Estimates(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let seen = context
        .seen(place)
        .filter(|seen| seen.accuracy_fails > 0.0)?;
    let none = (seen.checks * (-seen.accuracy_fails / seen.checks).ln_1p()).exp();
    if none <= 0.2 || context.periods() < 2.0 {
        return None;
    }
    // As many as find none in a fifth of periods.
    let enough = (0.2f64.ln() / (-seen.accuracy_fails / seen.checks).ln_1p()).ceil();
    let message = format!(
        "the {} checks of `{}` in a {} find no error in {} of them",
        figures(seen.checks),
        place.check.name,
        context.scenario.horizon.period,
        percent(none)
    );
    Some(Finding::new(
        message,
        context.at_check(place, &["sample", "checks"], "a period"),
        format!(
            "make {} checks, or show its figures by quarter or by year only and allow this note",
            figures(enough)
        ),
    ))
}
