//! Holds the tutorial to the program: its commands are run in order, its additions made, and what it shows is what is said.

use crate::command;

use command::Bench;
use std::fs;
use std::path::Path;

/// A block between fences: its language, and its lines.
struct Block<'a> {
    language: &'a str,
    lines: Vec<&'a str>,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let lines = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push(Block { language, lines });
        }
    }
    blocks
}

/// The words of a command, quoted ones whole.
fn words(line: &str) -> Vec<&str> {
    let pieces = line.split('\'').enumerate();
    let words = pieces.flat_map(|(at, piece)| match at % 2 {
        0 => piece.split_whitespace().collect(),
        _ => vec![piece],
    });
    words.collect()
}

/// Bits are promised on one target; digits of a table hardly differ on another, but might.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn the_tutorial_says_what_the_program_says() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tutorial.md");
    let page = fs::read_to_string(page).expect("it is there");
    let bench = Bench::new();
    // The folder is empty when the tutorial begins.
    fs::remove_file(bench.path().join("office.toml")).expect("it is there");
    let (mut said, mut shown) = (String::new(), 0);
    for Block { language, lines } in blocks(&page) {
        match language {
            "sh" => {
                said.clear();
                for line in lines {
                    let command = line.strip_prefix("tierone ").expect("a command of ours");
                    let answer = bench.run(&words(command));
                    assert_eq!(answer.code, 0, "{line}: {}", answer.err);
                    said += &format!("{}{}", answer.out, answer.err);
                }
            }
            "toml" => {
                let office = bench.read("office.toml");
                bench.write("office.toml", format!("{office}\n{}\n", lines.join("\n")));
            }
            "text" => {
                let mut printed = said.lines();
                for line in lines {
                    let is_printed = printed.any(|other| other == line);
                    assert!(is_printed, "not said, or not in this order: {line}");
                    shown += 1;
                }
            }
            other => panic!("what is a block of `{other}`?"),
        }
    }
    assert!(shown > 10, "{shown} lines of output are shown");
}
