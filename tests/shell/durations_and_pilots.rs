//! `estimate --durations` and `estimate --pilot`: their pages show what they print, and what cannot be is refused by name.

use crate::command;

use command::Bench;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// A folder with the examples in it.
fn bench() -> Bench {
    let bench = Bench::new();
    for name in [
        "complaints/contacts.csv",
        "complaints/holidays.csv",
        "pilot/results.csv",
    ] {
        let name = format!("scenarios/examples/{name}");
        let to = bench.path().join(&name);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(root().join(&name), to).expect("a copy");
    }
    bench
}

/// The command that a page shows first, and what it shows of its answer, up to a line of dots.
fn shown(page: &str) -> (Vec<String>, String) {
    let page = fs::read_to_string(root().join("docs").join(page)).expect("the page is there");
    let command = page
        .lines()
        .find_map(|line| line.strip_prefix("    tierone "))
        .expect("a command");
    let (_, rest) = page.split_once("```text\n").expect("an answer");
    let (answer, _) = rest.split_once("```").expect("its end");
    let words = command.split_whitespace().map(str::to_owned);
    (words.collect(), answer.trim_end_matches("…\n").to_owned())
}

#[test]
fn pages_show_what_their_commands_print() {
    let bench = bench();
    for page in ["durations.md", "pilots.md"] {
        let (command, answer) = shown(page);
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        let printed = bench.done(&command);
        assert!(answer.lines().count() > 5, "{page}");
        assert!(printed.starts_with(&answer), "{page}:\n{printed}");
    }
}

#[test]
fn every_format_has_the_same_figures() {
    let bench = bench();
    for page in ["durations.md", "pilots.md"] {
        let (command, _) = shown(page);
        let ask = |format: &str| {
            let mut command: Vec<&str> = command.iter().map(String::as_str).collect();
            command.extend(["--format", format]);
            bench.done(&command)
        };
        let json: serde_json::Value = serde_json::from_str(&ask("json")).expect("JSON");
        let csv = ask("csv");
        let mut rows = csv::Reader::from_reader(csv.as_bytes());
        let header = rows.headers().expect("a header").clone();
        let told = json.get("rows").or(json.get("effects"));
        let told = told.and_then(|rows| rows.as_array()).expect("rows");
        let mut n = 0;
        for (row, told) in rows.records().zip(told) {
            let row = row.expect("a row");
            for (name, cell) in header.iter().zip(&row) {
                let value = &told[name];
                let same = match value {
                    serde_json::Value::Null => cell.is_empty(),
                    serde_json::Value::String(text) => text == cell,
                    number => number.as_f64() == cell.parse().ok(),
                };
                assert!(same, "{page}, {name}: {cell} for {value}");
            }
            n += 1;
        }
        assert_eq!(n, told.len(), "{page}");
    }
}

