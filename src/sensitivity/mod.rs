//! `tierone sensitivity`: which assumptions of a scenario its answers hang on.

mod page;
mod together;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use tierone_engine::measure::{Measure, measure, precise_names};
use tierone_engine::study::{self, Record, Unanchored};
use tierone_sensitivity::{Bar, Design, Failed, Trial, Tried, Watch, tornado};
use tierone_stats::format::plain;
use tierone_stats::written::in_percent;

use super::exit::{Failure, INPUT};
use super::figures::csv_rows;
use super::files::{Confine, RawCsv};
use super::names::{nearest, one};
use super::run::DEFAULT_SEED;
use super::signals::Stop;
use super::{files, terminal, threads};

const EXAMPLES: &str = "\
Examples:
  tierone sensitivity office.toml
  tierone sensitivity office.toml --measures accuracy,errors_found --replications 400
  tierone sensitivity office.toml --baseline 'two each' --format csv > sensitivity.csv
  tierone sensitivity office.toml --together

Every number with `low` and `high` is taken at both ends, everything else as it is assumed, on the same random numbers.
It is one number at a time: `--together` moves all of them at once, and says what share of the variance hangs on each.";

/// Say which assumptions the answers hang on, and at which values another policy would be better.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The scenario.
    scenario: PathBuf,

    /// What is looked at: measures of policies (`tierone list measures`).
    #[arg(long, value_name = "MEASURE,…", value_delimiter = ',', default_values = ["accuracy", "mve"], value_parser = measured)]
    measures: Vec<&'static str>,

    /// The policy that the others are compared with [default: the first].
    #[arg(long, value_name = "POLICY")]
    baseline: Option<String>,

    /// Replications at each value [default: 100; with `--together` 10, twice].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    replications: Option<u32>,

    /// Move all numbers at once, each over the law that a forecast draws it from: shares of variance, with what numbers do together.
    #[arg(long)]
    together: bool,

    /// With `--together`: paths on which every number moves once, to find those that matter.
    #[arg(long, value_name = "N", default_value_t = 10, requires = "together", value_parser = clap::value_parser!(u32).range(2..=1_000))]
    paths: u32,

    /// With `--together`: rows of scenarios from which shares are worked out.
    #[arg(long, value_name = "N", default_value_t = 128, requires = "together", value_parser = clap::value_parser!(u32).range(8..=4_096))]
    rows: u32,

    /// With `--together`: the shares of so many numbers are worked out, those that matter most.
    #[arg(long, value_name = "N", default_value_t = 10, requires = "together", value_parser = clap::value_parser!(u32).range(1..=100))]
    numbers: u32,

    /// Seed of all random numbers.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,

    /// Threads [default: one for each core]; has no influence on any figure.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,

    /// What standard output gets.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    /// Print every assumption, and not the ten that matter most.
    #[arg(long)]
    all: bool,

    /// Say nothing on standard error but errors.
    #[arg(long, short)]
    quiet: bool,

    #[command(flatten)]
    raw: RawCsv,

    #[command(flatten)]
    confine: Confine,
}

/// What standard output gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Sentences and tables to read.
    Text,
    /// One JSON object.
    Json,
    /// A row an assumption and figure.
    Csv,
}

/// The answer for programs.
#[derive(Serialize)]
struct Answer<'a> {
    title: &'a str,
    seed: u64,
    replications: u32,
    /// Assumptions that could not be tried, each with the reason.
    not_tried: Vec<NotTried>,
    bars: &'a [Bar],
}

#[derive(Serialize)]
struct NotTried {
    key: String,
    reason: String,
}

/// Tries every assumption at both ends.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let reading = files::scenario(&options.scenario, options.confine)?;
    let scenario = reading.scenario.as_ref().ok_or(Failure::said(INPUT))?;
    let baseline = match &options.baseline {
        None => 0,
        Some(name) => {
            let policy = one("policy", Some(name), &scenario.policies, |policy| {
                &policy.name
            })?;
            let is_it = |other: &tierone_scenario::Policy| other.name == policy.name;
            scenario.policies.iter().position(is_it).unwrap_or(0)
        }
    };
    let measures: Vec<&'static Measure> = options
        .measures
        .iter()
        .filter_map(|name| measure(name))
        .collect();
    let trial = Trial {
        replications: options
            .replications
            .unwrap_or(if options.together { 10 } else { 100 }),
        seed: options.seed,
        measures: &measures,
        baseline,
    };
    let pool = threads::pool(options.threads)?;
    let stop = Stop::listen()?;
    let watcher = Watcher::new(options.quiet);
    let failed = |failed| match failed {
        Failed::Unanchored(Unanchored::Stopped) => Failure::said(stop.code()),
        failed => {
            let message = format!("{}: {}", options.scenario.display(), reason(failed));
            Failure::input(message).help("run `tierone lint` on it first")
        }
    };
    if options.together {
        let design = Design {
            paths: options.paths,
            rows: options.rows,
            kept: options.numbers as usize,
        };
        let answer = pool.install(|| {
            tierone_sensitivity::together(&reading, &trial, design, &watcher, stop.flag())
        });
        watcher.end();
        let answer = answer.map_err(failed)?;
        if answer.numbers == 0 {
            return Err(without_ranges(options));
        }
        return terminal::answer(&match options.format {
            Format::Text => {
                together::text(&scenario.title, trial.replications, &answer, options.all)
            }
            Format::Csv => table(&answer.shares, options.raw)?,
            Format::Json => together::json(&scenario.title, &trial, &answer)?,
        });
    }
    let answer = pool.install(|| tornado(&reading, &trial, &watcher, stop.flag()));
    watcher.end();
    let answer = answer.map_err(failed)?;
    if answer.tried.is_empty() {
        return Err(without_ranges(options));
    }
    let not_tried = not_tried(&answer.tried);
    terminal::answer(&match options.format {
        Format::Text => {
            let left_out: Vec<(&str, &str)> = not_tried
                .iter()
                .map(|failed| (failed.key.as_str(), failed.reason.as_str()))
                .collect();
            page::page(
                &scenario.title,
                trial.replications,
                (&answer, &left_out),
                options.all,
            )
        }
        Format::Csv => table(
            &answer.bars.iter().map(row).collect::<Vec<_>>(),
            options.raw,
        )?,
        Format::Json => {
            let answer = Answer {
                title: &scenario.title,
                seed: options.seed,
                replications: trial.replications,
                not_tried,
                bars: &answer.bars,
            };
            let text = serde_json::to_string_pretty(&answer);
            text.map_err(|error| Failure::input(error.to_string()))? + "\n"
        }
    })?;
    if !answer.complete {
        terminal::talk("interrupted: what was tried until then is shown");
        return Err(Failure::said(stop.code()));
    }
    Ok(())
}

