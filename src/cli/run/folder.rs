//! The results folder: written beside its place and renamed into it, so that it is whole or absent.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::archive::{MANIFEST, ResultFile};

use super::super::exit::Failure;
use super::super::terminal;
use super::plan::Plan;

/// A place for results.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    name: String,
}

/// What stands at the place.
enum Found {
    Nothing,
    Results(Owner),
    Stranger,
}

/// Whose results they are.
#[derive(Deserialize)]
struct Owner {
    tool: String,
    title: String,
    scenario: String,
}

impl Folder {
    /// The folder at `path`, whether it is there or not.
    pub fn at(path: &Path) -> Result<Self, Failure> {
        match path.file_name().and_then(|name| name.to_str()) {
            Some(name) => Ok(Self {
                path: path.to_owned(),
                name: name.to_owned(),
            }),
            None => Err(Failure::input(format!(
                "{} cannot be a results folder: it has no name of its own",
                path.display()
            ))
            .help("give --out a folder to make, such as results/spring")),
        }
    }

    /// A hidden folder beside it.
    pub fn beside(&self, suffix: &str) -> PathBuf {
        self.path.with_file_name(format!(".{}.{suffix}", self.name))
    }

    /// The folder it is made in; made if it is not there.
    pub fn parent(&self) -> Result<(), Failure> {
        match self.path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => fs::create_dir_all(parent)
                .map_err(|error| Failure::machine("make the folder", parent, error)),
            _ => Ok(()),
        }
    }

    /// Whether the results of a plan may be put here.
    ///
    /// # Errors
    /// Something stands here that is not an earlier result of the same scenario.
    pub fn may_hold(&self, plan: &Plan, force: bool) -> Result<(), Failure> {
        let message = match self.found()? {
            Found::Nothing => return Ok(()),
            Found::Results(owner) => {
                let path = plan.sources.first().map(|source| source.path.as_str());
                if owner.title == plan.scenario.title && Some(owner.scenario.as_str()) == path {
                    return Ok(());
                }
                format!(
                    "{} holds results of another scenario: {}, \"{}\"",
                    self.path.display(),
                    terminal::plain(&owner.scenario),
                    terminal::plain(&owner.title)
                )
            }
            Found::Stranger => {
                let kept = self.kept_aside();
                if force && fs::symlink_metadata(&kept).is_ok() {
                    return Err(Failure::input(format!(
                        "{} is there already, so {} cannot be kept under that name",
                        kept.display(),
                        self.path.display()
                    ))
                    .help("move it away, or choose another folder with --out"));
                }
                format!("{} is there and holds no results", self.path.display())
            }
        };
        if force {
            return Ok(());
        }
        Err(Failure::input(message)
            .help("choose another folder with --out, or add --force to replace it"))
    }

    /// Puts these files here in place of what was.
    ///
    /// What was no results folder is kept beside, under another name.
    pub fn replace(&self, files: &[ResultFile]) -> Result<(), Failure> {
        self.parent()?;
        let staging = self.beside("new");
        let written = write(&staging, files).and_then(|()| self.swap(&staging));
        if written.is_err() {
            // What stays behind would only be in the way; the first error is the one to tell.
            let _ = remove(&staging);
        }
        written
    }

    fn swap(&self, staging: &Path) -> Result<(), Failure> {
        let aside = match self.found()? {
            Found::Nothing => self.beside("old"),
            Found::Results(_) => self.beside("old"),
            Found::Stranger => self.kept_aside(),
        };
        let stranger = aside == self.kept_aside();
        let there = fs::symlink_metadata(&self.path).is_ok();
        let failed = |path: &Path, error| Failure::machine("replace", path, error);
        if there {
            if !stranger {
                remove(&aside).map_err(|error| failed(&aside, error))?;
            }
            fs::rename(&self.path, &aside).map_err(|error| failed(&self.path, error))?;
        }
        if let Err(error) = fs::rename(staging, &self.path) {
            if there {
                // Back to how it was; if that fails too, the old results are still beside.
                let _ = fs::rename(&aside, &self.path);
            }
            return Err(failed(&self.path, error));
        }
        if there && stranger {
            terminal::talk(&format!("what was there is kept in {}", aside.display()));
        } else if there {
            // The new results are in place; old ones left behind are hidden and harmless.
            let _ = remove(&aside);
        }
        Ok(())
    }

    fn kept_aside(&self) -> PathBuf {
        self.path.with_file_name(format!("{}.replaced", self.name))
    }

    fn found(&self) -> Result<Found, Failure> {
        let failed = |error| Failure::machine("look at", &self.path, error);
        match fs::symlink_metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(failed(error)),
            Ok(_) => {}
        }
        if !self.path.is_dir() {
            return Ok(Found::Stranger);
        }
        if fs::read_dir(&self.path).map_err(failed)?.next().is_none() {
            return Ok(Found::Nothing);
        }
        let manifest = fs::read(self.path.join(MANIFEST)).ok();
        let owner = manifest.and_then(|bytes| serde_json::from_slice::<Owner>(&bytes).ok());
        Ok(match owner {
            Some(owner) if owner.tool == "tierone" => Found::Results(owner),
            _ => Found::Stranger,
        })
    }
}

/// Writes a folder afresh.
fn write(folder: &Path, files: &[ResultFile]) -> Result<(), Failure> {
    remove(folder).map_err(|error| Failure::machine("remove", folder, error))?;
    fs::create_dir(folder).map_err(|error| Failure::machine("make the folder", folder, error))?;
    for file in files {
        let path = folder.join(&file.name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)
                .map_err(|error| Failure::machine("make the folder", parent, error))?;
        }
        fs::write(&path, &file.bytes).map_err(|error| Failure::machine("write", &path, error))?;
    }
    Ok(())
}

/// Removes a folder if it is there.
fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
