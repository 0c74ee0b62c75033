//! The example quarter: the commands of its README give the files that stand beside it, and the estimate holds
//! the truth.

use crate::command;

use command::Bench;
use std::fs;
use std::path::{Path, PathBuf};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/examples")
}

/// The commands of the README, one a line of its indented blocks, with what continues on the next line.
fn commands(readme: &str) -> Vec<Vec<String>> {
    let text = readme.replace("\\\n", " ");
    let lines = text
        .lines()
        .filter_map(|line| line.strip_prefix("    tierone "));
    lines.map(words).collect()
}

/// The words of a command, quoted ones whole.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, piece) in line.split('\'').enumerate() {
        match at % 2 {
            0 => words.extend(piece.split_whitespace().map(str::to_owned)),
            _ => words.push(piece.to_owned()),
        }
    }
    words
}

#[test]
fn the_commands_of_its_readme_make_the_example_again() {
    let readme = fs::read_to_string(example().join("README.md")).expect("it is there");
    let commands = commands(&readme);
    assert_eq!(commands.len(), 4, "{commands:?}");
    let bench = Bench::new();
    let scenarios = bench.path().join("scenarios");
    fs::create_dir_all(scenarios.join("examples")).expect("a folder");
    for name in ["first-steps.toml", "examples/quarter.toml"] {
        let from = example().parent().expect("a folder").join(name);
        fs::copy(from, scenarios.join(name)).expect("a copy");
    }
    let mut said = Vec::new();
    for command in &commands {
        let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        said.push(bench.done(&arguments));
    }
    for name in [
        "cases.csv",
        "truth.csv",
        "results.csv",
        "drawn/drawn.csv",
        "drawn/outcomes.csv",
        "drawn/audit.json",
    ] {
        let name = format!("scenarios/examples/quarter/{name}");
        let kept = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&name));
        assert_eq!(kept.expect("it is there"), bench.read(&name), "{name}");
    }
    // What the README shows of the first and the last command is what they say.
    for line in said[0].lines().chain(said[3].lines().take(20)) {
        assert!(readme.contains(line.trim_end()), "the README lacks: {line}");
    }
}

