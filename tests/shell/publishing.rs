//! What is published: workbooks that follow the rules for accessible spreadsheets, the record of an estimate, groups that
//! are crossed.

use crate::command;

use std::io::Cursor;

use calamine::{Data, Ods, Range, Reader, Xlsx};
use command::filled::parts;
use command::{Bench, OFFICE_TARGET};

const KINDS: [&str; 2] = ["tables.xlsx", "tables.ods"];

/// The sheets of a workbook by name, in their order.
fn sheets(bench: &Bench, path: &str) -> Vec<(String, Range<Data>)> {
    let bytes = Cursor::new(std::fs::read(bench.path().join(path)).expect("a workbook"));
    match path.ends_with(".ods") {
        true => ranges(Ods::new(bytes).expect("a spreadsheet")),
        false => ranges(Xlsx::new(bytes).expect("a workbook")),
    }
}

fn ranges<R: Reader<Cursor<Vec<u8>>>>(mut book: R) -> Vec<(String, Range<Data>)> {
    let names = book.sheet_names();
    let range = |name: String| {
        let range = book.worksheet_range(&name).expect("a sheet");
        (name, range)
    };
    names.into_iter().map(range).collect()
}

/// A list of four teams over three months, with a name that is a formula.
fn results() -> String {
    let mut text = String::from("number,owner,team,closed,outcome,value,error,weight\n");
    for index in 0..240 {
        let team = ["north", "south", "=1+1", "far"][index % 4];
        let outcome = if index % 11 == 0 { "fail" } else { "pass" };
        let error = if index % 11 == 0 { 25 } else { 0 };
        let month = 4 + index % 3;
        text += &format!(
            "N{index},person {},{team},2026-{month:02}-03,{outcome},1000,{error},5\n",
            index % 7
        );
    }
    text
}

/// Holds every sheet to the rules: a title, no blank cell within the table, headings that differ, no two units in a column.
fn check(sheets: &[(String, Range<Data>)]) {
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..4], ["Cover", "Contents", "Notes", "Table_1"]);
    for (name, range) in &sheets[1..] {
        let rows: Vec<&[Data]> = range.rows().collect();
        let head = rows
            .iter()
            .position(|row| row.iter().all(|cell| *cell != Data::Empty));
        let head = head.unwrap_or_else(|| panic!("{name} has no row of headings"));
        assert!(head >= 2, "{name} has no title");
        for row in &rows[..head] {
            assert!(
                row[1..].iter().all(|cell| *cell == Data::Empty),
                "{name}: {row:?}"
            );
        }
        for row in &rows[head..] {
            assert!(
                row.iter().all(|cell| *cell != Data::Empty),
                "{name}: {row:?}"
            );
        }
        let mut headings: Vec<String> = rows[head]
            .iter()
            .map(|cell| cell.to_string().to_lowercase())
            .collect();
        for (at, heading) in headings.iter().enumerate() {
            let numbers = rows[head + 1..]
                .iter()
                .any(|row| matches!(row[at], Data::Float(_) | Data::Int(_)));
            assert!(
                !numbers || heading.contains('('),
                "{name}: no unit in {heading}"
            );
        }
        headings.sort();
        headings.dedup();
        assert_eq!(headings.len(), rows[head].len(), "{name}");
        assert!(rows.len() > head + 1, "{name} has no row");
    }
    let contents: Vec<String> = sheets[1]
        .1
        .rows()
        .skip(3)
        .map(|row| row[0].to_string())
        .collect();
    assert_eq!(contents, names[2..], "every sheet is in the contents");
}

