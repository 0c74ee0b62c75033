//! What the program is built from: every crate has a licence that lets it be passed on, comes from the registry, and is
//! there once; and every font has its licence beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Licences that ask for no more than to be named.
const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "0BSD",
    "CC0-1.0",
    "MIT-0",
];

/// Crates that others still use in two versions: `syn` only reads code when the program is built.
const TWICE: &[&str] = &["syn"];

#[derive(serde::Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(serde::Deserialize)]
struct Package {
    id: String,
    name: String,
    license: Option<String>,
    source: Option<String>,
}

#[derive(serde::Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
    root: String,
}

#[derive(serde::Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(serde::Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(serde::Deserialize)]
struct Kind {
    kind: Option<String>,
}

/// The crates that the program is made of on this system, without what only tests and builds need.
fn crates() -> Vec<Package> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let host = Command::new(env!("CARGO"))
        .args(["-vV"])
        .output()
        .expect("cargo runs");
    let host = String::from_utf8(host.stdout).expect("text");
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("a host");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", host])
        .current_dir(root)
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let metadata: Metadata = serde_json::from_slice(&output.stdout).expect("metadata");
    let nodes: BTreeMap<&str, &Node> = metadata
        .resolve
        .nodes
        .iter()
        .map(|node| (node.id.as_str(), node))
        .collect();
    let mut reached = BTreeSet::new();
    let mut next = vec![metadata.resolve.root.as_str()];
    while let Some(id) = next.pop() {
        if !reached.insert(id.to_owned()) {
            continue;
        }
        let normal =
            |dependency: &&Dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.is_none());
        let dependencies = nodes[id].deps.iter().filter(normal);
        next.extend(dependencies.map(|dependency| dependency.pkg.as_str()));
    }
    let packages = metadata.packages.into_iter();
    packages
        .filter(|package| reached.contains(&package.id))
        .collect()
}

/// Whether an expression of licences can be met with [`LICENCES`]: one side of `OR`, both sides of `AND`.
fn allowed(expression: &str) -> bool {
    let expression = expression.trim();
    let bare = expression
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    if let Some(inner) = bare.filter(|inner| !inner.contains('(')) {
        return allowed(inner);
    }
    let both = parts(expression, " AND ");
    if both.len() > 1 {
        return both.into_iter().all(allowed);
    }
    // An old way to write OR.
    let expression = expression.replace('/', " OR ");
    let either = parts(&expression, " OR ");
    if either.len() > 1 {
        return either.into_iter().any(allowed);
    }
    LICENCES.contains(&expression.as_str())
}

/// What a word parts, outside brackets.
fn parts<'e>(expression: &'e str, word: &str) -> Vec<&'e str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0);
    for (at, c) in expression.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && expression[at..].starts_with(word) => {
                parts.push(&expression[start..at]);
                start = at + word.len();
            }
            _ => {}
        }
    }
    parts.push(&expression[start..]);
    parts
}

#[test]
fn licences_are_read_as_they_are_meant() {
    for (expression, expected) in [
        ("MIT", true),
        ("MIT/Apache-2.0", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(MIT OR GPL-2.0) AND LGPL-2.1", false),
    ] {
        assert_eq!(allowed(expression), expected, "{expression}");
    }
}

#[test]
fn every_crate_may_be_passed_on_and_comes_from_the_registry() {
    let crates = crates();
    assert!(crates.len() > 50, "{} crates are too few", crates.len());
    for package in &crates {
        let licence = package.license.as_deref().unwrap_or("none");
        assert!(
            allowed(licence),
            "{} has the licence {licence}",
            package.name
        );
        let from = package.source.as_deref().unwrap_or_default();
        let own = package.name.starts_with("tierone");
        let registry = from == "registry+https://github.com/rust-lang/crates.io-index";
        assert!(own || registry, "{} comes from {from}", package.name);
    }
}

#[test]
fn no_crate_is_there_twice() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--edges", "normal"])
        .args(["--duplicates", "--depth", "0", "--prefix", "none"])
        .args(["--package", "tierone"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("text");
    let names = text.lines().filter_map(|line| line.split(' ').next());
    let names: BTreeSet<&str> = names.filter(|name| !name.is_empty()).collect();
    let twice: Vec<&str> = names.into_iter().collect();
    assert_eq!(twice, TWICE, "{text}");
}

/// Every file of a folder and of those in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").path());
    let of = |path: PathBuf| match path.is_dir() {
        true => files(&path),
        false => vec![path],
    };
    entries.flat_map(of).collect()
}

/// What a font says of itself, by the number of the name.
///
/// # Source
/// OpenType specification, “name” table, version 0.
fn font_names(font: &[u8]) -> BTreeMap<u16, String> {
    let short = |at: usize| u16::from_be_bytes([font[at], font[at + 1]]);
    let long = |at: usize| (usize::from(short(at)) << 16) + usize::from(short(at + 2));
    let tables = (0..usize::from(short(4))).map(|table| 12 + 16 * table);
    let mut tables = tables.filter(|at| &font[*at..at + 4] == b"name");
    let names = long(tables.next().expect("names") + 8);
    let texts = names + usize::from(short(names + 4));
    let records = (0..usize::from(short(names + 2))).map(|record| names + 6 + 12 * record);
    let text = |at: usize| {
        let from = texts + usize::from(short(at + 10));
        let units = (from..from + usize::from(short(at + 8))).step_by(2);
        let units: Vec<u16> = units.map(short).collect();
        (short(at + 6), String::from_utf16_lossy(&units))
    };
    records.map(text).collect()
}

#[test]
fn fonts_have_their_licence_beside_them_and_do_not_bear_a_reserved_name() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates");
    let fonts = files(&crates).into_iter().filter(|path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| ["ttf", "otf", "woff", "woff2"].contains(&ending))
    });
    let fonts: Vec<PathBuf> = fonts.collect();
    assert_eq!(fonts.len(), 2, "{fonts:?}");
    for font in fonts {
        let beside = |name: &str| {
            let path = font.with_file_name(name);
            fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()))
        };
        let licence = beside("OFL.txt");
        assert!(licence.contains("SIL OPEN FONT LICENSE Version 1.1"));
        assert!(beside("README.md").contains("SIL Open Font"));
        let names = font_names(&fs::read(&font).expect("a font"));
        // Name 0 is the copyright, 13 the licence: the program holds the font, and so both.
        assert!(names[&13].contains("SIL Open Font License, Version 1.1"));
        for holder in names[&0].lines() {
            let holder = holder.trim().trim_end_matches('.');
            assert!(licence.contains(holder), "OFL.txt does not name “{holder}”");
        }
        let reserved = ["Arimo", "Liberation"];
        for number in [1, 4, 6] {
            let name = &names[&number];
            assert!(reserved.iter().all(|word| !name.contains(word)), "{name}");
        }
    }
}
