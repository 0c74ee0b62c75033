//! One file of a results folder.

/// One file of a results folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultFile {
    /// Its path within the folder, with `/` between folders.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}
