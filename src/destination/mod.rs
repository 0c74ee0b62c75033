//! Where a command writes: a folder, or a file, that is whole or absent. It is written in a working folder beside
//! its place, under a lock, and exchanged with what is there.
//!
//! | file | what it does |
//! | --- | --- |
//! | `place` | what stands at a place, and whether it may be replaced |
//! | `record` | `.tierone`, by which it is known whether anybody has changed a folder since it was written |
//! | `working` | the working folder: its lock, what a killed command left in it, putting things in place |
//! | `staging` | a folder that is being filled |
//! | `system` | what takes more than the standard library: exchanging two paths, opening without following links |

mod place;
mod record;
mod staging;
mod system;
mod working;

pub(super) use place::Destination;
pub(super) use record::RECORD;
pub(super) use staging::Staging;
pub(super) use working::Working;

use std::path::Path;

use tierone_report::ResultFile;

use super::exit::Failure;
use super::terminal;

/// Whether a results folder may be written there.
pub(super) fn may_stand(out: &Path, force: bool) -> Result<(), Failure> {
    Destination::at(out, "results")?.may_be_taken(force)
}

/// Writes a results folder by way of its working folder, and says so.
pub(super) fn put(working: &Working, force: bool, files: &[ResultFile]) -> Result<(), Failure> {
    let staging = working.stage()?;
    for file in files {
        staging.write(&file.name, &file.bytes)?;
    }
    working.place().may_be_taken(force)?;
    working.put(&staging)?;
    terminal::talk(&format!("written to {}", working.place().path().display()));
    Ok(())
}

/// The same, with its working folder opened and closed.
pub(super) fn put_folder(out: &Path, force: bool, files: &[ResultFile]) -> Result<(), Failure> {
    put(&Destination::at(out, "results")?.work()?, force, files)
}
