//! Fails of decisions that are right.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
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
    remedy: "Lower `false_fail`: train checkers, or have somebody confirm each fail before anybody is told of it. A `recheck` does \
             not help here: it comes after the fail has counted.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
checker = { pool = "team leaders", minutes = 30, false_fail = "2%" }"#,
    quiet: &[(r#"false_fail = "2%""#, r#"false_fail = "0.2%""#)],
    check: Scan::Checks(check),
};

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
    // They may be a quarter of the others. −ln(1 − share failed so) is in proportion to the probability of each attribute.
    let others = seen.fails - seen.false_fails;
    let of_this =
        (-0.25 * others / seen.checks).ln_1p() / (-seen.false_fails / seen.checks).ln_1p();
    let enough = (100.0 * of_this).floor();
    let remedy = match enough >= 1.0 {
        true => format!(
            "train checkers, or have each fail confirmed before anybody is told of it, until `false_fail` is {enough}% of this"
        ),
        false => "do not fail anybody by this check: it finds next to no errors".into(),
    };
    Some(Finding::new(
        message,
        context.at_check(
            place,
            &["checker", "false_fail"],
            "of every attribute that is right",
        ),
        remedy,
    ))
}
