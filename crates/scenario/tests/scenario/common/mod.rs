//! What the tests of scenario reading share: names of measures and a way to read text.

use tierone_scenario::diagnostic::SourceFile;
use tierone_scenario::{MeasureName, Reading, read};

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
