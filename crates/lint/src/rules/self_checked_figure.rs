//! A figure from checkers who answer for the work.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::points;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "B106",
    name: "self-checked-figure",
    level: Level::Warn,
    looks_for: "A check of tier one that estimates accuracy or money.",
    matters: "A team leader who checks their own team's work answers for the result. Nobody need cheat: a \
              doubtful case is given the benefit of the doubt, and the figure moves with the mood. Tier one is \
              there to coach; figures are for those who stand outside.",
    formula: "If one in ten of the errors that are found now were let pass, the figure would rise by a tenth \
              of the expected share of checked decisions in which an error is found.",
    source: "HM Treasury (2012), Assurance frameworks: the three lines; the first line is management's own \
              control",
    remedy: "Write `estimate` into a check of tier two, or into a `recheck` of this one by somebody outside, and take it out here.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
estimate = ["accuracy"]"#,
    quiet: &[(
        r#"name = "coaching checks""#,
        r#"name = "coaching checks"
estimate = []

[[policy.check]]
name = "assurance""#,
    )],
    check: Scan::Checks(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    if place.check.tier != Some(1) {
        return None;
    }
    let estimate = place.check.estimate;
    let seen = context
        .seen(place)
        .filter(|_| estimate.accuracy || estimate.mve)?;
    let found = seen.errors_found / seen.checks;
    if !found.is_finite() {
        return None;
    }
    let message = format!(
        "`{}` is a figure from tier one: every tenth error that a checker lets pass in work they \
             answer for adds {}",
        place.check.name,
        points(0.1 * found)
    );
    Some(
        Finding::new(
            message,
            context.at_check(place, &["estimate"], "a figure of accuracy or money"),
            "move `estimate` to a check of tier two, or to a `recheck` of this one by somebody outside",
        )
        .and(context.at_check(place, &["tier"], "inside the service")),
    )
}
