//! More decisions than people have time for.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::figures;
use crate::rule::{Rule, Scan};
use tierone_scenario::diagnostic::Label;
use tierone_scenario::{Level, Step};
use tierone_stats::units::PeriodLength;

/// Hours of full-time work in seven days.
const HOURS_A_WEEK: f64 = 37.0;

/// Minutes below which nobody decides a case.
const MINUTES: f64 = 5.0;

pub(super) const RULE: Rule = Rule {
    code: "S015",
    name: "hurried-decisions",
    level: Level::Warn,
    looks_for: "Volumes, or a `productivity`, that leave a caseworker less than five minutes for a decision.",
    matters: "Often a volume is of a year and was meant of a month, or of the whole service and was meant of an office. Checks per \
              caseworker are then a far smaller share of the work than they really are, and intervals far too narrow.",
    formula: "Minutes a decision = filled seats × 37 hours a week / decisions of caseworkers in the busiest period; with `[demand]`, \
              37 hours a week / `productivity`. Triggers below 5.",
    source: "A full-time week of 37 hours; five minutes is tierone's own",
    remedy: "Write as `volume` the decisions that are closed in one period, or describe more caseworkers; what the system decides is `automated`.",
    fires: "[[activity]]\nname = \"change\"\nvolume = { value = 300_000, source = \"example\" }",
    quiet: &[("300_000", "30_000")],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let period = context.scenario.horizon.period;
    let minutes = 60.0 * HOURS_A_WEEK * period.days() / PeriodLength::Week.days();
    let found = |each: f64, at: Label, help: &str| {
        (each > 0.0 && minutes / each < MINUTES).then(|| {
            let message = format!(
                "{} decisions a {period} are one in {} minutes for each caseworker",
                figures(each),
                figures(minutes / each)
            );
            Finding::new(message, at, help)
        })
    };
    let activities = &context.scenario.activities;
    if let Some(demand) = &context.scenario.demand {
        let of = demand.work.iter().zip(activities);
        let found = of.filter_map(|(work, activity)| {
            let keys = ["demand", "productivity", &activity.name].map(Step::Key);
            let at = context.at(&keys, format!("decisions a {period}, full time"));
            found(
                work.productivity,
                at,
                "write the decisions that one full-time caseworker clears in a period",
            )
        });
        return found.collect();
    }
    let by_people = |activity: &tierone_scenario::Activity| {
        let (from, to) = activity.automated;
        let people = 1.0 - from.to_f64().min(to.to_f64());
        people * activity.volume.iter().copied().max().unwrap_or(0) as f64
    };
    let all: f64 = activities.iter().map(by_people).sum();
    let most = activities
        .iter()
        .max_by(|a, b| by_people(a).total_cmp(&by_people(b)));
    let Some(most) = most.filter(|_| context.scenario.workforce.filled() > 0.0) else {
        return Vec::new();
    };
    let at = context.at_named(
        "activity",
        &most.name,
        &["volume"],
        format!("closed in a {period}"),
    );
    let each = all / context.scenario.workforce.filled();
    let help = format!("write the decisions of one {period}, or describe more caseworkers");
    found(each, at, &help).into_iter().collect()
}
