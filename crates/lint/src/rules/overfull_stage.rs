//! A stage that works fewer cases than come to it.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_analysis::cases_opened;
use tierone_scenario::{CaseDays, Level, Pathway};

pub(super) const RULE: Rule = Rule {
    code: "K111",
    name: "overfull-stage",
    level: Level::Warn,
    looks_for: "A stage of a pathway to which more work comes than its `capacity` does.",
    matters: "Its queue grows for as long as that lasts: each case waits longer than the one before, and no target after it can be \
              kept. What a run reports then says more of how long the run is than of the pathway.",
    formula: "Cases a day × days of work of a case / capacity, where cases are `per_error` of the expected decisions that are not \
              accurate, before any correction, `per_decision` of all, and `per_case` of the cases of the pathway that it follows, each \
              1/(1 − reopened) times.",
    source: "A queue settles only where less comes in than can be done: Gross, Shortle, Thompson & Harris (2008), §1.5",
    remedy: "Let more people work on it, make its work shorter, or have fewer cases come to it.",
    fires: r#"[[pathway]]
name = "complaints"
per_decision = { value = "0.1%", source = "example" }

[[pathway.stage]]
name = "reply"
owner = "complaints team"
duration = "12 days"
capacity = 1
target = 30"#,
    quiet: &[("capacity = 1\n", "capacity = 3\n")],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let pathways = &context.scenario.pathways;
    let opened = cases_opened(pathways, |pathway| own(context, pathway));
    let pathways = pathways.iter().zip(opened);
    pathways
        .flat_map(|(pathway, cases)| findings(context, pathway, cases))
        .collect()
}

fn findings(context: &RuleContext<'_>, pathway: &Pathway, cases: f64) -> Vec<Finding> {
    let horizon = &context.scenario.horizon;
    let end = horizon.period.days() * horizon.periods as f64;
    let days = pathway.days.whole_days(end) - pathway.days.whole_days(0.0);
    let arrivals = cases / days.max(1) as f64;
    let stages = pathway.stages.iter().filter_map(|stage| {
        let capacity = stage.capacity?;
        let needed = arrivals * stage.duration.mean();
        if needed <= capacity as f64 {
            return None;
        }
        let (days, each) = match pathway.days {
            CaseDays::Calendar => ("days", "a day"),
            CaseDays::Working { .. } => ("working days", "a working day"),
        };
        let message = format!(
            "{} cases {each} come to `{}` of `{}` and take {} {days} of work each: that keeps {} busy at once, and {capacity} are \
             worked, so {} of them are never done",
            figures(arrivals),
            stage.name,
            pathway.name,
            figures(stage.duration.mean()),
            figures(needed),
            percent(1.0 - capacity as f64 / needed),
        );
        let at = context.at_stage(pathway, stage, "capacity", "fewer than come");
        let help = format!("let {} be worked at once, or more", (needed + 1.0).floor());
        Some(Finding::new(message, at, help))
    });
    stages.collect()
}

/// Cases that decisions of the reported periods open.
fn own(context: &RuleContext<'_>, pathway: &Pathway) -> f64 {
    let parts = context.known().parts.iter();
    let opening = parts.filter(|part| pathway.activities[part.activity]);
    let cases = opening.map(|part| {
        part.errors * pathway.per_error.get() + part.decisions * pathway.per_decision.get()
    });
    cases.sum()
}