#[test]
fn a_run_and_an_estimate_leave_workbooks_by_the_rules_the_same_every_time() {
    let bench = Bench::new();
    bench.write(
        "office.toml",
        command::office(&[
            &command::with_money(command::TWO_EACH),
            OFFICE_TARGET,
            command::BY_RISK,
        ]),
    );
    bench.write("results.csv", results());
    let run = ["run", "office.toml", "--quiet", "--xlsx", "--ods", "--out"];
    let estimate = [
        "estimate",
        "results.csv",
        "--by",
        "team",
        "--period",
        "month",
        "--funnel",
        "owner",
        "--change",
        "team=north|south",
        "--target",
        "99%",
        "--xlsx",
        "--ods",
        "--out",
    ];
    for (command, names) in [(&run[..], ["r1", "r2"]), (&estimate[..], ["e1", "e2"])] {
        for name in names {
            bench.done(&[command, &[name]].concat());
        }
        for kind in KINDS {
            let [one, other] = names
                .map(|name| std::fs::read(bench.path().join(name).join(kind)).expect("a file"));
            assert!(one == other, "{kind} of {names:?} differs");
            check(&sheets(&bench, &format!("{}/{kind}", names[0])));
        }
        let [xlsx, ods] = KINDS.map(|kind| sheets(&bench, &format!("{}/{kind}", names[0])));
        for ((name, one), (_, other)) in xlsx.iter().zip(&ods) {
            let numbers = |range: &Range<Data>| -> Vec<f64> {
                let cells = range.cells().map(|(_, _, cell)| cell);
                cells
                    .filter_map(|cell| match cell {
                        Data::Float(number) => Some(*number),
                        Data::Int(number) => Some(*number as f64),
                        _ => None,
                    })
                    .collect()
            };
            assert_eq!(numbers(one), numbers(other), "{name}");
        }
    }
}

