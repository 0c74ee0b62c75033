//! Shipped scenarios, as they are or changed by a few lines.

use std::fs;
use std::path::Path;

use tierone_engine::measure;
use tierone_scenario::diagnostic::SourceFile;
use tierone_scenario::{Scenario, read};

/// Reads `text` as if it were a file in the folder of shipped scenarios, so that it can extend them.
pub fn scenario(text: &str) -> Scenario {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let source = |path: &Path, text: &str| SourceFile {
        path: path.to_string_lossy().into_owned(),
        text: text.into(),
    };
    let file = source(&folder.join("not-shipped.toml"), text);
    let mut load = |naming: &str, named: &str| {
        let path = Path::new(naming).with_file_name(named);
        let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
        Ok(source(&path, &text))
    };
    let reading = read(file, &mut load, &measure::precise_names());
    assert_eq!(reading.problems, [], "nothing is wrong in\n{text}");
    reading
        .scenario
        .expect("a scenario without problems is resolved")
}
