//! A `[plan]` for a scenario that has none: whole, and with the names of its own checks.

use tierone_scenario::{AskedOf, Check, Policy, Scenario};

/// What to add to this scenario, line by line, and where to read on.
pub(super) fn example(scenario: &Scenario) -> String {
    const MORE: &str =
        "`tierone explain plan` has all aims, and `tierone explain plan.vary` all that may vary";
    let mut policies = scenario.policies.iter();
    let found = policies.find_map(|policy| Some((policy, chosen(policy)?)));
    let Some((policy, check)) = found else {
        return format!(
            "no check of it has a number of `checks` that could vary: add one, and a [plan]; {MORE}"
        );
    };
    let estimating = policy.checks.iter().find(|check| check.estimate.accuracy);
    let aim = match estimating {
        Some(_) => "accuracy_half_width = \"0.5%\"    # how sure its figure is to be",
        None => "accuracy = \"95%\"               # of all decisions, at least",
    };
    let values = match check.sample.method.asked_of() {
        Some(AskedOf::Caseworker | AskedOf::Team) => "{ from = 0, to = 4, step = 1 }",
        Some(AskedOf::Frame) | None => "{ from = 50, to = 600, step = 50 }",
    };
    let lines = [
        "[plan]".to_owned(),
        format!("policy = {}", quoted(&policy.name)),
        aim.to_owned(),
        "objective = \"hours\"             # as few as may be; or \"cost\", or \"mve\"".to_owned(),
        "[[plan.vary]]".to_owned(),
        format!("check = {}", quoted(&check.name)),
        format!("checks = {values}"),
    ];
    format!(
        "add what you want to know at its end, such as\n\n      {}\n\n    {MORE}",
        lines.join("\n      ")
    )
}

/// The check whose quota is the first to vary: one that estimates, if there is one with a number of checks.
fn chosen(policy: &Policy) -> Option<&Check> {
    let varies = |check: &&Check| {
        let mut keys = check.sample.method.keys().keys.iter();
        keys.any(|key| key.name == "checks" && key.required)
    };
    let able = || policy.checks.iter().filter(varies);
    able()
        .find(|check| check.estimate.accuracy)
        .or(able().next())
}

/// A name as TOML has it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}
