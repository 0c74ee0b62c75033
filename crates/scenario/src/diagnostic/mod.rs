//! What we tell people: a finding with its place, the number that makes it matter, and a remedy.

pub mod lines;
pub mod render;

use std::ops::Range;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Likely a mistake.
    Warning,
    /// Nothing can be run until it is put right.
    Error,
}

impl Severity {
    /// Its name in print.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A file as it was read, for showing places in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path as the user gave it.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// A place in a file and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Index into the source files that the finding travels with.
    pub file: usize,
    /// Bytes of the text.
    pub span: Range<usize>,
    /// A few words.
    pub text: String,
}

impl Label {
    /// Words about a place.
    pub(crate) fn new(file: usize, span: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            file,
            span,
            text: text.into(),
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable code such as `S001`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence, lower case, no full stop, with the number that matters.
    pub message: String,
    /// The words that are wrong first, then the words they are measured against.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at one place.
    pub(crate) fn error(
        code: &'static str,
        message: impl Into<String>,
        label: Label,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: vec![label],
            help: Some(help.into()),
        }
    }
}
