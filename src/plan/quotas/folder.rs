//! The answer as a folder: the policy as a scenario that runs, everything that was simulated as CSV, the answer as JSON.

use std::path::Path;

use serde_json::json;

use tierone_chart::fronts;
use tierone_plan::QuotaAnswer;
use tierone_records::report;
use tierone_report::{PlanMade, SourceEntry, TOOL_VERSION, plan_page};
use tierone_scenario::Reading;
use tierone_stats::format::plain;

use super::super::super::destination::Destination;
use super::super::super::exit::Failure;
use super::super::super::figures::csv_rows;
use super::super::super::files::{all_pictures, names, page_with, relative};
use super::super::super::terminal;
use super::super::options::Options;
use super::policy;

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
    let policy = policy::text(reading, answer, &extends);
    let working = Destination::at(out, "results")?.work()?;
    let staging = working.stage()?;
    let title = reading.scenario.as_ref().map_or("", |s| s.title.as_str());
    let drawings = fronts(answer, title);
    let path = scenario.display().to_string();
    let page = plan_page(&PlanMade {
        title,
        scenario: &path,
        replications: own.replications(),
        answer,
        charts: &drawings,
        sources: &reading.sources,
    });
    let charts = all_pictures(&drawings, own.png);
    let manifest = json!({
        "tool": "tierone",
        "tool_version": TOOL_VERSION,
        "command": "plan",
        "scenario": scenario.display().to_string(),
        "sources": reading.sources.iter().map(SourceEntry::of).collect::<Vec<_>>(),
        "seed": own.seed(),
        "replications": own.replications(),
        "complete": answer.complete,
        "answer": answer.answer,
        "charts": names(&charts),
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
    for file in &charts {
        staging.write(&file.name, &file.bytes)?;
    }
    for file in page_with(&page, &drawings) {
        staging.write(&file.name, &file.bytes)?;
    }
    let next = match policy {
        Some(_) => format!(
            "; `tierone run {}` plays the policy",
            out.join("policy.toml").display()
        ),
        None => String::new(),
    };
    if let Some(policy) = policy {
        staging.write("policy.toml", policy.as_bytes())?;
    }
    working.place().may_be_taken(own.force)?;
    working.put(&staging)?;
    terminal::talk(&plain(&format!("written to {}{next}", out.display())));
    Ok(())
}
