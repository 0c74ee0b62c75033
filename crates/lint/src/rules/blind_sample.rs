//! A sample that may well find no error at all.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "P102",
    name: "blind-sample",
    level: Level::Warn,
    looks_for: "A check that estimates accuracy and finds nothing, over the reported periods, with a probability \
              of more than 5%.",
    matters: "No error found does not mean that there is none. All that can be said then is that fewer than \
              some share are wrong, and that share is often above the one that is feared.",
    formula: "With n checks of which each fails with probability q, none fails with probability (1 − q)^n; \
              after none, fewer than 1 − 0.05^(1/n) are wrong with 95% confidence.",
    source: "Hanley & Lippman-Hand (1983), JAMA 249, 1743–1745 (the rule of three); exact, not 3/n",
    remedy: "Check more, or check where errors are likely and weight.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
sample = { method = "simple-random", checks = 5 }
checker = { pool = "assurance", minutes = 2_400 }"#,
    quiet: &[
        ("checks = 5", "checks = 50"),
        ("minutes = 2_400", "minutes = 240"),
    ],
    check: Scan::Estimates(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let seen = context
        .seen(place)
        .filter(|seen| seen.accuracy_fails > 0.0)?;
    let checks = seen.checks * context.periods();
    let none = (checks * (-seen.accuracy_fails / seen.checks).ln_1p()).exp();
    if none <= 0.05 || checks < 1.0 {
        return None;
    }
    let message = format!(
        "with probability {} the {} checks of `{}` in {} find no error, and show only that fewer than \
             {} are wrong",
        percent(none),
        figures(checks),
        place.check.name,
        context.span(),
        percent(1.0 - 0.05_f64.powf(1.0 / checks))
    );
    Some(Finding::new(
        message,
        context.at_check(place, &["sample", "checks"], "so few a period"),
        "check more, or check where errors are likely and weight",
    ))
}
