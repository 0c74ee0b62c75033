//! Fails of decisions that are right.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Quiet, Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "B104",
    name: "false-fails",
    level: Level::Warn,
    looks_for: "A check of whose fails more than a fifth are of decisions in which what was failed is right.",
    matters: "Where errors are rare, even a small probability of failing what is right makes many of the \
              fails. Caseworkers are then told of errors that they did not make, and a rate of fails is far \
              from a rate of errors.",
    formula: "Expected decisions that fail in an attribute that is right over expected decisions that fail, in \
              an average period and with no feedback.",
    source: "Bayes' theorem: 1 − the positive predictive value",
    remedy: "Have fails looked at a second time before they count, or look at fewer attributes.",
    fires: FIRES,
    quiet: Quiet::Text(QUIET),
    check: Scan::Checks(check),
};

const FIRES: &str = r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
checker = { pool = "team leaders", minutes = 30, false_fail = "2%" }"#;

const QUIET: &str = r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
checker = { pool = "team leaders", minutes = 30, false_fail = "0.2%" }"#;

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let seen = context.seen(place)?;
    let share = seen.false_fails / seen.fails;
    if !share.is_finite() || share <= 0.2 {
        return None;
    }
    let message = format!(
        "{} of the fails of `{}` are of what is right: {} of {} a {}",
        percent(share),
        place.check.name,
        figures(seen.false_fails),
        figures(seen.fails),
        context.scenario.horizon.period
    );
    Some(Finding::new(
        message,
        context.at_check(
            place,
            &["checker", "false_fail"],
            "of every attribute that is right",
        ),
        "have fails looked at a second time before they count, or look at fewer attributes",
    ))
}
