//! How far a run is, and how long it will still take, on standard error.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use tierone_scenario::Replications;

use super::options::{Options, ProgressKind};
use crate::counter::Counter;
use crate::terminal;

/// Between two lines of a counter.
const PAUSE: Duration = Duration::from_secs(5);

/// A bar, a counter, or nothing.
pub(super) enum Progress {
    Bar(ProgressBar),
    Counter(Counter),
    Silent,
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
                Self::Counter(Counter::new(done as u64, Some(most), "replications", PAUSE))
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
            ProgressKind::Counter => Self::Counter(Counter::new(0, None, what, PAUSE)),
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
