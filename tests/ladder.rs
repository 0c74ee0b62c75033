//! Holds the ladder of rooms: which may use which, what each file starts with, how long it is, and
//! that every file of a table's folder is in its table.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms by rung, the lowest first.
const RUNGS: &[&[&str]] = &[
    &["units", "rng", "diagnostic"],
    &["distribution", "workflow", "estimate"],
    &["scenario", "records"],
    &["world", "sampling", "analysis"],
    &["sim", "sample", "assess", "lint", "fit"],
    &["measure"],
    &["study"],
    &["chart", "archive", "plan", "forecast"],
    &["report"],
    &["cli"],
];

/// Near this a room is split.
const LONG: usize = 400;

/// No room is longer.
const LONGEST: usize = 500;

/// Rooms that may stand between the two until they are split.
const LONG_ROOMS: &[&str] = &[
    "chart/charts/accuracy_by_period.rs",
    "scenario/keys_operation.rs",
];

/// What only the command line may touch.
const OF_THE_SHELL: &[&str] = &[
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "std::thread",
    "println!",
    "print!(",
    "dbg!",
    "Instant",
    "SystemTime",
];

struct Room {
    /// Path under `src`, with `/`.
    path: String,
    /// The module right under the crate.
    top: String,
    text: String,
}

fn rooms() -> Vec<Room> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    files.sort();
    files
        .iter()
        .map(|file| {
            let inner = file.strip_prefix(&src).expect("a file under src");
            let path = inner.to_string_lossy().replace('\\', "/");
            let top = path.split('/').next().expect("a path");
            Room {
                top: top.trim_end_matches(".rs").to_owned(),
                text: fs::read_to_string(file).expect("source is text"),
                path,
            }
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of source") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn rung(room: &str) -> Option<usize> {
    RUNGS.iter().position(|rooms| rooms.contains(&room))
}

/// Code without comments and without the tests at the end of a file.
fn code(text: &str) -> String {
    let before_tests = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(text);
    before_tests
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Files that only tests compile: `#[cfg(test)] mod name;` in the front desk of their folder.
fn of_tests(rooms: &[Room]) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for room in rooms {
        let Some(folder) = room.path.strip_suffix("mod.rs") else {
            continue;
        };
        for rest in room.text.split("#[cfg(test)]\nmod ").skip(1) {
            if let Some((name, _)) = rest.split_once(';') {
                paths.insert(format!("{folder}{name}.rs"));
            }
        }
    }
    paths
}

/// The rooms that code names as `crate::…`, also in braces.
fn used(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        if let Some(list) = rest.strip_prefix('{') {
            let (mut depth, mut name) = (0, String::new());
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        used.insert(std::mem::take(&mut name));
                    }
                    c if depth == 0 => name.push(c),
                    _ => {}
                }
            }
            used.insert(name);
        } else {
            used.insert(rest.to_owned());
        }
    }
    used.iter()
        .map(|name| {
            name.trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        })
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn paths_are_found_in_braces_too() {
    let code = "use crate::units;\nuse crate::{\n    rng::Stream,\n    sim::{a, b},\n    study,\n};\n crate::measure::x()";
    let used: Vec<String> = used(code).into_iter().collect();
    assert_eq!(used, ["measure", "rng", "sim", "study", "units"]);
}

#[test]
fn rooms_use_lower_rungs_only() {
    let mut level: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let rooms = rooms();
    let of_tests = of_tests(&rooms);
    for room in &rooms {
        if ["lib", "main"].contains(&room.top.as_str()) || of_tests.contains(&room.path) {
            continue;
        }
        let own = rung(&room.top).unwrap_or_else(|| panic!("{} stands on no rung", room.path));
        for other in used(&code(&room.text)) {
            let theirs = rung(&other)
                .unwrap_or_else(|| panic!("{} uses {other}, which stands on no rung", room.path));
            assert!(
                theirs <= own,
                "{} (rung {}) uses {other} (rung {})",
                room.path,
                own + 1,
                theirs + 1
            );
            if theirs == own && other != room.top {
                level.entry(room.top.clone()).or_default().insert(other);
            }
        }
    }
    for (room, others) in &level {
        for other in others {
            assert!(
                !reaches(&level, other, room),
                "{room} and {other} use one another"
            );
        }
    }
}

fn reaches(level: &BTreeMap<String, BTreeSet<String>>, from: &str, to: &str) -> bool {
    from == to
        || level
            .get(from)
            .is_some_and(|others| others.iter().any(|other| reaches(level, other, to)))
}

#[test]
fn every_room_says_what_it_is_for() {
    for room in rooms() {
        assert!(room.text.starts_with("//! "), "{} has no `//!`", room.path);
    }
}

#[test]
fn no_room_is_long() {
    for room in rooms() {
        let lines = room.text.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines", room.path);
        assert!(
            lines <= LONG || LONG_ROOMS.contains(&room.path.as_str()),
            "{} has {lines} lines: split it",
            room.path
        );
    }
    for path in LONG_ROOMS {
        assert!(
            rooms().iter().any(|room| room.path == *path),
            "{path} is listed as long and is not there"
        );
    }
}

#[test]
fn only_the_command_line_touches_the_world() {
    let rooms = rooms();
    let of_tests = of_tests(&rooms);
    for room in &rooms {
        if ["cli", "main"].contains(&room.top.as_str()) || of_tests.contains(&room.path) {
            continue;
        }
        let code = code(&room.text);
        for word in OF_THE_SHELL {
            assert!(!code.contains(word), "{} uses {word}", room.path);
        }
    }
}

#[test]
fn every_file_of_a_tables_folder_is_in_the_table() {
    check_table("sampling/methods", "sampling/mod.rs", "METHOD");
    check_table("chart/charts", "chart/mod.rs", "CHART");
    check_table("chart/checked", "chart/checked/mod.rs", "CHART");
    check_table("lint/rules", "lint/mod.rs", "RULE");
}

/// Files without an entry are what several entries share.
fn check_table(folder: &str, table: &str, entry: &str) {
    let rooms = rooms();
    let table = rooms.iter().find(|room| room.path == table);
    let rows: BTreeSet<String> = table
        .map(|table| code(&table.text))
        .unwrap_or_default()
        .split(&format!("::{entry}"))
        .filter_map(|before| {
            before
                .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
        })
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let files: BTreeSet<String> = rooms
        .iter()
        .filter(|room| code(&room.text).contains(&format!("const {entry}: ")))
        .filter_map(|room| room.path.strip_prefix(&format!("{folder}/")))
        .filter_map(|name| name.strip_suffix(".rs"))
        .map(str::to_owned)
        .collect();
    assert_eq!(rows, files, "rows of the table, files of {folder}");
}
