//! Holds the workspace to its structure: which crate may use which, no circles between files, what each file starts
//! with, how long it is, and that every file of a table's folder is in its table.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Crates by level, the lowest first. A crate uses crates of lower levels only.
const LEVELS: &[&[&str]] = &[
    &["stats"],
    &["scenario"],
    &["sampling"],
    &["analysis", "records"],
    &["engine", "lint"],
    &["fit", "forecast", "outlook", "plan"],
    &["sensitivity"],
    &["chart"],
    &["report"],
];

/// Crates only for tests and benches.
const FOR_TESTS: &[&str] = &["plain", "reference"];

/// Near this a file is split.
const LONG: usize = 400;

/// No file is longer.
const LONGEST: usize = 500;

/// Files that may stand between the two until they are split.
const LONG_FILES: &[&str] = &[
    "crates/plain/src/asks.rs",
    "crates/stats/src/monetary.rs",
    "crates/scenario/src/keys_operation.rs",
];

/// What only the shell may touch.
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

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of source, outside tests.
struct File {
    /// Path from the root of the workspace, with `/`.
    path: String,
    /// The crate under `crates/`, or `shell`.
    owner: String,
    /// The module's path inside its crate; empty for the crate's root.
    module: Vec<String>,
    text: String,
}

/// The members under `crates/`.
fn members() -> BTreeSet<String> {
    let folders = fs::read_dir(root().join("crates")).expect("a folder of crates");
    folders
        .map(|folder| folder.expect("an entry").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}

/// Every file of source that is compiled outside tests, by path.
fn files() -> Vec<File> {
    let mut found = Vec::new();
    collect(&root().join("src"), "shell", &mut found);
    for member in members() {
        let src = root().join("crates").join(&member).join("src");
        collect(&src, &member, &mut found);
    }
    let for_tests = modules_for_tests(&found);
    found.retain(|file| {
        !for_tests
            .iter()
            .any(|(owner, module)| *owner == file.owner && file.module.starts_with(module))
    });
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(src: &Path, owner: &str, found: &mut Vec<File>) {
    let mut folders = vec![src.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of source") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(file(src, owner, &path));
            }
        }
    }
}

fn file(src: &Path, owner: &str, path: &PathBuf) -> File {
    let text = fs::read_to_string(path).expect("source is text");
    let slashed = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let inner = slashed(path.strip_prefix(src).expect("a file under src"));
    let mut module: Vec<String> = inner
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    let is_folders = module.last().is_some_and(|name| name == "mod");
    let is_root = module.len() == 1 && ["lib", "main"].contains(&module[0].as_str());
    if is_folders || is_root {
        module.pop();
    }
    File {
        path: slashed(path.strip_prefix(root()).expect("a file of the workspace")),
        owner: owner.to_owned(),
        module,
        text,
    }
}

/// Modules that are declared as `#[cfg(test)] mod name;`.
fn modules_for_tests(files: &[File]) -> BTreeSet<(String, Vec<String>)> {
    let mut modules = BTreeSet::new();
    for file in files {
        for rest in file.text.split("#[cfg(test)]\nmod ").skip(1) {
            if let Some((name, _)) = rest.split_once(';') {
                let mut module = file.module.clone();
                module.push(name.to_owned());
                modules.insert((file.owner.clone(), module));
            }
        }
    }
    modules
}

/// Code without comments and without the tests at the end of a file.
fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]\nmod tests {").next();
    let lines = before_tests.unwrap_or(text).lines();
    lines
        .map(|line| line.split("//").next().unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n")
        // How far something can be seen is no use of anything.
        .replace("pub(in ", "(")
}

/// Paths that code names: in `use`, with braces undone, and inline where they start at `crate`, `super`, `self` or a
/// lower-case name.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut inline = String::new();
    for (index, part) in code.split("use ").enumerate() {
        let is_use = index > 0 && part.contains(';');
        if !is_use {
            inline.push_str(part);
            continue;
        }
        let (tree, rest) = part.split_once(';').expect("a `use` ends");
        expand(&[], tree, &mut paths);
        inline.push_str(rest);
    }
    for word in inline.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
        let path: Vec<String> = word.split("::").map(str::to_owned).collect();
        let starts_low = path[0].starts_with(|c: char| c.is_lowercase());
        if path.len() > 1 && starts_low && path.iter().all(|name| !name.is_empty()) {
            paths.push(path);
        }
    }
    paths
}

