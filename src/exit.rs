//! How the program ends: exit codes, and what is said about a failure.

use std::fmt::Display;
use tierone_records::input_error::InputError;

/// Done.
pub const DONE: u8 = 0;
/// Lints at or above what `--fail-on` says.
pub const LINTS: u8 = 1;
/// The input or the usage is wrong.
pub const INPUT: u8 = 2;
/// The machine failed: disk, permissions.
pub const MACHINE: u8 = 3;
/// Why a command did not do what it was asked.
#[derive(Debug)]
pub(super) struct Failure {
    code: u8,
    message: Option<String>,
    help: Option<String>,
}

impl Failure {
    /// The input or the usage is wrong.
    pub fn input(message: impl Into<String>) -> Self {
        Self {
            code: INPUT,
            message: Some(message.into()),
            help: None,
        }
    }

    /// The machine failed at `path`.
    pub fn machine(doing: &str, path: &std::path::Path, cause: impl Display) -> Self {
        Self {
            code: MACHINE,
            message: Some(format!("cannot {doing} {}: {cause}", path.display())),
            help: None,
        }
    }

    /// Threads could not be started.
    pub fn threads(cause: &impl Display) -> Self {
        Self {
            code: MACHINE,
            message: Some(format!("cannot start threads: {cause}")),
            help: Some("ask for fewer with --threads".into()),
        }
    }

    /// Signals could not be listened to.
    pub fn signals(cause: &impl Display) -> Self {
        Self {
            code: MACHINE,
            message: Some(format!("cannot listen for signals: {cause}")),
            help: None,
        }
    }

    /// Everything has been said already.
    pub fn said(code: u8) -> Self {
        Self {
            code,
            message: None,
            help: None,
        }
    }

    /// The same, with what the reader can do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The code that the program ends with.
    pub fn code(&self) -> u8 {
        self.code
    }

    /// What is to be said of it: the error, and what the reader can do.
    pub fn words(&self) -> (Option<&str>, Option<&str>) {
        (self.message.as_deref(), self.help.as_deref())
    }
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Self {
        Self {
            code: INPUT,
            message: Some(error.message),
            help: error.help,
        }
    }
}
