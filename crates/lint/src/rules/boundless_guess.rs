//! A range so wide that it is no information.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{bare_number, figures};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Assumption, Level};

pub(super) const RULE: Rule = Rule {
    code: "A104",
    name: "boundless-guess",
    level: Level::Note,
    looks_for: "An assumed number whose highest value is more than twenty times its lowest.",
    matters: "The assumed value is then one of many that are as likely, and an answer that hangs on it is no \
              answer.",
    formula: "The highest over the lowest value, where that is above 0.",
    source: "The scenario's own `low` and `high`",
    remedy: "Find a figure that narrows it, if only from elsewhere.",
    fires: r#"[[activity]]
name = "change"
errors = { income = { assumed = "2%", low = "0.1%", high = "3%", source = "a guess" } }"#,
    quiet: &[(r#"low = "0.1%""#, r#"low = "1%""#)],
    check: Scan::Assumptions(check),
};

fn check(context: &RuleContext<'_>, _: usize, assumption: &Assumption) -> Option<Finding> {
    let (low, high) = (assumption.low.as_deref()?, assumption.high.as_deref()?);
    let factor = bare_number(high)? / bare_number(low)?;
    if !factor.is_finite() || factor <= 20.0 {
        return None;
    }
    let factor = figures(factor);
    let message = format!("this number spans a factor of {factor}, from {low} to {high}");
    let way = context.reading.places.way(&assumption.key)?;
    let at = context.at(&way, "anywhere in this range");
    let help = "find a figure that narrows it, if only from elsewhere";
    Some(Finding::new(message, at, help))
}
