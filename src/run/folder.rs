//! The results folder of a run: whose results stand at its place, and what may replace them.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;

use tierone_report::{MANIFEST, ResultFile};

use super::super::exit::Failure;
use super::super::place::Place;
use super::super::terminal;
use super::plan::Plan;

/// A place for results.
#[derive(Debug)]
pub(super) struct Folder {
    place: Place,
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
        Place::at(path, "results").map(|place| Self { place })
    }

    /// A hidden folder beside it.
    pub fn beside(&self, suffix: &str) -> PathBuf {
        self.place.beside(suffix)
    }

    /// The folder it is made in; made if it is not there.
    pub fn parent(&self) -> Result<(), Failure> {
        self.place.parent()
    }

    /// Whether the results of a plan may be put here.
    ///
    /// # Errors
    /// Something stands here that is not an earlier result of the same scenario.
    pub fn may_hold(&self, plan: &Plan, force: bool) -> Result<(), Failure> {
        let path = self.place.path().display();
        match self.found()? {
            Found::Nothing => Ok(()),
            Found::Results(owner) => {
                let source = plan.sources.first().map(|source| source.path.as_str());
                if owner.title == plan.scenario.title && Some(owner.scenario.as_str()) == source {
                    return Ok(());
                }
                let message = format!(
                    "{path} holds results of another scenario: {}, \"{}\"",
                    terminal::plain(&owner.scenario),
                    terminal::plain(&owner.title)
                );
                self.place.may_be_replaced(true, force, message)
            }
            Found::Stranger => {
                let message = format!("{path} is there and holds no results");
                self.place.may_be_replaced(false, force, message)
            }
        }
    }

    /// Puts these files here in place of what was.
    ///
    /// What was no results folder is kept beside, under another name.
    pub fn replace(&self, files: &[ResultFile]) -> Result<(), Failure> {
        let staging = self.place.stage()?;
        for file in files {
            staging.write(&file.name, &file.bytes)?;
        }
        let ours = !matches!(self.found()?, Found::Stranger);
        self.place.put(staging, ours)
    }

    fn found(&self) -> Result<Found, Failure> {
        let failed = |error| Failure::machine("look at", self.place.path(), error);
        match fs::symlink_metadata(self.place.path()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(failed(error)),
            Ok(_) => {}
        }
        if !self.place.path().is_dir() {
            return Ok(Found::Stranger);
        }
        if fs::read_dir(self.place.path())
            .map_err(failed)?
            .next()
            .is_none()
        {
            return Ok(Found::Nothing);
        }
        let manifest = fs::read(self.place.path().join(MANIFEST)).ok();
        let owner = manifest.and_then(|bytes| serde_json::from_slice::<Owner>(&bytes).ok());
        Ok(match owner {
            Some(owner) if owner.tool == "tierone" => Found::Results(owner),
            _ => Found::Stranger,
        })
    }
}
