//! Rates of error that come from nowhere.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::rule::{Quiet, Rule, Scan};
use tierone_scenario::{Level, Step};

pub(super) const RULE: Rule = Rule {
    code: "A105",
    name: "unsourced-rates",
    level: Level::Note,
    looks_for: "Rates of error with neither a source nor a range.",
    matters: "A bare number looks like a known one. Every figure of the scenario rests on the rates of error.",
    formula: "Rates in `errors` and `system_errors` are compared with the log of assumptions.",
    source: "HM Treasury (2015), The Aqua Book, §4 (the assumptions log)",
    remedy: "Write `{ value = …, source = \"…\" }`, or `{ assumed = …, low = …, high = … }`.",
    fires: FIRES,
    quiet: Quiet::Text(QUIET),
    check: Scan::Scenario(check),
};

const FIRES: &str = r#"[[activity]]
name = "change"
errors = { income = "2%" }"#;

const QUIET: &str = r#"[[activity]]
name = "change"
errors = { income = { value = "2%", source = "quality checks of March" } }"#;

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let mut bare = Vec::new();
    let mut all = 0;
    for activity in &context.scenario.activities {
        for key in ["errors", "system_errors"] {
            let steps = [
                Step::Key("activity"),
                Step::Named(&activity.name),
                Step::Key(key),
            ];
            for name in context.reading.places.keys(&steps) {
                all += 1;
                let logged = format!("activity.{}.{key}.{name}", activity.name);
                if !context
                    .reading
                    .assumptions
                    .iter()
                    .any(|known| known.key == logged)
                {
                    bare.push([steps[0], steps[1], steps[2], Step::Key(name)]);
                }
            }
        }
    }
    let Some(first) = bare.first() else {
        return Vec::new();
    };
    let message = format!(
        "{} of {all} rates of error have neither a source nor a range",
        bare.len()
    );
    let help = "write { value = …, source = \"…\" }, or { assumed = …, low = …, high = … }";
    vec![Finding::new(
        message,
        context.at(first, "where from?"),
        help,
    )]
}
