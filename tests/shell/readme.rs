//! Holds the pages to the program: their commands, their links, and the figures that the README shows.

use crate::command;

use std::fs;
use std::path::{Path, PathBuf};

use command::Bench;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every page of the repository.
fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    collect(root(), &mut pages);
    pages.sort();
    assert!(pages.contains(&root().join("README.md")));
    pages
}

fn collect(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        if path.is_dir() {
            // What is built, what a run wrote, and what tools hide.
            if !["target", "results"].contains(&&*name) && !name.starts_with('.') {
                collect(&path, pages);
            }
        } else if name.ends_with(".md") {
            pages.push(path);
        }
    }
}

/// The lines of the fenced blocks of a language, block by block.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<Vec<&'a str>> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(named) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if named == language {
            blocks.push(block);
        }
    }
    blocks
}

/// Commands that a page shows: lines that start with the program's name, and such words between
/// backticks.
fn commands(page: &str) -> Vec<&str> {
    let lines = page.lines().map(str::trim_start);
    let quoted = page.split('`').skip(1).step_by(2);
    let shown = lines.chain(quoted);
    shown
        .filter_map(|text| text.strip_prefix("tierone "))
        .collect()
}

/// Words as a shell takes them, up to a comment, a pipe or a file that output goes to.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in command.chars() {
        match c {
            '\'' => quoted = !quoted,
            '#' | '>' | '|' | '&' | ';' if !quoted => break,
            c if c.is_whitespace() && !quoted => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            c => word.push(c),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[test]
fn the_two_commands_of_the_readme_are_tried_before_a_release_and_at_each_change() {
    let readme = read(&root().join("README.md"));
    let commands = blocks(&readme, "sh").remove(0);
    assert_eq!(
        commands,
        [
            "cargo run --release -- run scenarios/first-steps.toml",
            "cargo test"
        ]
    );
    for (script, command) in [".ci/release", ".ci/run"].iter().zip(commands) {
        let script = read(&root().join(script));
        assert!(script.lines().any(|line| line == command), "{command}");
    }
}

#[test]
fn every_command_shown_parses() {
    let bench = Bench::new();
    let mut shown = 0;
    for path in pages() {
        let page = read(&path);
        for command in commands(&page) {
            // Asked for help last, the program reads every word before it and then does nothing.
            let mut words = words(command);
            words.push("--help".into());
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let said = bench.run(&words);
            assert_eq!(said.code, 0, "{}: {command}: {}", path.display(), said.err);
            shown += 1;
        }
    }
    assert!(shown >= 7, "{shown} commands found");
    assert_eq!(
        bench.run(&["run", "x.toml", "--unheard-of", "--help"]).code,
        2
    );
    assert_eq!(
        words("run a.toml --until 'b = c' # d"),
        ["run", "a.toml", "--until", "b = c"]
    );
}

#[test]
fn every_command_of_the_program_is_in_the_readme() {
    let readme = read(&root().join("README.md"));
    let help = Bench::new().done(&["--help"]);
    let listed = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next());
    let mut count = 0;
    for command in listed.filter(|command| *command != "help") {
        let shown = commands(&readme);
        let is_shown = shown.iter().any(|text| text.starts_with(command));
        assert!(is_shown, "{command} is not in the README");
        count += 1;
    }
    assert!(count >= 6, "{count} commands found");
}

#[test]
fn the_page_of_methods_has_every_policy() {
    let scenario = read(&root().join("scenarios/cms-methods.toml"));
    let page = read(&root().join("docs/methods.md"));
    let mut policies = 0;
    for policy in scenario.split("[[policy]]").skip(1) {
        let name = policy.split('"').nth(1).expect("a name");
        let rows = page.matches(&format!("\n| {name} |")).count();
        // `per caseworker` is what the others are compared with.
        let expected = if name == "per caseworker" { 1 } else { 2 };
        assert_eq!(rows, expected, "rows of {name}");
        policies += 1;
    }
    assert!(policies >= 18, "{policies} policies");
}

#[test]
fn the_page_of_keys_is_what_the_program_writes() {
    let page = read(&root().join("docs/keys.md"));
    assert_eq!(
        Bench::new().done(&["schema", "--markdown"]),
        page,
        "write it again: tierone schema --markdown > docs/keys.md"
    );
}

#[test]
fn every_link_leads_somewhere() {
    for path in pages() {
        let page = read(&path);
        for rest in page.split("](").skip(1) {
            let (target, _) = rest.split_once(')').expect("a link ends");
            let file = target.split('#').next().expect("a path before the anchor");
            if file.is_empty() || file.contains("://") {
                continue;
            }
            let there = path.parent().expect("a folder").join(file);
            assert!(there.exists(), "{}: {target}", path.display());
        }
    }
}

#[test]
fn every_crate_and_every_test_is_on_the_page_of_the_house() {
    let page = read(&root().join("ARCHITECTURE.md"));
    let crates = blocks(&page, "text").remove(0).join("\n");
    let names = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).into_iter().flatten();
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        names
            .map(|name| name.to_string_lossy().into_owned())
            .collect()
    };
    let members = names(&root().join("crates"));
    assert!(!members.is_empty(), "there are crates");
    let mut tested = vec![("shell".to_owned(), root().join("tests/shell"))];
    for member in members {
        assert!(crates.contains(&format!("  {member} ")), "{member}");
        let tests = root().join("crates").join(&member).join("tests");
        tested.push((member.clone(), tests.join(&member)));
    }
    for (owner, folder) in tested {
        for file in names(&folder) {
            let module = file.trim_end_matches(".rs");
            assert!(
                module == file || module == "main" || page.contains(&format!("`{module}`")),
                "{owner}: {module}"
            );
        }
    }
}

/// Bits are promised on one target; digits of a table hardly differ on another, but might.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn the_table_of_the_readme_is_what_a_run_prints() {
    let readme = read(&root().join("README.md"));
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/first-steps.toml");
    let printed = Bench::new().done(&["run", file]);
    let mut printed = printed.lines();
    let mut is_cut = false;
    for line in blocks(&readme, "text").remove(0) {
        // Lines that are left out are marked.
        if line == "…" {
            is_cut = true;
            continue;
        }
        let next = match is_cut {
            true => printed.find(|other| *other == line),
            false => printed.next(),
        };
        assert_eq!(next, Some(line), "not printed, or not here");
        is_cut = false;
    }
}
