//! The working folder of a run: finished replications in chunks, each written beside its place and
//! renamed into it.

use std::fs;
use std::path::Path;

use tierone_engine::sim::{Setup, replicate};
use tierone_engine::study::{Record, record};
use tierone_report::{self as archive, ChunkError, Identity};

use super::super::destination;
use super::super::exit::Failure;
use super::super::terminal;
use super::folder::Folder;
use super::options::Options;
use super::plan::RunPlan;

/// A working folder that no other run uses.
#[derive(Debug)]
pub(super) struct Working {
    folder: destination::Working,
    identity: Identity,
}

impl Working {
    /// Opens the working folder of a plan, made if it is not there.
    ///
    /// # Errors
    /// Another run uses it; it keeps an interrupted run and neither `--resume` nor `--force` was
    /// said; the disk.
    pub fn open(plan: &RunPlan, options: &Options) -> Result<Self, Failure> {
        let folder = Folder::at(&plan.out)?.place().work()?;
        let working = Self {
            folder,
            identity: Identity {
                scenario: archive::scenario_hash(&plan.sources),
                seed: options.seed,
            },
        };
        if options.resume {
            return Ok(working);
        }
        working.folder.may_start_again(options.force)?;
        for chunk in working.folder.chunks()? {
            fs::remove_file(&chunk).map_err(|error| Failure::machine("remove", &chunk, error))?;
        }
        Ok(working)
    }

    /// The folder that it is in, and from which results are put in their place.
    pub fn folder(&self) -> &destination::Working {
        &self.folder
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The longest complete prefix of replications that is kept here; what is beyond it is removed.
    ///
    /// # Errors
    /// A chunk is of another scenario, seed or version; the disk.
    pub fn finished(&self, setup: &Setup) -> Result<Vec<Record>, Failure> {
        let mut records: Vec<Record> = Vec::new();
        let chunks = self.folder.chunks()?;
        if chunks.is_empty() {
            return Ok(records);
        }
        let like = record(setup.scenario, replicate(setup, self.identity.seed, 0));
        let mut chunks = chunks.into_iter();
        let mut beyond = None;
        for path in chunks.by_ref() {
            let bytes = fs::read(&path).map_err(|error| Failure::machine("read", &path, error))?;
            match archive::checked_chunk(&self.identity, &like, &bytes) {
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
        let name = destination::Working::chunk_name(first);
        self.folder.keep(&name, &bytes).map_err(|error| {
            Failure::machine("write", &self.path().join(name), error).help(match first {
                0 => "make room, and run it again".to_owned(),
                kept => format!(
                    "{kept} replications are kept in {}: make room and add --resume",
                    self.path().display()
                ),
            })
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
                self.path().display()
            ));
        }
    }

    /// Ends the run for good: removes its chunks, and with them the folder.
    pub fn remove(self) {
        self.folder.remove_chunks();
    }
}
