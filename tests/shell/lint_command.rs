//! `tierone lint` from outside, and lints before a run.

use crate::command;

use std::fs;
use std::path::Path;

use command::Bench;
use tierone_lint::{OFFICE, RULES, rule};

/// A folder with the office of the examples and a change to it with a lint of every severity.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("office.toml", OFFICE);
    let pool = rule("unused-pool").expect("a rule").fires;
    bench.write("pool.toml", format!("extends = \"office.toml\"\n{pool}\n"));
    bench
}

#[test]
fn a_clean_scenario_has_no_findings() {
    let said = bench().run(&["lint", "office.toml"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert_eq!(said.err, "no findings\n");
}

#[test]
fn lints_are_shown_as_a_compiler_shows_them() {
    let said = bench().run(&["lint", "pool.toml"]);
    assert_eq!(said.code, 0);
    let expected = "\
warning[S003]: no check uses the 40 hours of `visitors`, £1,200 a period
 --> pool.toml:3:8
  |
3 | name = \"visitors\"
  |        ^^^^^^^^^^ used nowhere
  |
  = help: name it in the `checker` of a check, or remove it

";
    assert_eq!(said.out, expected);
    assert_eq!(
        said.err,
        "1 warning; `tierone explain S003` gives the reason and the remedy\n"
    );
}

#[test]
fn the_exit_code_follows_the_mildest_lint_that_counts() {
    let bench = bench();
    let code = |arguments: &[&str]| {
        let mut all = vec!["lint", "pool.toml"];
        all.extend(arguments);
        bench.run(&all).code
    };
    assert_eq!(code(&[]), 0);
    assert_eq!(code(&["--fail-on", "warning"]), 1);
    assert_eq!(code(&["--fail-on", "note"]), 1);
    assert_eq!(code(&["--deny", "unused-pool"]), 1);
    assert_eq!(code(&["--deny", "unused-pool", "--fail-on", "note"]), 1);
    assert_eq!(code(&["--allow", "S003", "--fail-on", "note"]), 0);
    let unknown = bench.run(&["lint", "pool.toml", "--deny", "unused-pol"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.err.contains("did you mean `unused-pool`?"),
        "{}",
        unknown.err
    );
    assert_eq!(bench.run(&["lint", "nowhere.toml"]).code, 2);
    bench.write("broken.toml", "title = ");
    let broken = bench.run(&["lint", "broken.toml", "pool.toml"]);
    assert_eq!(broken.code, 2);
    assert!(broken.out.contains("error[S101]") && broken.out.contains("warning[S003]"));
}

#[test]
fn programs_get_a_line_of_json_for_each_lint() {
    let out = bench().done(&["lint", "pool.toml", "office.toml", "--format", "json"]);
    let lines: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["code"], "S003");
    assert_eq!(lines[0]["name"], "unused-pool");
    assert_eq!(lines[0]["severity"], "warning");
    assert_eq!(lines[0]["path"], "pool.toml");
    assert_eq!(lines[0]["line"], 3);
}

#[test]
fn a_run_shows_lints_before_it_starts_unless_it_is_to_be_quiet() {
    let bench = bench();
    let said = bench.run(&["run", "pool.toml", "--replications", "2"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("warning[S003]"), "{}", said.err);
    let again = ["run", "pool.toml", "--replications", "2", "--quiet"];
    let quiet = bench.run(&again);
    assert_eq!((quiet.code, quiet.err.as_str()), (0, ""));
}

#[test]
fn every_lint_can_be_listed_and_explained() {
    let bench = bench();
    let listed = bench.done(&["list", "lints"]);
    for rule in RULES {
        assert!(listed.contains(rule.code) && listed.contains(rule.name));
    }
    let by_name = bench.done(&["explain", "unbounded-loop"]);
    assert_eq!(by_name, bench.done(&["explain", "W101"]));
    for words in ["What to do:", "Source:", "    [[correction.state]]"] {
        assert!(by_name.contains(words), "{words} is not in\n{by_name}");
    }
    let nearly = bench.run(&["explain", "unbounded-lop"]);
    assert!(nearly.err.contains("unbounded-loop"), "{}", nearly.err);
}

#[test]
fn the_page_of_lints_is_as_the_program_writes_it() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/lints.md");
    let kept = fs::read_to_string(page).expect("the page is there");
    let made = bench().done(&["list", "lints", "--format", "markdown"]);
    assert!(
        kept == made,
        "make it again: cargo run -- list lints --format markdown > docs/lints.md"
    );
}

#[test]
fn facts_are_printed_as_a_table_and_as_json() {
    let bench = bench();
    let said = bench.run(&["lint", "office.toml", "--facts"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let known = [
        "Decided over the reported periods",
        "accuracy",
        "chance of being drawn",
        "until completed or closed",
    ];
    for words in known {
        assert!(said.out.contains(words), "{words} in\n{}", said.out);
    }
    assert!(
        !said.out.contains("NaN") && !said.out.contains("inf"),
        "{}",
        said.out
    );
    let said = bench.run(&["lint", "office.toml", "--facts", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let accuracy = json["all"]["accuracy"]
        .as_f64()
        .expect("a number, or why not");
    assert!(accuracy > 0.5 && accuracy < 1.0);
    assert!(!said.out.contains("\"Ok\"") && !said.out.contains("\"Err\""));
    let said = bench.run(&["lint", "office.toml", "--facts", "--format", "sarif"]);
    assert_eq!(said.code, 2);
}

/// Of warnings and notes, whatever stands first in the file.
#[test]
fn the_last_line_points_to_the_most_severe() {
    let bench = Bench::new();
    let pool = rule("unused-pool").expect("a rule").fires;
    let anchor = rule("anchor-as-reported").expect("a rule").fires;
    bench.write("office.toml", OFFICE);
    let both = format!("extends = \"office.toml\"\n{anchor}\n\n{pool}\n");
    bench.write("both.toml", both);
    let lint = ["lint", "both.toml", "--allow", "B103"];
    let said = bench.run(&lint);
    assert!(said.out.starts_with("note["), "{}", said.out);
    let (_, warning) = said.out.split_once("\nwarning[").expect("a warning");
    let points = format!("; `tierone explain {}` gives", &warning[..4]);
    assert!(said.err.contains(&points), "{}", said.err);
    let quiet = bench.run(&[&lint[..], &["-q"]].concat());
    assert_eq!((quiet.out, quiet.err.as_str()), (said.out, ""));
}

#[test]
fn facts_promise_no_figure_of_accuracy_that_a_run_does_not_have() {
    let bench = Bench::new();
    let without = command::TWO_EACH.replace("estimate = [\"accuracy\"]\n", "");
    for (policy, has) in [(command::TWO_EACH, true), (without.as_str(), false)] {
        bench.write("checked.toml", command::office(&[policy]));
        let facts = bench.done(&["lint", "checked.toml", "--facts"]);
        assert_eq!(
            facts.contains("weighted estimate of accuracy"),
            has,
            "{facts}"
        );
        assert!(
            facts.contains("weighted estimate, if it estimated accuracy"),
            "{facts}"
        );
        let said = bench.done(&["run", "checked.toml", "--replications", "4", "--force"]);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            said.contains("no accuracy figure of its own"),
            !has,
            "{said}"
        );
    }
}
