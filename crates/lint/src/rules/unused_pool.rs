//! A pool of hours that no check draws on.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, pounds};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Pool};

pub(super) const RULE: Rule = Rule {
    code: "S003",
    name: "unused-pool",
    level: Level::Warn,
    looks_for: "A `[[pool]]` that no check of any policy names.",
    matters: "Its hours are staffed and paid for in the description of the office, and nothing in the \
              simulation uses them. Often a check was meant to, and its work is taken to be free of \
              limits instead.",
    formula: "Hours a period × £ an hour is what the unused hours would cost in a period.",
    source: "The scenario's own `hours` and `hourly_cost`",
    remedy: "Name the pool in the `checker` of the check that its people do, or remove it.",
    fires: "[[pool]]\nname = \"visitors\"\nhours = 40\nhourly_cost = 30.0",
    quiet: &[(
        "hourly_cost = 30.0",
        r#"hourly_cost = 30.0

[[policy]]
name = "as it is"

[[policy.check]]
name = "visits"
sample = { method = "simple-random", checks = 60 }
checker = { pool = "visitors", minutes = 30 }
on_fail = ["correct"]"#,
    )],
    check: Scan::Pools(check),
};

fn check(context: &RuleContext<'_>, id: usize, pool: &Pool) -> Option<Finding> {
    let mut checks = context.checks();
    if checks.any(|place| place.check.checker.pool == Some(id)) {
        return None;
    }
    let cost = match pool.hours * pool.hourly_cost {
        0.0 => String::new(),
        cost => format!(", {} a period", pounds(cost)),
    };
    let (hours, name) = (figures(pool.hours), &pool.name);
    let message = format!("no check uses the {hours} hours of `{name}`{cost}");
    let at = context.at_entry("pool", id, &["name"], "used nowhere");
    let help = "name it in the `checker` of a check, or remove it";
    Some(Finding::new(message, at, help))
}
