//! What the figures of a policy's own checks claim, against the truth of all decisions.

use tierone_engine::measure::{Scope, Unit};
use tierone_engine::study::{Claim, Summary};
use tierone_sampling::design;
use tierone_scenario::{Check, CheckId, Policy, Scenario};
use tierone_stats::format::percent;

use crate::figure_text::{figure, size};

/// The check whose figure is quoted: the first that estimates accuracy and knows its chances, else the first that
/// estimates it.
pub fn quoted(policy: &Policy) -> Option<CheckId> {
    first(policy, |check| check.estimate.accuracy)
}

/// The first check that estimates a figure and knows its chances, else the first that estimates it.
fn first(policy: &Policy, estimates: impl Fn(&Check) -> bool) -> Option<CheckId> {
    let estimating = || (0..policy.checks.len()).filter(|c| estimates(&policy.checks[*c]));
    let known = |check: &CheckId| is_known(policy, *check);
    estimating().find(known).or(estimating().next())
}

fn is_known(policy: &Policy, check: CheckId) -> bool {
    design(&policy.checks[check].sample.method).known_inclusion()
}

/// What its own figure of accuracy claims, as the end of a sentence.
pub(crate) fn of_accuracy(scenario: &Scenario, summary: &Summary, policy: usize) -> String {
    let rules = &scenario.policies[policy];
    let claim = quoted(rules).and_then(|check| summary.claim(policy, check, "accuracy_bias"));
    let Some(claim) = claim else {
        return "it has no accuracy figure of its own".into();
    };
    let of_checked = if is_known(rules, claim.check) {
        ""
    } else {
        ", which is of checked decisions only,"
    };
    let off = off(summary, claim, "accuracy_bias", "");
    let seldom = seldom(summary, claim, "accuracy_coverage");
    format!(
        "its own figure{of_checked} {off}{}",
        seldom.unwrap_or_default()
    )
}

/// What its own figure of money claims, where that is off the truth, or surer than it may be.
pub(crate) fn of_money(scenario: &Scenario, summary: &Summary, policy: usize) -> Option<String> {
    let check = first(&scenario.policies[policy], |check| check.estimate.mve)?;
    let claim = summary.claim(policy, check, "mve_bias")?;
    if claim.side == 0.0 && !claim.misses {
        return None;
    }
    let truth = summary.figure(policy, Scope::Policy, "mve_decided");
    let bias = summary.figure(policy, Scope::Check(check), "mve_bias");
    let share = truth.zip(bias).and_then(|(truth, bias)| {
        let share = bias.mean.abs() / truth.mean;
        share
            .is_finite()
            .then(|| format!(" ({} of the truth as decided)", percent(share, 0)))
    });
    let off = off(summary, claim, "mve_bias", &share.unwrap_or_default());
    let seldom = seldom(summary, claim, "mve_coverage");
    Some(format!(
        "Its figure of the monetary value of error {off}{}.",
        seldom.unwrap_or_default()
    ))
}

/// How far a figure is off on average.
fn off(summary: &Summary, claim: &Claim, measure: &str, share: &str) -> String {
    let bias = summary.figure(claim.policy, Scope::Check(claim.check), measure);
    match (bias, claim.at_most) {
        (_, None) => "may be off by any amount, as far as one replication shows".into(),
        (Some(bias), Some(bound)) if claim.side != 0.0 || bound > 0.0 => {
            let way = if bias.mean > 0.0 { "much" } else { "little" };
            // The figure is said whatever else is compared; only what is clear of chance depends on that.
            let chance = match claim.side == 0.0 {
                true => ", which may be chance",
                false => "",
            };
            format!(
                "claims {} points too {way}{share}{chance}",
                size(Unit::Points, bias)
            )
        }
        _ => "is never off".into(),
    }
}

/// That its intervals hold the truth less often than they say, where they do.
fn seldom(summary: &Summary, claim: &Claim, coverage: &str) -> Option<String> {
    let held = summary.figure(claim.policy, Scope::Check(claim.check), coverage)?;
    claim.misses.then(|| {
        format!(
            ", and its 95 % interval holds the truth in only {} % of replications",
            figure(Unit::Percent, held)
        )
    })
}
