//! Watches a study: shows progress and keeps finished replications on disk, now and then.
#![expect(
    clippy::disallowed_methods,
    reason = "finished replications go to disk now and then"
)]

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tierone_engine::study::{Record, Watch};
use tierone_report as archive;

use super::super::exit::Failure;
use super::progress::Progress;
use super::working::Working;

/// At least so long between two chunks.
const PAUSE: Duration = Duration::from_secs(5);

/// A chunk holds at least this share of what is kept before it, so that a run of any length makes
/// some dozens of files.
const SHARE: u32 = 8;

/// What is believed of the keeper.
const NO_PANIC: &str = "no thread panicked while it kept records";

/// What watches a run.
pub(super) struct Watcher<'a> {
    progress: &'a Progress,
    working: &'a Working,
    stop: &'a AtomicBool,
    keeper: Mutex<Keeper>,
}

/// Records that are finished and not on disk yet.
struct Keeper {
    body: Vec<u8>,
    first: u32,
    count: u32,
    written: Instant,
    failure: Option<Failure>,
}

impl<'a> Watcher<'a> {
    /// Watches a run of which `done` replications are on disk already; `stop` is set when the disk
    /// fails.
    pub fn new(
        progress: &'a Progress,
        working: &'a Working,
        done: usize,
        stop: &'a AtomicBool,
    ) -> Self {
        Self {
            progress,
            working,
            stop,
            keeper: Mutex::new(Keeper {
                body: Vec::new(),
                first: done as u32,
                count: 0,
                written: Instant::now(),
                failure: None,
            }),
        }
    }

    /// Replications on disk at the end; what is not yet there is written if the run was cut off.
    ///
    /// # Errors
    /// The disk failed, now or before.
    pub fn close(self, cut_off: bool) -> Result<u32, Failure> {
        let mut keeper = self.keeper.into_inner().expect(NO_PANIC);
        if cut_off {
            keeper.write(self.working);
        }
        keeper.failure.map_or(Ok(keeper.first), Err)
    }
}

impl Watch for Watcher<'_> {
    fn finished(&self) {
        self.progress.one_more();
    }

    fn kept(&self, first: u32, records: &[Record]) {
        let mut keeper = self.keeper.lock().expect(NO_PANIC);
        assert_eq!(
            keeper.first + keeper.count,
            first,
            "records are kept in order"
        );
        keeper.body.extend(archive::encode(records));
        keeper.count += records.len() as u32;
        let due = keeper.written.elapsed() >= PAUSE && keeper.count >= keeper.first / SHARE;
        if due {
            keeper.write(self.working);
        }
        if keeper.failure.is_some() {
            self.stop.store(true, Ordering::Relaxed);
        }
    }
}

impl Keeper {
    fn write(&mut self, working: &Working) {
        if self.count == 0 || self.failure.is_some() {
            return;
        }
        match working.keep(self.first, self.count, &self.body) {
            Ok(()) => {
                self.first += self.count;
                self.count = 0;
                self.body.clear();
                self.written = Instant::now();
            }
            Err(failure) => self.failure = Some(failure),
        }
    }
}
