//! A reported figure that is taken for the truth.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{percent, points};
use crate::rule::{Quiet, Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "B109",
    name: "anchor-as-reported",
    level: Level::Note,
    looks_for: "An `[anchor]` without `under`, beside a check that estimates accuracy and misses errors.",
    matters: "A published figure is what somebody's checks said. If those checks miss errors, the truth was \
              lower, and all rates of the scenario are too low by the same share.",
    formula: "If a check that finds a share s of the errors reported accuracy A, the share of decisions that \
              were not accurate was (1 − A)/s.",
    source: "Rogan & Gladen (1978), Am. J. Epidemiol. 107, 71–76, without false fails",
    remedy: "Say by which policy and check the figure was made: `under` and `check` in `[anchor]`.",
    fires: FIRES,
    quiet: Quiet::Text(QUIET),
    check: Scan::Scenario(check),
};

const FIRES: &str = r#"[anchor]
accuracy = "97%"

[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
checker = { pool = "assurance", minutes = 30, sensitivity = "80%" }"#;

const QUIET: &str = r#"[anchor]
accuracy = "97%""#;

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let Some(anchor) = context
        .scenario
        .anchor
        .filter(|anchor| anchor.under.is_none())
    else {
        return Vec::new();
    };
    for place in context
        .checks()
        .filter(|place| place.check.estimate.accuracy)
    {
        let Some(seen) = context.seen(place) else {
            continue;
        };
        let found = seen.errors_found / seen.errors_checked;
        if !found.is_finite() || found <= 0.0 || found >= 0.95 {
            continue;
        }
        let wrong = 1.0 - anchor.accuracy.get();
        let message = format!(
            "if {} was reported by a check that finds {} of the errors, the truth was {} lower",
            percent(anchor.accuracy.get()),
            percent(found),
            points(wrong / found - wrong)
        );
        let at = context.at_keys(&["anchor", "accuracy"], "taken for the truth");
        let help = "say by which policy and check the figure was made, with `under` and `check`";
        let finding = Finding::new(message, at, help);
        return vec![finding.and(context.at_check(place, &["checker"], "such as this one"))];
    }
    Vec::new()
}
