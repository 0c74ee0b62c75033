//! The facts of a policy as a whole, and of the correction workflow.

use super::checks;
use super::page::{Page, count, hours, percent, value_or_reason};
use tierone_analysis::{CorrectionFacts, Facts, PolicyFacts};
use tierone_scenario::Scenario;

pub(super) fn correction(page: &mut Page, of: &CorrectionFacts) {
    match of.course {
        Err(unknown) => page.fact("course of a correction", format!("- ({unknown})")),
        Ok(course) => {
            page.fact("completed", percent(course.completed));
            page.fact("completed, and the error is right", percent(course.right));
            page.fact("overdue before that", percent(course.overdue));
            let days = format!(
                "{:.1} days, standard deviation {:.1}",
                course.days, course.days_sd
            );
            page.fact("until completed or closed", days);
            page.fact(
                "until nothing is left to do",
                format!("{:.1} days", course.days_to_end),
            );
            page.fact("work", format!("{:.1} minutes", course.minutes));
        }
    }
    for (what, states) in [
        ("states never reached", &of.unreachable),
        ("states that never end", &of.never_ending),
        ("states without an owner", &of.without_owner),
    ] {
        if !states.is_empty() {
            page.fact(what, states.join(", "));
        }
    }
    for of in &of.loops {
        let visits = value_or_reason(of.visits, |visits| format!("{visits:.2} times on average"));
        let again = value_or_reason(of.again, |again| format!("again with {}", percent(again)));
        page.fact(
            &format!("loop through {}", of.state),
            format!("{visits}, {again}"),
        );
    }
}

pub(super) fn policy(page: &mut Page, scenario: &Scenario, facts: &Facts, of: &PolicyFacts) {
    page.fact("decisions checked", value_or_reason(of.checked, count));
    page.fact(
        "inaccurate decisions found",
        value_or_reason(of.errors_found, count),
    );
    page.fact(
        "share of all inaccurate decisions",
        value_or_reason(of.found_share, percent),
    );
    page.fact(
        "decisions sent for correction",
        value_or_reason(of.corrections, count),
    );
    page.fact(
        "hours of correction",
        value_or_reason(of.correction_hours, hours),
    );
    for pool in &of.pools {
        page.fact(&format!("pool {}: staffed", pool.name), hours(pool.staffed));
        page.fact("  exercises", hours(pool.exercises));
        page.fact("  checks asked for", value_or_reason(pool.checks, hours));
        page.fact("  coaching", value_or_reason(pool.coaching, hours));
        page.fact(
            "  corrections that it owns",
            value_or_reason(pool.corrections, hours),
        );
    }
    match &of.flagged {
        None => {}
        Some(Err(unknown)) => page.fact("flags", format!("- ({unknown})")),
        Some(Ok(flagged)) => {
            for (who, chances) in [
                ("an average caseworker", &flagged.typical),
                ("one at twice the odds", &flagged.twice),
            ] {
                for periods in reported_periods(chances.len()) {
                    page.fact(
                        &format!("{who} flagged within {periods}"),
                        percent(chances[periods - 1]),
                    );
                }
            }
            page.fact(
                "false alarms in a year",
                format!(
                    "{} of {}",
                    count(flagged.false_alarms),
                    count(flagged.others)
                ),
            );
            page.fact(
                "poor performers flagged in a year",
                format!("{} of {}", count(flagged.poor_flagged), count(flagged.poor)),
            );
        }
    }
    for learning in &of.learning {
        page.fact(
            &format!("{}, {}: threshold", learning.product, learning.attribute),
            learning.threshold.to_string(),
        );
        page.fact(
            "  errors found in a window",
            value_or_reason(learning.expected, count),
        );
        page.fact(
            "  chance that a window reaches it",
            value_or_reason(learning.reached, percent),
        );
        page.fact(
            "  releases in the reported periods",
            value_or_reason(learning.releases, count),
        );
    }
    for target in &of.targets {
        let limit = value_or_reason(target.limit, percent);
        page.fact(&format!("target {}: limit of fails", target.name), limit);
        page.fact(
            "  expected share of fails",
            value_or_reason(target.fail_share, percent),
        );
        page.fact("  red in a period", value_or_reason(target.red, percent));
        page.fact(
            &format!("  red over {} periods", target.rolling),
            value_or_reason(target.red_rolling, percent),
        );
        let at_limit = value_or_reason(target.red_at_limit, |(one, rolling)| {
            format!(
                "{}, over {} periods {}",
                percent(one),
                target.rolling,
                percent(rolling)
            )
        });
        page.fact("  red where fails are just at the limit", at_limit);
    }
    checks::inclusion(page, scenario, facts, &of.inclusion);
}

/// Periods after which chances are reported: the first, a few, and the last.
fn reported_periods(periods: usize) -> Vec<usize> {
    let mut reported: Vec<usize> = [1, 3, 6, periods]
        .into_iter()
        .filter(|n| *n <= periods && *n > 0)
        .collect();
    reported.dedup();
    reported
}
