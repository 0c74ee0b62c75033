//! An accuracy that no error rates can give.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "S013",
    name: "unreachable-anchor",
    level: Level::Deny,
    looks_for: "An `[anchor]` that no common shift of the error rates reaches.",
    matters: "The run would end before it starts.",
    formula: "Expected accuracy falls steadily as all log-odds rise, from that of rates of nought to that of \
              rates of one; attributes with a rate of 0 stay right.",
    source: "Monotonicity; the expectation is over skill, tenure, complexity and automation",
    remedy: "Give the accuracy attributes rates above 0 where errors are made, or correct the anchor.",
    fires: r#"[anchor]
accuracy = "10%"

[[activity]]
name = "application"
errors = { income = 0 }"#,
    quiet: &[(r#"accuracy = "10%""#, r#"accuracy = "99%""#)],
    check: Scan::Once(check),
};

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let (Some(anchor), Err(error)) = (context.scenario.anchor, &context.known().facts) else {
        return None;
    };
    let at = context.at_keys(&["anchor", "accuracy"], "cannot be met");
    let message = match error {
        tierone_analysis::AnchorError::Unreachable { .. } => error.to_string(),
        _ => format!("{error}, so none of it can be {}", anchor.accuracy.get()),
    };
    // Where work comes in, it may be that nobody has time for any of it.
    let demand = context.scenario.demand.is_some();
    if matches!(error, tierone_analysis::AnchorError::NothingDecided) && demand {
        let there = context.at_keys(&["demand", "productivity"], "clears less than one decision");
        let help = "raise `productivity`, staff more, or let more come in";
        return Some(Finding::new(message, there, help).and(at));
    }
    let help = "give accuracy attributes rates above 0, or correct the anchor";
    Some(Finding::new(message, at, help))
}
