//! Reading the files a user names.

use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use tierone_engine::measure;
use tierone_scenario::diagnostic::{Diagnostic, SourceFile};
use tierone_scenario::{self as scenario, LARGEST_FILE, Reading};

use super::exit::{Failure, INPUT};
use super::problems;

/// Why there is nothing to read.
pub(super) enum Unread {
    /// The file cannot be had.
    Failed(Failure),
    /// Its bytes are no text.
    Refused(Box<(SourceFile, Diagnostic)>),
}

/// Reads a scenario and what it extends; every problem is shown on standard error.
pub(super) fn scenario(path: &Path) -> Result<Reading, Failure> {
    match reading(path) {
        Ok(reading) => {
            problems::show(&reading.problems, &reading.sources);
            Ok(reading)
        }
        Err(Unread::Refused(refused)) => {
            let (file, problem) = *refused;
            problems::show(&[problem], &[file]);
            Err(Failure::said(INPUT))
        }
        Err(Unread::Failed(failure)) => Err(failure),
    }
}

/// The same, with its problems still to be shown.
pub(super) fn reading(path: &Path) -> Result<Reading, Unread> {
    let path = tidy(path);
    let bytes = bytes(&path).map_err(|reason| {
        let failure = Failure::input(format!("cannot read {}: {}", path.display(), reason.what));
        Unread::Failed(failure.help(reason.help))
    })?;
    let file = scenario::source_file(&path.to_string_lossy(), bytes).map_err(Unread::Refused)?;
    Ok(scenario::read(
        file,
        &mut extended,
        &measure::precise_names(),
    ))
}

/// The file that a scenario extends: a path relative to the file that names it.
fn extended(naming: &str, named: &str) -> Result<SourceFile, String> {
    let folder = Path::new(naming).parent().unwrap_or(Path::new(""));
    let path = tidy(&folder.join(named));
    let bytes = bytes(&path).map_err(|reason| format!("{}: {}", path.display(), reason.what))?;
    scenario::source_file(&path.to_string_lossy(), bytes).map_err(|refused| refused.1.message)
}

/// Why a file cannot be read, and what to do.
struct Reason {
    what: String,
    help: &'static str,
}

fn bytes(path: &Path) -> Result<Vec<u8>, Reason> {
    let reason = |what: String, help| Reason { what, help };
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => reason(
            "there is no such file".into(),
            "check the path, or write a first scenario with `tierone new`",
        ),
        _ => reason(error.to_string(), "check the path and its permissions"),
    };
    let file = File::open(path).map_err(failed)?;
    let about = file.metadata().map_err(failed)?;
    if about.is_dir() {
        return Err(reason(
            "it is a folder".into(),
            "name the scenario file in it",
        ));
    }
    let too_large = |size: String| {
        reason(
            format!(
                "it has {size} million bytes, and at most {} million are read",
                LARGEST_FILE / 1_000_000
            ),
            "a scenario is a few hundred lines: check that this is the right file",
        )
    };
    if about.len() > LARGEST_FILE as u64 {
        return Err(too_large(format!("{:.1}", about.len() as f64 / 1e6)));
    }
    let mut bytes = Vec::new();
    // Pipes and devices do not say their length before.
    file.take(LARGEST_FILE as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() > LARGEST_FILE {
        return Err(too_large("more than 8".into()));
    }
    Ok(bytes)
}

/// A path without its `.` parts, so that one file has one name.
pub(super) fn tidy(path: &Path) -> PathBuf {
    let tidy: PathBuf = path
        .components()
        .filter(|part| *part != Component::CurDir)
        .collect();
    if tidy.as_os_str().is_empty() {
        path.to_owned()
    } else {
        tidy
    }
}
