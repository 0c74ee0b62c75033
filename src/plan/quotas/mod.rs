//! `tierone plan SCENARIO`: which quotas are enough for the aims of its `[plan]`.

mod example;
mod folder;
mod policy;

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use tierone_plan::{Failed, QuotaQuestion, Watch, quota_text, quotas};
use tierone_records::report::json;
use tierone_stats::format::shown;

use super::super::exit::{Failure, INPUT};
use super::super::figures::csv_text;
use super::super::signals::Stop;
use super::super::{destination, files, terminal, threads};
use super::options::{Format, Options};

/// Searches, and writes and prints what there is to say.
pub(super) fn run(path: &Path, options: &Options) -> Result<(), Failure> {
    let own = &options.simulated;
    if let Some(out) = &own.out {
        destination::may_stand(out, own.force)?;
    }
    let reading = files::scenario(path, own.confine)?;
    let scenario = reading.scenario.as_ref().ok_or(Failure::said(INPUT))?;
    if scenario.plan.is_none() {
        let message = format!("{}: it has no [plan], so nothing is asked", path.display());
        return Err(Failure::input(message).help(example::example(scenario)));
    }
    let question = QuotaQuestion {
        worlds: own.replications(),
        seed: own.seed(),
    };
    let pool = threads::pool(own.threads)?;
    let stop = Stop::listen()?;
    let watcher = Watcher::new(own.quiet);
    let made = pool.install(|| quotas(scenario, &question, &watcher, stop.flag()));
    watcher.end();
    let answer = made.map_err(|failed| failure(path, failed, &stop))?;
    if let Some(out) = &own.out {
        folder::write(out, path, options, (&reading, &answer))?;
    }
    terminal::answer(&match options.format {
        Format::Table => quota_text(&answer, terminal::columns()),
        Format::Json => json(&answer),
        Format::Csv => csv_text(&answer.policies, own.raw.cells())?,
    })?;
    if !answer.complete {
        terminal::talk("interrupted: the best until then is shown");
        return Err(Failure::said(stop.code()));
    }
    Ok(())
}

fn failure(path: &Path, failed: Failed, stop: &Stop) -> Failure {
    let path = path.display();
    match failed {
        Failed::Stopped => Failure::said(stop.code()),
        Failed::NoPlan => Failure::input(format!("{path}: it has no [plan]"))
            .help("`tierone explain plan` says what to add"),
        Failed::Unanchored(why) => Failure::input(format!("{path}: {why}"))
            .help("change the anchor or the rates, and run `tierone lint` on it"),
        Failed::TooFewEach {
            asked,
            most,
            checks,
        } => {
            let names: Vec<String> = checks
                .iter()
                .map(|name| format!("`{}`", shown(name)))
                .collect();
            let (message, help) = match names.is_empty() {
                true => (
                    "no check of the policy asks for checks of each caseworker".to_owned(),
                    "remove the aim, or draw a check by `per-caseworker`".to_owned(),
                ),
                false => (
                    format!(
                        "the most that may be chosen is {most}, by {}",
                        names.join(" and ")
                    ),
                    match most >= 1.0 {
                        true => format!(
                            "let their `checks` vary up to {asked}, or set the aim to {most}"
                        ),
                        false => {
                            format!("let their `checks` vary up to {asked}, or remove the aim")
                        }
                    },
                ),
            };
            Failure::input(format!("{path}: `per_caseworker` is in the way: it asks for {asked} checks of each caseworker, and {message}")).help(help)
        }
        Failed::NothingLeft(reasons) => {
            let all: Vec<String> = reasons
                .iter()
                .map(|(why, count)| format!("{count} times: {why}"))
                .collect();
            Failure::input(format!(
                "{path}: no policy of its [plan] is worth a try: {}",
                all.join("; ")
            ))
            .help("let other values vary in [[plan.vary]], or change the aim")
        }
    }
}

/// Shows how far it is.
struct Watcher(Option<ProgressBar>);

impl Watcher {
    fn new(quiet: bool) -> Self {
        Self((terminal::watched() && !quiet).then(|| {
            let style = ProgressStyle::with_template(
                "{spinner} {msg}, {human_pos} years simulated, {elapsed}",
            );
            ProgressBar::new_spinner()
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
                .with_message("today's policy first")
        }))
    }

    fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

impl Watch for Watcher {
    fn simulated(&self, worlds: u64) {
        if let Some(bar) = &self.0 {
            bar.inc(worlds);
        }
    }

    fn left(&self, policies: usize) {
        if let Some(bar) = &self.0 {
            bar.set_message(match policies {
                1 => "1 policy left".to_owned(),
                n => format!("{n} policies left"),
            });
        }
    }
}
