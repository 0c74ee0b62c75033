//! Exercises that eat the hours of checking.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Pool};

pub(super) const RULE: Rule = Rule {
    code: "K105",
    name: "costly-exercises",
    level: Level::Warn,
    looks_for: "A pool whose calibration takes more than a fifth of its hours.",
    matters: "Exercises make checkers agree, and leave fewer checks to agree on.",
    formula: "Checkers × hours of an exercise, every so many periods, against the hours of the pool.",
    source: "The pool's own `hours`, `checkers` and `calibration`",
    remedy: "Hold exercises less often, or shorter.",
    fires: r#"[[pool]]
name = "assurance"
hours = 300
checkers = { number = 6, spread = 0.3, calibration = { every = "1 month", factor = 0.5, half_life = "6 months", hours = 14 } }"#,
    quiet: &[(r#"every = "1 month""#, r#"every = "3 months""#)],
    check: Scan::Pools(check),
};

fn check(context: &RuleContext<'_>, id: usize, pool: &Pool) -> Option<Finding> {
    let horizon = &context.scenario.horizon;
    let periods = 0..horizon.simulated();
    let all: f64 = periods.map(|period| pool.hours_of_exercises(period)).sum();
    let each = all / horizon.simulated() as f64;
    if pool.hours <= 0.0 || each <= 0.2 * pool.hours {
        return None;
    }
    let message = format!(
        "exercises take {} of the {} hours of `{}` a {}, {}",
        figures(each),
        figures(pool.hours),
        pool.name,
        horizon.period,
        percent(each / pool.hours)
    );
    let at = context.at_entry("pool", id, &["checkers", "calibration"], "held so often");
    let hours = context.at_entry("pool", id, &["hours"], "of all these");
    let help = "hold exercises less often, or make them shorter";
    Some(Finding::new(message, at, help).and(hours))
}
