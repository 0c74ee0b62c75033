//! A forecast as a folder of files.

use std::path::Path;

use serde_json::json;

use tierone_forecast::report::{Named, Outlook};
use tierone_report::TOOL_VERSION;

use super::super::destination::Destination;
use super::super::exit::Failure;
use super::super::figures::{Figures, csv_rows};
use super::super::terminal;
use super::options::Options;

/// Whether the folder may be written.
pub(super) fn may_stand(out: &Path, force: bool) -> Result<(), Failure> {
    Destination::at(out, "results")?.may_be_taken(force)
}

/// Writes the manifest, forecasts, limits and how such forecasts did.
pub(super) fn write(
    out: &Path,
    options: &Options,
    figures: &Figures,
    named: &Named,
    outlook: &Outlook,
) -> Result<(), Failure> {
    let working = Destination::at(out, "results")?.work()?;
    let staging = working.stage()?;
    let pairs = |pairs: &[(String, String)]| -> Vec<String> {
        pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect()
    };
    let parameters = outlook.parameters.map(|variances| {
        json!({
            "shock_sd": variances.shock.sqrt(),
            "deviation_sd": variances.deviation.sqrt(),
            "deviation_kept": variances.kept,
            "between_groups_sd": variances.between.sqrt(),
            "unpublished_error_sd": variances.unpublished.sqrt(),
        })
    });
    let manifest = json!({
        "tool": "tierone",
        "tool_version": TOOL_VERSION,
        "command": "forecast",
        "series": options.series.display().to_string(),
        "series_sha256": figures.hash,
        "unit": named.unit.name,
        "scale": named.series.scale.name(),
        "groups": named.groups.len(),
        "first_period": named.period(0),
        "last_period": named.period(named.series.periods.saturating_sub(1)),
        "periods": options.ahead(),
        "limits": options.limit,
        "changes": pairs(&options.change),
        "checks": pairs(&options.checks),
        "where": options.figures.conditions,
        "model": parameters,
        "answer": outlook.answer,
    });
    staging.write("manifest.json", format!("{manifest:#}\n").as_bytes())?;
    let cells = options.raw.cells();
    staging.write(
        "forecast.csv",
        &cells.file(csv_rows(&outlook.forecasts, cells)?),
    )?;
    if !outlook.limits.is_empty() {
        staging.write("limits.csv", &cells.file(csv_rows(&outlook.limits, cells)?))?;
    }
    if let Some(review) = &outlook.review {
        staging.write("scores.csv", &cells.file(csv_rows(&review.scores, cells)?))?;
    }
    working.place().may_be_taken(options.force)?;
    working.put(&staging)?;
    terminal::talk(&format!("written to {}", out.display()));
    Ok(())
}
