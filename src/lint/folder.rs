//! What was found as a folder: a page, and a line of JSON each.

use std::path::Path;

use tierone_lint::print::{Judged, json_lines};
use tierone_report::{ResultFile, lint_page, page_files};

use super::super::destination::Destination;
use super::super::exit::Failure;
use super::super::terminal;
use super::rows::rows;

/// Whether the folder may be written.
pub(super) fn may_stand(out: &Path, force: bool) -> Result<(), Failure> {
    Destination::at(out, "results")?.may_be_taken(force)
}

/// Writes what was found, under a title.
pub(super) fn write(
    out: &Path,
    force: bool,
    title: &str,
    judged: &[Judged],
) -> Result<(), Failure> {
    let found: Vec<_> = judged
        .iter()
        .flat_map(|(found, sources)| rows(found, sources))
        .collect();
    let sources: Vec<_> = judged
        .iter()
        .flat_map(|(_, sources)| sources.clone())
        .collect();
    let mut files = page_files(&lint_page(title, &found, &sources), &[]).to_vec();
    files.push(ResultFile {
        name: "lints.jsonl".into(),
        bytes: judged
            .iter()
            .map(|(found, sources)| json_lines(found, sources))
            .collect::<String>()
            .into_bytes(),
    });
    let working = Destination::at(out, "results")?.work()?;
    let staging = working.stage()?;
    for file in &files {
        staging.write(&file.name, &file.bytes)?;
    }
    working.place().may_be_taken(force)?;
    working.put(&staging)?;
    terminal::talk(&format!("written to {}", out.display()));
    Ok(())
}
