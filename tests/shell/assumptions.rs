//! `tierone sensitivity`: sentences, tables and errors.

use crate::command;

use command::Bench;

const RANGES: &str = r#"
title = "Ranges"
[horizon]
start = 2026-04-01
period = "month"
periods = 2
[[activity]]
name = "all"
volume = 600
value = { distribution = "constant", value = 1000 }
errors = { income = { assumed = "4%", low = "2%", high = "8%" } }
[workforce]
caseworkers = 20
[[policy]]
name = "many"
[[policy.check]]
name = "audit"
sample = { method = "simple-random", checks = 60 }
checker = { minutes = 30, hourly_cost = { assumed = 20, low = 10, high = 60 } }
[[policy]]
name = "few"
[[policy.check]]
name = "audit"
sample = { method = "simple-random", checks = 30 }
checker = { minutes = 40, hourly_cost = 20 }
"#;

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("ranges.toml", RANGES);
    bench
}

#[test]
fn the_answer_is_a_sentence_and_the_assumptions_that_matter() {
    let said = bench().done(&[
        "sensitivity",
        "ranges.toml",
        "--measures",
        "cost",
        "--replications",
        "20",
    ]);
    for line in [
        "Cost under `many` hangs most on",
        "10 moves it by -600 £, to 600 £; 60 by +2,400 £, to 3,600 £.",
        // 40 of 60 minutes a check: £800 a check hour … it costs the same at £13.33.
        "It changes its sign near",
        "= 13.3333.",
    ] {
        let joined = said.replace('\n', " ");
        assert!(joined.contains(line), "{line}: {said}");
    }
}

#[test]
fn threads_change_nothing_and_programs_get_rows() {
    let bench = bench();
    let by = |threads: &str| {
        bench.done(&[
            "sensitivity",
            "ranges.toml",
            "--replications",
            "20",
            "--threads",
            threads,
            "--format",
            "csv",
        ])
    };
    let one = by("1");
    assert_eq!(one, by("2"));
    assert_eq!(one.lines().count(), 1 + 4 * 5, "{one}");
    let json = bench.done(&[
        "sensitivity",
        "ranges.toml",
        "--replications",
        "20",
        "--format",
        "json",
    ]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["bars"].as_array().map(Vec::len), Some(20));
}

#[test]
fn all_numbers_at_once_have_shares_that_no_number_of_threads_changes() {
    let bench = bench();
    let asked = |more: &[&str]| {
        let words = ["sensitivity", "ranges.toml", "--together", "--rows", "40"];
        let few = ["--paths", "3", "--replications", "2", "--measures", "cost"];
        bench.done(&[&words[..], &few, more].concat())
    };
    let said = asked(&[]).replace('\n', " ");
    for line in [
        "Cost under `many` hangs most on `policy.many.check.audit.checker.hourly_cost`",
        "it has a part in 97 % of the variance",
        "The difference in cost, `few` minus `many`, hangs most on",
        "5 numbers, all drawn from their ranges at once",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let table = asked(&["--format", "csv", "--threads", "1"]);
    assert_eq!(table, asked(&["--format", "csv", "--threads", "2"]));
    assert_eq!(table.lines().count(), 1 + 2 * 5, "{table}");
    assert!(table.contains(",GBP,1,false,"), "{table}");
}

#[test]
fn only_the_policies_that_are_named_are_looked_at() {
    let bench = bench();
    let asked = |more: &[&str]| {
        let words = ["sensitivity", "ranges.toml", "--replications", "2"];
        bench.run(&[&words[..], &["--format", "csv", "--policy", "few"], more].concat())
    };
    let few: &[&str] = &["--together", "--rows", "8", "--paths", "2"];
    for more in [&[][..], few] {
        let said = asked(more);
        assert!(said.out.contains("\nfew,,accuracy"), "{}", said.out);
        assert!(!said.out.contains("many,"), "{}", said.out);
    }
    let said = asked(&["--baseline", "many"]);
    assert!(said.err.contains("--policy leaves it out"), "{}", said.err);
}

#[test]
fn names_that_a_spreadsheet_would_take_for_formulas_are_made_harmless() {
    let bench = bench();
    bench.write(
        "ranges.toml",
        RANGES.replace("name = \"many\"", "name = \"=1+1\""),
    );
    let asked = |more: &[&str]| {
        let words = ["sensitivity", "ranges.toml", "--replications", "2"];
        bench.done(&[&words[..], &["--format", "csv"], more].concat())
    };
    let few: &[&str] = &["--together", "--rows", "8", "--paths", "2"];
    for more in [&[][..], few] {
        let table = asked(more);
        assert!(table.contains("\n'=1+1,"), "{table}");
        let raw = asked(&[more, &["--raw-csv"]].concat());
        assert!(raw.contains("\n=1+1,"), "{raw}");
    }
}

#[test]
fn what_cannot_be_tried_is_told_with_what_to_do() {
    let bench = bench();
    let plain = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/first-steps.toml");
    let said = bench.run(&["sensitivity", plain]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("no number of it has a range"),
        "{}",
        said.err
    );
    let said = bench.run(&["sensitivity", "ranges.toml", "--measures", "acuracy"]);
    assert!(said.err.contains("did you mean `accuracy`"), "{}", said.err);
    let said = bench.run(&["sensitivity", "ranges.toml", "--baseline", "fewer"]);
    assert!(said.err.contains("did you mean `few`"), "{}", said.err);
}

/// One number that does all, and one that does nothing but by chance, in too few rows to tell.
#[test]
fn shares_that_have_not_settled_are_said_to_be_so_and_are_the_same_in_files_and_on_the_screen() {
    let bench = bench();
    let words = [
        "sensitivity",
        "ranges.toml",
        "--together",
        "--rows",
        "8",
        "--paths",
        "2",
        "--replications",
        "2",
    ];
    let said = bench.done(&[&words[..], &["--measures", "errors_found", "--out", "out"]].concat());
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("This has not settled: ask for more --rows."),
        "{said}"
    );
    let csv = bench.read("out/shares.csv");
    let mut lines = csv.lines();
    let head: Vec<&str> = lines.next().expect("a head").split(',').collect();
    let place = |name: &str| {
        head.iter()
            .position(|column| *column == name)
            .expect("a column")
    };
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |name: &str| cells[place(name)].parse::<f64>().ok();
        for name in [
            "first",
            "first_low",
            "first_high",
            "total",
            "total_low",
            "total_high",
        ] {
            assert!(
                number(name).is_none_or(|share| (0.0..=100.0).contains(&share)),
                "{name}: {line}"
            );
        }
        assert!(number("first") <= number("total"), "{line}");
    }
    let page = bench.read("out/report.html");
    assert!(
        page.contains("This has not settled"),
        "the page says so too"
    );
}

#[test]
fn what_hangs_on_nothing_beyond_chance_has_no_shares_and_how_much_is_simulated_is_said_first() {
    let bench = bench();
    let asked = [
        "sensitivity",
        "ranges.toml",
        "--policy",
        "many",
        "--measures",
    ];
    let few = bench.run(&[&asked[..], &["accuracy", "--replications", "2"]].concat());
    assert_eq!(few.code, 0, "{}", few.err);
    assert!(
        few.err
            .contains("11 scenarios, 2 replications of each: 22 times 2 months, under one policy"),
        "{}",
        few.err
    );
    let none = few.out.contains("hangs on no assumption beyond chance");
    assert_eq!(none, !few.out.contains("100 %"), "{}", few.out);
}
