//! The facts of one check.

use super::page::{Page, count, percent, points, value_or_reason};
use tierone_analysis::{CheckFacts, DecisionKind, Estimated, FALLS, Fact, Facts};
use tierone_scenario::{Check, Scenario};

pub(super) fn check(
    page: &mut Page,
    scenario: &Scenario,
    facts: &Facts,
    check: &Check,
    of: &CheckFacts,
) {
    match of.seen {
        Err(unknown) => {
            page.fact("asked for", value_or_reason(of.asked, count));
            page.fact("expected", format!("- ({unknown})"));
        }
        Ok(seen) => {
            page.fact("decisions of its frame", count(seen.frame));
            page.fact("asked for", count(seen.asked));
            page.fact("checked", count(seen.checks));
            page.fact("fails", count(seen.fails));
            page.fact("of those, with a false fail", count(seen.false_fails));
            page.fact("inaccurate decisions checked", count(seen.errors_checked));
            page.fact("of those, found", count(seen.errors_found));
        }
    }
    page.fact(
        "coaching sessions",
        value_or_reason(of.coaching_sessions, count),
    );
    match &of.quoted {
        Err(unknown) => page.fact("its figures", format!("- ({unknown})")),
        Ok(quoted) => {
            page.fact(
                "share of checks that pass, as accuracy",
                percent(quoted.passes),
            );
            page.fact(
                "  bias against the accuracy of all decisions",
                points(quoted.bias),
            );
            page.fact("  by targeting", points(quoted.by_targeting));
            page.fact("  by errors missed", points(quoted.by_missing));
            page.fact("  by false fails", points(quoted.by_false_fails));
            // Without `estimate` a run has no such figure.
            page.fact(
                match check.estimate.accuracy {
                    true => "weighted estimate of accuracy",
                    false => "weighted estimate, if it estimated accuracy",
                },
                value_or_reason(quoted.weighted, percent),
            );
            page.fact(
                "  bias against all decisions",
                value_or_reason(quoted.weighted_bias, points),
            );
            page.fact(
                "  bias against its own frame",
                value_or_reason(quoted.weighted_frame_bias, points),
            );
        }
    }
    if check.estimate.accuracy {
        estimated(page, "accuracy", &of.accuracy);
        changes(page, of);
    }
    if check.estimate.mve {
        estimated(page, "MVE", &of.mve);
    }
    if let Some(quota) = &of.quota {
        match quota {
            Err(unknown) => page.fact("one caseworker in a year", format!("- ({unknown})")),
            Ok(quota) => {
                page.fact("checks of one caseworker in a year", count(quota.checks));
                page.fact("fails of an average one", count(quota.fails));
                page.fact(
                    "fails of one at twice the odds",
                    count(quota.fails_of_twice),
                );
                page.fact("chance that they have more", percent(quota.twice_has_more));
                page.fact("chance of as many", percent(quota.same));
            }
        }
    }
    inclusion(page, scenario, facts, &of.inclusion);
}

fn estimated(page: &mut Page, name: &str, of: &Fact<Estimated>) {
    match of {
        Err(unknown) => page.fact(&format!("interval of {name}"), format!("- ({unknown})")),
        Ok(of) => {
            let periods = [
                ("first period", of.first_period),
                ("all periods", Ok(of.horizon)),
            ];
            for (when, of) in periods {
                let of = match of {
                    Ok(of) => of,
                    Err(unknown) => {
                        page.fact(&format!("{name}, {when}"), format!("- ({unknown})"));
                        continue;
                    }
                };
                page.fact(
                    &format!("{name}, {when}: half-width"),
                    format!("{:.3} pp", 100.0 * of.half_width),
                );
                page.fact(
                    &format!("{name}, {when}: coverage"),
                    format!(
                        "{}, of its frame {}",
                        percent(of.coverage),
                        percent(of.frame_coverage)
                    ),
                );
            }
        }
    }
}

fn changes(page: &mut Page, of: &CheckFacts) {
    let changes = match &of.changes {
        Err(unknown) => return page.fact("changes detected", format!("- ({unknown})")),
        Ok(changes) => changes,
    };
    for (when, change) in [
        ("two periods", &changes.periods),
        ("two horizons", &changes.horizons),
    ] {
        let seen =
            |fact: Fact<f64>| value_or_reason(fact, |share| format!("{:.3} pp", 100.0 * share));
        page.fact(
            &format!("smallest detectable fall, {when}, 80 %"),
            seen(change.smallest_fall),
        );
        page.fact(
            &format!("smallest detectable rise, {when}, 80 %"),
            seen(change.smallest_rise),
        );
        let powers = FALLS.iter().zip(change.power);
        let powers: Vec<String> = powers
            .map(|(fall, power)| format!("{} pp: {:.0} %", 100.0 * fall, 100.0 * power))
            .collect();
        page.fact(
            &format!("power between {when}, falls of"),
            powers.join(", "),
        );
    }
}

/// Chances of being drawn by kind, as a small table.
pub(super) fn inclusion(page: &mut Page, scenario: &Scenario, facts: &Facts, of: &Fact<Vec<f64>>) {
    let Ok(inclusion) = of else {
        return;
    };
    page.fact("chance of being drawn", String::new());
    for (kind, chance) in facts.kinds.iter().zip(inclusion) {
        if *chance > 0.0 {
            page.fact(&format!("  {}", named(scenario, kind)), percent(*chance));
        }
    }
}

fn named(scenario: &Scenario, kind: &DecisionKind) -> String {
    let activity = &scenario.activities[kind.activity].name;
    let complexity = &scenario.complexities[kind.complexity].name;
    let (from, under) = kind.tenure;
    let tenure = match (from > 0.0, under.is_finite()) {
        (false, false) => String::new(),
        (false, true) => format!(", tenure under {under}"),
        (true, false) => format!(", tenure from {from}"),
        (true, true) => format!(", tenure {from} to under {under}"),
    };
    let decider = if kind.system { ", by the system" } else { "" };
    format!("{activity}, {complexity}{decider}{tenure}")
}
