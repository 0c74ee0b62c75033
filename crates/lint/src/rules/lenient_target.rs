//! A target that somebody far beyond it keeps.

use crate::context::{RuleContext, TargetPlace};
use crate::finding::Finding;
use crate::numbers::{figures, percent, periods};
use crate::rule::{Rule, Scan};
use tierone_analysis::red;
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "T102",
    name: "lenient-target",
    level: Level::Warn,
    looks_for: "A target that one who fails twice as often as it allows keeps in more than a fifth of periods; with `rolling`, of \
              windows of that length.",
    matters: "A target is there to be missed by those who should miss it. With few checks it cannot tell them \
              from the others.",
    formula: "The binomial tail of n checks at twice the limit.",
    source: "The exact binomial law",
    remedy: "Make more `checks`, or judge over longer: `rolling`.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.target]]
name = "audit"
check = "assurance"
measure = "accuracy"
at_least = "97%"

[[policy.check]]
name = "assurance"
sample = { method = "simple-random", checks = 40 }
checker = { pool = "assurance", minutes = 300 }"#,
    quiet: &[(
        r#"at_least = "97%"

[[policy.check]]
name = "assurance"
sample = { method = "simple-random", checks = 40 }
checker = { pool = "assurance", minutes = 300 }"#,
        r#"at_least = "95%""#,
    )],
    check: Scan::Targets(check),
};

fn check(context: &RuleContext<'_>, place: TargetPlace<'_>) -> Option<Finding> {
    let target = place.target;
    let (audits, limit) = (target.audits.ok()?, target.limit.ok()?);
    let twice = 2.0 * limit;
    if twice <= 0.0 || twice >= 1.0 {
        return None;
    }
    let audits = audits * target.rolling.max(1) as f64;
    let green = 1.0 - red(audits as u64, twice, limit);
    if green <= 0.2 {
        return None;
    }
    let period = context.scenario.horizon.period;
    let of = match target.rolling {
        0 | 1 => format!("{period}s"),
        window => format!("spans of {}", periods(window as f64, period)),
    };
    let message = format!(
        "`{}` allows {} of {} checks to fail: one who fails {} keeps it in {} of {of}",
        target.name,
        percent(limit),
        figures(audits),
        percent(twice),
        percent(green)
    );
    Some(Finding::new(
        message,
        context.at_limit(place, "twice as much often passes"),
        "make more checks, or judge over longer: `rolling` in the target",
    ))
}
