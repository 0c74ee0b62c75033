//! A lint is allowed without a reason.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::diagnostic::Label;
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
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let settings = &context.reading.lints;
    let allowed = |setting: &&LintSetting| {
        setting.level == Level::Allow
            && setting.reason.is_none()
            && context.lints.iter().any(|lint| lint.is(&setting.lint))
    };
    let bare: Vec<&LintSetting> = settings.iter().filter(allowed).collect();
    let finding = |setting: &&LintSetting| {
        let at = Label {
            file: setting.file,
            span: setting.named_at.clone(),
            text: "why?".into(),
        };
        Finding::new(
            format!(
                "`{}` is allowed without a reason, as {} of {} entries are",
                setting.lint,
                bare.len(),
                settings.len()
            ),
            at,
            format!(
                "write {} = {{ level = \"allow\", reason = \"…\" }}",
                setting.lint
            ),
        )
    };
    bare.iter().map(finding).collect()
}
