//! Finished parts of long work, kept in the working folder of its results: what was cut off goes on from them.
#![expect(
    clippy::disallowed_methods,
    reason = "finished parts go to disk now and then"
)]

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use tierone_report::{ChunkError, Identity, chunk, encode_part, parts, quoted, scenario_hash};
use tierone_scenario::Reading;

use super::destination::{Destination, Working};
use super::exit::Failure;
use super::terminal;

/// At least so long between two chunks.
const PAUSE: Duration = Duration::from_secs(5);

/// Parts that are finished, of work whose results go to a folder.
pub(super) struct Kept<'a> {
    folder: Working,
    identity: Identity,
    /// Set when the disk fails.
    stop: &'a AtomicBool,
    keeper: Mutex<Keeper>,
}

/// What is finished and not on disk yet.
struct Keeper {
    body: Vec<u8>,
    count: u32,
    chunks: u32,
    on_disk: u32,
    written: Instant,
    failure: Option<Failure>,
}

/// Whether what is kept is gone on with, or thrown away.
#[derive(Clone, Copy)]
pub(super) struct Again {
    /// `--resume`.
    pub resume: bool,
    /// `--force`.
    pub force: bool,
}

/// What parts are of: a scenario, a seed, and everything else that they hang on, in words.
pub(super) fn identity(reading: &Reading, seed: u64, asked: &str) -> Identity {
    let mut hasher = Sha256::new();
    hasher.update(scenario_hash(&reading.sources));
    hasher.update(asked.as_bytes());
    Identity {
        scenario: hasher.finalize().into(),
        seed,
    }
}

impl<'a> Kept<'a> {
    /// Opens the working folder of `out`, with the parts that are kept there.
    ///
    /// # Errors
    /// Another command uses it; something is kept and neither `--resume` nor `--force` was said; parts are of other work; the
    /// disk.
    pub fn open<T: DeserializeOwned>(
        out: &Path,
        identity: Identity,
        again: Again,
        stop: &'a AtomicBool,
    ) -> Result<(Self, Vec<T>), Failure> {
        let folder = Destination::at(out, "results")?.work()?;
        let chunks = folder.chunks()?;
        folder.may_start_again(again.resume || again.force)?;
        let mut there = Vec::new();
        let mut last = 0;
        for path in &chunks {
            let bytes = match again.resume {
                true => fs::read(path).map_err(|error| Failure::machine("read", path, error))?,
                false => Vec::new(),
            };
            match parts(&identity, &bytes) {
                Ok(more) => {
                    there.extend(more);
                    let name = path.file_stem().and_then(|name| name.to_str());
                    let number = name.and_then(|name| name.parse::<u32>().ok());
                    last = last.max(number.map_or(0, |number| number + 1));
                    continue;
                }
                Err(ChunkError::Damaged) if again.resume => terminal::talk(&format!(
                    "{} is damaged: what was in it is made again",
                    path.display()
                )),
                Err(ChunkError::Scenario) if again.resume => {
                    let message = format!(
                        "cannot go on from {}: the scenario, or what is asked of it, has changed since it was written",
                        path.display()
                    );
                    return Err(Failure::input(message).help(
                        "start again with --force, or write the options that it was started with",
                    ));
                }
                Err(stranger) if again.resume => {
                    let message = format!("cannot go on from {}: {stranger}", path.display());
                    return Err(Failure::input(message)
                        .help("start again with --force, or say the seed it was started with"));
                }
                Err(_) => {}
            }
            fs::remove_file(path).map_err(|error| Failure::machine("remove", path, error))?;
        }
        let keeper = Mutex::new(Keeper {
            body: Vec::new(),
            count: 0,
            chunks: last,
            on_disk: there.len() as u32,
            written: Instant::now(),
            failure: None,
        });
        let kept = Self {
            folder,
            identity,
            stop,
            keeper,
        };
        Ok((kept, there))
    }

    /// Keeps a part, on the disk before long.
    pub fn keep<T: Serialize>(&self, part: &T) {
        let mut keeper = self
            .keeper
            .lock()
            .expect("no thread panicked while it kept parts");
        let body = std::mem::take(&mut keeper.body);
        keeper.body = encode_part(part, body);
        keeper.count += 1;
        if keeper.written.elapsed() >= PAUSE {
            keeper.write(self);
        }
        if keeper.failure.is_some() {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Writes what is not on disk yet, and says how to go on: for work that was cut off.
    ///
    /// # Errors
    /// The disk failed, now or before.
    pub fn cut_off(&self, what: &str) -> Result<(), Failure> {
        let mut keeper = self
            .keeper
            .lock()
            .expect("no thread panicked while it kept parts");
        keeper.write(self);
        if let Some(failure) = keeper.failure.take() {
            return Err(failure);
        }
        if keeper.on_disk == 0 {
            terminal::talk(&format!(
                "interrupted before one of the {what} was finished"
            ));
            return Ok(());
        }
        terminal::talk(&format!(
            "interrupted: {} {what} are kept in {}",
            keeper.on_disk,
            self.folder.path().display()
        ));
        terminal::talk(&format!("go on with: {}", command()));
        Ok(())
    }

    /// The folder that results are put in their place from.
    pub fn folder(&self) -> &Working {
        &self.folder
    }

    /// Ends the work for good: removes its parts, and with them the folder.
    pub fn remove(self) {
        self.folder.remove_chunks();
    }
}

impl Keeper {
    fn write(&mut self, kept: &Kept) {
        if self.count == 0 || self.failure.is_some() {
            return;
        }
        let bytes = chunk(&kept.identity, self.chunks, self.count, &self.body);
        let name = Working::chunk_name(self.chunks);
        match kept.folder.keep(&name, &bytes) {
            Ok(()) => {
                self.on_disk += self.count;
                self.chunks += 1;
                self.count = 0;
                self.body.clear();
                self.written = Instant::now();
            }
            Err(error) => {
                let path = kept.folder.path().join(name);
                self.failure = Some(
                    Failure::machine("write", &path, error).help("make room and add --resume"),
                );
            }
        }
    }
}

/// This command, to be gone on with.
fn command() -> String {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let resumes = words.iter().any(|word| word == "--resume");
    let words = words
        .iter()
        .filter(|word| *word != "--force")
        .map(|word| quoted(word));
    let more = (!resumes).then(|| "--resume".to_owned());
    let words: Vec<String> = std::iter::once("tierone".to_owned())
        .chain(words)
        .chain(more)
        .collect();
    words.join(" ")
}
