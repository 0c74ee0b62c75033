//! A place to write to, what stands there, and whether that may be replaced.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::exit::Failure;
use super::record;

/// A place to write to.
#[derive(Clone, Debug)]
pub(crate) struct Destination {
    pub(super) path: PathBuf,
    name: OsString,
    /// The link that was named, where one was.
    pub(super) link: Option<PathBuf>,
}

impl Destination {
    /// The destination at `path`, whether anything is there or not. A link to a folder is followed. `what` it is a
    /// folder of, for messages.
    ///
    /// # Errors
    /// The path ends in no name, or it is a link to anything but a folder.
    pub fn at(path: &Path, what: &str) -> Result<Self, Failure> {
        let is_link = fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink());
        let real = if is_link {
            match fs::canonicalize(path) {
                Ok(real) if real.is_dir() => real,
                _ => {
                    return Err(Failure::input(format!(
                        "{} is a link, and not to a folder",
                        path.display()
                    ))
                    .help("remove the link, or choose another place with --out"));
                }
            }
        } else {
            path.to_owned()
        };
        match real.file_name().map(OsString::from) {
            Some(name) => Ok(Self {
                path: real,
                name,
                link: is_link.then(|| path.to_owned()),
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
    pub fn may_be_taken(&self, force: bool) -> Result<(), Failure> {
        if !self.is_taken() {
            return Ok(());
        }
        self.may_be_replaced(force, format!("{} is there already", self.path.display()))
    }

    /// Whether what stands there, which `message` says, may be replaced.
    ///
    /// # Errors
    /// `--force` was not given.
    pub fn may_be_replaced(&self, force: bool, message: String) -> Result<(), Failure> {
        if force {
            return Ok(());
        }
        let kept = match self.changed() {
            Some(_) => format!(", which keeps what is there in {}", self.aside().display()),
            None => String::new(),
        };
        Err(Failure::input(message).help(format!(
            "choose another folder with --out, or add --force to replace it{kept}"
        )))
    }

    /// The first thing there that a command of this program did not write, or that was changed since; none where
    /// there is no such thing.
    pub fn changed(&self) -> Option<PathBuf> {
        if self.is_taken() {
            record::changed(&self.path)
        } else {
            None
        }
    }

    /// A path beside it.
    pub(super) fn beside(&self, before: &str, after: &str) -> PathBuf {
        let mut name = OsString::from(before);
        name.push(&self.name);
        name.push(after);
        self.path.with_file_name(name)
    }

    /// Where what somebody else wrote or changed is kept when it is replaced: a name that is free.
    pub(super) fn aside(&self) -> PathBuf {
        let free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
        let first = self.beside("", ".replaced");
        let further = (2..).map(|n| self.beside("", &format!(".replaced-{n}")));
        let mut names = std::iter::once(first).chain(further);
        names.find(free).expect("some number is free")
    }

    /// The folder it is made in, if the path names one.
    pub(super) fn parent(&self) -> Option<&Path> {
        let parent = self.path.parent();
        parent.filter(|parent| !parent.as_os_str().is_empty())
    }

    /// Makes the folder it is made in, if it is not there.
    pub(super) fn make_parent(&self) -> Result<(), Failure> {
        let Some(parent) = self.parent() else {
            return Ok(());
        };
        fs::create_dir_all(parent).map_err(|error| {
            let file = parent.ancestors().find(|part| part.is_file());
            let cause = match file {
                Some(file) => format!("{} is a file", file.display()),
                None => error.to_string(),
            };
            Failure::machine("make the folder", parent, cause)
        })
    }
}