fn expand(before: &[String], tree: &str, paths: &mut Vec<Vec<String>>) {
    for branch in branches(tree) {
        let branch = branch.trim();
        let (path, below) = match branch.split_once('{') {
            Some((path, below)) => (path, below.rsplit_once('}').map(|(below, _)| below)),
            None => (branch.split(" as ").next().unwrap_or(branch), None),
        };
        let names = path.trim().split("::").map(str::trim);
        let mut whole = before.to_vec();
        whole.extend(names.filter(|name| !name.is_empty()).map(str::to_owned));
        // `sim::{self, …}` is the module itself.
        if whole.len() > 1 && whole.last().is_some_and(|name| name == "self") {
            whole.pop();
        }
        match below {
            Some(below) => expand(&whole, below, paths),
            None if !whole.is_empty() => paths.push(whole),
            None => {}
        }
    }
}

/// What commas part outside braces.
fn branches(tree: &str) -> Vec<&str> {
    let (mut depth, mut start, mut branches) = (0, 0, Vec::new());
    for (at, c) in tree.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                branches.push(&tree[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    branches.push(&tree[start..]);
    branches.retain(|branch| !branch.trim().is_empty());
    branches
}

/// The module that a path leads to, as far down as files go; none where it leaves the crate.
fn target(from: &[String], path: &[String], modules: &BTreeSet<&[String]>) -> Option<Vec<String>> {
    let mut at: Vec<String> = from.to_vec();
    let mut rest = path;
    match path[0].as_str() {
        "crate" => {
            at.clear();
            rest = &path[1..];
        }
        "self" => rest = &path[1..],
        "super" => {
            while rest.first().is_some_and(|name| name == "super") {
                at.pop();
                rest = &rest[1..];
            }
        }
        name => {
            at.push(name.to_owned());
            if !modules.contains(at.as_slice()) {
                return None;
            }
            rest = &path[1..];
        }
    }
    for name in rest {
        at.push(name.clone());
        if !modules.contains(at.as_slice()) {
            at.pop();
            break;
        }
    }
    Some(at)
}

#[test]
fn paths_are_found_in_braces_and_inline() {
    let code = "use crate::units;\npub use super::{\n    rng::Stream,\n    sim::{self, a as b},\n};\n crate::measure::x(self::y::Z)";
    let found: Vec<String> = paths(code).iter().map(|path| path.join("::")).collect();
    let expected = [
        "crate::units",
        "super::rng::Stream",
        "super::sim",
        "super::sim::a",
        "crate::measure::x",
        "self::y::Z",
    ];
    assert_eq!(found, expected);
}

#[test]
fn every_crate_is_found_and_has_a_level() {
    let known: BTreeSet<String> = LEVELS
        .iter()
        .flat_map(|level| level.iter())
        .chain(FOR_TESTS)
        .map(|name| (*name).to_owned())
        .collect();
    assert_eq!(members(), known);
    let files = files();
    for member in known {
        let has_root = files
            .iter()
            .any(|file| file.owner == member && file.module.is_empty());
        assert!(has_root, "no files of {member} were read");
    }
}

#[test]
fn crates_use_lower_levels_only() {
    let level = |name: &str| LEVELS.iter().position(|level| level.contains(&name));
    for member in members() {
        let Some(own) = level(&member) else {
            continue;
        };
        let manifest = root().join("crates").join(&member).join("Cargo.toml");
        let manifest = fs::read_to_string(manifest).expect("every member has a manifest");
        let (_, dependencies) = manifest
            .split_once("[dependencies]")
            .expect("every member lists its dependencies");
        let dependencies = dependencies.split("\n[").next().unwrap_or(dependencies);
        for line in dependencies.lines() {
            let Some(name) = line.strip_prefix("tierone-") else {
                continue;
            };
            let name = name.split(['.', ' ']).next().unwrap_or(name);
            let theirs = level(name).unwrap_or_else(|| panic!("{member} uses {name}"));
            assert!(theirs < own, "{member} uses {name}, which is not below it");
        }
    }
}

#[test]
fn files_use_each_other_in_one_direction() {
    let files = files();
    let owners: BTreeSet<&str> = files.iter().map(|file| file.owner.as_str()).collect();
    let mut circles = Vec::new();
    for owner in owners {
        let own: Vec<&File> = files.iter().filter(|file| file.owner == owner).collect();
        let modules: BTreeSet<&[String]> = own.iter().map(|file| file.module.as_slice()).collect();
        let mut uses: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = BTreeMap::new();
        for file in &own {
            let targets = paths(&code(&file.text))
                .iter()
                .filter_map(|path| target(&file.module, path, &modules))
                .filter(|module| *module != file.module)
                .collect();
            uses.insert(file.module.clone(), targets);
        }
        for file in &own {
            if reaches(&uses, &file.module) {
                circles.push(file.path.clone());
            }
        }
    }
    assert_eq!(
        circles,
        Vec::<String>::new(),
        "these files use others that use them: move what both need into a file below both"
    );
}

/// Whether a module comes back to itself by what it uses.
fn reaches(uses: &BTreeMap<Vec<String>, BTreeSet<Vec<String>>>, module: &Vec<String>) -> bool {
    let mut seen = BTreeSet::new();
    let mut next: Vec<&Vec<String>> = uses[module].iter().collect();
    while let Some(other) = next.pop() {
        if other == module {
            return true;
        }
        if seen.insert(other) {
            next.extend(uses.get(other).into_iter().flatten());
        }
    }
    false
}

#[test]
fn every_file_says_what_it_is_for() {
    for file in files() {
        assert!(file.text.starts_with("//! "), "{} has no `//!`", file.path);
    }
}

#[test]
fn no_file_is_long() {
    let files = files();
    for file in &files {
        let lines = file.text.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines", file.path);
        assert!(
            lines <= LONG || LONG_FILES.contains(&file.path.as_str()),
            "{} has {lines} lines: split it",
            file.path
        );
    }
    for path in LONG_FILES {
        assert!(
            files.iter().any(|file| file.path == *path),
            "{path} is listed as long and is not there"
        );
    }
}

#[test]
fn only_the_shell_touches_the_world() {
    for file in files() {
        if file.owner == "shell" || FOR_TESTS.contains(&file.owner.as_str()) {
            continue;
        }
        let code = code(&file.text);
        for word in OF_THE_SHELL {
            assert!(!code.contains(word), "{} uses {word}", file.path);
        }
    }
}

#[test]
fn every_member_inherits_the_lints_of_the_workspace() {
    for member in members() {
        let manifest = root().join("crates").join(&member).join("Cargo.toml");
        let manifest = fs::read_to_string(manifest).expect("every member has a manifest");
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{member} has lints of its own"
        );
        assert!(
            manifest.contains("[lib]\nbench = false"),
            "{member} would take criterion's flags for its own"
        );
    }
}

/// What the workspace's own crates are for, ARCHITECTURE.md says.
#[test]
fn every_dependency_says_what_it_is_for() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("it is there");
    let (_, rest) = manifest
        .split_once("[workspace.dependencies]\n")
        .expect("the workspace names its dependencies");
    let dependencies = rest
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter(|line| line.contains(" = ") && !line.contains("path = "));
    let mut known = 0;
    for line in dependencies {
        let purpose = line.split_once(" # ").map_or("", |(_, purpose)| purpose);
        assert!(!purpose.trim().is_empty(), "what for? {line}");
        known += 1;
    }
    assert!(known > 0, "no dependency was found");
}

