//! Errors that are found and left as they are.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::figures;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "F108",
    name: "uncorrected-finds",
    level: Level::Note,
    looks_for: "A check that finds errors and does not have them corrected.",
    matters: "Somebody knows that the decision is wrong, and the client is still paid or charged by it.",
    formula: "Expected decisions over the reported periods in which an error in an accuracy attribute is \
              found.",
    source: "Expectation over skill, tenure, complexity and automation",
    remedy: "Add `correct` to `on_fail`.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
on_fail = []"#,
    quiet: &[("on_fail = []", r#"on_fail = ["correct"]"#)],
    check: Scan::Checks(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let mut attributes = context.scenario.attributes.iter();
    let moves_money = attributes.any(|attribute| attribute.money.is_some());
    let found = context.seen(place)?.errors_found;
    let leaves = !place.check.on_fail.correct && moves_money && found > 0.0;
    if !leaves {
        return None;
    }
    let message = format!(
        "`{}` finds {} wrong decisions in {}, and leaves them wrong",
        place.check.name,
        figures(found * context.periods()),
        context.span()
    );
    let at = context.at_check(place, &["on_fail"], "nothing is corrected");
    Some(Finding::new(message, at, "add `correct` to `on_fail`"))
}
