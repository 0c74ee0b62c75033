//! `tierone report`: the page of a results folder, made anew.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use tierone_report::{PAGE, PAGE_DATA, Page, html};

use super::destination::{Destination, RECORD};
use super::exit::Failure;
use super::terminal;

const EXAMPLES: &str = "\
Examples:
  tierone report results/first-steps
  tierone report results/first-steps --out spring.html

The page is made of page.json, which `tierone run`, and with --out `estimate`, `fit`, `lint`, `plan`, `forecast`
and `sensitivity`, leave beside it, and of charts/*.svg. Nothing is worked out anew.";

/// Make the page of a results folder again: one file to send on, which fetches nothing.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// A folder of results.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,

    /// The file to write [default: report.html in the folder].
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Replace a file that is there, or a page that somebody changed; what was there is kept under another name.
    #[arg(long)]
    force: bool,
}

/// The largest file that is read of a folder; a page is far smaller.
const LARGEST: u64 = 1 << 26;

/// Makes the page and puts it in its place.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let folder = &options.folder;
    let page = page(folder)?;
    let mut charts = Vec::new();
    for name in page.charts() {
        charts.push((name.to_owned(), picture(folder, name)?));
    }
    let text = html(&page, &charts);
    let place = match &options.out {
        Some(out) => to_file(out, &text, options.force)?,
        None => into_folder(folder, &text, options.force)?,
    };
    terminal::talk(&format!("written to {}", place.display()));
    Ok(())
}

fn page(folder: &Path) -> Result<Page, Failure> {
    if !folder.is_dir() {
        let message = format!("{} is no folder of results", folder.display());
        return Err(Failure::input(message)
            .help("name a folder that `tierone run`, or another command with --out, has written"));
    }
    let within = results_within(folder);
    if !folder.join(PAGE_DATA).exists() && !within.is_empty() {
        let message = format!(
            "{} is no folder of results itself: it holds {} of them",
            folder.display(),
            within.len()
        );
        let named: Vec<String> = within.iter().take(5).cloned().collect();
        return Err(Failure::input(message).help(format!(
            "name the one that you mean: tierone report {}",
            named.join(", or ")
        )));
    }
    let text = text(&folder.join(PAGE_DATA))?;
    Page::from_json(&text).map_err(|error| {
        let message = format!(
            "{} holds no page: {error}",
            folder.join(PAGE_DATA).display()
        );
        Failure::input(message).help("run the command again that made the folder")
    })
}

/// The folders in this one that hold a page, in order.
fn results_within(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let pages = entries.filter(|entry| entry.path().join(PAGE_DATA).is_file());
    let mut paths: Vec<String> = pages
        .map(|entry| entry.path().display().to_string())
        .collect();
    paths.sort();
    paths
}

/// The picture of a chart. A page names its charts by plain words.
fn picture(folder: &Path, name: &str) -> Result<String, Failure> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(is_plain) {
        let message = format!(
            "{} names a chart as none is named",
            folder.join(PAGE_DATA).display()
        );
        return Err(Failure::input(message).help("run the command again that made the folder"));
    }
    text(&folder.join("charts").join(format!("{name}.svg")))
}

/// A file that the page needs.
fn text(path: &Path) -> Result<String, Failure> {
    let missing = |why: String| {
        let message = format!("the page needs {}: {why}", path.display());
        Failure::input(message).help(
            "run the command again that made the folder; this version writes all that a page needs",
        )
    };
    let about = fs::symlink_metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => missing("it is not there".into()),
        _ => missing(error.to_string()),
    })?;
    if !about.is_file() || about.len() > LARGEST {
        return Err(missing("it is none that tierone wrote".into()));
    }
    fs::read_to_string(path).map_err(|error| missing(error.to_string()))
}

/// Writes the page to a file of its own.
fn to_file(out: &Path, text: &str, force: bool) -> Result<PathBuf, Failure> {
    let working = Destination::at(out, "results")?.work()?;
    working.place().may_be_taken(force)?;
    let staging = working.stage()?;
    staging.write(PAGE, text.as_bytes())?;
    working.put_file(&staging, PAGE)?;
    Ok(out.to_owned())
}

/// Writes the folder once more with the page in it, so that it is whole at any time and its record fits it.
fn into_folder(folder: &Path, text: &str, force: bool) -> Result<PathBuf, Failure> {
    let working = Destination::at(folder, "results")?.work()?;
    let place = working.place();
    if let Some(changed) = place.changed() {
        let message = format!(
            "{} was changed, or tierone did not write it",
            changed.display()
        );
        place.may_be_replaced(force, message)?;
    }
    let staging = working.stage()?;
    let mut folders = vec![PathBuf::new()];
    while let Some(within) = folders.pop() {
        let failed = |error| Failure::machine("read", folder, error);
        for entry in fs::read_dir(folder.join(&within)).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = within.join(entry.file_name());
            let kind = entry.file_type().map_err(failed)?;
            if kind.is_dir() {
                folders.push(name);
            } else if kind.is_file() && name != Path::new(PAGE) && name != Path::new(RECORD) {
                let bytes = fs::read(folder.join(&name)).map_err(failed)?;
                staging.write(&name.to_string_lossy(), &bytes)?;
            }
        }
    }
    staging.write(PAGE, text.as_bytes())?;
    working.put(&staging)?;
    Ok(folder.join(PAGE))
}