/// Decimals by unit, the same in every table: no figure of a count with four, and none of a share without any.
#[test]
fn figures_of_one_unit_have_the_same_decimals() {
    let bench = Bench::new();
    let two_each = command::with_money(command::TWO_EACH);
    let policies = [&*two_each, OFFICE_TARGET, command::BY_RISK];
    bench.write("office.toml", command::office(&policies));
    bench.done(&["run", "office.toml", "--quiet", "--ods", "--out", "r"]);
    let files = parts(&std::fs::read(bench.path().join("r/tables.ods")).expect("a file"));
    let (_, content) = files
        .iter()
        .find(|(name, _)| name == "content.xml")
        .expect("its content");
    let mut seen = 0;
    for table in content.split("<table:table ").skip(1) {
        let rows: Vec<&str> = table.split("<table:table-row").skip(1).collect();
        let head = rows
            .iter()
            .position(|row| row.contains(" (percentage points)") || row.contains(" (%)"));
        let Some(head) = head else { continue };
        let of = |row: &str| -> Vec<String> {
            row.split("<table:table-cell")
                .skip(1)
                .map(str::to_owned)
                .collect()
        };
        let heads = of(rows[head]);
        for row in &rows[head + 1..] {
            for (name, cell) in heads.iter().zip(of(row)) {
                if !cell.contains("value-type=\"float\"") {
                    continue;
                }
                let most = match name {
                    name if name.contains("% of replications") => 1,
                    name if name.contains("(%)") || name.contains("points)") => 3,
                    name if name.contains("(£") => 0,
                    _ => 1,
                };
                let style = cell
                    .split("style-name=\"n")
                    .nth(1)
                    .and_then(|rest| rest.chars().next());
                let digits = style.and_then(|digit| digit.to_digit(10)).expect("a style");
                assert!(digits <= most, "{digits} decimals: {name}");
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen} figures");
}

#[test]
fn tables_are_marked_up_titled_in_english_and_hold_no_formula() {
    let bench = Bench::new();
    bench.write("results.csv", results());
    bench.done(&[
        "estimate",
        "results.csv",
        "--by",
        "team",
        "--xlsx",
        "--ods",
        "--out",
        "out",
    ]);
    let file =
        |name: &str| parts(&std::fs::read(bench.path().join("out").join(name)).expect("a file"));
    let xlsx = file("tables.xlsx");
    let all: String = xlsx.iter().map(|(_, text)| text.as_str()).collect();
    assert!(
        !all.contains("<f>")
            && !all.contains("mergeCell")
            && all.contains("displayName=\"Table_1\"")
    );
    let ods = file("tables.ods");
    assert_eq!(ods[0].0, "mimetype");
    let all: String = ods.iter().map(|(_, text)| text.as_str()).collect();
    for said in [
        "table:name=\"Table_1\" table:target",
        "<dc:language>en-GB",
        "table-header-rows",
        "'=1+1",
    ] {
        assert!(all.contains(said), "no {said}");
    }
    assert!(!all.contains("table:formula") && !all.contains("spanned"));
}

#[test]
fn a_workbook_of_an_estimate_needs_a_folder() {
    let bench = Bench::new();
    bench.write("results.csv", results());
    let said = bench.run(&["estimate", "results.csv", "--ods"]);
    assert!(said.code == 2 && said.err.contains("--out"), "{}", said.err);
}

#[test]
fn an_estimate_records_its_inputs_options_and_the_seed_of_its_sample() {
    let bench = Bench::new();
    bench.write("results.csv", results());
    bench.write("audit.json", r#"{"tool":"tierone","seed":41}"#);
    let more = ["--where", "owner != person 3", "--target", "99%", "--out"];
    bench.done(&[&["estimate", "results.csv"][..], &more, &["open"]].concat());
    let manifest: serde_json::Value =
        serde_json::from_str(&bench.read("open/manifest.json")).expect("JSON");
    assert_eq!(manifest["tool"], "tierone");
    assert_eq!(manifest["inputs"][0]["path"], "results.csv");
    assert_eq!(
        manifest["inputs"][0]["sha256"].as_str().map(str::len),
        Some(64)
    );
    assert_eq!(manifest["options"]["conditions"][0], "owner != person 3");
    assert_eq!(manifest["options"]["confidence"], 95.0);
    assert_eq!(manifest["options"]["targets"][0]["level"], 99.0);
    assert!(
        manifest["command"]
            .as_str()
            .is_some_and(|command| command.starts_with("tierone estimate results.csv"))
    );
    // Nobody is named where small groups are left out.
    bench.done(
        &[
            &["estimate", "results.csv", "--suppress-below", "5"][..],
            &more,
            &["shut"],
        ]
        .concat(),
    );
    assert!(!bench.read("shut/manifest.json").contains("person 3"));
}

#[test]
fn crossed_groups_are_those_that_conditions_pick() {
    let bench = Bench::new();
    bench.write("results.csv", results());
    let figures = |more: &[&str]| {
        bench.done(&[&["estimate", "results.csv", "--format", "csv"], more].concat())
    };
    let crossed = figures(&["--by", "team,month"]);
    let groups: Vec<&str> = crossed
        .lines()
        .filter(|line| line.contains(",accuracy,"))
        .collect();
    assert_eq!(groups.len(), 1 + 12, "{crossed}");
    let one = groups
        .iter()
        .find(|line| line.contains("\"team,month\",\"north, 2026-05\""))
        .expect("a group");
    let alone = figures(&[
        "--where",
        "team = north",
        "--closed",
        "2026-05-01..2026-05-31",
    ]);
    let alone = alone.lines().nth(1).expect("a figure");
    let after = |line: &str| line.split(",accuracy,").nth(1).map(str::to_owned);
    assert_eq!(after(one), after(alone));
    let said = bench.run(&["estimate", "results.csv", "--by", "team,rolling"]);
    assert!(
        said.code == 2 && said.err.contains("overlap"),
        "{}",
        said.err
    );
    // A cross with a missing column says which.
    let said = bench.run(&["estimate", "results.csv", "--by", "team,tea"]);
    assert!(
        said.code == 2 && said.err.contains("no column `tea`"),
        "{}",
        said.err
    );
}

#[test]
fn tables_that_hold_accents_are_marked_for_excel_and_others_are_plain() {
    let bench = Bench::new();
    bench.write("results.csv", results());
    bench.write("zoe.csv", results().replace("north", "Zoë"));
    for (file, more, marked) in [
        ("results.csv", &[][..], false),
        ("zoe.csv", &[], true),
        ("zoe.csv", &["--raw-csv"], false),
    ] {
        let command = [
            &["estimate", file, "--by", "team", "--out", "out", "--force"],
            more,
        ]
        .concat();
        bench.done(&command);
        let text = bench.read("out/figures.csv");
        assert_eq!(text.starts_with('\u{feff}'), marked, "{file} {more:?}");
        assert_eq!(text.is_ascii(), file == "results.csv");
    }
}
