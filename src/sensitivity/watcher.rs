//! Who watches: how much there is to simulate, how far it is, and what of it is kept.

use std::sync::OnceLock;

use indicatif::{ProgressBar, ProgressStyle};

use tierone_engine::study::{self, Record};
use tierone_scenario::Horizon;
use tierone_sensitivity::Watch;

use super::super::counter::{Counter, SELDOM};
use super::super::kept::Kept;
use super::super::terminal;
use super::super::work::Work;

/// How much of each scenario is simulated.
pub(super) struct Simulated<'a> {
    pub replications: u64,
    /// Whether there may be fewer of them.
    pub at_most: bool,
    pub policies: usize,
    pub horizon: &'a Horizon,
}

/// Shows how far it is.
pub(super) struct Watcher<'a> {
    simulated: Option<Simulated<'a>>,
    bar: Option<ProgressBar>,
    /// Lines, where there is no terminal to draw a bar on; none where nothing is to be said.
    counter: Option<OnceLock<Counter>>,
    kept: Option<&'a Kept<'a>>,
}

/// A point that was simulated: its number, and both means of each figure there.
pub(super) type Point = (u32, Vec<Option<[f64; 2]>>);

impl<'a> Watcher<'a> {
    pub fn new(quiet: bool, simulated: Simulated<'a>) -> Self {
        let bar = (terminal::watched() && !quiet).then(|| {
            let style = ProgressStyle::with_template(
                "{bar:30} {human_pos} of {human_len} scenarios, {eta} left",
            );
            ProgressBar::new(1).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        let counter = (!terminal::watched() && !quiet).then(OnceLock::new);
        Self {
            simulated: (!quiet).then_some(simulated),
            bar,
            counter,
            kept: None,
        }
    }

    /// With where finished points are kept.
    pub fn keeping(self, kept: Option<&'a Kept<'a>>) -> Self {
        Self { kept, ..self }
    }

    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl study::Watch for Watcher<'_> {
    fn finished(&self) {}

    fn kept(&self, _: u32, _: &[Record]) {}
}

impl Watch for Watcher<'_> {
    fn begins(&self, scenarios: usize) {
        if let Some(simulated) = &self.simulated {
            let work = Work {
                parts: (scenarios as u64, "scenarios"),
                replications: simulated.replications,
                at_most: simulated.at_most,
                policies: simulated.policies,
            };
            terminal::talk(&work.line(simulated.horizon));
        }
    }

    fn tried(&self, done: usize, of: usize) {
        if let Some(counter) = &self.counter {
            let (done, of) = (done as u64, of as u64);
            let new = || Counter::new(done, None, "scenarios", SELDOM);
            counter.get_or_init(new).reached(done, of);
        }
        if let Some(bar) = &self.bar {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        }
    }

    fn simulated(&self, point: u32, means: &[Option<[f64; 2]>]) {
        if let Some(kept) = self.kept {
            kept.keep(&(point, means));
        }
    }
}
