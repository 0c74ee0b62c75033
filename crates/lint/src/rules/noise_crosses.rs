//! A target that chance alone will miss.

use crate::context::{CheckPlace, RuleContext, TargetPlace};
use crate::finding::Finding;
use crate::numbers::{figures, percent, pounds};
use crate::rule::{Quiet, Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "T101",
    name: "noise-crosses",
    level: Level::Warn,
    looks_for: "A target that an office which keeps it is expected to miss in more than 5% of periods, by \
              chance.",
    matters: "Red is answered with questions, plans and money, and nothing has happened. A share of a sample \
              is not a share of the work.",
    formula: "Red is more fails than the limit allows among n audits; with a true share p that is a binomial \
              tail; what is due is the sum of its steps' amounts by their chances. Triggers where p is within the limit.",
    source: "The exact binomial law; for 490 audits and a limit of 3%, one whose true share is 3% is red in \
              almost half of the months",
    remedy: "Judge over longer, or by whether the lower end of an interval is above the limit.",
    fires: FIRES,
    quiet: Quiet::Edit(r#"at_least = "97.3%""#, r#"at_least = "95%""#),
    check: Scan::Targets(check),
};

const FIRES: &str = r#"[[policy]]
name = "as it is"

[[policy.target]]
name = "audit"
check = "assurance"
measure = "accuracy"
at_least = "97.3%""#;

fn check(context: &RuleContext<'_>, place: TargetPlace<'_>) -> Option<Finding> {
    let target = place.target;
    let (red, share, audits) = (
        target.red.ok()?,
        target.fail_share.ok()?,
        target.audits.ok()?,
    );
    let limit = target.limit.ok()?;
    if share > limit || red <= 0.05 {
        return None;
    }
    let period = context.scenario.horizon.period;
    let edge = match target.red_at_limit {
        Ok((red, _)) => format!(", and one just at the limit in {}", percent(red)),
        Err(_) => String::new(),
    };
    let due = match &target.credit {
        Some(Ok(due)) => format!("; {} a {period} is due for it", pounds(*due)),
        _ => String::new(),
    };
    let message = format!(
        "`{}` allows {} of {} audits to fail: an office of {} is red in {} of {period}s by chance{edge}{due}",
        target.name,
        percent(limit),
        figures(audits),
        percent(share),
        percent(red)
    );
    let finding = Finding::new(
        message,
        context.at_limit(place, "chance crosses it"),
        "judge over longer, or by the end of an interval",
    );
    Some(match looked_at(context, place) {
        Some(place) => finding.and(context.at_check(place, &["sample", "checks"], "so few audits")),
        None => finding,
    })
}

fn looked_at<'a>(context: &RuleContext<'a>, target: TargetPlace<'_>) -> Option<CheckPlace<'a>> {
    let policy = &context.scenario.policies[target.policy_id];
    let check_id = policy.targets[target.target_id].check?;
    context
        .checks()
        .find(|place| (place.policy_id, place.check_id) == (target.policy_id, check_id))
}
