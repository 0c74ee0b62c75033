//! Signals that ask the program to end: Ctrl-C, a system that shuts down (SIGTERM), a terminal that goes away (SIGHUP).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::exit::Failure;

/// What the first signal sets.
pub(super) struct Stop {
    asked: Arc<AtomicBool>,
    signal: Arc<AtomicUsize>,
}

impl Stop {
    /// Listens from now on: the first signal sets the flag, the second ends the program at once.
    ///
    /// # Errors
    /// The system does not let the program listen.
    pub fn listen() -> Result<Self, Failure> {
        let stop = Self {
            asked: Arc::new(AtomicBool::new(false)),
            signal: Arc::new(AtomicUsize::new(SIGINT as usize)),
        };
        for signal in signals() {
            // In this order: the flag that a signal sets itself must not end the program.
            flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&stop.asked))
                .and_then(|_| {
                    flag::register_usize(signal, Arc::clone(&stop.signal), signal as usize)
                })
                .and_then(|_| flag::register(signal, Arc::clone(&stop.asked)))
                .map_err(|error| Failure::signals(&error))?;
        }
        Ok(stop)
    }

    /// Set when the program was asked to end.
    pub fn flag(&self) -> &AtomicBool {
        &self.asked
    }

    /// The exit code of a program that was asked to end: 128 and the number of the signal.
    pub fn code(&self) -> u8 {
        128 + self.signal.load(Ordering::Relaxed) as u8
    }
}

/// The signals to listen for. A terminal that goes away is nothing to a command that was told so (`nohup`).
fn signals() -> Vec<i32> {
    #[cfg(unix)]
    {
        let hang_up = signal_hook::consts::SIGHUP;
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        if !ignored(&status, hang_up) {
            return vec![SIGINT, SIGTERM, hang_up];
        }
    }
    vec![SIGINT, SIGTERM]
}

/// Whether a signal is ignored, from what Linux says of a process.
#[cfg(unix)]
fn ignored(status: &str, signal: i32) -> bool {
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = line.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask & (1 << (signal - 1)) != 0)
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn signals_that_are_ignored_are_read_from_the_mask() {
        use super::ignored;
        let status = "Name:\ttierone\nSigBlk:\t0000000000000001\nSigIgn:\t0000000000001001\n";
        assert!(ignored(status, 1) && ignored(status, 13));
        assert!(!ignored(status, 2));
        assert!(!ignored("", 1));
    }
}
