//! `tierone sensitivity`: which assumptions of a scenario its answers hang on.

mod folder;
mod options;
mod page;
mod together;
mod watcher;

pub(super) use options::Options;

use serde::Serialize;

use tierone_chart::{shares, tornados};
use tierone_engine::measure::{Measure, measure};
use tierone_engine::study::Unanchored;
use tierone_scenario::Reading;
use tierone_sensitivity::{Bar, Design, Done, Failed, MOST_REPLICATIONS, Trial, Tried, tornado};
use tierone_stats::written::in_percent;

use super::destination::Destination;
use super::exit::{Failure, INPUT};
use super::figures::csv_rows;
use super::files::RawCsv;
use super::kept::{Again, Kept, identity};
use super::policies::{place, some_or_all};
use super::signals::Stop;
use super::{destination, files, terminal, threads};
use folder::Made;
use options::Format;
use watcher::{Point, Simulated, Watcher};

/// Replications at each value where nothing else is said.
const REPLICATIONS: u32 = 100;

/// The answer for programs.
#[derive(Serialize)]
struct Answer<'a> {
    title: &'a str,
    seed: u64,
    replications: u32,
    /// Assumptions that could not be tried, each with the reason.
    not_tried: &'a [NotTried],
    bars: &'a [Bar],
}

#[derive(Serialize)]
struct NotTried {
    key: String,
    reason: String,
}

/// Which numbers are tried that the file does not have.
fn built_in(reading: &Reading) -> Option<String> {
    let assumptions = reading.assumptions.iter();
    let ranged = assumptions.filter(|a| a.low.is_some() && a.high.is_some());
    let others: Vec<&str> = ranged
        .filter(|assumption| reading.places.way(&assumption.key).is_none())
        .map(|assumption| assumption.key.as_str())
        .collect();
    let first = others.first()?;
    Some(format!(
        "note: {} of the numbers are built-in guesses that the file does not have, such as `{first}`; `tierone explain {first}` \
         shows how to write them",
        others.len()
    ))
}

