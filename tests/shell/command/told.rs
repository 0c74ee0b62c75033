//! What `tierone estimate` tells, as JSON.

use std::path::Path;
use std::process::Output;

use serde_json::Value;

use super::{program, talk};

/// The program, run in a folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder, arguments)
        .output()
        .expect("the program runs")
}

/// Estimates from a folder, as JSON.
pub fn estimate(folder: &Path, arguments: &[&str]) -> Value {
    let all = [&["estimate", "--format", "json"], arguments].concat();
    let output = run(folder, &all);
    assert!(output.status.success(), "{}", talk(&output));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// A figure of a group.
pub fn figure<'v>(report: &'v Value, group: &str, name: &str) -> &'v Value {
    let groups = report["groups"].as_array().expect("groups");
    let group = groups
        .iter()
        .find(|g| g["name"] == group)
        .expect("the group");
    let figures = group["figures"].as_array().expect("figures");
    figures
        .iter()
        .find(|f| f["figure"] == name)
        .unwrap_or_else(|| panic!("no {name} in {figures:?}"))
}

/// A number that a figure tells.
pub fn number(figure: &Value, key: &str) -> f64 {
    figure[key]
        .as_f64()
        .unwrap_or_else(|| panic!("no {key} in {figure}"))
}
