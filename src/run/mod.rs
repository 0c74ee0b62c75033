//! `tierone run`: simulate every policy, compare them, and write the results folder.
//!
//! Everything that can be wrong with any scenario is found before the first one runs.

mod anchoring;
mod axis;
mod columns;
mod folder;
mod going_on;
mod markdown;
mod memory;
mod options;
mod page;
mod plan;
mod progress;
mod replay;
mod sweep;
mod table;
mod watch;
mod working;

use std::sync::atomic::AtomicBool;

use serde::Serialize;

pub(super) use memory::{ROOM, available};
pub(super) use options::{DEFAULT_SEED, Options};

use tierone_chart as chart;
use tierone_engine::sim::Setup;
use tierone_engine::study::{self, Anchored, Study, Summary};
use tierone_report::workbook::published::run_workbook;
use tierone_report::{
    self as archive, Manifest, PathwayFigure, PilotFigure, Ran, RunMade, TableFigure, TargetFigures,
};
use tierone_scenario::Replications;

use super::exit::Failure;
use super::files::{all_pictures, names, page_with};
use super::signals::Stop;
use super::{clock, terminal, threads};
use folder::Folder;
use options::Format;
use plan::RunPlan;
use progress::Progress;
use watch::Watcher;
use working::Working;

/// Runs every scenario named.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    if !options.sweep.is_empty() {
        return sweep::run(options);
    }
    let plans = plan::plans(options)?;
    let pool = threads::pool(options.threads)?;
    let stop = Stop::listen()?;
    if let Some(replication) = options.replication {
        return pool.install(|| replay::run(options, &plans, replication, &stop));
    }
    for plan in &plans {
        Folder::at(&plan.out)?.may_hold(plan, options)?;
    }
    for (index, plan) in plans.iter().enumerate() {
        let outcome = pool.install(|| one(options, plan, stop.flag()))?;
        if outcome == Outcome::Interrupted {
            let command = going_on::command(options, &plans[index..]);
            terminal::talk(&format!("go on with: {command}"));
            return Err(Failure::said(stop.code()));
        }
    }
    Ok(())
}

/// How one scenario ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    Interrupted,
}

/// Runs one scenario from its working folder to its results folder.
fn one(options: &Options, plan: &RunPlan, stop: &AtomicBool) -> Result<Outcome, Failure> {
    let started = clock::now();
    let Some(anchored) = anchoring::anchored(options, plan, stop)? else {
        return Ok(Outcome::Interrupted);
    };
    let working = Working::open(plan, options)?;
    let setup = Setup::shifted(&plan.scenario, anchored.shift);
    let asked = memory::fitting(options, plan, &setup)?;
    let (study, kept) = replications(options, &asked, &setup, &working, stop)?;
    let stopped = study.ending == study::Ending::Stopped;
    let mut answer = String::new();
    if !stopped || options.keep_partial && !study.records.is_empty() {
        let made = finish(options, plan, &asked, &anchored, &study, &working, &started);
        answer = made.inspect_err(|_| working.keep_rest(&study.records, kept))?;
    }
    let outcome = if stopped {
        drop(working);
        Outcome::Interrupted
    } else {
        working.remove();
        Outcome::Done
    };
    terminal::answer(&answer)?;
    Ok(outcome)
}

/// Makes the replications that are still missing; with how many of them are on disk.
fn replications(
    options: &Options,
    asked: &Replications,
    setup: &Setup,
    working: &Working,
    stop: &AtomicBool,
) -> Result<(Study, u32), Failure> {
    let done = working.finished(setup)?;
    if options.resume && !options.quiet {
        terminal::talk(&match done.len() {
            0 => "no replication is kept: starting from the first".to_owned(),
            there => format!("{there} replications are there already"),
        });
    }
    let progress = Progress::start(options, asked, done.len());
    let watcher = Watcher::new(&progress, working, done.len(), stop);
    let study = study::run(setup, options.seed, asked, done, &watcher, stop);
    progress.end();
    let stopped = study.ending == study::Ending::Stopped;
    let kept = watcher.close(stopped)?;
    if stopped && kept == 0 {
        terminal::talk("interrupted before a replication was finished");
    } else if stopped {
        let place = working.path().display();
        terminal::talk(&format!(
            "interrupted: {kept} replications are kept in {place}"
        ));
    }
    Ok((study, kept))
}

/// Adds up and writes the results folder; returns what standard output gets.
fn finish(
    options: &Options,
    plan: &RunPlan,
    asked: &Replications,
    anchored: &Anchored,
    study: &Study,
    working: &Working,
    started: &str,
) -> Result<String, Failure> {
    let scenario = &plan.scenario;
    let summary = study::summarise(scenario, &study.records, plan.baseline);
    let drawings = chart::draw(&chart::Material {
        scenario,
        summary: &summary,
        records: &study.records,
    });
    let pictures = all_pictures(&drawings, options.png);
    let ran = Ran {
        sources: &plan.sources,
        assumptions: &plan.assumptions,
        anchored,
        seed: options.seed,
        replications: study.records.len(),
        asked,
        ending: match study.ending {
            study::Ending::Complete => archive::Ending::Complete,
            study::Ending::Ceiling => archive::Ending::CeilingReached,
            study::Ending::Stopped => archive::Ending::Partial,
        },
        baseline: plan.baseline,
        charts: &names(&pictures),
        started,
        finished: &clock::now(),
    };
    let manifest = archive::manifest(scenario, &ran);
    let mut files = archive::result_files(scenario, &summary, &manifest, options.raw.cells());
    let said = anchoring::sentence(plan, anchored);
    let made = RunMade {
        scenario,
        sources: &plan.sources,
        summary: &summary,
        manifest: &manifest,
        baseline: plan.baseline,
        anchored: said.as_deref(),
        drawings: &drawings,
        lints: &plan.lints,
    };
    files.extend(page_with(&archive::run_page(&made), &drawings));
    let workbook = || run_workbook(&made, options.raw.cells());
    files.extend(options.workbooks.files(workbook)?);
    files.extend(pictures);
    let folder = Folder::at(&plan.out)?;
    folder.may_hold(plan, options)?;
    folder.replace(working.folder(), &files)?;
    Ok(match options.format {
        Format::Text => page::page(options, plan, anchored, &summary, &manifest),
        Format::Json => json(plan, &summary, &manifest),
        Format::Markdown if options.measures.is_empty() => {
            markdown::usual(plan, &summary, &manifest)
        }
        Format::Markdown => markdown::page(plan, &summary, &manifest, &options.measures),
    })
}

/// What `--format json` prints: the manifest, the rows of the tables, and where they are.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    manifest: &'a Manifest,
    folder: String,
    summary: &'a [TableFigure<'a>],
    periods: &'a [TableFigure<'a>],
    contrasts: &'a [TableFigure<'a>],
    targets: &'a [TargetFigures<'a>],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pilots: &'a [PilotFigure<'a>],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pathways: &'a [PathwayFigure<'a>],
}

fn json(plan: &RunPlan, summary: &Summary, manifest: &Manifest) -> String {
    let [figures, periods, contrasts] = archive::figures(&plan.scenario, summary);
    let answer = Answer {
        manifest,
        folder: plan.out.display().to_string(),
        summary: &figures,
        periods: &periods,
        contrasts: &contrasts,
        targets: &archive::target_figures(&plan.scenario, summary),
        pilots: &archive::pilot_figures(&plan.scenario, summary),
        pathways: &archive::pathway_figures(&plan.scenario, summary),
    };
    let mut text = serde_json::to_string(&answer).expect("results are plain data");
    text.push('\n');
    text
}
