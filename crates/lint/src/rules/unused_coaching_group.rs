//! Coaching of a group that nobody can be coached in.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Step};

pub(super) const RULE: Rule = Rule {
    code: "S006",
    name: "unused-coaching-group",
    level: Level::Warn,
    looks_for: "An entry of `[coaching.groups]` for a group that no attribute in use has.",
    matters: "What it says about gain, half-life or ceiling is of no effect, and the attributes that were \
              meant have the usual values.",
    formula: "The groups of all attributes that activities name are compared with the entries.",
    source: "The scenario's own `coaching_group` keys",
    remedy: "Give an attribute that `coaching_group`, or remove the entry.",
    fires: r#"[coaching.groups.paper]
gain = 0.5

[[attribute]]
name = "form"
coaching_group = "paper""#,
    quiet: &[(
        r#"coaching_group = "paper""#,
        r#"coaching_group = "paper"

[[attribute]]
name = "letters"
coaching_group = "paper""#,
    )],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let used = |name: &str| {
        context
            .scenario
            .coaching
            .groups
            .iter()
            .any(|group| group.name == name)
    };
    let steps = [Step::Key("coaching"), Step::Key("groups")];
    let unused = context
        .reading
        .places
        .keys(&steps)
        .into_iter()
        .filter(|name| !used(name));
    unused
        .map(|name| {
            Finding::new(
                format!(
                    "none of the {} attributes in use is coached as `{name}`",
                    context.scenario.attributes.len()
                ),
                context.at(&[steps[0], steps[1], Step::Key(name)], "teaches nobody"),
                "give an attribute this `coaching_group`, or remove the entry",
            )
        })
        .collect()
}
