//! Teams larger than the office.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::count;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "S014",
    name: "oversized-team",
    level: Level::Warn,
    looks_for: "A `team_size` that is larger than the number of `caseworkers`.",
    matters: "There is then one team, and it has fewer people than is written. Quotas for each team, the spread between teams and \
              pilots in teams are not those of the office. Often the two numbers are in each other's place.",
    formula: "Teams = caseworkers / team_size, rounded up; one where `team_size` is larger.",
    source: "The scenario's own `caseworkers` and `team_size`",
    remedy: "Write the size of a team, or the number of caseworkers, as it is.",
    fires: "[workforce]\nteam_size = 100",
    quiet: &[("100", "20")],
    check: Scan::Once(check),
};

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let workforce = &context.scenario.workforce;
    let is_written =
        context.is_written(&["workforce", "team_size"].map(tierone_scenario::Step::Key));
    if !is_written || workforce.seats == 0 || workforce.team_size <= workforce.seats {
        return None;
    }
    let [size, seats] = [workforce.team_size, workforce.seats].map(|seats| seats as f64);
    let message = format!(
        "a team has {}, and the office has {}",
        count(size, "seat", "seats"),
        count(seats, "seat", "seats")
    );
    let at = context.at_keys(&["workforce", "team_size"], "larger than the office");
    let office = context.at_keys(&["workforce", "caseworkers"], "all of them");
    let help = "write the size of a team, or the number of caseworkers, as it is";
    Some(Finding::new(message, at, help).and(office))
}
