//! A report on durations or on a pilot: in the form that is asked for, and as a folder of files: the rows, the report, its page and its record.

use std::path::Path;

use serde_json::json;
use tierone_report::{MANIFEST, Page, ResultFile, TOOL_VERSION};

use super::super::destination::put_folder;
use super::super::exit::Failure;
use super::super::files::page_with;
use super::super::terminal;
use super::command::command;
use super::folder::hash;
use super::options::{Format, Options};

/// What ran, with its values.
type Facts = Vec<(String, String)>;

/// What is written.
pub(super) struct Kept<'a> {
    /// The name of the table of rows, and the rows as CSV.
    pub rows: (&'static str, String),
    /// The report as JSON.
    pub json: String,
    /// The report as text.
    pub text: String,
    /// Its page: of a file, with what ran.
    pub page: &'a dyn Fn(&str, Facts) -> Page,
}

/// Writes the folder, where one is asked for, and says the answer.
pub(super) fn answer(options: &Options, results: &Path, kept: Kept) -> Result<(), Failure> {
    let answer = match options.format {
        Format::Table => kept.text.clone(),
        Format::Markdown => format!("```text\n{}```\n", kept.text),
        Format::Json => kept.json.clone(),
        Format::Csv => kept.rows.1.clone(),
    };
    if let Some(out) = &options.out {
        write(out, options, results, kept)?;
    }
    terminal::answer(&answer)
}

fn write(out: &Path, options: &Options, results: &Path, kept: Kept) -> Result<(), Failure> {
    let mut inputs = Vec::new();
    for path in std::iter::once(results).chain(options.sample.iter().map(|path| path.as_path())) {
        inputs.push((path.display().to_string(), hash(path)?));
    }
    let command = command(std::env::args().skip(1), false);
    let mut facts: Facts = vec![("command".to_owned(), command.clone())];
    let hashes = inputs.iter();
    facts.extend(hashes.map(|(name, hash)| (format!("SHA-256 of {name}"), hash.clone())));
    let page = (kept.page)(&results.display().to_string(), facts);
    let inputs = inputs.iter();
    let inputs: Vec<_> = inputs
        .map(|(path, sha256)| json!({ "path": path, "sha256": sha256 }))
        .collect();
    let manifest = json!({
        "tool": "tierone",
        "tool_version": TOOL_VERSION,
        "title": page.title,
        "command": command,
        "inputs": inputs,
    });
    let file = |name: &str, text: String| ResultFile {
        name: name.into(),
        bytes: text.into_bytes(),
    };
    let (name, rows) = kept.rows;
    let mut files = vec![
        file(MANIFEST, format!("{manifest:#}\n")),
        ResultFile {
            name: name.into(),
            bytes: options.raw.cells().file(rows.into_bytes()),
        },
        file("report.json", kept.json),
        file("report.txt", kept.text),
    ];
    files.extend(page_with(&page, &[]));
    put_folder(out, options.force, &files)
}
