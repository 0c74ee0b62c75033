//! The working folder beside a destination, which one command at a time holds. What a killed command left in it is
//! put right by the next that opens it.
//!
//! | name in it | what it is |
//! | --- | --- |
//! | `lock` | locked as long as a command is at work |
//! | `new` | what is being written |
//! | `old` | what was at the place, for the moment in which it is decided whether it is kept |
//! | `gone` | what is being removed |
//! | `….records` | finished replications of a run, or other finished parts of long work |

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::super::exit::Failure;
use super::super::terminal::talk;
use super::place::Destination;
use super::record::{self, RECORD};
use super::staging::Staging;
use super::system::{
    create_new, exchange, is_at, open_lock, remove, rename_to_free, sync_all, sync_folder,
};

const LOCK: &str = "lock";

/// How names of finished parts end.
const CHUNK: &str = "records";

/// A working folder that no other command uses.
#[derive(Debug)]
pub(crate) struct Working {
    place: Destination,
    path: PathBuf,
    /// Held as long as the command lives.
    lock: Option<File>,
}

impl Destination {
    /// Opens the working folder beside it, made if it is not there.
    ///
    /// # Errors
    /// Another command is writing there; the folder holds what is not this program's; the disk.
    pub fn work(&self) -> Result<Working, Failure> {
        self.make_parent()?;
        if let Some(link) = &self.link {
            talk(&format!(
                "note: {} is a link: writing to {}",
                link.display(),
                self.path.display()
            ));
        }
        let path = self.beside(".", ".partial");
        let lock = lock(&path)?;
        let working = Working {
            place: self.clone(),
            path,
            lock: Some(lock),
        };
        working.recover()?;
        Ok(working)
    }
}

/// Makes and locks a working folder. A command that ends removes its lock, so it is made sure that the one which was
/// locked is still there.
fn lock(folder: &Path) -> Result<File, Failure> {
    let path = folder.join(LOCK);
    loop {
        match fs::create_dir(folder) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                ours(folder)?;
            }
            Err(error) => return Err(Failure::machine("make the folder", folder, error)),
        }
        let file = match open_lock(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(Failure::machine("lock", &path, error)),
        };
        match file.try_lock() {
            Ok(()) if is_at(&file, &path) => return Ok(file),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(
                    Failure::input(format!("another run is using {}", folder.display()))
                        .help("wait for it, or choose another folder with --out"),
                );
            }
            // Some file systems know no locks; two runs at once are the user's to avoid there.
            Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
}

/// Whether a folder is a working folder of this program.
fn ours(folder: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::machine("look at", folder, error);
    let help = "move it away, or choose another folder with --out";
    let about = match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        about => about.map_err(failed)?,
    };
    if !about.is_dir() {
        let message = format!("{} is in the way: it is no folder", folder.display());
        return Err(Failure::input(message).help(help));
    }
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(failed)?,
    };
    for entry in entries {
        let name = entry.map_err(failed)?.file_name();
        let known = [LOCK, "new", "old", "gone"];
        let name = name.to_string_lossy();
        let chunk = name.ends_with(".records") || name.ends_with(".new");
        if !known.contains(&&*name) && !chunk {
            let stranger = folder.join(&*name);
            let message = format!(
                "{} is in the way: tierone did not write it",
                stranger.display()
            );
            return Err(Failure::input(message).help(help));
        }
    }
    Ok(())
}

impl Working {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where it writes to.
    pub fn place(&self) -> &Destination {
        &self.place
    }

    /// A new, empty folder, to be filled and then put in its place.
    pub fn stage(&self) -> Result<Staging, Failure> {
        Staging::at(self.path.join("new"))
    }

    /// Puts a filled folder in its place.
    ///
    /// What was there is removed if it is as a command of this program wrote it, else kept under another name.
    pub fn put(&self, staging: &Staging) -> Result<(), Failure> {
        let failed = |error| Failure::machine("write", staging.path(), error);
        let record = record::record(staging.path()).map_err(failed)?;
        staging.write(RECORD, record.as_bytes())?;
        self.put_in_place(staging.path())
    }

    /// Puts one file of a filled folder in its place; what was there is kept under another name.
    pub fn put_file(&self, staging: &Staging, name: &str) -> Result<(), Failure> {
        self.put_in_place(&staging.path().join(name))
    }

