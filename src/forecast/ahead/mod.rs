//! `tierone forecast SCENARIO`: what a scenario will give, with its uncertain numbers drawn anew.

mod folder;
mod joint;
mod past;
mod text;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use tierone_fit::office::HistoryRow;
use tierone_outlook::{
    Asked, Failed, Finished, Outlook, Watch, ahead, answer, bytes_of_replication, outlook,
};
use tierone_records::report::json;

use super::super::counter::{Counter, SELDOM};
use super::super::destination;
use super::super::exit::{Failure, INPUT};
use super::super::figures::csv_text;
use super::super::files;
use super::super::kept::{Again, Kept, identity};
use super::super::policies::some_or_all;
use super::super::run::{ROOM, available};
use super::super::signals::Stop;
use super::super::work::Work;
use super::super::{terminal, threads};
use super::options::{Format, OfScenario, Options};

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
    /// Whether it begins with caseworkers who are known.
    present: bool,
    /// Accuracy that checks found before.
    history: &'a [HistoryRow],
    /// Numbers that stay as they are, since the scenario does not hold at an end of their range.
    not_drawn: &'a [String],
    left_out: u32,
    fitted_shift_log_odds: Option<f64>,
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
        destination::may_stand(out, options.force)?;
    }
    let reading = files::scenario(&options.series, own.confine)?;
    let scenario = reading.scenario.as_ref().ok_or(Failure::said(INPUT))?;
    let policies = some_or_all(scenario, &own.policy)?;
    let joint::Fitted {
        joint,
        present,
        caution,
    } = joint::read(&reading, own.confine)?;
    if own.present && present.is_none() {
        return Err(Failure::input(format!(
            "{}: who is there is not known: it names no estimates, or these are of results that end after its start",
            options.series.display()
        ))
        .help("fit it with `tierone fit`, and put `start` of its [horizon] after the last results"));
    }
    let (present, history, taken) = match own.history.is_empty() {
        true => (present.filter(|_| own.present), Vec::new(), None),
        false => {
            let past = past::past(options, scenario)?;
            (Some(past.present), past.rows, Some(past.taken))
        }
    };
    let asked = Asked {
        draws: own.draws,
        replications: own.replications,
        seed: own.seed,
        policies: &policies,
        joint: &joint,
        present: present.as_ref(),
    };
    let pool = threads::pool(own.threads)?;
    let stop = Stop::listen()?;
    fits(options, bytes_of_replication(scenario, &policies))?;
    let (kept, done) = match &options.out {
        None => (None, Vec::new()),
        Some(out) => {
            let identity = identity(&reading, own.seed, &identified(own, &asked));
            let again = Again {
                resume: own.resume,
                force: options.force,
            };
            let (kept, done) = Kept::open::<Finished>(out, identity, again, stop.flag())?;
            (Some(kept), done)
        }
    };
    if own.resume && !own.quiet {
        terminal::talk(&format!("{} draws are there already", done.len()));
    }
    if !own.quiet {
        let work = Work {
            parts: (own.draws.into(), "draws of the numbers"),
            replications: asked.replications.into(),
            at_most: false,
            policies: asked.policies.len(),
        };
        terminal::talk(&work.line(&scenario.horizon));
    }
    let watcher = Watcher::new(own.quiet, (own.draws, done.len()), kept.as_ref());
    let made = pool.install(|| ahead(&reading, &asked, (&watcher, done), stop.flag()));
    watcher.end();
    let made = match made {
        Ok(made) => made,
        Err(Failed::Stopped) => {
            if let Some(kept) = &kept {
                kept.cut_off("draws")?;
            }
            return Err(Failure::said(stop.code()));
        }
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
    // Whoever ends the program waits for nothing more where what is finished is kept: the answer comes when it has gone on.
    if let (false, Some(kept)) = (made.complete, &kept) {
        kept.cut_off("draws")?;
        return Err(Failure::said(stop.code()));
    }
    let mut rows = pool.install(|| outlook(&made));
    rows.answer = answer(&made, &rows);
    if let Some(caution) = caution {
        rows.answer = format!("{caution}\n\n{}", rows.answer);
    }
    for said in past::last(&history).into_iter().chain(taken) {
        rows.answer = format!("{}\n\n{said}", rows.answer);
    }
    let document = json(&Answer {
        title: &scenario.title,
        seed: own.seed,
        draws: made.draws(),
        replications: own.replications,
        drawn_numbers: made.ranges.iter().map(|range| range.key.as_str()).collect(),
        drawn_together: made.together,
        present: present.is_some(),
        history: &history,
        not_drawn: &made.broken,
        left_out: made.left_out,
        fitted_shift_log_odds: made.shifted.to_fit,
        anchored_by_simulation: made.shifted.simulated,
        anchor_error_log_odds: made.shifted.error,
        outlook: &rows,
    });
    if let Some(kept) = kept {
        let shown = folder::Shown {
            reading: &reading,
            made: &made,
            rows: &rows,
            history: &history,
        };
        shown.write(kept.folder(), options, &document)?;
        kept.remove();
    }
    terminal::answer(&match options.format {
        Format::Table => text::text((&made, own.replications), &rows, terminal::columns()),
        Format::Json => document,
        Format::Csv => csv_text(&rows.fans, options.raw.cells())?,
    })?;
    if !made.complete {
        terminal::talk("interrupted: the draws made until then are shown");
        return Err(Failure::said(stop.code()));
    }
    Ok(())
}

