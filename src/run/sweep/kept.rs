//! Passes of a sweep that are finished, kept in the working folder so that a sweep that was cut off goes on.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use tierone_sensitivity::SweepRow;

use super::super::super::destination::Working;
use super::super::super::exit::Failure;

/// What a file of a pass holds.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// What tells one sweep from another.
    sweep: String,
    rows: Vec<SweepRow>,
}

/// The file of a pass.
fn path(working: &Working, pass: usize) -> PathBuf {
    working.path().join(name(pass))
}

fn name(pass: usize) -> String {
    format!("{pass:010}.records")
}

/// The rows of a pass; none where it is not kept, or damaged.
///
/// # Errors
/// It is of another sweep.
pub(super) fn rows(
    working: &Working,
    pass: usize,
    sweep: &str,
) -> Result<Option<Vec<SweepRow>>, Failure> {
    let Ok(bytes) = fs::read(path(working, pass)) else {
        return Ok(None);
    };
    match serde_json::from_slice::<Kept>(&bytes) {
        Ok(kept) if kept.sweep == sweep => Ok(Some(kept.rows)),
        Ok(_) => {
            let message = format!(
                "{} is of another sweep, or of another version",
                path(working, pass).display()
            );
            Err(Failure::input(message)
                .help("start again with --force, or give what it was started with"))
        }
        Err(_) => Ok(None),
    }
}

/// Keeps the rows of a pass.
pub(super) fn keep(
    working: &Working,
    pass: usize,
    sweep: &str,
    rows: &[SweepRow],
) -> Result<(), Failure> {
    let kept = Kept {
        sweep: sweep.to_owned(),
        rows: rows.to_vec(),
    };
    let bytes = serde_json::to_vec(&kept).map_err(|error| Failure::input(error.to_string()))?;
    working.keep(&name(pass), &bytes).map_err(|error| {
        Failure::machine("write", &path(working, pass), error).help("make room, and add --resume")
    })
}

/// Whether anything is kept.
pub(super) fn any(working: &Working) -> bool {
    let mut entries = fs::read_dir(working.path()).into_iter().flatten().flatten();
    entries.any(|entry| {
        entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "records")
    })
}

/// Removes all that is kept.
pub(super) fn remove(working: &Working) {
    for entry in fs::read_dir(working.path()).into_iter().flatten().flatten() {
        let path = entry.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "records")
        {
            // What cannot be removed is hidden and harmless.
            let _ = fs::remove_file(path);
        }
    }
}