/// Nothing can be moved.
fn without_ranges(options: &Options) -> Failure {
    let message = format!(
        "{}: no number of it has a range",
        options.scenario.display()
    );
    Failure::input(message)
        .help("write a number that nobody has measured as { assumed = 0.6, low = 0.3, high = 0.9 }")
}

/// The name of a measure of a policy.
fn measured(text: &str) -> Result<&'static str, String> {
    let name = text.trim();
    match precise_names().into_iter().find(|known| *known == name) {
        Some(known) => Ok(known),
        None => Err(match nearest(name, precise_names()) {
            Some(near) => format!(
                "no measure of a policy is called `{}`; did you mean `{near}`?",
                plain(name)
            ),
            None => format!(
                "no measure of a policy is called `{}`; see `tierone list measures`",
                plain(name)
            ),
        }),
    }
}

fn not_tried(tried: &[Tried]) -> Vec<NotTried> {
    let failed = tried
        .iter()
        .filter_map(|tried| Some((tried, tried.failed?)));
    failed
        .map(|(tried, failed)| NotTried {
            key: tried.key.clone(),
            reason: reason(failed),
        })
        .collect()
}

/// Why something could not be tried.
fn reason(failed: Failed) -> String {
    match failed {
        Failed::DoesNotHold => "the scenario does not hold with it".into(),
        Failed::Unanchored(why) => why.to_string(),
    }
}

/// A row of the table for programs.
#[derive(Serialize)]
struct Row<'a> {
    policy: &'a str,
    against: Option<&'a str>,
    measure: &'a str,
    unit: &'a str,
    rank: usize,
    tied: bool,
    key: &'a str,
    assumed: &'a str,
    low: &'a str,
    high: &'a str,
    sourced: bool,
    figure: f64,
    at_low: f64,
    at_low_mcse: Option<f64>,
    at_high: f64,
    at_high_mcse: Option<f64>,
    swing: f64,
    swing_mcse: Option<f64>,
    share: f64,
    turns_at: Option<f64>,
}

/// A row of the table for programs.
fn row(bar: &Bar) -> Row<'_> {
    Row {
        policy: &bar.policy,
        against: bar.against.as_deref(),
        measure: bar.measure,
        unit: bar.unit,
        rank: bar.rank,
        tied: bar.tied,
        key: &bar.key,
        assumed: &bar.assumed,
        low: &bar.low,
        high: &bar.high,
        sourced: bar.sourced,
        figure: bar.figure,
        at_low: bar.at_low.mean,
        at_low_mcse: bar.at_low.mcse,
        at_high: bar.at_high.mean,
        at_high_mcse: bar.at_high.mcse,
        swing: bar.swing.mean,
        swing_mcse: bar.swing.mcse,
        share: in_percent(bar.share),
        turns_at: bar.turns_at,
    }
}

/// Rows as CSV for standard output.
fn table<R: Serialize>(rows: &[R], raw: RawCsv) -> Result<String, Failure> {
    let bytes = csv_rows(rows, raw.cells())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Shows how far it is.
struct Watcher(Option<ProgressBar>);

impl Watcher {
    fn new(quiet: bool) -> Self {
        Self((terminal::watched() && !quiet).then(|| {
            let style = ProgressStyle::with_template(
                "{bar:30} {human_pos} of {human_len} scenarios, {eta} left",
            );
            ProgressBar::new(1).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        }))
    }

    fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

impl study::Watch for Watcher {
    fn finished(&self) {}

    fn kept(&self, _: u32, _: &[Record]) {}
}

impl Watch for Watcher {
    fn tried(&self, done: usize, of: usize) {
        if let Some(bar) = &self.0 {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        }
    }
}
