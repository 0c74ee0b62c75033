//! `tierone lint`: judge scenarios without running them.

mod facts;
mod folder;
mod rows;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

pub(super) use rows::rows;

use super::exit::{Failure, INPUT, LINTS};
use super::{destination, files, terminal};
use tierone_analysis as analysis;
use tierone_lint::print::{Judged, json_lines, sarif};
use tierone_lint::{self as lint, Levels};
use tierone_scenario::diagnostic::{Diagnostic, Severity, SourceFile, render};
use tierone_scenario::{Level, Reading};
use tierone_stats::format::plain;

const EXAMPLES: &str = "\
Examples:
  tierone lint office.toml
  tierone lint office.toml --deny wide-interval --allow B103
  tierone lint scenarios/*.toml --fail-on warning
  tierone lint office.toml --format sarif > office.sarif
  tierone lint office.toml --facts
  tierone lint office.toml --out findings
  tierone explain unbounded-loop
  tierone list lints

A scenario sets levels too, best with a reason:
  [lints]
  unbounded-loop = { level = \"allow\", reason = \"as the procedure has it\" }

Exit codes: 0 done; 1 lints at or above --fail-on; 2 a scenario cannot be read.";

/// Judge a scenario without running it: what it cannot show, reach, pay for or bring about.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// Scenario files.
    #[arg(required = true, value_name = "SCENARIO")]
    scenarios: Vec<PathBuf>,

    /// Do not report a lint, by name or code; may be given several times, also with commas.
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    allow: Vec<String>,

    /// Make a lint a warning.
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    warn: Vec<String>,

    /// Make a lint an error.
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    deny: Vec<String>,

    /// Print what is known without a simulation, instead of lints; as text or JSON.
    #[arg(long)]
    facts: bool,

    /// The mildest lint at which the exit code is 1.
    #[arg(
        long,
        value_name = "SEVERITY",
        env = "TIERONE_FAIL_ON",
        default_value = "error"
    )]
    fail_on: FailOn,

    /// Also write what was found into this folder: a page to send on, and a line of JSON each.
    #[arg(long, value_name = "DIR", conflicts_with = "facts")]
    out: Option<PathBuf>,

    /// Replace the folder if it is there; what tierone did not write, or somebody changed, is kept under another name.
    #[arg(long, requires = "out")]
    force: bool,

    /// Say nothing on standard error but errors.
    #[arg(long, short)]
    quiet: bool,

    #[command(flatten)]
    confine: files::Confine,

    /// What standard output gets.
    #[arg(
        long,
        value_name = "FORMAT",
        env = "TIERONE_LINT_FORMAT",
        default_value = "text"
    )]
    format: Format,
}

/// The mildest lint that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Note,
    Warning,
    Error,
}

/// What standard output gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// As a compiler shows them.
    Text,
    /// One JSON object a line for each lint.
    Json,
    /// A log for editors and code hosts: SARIF 2.1.0.
    Sarif,
}

/// Judges every scenario, and reports how many lints there are.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    // The thread that is there already works too: a short run is over before new ones have memory to work in.
    // If the pool is there, it does as well.
    let _ = rayon::ThreadPoolBuilder::new()
        .use_current_thread()
        .build_global();
    if options.facts {
        return print_facts(options);
    }
    let levels = levels(options)?;
    if let Some(out) = &options.out {
        destination::may_stand(out, options.force)?;
    }
    let mut judged: Vec<Judged> = Vec::new();
    let mut broken = false;
    for path in &options.scenarios {
        let (reading, sound) = match files::reading(path, options.confine) {
            Ok(reading) => {
                let sound = reading.scenario.is_some();
                let mut found = reading.problems.clone();
                found.extend(lint::run(&reading, &levels));
                ((found, reading.sources), sound)
            }
            Err(files::Unread::Refused(refused)) => {
                let (file, problem) = *refused;
                ((vec![problem], vec![file]), false)
            }
            Err(files::Unread::Failed(failure)) => return Err(failure),
        };
        broken |= !sound;
        judged.push(reading);
    }
    if let Some(out) = &options.out {
        let names = options
            .scenarios
            .iter()
            .map(|path| path.display().to_string());
        let names: Vec<String> = names.collect();
        let found: Vec<&Diagnostic> = judged.iter().flat_map(|(found, _)| found).collect();
        let counts = match found.is_empty() {
            true => "no findings".to_owned(),
            false => counts(&found),
        };
        let title = format!("{}: {counts}", names.join(", "));
        folder::write(out, options.force, &title, &judged)?;
    }
    match options.format {
        Format::Text => {
            let colour = terminal::answers_in_colour();
            let pages: String = judged
                .iter()
                .map(|(found, sources)| render::human(found, sources, colour))
                .collect();
            terminal::answer(&pages)?;
            if !options.quiet {
                terminal::talk(&in_all(&judged));
            }
        }
        Format::Json => {
            let lines: String = judged
                .iter()
                .map(|(found, sources)| json_lines(found, sources))
                .collect();
            terminal::answer(&lines)?;
        }
        Format::Sarif => terminal::answer(&sarif(&judged))?,
    }
    let least = match options.fail_on {
        FailOn::Note => Severity::Note,
        FailOn::Warning => Severity::Warning,
        FailOn::Error => Severity::Error,
    };
    if broken {
        return Err(Failure::said(INPUT));
    }
    let mut all = judged.iter().flat_map(|(found, _)| found);
    match all.any(|diagnostic| diagnostic.severity >= least) {
        true => Err(Failure::said(LINTS)),
        false => Ok(()),
    }
}

/// Prints the facts of every scenario.
fn print_facts(options: &Options) -> Result<(), Failure> {
    if options.format == Format::Sarif {
        let failure = Failure::input("SARIF logs hold lints, not facts");
        return Err(failure.help("ask for --format text or --format json"));
    }
    for path in &options.scenarios {
        let reading = files::scenario(path, options.confine)?;
        let Some(scenario) = reading.scenario else {
            return Err(Failure::said(INPUT));
        };
        let known = analysis::facts(&scenario)
            .map_err(|error| Failure::input(format!("{}: {error}", path.display())))?;
        terminal::answer(&match options.format {
            Format::Json => format!("{}\n", facts::facts_json(&known)),
            _ => facts::facts_table(&scenario, &known),
        })?;
    }
    Ok(())
}

/// What the command line sets; what is stricter holds where a lint is named twice.
fn levels(options: &Options) -> Result<Levels, Failure> {
    let mut levels = Levels::default();
    let named = [
        (&options.allow, Level::Allow),
        (&options.warn, Level::Warn),
        (&options.deny, Level::Deny),
    ];
    for (lints, level) in named {
        for lint in lints {
            levels.set(lint.trim(), level).map_err(|unknown| {
                let name = plain(&unknown.name);
                let failure = Failure::input(format!("there is no lint `{name}`"));
                match unknown.nearest {
                    Some(near) => failure.help(format!("did you mean `{near}`?")),
                    None => failure.help("see `tierone list lints`"),
                }
            })?;
        }
    }
    Ok(levels)
}

/// How many there are of each severity.
fn in_all(judged: &[Judged]) -> String {
    let all: Vec<&Diagnostic> = judged.iter().flat_map(|(found, _)| found).collect();
    let counts = counts(&all);
    // Of the most severe, the first.
    let most = all.iter().rev().max_by_key(|found| found.severity);
    match most {
        None => "no findings".into(),
        Some(most) => format!(
            "{counts}; `tierone explain {}` gives the reason and the remedy",
            most.code
        ),
    }
}

/// `1 error, 2 warnings`.
fn counts(all: &[&Diagnostic]) -> String {
    let kinds = [Severity::Error, Severity::Warning, Severity::Note].into_iter();
    let count = |kind| all.iter().filter(|d| d.severity == kind).count();
    let counts: Vec<String> = kinds
        .map(|kind| (count(kind), kind.word()))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}{}", if n == 1 { "" } else { "s" }))
        .collect();
    counts.join(", ")
}

/// What is found in a scenario at the levels that it sets.
pub(super) fn found(reading: &Reading) -> Vec<Diagnostic> {
    lint::run(reading, &Levels::default())
}

/// Shows the warnings among these findings, and how many notes there are beside.
pub(super) fn before_running(found: &[Diagnostic], sources: &[SourceFile], path: &Path) {
    let all = found.iter().cloned();
    let (notes, shown): (Vec<Diagnostic>, Vec<Diagnostic>) =
        all.partition(|d| d.severity == Severity::Note);
    super::problems::show(&shown, sources);
    if !notes.is_empty() {
        let all: Vec<&Diagnostic> = notes.iter().collect();
        let (count, path) = (counts(&all), path.display());
        terminal::talk(&format!("{count}: `tierone lint {path}` shows all"));
    }
}