/// Whether all replications fit in memory, each of so many bytes: quantiles need all of them until the end.
fn fits(options: &Options, each: u64) -> Result<(), Failure> {
    let own = &options.scenario;
    let so_many = u64::from(own.draws) * u64::from(own.replications);
    let Some(available) = available() else {
        return Ok(());
    };
    let most = available.saturating_sub(ROOM) / each.max(1);
    if so_many <= most.max(1_000) {
        return Ok(());
    }
    let gigabytes = |bytes: u64| format!("{:.1} GiB", bytes as f64 / f64::from(1 << 30));
    Err(Failure::input(format!(
        "{}: {} draws of {} replications need {} of memory, and {} are free",
        options.series.display(),
        own.draws,
        own.replications,
        gigabytes(so_many.saturating_mul(each)),
        gigabytes(available)
    ))
    .help("ask for fewer: --draws 200 --replications 50 are enough for bands"))
}

/// What draws hang on beside the scenario and the seed.
fn identified(own: &OfScenario, asked: &Asked) -> String {
    format!(
        "forecast {} {:?} {:?} {:?}",
        own.replications, asked.policies, asked.joint, asked.present
    )
}

/// Shows how far it is.
struct Watcher<'a> {
    bar: Option<ProgressBar>,
    /// Lines, where there is no terminal to draw a bar on.
    counter: Option<Counter>,
    kept: Option<&'a Kept<'a>>,
}

impl<'a> Watcher<'a> {
    fn new(quiet: bool, (draws, there): (u32, usize), kept: Option<&'a Kept<'a>>) -> Self {
        let counter = (!terminal::watched() && !quiet).then(|| {
            let most = Some(u64::from(draws));
            Counter::new(there as u64, most, "draws", SELDOM)
        });
        let bar = (terminal::watched() && !quiet).then(|| {
            let style = ProgressStyle::with_template(
                "{msg}{bar:30} {human_pos} of {human_len} draws, {eta} left",
            );
            ProgressBar::new(draws.into())
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Self { bar, counter, kept }
    }

    fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Watch for Watcher<'_> {
    fn anchored(&self, done: usize, of: usize) {
        if let Some(counter) = &self.counter {
            // What finds anchors is not what simulates.
            counter.start_again();
        }
        if let Some(bar) = &self.bar {
            let all = done == of;
            bar.set_message(match all {
                true => String::new(),
                false => format!("anchor of {done} of {of} "),
            });
        }
    }

    fn drawn(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    fn kept(&self, finished: &Finished) {
        if let Some(counter) = &self.counter {
            counter.one_more();
        }
        if let Some(kept) = self.kept {
            kept.keep(finished);
        }
    }
}
