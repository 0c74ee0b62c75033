//! Makes the results that are kept in the repository again, and compares every byte. Bits are promised on one target.

use crate::command;

use command::{program, said};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file of a folder by its path in it, but for the mark of a folder of results, and the times at which the run began and ended.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(&inside).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with(".tierone") {
                let mut bytes = fs::read(&path).expect("a file");
                if path.ends_with("manifest.json") {
                    let text = String::from_utf8(bytes).expect("text");
                    let timed = |line: &&str| {
                        line.contains("\"started\":") || line.contains("\"finished\":")
                    };
                    bytes = text
                        .lines()
                        .filter(|line| !timed(line))
                        .collect::<Vec<_>>()
                        .join("\n")
                        .into();
                }
                files.insert(path.strip_prefix(folder).expect("inside").into(), bytes);
            }
        }
    }
    files
}

#[test]
fn the_kept_results_are_what_their_scenario_gives() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("first-steps");
    let run = [
        "run",
        "scenarios/first-steps.toml",
        "--out",
        out.to_str().expect("a path"),
    ];
    let run = said(program(root, &run).output().expect("the program runs"));
    assert_eq!(run.code, 0, "{}", run.err);
    let kept = files(&root.join("results/first-steps"));
    let made = files(&out);
    assert!(kept.len() > 10, "{} files are kept", kept.len());
    assert!(
        kept.keys().eq(made.keys()),
        "{:?} and {:?}",
        kept.keys(),
        made.keys()
    );
    for (path, bytes) in &kept {
        assert!(
            *bytes == made[path],
            "results/first-steps/{} is not what scenarios/first-steps.toml gives: make it again",
            path.display()
        );
    }
}
