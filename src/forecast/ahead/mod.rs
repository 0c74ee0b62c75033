//! `tierone forecast SCENARIO`: what a scenario will give, with its uncertain numbers drawn anew.

mod folder;
mod joint;
mod text;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use tierone_outlook::{Asked, Failed, Outlook, Watch, ahead, answer, outlook};
use tierone_records::report::json;
use tierone_scenario::{Policy, Scenario};

use super::super::exit::{Failure, INPUT};
use super::super::figures::csv_rows;
use super::super::files;
use super::super::names::one;
use super::super::signals::Stop;
use super::super::{terminal, threads};
use super::options::{Format, Options};

/// The answer for programs.
#[derive(Serialize)]
struct Answer<'a> {
    title: &'a str,
    seed: u64,
    draws: usize,
    replications: u32,
    /// Numbers that were drawn, and how many of them together.
    drawn_numbers: Vec<&'a str>,
    drawn_together: usize,
    /// Whether it begins with the caseworkers of the fit.
    present: bool,
    /// Numbers that stay as they are, since the scenario does not hold at an end of their range.
    not_drawn: &'a [String],
    left_out: u32,
    anchored_by_simulation: usize,
    anchor_error_log_odds: Option<f64>,
    #[serde(flatten)]
    outlook: &'a Outlook,
}

/// Draws, simulates, and writes and prints what there is to say.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let own = &options.scenario;
    if !options.change.is_empty() || !options.checks.is_empty() || !options.limit.is_empty() {
        return Err(Failure::input(
            "--limit, --change and --checks are for the series of a figure, and this is a scenario",
        )
        .help("write limits as [[policy.target]] and changes into the scenario"));
    }
    if options.periods.is_some() {
        return Err(Failure::input(
            "--periods is for the series of a figure, and this is a scenario",
        )
        .help("a scenario is forecast over its [horizon]: change `periods` there"));
    }
    if let Some(out) = &options.out {
        super::folder::may_stand(out, options.force)?;
    }
    let reading = files::scenario(&options.series, own.confine)?;
    let scenario = reading.scenario.as_ref().ok_or(Failure::said(INPUT))?;
    let policies = policies(scenario, &own.policy)?;
    let (joint, present) = joint::read(&reading, own.confine)?;
    if own.present && present.is_none() {
        return Err(Failure::input(format!(
            "{}: who is there is not known: it names no estimates, or these are of results that end after its start",
            options.series.display()
        ))
        .help("fit it with `tierone fit`, and put `start` of its [horizon] after the last results"));
    }
    let asked = Asked {
        draws: own.draws,
        replications: own.replications,
        seed: own.seed,
        policies: &policies,
        joint: &joint,
        present: present.as_ref().filter(|_| own.present),
    };
    let pool = threads::pool(own.threads)?;
    let stop = Stop::listen()?;
    let watcher = Watcher::new(own.quiet, own.draws);
    let made = pool.install(|| ahead(&reading, &asked, &watcher, stop.flag()));
    watcher.end();
    let made = match made {
        Ok(made) => made,
        Err(Failed::Stopped) => return Err(Failure::said(stop.code())),
        Err(failed) => {
            let reason = match failed {
                Failed::DoesNotHold => "it does not hold in most draws of its numbers",
                _ => "its anchor is out of reach in most draws of its numbers",
            };
            return Err(
                Failure::input(format!("{}: {reason}", options.series.display()))
                    .help("narrow the ranges, and run `tierone lint` on it"),
            );
        }
    };
    let mut rows = pool.install(|| outlook(&made));
    rows.answer = answer(&made, &rows);
    let document = json(&Answer {
        title: &scenario.title,
        seed: own.seed,
        draws: made.draws(),
        replications: own.replications,
        drawn_numbers: made.ranges.iter().map(|range| range.key.as_str()).collect(),
        drawn_together: made.together,
        present: own.present,
        not_drawn: &made.broken,
        left_out: made.left_out,
        anchored_by_simulation: made.shifted.simulated,
        anchor_error_log_odds: made.shifted.error,
        outlook: &rows,
    });
    if let Some(out) = &options.out {
        folder::write(out, options, (&reading, &made), &rows, &document)?;
    }
    terminal::answer(&match options.format {
        Format::Table => text::text((&made, own.replications), &rows, terminal::columns()),
        Format::Json => document,
        Format::Csv => {
            let cells = options.raw.cells();
            String::from_utf8_lossy(&csv_rows(&rows.fans, cells)?).into_owned()
        }
    })?;
    if !made.complete {
        terminal::talk("interrupted: the draws made until then are shown");
        return Err(Failure::said(stop.code()));
    }
    Ok(())
}

/// The places of the policies that were named; all of them where none was.
fn policies(scenario: &Scenario, names: &[String]) -> Result<Vec<usize>, Failure> {
    if names.is_empty() {
        return Ok((0..scenario.policies.len()).collect());
    }
    let mut places = Vec::new();
    for name in names {
        let policy = one("policy", Some(name), &scenario.policies, |policy| {
            &policy.name
        })?;
        let is_it = |other: &Policy| other.name == policy.name;
        places.extend(scenario.policies.iter().position(is_it));
    }
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

/// Shows how far it is.
struct Watcher(Option<ProgressBar>);

impl Watcher {
    fn new(quiet: bool, draws: u32) -> Self {
        Self((terminal::watched() && !quiet).then(|| {
            let style = ProgressStyle::with_template(
                "{msg}{bar:30} {human_pos} of {human_len} draws, {eta} left",
            );
            ProgressBar::new(draws.into())
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        }))
    }

    fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

impl Watch for Watcher {
    fn anchored(&self, done: usize, of: usize) {
        if let Some(bar) = &self.0 {
            let all = done == of;
            bar.set_message(match all {
                true => String::new(),
                false => format!("anchor of {done} of {of} "),
            });
        }
    }

    fn drawn(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }
}
