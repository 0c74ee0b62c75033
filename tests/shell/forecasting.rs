//! `tierone forecast` and `tierone backtest` from outside: lists as they are published, what is said of them, what they leave,
//! and the commands of their page.

use crate::command;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use command::Bench;
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A bench with the example series at its place.
fn with_example() -> Bench {
    let bench = Bench::new();
    let folder = "scenarios/examples";
    fs::create_dir_all(bench.path().join(folder)).expect("a folder");
    let series = root().join(folder).join("series.csv");
    fs::copy(series, bench.path().join(folder).join("series.csv")).expect("a copy");
    bench
}

const EXAMPLE: &str = "scenarios/examples/series.csv";

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
fn the_page_says_what_the_program_says() {
    let page = fs::read_to_string(root().join("docs/forecast.md")).expect("it is there");
    let bench = with_example();
    let (mut said, mut commands, mut shown) = (String::new(), 0, 0);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if language == "sh" {
            said.clear();
            for line in block {
                let command = line.strip_prefix("tierone ").expect("a command of ours");
                said += &bench.done(&words(command));
                commands += 1;
            }
            continue;
        }
        let mut printed = said.lines();
        for line in block {
            let is_printed = printed.any(|other| other == line);
            assert!(
                is_printed,
                "not printed, or not in this order: {line}\n{said}"
            );
            shown += 1;
        }
    }
    assert!(
        commands == 5 && shown > 8,
        "{commands} commands, {shown} lines"
    );
}

/// Figures as an agency publishes them: percentages with half-widths of which some hold text, and a row of the nation.
fn published() -> String {
    let mut text =
        "fiscal_year,state,net_accuracy_pct,sampling_variability_pct,comments\n".to_owned();
    for year in 2010..2022 {
        for (index, state) in ["OHIO", "UTAH", "IOWA", "NATIONAL"].iter().enumerate() {
            let wave = f64::from((year * 7 + index as i32 * 5) % 9) / 10.0;
            let half = if (year, index) == (2015, 1) {
                "UL* 99.8 - LL** 98.1"
            } else {
                "1.30"
            };
            writeln!(text, "{year},{state},{:.2},{half},", 96.8 + wave).expect("text");
        }
    }
    text
}