#[test]
fn a_folder_holds_the_rows_the_report_its_page_and_its_record() {
    let bench = bench();
    for (page, rows) in [
        ("durations.md", "durations.csv"),
        ("pilots.md", "pilot.csv"),
    ] {
        let (command, answer) = shown(page);
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        let out = ["--out", rows];
        let said = bench.run(&[&command[..], &out].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        assert_eq!(said.err.matches("written to").count(), 1, "{}", said.err);
        let files = [
            "manifest.json",
            "page.json",
            rows,
            "report.html",
            "report.json",
            "report.txt",
        ];
        let names = bench.names(rows);
        let has = |file: &&str| names.iter().any(|name| name == *file);
        assert!(files.iter().all(has), "{page}: {names:?}");
        let csv = bench.done(&[&command[..], &["--format", "csv"]].concat());
        let file = bench.read(&format!("{rows}/{rows}"));
        assert_eq!(file.trim_start_matches('\u{feff}'), csv);
        let first = answer.lines().next().expect("an answer");
        assert!(bench.read(&format!("{rows}/report.txt")).starts_with(first));
        let page = bench.read(&format!("{rows}/page.json"));
        assert!(page.contains(&first[..30]), "{page}");
        assert!(
            bench
                .read(&format!("{rows}/manifest.json"))
                .contains("sha256")
        );
        // What stands there is what tierone wrote: it may be replaced when that is said.
        let again = bench.run(&[&command[..], &out].concat());
        assert_eq!(again.code, 2, "{}", again.err);
        bench.done(&[&command[..], &out, &["--force"]].concat());
        bench.done(&["report", rows]);
    }
}

#[test]
fn an_estimate_prints_its_figures_as_csv() {
    let bench = bench();
    let said = bench.done(&[
        "estimate",
        "scenarios/examples/pilot/results.csv",
        "--population",
        "9000",
        "--format",
        "csv",
    ]);
    assert!(said.starts_with("by,group,figure,unit,"), "{said}");
    assert!(
        said.lines().any(|line| line.starts_with(",all,accuracy,")),
        "{said}"
    );
}

/// How a day and a month are written.
type Style<'s> = &'s dyn Fn(u32, u32) -> String;

#[test]
fn dates_in_any_style_give_the_same_durations() {
    let bench = Bench::new();
    let list = |day: &dyn Fn(u32, u32) -> String, between: char| {
        let mut text = ["ref", "received", "closed"].join(&between.to_string()) + "\n";
        for k in 1..=20 {
            let closed = if k % 4 == 0 {
                String::new()
            } else {
                day(k + 3, 7)
            };
            text += &[format!("C{k}"), day(k, 7), closed].join(&between.to_string());
            text.push('\n');
        }
        text
    };
    let styles: [(Style<'_>, char); 4] = [
        (&|d, m| format!("2026-{m:02}-{d:02}"), ','),
        (&|d, m| format!("{d:02}/{m:02}/2026 10:15"), ','),
        (&|d, m| format!("{d:02}.{m:02}.26"), ';'),
        (&|d, _| format!("{d} Jul 2026"), '\t'),
    ];
    let answers = styles.map(|(day, between)| {
        fs::write(bench.path().join("list.csv"), list(day, between)).expect("written");
        bench.done(&[
            "estimate",
            "list.csv",
            "--durations",
            "received,closed",
            "--within",
            "closed=5",
            "--as-at",
            "2026-07-31",
        ])
    });
    assert!(
        answers[0].contains("of cases go from received to closed within 5 calendar days"),
        "{}",
        answers[0]
    );
    assert!(
        answers.iter().all(|answer| *answer == answers[0]),
        "{answers:#?}"
    );
}

#[test]
fn what_cannot_be_is_refused_with_its_row_and_column_or_what_to_do() {
    let bench = bench();
    fs::write(
        bench.path().join("odd.csv"),
        "number,received,closed\n1,2026-07-01,2026-06-01\n2,,2026-07-02\n1,2026-07-01,soon\n3,2026-07-01,n/a\n",
    )
    .expect("written");
    let contacts = "scenarios/examples/complaints/contacts.csv";
    let results = "scenarios/examples/pilot/results.csv";
    for (words, why) in [
        (
            &["odd.csv", "--durations", "received,closed"][..],
            "row 2, column `closed`: 2026-06-01 is before `received`, 2026-07-01",
        ),
        (
            &["odd.csv", "--durations", "received,closed"],
            "row 3, column `received`: it has no day",
        ),
        (
            &["odd.csv", "--durations", "received,closed"],
            "row 4, column `closed`: `soon` is no date",
        ),
        (
            &[contacts, "--durations", "received"],
            "a duration needs two stages",
        ),
        (
            &[contacts, "--durations", "received,received"],
            "a duration needs two stages",
        ),
        (
            &[contacts, "--durations", "received,shut"],
            "there is no column `shut`",
        ),
        (
            &[
                contacts,
                "--durations",
                "received,replied",
                "--within",
                "received=3",
            ],
            "a target is from one stage to a later one",
        ),
        (
            &[
                contacts,
                "--durations",
                "received,replied",
                "--recorded",
                "shut=logged",
            ],
            "`shut` is no stage",
        ),
        (
            &[
                contacts,
                "--durations",
                "received,replied",
                "--as-at",
                "2020-01-01",
            ],
            "no case has a day in `received`",
        ),
        (
            &[
                contacts,
                "--durations",
                "received,replied",
                "--holidays",
                "none.txt",
            ],
            "cannot read none.txt",
        ),
        (
            &[
                contacts,
                "--durations",
                "received,replied",
                "--where",
                "region = West",
            ],
            "no case of",
        ),
        (
            &[
                contacts,
                "--durations",
                "received,replied",
                "--population",
                "9",
            ],
            "cannot be used with",
        ),
        (&[contacts, "--within", "replied=3"], "--durations"),
        (&[results, "--pilot", "arm"], "--cluster"),
        (
            &[results, "--pilot", "arm", "--cluster", "site"],
            "there is no column `site`",
        ),
        (
            &[results, "--pilot", "team", "--cluster", "team"],
            "16 different things stand in `team`",
        ),
        (
            &[results, "--pilot", "arm", "--cluster", "outcome"],
            "has cases of both arms",
        ),
        (
            &[results, "--pilot", "arm=none", "--cluster", "team"],
            "it is not known which of",
        ),
        (
            &[
                results,
                "--pilot",
                "arm",
                "--cluster",
                "team",
                "--from",
                "2030-01-01",
            ],
            "is checked after the start",
        ),
        (
            &[
                results,
                "--pilot",
                "arm",
                "--cluster",
                "team",
                "--effect",
                "3",
            ],
            "write a difference of shares",
        ),
    ] {
        let said = bench.run(&[&["estimate"], words].concat());
        assert_eq!(said.code, 2, "{words:?}: {}", said.err);
        assert!(said.err.contains(why), "{words:?}: {}", said.err);
        assert!(said.out.is_empty(), "{words:?}");
    }
    let said = bench.run(&[
        "estimate",
        "odd.csv",
        "--durations",
        "received,closed",
        "--skip-bad-rows",
    ]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.contains("1 of 1 case is open still"),
        "{}",
        said.out
    );
}

#[test]
fn only_what_was_recorded_after_the_end_of_a_case_is_said_of_its_end() {
    let bench = Bench::new();
    // Three logged after they were acknowledged, one of them after it had ended.
    let logged = ["2026-06-02", "2026-06-05", "2026-06-05", "2026-06-25"];
    let rows: String = (1..)
        .zip(logged)
        .map(|(case, day)| format!("C{case},2026-06-01,{day},2026-06-03,2026-06-20\n"))
        .collect();
    bench.write(
        "contacts.csv",
        format!("number,received,logged,acknowledged,closed\n{rows}"),
    );
    let text = bench.done(&[
        "estimate",
        "contacts.csv",
        "--durations",
        "received,acknowledged,closed",
        "--recorded",
        "received=logged",
    ]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "by recorded dates 1 case began only after the end, and took 0 days",
        "by recorded dates 3 cases came to `acknowledged`, or ended without it, before `received`, and took 0 days from one to \
         the other",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}
