//! `tierone plan` from outside.

use crate::command::Bench;

/// The commands of a page that begin with `tierone plan`, each on its own line.
fn commands() -> Vec<Vec<String>> {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/plan.md"));
    let page = page.expect("the page is there");
    let lines = page
        .lines()
        .filter_map(|line| line.strip_prefix("tierone plan "));
    lines
        .map(|line| line.split_whitespace().map(str::to_owned).collect())
        .collect()
}

#[test]
fn the_commands_of_the_page_answer() {
    let bench = Bench::new();
    let commands = commands();
    assert!(commands.len() >= 4, "{commands:?}");
    for command in commands {
        let words = ["plan"]
            .into_iter()
            .chain(command.iter().map(String::as_str));
        let said = bench.run(&words.collect::<Vec<_>>());
        assert_eq!(said.code, 0, "{command:?}: {}", said.err);
        assert!(said.out.contains("checks"), "{}", said.out);
    }
}

#[test]
fn the_answer_comes_first_and_the_table_after() {
    let bench = Bench::new();
    let said = bench.done(&[
        "plan",
        "--accuracy",
        "99%",
        "--half-width",
        "0.3%",
        "--cases",
        "48_000",
    ]);
    let said = said.replace('\n', " ");
    assert!(
        said.starts_with("To measure an accuracy of about 99 % to within 0.30 percentage points"),
        "{said}"
    );
    assert!(
        said.contains("check 4,164 of the 48,000 cases, drawn"),
        "{said}"
    );
    // Of very many it takes 299 checks without an error.
    assert!(
        said.contains("To show that fewer than 1 % of cases are wrong"),
        "{said}"
    );
    let csv = bench.done(&[
        "plan",
        "--accuracy",
        "0.99",
        "--show",
        "98%",
        "--format",
        "csv",
    ]);
    assert!(
        csv.lines()
            .any(|line| line.starts_with("show,0,149,half,0.005,")),
        "{csv}"
    );
}

#[test]
fn what_cannot_be_asked_is_said_with_what_to_write() {
    let bench = Bench::new();
    for (words, said) in [
        (vec!["--accuracy", "101%"], "write a share from 0% to 100%"),
        (vec!["--accuracy", "-0.01"], "write a share from 0% to 100%"),
        (vec!["--accuracy", "nan"], "write a share from 0% to 100%"),
        (
            vec!["--accuracy", "99%", "--half-width", "0"],
            "write a share above 0%",
        ),
        (
            vec!["--accuracy", "99%", "--cases", "0"],
            "there are no cases to check",
        ),
        (
            vec!["--accuracy", "99%", "--cases", "many"],
            "write a whole number",
        ),
        (
            vec!["--accuracy", "99%", "--caseworkers", "0"],
            "there are no caseworkers",
        ),
        (vec!["--half-width", "1%"], "--accuracy"),
    ] {
        let answer = bench.run(
            &["plan"]
                .into_iter()
                .chain(words.clone())
                .collect::<Vec<_>>(),
        );
        assert_eq!(answer.code, 2, "{words:?}");
        assert!(answer.err.contains(said), "{words:?}: {}", answer.err);
    }
}