#[test]
fn figures_are_read_as_they_are_published() {
    let bench = Bench::new();
    bench.write("published.csv", published());
    let said = bench.run(&["forecast", "published.csv", "--where", "state != NATIONAL"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out
            .starts_with("The plain mean of all 3 groups in the next year (2022)"),
        "{}",
        said.out
    );
    assert!(said.out.contains("OHIO") && !said.out.contains("NATIONAL"));
    assert!(
        said.err
            .contains("1 cell of `sampling_variability_pct` is no number"),
        "{}",
        said.err
    );
    // What was not read may be what tells how sure the figures are.
    bench.write(
        "checked.csv",
        "year,rate,Cases checked\n2001,2%,40\n2002,3%,50\n",
    );
    let said = bench.run(&["forecast", "checked.csv"]);
    for words in ["not read: `Cases checked`", "--map 'checks=Cases checked'"] {
        assert!(said.err.contains(words), "{}", said.err);
    }
}

#[test]
fn what_is_short_or_empty_is_said_in_plain_words() {
    let bench = Bench::new();
    for (name, text, sentence) in [
        (
            "empty.csv",
            "month,accuracy\n",
            "There is no figure to start from",
        ),
        (
            "one.csv",
            "month,accuracy\n2027-01,99.1%\n",
            "There are figures of one month only",
        ),
        (
            "two.csv",
            "month,accuracy\n2027-01,99.1%\n2027-02,99.3%\n",
            "There are figures of 2 months only",
        ),
    ] {
        bench.write(name, text);
        let said = bench.done(&["forecast", name]);
        assert!(said.starts_with(sentence), "{name}: {said}");
        assert!(!said.contains("NaN"), "{said}");
        let marks = bench.done(&["backtest", name]);
        assert!(
            marks.starts_with("Nothing can be marked"),
            "{name}: {marks}"
        );
    }
}

#[test]
fn odd_histories_get_an_answer() {
    let bench = Bench::new();
    let of = |values: &[&str]| {
        let rows = values.iter().enumerate();
        let rows = rows.map(|(index, value)| format!("{},{value}\n", 2000 + index));
        format!("year,value\n{}", rows.collect::<String>())
    };
    for (name, text, unit) in [
        ("right.csv", of(&["100"; 9]), "percent"),
        ("wrong.csv", of(&["0"; 9]), "percent"),
        (
            "gaps.csv",
            of(&["1", "", "2", "n/a", "3", "", "2", "1"]),
            "amount",
        ),
        ("same.csv", of(&["-7"; 8]), "number"),
        (
            "jump.csv",
            of(&["1", "1", "1", "1", "1e9", "1e9", "1e9"]),
            "number",
        ),
    ] {
        bench.write(name, text);
        let said = bench.done(&[
            "forecast",
            name,
            "--unit",
            unit,
            "--periods",
            "2",
            "--format",
            "json",
        ]);
        let answer: Value = serde_json::from_str(&said).expect("JSON");
        let forecasts = answer["forecasts"].as_array().expect("rows");
        assert!(!forecasts.is_empty(), "{name}");
        for row in forecasts {
            assert!(row["figure"].is_number(), "{name}: {row}");
            assert!(
                row["low_95"].as_f64() <= row["high_95"].as_f64(),
                "{name}: {row}"
            );
        }
        let moved = forecasts.iter().any(|row| row["method"] == "model");
        assert_eq!(moved, ["gaps.csv", "jump.csv"].contains(&name), "{name}");
        bench.done(&["backtest", name, "--unit", unit]);
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_what_to_do() {
    let bench = with_example();
    let twice = "year,rate\n2001,2%\n2001,3%\n2002,2%\n";
    for (name, text, arguments, words) in [
        (
            "a.csv",
            "place,rate\nx,1\n",
            &[][..],
            &["no column for `period`", "--map"][..],
        ),
        (
            "b.csv",
            "year,thing\n2001,1\n",
            &[],
            &["no column for `value`", "--map"],
        ),
        (
            "c.csv",
            twice,
            &[],
            &["row 3", "2001 is there already, in row 2", "--where"],
        ),
        (
            "d.csv",
            "year,rate\n2001,2%\n2001-03,3%\n",
            &[],
            &["two kinds", "row 3"],
        ),
        (
            "e.csv",
            "year,rate\nsoon,2%\n",
            &[],
            &["row 2", "`year`", "is no period such as 2024"],
        ),
        (
            "f.csv",
            "year,rate\n2001,102%\n",
            &[],
            &["row 2", "no share from 0 to 100", "--unit"],
        ),
        (
            "g.csv",
            "year,x,n\n2001,9,8\n",
            &[],
            &["row 2", "`x`", "8 checks"],
        ),
        (
            "h.csv",
            "year,rate\n2001,two\n",
            &[],
            &["row 2", "`rate`", "no number"],
        ),
        (
            "h2.csv",
            "year,rate,checks\n2001,2%,40\n2002,3%,0\n",
            &[],
            &["row 3", "`checks`", "no checks is none", "leave"],
        ),
        (
            "i.csv",
            "day,rate\n0001-01-01,2%\n0001-01-02,2%\n9000-01-02,3%\n",
            &["--map", "period=day"],
            &["no series is that long"],
        ),
        (
            "j.csv",
            twice,
            &["--skip-bad-rows", "--limit", "120%"],
            &["--limit", "is no figure"],
        ),
        (
            "j2.csv",
            twice,
            &["--skip-bad-rows", "--limit", "0.5"],
            &["0.5 needs its percent sign", "with their percent sign"],
        ),
        (
            "j3.csv",
            twice,
            &["--skip-bad-rows", "--change", "2003=-0.4"],
            &["2003=-0.4", "'2027-04=-0.4%'"],
        ),
        (
            "k.csv",
            twice,
            &["--skip-bad-rows", "--change", "2001=+1"],
            &["none of the periods ahead", "2003"],
        ),
        (
            "l.csv",
            twice,
            &["--skip-bad-rows", "--change", "2003=more"],
            &["is no change", "x0.9"],
        ),
        (
            "m.csv",
            twice,
            &["--skip-bad-rows", "--checks", "2003=x0"],
            &["is no factor"],
        ),
        (
            "n.csv",
            twice,
            &["--where", "state = OHIO"],
            &["no column `state`"],
        ),
    ] {
        bench.write(name, text);
        let arguments = [&["forecast", name], arguments].concat();
        let said = bench.run(&arguments);
        assert_eq!(said.code, 2, "{name}: {}{}", said.out, said.err);
        for word in words {
            assert!(
                said.err.contains(word),
                "{name}: no `{word}` in\n{}",
                said.err
            );
        }
    }
    for (arguments, word) in [
        (&["backtest", "office.toml"][..], "is a scenario"),
        (&["forecast", EXAMPLE, "--periods", "0"], "from 1 to 120"),
        (&["backtest", EXAMPLE, "--ahead", "0"], "from 1 to 120"),
        (&["backtest"], "required"),
        (&["backtest", "--score", EXAMPLE, EXAMPLE], "is no forecast"),
        (&["forecast", "missing.csv"], "missing.csv"),
    ] {
        let said = bench.run(arguments);
        assert_eq!(said.code, 2, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(word), "{arguments:?}: {}", said.err);
    }
}

#[test]
fn a_kept_forecast_is_marked_against_what_came() {
    let bench = with_example();
    let until = [
        "forecast",
        EXAMPLE,
        "--where",
        "year != 2024/25",
        "--out",
        "kept",
    ];
    bench.done(&until);
    let names = bench.names("kept");
    for name in ["forecast.csv", "manifest.json", "scores.csv"] {
        assert!(names.iter().any(|other| other == name), "{names:?}");
    }
    // What stands there is not overwritten.
    assert_eq!(bench.run(&until).code, 2);
    let said = bench.done(&[
        "backtest",
        "--score",
        "kept/forecast.csv",
        EXAMPLE,
        "--format",
        "json",
    ]);
    let marked: Value = serde_json::from_str(&said).expect("JSON");
    let scores = marked["scores"].as_array().expect("rows");
    let model = scores
        .iter()
        .find(|row| row["method"] == "model" && row["period"] == "");
    let model = model.expect("the model is marked");
    assert_eq!(model["forecasts"], 8);
    // The same as a backtest of the last year alone.
    let again = bench.done(&[
        "backtest", EXAMPLE, "--from", "13", "--ahead", "1", "--format", "json",
    ]);
    let again: Value = serde_json::from_str(&again).expect("JSON");
    let of_last = again["scores"].as_array().expect("rows");
    let of_last = of_last
        .iter()
        .find(|row| row["method"] == "model")
        .expect("a mark");
    for figure in ["mae", "crps", "within_80", "pit"] {
        let (kept, past) = (model[figure].as_f64(), of_last[figure].as_f64());
        let off = kept.zip(past).map(|(kept, past)| (kept - past).abs());
        assert!(
            off.is_some_and(|off| off < 1e-9),
            "{figure}: {kept:?} and {past:?}"
        );
    }
    let nothing = bench.done(&[
        "backtest",
        "--score",
        "kept/forecast.csv",
        EXAMPLE,
        "--where",
        "year != 2024/25",
    ]);
    assert!(
        nothing.starts_with("None of the 9 figures that were forecast has come yet"),
        "{nothing}"
    );
    let wrong = bench.run(&[
        "backtest",
        "--score",
        "kept/forecast.csv",
        EXAMPLE,
        "--unit",
        "number",
    ]);
    assert_eq!(wrong.code, 2, "{}", wrong.out);
    assert!(wrong.err.contains("--unit percent"), "{}", wrong.err);
}

#[test]
fn rows_are_the_same_in_every_form() {
    let bench = with_example();
    let limit = ["forecast", EXAMPLE, "--limit", "97%,98%", "--out", "out"];
    let table = bench.done(&limit);
    let csv = bench.done(&["forecast", EXAMPLE, "--format", "csv"]);
    assert_eq!(csv, bench.read("out/forecast.csv"));
    let json = bench.done(&[
        "forecast", EXAMPLE, "--limit", "97%,98%", "--format", "json",
    ]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(
        json["forecasts"].as_array().map(Vec::len),
        Some(csv.lines().count() - 1)
    );
    assert_eq!(json["limits"].as_array().map(Vec::len), Some(18));
    assert!(
        table.contains("above 97.0 %") && table.contains("above 98.0 %"),
        "{table}"
    );
    let first = json["answer"][0]
        .as_str()
        .expect("a sentence")
        .replace('\n', " ");
    assert!(table.replace('\n', " ").starts_with(&first), "{first}");
}
