//! A fit as a folder of files: the fitted scenario with its estimates, tables, charts and a page.

use serde::Serialize;
use serde_json::{Value, json};

use tierone_chart::fitted;
use tierone_fit::office::{OfficeFit, answer, toml};
use tierone_report::{
    FitMade, MANIFEST, ResultFile, SourceEntry, TOOL_VERSION, fit_page, text_hash,
};
use tierone_scenario::Scenario;
use tierone_scenario::diagnostic::SourceFile;
use tierone_stats::format::plain;

use super::super::destination::put_folder;
use super::super::exit::Failure;
use super::super::figures::csv_rows;
use super::super::files::{all_pictures, names, page_with, relative, shown};
use super::options::Options;

const SCENARIO: &str = "fitted.toml";
const ESTIMATES: &str = "fitted.fit.json";

/// Writes everything.
pub(super) fn write(
    options: &Options,
    (base, sources): (&Scenario, &[SourceFile]),
    fit: &OfficeFit,
    estimates: (&[Value], &str),
) -> Result<(), Failure> {
    let (rows, json) = estimates;
    let extends = relative(&options.out.join(SCENARIO), &options.scenario)
        .map_err(|error| Failure::machine("find", &options.scenario, error))?;
    let scenario = toml(base, fit, &extends, ESTIMATES, &text_hash(json));
    let of = shown(&options.results);
    let drawings = fitted(fit, &format!("check results in {}", of.join(", ")));
    let charts = all_pictures(&drawings, options.png);
    let file = |name: &str, bytes: &[u8]| ResultFile {
        name: name.into(),
        bytes: bytes.to_vec(),
    };
    let mut files = vec![
        file(
            MANIFEST,
            manifest(options, sources, fit, &charts).as_bytes(),
        ),
        file(SCENARIO, scenario.as_bytes()),
        file(ESTIMATES, json.as_bytes()),
    ];
    let cells = options.raw.cells();
    let mut table = |name: &str, bytes: Vec<u8>| files.push(file(name, &cells.file(bytes)));
    table("estimates.csv", csv_rows(rows, cells)?);
    let more = [
        ("observed.csv", csv(&fit.observed, options)?),
        ("teams.csv", csv(&fit.teams, options)?),
        ("profiles.csv", csv(&fit.profiles, options)?),
        ("untold.csv", csv(&fit.untold, options)?),
    ];
    for (name, bytes) in more {
        if let Some(bytes) = bytes {
            table(name, bytes);
        }
    }
    let facts = [
        ("results", of.join(", ")),
        ("base", options.scenario.display().to_string()),
        ("seed of the base's anchor", options.seed.to_string()),
    ];
    let page = fit_page(FitMade {
        title: &format!("{}: numbers from check results", plain(&base.title)),
        fit,
        drawings: &drawings,
        facts: facts.map(|(head, text)| (head.to_owned(), text)).into(),
        sources,
    });
    files.extend(page_with(&page, &drawings));
    files.extend(charts);
    put_folder(&options.out, options.force, &files)
}

/// A table; none without rows.
fn csv<R: Serialize>(rows: &[R], options: &Options) -> Result<Option<Vec<u8>>, Failure> {
    match rows {
        [] => Ok(None),
        rows => csv_rows(rows, options.raw.cells()).map(Some),
    }
}

fn manifest(
    options: &Options,
    sources: &[SourceFile],
    fit: &OfficeFit,
    charts: &[ResultFile],
) -> String {
    let manifest = json!({
        "tool": "tierone",
        "tool_version": TOOL_VERSION,
        "command": "fit",
        "results": shown(&options.results),
        "samples": shown(&options.sample),
        "scenario": options.scenario.display().to_string(),
        "sources": sources.iter().map(SourceEntry::of).collect::<Vec<_>>(),
        "checks": options.check,
        "trusted": options.trusted,
        "seed": options.seed,
        "pseudonyms": options.pseudonyms.is_some(),
        "answer": answer(fit),
        "charts": names(charts),
    });
    format!("{manifest:#}\n")
}
