//! A folder that is being filled. Unless it is put in its place, the working folder that it is in removes it when it is left.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::super::exit::Failure;
use super::system::{create_new, remove};

/// A folder that is being filled.
#[derive(Debug)]
pub(crate) struct Staging {
    path: PathBuf,
}

impl Staging {
    /// A new, empty folder in place of what was left there.
    pub(super) fn at(path: PathBuf) -> Result<Self, Failure> {
        remove(&path).map_err(|error| Failure::machine("remove", &path, error))?;
        fs::create_dir(&path).map_err(|error| Failure::machine("make the folder", &path, error))?;
        Ok(Self { path })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// A new file in it.
    pub fn create(&self, name: &str) -> Result<File, Failure> {
        let path = self.path.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)
                .map_err(|error| Failure::machine("make the folder", parent, error))?;
        }
        create_new(&path).map_err(|error| Failure::machine("write", &path, error))
    }

    /// Writes a file, and makes the folder in it that the file is in.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let mut file = self.create(name)?;
        file.write_all(bytes)
            .map_err(|error| Failure::machine("write", &self.path.join(name), error))
    }
}
