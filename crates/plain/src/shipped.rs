//! Shipped scenarios, as they are or changed by a few lines.

use std::fs;
use std::path::{Path, PathBuf};

use tierone_engine::measure;
use tierone_scenario::diagnostic::SourceFile;
use tierone_scenario::{Reading, Scenario, read};

/// The folder of shipped scenarios.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios")
}

/// Every scenario that is shipped, with its path, in the order of paths.
pub fn files() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![folder()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|name| name == "toml") {
                let text = fs::read_to_string(&path).expect("a file of text");
                files.push((path, text));
            }
        }
    }
    files.sort();
    assert!(files.len() >= 5, "the shipped scenarios are found");
    files
}

/// Reads `text` as if it were a file in the folder of shipped scenarios, so that it can extend them.
pub fn reading(text: &str) -> Reading {
    let source = |path: &Path, text: &str| SourceFile {
        path: path.to_string_lossy().into_owned(),
        text: text.into(),
    };
    let file = source(&folder().join("not-shipped.toml"), text);
    let mut load = |naming: &str, named: &str| {
        let path = Path::new(naming).with_file_name(named);
        let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
        Ok(source(&path, &text))
    };
    read(file, &mut load, &measure::precise())
}

/// The scenario of a text without problems.
pub fn scenario(text: &str) -> Scenario {
    let reading = reading(text);
    assert_eq!(reading.problems, [], "nothing is wrong in\n{text}");
    reading
        .scenario
        .expect("a scenario without problems is resolved")
}
