//! A folder that is whole or absent: written beside its place, and renamed into it.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::exit::Failure;
use super::terminal;

/// Where a folder is to stand.
#[derive(Debug)]
pub(super) struct Place {
    path: PathBuf,
    name: String,
}

impl Place {
    /// The place at `path`, whether anything is there or not. `what` it is a folder of, for who is told.
    ///
    /// # Errors
    /// The path ends in no name.
    pub fn at(path: &Path, what: &str) -> Result<Self, Failure> {
        match path.file_name().and_then(|name| name.to_str()) {
            Some(name) => Ok(Self {
                path: path.to_owned(),
                name: name.to_owned(),
            }),
            None => Err(Failure::input(format!(
                "{} cannot be a {what} folder: it has no name of its own",
                path.display()
            ))
            .help("give --out a folder to make, such as results/spring")),
        }
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether anything stands there.
    pub fn is_taken(&self) -> bool {
        fs::symlink_metadata(&self.path).is_ok()
    }

    /// Whether nothing stands there, or what does may be replaced.
    ///
    /// # Errors
    /// See [`Self::may_be_replaced`].
    pub fn may_be_taken(&self, ours: bool, force: bool) -> Result<(), Failure> {
        if !self.is_taken() {
            return Ok(());
        }
        let message = format!("{} is there already", self.path.display());
        self.may_be_replaced(ours, force, message)
    }

    /// Whether what stands there, which `message` says, may be replaced.
    ///
    /// # Errors
    /// It was not told to be, or it is no work of ours and cannot be kept.
    pub fn may_be_replaced(&self, ours: bool, force: bool, message: String) -> Result<(), Failure> {
        if !force {
            return Err(Failure::input(message)
                .help("choose another folder with --out, or add --force to replace it"));
        }
        let kept = self.kept_aside();
        if !ours && fs::symlink_metadata(&kept).is_ok() {
            return Err(Failure::input(format!(
                "{} is there already, so {} cannot be kept under that name",
                kept.display(),
                self.path.display()
            ))
            .help("move it away, or choose another folder with --out"));
        }
        Ok(())
    }

    /// A hidden folder beside it.
    pub fn beside(&self, suffix: &str) -> PathBuf {
        self.path.with_file_name(format!(".{}.{suffix}", self.name))
    }

    /// Where what is no work of ours is kept when it is replaced.
    fn kept_aside(&self) -> PathBuf {
        self.path.with_file_name(format!("{}.replaced", self.name))
    }

    /// The folder it is made in; made if it is not there.
    pub fn parent(&self) -> Result<(), Failure> {
        match self.path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => fs::create_dir_all(parent)
                .map_err(|error| Failure::machine("make the folder", parent, error)),
            _ => Ok(()),
        }
    }

    /// A new, empty folder beside it, to be filled and then put in its place.
    pub fn stage(&self) -> Result<Staging, Failure> {
        self.parent()?;
        let path = self.beside("new");
        remove(&path).map_err(|error| Failure::machine("remove", &path, error))?;
        fs::create_dir(&path).map_err(|error| Failure::machine("make the folder", &path, error))?;
        Ok(Staging { path })
    }

    /// Puts a filled folder in its place. What was there is removed if it is `ours`, else kept under another
    /// name.
    pub fn put(&self, staging: Staging, ours: bool) -> Result<(), Failure> {
        let failed = |path: &Path, error| Failure::machine("replace", path, error);
        let there = self.is_taken();
        let aside = if ours || !there {
            self.beside("old")
        } else {
            self.kept_aside()
        };
        if there {
            if ours {
                remove(&aside).map_err(|error| failed(&aside, error))?;
            }
            fs::rename(&self.path, &aside).map_err(|error| failed(&self.path, error))?;
        }
        if let Err(error) = fs::rename(&staging.path, &self.path) {
            if there {
                // Back to how it was; if that fails too, what was there is still beside.
                let _ = fs::rename(&aside, &self.path);
            }
            return Err(failed(&self.path, error));
        }
        if there && !ours {
            terminal::talk(&format!("what was there is kept in {}", aside.display()));
        } else if there {
            // The new folder is in place; an old one left behind is hidden and harmless.
            let _ = remove(&aside);
        }
        Ok(())
    }
}

/// A folder that is being filled. Unless it is put in its place, nothing of it is left behind.
#[derive(Debug)]
pub(super) struct Staging {
    path: PathBuf,
}

impl Staging {
    /// Where a file of it stands.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes a file, and makes the folder in it that the file is in.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.file(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)
                .map_err(|error| Failure::machine("make the folder", parent, error))?;
        }
        fs::write(&path, bytes).map_err(|error| Failure::machine("write", &path, error))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // It has been renamed away, or would only be in the way.
        let _ = remove(&self.path);
    }
}

/// Removes whatever is there.
fn remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(about) if about.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
    }
}
