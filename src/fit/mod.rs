//! `tierone fit`: a scenario whose numbers come from real check results.

mod folder;
mod options;
mod write;

pub(super) use options::Options;

use std::path::Path;
use std::sync::atomic::AtomicBool;

use serde_json::Value;

use tierone_engine::study::anchor;
use tierone_fit::office::{self, EstimateRow, Found};
use tierone_records::report::json;
use tierone_records::request::Request;
use tierone_scenario::{Scenario, catalogue};

use super::estimate;
use super::exit::{Failure, INPUT};
use super::figures::{csv_rows, json_of};
use super::files::scenario;
use super::{names, terminal};
use options::Format;

/// Fits, writes the scenario and its estimates, and prints the report.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    write::may_stand(options)?;
    let reading = scenario(&options.scenario, options.confine)?;
    let base = reading.scenario.ok_or(Failure::said(INPUT))?;
    let mut found = Vec::new();
    for (place, results) in options.results.iter().enumerate() {
        let sample = each("--sample", &options.sample, place, options.results.len())?;
        let sample = sample.ok_or_else(|| Failure::input("--sample names no file"))?;
        let check = each("--check", &options.check, place, options.results.len())?;
        found.push(one(options, &base, results, sample, check)?);
    }
    let stop = AtomicBool::new(false);
    let anchored = anchor(&base, options.seed, &|| {}, &stop)
        .map_err(|error| Failure::input(format!("{}: {error}", options.scenario.display())))?;
    let fit = office::fit(&base, anchored.shift, &found).map_err(|why| {
        Failure::input(format!("these results cannot be fitted: {why}")).help(
            "results need the drawn.csv of their sample (--sample), with `process`, `case owner`, `close date` and \
             `inclusion_probability`, and the activities and attributes of the scenario",
        )
    })?;
    let json = json(&fit);
    let rows: Vec<Value> = fit.rows().map(csv_row).collect::<Result<_, _>>()?;
    match options.out.extension() {
        None => folder::write(options, (&base, &reading.sources), &fit, (&rows, &json))?,
        Some(_) => write::write(options, &base, &fit, &json)?,
    }
    terminal::answer(&match options.format {
        Format::Table => office::text(&fit, terminal::columns()),
        Format::Json => json,
        Format::Csv => String::from_utf8_lossy(&csv_rows(&rows, options.raw.cells())?).into_owned(),
    })
}

/// An estimate as a row of a table: the steps to its key in one cell.
fn csv_row(row: &EstimateRow) -> Result<Value, Failure> {
    let mut written = json_of(row)?;
    written["key"] = row.key.join(".").into();
    Ok(written)
}

/// What an option says of one of the results: it is written once for all, or once for each.
fn each<'o, T>(
    option: &str,
    given: &'o [T],
    place: usize,
    of: usize,
) -> Result<Option<&'o T>, Failure> {
    match given {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        given if given.len() == of => Ok(Some(&given[place])),
        given => Err(Failure::input(format!(
            "{option} is written {} times, and there are {of} files of results",
            given.len()
        ))
        .help("write it once for all of them, or once for each in their order")),
    }
}

/// The results of one file.
fn one<'s>(
    options: &Options,
    base: &'s Scenario,
    results: &Path,
    sample: &Path,
    check: Option<&String>,
) -> Result<Found<'s>, Failure> {
    let (policy, check) = match check {
        Some(text) => names::check(base, text)?,
        None => only(base)?,
    };
    let name = (policy.to_owned(), check.name.clone());
    let mut trusted = Vec::new();
    for text in &options.trusted {
        let (policy, check) = names::check(base, text)?;
        trusted.push((policy.to_owned(), check.name.clone()));
    }
    let checker = &check.checker;
    let never_errs = checker.false_fail.get() == 0.0
        && checker.sensitivity.iter().all(|finds| finds.get() == 1.0);
    let reading = estimate::with_record(&options.reading, Some(sample));
    let request = Request {
        sample: Some(sample.display().to_string()),
        pseudonyms: options.pseudonyms.is_some(),
        maps: reading.map.clone(),
        pass: reading.pass.clone(),
        fail: reading.fail.clone(),
        problems: reading.problems,
        ..Request::default()
    };
    let attributes = catalogue::attributes_of(base);
    let columns = ["case owner", "team", "complexity"];
    let (decisions, labels) = estimate::decisions(
        (&reading, request, attributes),
        (results, sample),
        columns,
        options.pseudonyms.as_deref(),
    )?;
    Ok(Found {
        trusted: never_errs || trusted.contains(&name),
        name,
        check,
        decisions,
        labels,
    })
}

/// The only check of a scenario, with its policy.
fn only(base: &Scenario) -> Result<(&str, &tierone_scenario::Check), Failure> {
    let policies = base.policies.iter();
    let checks: Vec<_> = policies
        .flat_map(|policy| {
            policy
                .checks
                .iter()
                .map(|check| (policy.name.as_str(), check))
        })
        .collect();
    match &checks[..] {
        [only] => Ok(*only),
        checks => {
            let names = checks
                .iter()
                .map(|(policy, check)| format!("'{policy}/{}'", check.name));
            let names: Vec<String> = names.collect();
            Err(
                Failure::input("which check found these results? Say it with --check").help(
                    match names.len() {
                        0 => "the scenario has none: add the policy that was in force".to_owned(),
                        _ => format!("one of {}", names.join(", ")),
                    },
                ),
            )
        }
    }
}
