//! Files that are large, deep, in a circle, or no text.

use crate::broken_scenarios::is_well_told;
use crate::common::{read_files, read_text};
use tierone_scenario::diagnostic::render;
use tierone_scenario::{LARGEST_FILE, codes, source_file};

#[test]
fn files_that_extend_one_another_in_a_circle_end() {
    let a = ("a.toml", "extends = \"b.toml\"");
    let b = ("b.toml", "extends = \"a.toml\"");
    let reading = read_files("extends = \"a.toml\"", &[a, b]);
    is_well_told(&reading, "a circle");
    assert_eq!(reading.problems[0].code, codes::EXTENDS);
    assert_eq!(
        reading.problems[0].labels[0].file, 2,
        "the file that leads back"
    );
    let files: Vec<(String, String)> = (0..40)
        .map(|i| (format!("{i}.toml"), format!("extends = \"{}.toml\"", i + 1)))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    is_well_told(&read_files("extends = \"0.toml\"", &files), "a long chain");
}

#[test]
fn an_enormous_file_is_refused_before_it_is_parsed() {
    let text = "volume = 1\n".repeat(LARGEST_FILE / 11 + 1);
    let reading = read_text(&text);
    assert_eq!(reading.problems.len(), 1);
    is_well_told(&reading, "one line too many");
}

#[test]
fn large_files_are_read_to_their_end() {
    read_to_their_end(50_000);
}

#[test]
#[ignore = "half a minute: the same with files that are nearly too large to be read"]
fn the_largest_files_are_read_to_their_end() {
    read_to_their_end(400_000);
}

/// Files of so many keys, and of names, entries and signs that make as many bytes.
fn read_to_their_end(keys: usize) {
    let many_keys: String = (0..keys).map(|i| format!("key{i} = {i}\n")).collect();
    let errors: String = (0..keys / 2).map(|i| format!("a{i} = 0.1, ")).collect();
    let many_names = format!("[[activity]]\nname = \"a\"\nerrors = {{ {errors} }}\n");
    let many_entries = "[[policy]]\nname = \"a\"\n".repeat(3 * keys / 4);
    let garbage = "= = [[ \"".repeat(9 * keys / 4);
    for (text, which) in [
        (many_keys, "keys"),
        (many_names, "names"),
        (many_entries, "entries"),
        (garbage, "garbage"),
    ] {
        assert!(
            text.len() < LARGEST_FILE,
            "{which} is small enough to be parsed"
        );
        is_well_told(&read_text(&text), which);
    }
}

#[test]
fn deep_nesting_is_an_error() {
    for text in [
        format!("title = {}{}", "[".repeat(10_000), "]".repeat(10_000)),
        format!("title = {}1{}", "{ a = ".repeat(60), " }".repeat(60)),
        format!("{} = 1", vec!["a"; 70].join(".")),
        format!("[{}]\nb = 1", vec!["a"; 5_000].join(".")),
    ] {
        is_well_told(&read_text(&text), "deep nesting");
    }
}

#[test]
fn bytes_that_are_not_text_are_told_so() {
    let (file, problem) =
        *source_file("x.toml", b"title = \"\xff\"".to_vec()).expect_err("not text");
    assert_eq!(problem.labels[0].span, 9..9);
    assert!(problem.message.contains("byte 10") && problem.help.is_some());
    let page = render::human(&[problem], &[file], false);
    assert!(page.contains("x.toml:1:10"), "{page}");
    assert!(source_file("x.toml", b"title = 1".to_vec()).is_ok());
}

#[test]
fn a_file_cannot_send_codes_to_the_terminal() {
    let text = "title = 1\n\"a\\u001b[31mb\" = 1\n";
    let reading = read_text(text);
    for page in [
        render::human(&reading.problems, &reading.sources, false),
        render::json(&reading.problems, &reading.sources, |code| code),
    ] {
        assert!(!page.contains('\u{1b}'), "{page:?}");
    }
}