#[test]
fn every_file_of_a_tables_folder_is_in_the_table() {
    check_table(
        "crates/scenario/src/methods",
        "crates/scenario/src/methods/mod.rs",
        "KEYS",
    );
    check_table(
        "crates/chart/src/charts",
        "crates/chart/src/lib.rs",
        "CHART",
    );
    check_table(
        "crates/chart/src/checked",
        "crates/chart/src/checked/mod.rs",
        "CHART",
    );
    check_table(
        "crates/lint/src/rules",
        "crates/lint/src/rules/mod.rs",
        "RULE",
    );
}

/// Files without an entry are what several entries share.
fn check_table(folder: &str, table: &str, entry: &str) {
    let files = files();
    let desk = files.iter().find(|file| file.path == table);
    let desk = desk.unwrap_or_else(|| panic!("there is no {table}"));
    let rows: BTreeSet<String> = code(&desk.text)
        .split(&format!("::{entry}"))
        .filter_map(|before| {
            before
                .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
        })
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let entries: BTreeSet<String> = files
        .iter()
        .filter(|file| code(&file.text).contains(&format!("const {entry}: ")))
        .filter_map(|file| file.path.strip_prefix(&format!("{folder}/")))
        .filter_map(|name| name.strip_suffix(".rs"))
        .map(str::to_owned)
        .collect();
    assert!(!entries.is_empty(), "{folder} has no entries");
    assert_eq!(rows, entries, "rows of the table, files of {folder}");
}
