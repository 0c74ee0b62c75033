//! Marks as a folder of files.

use std::path::Path;

use serde_json::json;

use tierone_forecast::report::Review;
use tierone_report::TOOL_VERSION;

use super::super::destination::Destination;
use super::super::exit::Failure;
use super::super::figures::csv_rows;
use super::super::terminal;
use super::options::Options;

/// Writes the manifest and the marks of these files, each with its SHA-256 where it was taken.
pub(super) fn write(
    out: &Path,
    options: &Options,
    inputs: &[(String, String)],
    answer: &[String],
    review: Option<&Review>,
) -> Result<(), Failure> {
    let working = Destination::at(out, "results")?.work()?;
    let staging = working.stage()?;
    let inputs = inputs
        .iter()
        .map(|(file, hash)| json!({ "file": file, "sha256": hash }));
    let manifest = json!({
        "tool": "tierone",
        "tool_version": TOOL_VERSION,
        "command": "backtest",
        "files": inputs.collect::<Vec<_>>(),
        "from": options.from,
        "ahead": options.ahead,
        "where": options.figures.conditions,
        "use": review.map(Review::to_use),
        "answer": answer,
    });
    staging.write("manifest.json", format!("{manifest:#}\n").as_bytes())?;
    let scores = review.map_or(&[][..], |review| &review.scores);
    let cells = options.raw.cells();
    staging.write("scores.csv", &cells.file(csv_rows(scores, cells)?))?;
    working.place().may_be_taken(options.force)?;
    working.put(&staging)?;
    terminal::talk(&format!("written to {}", out.display()));
    Ok(())
}
