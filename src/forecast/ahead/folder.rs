//! The forecast of a scenario as a folder of files.

use std::path::Path;

use serde_json::json;

use tierone_chart::fans;
use tierone_outlook::{Ahead, Outlook};
use tierone_report::{SourceEntry, TOOL_VERSION};
use tierone_scenario::Reading;

use super::super::super::destination::Destination;
use super::super::super::exit::Failure;
use super::super::super::figures::csv_rows;
use super::super::super::files::{names, pictures};
use super::super::super::terminal;
use super::super::options::Options;

/// Writes the manifest and the rows.
pub(super) fn write(
    out: &Path,
    options: &Options,
    (reading, made): (&Reading, &Ahead),
    rows: &Outlook,
) -> Result<(), Failure> {
    let working = Destination::at(out, "results")?.work()?;
    let staging = working.stage()?;
    let own = &options.scenario;
    let mut charts = Vec::new();
    for (place, policy) in made.scenario.policies.iter().enumerate() {
        for drawing in fans(&made.scenario, policy, rows) {
            let name = format!("{}-{}", place + 1, drawing.name);
            charts.extend(pictures(&name, &drawing, own.png));
        }
    }
    let manifest = json!({
        "tool": "tierone",
        "tool_version": TOOL_VERSION,
        "command": "forecast",
        "scenario": options.series.display().to_string(),
        "sources": reading.sources.iter().map(SourceEntry::of).collect::<Vec<_>>(),
        "policies": made.scenario.policies.iter().map(|policy| &policy.name).collect::<Vec<_>>(),
        "seed": own.seed,
        "draws": made.draws(),
        "complete": made.complete,
        "replications": own.replications,
        "ranges": made.ranges.iter().map(|range| json!({
            "key": range.key, "value": range.values[0], "low": range.values[1], "high": range.values[2],
        })).collect::<Vec<_>>(),
        "drawn_together": made.together,
        "present": own.present,
        "not_drawn": made.broken,
        "left_out": made.left_out,
        "anchored_by_simulation": made.shifted.simulated,
        "anchor_error_log_odds": made.shifted.error,
        "answer": rows.answer,
        "charts": names(&charts),
    });
    staging.write("manifest.json", format!("{manifest:#}\n").as_bytes())?;
    let cells = options.raw.cells();
    staging.write("fans.csv", &csv_rows(&rows.fans, cells)?)?;
    staging.write("widths.csv", &csv_rows(&rows.widths, cells)?)?;
    if !rows.targets.is_empty() {
        staging.write("targets.csv", &csv_rows(&rows.targets, cells)?)?;
    }
    if !rows.numbers.is_empty() {
        staging.write("numbers.csv", &csv_rows(&rows.numbers, cells)?)?;
    }
    for file in &charts {
        staging.write(&file.name, &file.bytes)?;
    }
    working.place().may_be_taken(options.force)?;
    working.put(&staging)?;
    terminal::talk(&format!("written to {}", out.display()));
    Ok(())
}
