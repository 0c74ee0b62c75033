//! A forecast as a folder of files.

use std::path::Path;

use serde_json::json;

use tierone_chart::{Drawing, series_ahead};
use tierone_forecast::report::{Named, Outlook};
use tierone_report::{MANIFEST, ResultFile, SeriesMade, TOOL_VERSION, series_page};

use super::super::destination::put_folder;
use super::super::exit::Failure;
use super::super::figures::{Figures, csv_rows};
use super::super::files::{all_pictures, names, page_with};
use super::options::Options;

/// Writes the manifest, forecasts, limits, how such forecasts did, a chart and a page.
pub(super) fn write(
    out: &Path,
    options: &Options,
    figures: &Figures,
    named: &Named,
    outlook: &Outlook,
) -> Result<(), Failure> {
    let series = options.series.display().to_string();
    let drawings: Vec<Drawing> = series_ahead(named, outlook, &series).into_iter().collect();
    let charts = all_pictures(&drawings, options.scenario.png);
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
        "series": series,
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
        "charts": names(&charts),
    });
    let cells = options.raw.cells();
    let file = |name: &str, bytes: Vec<u8>| ResultFile {
        name: name.into(),
        bytes,
    };
    let mut files = vec![file(MANIFEST, format!("{manifest:#}\n").into_bytes())];
    let mut table = |name: &str, bytes: Vec<u8>| files.push(file(name, cells.file(bytes)));
    table("forecast.csv", csv_rows(&outlook.forecasts, cells)?);
    if !outlook.years.is_empty() {
        table("years.csv", csv_rows(&outlook.years, cells)?);
    }
    if !outlook.limits.is_empty() {
        table("limits.csv", csv_rows(&outlook.limits, cells)?);
    }
    if let Some(review) = &outlook.review {
        table("scores.csv", csv_rows(&review.scores, cells)?);
    }
    let facts = [
        ("figures", series.clone()),
        ("SHA-256 of the figures", figures.hash.clone()),
        ("periods ahead", options.ahead().to_string()),
    ];
    let page = series_page(SeriesMade {
        file: &series,
        named,
        outlook,
        drawings: &drawings,
        facts: facts.map(|(head, text)| (head.to_owned(), text)).into(),
    });
    files.extend(page_with(&page, &drawings));
    files.extend(charts);
    put_folder(out, options.force, &files)
}
