//! What was found as a folder: a page, and a line of JSON each.

use std::path::Path;

use tierone_lint::print::{Judged, json_lines};
use tierone_report::{ResultFile, lint_page, page_files};

use super::super::destination::put_folder;
use super::super::exit::Failure;
use super::rows::rows;

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
    put_folder(out, force, &files)
}
