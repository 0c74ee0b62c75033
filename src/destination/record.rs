//! `.tierone`: the files of a folder as they were written, by which it is known whether anybody has changed it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The name of the record in a folder.
pub(crate) const RECORD: &str = ".tierone";

/// What was written.
#[derive(Deserialize, Serialize)]
struct Record {
    tool: String,
    /// SHA-256 by path within the folder.
    files: BTreeMap<String, String>,
}

/// The record of a folder as it is.
pub(super) fn record(folder: &Path) -> io::Result<String> {
    let mut files = BTreeMap::new();
    for name in names(folder, Path::new(""))? {
        let hash = hash(&folder.join(&name))?;
        files.insert(slashed(&name), hash);
    }
    let record = Record {
        tool: "tierone".into(),
        files,
    };
    let text = serde_json::to_string_pretty(&record).expect("a record is plain data");
    Ok(text + "\n")
}

/// The first thing at `path` that is not as a record in it says; none where all is. An empty folder has nothing that
/// could be lost.
pub(super) fn changed(path: &Path) -> Option<PathBuf> {
    let is_folder = fs::symlink_metadata(path).is_ok_and(|about| about.is_dir());
    let names = match names(path, Path::new("")) {
        Ok(names) if is_folder => names,
        _ => return Some(path.to_owned()),
    };
    if names.is_empty() {
        return None;
    }
    let text = plain_file(&path.join(RECORD)).and_then(|()| fs::read(path.join(RECORD)));
    let record = text
        .ok()
        .and_then(|text| serde_json::from_slice::<Record>(&text).ok())
        .filter(|record| record.tool == "tierone");
    let files = record.map(|record| record.files).unwrap_or_default();
    let as_written = |name: &PathBuf| {
        let path = path.join(name);
        let known = files.get(&slashed(name));
        name == Path::new(RECORD)
            || known.is_some_and(|known| {
                plain_file(&path).is_ok() && hash(&path).is_ok_and(|hash| hash == *known)
            })
    };
    let other = names.into_iter().find(|name| !as_written(name));
    other.map(|name| path.join(name))
}

/// Everything in a folder that is no folder, or an empty one, in order.
fn names(folder: &Path, within: &Path) -> io::Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder.join(within))? {
        let entry = entry?;
        let name = within.join(entry.file_name());
        let inner = if entry.file_type()?.is_dir() {
            self::names(folder, &name)?
        } else {
            Vec::new()
        };
        match inner.is_empty() {
            true => names.push(name),
            false => names.extend(inner),
        }
    }
    names.sort();
    Ok(names)
}

fn slashed(name: &Path) -> String {
    name.to_string_lossy().replace('\\', "/")
}

fn plain_file(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path)?.is_file() {
        true => Ok(()),
        false => Err(io::ErrorKind::InvalidInput.into()),
    }
}

/// The hash of a file; lines of JSON that say when it was made are left out, so that equal results are equal.
fn hash(path: &Path) -> io::Result<String> {
    let is_json = path.extension().is_some_and(|ending| ending == "json");
    let mut file = BufReader::with_capacity(1 << 16, File::open(path)?);
    let mut hash = Sha256::new();
    if is_json {
        let mut line = Vec::new();
        while file.read_until(b'\n', &mut line)? > 0 {
            let text = line.trim_ascii_start();
            if !text.starts_with(b"\"started\":") && !text.starts_with(b"\"finished\":") {
                hash.update(&line);
            }
            line.clear();
        }
    } else {
        loop {
            let bytes = file.fill_buf()?;
            if bytes.is_empty() {
                break;
            }
            let length = bytes.len();
            hash.update(bytes);
            file.consume(length);
        }
    }
    Ok(tierone_report::hex(&hash.finalize().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of two files with their record, changed; and what is then found to be changed.
    fn check(change: impl Fn(&Path), found: Option<&str>) {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path();
        fs::create_dir(path.join("charts")).expect("a folder");
        fs::write(path.join("a.csv"), "1\n").expect("a file");
        fs::write(path.join("charts/b.svg"), "<svg/>").expect("a file");
        let text = record(path).expect("a record");
        fs::write(path.join(RECORD), text).expect("a file");
        change(path);
        assert_eq!(changed(path), found.map(|name| path.join(name)));
    }

    #[test]
    fn what_others_wrote_or_changed_is_found() {
        check(|_| {}, None);
        check(|path| fs::remove_file(path.join("a.csv")).unwrap(), None);
        check(
            |path| fs::write(path.join("a.csv"), "2\n").unwrap(),
            Some("a.csv"),
        );
        check(
            |path| fs::write(path.join("charts/c"), "").unwrap(),
            Some("charts/c"),
        );
        check(
            |path| fs::create_dir(path.join("mine")).unwrap(),
            Some("mine"),
        );
        check(
            |path| fs::remove_file(path.join(RECORD)).unwrap(),
            Some("a.csv"),
        );
        check(
            |path| fs::write(path.join(RECORD), "{}").unwrap(),
            Some("a.csv"),
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_place_of_a_file_is_a_change() {
        check(
            |path| {
                fs::rename(path.join("a.csv"), path.join("charts/../../moved.csv")).unwrap();
                let moved = path.join("../moved.csv");
                std::os::unix::fs::symlink(&moved, path.join("a.csv")).unwrap();
            },
            Some("a.csv"),
        );
    }
}
