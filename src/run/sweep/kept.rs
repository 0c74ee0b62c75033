//! Passes of a sweep that are finished, kept in the working folder so that a sweep that was cut off goes on.

use std::fs;
use std::path::PathBuf;

use serde_json::json;

use tierone_report::{ChunkError, Identity, chunk, encode_part, parts};
use tierone_scenario::Reading;
use tierone_sensitivity::{Sweep, Swept};

use super::super::super::destination::Working;
use super::super::super::exit::Failure;
use super::super::super::kept;

/// What tells one sweep from another.
pub(super) fn identity(reading: &Reading, sweep: &Sweep) -> Identity {
    let measures: Vec<&str> = sweep.measures.iter().map(|measure| measure.name).collect();
    let asked = json!({
        "replications": sweep.replications,
        "measures": measures,
        "axes": sweep.axes.iter().map(|axis| (&axis.key, &axis.values)).collect::<Vec<_>>(),
    });
    kept::identity(reading, sweep.seed, &asked.to_string())
}

/// The file of a pass.
fn path(working: &Working, pass: usize) -> PathBuf {
    working.path().join(Working::chunk_name(pass as u32))
}

/// The rows of a pass; none where it is not kept, or damaged.
///
/// # Errors
/// It is of another sweep.
pub(super) fn rows(
    working: &Working,
    pass: usize,
    sweep: &Identity,
) -> Result<Option<Vec<Swept>>, Failure> {
    let Ok(bytes) = fs::read(path(working, pass)) else {
        return Ok(None);
    };
    match parts(sweep, &bytes) {
        Ok(rows) => Ok(Some(rows)),
        Err(ChunkError::Damaged) => Ok(None),
        Err(_) => {
            let message = format!(
                "{} is of another sweep, or of another version",
                path(working, pass).display()
            );
            Err(Failure::input(message)
                .help("start again with --force, or give what it was started with"))
        }
    }
}

/// Keeps the rows of a pass.
pub(super) fn keep(
    working: &Working,
    pass: usize,
    sweep: &Identity,
    rows: &[Swept],
) -> Result<(), Failure> {
    let body = rows
        .iter()
        .fold(Vec::new(), |body, row| encode_part(row, body));
    let number = pass as u32;
    let bytes = chunk(sweep, number, rows.len() as u32, &body);
    working
        .keep(&Working::chunk_name(number), &bytes)
        .map_err(|error| {
            Failure::machine("write", &path(working, pass), error)
                .help("make room, and add --resume")
        })
}
