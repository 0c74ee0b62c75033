//! A pool of hours that no check draws on.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, pounds};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

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
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let used = |id| {
        context
            .checks()
            .any(|place| place.check.checker.pool == Some(id))
    };
    let pools = context.scenario.pools.iter().enumerate();
    pools
        .filter(|(id, _)| !used(*id))
        .map(|(id, pool)| {
            let cost = match pool.hours * pool.hourly_cost {
                0.0 => String::new(),
                cost => format!(", {} a period", pounds(cost)),
            };
            Finding::new(
                format!(
                    "no check uses the {} hours of `{}`{cost}",
                    figures(pool.hours),
                    pool.name
                ),
                context.at_entry("pool", id, &["name"], "used nowhere"),
                "name it in the `checker` of a check, or remove it",
            )
        })
        .collect()
}
