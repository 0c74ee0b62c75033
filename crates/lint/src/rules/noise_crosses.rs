//! A target that chance alone will miss.

use crate::context::{CheckPlace, RuleContext, TargetPlace};
use crate::coverage::rechecked_by;
use crate::finding::Finding;
use crate::numbers::{figures, percent, periods, pounds};
use crate::rule::{Rule, Scan};
use tierone_analysis::red;
use tierone_scenario::{Level, TargetMeasure};
use tierone_stats::special::binomial_tails;

pub(super) const RULE: Rule = Rule {
    code: "T101",
    name: "noise-crosses",
    level: Level::Warn,
    looks_for: "A target without `looks`, or with `credits`, that an office which keeps it is expected to miss by chance in \
              more than 5% of periods; with `rolling`, of windows of that length.",
    matters: "Red is answered with questions, plans and money, and nothing has happened. A share of a sample \
              is not a share of the work.",
    formula: "A target is missed by more fails than the limit allows among n checks; with a true share p that is a binomial \
              tail; what is due is the sum of its steps' amounts by their chances. Triggers where p, as the \
              check sees it, is within the limit; where more than that is wrong in truth, it says so, whatever `looks` allows for.",
    source: "The exact binomial law; for 490 checks and a limit of 3%, one whose true share is 3% is red in \
              almost half of the months",
    remedy: "Write `looks = 12` into the target: it is then missed only where chance alone would raise such an alarm in 5% of \
             years. Or judge over longer: `rolling`.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.target]]
name = "audit"
check = "assurance"
measure = "accuracy"
at_least = "97.3%""#,
    quiet: &[(
        r#"at_least = "97.3%""#,
        "at_least = \"97.3%\"\nrolling = \"12 months\"",
    )],
    check: Scan::Targets(check),
};

/// Of the periods, or windows, of an office that keeps the target.
const BY_CHANCE: f64 = 0.05;

fn check(context: &RuleContext<'_>, place: TargetPlace<'_>) -> Option<Finding> {
    let target = place.target;
    let rules = &context.scenario.policies[place.policy_id].targets[place.target_id];
    let window = target.rolling.max(1);
    let (share, audits, limit) = (
        target.fail_share.ok()?,
        target.audits.ok()?,
        target.limit.ok()?,
    );
    let missed = |window: usize, share: f64| red(audits as u64 * window as u64, share, limit);
    if share > limit || missed(window, share) <= BY_CHANCE {
        return None;
    }
    let wrong = wrong(context, place);
    if let Some(wrong) = wrong.filter(|wrong| *wrong > limit * (1.0 + 1e-9)) {
        let seen = [share, wrong, limit, missed(1, share)];
        return Some(missed_in_truth(context, place, seen));
    }
    // What is due is due for a period, or for a window, whatever looks allow for.
    if rules.looks.is_some() && rules.credits.is_empty() {
        return None;
    }
    let period = context.scenario.horizon.period;
    let due = match &target.credit {
        Some(Ok(due)) if window == 1 => format!("; {} a {period} is due for it", pounds(*due)),
        _ => String::new(),
    };
    let (together, of) = match window {
        1 => (String::new(), format!("{period}s")),
        window => {
            let span = periods(window as f64, period);
            (
                format!(" in {span} together"),
                format!("such spans of {span}"),
            )
        }
    };
    let sees = match wrong {
        Some(_) => format!(", of which the check sees {},", percent(share)),
        None => String::new(),
    };
    let message = format!(
        "`{}` allows {} of {} checks{together} to fail: an office of {}{sees} misses it in {} of {of} by chance, and one just at the \
         limit in {}{due}{}",
        target.name,
        percent(limit),
        figures(audits * window as f64),
        percent(wrong.unwrap_or(share)),
        percent(missed(window, share)),
        percent(missed(window, limit)),
        context.before_coaching(place.policy_id)
    );
    let a_year = (context.periods() / context.years()).round() as usize;
    let enough = (window + 1..=a_year).find(|window| missed(*window, share) <= BY_CHANCE);
    let longer = enough.map(|enough| periods(enough as f64, period));
    let mut remedies = Vec::new();
    if rules.credits.is_empty() {
        remedies.push(format!(
            "write `looks = {a_year}` into the target to allow for chance"
        ));
    }
    if let Some(longer) = longer {
        remedies.push(format!("judge {longer} together: `rolling = \"{longer}\"`"));
    }
    if remedies.is_empty() {
        let checks = audits as u64 * window as u64;
        remedies.push(format!(
            "allow {} of the checks to fail",
            percent(room(checks, share) as f64 / checks as f64)
        ));
    }
    let finding = Finding::new(
        message,
        context.at_limit(place, "chance crosses it"),
        remedies.join(", or "),
    );
    Some(match looked_at(context, place) {
        Some(place) => finding.and(context.at_check(place, &["sample", "checks"], "so few checks")),
        None => finding,
    })
}

/// The share of what is checked that is inaccurate, of a target on accuracy whose check sees another share.
fn wrong(context: &RuleContext<'_>, place: TargetPlace<'_>) -> Option<f64> {
    let target = &context.scenario.policies[place.policy_id].targets[place.target_id];
    let check = looked_at(context, place).filter(|_| target.measure == TargetMeasure::Accuracy)?;
    if rechecked_by(check.policy, check.check_id).is_some() {
        return None;
    }
    let quoted = context.quoted(check)?;
    let unseen = quoted.by_missing + quoted.by_false_fails;
    (unseen.abs() > SEEN_ALIKE * (1.0 - quoted.passes)).then_some(1.0 - quoted.passes + unseen)
}

/// A difference between what is seen and what is true, as a share of what is seen, that nobody would tell apart.
const SEEN_ALIKE: f64 = 0.02;

/// Of an office that does not keep the target: it only looks so, as its check misses errors.
fn missed_in_truth(
    context: &RuleContext<'_>,
    place: TargetPlace<'_>,
    [share, wrong, limit, red]: [f64; 4],
) -> Finding {
    let target = &context.scenario.policies[place.policy_id].targets[place.target_id];
    let shown = match target.looks {
        Some(looks) => format!("with `looks = {looks}` an alarm is raised in 5% of years at most"),
        None => format!(
            "its figure misses in {} of {}s",
            percent(red),
            context.scenario.horizon.period
        ),
    };
    let message = format!(
        "`{}` allows {} to fail and is missed in truth: {} of what is checked is wrong, of which the check sees {}, so that \
         {shown}{}",
        target.name,
        percent(limit),
        percent(wrong),
        percent(share),
        context.before_coaching(place.policy_id)
    );
    let finding = Finding::new(
        message,
        context.at_limit(place, "kept only as the check sees it"),
        "judge it by the corrected figure of a `recheck`, or miss fewer errors",
    );
    match looked_at(context, place) {
        Some(check) => finding.and(context.at_check(
            check,
            &["checker", "sensitivity"],
            "what is missed counts as right",
        )),
        None => finding,
    }
}

/// Fails among so many checks that chance goes beyond seldom enough.
fn room(checks: u64, share: f64) -> u64 {
    let beyond = |fails: u64| binomial_tails(fails, checks, share).upper;
    (0..checks)
        .find(|fails| beyond(*fails) <= BY_CHANCE)
        .unwrap_or(checks)
}

fn looked_at<'a>(context: &RuleContext<'a>, target: TargetPlace<'_>) -> Option<CheckPlace<'a>> {
    let policy = &context.scenario.policies[target.policy_id];
    let check_id = policy.targets[target.target_id].check?;
    context
        .checks()
        .find(|place| (place.policy_id, place.check_id) == (target.policy_id, check_id))
}