#[test]
fn the_truth_lies_in_the_intervals_once_misses_are_allowed_for() {
    let bench = Bench::new();
    let at = |name: &str| example().join("quarter").join(name).display().to_string();
    let (results, drawn) = (at("results.csv"), at("drawn/drawn.csv"));
    let text = bench.done(&["estimate", &results, "--sample", &drawn, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let truth = fs::read_to_string(at("truth.csv")).expect("it is there");
    let cases = fs::read_to_string(at("cases.csv")).expect("it is there");
    let mut wrong: Vec<&str> = truth
        .lines()
        .filter(|line| line.ends_with(",yes"))
        .filter_map(|line| line.split(',').next())
        .collect();
    wrong.dedup();
    let accuracy = 100.0 - 100.0 * wrong.len() as f64 / (cases.lines().count() - 1) as f64;
    let figure = report["groups"][0]["figures"]
        .as_array()
        .and_then(|figures| figures.iter().find(|figure| figure["figure"] == "accuracy"))
        .expect("an accuracy");
    let number = |name: &str| figure[name].as_f64().expect("a number");
    assert!(
        number("low") <= accuracy && accuracy <= number("high"),
        "{accuracy} and {figure}"
    );
}

#[test]
fn sums_of_large_values_are_exact_and_values_too_large_are_refused() {
    let bench = Bench::new();
    let lists = |mean: &str, sd: &str, volume: &str| {
        let mut text = command::office(&[command::TWO_EACH]);
        for (was, is) in [
            ("mean = 2_000", format!("mean = {mean}")),
            ("sd = 1_500", format!("sd = {sd}")),
            (
                "assumed = 300, low = 200, high = 400",
                format!("assumed = {volume}, low = 1, high = {volume}"),
            ),
        ] {
            assert!(text.contains(was), "{was}");
            text = text.replace(was, &is);
        }
        bench.write("large.toml", text);
        bench.run(&[
            "simulate-records",
            "large.toml",
            "--out",
            "large",
            "--force",
        ])
    };
    // 120 000 decisions of a million million pounds: more than 2⁶³ pence together.
    let said = lists("1_000_000_000_000", "1", "40_000");
    assert_eq!(said.code, 0, "{}", said.err);
    let list = bench.read("large/cases.csv");
    let pence: i128 = list
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').nth(6))
        .map(|value| value.replace('.', "").parse::<i128>().expect("pence"))
        .sum();
    assert!(pence > i128::from(i64::MAX), "{pence}");
    let sum = format!("{}.{:02}", pence / 100, pence % 100);
    assert!(said.out.contains(&sum), "{sum}: {}", said.out);
    // So spread that one of 300 000 is beyond what a number holds to the penny.
    let said = lists("100_000_000_000", "1_000_000_000_000", "100_000");
    assert_eq!(said.code, 2, "{}", said.out);
    for words in [
        "change-of-income",
        "to the penny",
        "make its `value` smaller",
    ] {
        assert!(said.err.contains(words), "{}", said.err);
    }
    // What was there is still there, and nothing else.
    assert_eq!(bench.read("large/cases.csv"), list);
}

#[test]
fn a_sheet_without_its_columns_and_a_check_that_is_not_there_are_told() {
    let bench = Bench::new();
    bench.write("sheet.csv", "number,colour\n1,red\n");
    bench.write("truth.csv", "number,attribute,overstated,understated\n");
    let base = [
        "simulate-records",
        "office.toml",
        "--fill",
        "sheet.csv",
        "--truth",
        "truth.csv",
        "--out",
        "x.csv",
    ];
    let run = |check: &str| bench.run(&[&base[..], &["--check", check]].concat());
    for (check, words) in [
        ("two each", "write the policy and the check"),
        ("two eech/a", "did you mean `two each`"),
        ("two each/two of anything", "has no column `attribute`"),
    ] {
        let said = run(check);
        assert_eq!(said.code, 2, "{check}: {}", said.err);
        assert!(said.err.contains(words), "{check}: {}", said.err);
    }
    assert!(!bench.path().join("x.csv").exists());
}

#[test]
fn an_attribute_of_ones_own_goes_from_the_list_to_the_figures() {
    let bench = Bench::new();
    let own = "[[attribute]]\nname = \"courtesy\"\naccuracy = true\n\n[[activity]]";
    let text = command::office(&[command::TWO_EACH])
        .replacen("[[activity]]", own, 1)
        .replace("notifications = \"3%\"", "courtesy = \"20%\"");
    bench.write("own.toml", text);
    bench.done(&["simulate-records", "own.toml", "--out", "lists"]);
    let draw = |words: &[&str], out: &str| {
        let base = ["sample", "lists/cases.csv", "--out", out];
        bench.done(&[&base[..], words].concat());
    };
    let by_scenario = ["--scenario", "own.toml", "--check", "independent assurance"];
    draw(&by_scenario, "drawn");
    draw(&["--method", "simple-random", "--checks", "40"], "plain");
    let fill = |drawn: &str| {
        let sheet = format!("{drawn}/outcomes.csv");
        let out = format!("{drawn}.csv");
        let said = bench.run(&[
            "simulate-records",
            "own.toml",
            "--fill",
            &sheet,
            "--truth",
            "lists/truth.csv",
            "--check",
            "two each/independent assurance",
            "--out",
            &out,
        ]);
        assert_eq!(said.code, 0, "{}", said.err);
        said.err
    };
    let said = fill("drawn");
    assert!(!said.contains("no rows for"), "{said}");
    let said = fill("plain");
    assert!(said.contains("no rows for (courtesy)"), "{said}");

    let estimate = ["estimate", "drawn.csv", "--sample", "drawn/drawn.csv"];
    let said = bench.run(&estimate);
    assert_eq!(said.code, 2, "{}", said.out);
    assert!(
        said.err.contains("--scenario names the file"),
        "{}",
        said.err
    );
    let with = ["--scenario", "own.toml", "--format", "json"];
    let text = bench.done(&[&estimate[..], &with].concat());
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let sheet = bench.read("drawn.csv");
    let failed: std::collections::BTreeSet<&str> = sheet
        .lines()
        .filter(|line| line.contains("simulated: it is wrong"))
        .filter_map(|line| line.split(',').next())
        .collect();
    assert!(sheet.contains("courtesy") && failed.len() > 3, "{sheet}");
    let accuracy = &report["groups"][0]["figures"][0];
    assert_eq!(accuracy["figure"], "accuracy");
    assert_eq!(accuracy["errors"].as_u64(), Some(failed.len() as u64));
}

#[test]
fn a_list_and_a_check_of_all_of_it_have_one_accuracy_and_one_sum_of_money() {
    // Letters have no accuracy attribute: they are counted apart, by whoever writes the list and by whoever reads the checks.
    let letters = "[[activity]]\nname = \"letters\"\nvolume = 60\nerrors = { notifications = \"20%\" }\n\
                   value = { distribution = \"log-normal\", mean = 300, sd = 200 }\n";
    let all = "[[policy]]\nname = \"all\"\n[[policy.check]]\nname = \"everything\"\nsample = { method = \"census\" }\n\
               checker = { sensitivity = \"100%\" }\nestimate = [\"accuracy\", \"mve\"]\n";
    let bench = Bench::new();
    bench.write("own.toml", command::office(&[letters, all]));
    let said = bench.done(&["simulate-records", "own.toml", "--out", "lists"]);
    let truth = |name: &str| -> f64 {
        let line = said.lines().find(|line| line.starts_with(name));
        let words = line.expect("a line").split_whitespace();
        let mut number = words.filter_map(|word| word.trim_end_matches('%').parse().ok());
        number.next_back().expect("a number")
    };
    assert_eq!(truth("no accuracy attribute"), 180.0, "{said}");
    let check = ["--scenario", "own.toml", "--check", "everything"];
    let draw = ["sample", "lists/cases.csv", "--out", "drawn"];
    bench.done(&[&draw[..], &check].concat());
    let fill = [
        "simulate-records",
        "own.toml",
        "--fill",
        "drawn/outcomes.csv",
        "--truth",
        "lists/truth.csv",
        "--check",
        "all/everything",
        "--out",
        "filled.csv",
    ];
    bench.done(&fill);
    let estimate = ["estimate", "filled.csv", "--sample", "drawn/drawn.csv"];
    let more = ["--scenario", "own.toml", "--format", "json"];
    let report = bench.done(&[&estimate[..], &more].concat());
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let figures = report["groups"][0]["figures"].as_array().expect("figures");
    for (line, name) in [
        ("accuracy", "accuracy"),
        ("MVE gross", "mve-gross"),
        ("MVE over", "mve-over"),
        ("MVE net", "mve-net"),
    ] {
        let figure = figures.iter().find(|figure| figure["figure"] == name);
        let value = figure.and_then(|figure| figure["value"].as_f64());
        let value = value.expect("a figure");
        // To the four digits that are printed.
        assert!(
            (value - truth(line)).abs() < 6e-5,
            "{name}: {value}\n{said}"
        );
    }
}

#[test]
fn the_answer_says_which_fails_count_and_which_column_was_not_read() {
    let bench = Bench::new();
    let at = |name: &str| example().join("quarter").join(name).display().to_string();
    let (results, drawn) = (at("results.csv"), at("drawn/drawn.csv"));
    let one_line = |text: String| text.replace('\n', " ");
    let said = one_line(bench.done(&["estimate", &results, "--sample", &drawn]));
    let counted = "Only fails in `effective-dates` and `income` make a decision wrong: 16 in `notifications` do not count";
    assert!(said.contains(counted), "{said}");
    let all = [
        "estimate",
        &results,
        "--sample",
        &drawn,
        "--attributes",
        "all",
    ];
    assert!(!bench.done(&all).contains("make a decision wrong"));
    assert!(
        bench
            .done(&["list", "attributes"])
            .contains("Does not count towards accuracy.")
    );
    // The page and the workbook have the same sentence.
    bench.done(&[
        "estimate", &results, "--sample", &drawn, "--out", "out", "--ods",
    ]);
    assert!(bench.read("out/report.html").contains("16 in"));
    // A column of amounts under a name of its own.
    let text = fs::read_to_string(&results).expect("it is there");
    bench.write("renamed.csv", text.replacen("overstated", "too much", 1));
    let said = one_line(bench.done(&["estimate", "renamed.csv", "--sample", &drawn]));
    assert!(
        said.contains("Not read: `too much` of renamed.csv."),
        "{said}"
    );
}

#[test]
fn results_of_two_draws_are_estimated_together() {
    let bench = Bench::new();
    let write = |month: &str, first: u32, drawn: u32, size: u32| {
        let numbers = || first..first + drawn;
        let chance = f64::from(drawn) / f64::from(size);
        let of_draw: String = numbers()
            .map(|n| format!("{n},all,{size},{drawn},{size},{chance}\n"))
            .collect();
        let head = "number,stratum,stratum_size,stratum_drawn,frame_size,inclusion_probability\n";
        bench.write(&format!("{month}-drawn.csv"), format!("{head}{of_draw}"));
        let found: String = numbers()
            .map(|n| format!("{n},{}\n", if n == first { "fail" } else { "pass" }))
            .collect();
        bench.write(&format!("{month}.csv"), format!("number,outcome\n{found}"));
    };
    write("june", 1, 20, 100);
    write("july", 101, 50, 1_000);
    // 100 · 19/20 + 1,000 · 49/50 of 1,100 are right.
    let both = [
        "estimate",
        "june.csv",
        "--sample",
        "june-drawn.csv",
        "july.csv",
        "--sample",
        "july-drawn.csv",
    ];
    let said = bench.done(&both);
    assert!(
        said.starts_with("Of 1,100 decisions, 97.7 % were right"),
        "{said}"
    );
    assert!(said.contains("A stratified random sample of 2 strata"));
    bench.done(&[&both[..], &["--out", "out"]].concat());
    assert!(bench.read("out/manifest.json").contains("july-drawn.csv"));
    let one_sample = bench.run(&both[..5]);
    assert_eq!(one_sample.code, 2);
    assert!(
        one_sample.err.contains("2 files of results and 1 sample"),
        "{}",
        one_sample.err
    );
    let twice = [
        "estimate",
        "june.csv",
        "--sample",
        "june-drawn.csv",
        "june.csv",
        "--sample",
        "june-drawn.csv",
    ];
    assert!(
        bench
            .run(&twice)
            .err
            .contains("is in more than one of the samples")
    );
}
