//! How far long work is, in lines on standard error: for logs, and where there is no terminal.
#![expect(
    clippy::disallowed_methods,
    reason = "progress tells how long work takes"
)]

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::HumanDuration;

use super::terminal;

/// Between two lines of work that nobody asked to watch.
pub(super) const SELDOM: Duration = Duration::from_secs(20);

/// Counts parts of work, and says now and then how many are done.
pub(super) struct Counter {
    before: u64,
    made: AtomicU64,
    /// Where it ends, if that is known.
    most: Option<u64>,
    what: &'static str,
    /// Between two lines.
    pause: Duration,
    times: Mutex<Times>,
}

/// When it began, and when it last said something.
struct Times {
    started: Instant,
    last: Instant,
}

impl Counter {
    /// Of work of which so much was there before.
    pub fn new(before: u64, most: Option<u64>, what: &'static str, pause: Duration) -> Self {
        let (started, last) = (Instant::now(), Instant::now());
        Self {
            before,
            made: AtomicU64::new(0),
            most,
            what,
            pause,
            times: Mutex::new(Times { started, last }),
        }
    }

    /// The work begins only now.
    pub fn start_again(&self) {
        if let Ok(mut times) = self.times.lock() {
            times.started = Instant::now();
        }
    }

    /// One more is done.
    pub fn one_more(&self) {
        self.say(self.made.fetch_add(1, Ordering::Relaxed) + 1, self.most);
    }

    /// So many are done, with those that were there before, of so many as far as is known by now.
    pub fn reached(&self, there: u64, most: u64) {
        self.say(there.saturating_sub(self.before), Some(most));
    }

    fn say(&self, made: u64, most: Option<u64>) {
        // Whoever finds another thread counting leaves it to that one.
        let Ok(mut times) = self.times.try_lock() else {
            return;
        };
        if times.last.elapsed() < self.pause {
            return;
        }
        times.last = Instant::now();
        terminal::talk(&self.line((made, most), times.started.elapsed()));
    }

    /// What is said after so many of its own, in so long.
    fn line(&self, (made, most): (u64, Option<u64>), elapsed: Duration) -> String {
        let (there, what) = (self.before + made, self.what);
        let Some(most) = most else {
            return format!("{there} {what}");
        };
        let left = most.saturating_sub(there) as f64 / made as f64;
        let left = Duration::try_from_secs_f64(elapsed.as_secs_f64() * left);
        format!(
            "{there} of {most} {what}, {} left",
            HumanDuration(left.unwrap_or(Duration::MAX))
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_before_takes_no_time() {
        let line = |before, most| {
            let counter = Counter::new(before, most, "draws", Duration::ZERO);
            counter.line((10, most), Duration::from_secs(60))
        };
        assert_eq!(line(0, Some(40)), "10 of 40 draws, 3 minutes left");
        assert_eq!(line(20, Some(40)), "30 of 40 draws, 60 seconds left");
        assert_eq!(line(0, None), "10 draws");
    }
}
