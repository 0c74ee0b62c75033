//! A paragraph on methods that can be pasted into a publication.

use tierone_engine::study::BEYOND_CHANCE;
use tierone_stats::format::{plain, thousands};

use super::made::RunMade;
use crate::manifest::Ending;
use crate::page::parts::{Part, Section};

pub(super) fn section(made: &RunMade) -> Option<Section> {
    let mut paragraphs = vec![simulation(made), figures(made)];
    paragraphs.extend(anchor(made));
    paragraphs.push(limits(made));
    let parts = vec![
        Part::Text("To paste into a publication:".into()),
        Part::Quotation(paragraphs),
    ];
    Section::of("methods", "Methods", parts)
}

fn counted(n: usize, thing: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{} {thing}{s}", thousands(&n.to_string()))
}

fn simulation(made: &RunMade) -> String {
    let (manifest, horizon) = (made.manifest, &made.scenario.horizon);
    let period = horizon.period.to_string();
    let warm_up = match horizon.warm_up {
        0 => String::new(),
        n => format!(
            ", after {} that were simulated and not reported",
            counted(n, &period)
        ),
    };
    let policies = match made.policies().len() {
        1 => "One checking policy was".to_owned(),
        n => format!("{n} checking policies were"),
    };
    format!(
        "{policies} simulated with {} {} (“{}”). Each replication plays the {} from {}{warm_up}: decisions, errors, checks, \
         coaching, corrections and money, for {} in teams. All policies are played on the same decisions and errors. \
         {} were made (seed {}).",
        manifest.tool,
        manifest.tool_version,
        plain(&manifest.title),
        counted(horizon.periods, &period),
        horizon.start,
        counted(made.scenario.workforce.seats, "caseworker"),
        counted(manifest.replications, "replication"),
        manifest.seed,
    )
}

fn figures(made: &RunMade) -> String {
    let differences = match made.policies().len() {
        1 => String::new(),
        _ => format!(
            " Differences between policies are paired by replication, and are called differences where they are more than \
             {BEYOND_CHANCE} of their standard errors, and more of them where several are compared or replications are few."
        ),
    };
    let ending = match made.manifest.ending {
        Ending::Complete => "",
        Ending::CeilingReached => " The precision that was asked for was not reached.",
        Ending::Partial => " The run was cut off: these are partial results.",
    };
    format!(
        "Figures are means over replications, with their Monte Carlo standard errors.{differences} Accuracy is the share of \
         decisions without an error in an accuracy attribute, among those that have one. The monetary value of error (MVE) is \
         money wrongly assessed, over plus under, as a share of the money assessed. A check's own figure is estimated from its \
         sample alone, by its design, with a 95 % interval; its bias is against the truth of all decisions.{ending}"
    )
}

fn anchor(made: &RunMade) -> Option<String> {
    let anchor = made.manifest.anchor.as_ref()?;
    let known = format!("{:.2}", 100.0 * anchor.accuracy);
    let known = known.trim_end_matches('0').trim_end_matches('.');
    Some(match &anchor.under {
        None => format!(
            "Rates of error in the accuracy attributes were moved together, their odds times {:.3}, so that expected accuracy in \
             the first reported period, without any feedback, is {known} %.",
            anchor.shift.exp()
        ),
        Some(under) => format!(
            "Rates of error in the accuracy attributes were moved together, their odds times {:.3}, so that `{}` of `{}` reports \
             an accuracy of {known} %.",
            anchor.shift.exp(),
            plain(&under.check),
            plain(&under.under),
        ),
    })
}

fn limits(made: &RunMade) -> String {
    let all = &made.manifest.assumptions;
    let sourced = all.iter().filter(|one| one.is_sourced()).count();
    let assumed = all.len() - sourced;
    let ranged = all
        .iter()
        .filter(|one| one.low.is_some() || one.high.is_some())
        .count();
    format!(
        "The standard errors say how well the simulation knows its own result, not whether the scenario is right. {sourced} of the \
         scenario's values give a source, {assumed} are recorded as assumed, and {ranged} have a range. The scenario (SHA-256 {}) stands in full with the results.",
        made.manifest.scenario_hash
    )
}
