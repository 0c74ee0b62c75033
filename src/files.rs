//! Reading the files a user names.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use clap::Args;

use tierone_chart::Drawing;
use tierone_engine::measure;
use tierone_report::workbook::published::{Published, WorkbookKind};
use tierone_report::{Page, ResultFile, page_files};
use tierone_scenario::diagnostic::{Diagnostic, SourceFile};
use tierone_scenario::{self as scenario, LARGEST_FILE, Reading};
use tierone_stats::cells::Cells;

use super::exit::{Failure, INPUT};
use super::{kinds, problems};

/// Whose files a scenario may extend.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct Confine {
    /// Refuse a scenario that extends a file outside its own folder. For scenarios of strangers.
    #[arg(long)]
    pub confine: bool,
}

/// How text is written to tables.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct RawCsv {
    /// Write text to CSV as it is. Without this, text that a spreadsheet would take for a formula gets an apostrophe
    /// before it, which is taken off when tierone reads it.
    #[arg(long)]
    pub raw_csv: bool,
}

impl RawCsv {
    /// What cells are written as.
    pub fn cells(self) -> Cells {
        match self.raw_csv {
            true => Cells::Raw,
            false => Cells::ForSpreadsheets,
        }
    }
}

/// Workbooks to publish.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct Workbooks {
    /// Also write the tables as an accessible workbook, tables.xlsx, to publish: a cover, notes, and a table a sheet.
    #[arg(long)]
    pub xlsx: bool,

    /// The same for LibreOffice: tables.ods.
    #[arg(long)]
    pub ods: bool,
}

impl Workbooks {
    /// The workbooks that are asked for, as files of a results folder.
    ///
    /// # Errors
    /// There is more than a spreadsheet holds.
    pub fn files(self, made: impl FnOnce() -> Published) -> Result<Vec<ResultFile>, Failure> {
        let asked = [
            (self.xlsx, WorkbookKind::Xlsx),
            (self.ods, WorkbookKind::Ods),
        ];
        let kinds: Vec<WorkbookKind> = asked
            .into_iter()
            .filter_map(|(asked, kind)| asked.then_some(kind))
            .collect();
        if kinds.is_empty() {
            return Ok(Vec::new());
        }
        let published = made();
        let file = |kind: WorkbookKind| {
            kind.file(&published).map_err(|why| {
                Failure::input(format!("{} cannot be written: {why}", kind.file_name()))
                    .help("leave the workbook out: the CSV files hold everything")
            })
        };
        kinds.into_iter().map(file).collect()
    }
}

/// A chart as files of a results folder, under its name: SVG, and PNG where that is asked for.
fn pictures(drawing: &Drawing, png: bool) -> Vec<ResultFile> {
    let name = &drawing.name;
    let mut files = vec![ResultFile {
        name: format!("charts/{name}.svg"),
        bytes: drawing.svg.clone().into_bytes(),
    }];
    if png {
        files.push(ResultFile {
            name: format!("charts/{name}.png"),
            bytes: drawing.png(),
        });
    }
    files
}

/// All charts as files of a results folder, each under its own name.
pub(super) fn all_pictures(drawings: &[Drawing], png: bool) -> Vec<ResultFile> {
    drawings
        .iter()
        .flat_map(|drawing| pictures(drawing, png))
        .collect()
}

/// A page with its charts, as files of a results folder.
pub(super) fn page_with(page: &Page, drawings: &[Drawing]) -> [ResultFile; 2] {
    let drawn = drawings
        .iter()
        .map(|drawing| (drawing.name.clone(), drawing.svg.clone()));
    page_files(page, &drawn.collect::<Vec<_>>())
}

/// Paths as a manifest lists them.
pub(super) fn shown(paths: &[PathBuf]) -> Vec<String> {
    let paths = paths.iter();
    paths.map(|path| path.display().to_string()).collect()
}

/// The names of files, as a manifest lists them.
pub(super) fn names(files: &[ResultFile]) -> Vec<String> {
    files.iter().map(|file| file.name.clone()).collect()
}

/// Why there is nothing to read.
pub(super) enum Unread {
    /// The file cannot be had.
    Failed(Failure),
    /// Its bytes are no text.
    Refused(Box<(SourceFile, Diagnostic)>),
}

