//! Rates of error that come from nowhere.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "A105",
    name: "unsourced-rates",
    level: Level::Note,
    looks_for: "Rates of error with neither a source nor a range.",
    matters: "A bare number looks like a known one. Every figure of the scenario rests on the rates of error.",
    formula: "Rates in `errors` and `system_errors` are compared with the log of assumptions.",
    source: "HM Treasury (2015), The Aqua Book, §4 (the assumptions log)",
    remedy: "Write `{ value = …, source = \"…\" }`, or `{ assumed = …, low = …, high = … }`.",
    fires: r#"[[activity]]
name = "change"
errors = { income = "2%" }"#,
    quiet: &[(
        r#"income = "2%""#,
        r#"income = { value = "2%", source = "quality checks of March" }"#,
    )],
    check: Scan::Once(check),
};

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let rates = context.written_rates();
    let bare = rates.iter().filter(|rate| {
        let logged = format!("activity.{}.{}.{}", rate.activity, rate.key, rate.name);
        let mut known = context.reading.assumptions.iter();
        !known.any(|known| known.key == logged)
    });
    let bare: Vec<_> = bare.collect();
    let at = context.at(&bare.first()?.steps, "where from?");
    let message = format!(
        "{} of {} rates of error have neither a source nor a range",
        bare.len(),
        rates.len()
    );
    let help = "write { value = …, source = \"…\" }, or { assumed = …, low = …, high = … }";
    Some(Finding::new(message, at, help))
}
