//! A figure that counts what checkers miss as right.

use crate::context::{CheckPlace, RuleContext};
use crate::coverage::rechecked_by;
use crate::finding::Finding;
use crate::numbers::{percent, points};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "B103",
    name: "imperfect-checker",
    level: Level::Warn,
    looks_for: "A check that estimates accuracy and misses more than a tenth of the errors in what it draws.",
    matters: "A missed error is counted as a right decision, so reported accuracy is above the true one by the \
              missed share of the errors. It stays so however many are checked.",
    formula: "Expected share of checked decisions that are not accurate and in which no error is found: 1 − sensitivity of \
              those with one error, and less of all, since a decision with several is failed if one of them is found.",
    source: "Rogan & Gladen (1978), Am. J. Epidemiol. 107, 71–76; Tenenbein (1970), J. Am. Stat. Assoc. 65, \
              1350–1361",
    remedy: "Add a `recheck` of some passes and fails that has `estimate = [\"accuracy\"]`: its figure is corrected. Then take \
             `\"accuracy\"` out of the `estimate` of this check, whose figure is not.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
checker = { pool = "assurance", minutes = 30, sensitivity = "70%" }"#,
    quiet: &[(
        r#"sensitivity = "70%" }"#,
        r#"sensitivity = "70%" }
estimate = ["mve"]

[[policy.check]]
name = "second look"
sample = { method = "recheck", of = "assurance", passes = "10%", fails = "100%" }
estimate = ["accuracy"]"#,
    )],
    check: Scan::Estimates(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    // One that is checked again has a lint of its own.
    let rechecked = rechecked_by(place.policy, place.check_id).is_some();
    let quoted = context.quoted(place)?;
    let missed = 1.0 - quoted.mistakes().found;
    // Attributes that it does not look at have a lint of their own.
    let sees_all = context
        .scenario
        .attributes
        .iter()
        .zip(&place.check.looks_at);
    let sees_all = sees_all
        .filter(|(attribute, _)| attribute.accuracy)
        .all(|(_, looks)| *looks);
    if rechecked || !sees_all || !missed.is_finite() || missed <= 0.1 + 1e-9 {
        return None;
    }
    // Failing what is right makes up for some of it.
    let net = quoted.by_mistakes();
    let less = match quoted.by_false_fails.abs() > 0.05 * quoted.by_missing {
        true => format!(
            ", of which right decisions that it fails take {} off again",
            points(quoted.by_false_fails)
        ),
        false => String::new(),
    };
    let high = if net < 0.0 { "low" } else { "high" };
    let message = format!(
        "`{}` misses the error of {} of the wrong decisions that it checks, which puts its accuracy {} too high{less}{}{}",
        place.check.name,
        percent(missed),
        points(quoted.by_missing),
        match less.is_empty() {
            true => String::new(),
            false => format!(": together {} too {high}", points(net)),
        },
        context.before_coaching(place.policy_id)
    );
    Some(
        Finding::new(
            message,
            context.at_check(
                place,
                &["checker", "sensitivity"],
                "what is missed counts as right",
            ),
            "estimate from a `recheck` of some of its passes and fails, and not from this check",
        )
        .and(context.at_check(place, &["estimate"], "quoted as accuracy")),
    )
}