/// Reads a scenario and what it extends; every problem is shown on standard error.
pub(super) fn scenario(path: &Path, confine: Confine) -> Result<Reading, Failure> {
    match reading(path, confine) {
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
pub(super) fn reading(path: &Path, confine: Confine) -> Result<Reading, Unread> {
    let path = tidy(path);
    let bytes = bytes(&path).map_err(|reason| {
        let failure = Failure::input(format!("cannot read {}: {}", path.display(), reason.what));
        Unread::Failed(failure.help(reason.help))
    })?;
    if let Some(failure) = kinds::no_scenario(&path, &bytes) {
        return Err(Unread::Failed(failure));
    }
    let file = scenario::source_file(&path.to_string_lossy(), bytes).map_err(Unread::Refused)?;
    let within = confine.confine.then(|| folder_of(&path));
    Ok(scenario::read(
        file,
        &mut |naming, named| extended(naming, named, within.as_deref()),
        &measure::precise(),
    ))
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> PathBuf {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).to_owned()
}

/// The file that a scenario extends: a path relative to the file that names it, perhaps `within` a folder only. Lines
/// of it are shown where something is wrong with it, so it has to be a plain file that is meant to be a scenario.
fn extended(naming: &str, named: &str, within: Option<&Path>) -> Result<SourceFile, String> {
    let path = tidy(&folder_of(Path::new(naming)).join(named));
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("{}: there is no such file", path.display()),
        _ => format!("{}: {error}", path.display()),
    };
    // Where it leads to if it is a link.
    let real = fs::canonicalize(&path).map_err(failed)?;
    if let Some(folder) = within
        && !real.starts_with(fs::canonicalize(folder).map_err(failed)?)
    {
        let folder = folder.display();
        return Err(format!("it is outside {folder}, and --confine was given"));
    }
    if real.extension().is_none_or(|ending| ending != "toml") {
        return Err("the name of a scenario ends in .toml".into());
    }
    if !fs::metadata(&real).map_err(failed)?.is_file() {
        return Err("it is no plain file".into());
    }
    let bytes = bytes(&path).map_err(|reason| format!("{}: {}", path.display(), reason.what))?;
    scenario::source_file(&path.to_string_lossy(), bytes).map_err(|refused| refused.1.message)
}

/// A file that a scenario names beside itself: a path relative to the file that names it, in the same folder or below it where
/// scenarios are confined.
pub(super) fn beside(
    naming: &Path,
    named: &str,
    confine: Confine,
) -> Result<(PathBuf, String), Failure> {
    let path = tidy(&folder_of(naming).join(named));
    let failed = |what: String| {
        Failure::input(format!(
            "cannot read {}, which {} names: {what}",
            path.display(),
            naming.display()
        ))
        .help("put it beside the scenario again, or take the name of it out")
    };
    if confine.confine {
        let real = |path: &Path| fs::canonicalize(path).map_err(|error| failed(error.to_string()));
        if !real(&path)?.starts_with(real(&folder_of(naming))?) {
            return Err(failed(
                "it is outside the scenario's folder, and --confine was given".into(),
            ));
        }
    }
    let bytes = bytes(&path).map_err(|reason| failed(reason.what))?;
    let text = String::from_utf8(bytes).map_err(|_| failed("it is no text".into()))?;
    Ok((path, text))
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

/// The way from the folder of one file to another file.
pub(super) fn relative(from: &Path, to: &Path) -> std::io::Result<String> {
    let (from, to) = (straight(from)?, straight(to)?);
    let folder = from.parent().unwrap_or(Path::new("/"));
    let (mut there, mut here) = (to.components().peekable(), folder.components().peekable());
    while there.peek().is_some() && there.peek() == here.peek() {
        there.next();
        here.next();
    }
    if matches!(there.peek(), Some(Component::Prefix(_))) {
        return Ok(to.display().to_string());
    }
    let up = here.map(|_| "..".to_owned());
    let down = there.map(|step| step.as_os_str().to_string_lossy().into_owned());
    Ok(up.chain(down).collect::<Vec<_>>().join("/"))
}

/// The path from the root on, without steps back or links as far as it exists.
fn straight(path: &Path) -> std::io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let there = path.ancestors().find_map(|ancestor| {
        let real = fs::canonicalize(ancestor).ok()?;
        Some((real, path.strip_prefix(ancestor).ok()?))
    });
    let (mut straight, rest) = there.unwrap_or((PathBuf::new(), &path));
    for step in rest.components() {
        match step {
            Component::ParentDir => {
                straight.pop();
            }
            step => straight.push(step),
        }
    }
    Ok(straight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_goes_up_and_down() {
        for (from, to, way) in [
            ("/a/b/fitted.toml", "/a/base.toml", "../base.toml"),
            ("/a/fitted.toml", "/a/base.toml", "base.toml"),
            ("/x/y/fitted.toml", "/a/base.toml", "../../a/base.toml"),
            ("/a/b/../c/fitted.toml", "/a/b/base.toml", "../b/base.toml"),
            ("/a/b/fitted.toml", "/a/b/../base.toml", "../base.toml"),
        ] {
            assert_eq!(
                relative(Path::new(from), Path::new(to)).expect("absolute"),
                way
            );
        }
    }
}
