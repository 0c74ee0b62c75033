//! The working folder of a run: finished replications in chunks, each written beside its place and
//! renamed into it.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use tierone_engine::study::Record;
use tierone_report::{self as archive, ChunkError, Identity};

use super::super::exit::Failure;
use super::super::terminal;
use super::folder::Folder;
use super::options::Options;
use super::plan::RunPlan;

const LOCK: &str = "lock";
const CHUNK: &str = "records";

/// A working folder that no other run uses.
#[derive(Debug)]
pub(super) struct Working {
    path: PathBuf,
    identity: Identity,
    /// Held as long as the run lives.
    _lock: File,
}

impl Working {
    /// Opens the working folder of a plan, made if it is not there.
    ///
    /// # Errors
    /// Another run uses it; it keeps an interrupted run and neither `--resume` nor `--force` was
    /// said; the disk.
    pub fn open(plan: &RunPlan, options: &Options) -> Result<Self, Failure> {
        let folder = Folder::at(&plan.out)?;
        folder.parent()?;
        let path = folder.beside("partial");
        fs::create_dir_all(&path)
            .map_err(|error| Failure::machine("make the folder", &path, error))?;
        let lock = lock(&path)?;
        let working = Self {
            path,
            identity: Identity {
                scenario: archive::scenario_hash(&plan.sources),
                seed: options.seed,
                policies: plan.scenario.policies.len(),
                periods: plan.scenario.horizon.periods,
            },
            _lock: lock,
        };
        if options.resume {
            return Ok(working);
        }
        let chunks = working.chunks()?;
        if !chunks.is_empty() && !options.force {
            return Err(Failure::input(format!(
                "an interrupted run is kept in {}",
                working.path.display()
            ))
            .help("add --resume to go on with it, or --force to start again without it"));
        }
        for chunk in chunks {
            fs::remove_file(&chunk).map_err(|error| Failure::machine("remove", &chunk, error))?;
        }
        Ok(working)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The longest complete prefix of replications that is kept here; what is beyond it is removed.
    ///
    /// # Errors
    /// A chunk is of another scenario, seed or version; the disk.
    pub fn finished(&self) -> Result<Vec<Record>, Failure> {
        let mut records: Vec<Record> = Vec::new();
        let mut chunks = self.chunks()?.into_iter();
        let mut beyond = None;
        for path in chunks.by_ref() {
            let bytes = fs::read(&path).map_err(|error| Failure::machine("read", &path, error))?;
            match archive::checked_chunk(&self.identity, &bytes) {
                Ok((first, more)) if first as usize == records.len() => {
                    records.extend(more);
                    continue;
                }
                Ok(_) => {}
                Err(ChunkError::Damaged) => terminal::talk(&format!(
                    "{} is damaged: going on from what is before it",
                    path.display()
                )),
                Err(stranger) => {
                    let message = format!("cannot go on from {}: {stranger}", path.display());
                    return Err(Failure::input(message)
                        .help("start again with --force, or say the seed it was started with"));
                }
            }
            beyond = Some(path);
            break;
        }
        for path in beyond.into_iter().chain(chunks) {
            fs::remove_file(&path).map_err(|error| Failure::machine("remove", &path, error))?;
        }
        Ok(records)
    }

    /// Keeps `count` records from replication `first`, encoded in `body`.
    pub fn keep(&self, first: u32, count: u32, body: &[u8]) -> Result<(), Failure> {
        let bytes = archive::chunk(&self.identity, first, count, body);
        let path = self.path.join(format!("{first:010}.{CHUNK}"));
        let beside = path.with_extension("new");
        fs::write(&beside, bytes)
            .and_then(|()| fs::rename(&beside, &path))
            .map_err(|error| {
                // Half a chunk is of no use; the first error is the one to tell.
                let _ = fs::remove_file(&beside);
                Failure::machine("write", &path, error)
            })
    }

    /// Keeps what follows the first `kept` records, and says so; for when results cannot be written.
    pub fn keep_rest(&self, records: &[Record], kept: u32) {
        let rest = records.get(kept as usize..).unwrap_or_default();
        let body = archive::encode(rest);
        // Whatever kept the results from being written may do the same here: the first error is reported.
        if rest.is_empty() || self.keep(kept, rest.len() as u32, &body).is_ok() {
            terminal::talk(&format!(
                "the replications are kept in {}: put right what follows and add --resume",
                self.path.display()
            ));
        }
    }

    /// Leaves the folder, and removes it if nothing is kept in it.
    pub fn close(self) {
        if self.chunks().is_ok_and(|chunks| chunks.is_empty()) {
            self.remove();
        }
    }

    /// Removes the folder; what cannot be removed is hidden and harmless.
    pub fn remove(self) {
        let _ = fs::remove_dir_all(&self.path);
    }

    /// Chunks in the order of their replications.
    fn chunks(&self) -> Result<Vec<PathBuf>, Failure> {
        let failed = |error| Failure::machine("look at", &self.path, error);
        let mut chunks = Vec::new();
        for entry in fs::read_dir(&self.path).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|extension| extension == CHUNK) {
                chunks.push(path);
            }
        }
        chunks.sort();
        Ok(chunks)
    }
}

fn lock(folder: &Path) -> Result<File, Failure> {
    let path = folder.join(LOCK);
    let file = File::create(&path).map_err(|error| Failure::machine("write", &path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Failure::input(format!(
            "another run is using {}",
            folder.display()
        ))
        .help("wait for it, or choose another folder with --out")),
        // Some file systems know no locks; two runs at once are the user's to avoid there.
        Err(TryLockError::Error(_)) => Ok(file),
    }
}
