//! The few figures by which a policy is chosen.

use std::collections::BTreeSet;

use tierone_engine::measure::{Scope, Unit, Window, measure, words};
use tierone_engine::study::{Spread, Summary};
use tierone_scenario::Scenario;
use tierone_stats::format::plain;

use crate::claimed::quoted;

/// One figure of every policy.
#[derive(Clone, Debug, PartialEq)]
pub struct DecidingRow {
    /// What it is, in words, without its unit.
    pub label: String,
    /// Its unit.
    pub unit: Unit,
    /// By policy; none where it has no such figure.
    pub of_policies: Vec<Option<Spread>>,
}

/// Figures of a policy as a whole.
const OF_POLICY: &[&str] = &[
    "accuracy",
    "mve",
    "errors_found",
    "poor_performers_found",
    "periods_until_found",
    "false_alarms",
    "checks",
    "checks_short",
    "check_hours",
    "head_of_work",
    "clearance_days",
    "over_target",
    "cost",
];

/// Figures of the check that is quoted.
const OF_QUOTED: &[(&str, &str)] = &[
    ("accuracy_estimate", "accuracy that its own figure claims"),
    ("accuracy_half_width", "half width of its 95 % interval"),
    ("accuracy_bias", "claim less truth"),
];

/// Measures whose differences between policies are shown.
pub(crate) const COMPARED: &[&str] = &[
    "accuracy",
    "mve",
    "errors_found",
    "checks",
    "check_hours",
    "head_of_work",
    "cost",
];

/// What policies differ in from the baseline, in the same words; none of the baseline itself.
pub fn differences(scenario: &Scenario, summary: &Summary) -> Vec<DecidingRow> {
    let compared = OF_POLICY.iter().filter(|name| COMPARED.contains(name));
    let rows = compared.filter_map(|name| {
        let unit = measure(name)?.unit.of_difference();
        let of = |policy| summary.contrast(policy, Scope::Policy, name).copied();
        row(scenario, words(name), unit, &of)
    });
    rows.collect()
}

/// How the rows of checks fit together, where a decision of a policy is looked at twice.
pub fn checked_twice(scenario: &Scenario, summary: &Summary) -> Option<&'static str> {
    let of = |policy: usize, scope: Scope| {
        let checks = summary.figure(policy, scope, "checks");
        checks.map_or(0.0, |spread| spread.mean)
    };
    let is_twice = |policy: usize| {
        let checks = 0..scenario.policies[policy].checks.len();
        let each: f64 = checks.map(|check| of(policy, Scope::Check(check))).sum();
        // Means of whole numbers: the same to a rounding, or apart.
        each > of(policy, Scope::Policy) + 1e-6
    };
    let any = (0..scenario.policies.len()).any(is_twice);
    any.then_some(
        "A decision that two checks look at is one of the checks made, and takes the time of both.",
    )
}

/// Why a target has no figure for some policies, where that is so.
pub fn not_judged(scenario: &Scenario) -> Option<&'static str> {
    let names = scenario.policies.iter().map(|policy| {
        let names = policy.targets.iter().map(|target| target.name.as_str());
        names.collect::<BTreeSet<&str>>()
    });
    let names: BTreeSet<BTreeSet<&str>> = names.collect();
    (names.len() > 1)
        .then_some("A target is judged only for the policies that have it; the others show –.")
}

/// The rows; those of which no policy has a figure are left out.
pub fn deciding(scenario: &Scenario, summary: &Summary) -> Vec<DecidingRow> {
    let row = |name: &str, label: String, of: &dyn Fn(usize) -> Option<Spread>| {
        row(scenario, label, measure(name)?.unit, of)
    };
    let mut rows = Vec::new();
    for name in OF_POLICY {
        let of = |policy: usize| summary.figure(policy, Scope::Policy, name).copied();
        rows.extend(row(name, words(name), &of));
    }
    for (name, label) in OF_QUOTED {
        let of = |policy: usize| {
            let check = quoted(&scenario.policies[policy])?;
            summary.figure(policy, Scope::Check(check), name).copied()
        };
        rows.extend(row(name, (*label).into(), &of));
    }
    let mut names: Vec<&str> = Vec::new();
    for target in scenario.policies.iter().flat_map(|policy| &policy.targets) {
        if !names.contains(&target.name.as_str()) {
            names.push(&target.name);
        }
    }
    for name in names {
        let of = |policy: usize| {
            let targets = &scenario.policies[policy].targets;
            let place = targets.iter().position(|target| target.name == name)?;
            let scope = Scope::Target(place, Window::Alone);
            let figure = |name: &str| summary.figure(policy, scope, name).copied();
            figure("target_met").or_else(|| figure("target_reported"))
        };
        let label = format!("target `{}` met", plain(name));
        rows.extend(row("target_met", label, &of));
    }
    rows
}

/// A row; none of what no policy has.
fn row(
    scenario: &Scenario,
    label: String,
    unit: Unit,
    of: &dyn Fn(usize) -> Option<Spread>,
) -> Option<DecidingRow> {
    let of_policies: Vec<Option<Spread>> = (0..scenario.policies.len()).map(of).collect();
    let any = of_policies.iter().any(Option::is_some);
    any.then_some(DecidingRow {
        label,
        unit,
        of_policies,
    })
}
