//! The facts of a policy as a whole, and of the correction workflow.

use super::{Page, checks, count, hours, percent, told};
use tierone_analysis::{CorrectionFacts, Facts, PolicyFacts};
use tierone_scenario::Scenario;

pub(super) fn correction(page: &mut Page, of: &CorrectionFacts) {
    match of.course {
        Err(unknown) => page.fact("course of one", format!("- ({unknown})")),
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
        ("never come to", &of.unreachable),
        ("without a way to an end", &of.never_ending),
        ("owned by nobody", &of.without_owner),
    ] {
        if !states.is_empty() {
            page.fact(what, states.join(", "));
        }
    }
    for of in &of.loops {
        let visits = told(of.visits, |visits| format!("{visits:.2} times on average"));
        let again = told(of.again, |again| format!("again with {}", percent(again)));
        page.fact(
            &format!("come to again: {}", of.state),
            format!("{visits}, {again}"),
        );
    }
}

pub(super) fn policy(page: &mut Page, scenario: &Scenario, facts: &Facts, of: &PolicyFacts) {
    page.fact("decisions checked", told(of.checked, count));
    page.fact("inaccurate decisions found", told(of.errors_found, count));
    page.fact(
        "share of all inaccurate decisions",
        told(of.found_share, percent),
    );
    page.fact(
        "decisions sent to be put right",
        told(of.corrections, count),
    );
    page.fact("hours of putting right", told(of.correction_hours, hours));
    for pool in &of.pools {
        page.fact(&format!("pool {}: staffed", pool.name), hours(pool.staffed));
        page.fact("  exercises", hours(pool.exercises));
        page.fact("  checks asked for", told(pool.checks, hours));
        page.fact("  coaching", told(pool.coaching, hours));
        page.fact("  corrections that it owns", told(pool.corrections, hours));
    }
    match &of.flagged {
        None => {}
        Some(Err(unknown)) => page.fact("flags", format!("- ({unknown})")),
        Some(Ok(flagged)) => {
            for (who, chances) in [
                ("an average caseworker", &flagged.typical),
                ("one twice as error-prone", &flagged.twice),
            ] {
                for periods in told_periods(chances.len()) {
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
        page.fact("  errors found in a window", told(learning.expected, count));
        page.fact(
            "  chance that a window reaches it",
            told(learning.reached, percent),
        );
        page.fact(
            "  releases in the reported periods",
            told(learning.releases, count),
        );
    }
    for target in &of.targets {
        let limit = percent(target.limit);
        page.fact(&format!("target {}: limit of fails", target.name), limit);
        page.fact(
            "  expected share of fails",
            told(target.fail_share, percent),
        );
        page.fact("  red in a period", told(target.red, percent));
        page.fact(
            &format!("  red over {} periods", target.rolling),
            told(target.red_rolling, percent),
        );
        let at_limit = told(target.red_at_limit, |(one, rolling)| {
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

/// After which periods chances are told: the first, a few, and the last.
fn told_periods(periods: usize) -> Vec<usize> {
    let mut told: Vec<usize> = [1, 3, 6, periods]
        .into_iter()
        .filter(|n| *n <= periods && *n > 0)
        .collect();
    told.dedup();
    told
}