/// Tries every assumption at both ends.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    if let Some(out) = &options.out {
        destination::may_stand(out, options.force)?;
    }
    let reading = files::scenario(&options.scenario, options.confine)?;
    let scenario = reading.scenario.as_ref().ok_or(Failure::said(INPUT))?;
    if !options.quiet
        && let Some(note) = built_in(&reading)
    {
        terminal::talk(&note);
    }
    let policies = some_or_all(scenario, &options.policy)?;
    let baseline = match &options.baseline {
        None => 0,
        Some(name) => {
            let place = place(scenario, name)?;
            let among = policies.iter().position(|policy| *policy == place);
            among.ok_or_else(|| {
                Failure::input(format!("`--baseline {name}`: --policy leaves it out"))
                    .help("name it with --policy too")
            })?
        }
    };
    let measures: Vec<&'static Measure> = options
        .measures
        .iter()
        .filter_map(|name| measure(name))
        .collect();
    let trial = Trial {
        seed: options.seed,
        measures: &measures,
        policies: &policies,
        baseline,
    };
    let pool = threads::pool(options.threads)?;
    let stop = Stop::listen()?;
    let simulated = |replications: Option<u32>| Simulated {
        // With all numbers at once each is simulated twice.
        replications: match options.together {
            true => 2 * u64::from(replications.unwrap_or(MOST_REPLICATIONS)),
            false => replications.unwrap_or(REPLICATIONS).into(),
        },
        at_most: options.together && replications.is_none(),
        policies: policies.len(),
        horizon: &scenario.horizon,
    };
    let watcher = Watcher::new(options.quiet, simulated(options.replications));
    let failed = |failed| match failed {
        Failed::Unanchored(Unanchored::Stopped) => Failure::said(stop.code()),
        failed => {
            let message = format!("{}: {}", options.scenario.display(), reason(failed));
            Failure::input(message).help("run `tierone lint` on it first")
        }
    };
    if options.together {
        let design = Design {
            replications: options.replications,
            paths: options.paths,
            rows: options.rows,
            kept: options.numbers as usize,
        };
        let (kept, done) = match &options.out {
            None => (None, Vec::new()),
            Some(out) => {
                let identity = identity(&reading, options.seed, &identified(&trial, design));
                let again = Again {
                    resume: options.resume,
                    force: options.force,
                };
                let (kept, done) = Kept::open::<Point>(out, identity, again, stop.flag())?;
                (Some(kept), done)
            }
        };
        if options.resume && !options.quiet {
            terminal::talk(&format!("{} scenarios are there already", done.len()));
        }
        let watcher = watcher.keeping(kept.as_ref());
        let done: Done = done.into_iter().collect();
        let answer = pool.install(|| {
            tierone_sensitivity::together(&reading, &trial, design, (&watcher, &done), stop.flag())
        });
        watcher.end();
        if let (Err(Failed::Unanchored(Unanchored::Stopped)), Some(kept)) = (&answer, &kept) {
            kept.cut_off("scenarios")?;
        }
        let answer = answer.map_err(failed)?;
        if answer.numbers == 0 {
            return Err(without_ranges(options));
        }
        let json = together::json(&scenario.title, &trial, &answer)?;
        if let Some(kept) = kept {
            let made = Made {
                options,
                reading: &reading,
                trial: &trial,
                answer: together::sentences(&answer),
                replications: answer.replications,
                how: together::how(&answer),
                notes: answer
                    .broken
                    .iter()
                    .map(|key| together::not_tried(key))
                    .collect(),
                complete: true,
            };
            let drawings = shares(&scenario.title, answer.replications, &answer.shares);
            let rows = csv_rows(&answer.shares, options.raw.cells())?;
            made.write(kept.folder(), &drawings, ("shares.csv", rows), &json)?;
            kept.remove();
        }
        return terminal::answer(&match options.format {
            Format::Text => together::text(&scenario.title, &answer, options.all),
            Format::Csv => table(&answer.shares, options.raw)?,
            Format::Json => json,
        });
    }
    let replications = options.replications.unwrap_or(REPLICATIONS);
    let asked = (&trial, replications);
    let answer = pool.install(|| tornado(&reading, asked, &watcher, stop.flag()));
    watcher.end();
    let answer = answer.map_err(failed)?;
    if answer.tried.is_empty() {
        return Err(without_ranges(options));
    }
    let not_tried = not_tried(&answer.tried);
    let left_out: Vec<(&str, &str)> = not_tried
        .iter()
        .map(|failed| (failed.key.as_str(), failed.reason.as_str()))
        .collect();
    let rows: Vec<Row> = answer.bars.iter().map(row).collect();
    let json = serde_json::to_string_pretty(&Answer {
        title: &scenario.title,
        seed: options.seed,
        replications,
        not_tried: &not_tried,
        bars: &answer.bars,
    });
    let json = json.map_err(|error| Failure::input(error.to_string()))? + "\n";
    if let Some(out) = &options.out {
        let made = Made {
            options,
            reading: &reading,
            trial: &trial,
            answer: page::sentences(&answer, replications),
            replications,
            how: page::how(replications, &answer),
            notes: left_out
                .iter()
                .map(|(key, reason)| page::not_tried(key, reason))
                .collect(),
            complete: answer.complete,
        };
        let drawings = tornados(&scenario.title, replications, &answer.bars);
        let rows = csv_rows(&rows, options.raw.cells())?;
        let working = Destination::at(out, "results")?.work()?;
        made.write(&working, &drawings, ("tornado.csv", rows), &json)?;
    }
    terminal::answer(&match options.format {
        Format::Text => page::page(
            &scenario.title,
            replications,
            (&answer, &left_out),
            options.all,
        ),
        Format::Csv => table(&rows, options.raw)?,
        Format::Json => json,
    })?;
    if !answer.complete {
        terminal::talk("interrupted: what was tried until then is shown");
        return Err(Failure::said(stop.code()));
    }
    Ok(())
}

/// What points hang on beside the scenario and the seed.
fn identified(trial: &Trial, design: Design) -> String {
    let measures: Vec<&str> = trial.measures.iter().map(|measure| measure.name).collect();
    format!(
        "sensitivity {:?} {} {measures:?} {design:?}",
        trial.policies, trial.baseline
    )
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
    figure_at_low: f64,
    figure_at_low_mcse: Option<f64>,
    figure_at_high: f64,
    figure_at_high_mcse: Option<f64>,
    swing: f64,
    swing_mcse: Option<f64>,
    share: Option<f64>,
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
        figure_at_low: bar.figure_at_low.mean,
        figure_at_low_mcse: bar.figure_at_low.mcse,
        figure_at_high: bar.figure_at_high.mean,
        figure_at_high_mcse: bar.figure_at_high.mcse,
        swing: bar.swing.mean,
        swing_mcse: bar.swing.mcse,
        share: bar.share.map(in_percent),
        turns_at: bar.turns_at,
    }
}

/// Rows as CSV for standard output.
fn table<R: Serialize>(rows: &[R], raw: RawCsv) -> Result<String, Failure> {
    let bytes = csv_rows(rows, raw.cells())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
