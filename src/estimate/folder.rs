//! The report as a folder of files, with charts.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;

use sha2::{Digest, Sha256};
use tierone_chart::Drawing;
use tierone_chart::checked::{Group, Material, draw};
use tierone_records::report::{EstimateReport, files};
use tierone_report::workbook::published::estimate_workbook;
use tierone_report::{
    EstimateAsked, EstimateMade, MANIFEST, ResultFile, estimate_manifest, estimate_page, hex,
};

use super::super::destination::Destination;
use super::super::exit::Failure;
use super::super::files::{all_pictures, names, page_with, shown};
use super::super::terminal;
use super::command::command;
use super::options::Options;
use super::record::seed;

/// Writes figures, changes, signals, counts, the report, and charts of what there is to show.
pub(super) fn write(out: &Path, options: &Options, report: &EstimateReport) -> Result<(), Failure> {
    let working = Destination::at(out, "results")?.work()?;
    let staging = working.stage()?;
    for (name, bytes) in files(report, terminal::columns(), options.raw.cells()) {
        staging.write(name, &bytes)?;
    }
    let drawings = drawings(report);
    let pictures = all_pictures(&drawings, options.png);
    let made = made(options, report, &drawings, &names(&pictures))?;
    for file in pictures.iter().chain(&made) {
        staging.write(&file.name, &file.bytes)?;
    }
    working.place().may_be_taken(options.force)?;
    working.put(&staging)?;
    terminal::talk(&format!("written to {}", out.display()));
    Ok(())
}

/// The record of what was done, the page to send on, and the workbooks that are asked for.
fn made(
    options: &Options,
    report: &EstimateReport,
    drawings: &[Drawing],
    charts: &[String],
) -> Result<Vec<ResultFile>, Failure> {
    let named = options.results.iter().chain(&options.sample);
    let mut inputs = Vec::new();
    for path in named.chain(&options.scenario) {
        inputs.push((path.display().to_string(), hash(path)?));
    }
    let of = shown(&options.results);
    let names_nobody = options.pseudonyms.is_some() || options.suppress_below > 0;
    let made = EstimateMade {
        report,
        title: &format!(
            "Accuracy and money in error, from the checks in {}",
            of.join(" and ")
        ),
        drawings,
        inputs: &inputs,
        command: &command(std::env::args().skip(1), names_nobody),
    };
    let page = estimate_page(&made);
    let mut files: Vec<ResultFile> = page_with(&page, drawings).into();
    let manifest = estimate_manifest(&made, &asked(options, names_nobody), charts);
    files.push(ResultFile {
        name: MANIFEST.into(),
        bytes: manifest.into_bytes(),
    });
    let workbook = || estimate_workbook(&made, options.raw.cells());
    files.extend(options.workbooks.files(workbook)?);
    Ok(files)
}

/// What was asked; where people have pseudonyms or small groups are left out, without what may name them.
fn asked(options: &Options, names_nobody: bool) -> EstimateAsked {
    let mut request = options.request();
    if names_nobody {
        request.conditions.clear();
        request.changes.clear();
    }
    EstimateAsked {
        request,
        closed: options.closed.clone(),
        seed_of_sample: match &options.sample[..] {
            [sample] => seed(Some(sample)),
            _ => None,
        },
    }
}

/// The hash of a file; of what is no plain file, and is gone once it was read, that it has none.
pub(super) fn hash(path: &Path) -> Result<String, Failure> {
    let failed = |error| Failure::machine("read", path, error);
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Ok("none: it is no plain file".into());
    }
    let mut file = BufReader::with_capacity(1 << 16, File::open(path).map_err(failed)?);
    let mut hash = Sha256::new();
    loop {
        let bytes = file.fill_buf().map_err(failed)?;
        if bytes.is_empty() {
            return Ok(hex(&hash.finalize().into()));
        }
        hash.update(bytes);
        let length = bytes.len();
        file.consume(length);
    }
}

/// Every chart that the report has something for; groups that are left out are in none.
fn drawings(report: &EstimateReport) -> Vec<Drawing> {
    let chart = |of_people: bool| {
        let mut signals = report.signals.iter();
        signals.find(|signals| signals.column.is_some() == of_people)
    };
    let (periods, people) = (chart(false), chart(true));
    let fails = |by: &str| -> Vec<(&str, u64)> {
        let counts = report.counts.iter().filter(|count| count.by == by);
        counts
            .map(|count| (count.name.as_str(), count.failed))
            .collect()
    };
    let groups = report.groups.iter().filter(|group| !group.suppressed);
    // All cases come first, and all groups are held to the same.
    let targets = report.groups.iter().take(1).flat_map(|all| &all.targets);
    let column = people.and_then(|signals| signals.column.as_deref());
    let is_of_people = |by: Option<&str>| by.is_some_and(|by| report.is_of_people(by));
    draw(&Material {
        design: &report.design,
        confidence: report.confidence,
        suppress_below: report.suppress_below,
        periods: periods.map_or(&[], |signals| &signals.points),
        limits: periods.and_then(|signals| signals.limits.as_deref()),
        column: column.unwrap_or_default(),
        of_people: is_of_people(column),
        people: people.map_or(&[], |signals| &signals.points),
        attributes: fails("attribute"),
        kinds: fails("fail"),
        targets: targets
            .map(|target| (target.figure, target.level))
            .collect(),
        groups: groups
            .map(|group| Group {
                by: group.by.as_deref().unwrap_or_default(),
                name: &group.name,
                of_person: is_of_people(group.by.as_deref()),
                figures: &group.figures,
            })
            .collect(),
    })
}
