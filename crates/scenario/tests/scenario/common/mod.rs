//! What the tests of scenario reading share: names of measures and a way to read text.

use tierone_scenario::diagnostic::SourceFile;
use tierone_scenario::{MeasureName, Reading, Scenario, read};

/// Stand-ins for the measures.
pub const MEASURES: &[MeasureName] = &[
    named("accuracy", true),
    named("mve", true),
    named("cost", false),
];

const fn named(name: &'static str, in_percent: bool) -> MeasureName {
    MeasureName { name, in_percent }
}

/// Reads `text`, with nothing to extend.
pub fn read_text(text: &str) -> Reading {
    read_files(text, &[])
}

/// Reads `text`, which may extend the given files.
pub fn read_files(text: &str, files: &[(&str, &str)]) -> Reading {
    let file = SourceFile {
        path: "test.toml".into(),
        text: text.into(),
    };
    let mut load = |_: &str, named: &str| {
        if named == "test.toml" {
            return Ok(SourceFile {
                path: named.into(),
                text: text.into(),
            });
        }
        files
            .iter()
            .find(|(path, _)| *path == named)
            .map(|(path, text)| SourceFile {
                path: (*path).into(),
                text: (*text).into(),
            })
            .ok_or_else(|| "there is no such file".to_owned())
    };
    read(file, &mut load, MEASURES)
}

/// The least that a scenario needs, with a table of methods.
pub const SMALL: &str = r#"
title = "small"

[horizon]
start = 2025-01-01
period = "month"
periods = 3

[[activity]]
name = "a"
area = "north"
volume = 100
value = { distribution = "constant", value = 1_000 }
errors = { income = "1%" }

[workforce]
caseworkers = 10

[[policy]]
name = "none"
"#;

/// What was read, of which nothing is wrong.
pub fn resolved(reading: Reading) -> Scenario {
    assert_eq!(reading.problems, [], "nothing is wrong");
    reading
        .scenario
        .expect("a scenario without errors is resolved")
}
