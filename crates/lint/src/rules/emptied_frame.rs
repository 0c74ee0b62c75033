//! A check that is left nothing to draw from.

use crate::context::{CheckPlace, RuleContext};
use crate::coverage::is_recheck;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "R103",
    name: "emptied-frame",
    level: Level::Warn,
    looks_for: "A check whose frame holds no decision, or of which others leave nothing.",
    matters: "It is in the policy and never checks anything. Its figures do not exist.",
    formula: "Expected decisions of the frame in an average period, those of excluded samples left out.",
    source: "Frames and quotas at the expected numbers of decisions",
    remedy: "Widen the frame, or do not exclude a check that takes everything.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
sample = { method = "census" }
checker = { pool = "team leaders", minutes = 2 }

[[policy.check]]
name = "assurance"
frame = { automated = false }
excludes = ["coaching checks"]"#,
    quiet: &[
        (
            r#"[[policy.check]]
name = "coaching checks"
sample = { method = "census" }
checker = { pool = "team leaders", minutes = 2 }

"#,
            "",
        ),
        ("frame = { automated = false }\n", ""),
    ],
    check: Scan::Checks(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    if is_recheck(place.check) {
        return None;
    }
    let seen = context.seen(place)?;
    // Expected numbers are whole but for rounding.
    if seen.frame >= 1e-6
        || context
            .known()
            .parts
            .iter()
            .all(|part| part.decisions <= 0.0)
    {
        return None;
    }
    let finding = Finding::new(
        format!(
            "`{}` has 0 decisions a {} to draw from",
            place.check.name, context.scenario.horizon.period
        ),
        context.at_check(place, &["frame"], "holds nothing"),
        "widen the frame, or do not exclude a check that takes everything",
    );
    Some(match place.check.excludes.is_empty() {
        true => finding,
        false => finding.and(context.at_check(place, &["excludes"], "these are left out")),
    })
}
