//! `tierone sample` from outside: lists in many forms, wrong rows, and what is left behind.

use crate::command;
use crate::draws_of_strata::four_teams;

use command::{program, talk};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Output;

use flate2::Compression;
use flate2::write::GzEncoder;

pub fn sample(folder: &Path, arguments: &[&str]) -> Output {
    program(folder, &[&["sample"], arguments].concat())
        .output()
        .expect("the program runs")
}

/// A list of 40 cases of four caseworkers; the last of them is in another letter case and has an accent.
fn list() -> String {
    let mut text = String::from("SR Number,Process,Case owner,Team,Closed,Value,Special record\n");
    for index in 0..40 {
        let owner = ["Ann", "Bob", "Cem", "Zoë"][index % 4];
        let team = index % 2;
        let day = index % 28 + 1;
        let process = if index < 30 { "parentage" } else { "variation" };
        let special = if index == 7 { "yes" } else { "" };
        text.push_str(&format!(
            "SR-{index},{process},{owner},T{team},{day:02}/07/2026,\"£1,{index:03}.50\",{special}\n"
        ));
    }
    text
}

pub fn folder_with(name: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(name), bytes).expect("a file");
    folder
}

fn drawn(folder: &Path, name: &str) -> Vec<Vec<String>> {
    let path = folder.join("samples").join(name).join("drawn.csv");
    let mut reader = csv::Reader::from_path(path).expect("drawn cases");
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn a_draw_leaves_cases_a_sheet_and_a_record() {
    let folder = folder_with("july.csv", list().as_bytes());
    let output = sample(
        folder.path(),
        &["july.csv", "--method", "per-caseworker", "--checks", "3"],
    );
    assert!(output.status.success(), "{}", talk(&output));
    let rows = drawn(folder.path(), "july");
    assert_eq!(rows.len(), 12);
    for row in &rows {
        // Stratum, its size, how many were drawn of it, of how many cases, and the chance.
        assert_eq!(row[7], row[2]);
        assert_eq!(&row[8..12], ["10", "3", "40", "0.3"]);
    }
    let place = folder.path().join("samples/july");
    let sheet = fs::read_to_string(place.join("outcomes.csv")).expect("a sheet");
    assert_eq!(sheet.lines().count(), 1 + 12 * 28);
    let audit = fs::read(place.join("audit.json")).expect("a record");
    let audit: serde_json::Value = serde_json::from_slice(&audit).expect("JSON");
    assert_eq!(audit["rows"], 40);
    assert_eq!(audit["drawn"], 12);
    assert_eq!(audit["strata"].as_array().map(Vec::len), Some(4));

    let again = sample(
        folder.path(),
        &["july.csv", "--method", "per-caseworker", "--checks", "3"],
    );
    assert_eq!(again.status.code(), Some(2));
    assert!(talk(&again).contains("--force"));
    let forced = [
        "july.csv",
        "--method",
        "per-caseworker",
        "--checks",
        "3",
        "--force",
    ];
    assert!(sample(folder.path(), &forced).status.success());
    assert_eq!(drawn(folder.path(), "july"), rows);
}

#[test]
fn the_same_cases_are_drawn_whatever_the_form_of_the_list() {
    let text = list();
    let mut zipped = GzEncoder::new(Vec::new(), Compression::default());
    zipped.write_all(text.as_bytes()).expect("memory");
    let zipped = zipped.finish().expect("memory");
    let (latin, ..) = encoding_rs::WINDOWS_1252.encode(&text);
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let windows = text.replace('\n', "\r\n");
    let tabs: String = text
        .lines()
        .map(|line| {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(line.as_bytes());
            let row = reader.records().next().expect("a row").expect("a row");
            row.iter().collect::<Vec<_>>().join("\t") + "\n"
        })
        .collect();
    let forms: [(&str, &[u8]); 6] = [
        ("a.csv", text.as_bytes()),
        ("b.csv.gz", &zipped),
        ("c.csv", &latin),
        ("d.csv", &utf16),
        ("e.csv", windows.as_bytes()),
        ("f.tsv", tabs.as_bytes()),
    ];
    let mut first = None;
    for (name, bytes) in forms {
        let folder = folder_with(name, bytes);
        let output = sample(
            folder.path(),
            &[name, "--method", "simple-random", "--checks", "9"],
        );
        assert!(output.status.success(), "{name}: {}", talk(&output));
        let rows = drawn(folder.path(), name.split('.').next().expect("a stem"));
        assert_eq!(rows.len(), 9, "{name}");
        assert_eq!(first.get_or_insert(rows.clone()), &rows, "{name}");
    }
}

#[test]
fn conditions_and_days_say_which_cases_count() {
    let folder = folder_with("a.csv", list().as_bytes());
    let output = sample(
        folder.path(),
        &[
            "a.csv",
            "--method",
            "census",
            "--where",
            "process = variation",
            "--where",
            "value >= 1035",
            "--closed",
            "2026-07-08..2026-07-10",
        ],
    );
    assert!(output.status.success(), "{}", talk(&output));
    let numbers: Vec<String> = drawn(folder.path(), "a")
        .into_iter()
        .map(|row| row[0].clone())
        .collect();
    // Cases 35 to 37 were closed on the 8th, 9th and 10th.
    assert_eq!(numbers, ["SR-35", "SR-36", "SR-37"]);
}

#[test]
fn wrong_rows_are_named_and_left_out_only_when_told() {
    let text = list()
        .replace("05/07/2026", "32/07/2026")
        .replace("£1,011.50", "lots")
        .replace("SR-20,parentage", "SR-20,parentage,too,many");
    let folder = folder_with("a.csv", text.as_bytes());
    let arguments = ["a.csv", "--method", "simple-random", "--checks", "9"];
    let output = sample(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(2));
    let words = talk(&output);
    for expected in [
        "row 6, column `Closed`: `32/07/2026`",
        "row 13, column `Value`: `lots`",
        "row 22: it has 9 fields, and the header has 7",
        "--skip-bad-rows",
    ] {
        assert!(words.contains(expected), "{expected} in {words}");
    }
    assert!(
        !folder.path().join("samples").exists(),
        "nothing is written"
    );
    let output = sample(
        folder.path(),
        &[&arguments[..], &["--skip-bad-rows"]].concat(),
    );
    assert!(output.status.success(), "{}", talk(&output));
    // Two rows have the 32nd: the 5th comes twice in forty days.
    assert!(
        talk(&output).contains("4 rows are left out"),
        "{}",
        talk(&output)
    );
}

#[test]
fn what_cannot_be_drawn_says_what_to_do() {
    let folder = folder_with("a.csv", list().as_bytes());
    for (arguments, expected) in [
        (&["a.csv", "--method", "randm"][..], "simple-random"),
        (&["a.csv", "--method", "simple-random"][..], "checks"),
        (
            &["a.csv", "--method", "judgement", "--checks", "2"][..],
            "picked by a person",
        ),
        (
            &["a.csv", "--method", "learning", "--checks", "2"][..],
            "follows what earlier checks found",
        ),
        (
            &[
                "a.csv",
                "--method",
                "stratified",
                "--checks",
                "9",
                "--set",
                "by=area",
            ][..],
            "`area`",
        ),
        (
            &["a.csv", "--method", "risk-targeted", "--checks", "9"][..],
            "--score",
        ),
        (&["b.csv", "--method", "census"][..], "cannot read b.csv"),
        (
            &["a.csv", "--method", "census", "--where", "colour = red"][..],
            "no column `colour`",
        ),
        (
            &["a.csv", "--method", "census", "--closed", "yesterday"][..],
            "2026-07-01..2026-09-30",
        ),
        (
            &["a.csv", "--method", "census", "--where", "process = x"][..],
            "no case of a.csv can be drawn",
        ),
        (
            &["a.csv", "--method", "census", "--map", "number=Ref"][..],
            "column `Ref`",
        ),
        (
            &["a.csv", "--method", "census", "--out", "/"][..],
            "no name of its own",
        ),
    ] {
        let output = sample(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            talk(&output).contains(expected),
            "{arguments:?}: {}",
            talk(&output)
        );
        assert!(
            !folder.path().join("samples").exists(),
            "nothing is written"
        );
    }
    let twice = list() + "SR-3,parentage,Ann,T0,01/07/2026,5,\n";
    let folder = folder_with("a.csv", twice.as_bytes());
    let output = sample(folder.path(), &["a.csv", "--method", "census"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        talk(&output).contains("`SR-3` in row 5, `SR-3` in row 42"),
        "{}",
        talk(&output)
    );
}

#[test]
fn a_draw_is_topped_up_without_disturbing_it() {
    let folder = folder_with("a.csv", list().as_bytes());
    let first = [
        "a.csv",
        "--method",
        "simple-random",
        "--checks",
        "8",
        "--out",
        "one",
    ];
    assert!(sample(folder.path(), &first).status.success());
    let more = [
        "a.csv",
        "--method",
        "simple-random",
        "--checks",
        "14",
        "--out",
        "two",
        "--already",
        "one/drawn.csv",
    ];
    let output = sample(folder.path(), &more);
    assert!(output.status.success(), "{}", talk(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("8 of them drawn before"));
    let sheet = fs::read_to_string(folder.path().join("two/outcomes.csv")).expect("a sheet");
    assert_eq!(sheet.lines().count(), 1 + 6 * 28);
}

#[test]
fn nobody_checks_their_own_work_and_names_can_be_hidden() {
    let folder = folder_with("a.csv", list().as_bytes());
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("who.csv", "name,team,special\nAnn,T0,\nBob,T1,yes\n");
    write("secret", "0123456789abcdef0123456789abcdef\n");
    let arguments = ["a.csv", "--method", "census", "--checkers", "who.csv"];
    assert!(sample(folder.path(), &arguments).status.success());
    let rows = drawn(folder.path(), "a");
    let checker = rows[0].len() - 1;
    assert_eq!(rows.len(), 40);
    for row in &rows {
        assert_ne!(row[2], row[checker]);
        assert!(
            row[6] != "yes" || row[checker] == "Bob",
            "special records go to Bob"
        );
    }
    let hidden = [
        &arguments[..],
        &["--pseudonyms", "secret", "--out", "hidden"],
    ]
    .concat();
    let output = sample(folder.path(), &hidden);
    assert!(output.status.success(), "{}", talk(&output));
    for file in ["drawn.csv", "outcomes.csv", "audit.json"] {
        let text = fs::read_to_string(folder.path().join("hidden").join(file)).expect("a file");
        for name in ["Ann", "Bob", "Cem", "Zoë"] {
            assert!(!text.contains(name), "{name} in {file}");
        }
    }
    write("short", "abc");
    let output = sample(
        folder.path(),
        &[
            "a.csv",
            "--method",
            "census",
            "--pseudonyms",
            "short",
            "--out",
            "guessed",
        ],
    );
    assert!(talk(&output).contains("16 bytes"), "{}", talk(&output));
}

#[test]
fn a_top_up_that_loses_cases_says_so() {
    let folder = folder_with("a.csv", list().as_bytes());
    let draw = |words: &str| {
        let line = format!("a.csv {words}");
        let output = sample(folder.path(), &line.split(' ').collect::<Vec<_>>());
        assert!(output.status.success(), "{}", talk(&output));
        talk(&output)
    };
    let systematic = "--method systematic --set order=value --checks";
    draw(&format!("{systematic} 12 --out one"));
    let said = draw(&format!(
        "{systematic} 20 --out two --already one/drawn.csv"
    ));
    assert!(
        said.contains("of the 12 cases of one/drawn.csv are not in this draw"),
        "{said}"
    );
    assert!(said.contains("`systematic` draws others"), "{said}");
    let said = draw("--method census --out three --already one/drawn.csv");
    assert!(!said.contains("warning"), "{said}");
}

#[test]
fn names_are_hidden_in_every_file_or_the_draw_is_refused() {
    let folder = four_teams();
    fs::write(
        folder.path().join("secret"),
        "0123456789abcdef0123456789abcdef\n",
    )
    .expect("a file");
    let census = ["c.csv", "--method", "census", "--pseudonyms", "secret"];
    let output = sample(folder.path(), &census);
    assert!(!output.status.success());
    assert!(
        talk(&output).contains("--map 'case owner=…'"),
        "{}",
        talk(&output)
    );
    let draw = |out: &str, condition: &str| {
        let more = [
            "--map",
            "case owner=Desk",
            "--where",
            condition,
            "--out",
            out,
        ];
        sample(folder.path(), &[&census[..], &more].concat())
    };
    let output = draw("one", "case owner = Bob1");
    assert!(!output.status.success(), "no column is called so");
    let output = draw("one", "Desk = Bob1");
    assert!(output.status.success(), "{}", talk(&output));
    let read = |file: &str| fs::read_to_string(folder.path().join(file)).expect("a file");
    for file in ["one/drawn.csv", "one/outcomes.csv", "one/audit.json"] {
        assert!(!read(file).contains("Bob"), "{file}: {}", read(file));
    }
    // The record of the draw gives the same draw to those who have the list and the secret.
    let audit: serde_json::Value = serde_json::from_str(&read("one/audit.json")).expect("JSON");
    let condition = audit["conditions"][0].as_str().expect("a condition");
    assert!(condition.starts_with("Desk = P-"), "{condition}");
    assert!(draw("two", condition).status.success());
    assert_eq!(read("one/drawn.csv"), read("two/drawn.csv"));
    assert_eq!(read("one/drawn.csv").lines().count(), 1 + 43);
    for (condition, words) in [
        ("Desk != bob1", "letter by letter"),
        ("Desk ~ Bob", "is = or !="),
    ] {
        let output = draw("three", condition);
        assert!(
            !output.status.success() && talk(&output).contains(words),
            "{}",
            talk(&output)
        );
    }
}

#[test]
fn a_draw_from_what_an_earlier_one_left_can_be_estimated() {
    let folder = folder_with("july.csv", list().as_bytes());
    let draw = |list: &str, checks: &str, out: &str| {
        let how = [
            "--method",
            "simple-random",
            "--checks",
            checks,
            "--out",
            out,
        ];
        let output = sample(folder.path(), &[&[list], how.as_slice()].concat());
        assert!(output.status.success(), "{}", talk(&output));
    };
    draw("july.csv", "20", "one");
    draw("one/drawn.csv", "10", "two");
    let text = fs::read_to_string(folder.path().join("two/drawn.csv")).expect("drawn cases");
    let header = text.lines().next().expect("a header");
    for name in ["stratum of the list", "inclusion_probability of the list"] {
        assert!(header.split(',').any(|other| other == name), "{header}");
    }
    let mut results = String::from("number,outcome\n");
    for row in text.lines().skip(1) {
        let number = row.split(',').next().expect("a number");
        results.push_str(&format!("{number},pass\n"));
    }
    fs::write(folder.path().join("r.csv"), results).expect("results");
    let arguments = ["estimate", "r.csv", "--sample", "two/drawn.csv"];
    let told = program(folder.path(), &arguments)
        .output()
        .expect("it runs");
    assert!(told.status.success(), "{}", talk(&told));
}
