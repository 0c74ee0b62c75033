//! A target whose share is another by recorded dates.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{percent, points};
use crate::rule::{Rule, Scan};
use tierone_analysis::stage_shares;
use tierone_scenario::{Level, Pathway};

/// A difference that would be taken for a change in how cases are handled.
const NOTABLE: f64 = 0.02;

pub(super) const RULE: Rule = Rule {
    code: "T106",
    name: "recorded-dates",
    level: Level::Warn,
    looks_for: "A target of a pathway's stage of which recorded dates show another share in time than there is, by two points or more.",
    matters: "A system often knows only when somebody recorded a thing. A clock that starts when a case is logged makes cases look \
              quicker than they are, and one that stops when the reply is logged makes them look slower. No work on the cases \
              changes that figure as much as a change in how they are recorded.",
    formula: "P(lag + work ≤ target) against P(work + lag of the end ≤ target): the laws of the stages that the clock runs over, added \
              up, of whole days. Stages with a queue (`capacity`) are left out.",
    source: "A convolution of the laws; the management information of the Child Maintenance Service keeps such dates outside its \
             system for this reason (Management Information - ICE/PHSO/Parliamentary Contact)",
    remedy: "Record the day on which a thing happened beside the day of the record, and count from that.",
    fires: r#"[[pathway]]
name = "complaints"
per_error = { value = "5%", source = "example" }
lag = "4 days"

[[pathway.stage]]
name = "reply"
owner = "complaints team"
duration = { distribution = "gamma", mean = 10, sd = 5 }
target = 15"#,
    quiet: &[("lag = \"4 days\"", "lag = \"0 days\"")],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let pathways = context.scenario.pathways.iter();
    let findings = pathways.flat_map(|pathway| {
        let stages = 0..pathway.stages.len();
        stages.filter_map(|stage| finding(context, pathway, stage))
    });
    findings.collect()
}

fn finding(context: &RuleContext<'_>, pathway: &Pathway, number: usize) -> Option<Finding> {
    let stage = &pathway.stages[number];
    let shares = stage_shares(pathway, number)?;
    let target = stage.target?;
    let more = shares.recorded - shares.happened;
    if more.abs() < NOTABLE {
        return None;
    }
    let (seems, what) = match more > 0.0 {
        true => ("flatters", "too many"),
        false => ("hides", "too few"),
    };
    let message = format!(
        "by recorded dates {} of `{}` of `{}` end within {target} {}, and {} do: recording {seems} it, {} {what}",
        percent(shares.recorded),
        stage.name,
        pathway.name,
        pathway.days.unit(),
        percent(shares.happened),
        points(more),
    );
    let at = context.at_stage(pathway, stage, "target", "not what a record of it shows");
    let help =
        "record the day on which it happened beside the day of the record, and count from that";
    Some(Finding::new(message, at, help))
}
