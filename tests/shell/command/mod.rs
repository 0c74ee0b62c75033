//! What the tests of the command line share: a folder to run in, and a small scenario.

// Each test binary uses its own part of these.
#![allow(dead_code)]

pub mod filled;
pub mod lists;
pub mod told;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The start of a small office: a year in milliseconds.
const OFFICE: &str = r#"
title = "A small office"
replications = 40

[horizon]
start = 2025-04-01
period = "month"
periods = 3
warm_up = 1

[[activity]]
name = "change-of-income"
volume = { assumed = 300, low = 200, high = 400, source = "the team leaders' guess" }
automated = "25%"
value = { distribution = "log-normal", mean = 2_000, sd = 1_500 }
errors = { income = "3%", notifications = "3%" }

[workforce]
caseworkers = 12
team_size = 6
spread = 0.6
attrition = "2%"
vacancy = "1 month"

[coaching]
gain = 0.16
half_life = "6 months"
uptake = "90%"
minutes = 30
"#;

/// Coaches: two decisions of each caseworker.
pub const TWO_EACH: &str = r#"
[[policy]]
name = "two each"

[[policy.check]]
name = "two of anything"
sample = { method = "per-caseworker", checks = 2 }
checker = { sensitivity = "66%", false_fail = "0.1%", minutes = 45 }
on_fail = ["coach", "correct"]

[[policy.check]]
name = "independent assurance"
sample = { method = "simple-random", checks = 40 }
checker = { sensitivity = "90%", minutes = 60, hourly_cost = 35.0 }
estimate = ["accuracy"]
"#;

/// A policy whose checks estimate money too. Judging that takes a third of a second, so that few tests do.
pub fn with_money(policy: &str) -> String {
    policy.replace("[\"accuracy\"]", "[\"accuracy\", \"mve\"]")
}

/// Estimates from what was picked by risk.
pub const BY_RISK: &str = r#"
[[policy]]
name = "by risk"

[[policy.check]]
name = "the riskiest"
sample = { method = "risk-targeted", checks = 30, auc = 0.7 }
checker = { sensitivity = "66%", minutes = 45 }
on_fail = ["coach", "correct"]
estimate = ["accuracy"]
"#;

/// A target of the policy before it.
pub const OFFICE_TARGET: &str = r#"
[[policy.target]]
name = "contract"
measure = "accuracy"
at_least = "96%"
check = "independent assurance"
"#;

/// The office under these policies.
pub fn office(policies: &[&str]) -> String {
    format!("{OFFICE}{}", policies.concat())
}

/// A folder of its own in which the program runs.
pub struct Bench(TempDir);

/// What a call gave.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The program in a folder, not started yet, with nothing of the environment's own options.
pub fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tierone"));
    for (name, _) in std::env::vars() {
        if name.starts_with("TIERONE_") {
            command.env_remove(name);
        }
    }
    command.current_dir(folder).args(arguments);
    command
}

/// What it said on standard error.
pub fn talk(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

impl Bench {
    /// With `office.toml` under both policies.
    pub fn new() -> Self {
        let bench = Self(TempDir::new().expect("a temporary folder"));
        bench.write("office.toml", office(&[TWO_EACH, BY_RISK]));
        bench
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::write(path, text).expect("a file is written");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("a file of text")
    }

    /// The program, not started yet, with nothing of the environment's own options.
    pub fn command(&self, arguments: &[&str]) -> Command {
        program(self.path(), arguments)
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        said(self.command(arguments).output().expect("the program runs"))
    }

    /// Runs and expects exit code 0.
    pub fn done(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.err);
        said.out
    }

    /// Every file under a folder with its bytes, times left out of the manifest.
    pub fn contents(&self, folder: &str) -> Vec<(PathBuf, String)> {
        let mut files = Vec::new();
        gather(&self.path().join(folder), Path::new(""), &mut files);
        files.sort();
        files
    }

    /// Names in the folder, hidden ones too.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path().join(folder)).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| {
                let name = entry.expect("an entry").file_name();
                name.to_string_lossy().into_owned()
            })
            .collect();
        names.sort();
        names
    }
}

pub fn said(output: Output) -> Said {
    Said {
        code: output.status.code().expect("an exit code, not a signal"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

fn gather(folder: &Path, inner: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("a results folder") {
        let path = entry.expect("an entry").path();
        let name = inner.join(path.file_name().expect("a name"));
        if path.is_dir() {
            gather(&path, &name, files);
            continue;
        }
        let text = fs::read_to_string(&path).expect("results are text");
        let is_timed = |line: &&str| {
            name.ends_with("manifest.json")
                && (line.contains("\"started\":") || line.contains("\"finished\":"))
        };
        let lines = text.split_inclusive('\n');
        let timeless = lines.filter(|line| !is_timed(line)).collect();
        files.push((name, timeless));
    }
}
