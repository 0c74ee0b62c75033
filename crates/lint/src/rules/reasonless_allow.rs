//! A lint is allowed without a reason.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, LintSetting};

pub(super) const RULE: Rule = Rule {
    code: "S002",
    name: "reasonless-allow",
    level: Level::Note,
    looks_for: "An entry of `[lints]` that allows a lint without a `reason`.",
    matters: "Whoever reads the scenario next cannot tell a considered exception from one that was made to get \
              rid of a message.",
    formula: "Entries that allow a lint and have no reason are counted.",
    source: "The scenario's own `[lints]`",
    remedy: "Give the reason: `NAME = { level = \"allow\", reason = \"…\" }`.",
    fires: r#"[lints]
unused-pool = "allow""#,
    quiet: &[(
        r#""allow""#,
        r#"{ level = "allow", reason = "they start in May" }"#,
    )],
    check: Scan::Settings(check),
};

fn check(context: &RuleContext<'_>, _: usize, setting: &LintSetting) -> Option<Finding> {
    let settings = &context.reading.lints;
    let is_bare = |setting: &&LintSetting| {
        setting.level == Level::Allow
            && setting.reason.is_none()
            && context.lints.iter().any(|lint| lint.is(&setting.lint))
    };
    if !is_bare(&setting) {
        return None;
    }
    let lint = &setting.lint;
    let message = format!(
        "`{lint}` is allowed without a reason, as {} of {} entries are",
        settings.iter().filter(is_bare).count(),
        settings.len()
    );
    let help = format!("write {lint} = {{ level = \"allow\", reason = \"…\" }}");
    Some(Finding::new(
        message,
        RuleContext::at_setting(setting, "why?"),
        help,
    ))
}
