//! Whatever stands in a file, a command that reads it ends, and ends in bounded time and memory. Files of `tests/corpus` are
//! changed at random, and read by the commands themselves, in this process.
//!
//! A few files of each kind are tried with the other tests. A study tries more, each kind as long as it is asked to:
//!
//! ```sh
//! ulimit -v 1048576    # a file that asks for more than 1 GiB ends the study
//! TMPDIR=/dev/shm TIERONE_FUZZ_RUNS=100000 cargo test --bin tierone fuzz::lists -- --ignored --show-output
//! ```
//!
//! `TIERONE_FUZZ_FROM` is the seed that it begins with. What is tried at the moment stands in `TMPDIR/tierone-fuzz-KIND`, for
//! when the process is ended by the system.
//!
//! | file | what it has |
//! | --- | --- |
//! | `change` | how bytes are changed, and what is put into them |
//! | `books` | the same inside of workbooks |
//! | `bench` | a folder, a corpus, and commands in this process |
//! | `kinds` | what is changed, and which command reads it |

mod bench;
mod books;
mod change;
mod kinds;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use bench::Bench;
use kinds::FuzzTarget;

/// Files of each kind with the other tests.
const SOME: u64 = 12;

/// Seconds after which a file is one that never ends.
const LONGEST: u32 = 5;

/// Reads so many changed files, and says how that went.
fn tried(name: &str, kind: FuzzTarget, from: u64, runs: u64) {
    let at = Arc::new(AtomicU64::new(from));
    let watched = Arc::downgrade(&at);
    let (title, shown) = (name.to_owned(), std::env::temp_dir());
    // Nothing is timed: a file that is still the same one after so many looks is stuck.
    thread::spawn(move || {
        let (mut last, mut looks) = (u64::MAX, 0);
        while let Some(now) = watched.upgrade().map(|at| at.load(Relaxed)) {
            looks = if now == last { looks + 1 } else { 0 };
            last = now;
            let _ = fs::write(shown.join(format!("tierone-fuzz-{title}")), now.to_string());
            if looks > LONGEST * 10 {
                eprintln!("{title}, seed {now}: not done in {LONGEST} s");
                std::process::exit(101);
            }
            thread::sleep(Duration::from_millis(100));
        }
    });
    let mut bench = Bench::new(name);
    let mut codes = [0_u64; 4];
    for seed in from..from + runs {
        at.store(seed, Relaxed);
        bench.begin(seed);
        let done = catch_unwind(AssertUnwindSafe(|| kind(&mut bench)));
        let code = match done {
            Ok(Ok(())) => 0,
            Ok(Err(failure)) => usize::from(failure.code()),
            Err(_) => panic!("{name}, seed {seed}: a panic on {}", bench.words()),
        };
        assert!(
            code < 3,
            "{name}, seed {seed}: code {code} of {}",
            bench.words()
        );
        codes[code] += 1;
    }
    let [done, lints, refused, _] = codes;
    println!(
        "fuzzed {name}: {runs} from seed {from}, {done} read, {lints} with lints, {refused} refused; {} MiB at most",
        peak().unwrap_or(0)
    );
}

/// The most memory that this process has had, in MiB, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes / 1024)
}

fn setting(name: &str, otherwise: u64) -> u64 {
    let given = std::env::var(name).ok().and_then(|text| text.parse().ok());
    given.unwrap_or(otherwise)
}

/// A module of two tests for each kind: some files, and a long study.
macro_rules! kinds {
    ($($kind:ident)*) => { $(
        mod $kind {
            #[test]
            fn some_are_read_to_their_end() {
                super::tried(stringify!($kind), super::kinds::$kind, 0, super::SOME);
            }

            #[test]
            #[ignore = "a long study"]
            fn very_many_are_read_to_their_end() {
                let from = super::setting("TIERONE_FUZZ_FROM", 0);
                let runs = super::setting("TIERONE_FUZZ_RUNS", 100_000);
                super::tried(stringify!($kind), super::kinds::$kind, from, runs);
            }
        }
    )* };
}

kinds! {
    scenarios lints lists xlsx ods xls xlsb results sheets check_books draws series forecasts durations pilots chunks resumes places pages
}
