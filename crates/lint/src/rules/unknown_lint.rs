//! `[lints]` names a lint that does not exist.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::names::nearest;
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, LintSetting};

pub(super) const RULE: Rule = Rule {
    code: "S001",
    name: "unknown-lint",
    level: Level::Warn,
    looks_for: "An entry of `[lints]` that names no lint.",
    matters: "The entry has no effect, so a lint that was to be an error is not one, or one that was to \
              be allowed is still reported.",
    formula: "The names and codes of all lints are compared with the entry.",
    source: "`tierone list lints`",
    remedy: "Write the name or the code as `tierone list lints` has it.",
    fires: "[lints]\nunused-pols = \"deny\"",
    quiet: &[("unused-pols", "unused-pool")],
    check: Scan::Settings(check),
};

fn check(context: &RuleContext<'_>, _: usize, setting: &LintSetting) -> Option<Finding> {
    if context.lints.iter().any(|lint| lint.is(&setting.lint)) {
        return None;
    }
    let short: String = setting.lint.chars().take(60).collect();
    let message = format!(
        "none of the {} lints is called `{}`, so this sets nothing",
        context.lints.len(),
        short.escape_debug()
    );
    let help = match nearest(context.lints, &setting.lint) {
        Some(right) => format!("did you mean `{right}`?"),
        None => "see `tierone list lints`".into(),
    };
    Some(Finding::new(
        message,
        RuleContext::at_setting(setting, "no such lint"),
        help,
    ))
}
