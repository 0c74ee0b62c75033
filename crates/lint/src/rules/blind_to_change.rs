//! A figure that would not show if errors were to vanish.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{percent, points};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "P104",
    name: "blind-to-change",
    level: Level::Note,
    looks_for: "A check that estimates accuracy, and of which two years would not show a fall of the share of \
              fails to nothing with a probability of 80%.",
    matters: "A figure that is unchanged from year to year is then no news: it might look \
              the same even if half of the errors had gone.",
    formula: "The smallest rise of accuracy between two horizons that a score test at 5% sees with probability \
              80%, from the binomial laws of both at the effective size of the design; against the share of \
              fails, which is all that accuracy can rise by.",
    source: "Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., §4",
    remedy: "Check more, or compare over several years.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
sample = { method = "simple-random", checks = 20 }
checker = { pool = "assurance", minutes = 600 }"#,
    quiet: &[
        ("checks = 20", "checks = 200"),
        ("minutes = 600", "minutes = 60"),
    ],
    check: Scan::Estimates(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let changes = context
        .check_facts(place)
        .and_then(|facts| facts.changes.as_ref().ok());
    let change = changes.map(|changes| &changes.horizons)?;
    // Fewer fails is a rise of accuracy; what cannot be seen at all has no smallest rise.
    let seen = change
        .smallest_rise
        .as_ref()
        .is_ok_and(|rise| *rise <= change.fail_share);
    if seen || change.fail_share <= 0.0 {
        return None;
    }
    let fall = match &change.smallest_fall {
        Ok(fall) => format!("only a fall of accuracy by {} would", points(*fall)),
        Err(_) => "nor would any fall".into(),
    };
    let message = format!(
        "if the {} of checks of `{}` that fail became none, two spans of {} would not show it; {fall}",
        percent(change.fail_share),
        place.check.name,
        context.span()
    );
    Some(Finding::new(
        message,
        context.at_check(place, &["sample", "checks"], "too few to compare"),
        "check more, or compare over longer",
    ))
}
