//! A break in measurement that nobody is told of.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "B112",
    name: "undeclared-break",
    level: Level::Warn,
    looks_for: "A `[[break]]` in how a check measures that is not declared, where a target is held to the check's figure.",
    matters: "The figure moves and the work does not: better or worse measurement reads as better or worse decisions, and nothing \
              in the figures can tell the two apart.",
    formula: "A series of counts has one binomial law of each period, whichever of the two has moved its share.",
    source: "The published share of unacceptable assessment reports of one provider fell from 30.4% to 15.8% in the month in which \
             its audit changed (March 2016)",
    remedy: "Declare it, `declared = true`: mark what was checked before by the new rules as well, and compare like with like.",
    fires: r#"[[break]]
check = "assurance"
from = 2025-10-01
sensitivity = "60%"

[[policy]]
name = "as it is"

[[policy.target]]
name = "accuracy"
check = "assurance"
measure = "accuracy"
at_least = "90%""#,
    quiet: &[(
        "sensitivity = \"60%\"",
        "sensitivity = \"60%\"\ndeclared = true",
    )],
    check: Scan::Checks(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let changed = place.check.changed.as_ref()?;
    let mut targets = place.policy.targets.iter();
    let target = targets.find(|target| target.check == Some(place.check_id))?;
    if changed.declared {
        return None;
    }
    let horizon = &context.scenario.horizon;
    let day = horizon.first_day(horizon.reported(changed.from));
    let message = format!(
        "`{}` measures otherwise from {day} on, undeclared: what `{}` shows before and after cannot be told apart from a change in \
         quality",
        place.check.name, target.name
    );
    Some(Finding::new(
        message,
        context.at_keys(&["break"], "nobody is told"),
        "add `declared = true`, and mark earlier checks by the new rules as well",
    ))
}
