//! Makes the results that are kept in the repository again, and compares every byte. Bits are promised on one target.

use crate::command;

use command::{Bench, program, said};
use std::path::Path;

#[test]
fn the_kept_results_are_what_their_scenario_gives() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bench = Bench::new();
    let out = bench.path().join("made").display().to_string();
    let run = ["run", "scenarios/first-steps.toml", "--out", &out];
    let run = said(program(root, &run).output().expect("the program runs"));
    assert_eq!(run.code, 0, "{}", run.err);
    // The mark of a folder of results is not kept.
    let files = |folder: &str| {
        let mut files = bench.contents(folder);
        files.retain(|(path, _)| !path.ends_with(".tierone"));
        files
    };
    let kept = files(&root.join("results/first-steps").display().to_string());
    let made = files("made");
    assert!(kept.len() > 10, "{} files are kept", kept.len());
    let names = |files: &[(std::path::PathBuf, String)]| -> Vec<String> {
        let names = files.iter().map(|(path, _)| path.display().to_string());
        names.collect()
    };
    assert_eq!(names(&kept), names(&made));
    for ((path, kept), (_, made)) in kept.iter().zip(&made) {
        assert!(
            kept == made,
            "results/first-steps/{} is not what scenarios/first-steps.toml gives: make it again",
            path.display()
        );
    }
}
