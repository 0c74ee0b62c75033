//! The answer as a folder: the policy as a scenario that runs, everything that was simulated as CSV, the answer as JSON.

use std::path::Path;

use serde_json::json;

use tierone_plan::{ChangeRow, Ended, QuotaAnswer};
use tierone_records::report;
use tierone_report::{SourceEntry, TOOL_VERSION};
use tierone_scenario::{Reading, SampleChange, quoted_text};

use super::super::super::destination::Destination;
use super::super::super::exit::Failure;
use super::super::super::figures::csv_rows;
use super::super::super::files::relative;
use super::super::super::terminal;
use super::super::options::Options;

/// Whether the folder may be written.
pub(super) fn may_stand(out: &Path, force: bool) -> Result<(), Failure> {
    Destination::at(out, "results")?.may_be_taken(force)
}

/// Writes everything.
pub(super) fn write(
    out: &Path,
    scenario: &Path,
    options: &Options,
    (reading, answer): (&Reading, &QuotaAnswer),
) -> Result<(), Failure> {
    let own = &options.simulated;
    let extends = relative(&out.join("policy.toml"), scenario)
        .map_err(|error| Failure::machine("find", scenario, error))?;
    let policy = policy(reading, answer, &extends);
    let working = Destination::at(out, "results")?.work()?;
    let staging = working.stage()?;
    let manifest = json!({
        "tool": "tierone",
        "tool_version": TOOL_VERSION,
        "command": "plan",
        "scenario": scenario.display().to_string(),
        "sources": reading.sources.iter().map(SourceEntry::of).collect::<Vec<_>>(),
        "seed": own.seed,
        "replications": own.replications,
        "complete": answer.complete,
        "answer": answer.answer,
    });
    staging.write("manifest.json", format!("{manifest:#}\n").as_bytes())?;
    staging.write("answer.json", report::json(answer).as_bytes())?;
    let cells = own.raw.cells();
    staging.write("plan.csv", &csv_rows(&answer.policies, cells)?)?;
    staging.write("quotas.csv", &csv_rows(&answer.quotas, cells)?)?;
    staging.write("fronts.csv", &csv_rows(&answer.fronts, cells)?)?;
    if !answer.prices.is_empty() {
        staging.write("prices.csv", &csv_rows(&answer.prices, cells)?)?;
    }
    if let Some(policy) = policy {
        staging.write("policy.toml", policy.as_bytes())?;
    }
    working.place().may_be_taken(own.force)?;
    working.put(&staging)?;
    terminal::talk(&format!("written to {}", out.display()));
    Ok(())
}

/// The planned policy beside those of the scenario that it extends, under a name of its own.
fn policy(reading: &Reading, answer: &QuotaAnswer, extends: &str) -> Option<String> {
    let scenario = reading.scenario.as_ref()?;
    let today = &scenario.policies[scenario.plan.as_ref()?.policy].name;
    let is_taken = |name: &str| scenario.policies.iter().any(|policy| policy.name == name);
    let mut names = (1..).map(|n| match n {
        1 => "planned".to_owned(),
        n => format!("planned {n}"),
    });
    let name = names.find(|name| !is_taken(name))?;
    let changes: Vec<SampleChange> = answer.changes.iter().map(change).collect();
    let chosen = answer
        .policies
        .iter()
        .find(|row| row.ended == Ended::Chosen)?;
    let met = match answer.met {
        true => "",
        false => "# It does not meet all aims: it is the nearest.\n",
    };
    Some(format!(
        "# {}\n{met}# Written by `tierone plan`. `tierone run` on this file compares it with the policies of the scenario that it extends.\n\n\
         extends = {}\ntitle = {}\n\n{}",
        chosen.quotas.replace(['\n', '\r'], " "),
        quoted_text(extends),
        quoted_text(&format!("{}: planned quotas", scenario.title)),
        reading.places.policy_text(today, &name, &changes)?
    ))
}

fn change(row: &ChangeRow) -> SampleChange {
    let value = match row.key {
        "checks" | "cap" => format!("{:.0}", row.planned),
        // A share as people write it, to ten decimals.
        _ => format!("\"{}%\"", (row.planned * 1e10).round() / 1e8),
    };
    SampleChange {
        check: row.check.clone(),
        key: row.key.to_owned(),
        value,
    }
}