    fn put_in_place(&self, new: &Path) -> Result<(), Failure> {
        sync_all(new).map_err(|error| Failure::machine("write", new, error))?;
        let place = self.place.path();
        let failed = |error| Failure::machine("replace", place, error);
        if self.place.is_taken() {
            let old = self.path.join("old");
            fs::rename(new, &old).map_err(failed)?;
            match exchange(&old, place) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                    fs::rename(&old, new).map_err(failed)?;
                    fs::rename(place, &old).map_err(failed)?;
                    if let Err(error) = fs::rename(new, place) {
                        // Back to how it was; if that fails too, the next command does it.
                        let _ = fs::rename(&old, place);
                        return Err(failed(error));
                    }
                }
                Err(error) => {
                    // It is removed with the rest of what was staged.
                    let _ = fs::rename(&old, new);
                    return Err(failed(error));
                }
            }
        } else {
            rename_to_free(new, place).map_err(failed)?;
        }
        self.sync_parent();
        self.settle()
    }

    /// Names that are not on the disk yet are there after the next of the system's own rounds; only a crash of the
    /// machine before could lose them.
    fn sync_parent(&self) {
        let _ = sync_folder(self.place.parent().unwrap_or(Path::new(".")));
    }

    /// What was there before is removed, or kept aside.
    fn settle(&self) -> Result<(), Failure> {
        let old = self.path.join("old");
        if fs::symlink_metadata(&old).is_err() {
            return Ok(());
        }
        if record::changed(&old).is_none() {
            let gone = self.path.join("gone");
            return remove(&gone)
                .and_then(|()| fs::rename(&old, &gone))
                .and_then(|()| remove(&gone))
                .map_err(|error| Failure::machine("remove", &old, error));
        }
        let aside = self.place.aside();
        rename_to_free(&old, &aside).map_err(|error| Failure::machine("move", &old, error))?;
        self.sync_parent();
        talk(&format!("what was there is kept in {}", aside.display()));
        Ok(())
    }

    /// Puts right what a command that was killed left.
    fn recover(&self) -> Result<(), Failure> {
        for name in ["new", "gone"] {
            let path = self.path.join(name);
            remove(&path).map_err(|error| Failure::machine("remove", &path, error))?;
        }
        let old = self.path.join("old");
        if fs::symlink_metadata(&old).is_ok() && !self.place.is_taken() {
            let place = self.place.path();
            rename_to_free(&old, place).map_err(|error| Failure::machine("move", &old, error))?;
            talk(&format!(
                "{} is back: a command was cut off",
                place.display()
            ));
        }
        self.settle()
    }

    /// The name of the finished parts of that number.
    pub fn chunk_name(number: u32) -> String {
        format!("{number:010}.{CHUNK}")
    }

    /// Files of finished parts, in the order of their numbers.
    ///
    /// # Errors
    /// The disk.
    pub fn chunks(&self) -> Result<Vec<PathBuf>, Failure> {
        let failed = |error| Failure::machine("look at", self.path(), error);
        let mut chunks = Vec::new();
        for entry in fs::read_dir(self.path()).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|extension| extension == CHUNK) {
                chunks.push(path);
            }
        }
        chunks.sort();
        Ok(chunks)
    }

    /// Refuses to begin work anew over what interrupted work left here, unless that is meant.
    ///
    /// # Errors
    /// Finished parts are kept here; the disk.
    pub fn may_start_again(&self, meant: bool) -> Result<(), Failure> {
        if meant || self.chunks()?.is_empty() {
            return Ok(());
        }
        let message = format!("an interrupted run is kept in {}", self.path().display());
        Err(Failure::input(message)
            .help("add --resume to go on with it, or --force to start again without it"))
    }

    /// Removes all finished parts, for work that has ended for good.
    pub fn remove_chunks(&self) {
        // What cannot be removed is hidden and harmless.
        for chunk in self.chunks().unwrap_or_default() {
            let _ = fs::remove_file(chunk);
        }
    }

    /// A file of it, written so that it is whole or absent.
    pub fn keep(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path.join(name);
        let beside = path.with_extension("new");
        let written = create_new(&beside).and_then(|mut file| {
            io::Write::write_all(&mut file, bytes)?;
            file.sync_all()?;
            fs::rename(&beside, &path)
        });
        if written.is_err() {
            // Half a file is of no use; the first error is the one to tell.
            let _ = fs::remove_file(&beside);
        }
        written
    }
}

impl Drop for Working {
    /// Leaves the folder, and removes it unless something is kept in it.
    fn drop(&mut self) {
        // What cannot be removed is hidden and harmless, and the next command tries again. A folder that was filled and not put in its
        // place goes as long as the lock is held: after that, `new` is that of another command.
        for name in ["new", "gone"] {
            let _ = remove(&self.path.join(name));
        }
        let names: Vec<_> = match fs::read_dir(&self.path) {
            Ok(entries) => entries.flatten().map(|entry| entry.file_name()).collect(),
            Err(_) => return,
        };
        if names.iter().all(|name| name == LOCK) {
            let _ = fs::remove_file(self.path.join(LOCK));
            let _ = fs::remove_dir(&self.path);
        }
        drop(self.lock.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_command_filled_outlives_the_end_of_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Destination::at(&folder.path().join("out"), "results").expect("a place");
        let first = place.work().expect("nobody is there");
        let left = first.stage().expect("a folder");
        left.write("a", b"a").expect("a file");
        drop(first);
        let second = place.work().expect("nobody is there any more");
        let filled = second.stage().expect("a folder");
        filled.write("b", b"b").expect("a file");
        drop(left);
        assert!(filled.path().join("b").is_file());
        drop(second);
        assert!(!filled.path().exists() && !folder.path().join(".out.partial").exists());
    }
}
