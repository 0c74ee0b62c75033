//! How far a run is, and how long it will still take, on standard error.
#![expect(
    clippy::disallowed_methods,
    reason = "progress tells how long a run takes"
)]

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressStyle};

use tierone_scenario::Replications;

use super::options::{Options, ProgressKind};
use crate::terminal;

/// Between two lines of a counter.
const PAUSE: Duration = Duration::from_secs(5);

/// A bar, a counter, or nothing.
pub(super) enum Progress {
    Bar(ProgressBar),
    Counter(Counter),
    Silent,
}

/// Lines, for logs.
pub(super) struct Counter {
    started: Instant,
    before: u64,
    made: AtomicU64,
    /// Where it ends, if that is known.
    most: Option<u64>,
    what: &'static str,
    last: Mutex<Instant>,
}

/// How progress is shown.
fn kind(options: &Options) -> ProgressKind {
    let watched = terminal::watched();
    match options.progress {
        _ if options.quiet => ProgressKind::None,
        ProgressKind::Auto if watched => ProgressKind::Bar,
        ProgressKind::Auto => ProgressKind::None,
        // A bar needs a terminal to be drawn over and over.
        ProgressKind::Bar if !watched => ProgressKind::Counter,
        kind => kind,
    }
}

impl Progress {
    /// Starts to show a run of which `done` replications are there already.
    pub fn start(options: &Options, asked: &Replications, done: usize) -> Self {
        let (most, at_most) = match asked {
            Replications::Fixed(n) => (u64::from(*n), ""),
            Replications::Until { ceiling, .. } => (u64::from(*ceiling), "at most "),
        };
        match kind(options) {
            ProgressKind::Bar => {
                let template = format!(
                    "{{bar:30}} {{human_pos}} of {at_most}{{human_len}} replications, {at_most}{{eta}} left"
                );
                let style = ProgressStyle::with_template(&template)
                    .unwrap_or_else(|_| ProgressStyle::default_bar());
                let bar = ProgressBar::new(most)
                    .with_style(style)
                    .with_position(done as u64);
                bar.reset_eta();
                Self::Bar(bar)
            }
            ProgressKind::Counter => {
                Self::Counter(Counter::new(done as u64, Some(most), "replications"))
            }
            ProgressKind::Auto | ProgressKind::None => Self::Silent,
        }
    }

    /// Starts to show work of which nobody knows how much there is.
    pub fn start_open(options: &Options, what: &'static str) -> Self {
        match kind(options) {
            ProgressKind::Bar => {
                let style = ProgressStyle::with_template(&format!("{{human_pos}} {what}"))
                    .unwrap_or_else(|_| ProgressStyle::default_spinner());
                Self::Bar(ProgressBar::new_spinner().with_style(style))
            }
            ProgressKind::Counter => Self::Counter(Counter::new(0, None, what)),
            ProgressKind::Auto | ProgressKind::None => Self::Silent,
        }
    }

    /// One more replication is finished.
    pub fn one_more(&self) {
        match self {
            Self::Bar(bar) => bar.inc(1),
            Self::Counter(counter) => counter.one_more(),
            Self::Silent => {}
        }
    }

    /// Clears the bar.
    pub fn end(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

impl Counter {
    fn new(before: u64, most: Option<u64>, what: &'static str) -> Self {
        let now = Instant::now();
        Self {
            started: now,
            before,
            made: AtomicU64::new(0),
            most,
            what,
            last: Mutex::new(now),
        }
    }

    fn one_more(&self) {
        let made = self.made.fetch_add(1, Ordering::Relaxed) + 1;
        // Whoever finds another thread counting leaves it to that one.
        let Ok(mut last) = self.last.try_lock() else {
            return;
        };
        if last.elapsed() < PAUSE {
            return;
        }
        *last = Instant::now();
        let (there, what) = (self.before + made, self.what);
        let Some(most) = self.most else {
            terminal::talk(&format!("{there} {what}"));
            return;
        };
        let left = most.saturating_sub(there) as f64 / made as f64;
        let left = Duration::try_from_secs_f64(self.started.elapsed().as_secs_f64() * left);
        terminal::talk(&format!(
            "{there} of {most} {what}, {} left",
            HumanDuration(left.unwrap_or(Duration::MAX))
        ));
    }
}
