//! What `--suppress-below` leaves out cannot be worked out from what is told.

mod command;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use command::{program, talk};
use rand::{Rng, RngExt};
use tierone::assess::{Cell, Verdict, left_out};
use tierone::rng::{self, Moment, Purpose, Stream};

fn stream(trial: u32) -> Stream {
    rng::open(7, trial, &Purpose::check("disclosure"), Moment::Opening)
}

/// A number below `most`, small ones more often.
fn few<R: Rng>(stream: &mut R, most: f64) -> usize {
    (most * stream.random::<f64>().powi(3)) as usize
}

/// All cases first, then a breakdown a list: by case, the group that it is in.
fn cells(cases: usize, breakdowns: &[Vec<Option<usize>>]) -> Vec<Cell> {
    let mut cells = vec![Cell {
        breakdown: 0,
        rank: 0,
        checks: (0..cases).collect(),
    }];
    for (breakdown, groups) in breakdowns.iter().enumerate() {
        let count = groups.iter().flatten().max().map_or(0, |group| group + 1);
        cells.extend((0..count).map(|group| {
            Cell {
                breakdown: breakdown + 1,
                rank: 0,
                checks: (0..cases)
                    .filter(|case| groups[*case] == Some(group))
                    .collect(),
            }
        }));
    }
    cells
}

/// One breakdown of groups of these sizes, without the total.
fn of_sizes(sizes: &[usize], least: u64) -> Vec<Verdict> {
    let mut from = 0;
    let mut cells: Vec<Cell> = Vec::new();
    for size in sizes {
        cells.push(Cell {
            breakdown: 1,
            rank: 0,
            checks: (from..from + size).collect(),
        });
        from += size;
    }
    cells.push(Cell {
        breakdown: 0,
        rank: 0,
        checks: (0..from).collect(),
    });
    let mut verdicts = left_out(&cells, least, |check| check);
    verdicts.pop();
    verdicts
}

/// The rank of a matrix of whole numbers, by elimination without fractions (Bareiss 1968).
fn rank(mut rows: Vec<Vec<i128>>) -> usize {
    let (mut rank, mut before) = (0, 1);
    let width = rows.first().map_or(0, Vec::len);
    for column in 0..width {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else {
            continue;
        };
        rows.swap(rank, pivot);
        let (done, rest) = rows.split_at_mut(rank + 1);
        let head = &done[rank];
        for row in rest {
            let times = row[column];
            for (value, above) in row.iter_mut().zip(head) {
                *value = (*value * head[column] - times * above) / before;
            }
        }
        before = rows[rank][column];
        rank += 1;
    }
    rank
}

/// Nothing that is left out for having few is a sum of what is told, and no group less its parts leaves few: of checks
/// that are each one of a case, as `case_of` says.
fn check(cells: &[Cell], cases: usize, least: u64, case_of: impl Fn(usize) -> usize) {
    let verdicts = left_out(cells, least, &case_of);
    let size = |checks: &[usize]| {
        let cases: BTreeSet<usize> = checks.iter().map(|check| case_of(*check)).collect();
        cases.len()
    };
    let row = |cell: &Cell| -> Vec<i128> {
        let mut row = vec![0; cases];
        cell.checks.iter().for_each(|case| row[*case] = 1);
        row
    };
    let of = |verdict: Verdict| {
        cells
            .iter()
            .zip(&verdicts)
            .filter(move |(_, v)| **v == verdict)
    };
    let told: Vec<Vec<i128>> = of(Verdict::Told).map(|(cell, _)| row(cell)).collect();
    let known = rank(told.clone());
    for (cell, verdict) in cells.iter().zip(&verdicts) {
        let small = !cell.checks.is_empty() && (size(&cell.checks) as u64) < least;
        assert_eq!(small, *verdict == Verdict::Few);
        if small {
            let with = [&told[..], &[row(cell)]].concat();
            assert_eq!(rank(with), known + 1, "{cell:?} of {cells:?}");
        }
    }
    for (whole, _) in of(Verdict::Told) {
        for breakdown in 0..=cells.iter().map(|cell| cell.breakdown).max().unwrap_or(0) {
            let parts = of(Verdict::Told).map(|(cell, _)| cell);
            let parts = parts.filter(|cell| {
                cell.breakdown == breakdown
                    && cell.checks.iter().all(|case| whole.checks.contains(case))
            });
            let parts: BTreeSet<usize> = parts.flat_map(|cell| cell.checks.clone()).collect();
            let rest = whole.checks.iter().filter(|check| !parts.contains(check));
            let rest = size(&rest.copied().collect::<Vec<usize>>());
            assert!(rest == 0 || rest as u64 >= least, "{rest} of {whole:?}");
        }
    }
}

#[test]
fn of_one_breakdown_two_groups_at_least_are_left_out_with_enough_cases_together() {
    let mut covered = 0;
    for trial in 0..3_000 {
        let mut stream = stream(trial);
        let least = 2 + few(&mut stream, 20.0);
        let count = 1 + few(&mut stream, 12.0);
        let sizes: Vec<usize> = (0..count)
            .map(|_| few(&mut stream, 3.0 * least as f64))
            .collect();
        let verdicts = of_sizes(&sizes, least as u64);
        let out: Vec<usize> = (0..count)
            .filter(|group| verdicts[*group] != Verdict::Told)
            .map(|group| sizes[group])
            .collect();
        let total: usize = sizes.iter().sum();
        let message = format!("{sizes:?} below {least}: {verdicts:?}");
        for (size, verdict) in sizes.iter().zip(&verdicts) {
            assert_eq!(
                *size > 0 && *size < least,
                *verdict == Verdict::Few,
                "{message}"
            );
        }
        if out.is_empty() || total < least {
            continue;
        }
        assert!(out.len() >= 2, "{message}");
        assert!(out.iter().sum::<usize>() >= least, "{message}");
        // Those left out second are the smallest of the others, and no more than it takes.
        let of = |wanted: Verdict| -> Vec<usize> {
            let mut of: Vec<usize> = (0..count)
                .filter(|group| verdicts[*group] == wanted && sizes[*group] > 0)
                .map(|group| sizes[group])
                .collect();
            of.sort_unstable();
            of
        };
        let (covering, told) = (of(Verdict::Covering), of(Verdict::Told));
        if let Some(largest) = covering.last() {
            covered += 1;
            assert!(told.first().is_none_or(|smallest| smallest >= largest));
            let left: Vec<usize> = of(Verdict::Few)
                .into_iter()
                .chain(covering[..covering.len() - 1].iter().copied())
                .collect();
            assert!(is_known(&left, least), "{message}: one too many");
        }
        // With everything left out nothing is left to hide behind.
        assert!(told.is_empty() || !is_known(&out, least), "{message}");
    }
    assert!(covered > 400, "{covered} trials had a group to cover with");
}

/// Whether the results of one group of those left out, or of few cases, follow from those of all.
fn is_known(sizes: &[usize], least: usize) -> bool {
    sizes.len() < 2 || sizes.iter().sum::<usize>() < least
}

#[test]
fn the_next_smallest_covers() {
    use Verdict::{Covering, Few, Told};
    assert_eq!(of_sizes(&[40, 10, 3], 5), [Told, Covering, Few]);
    assert_eq!(of_sizes(&[40, 10, 3, 4], 5), [Told, Told, Few, Few]);
    assert_eq!(of_sizes(&[40, 10, 1, 2], 5), [Told, Covering, Few, Few]);
    // Nobody is behind a group in which nothing is checked.
    assert_eq!(of_sizes(&[40, 0, 3], 5), [Covering, Told, Few]);
    assert_eq!(of_sizes(&[40, 10, 3], 1), [Told; 3]);
    assert_eq!(of_sizes(&[], 5), []);
}

#[test]
fn nothing_left_out_is_a_sum_of_what_several_breakdowns_tell() {
    for trial in 0..400 {
        let mut stream = stream(trial);
        let cases = 10 + few(&mut stream, 50.0);
        let least = 2 + few(&mut stream, 8.0) as u64;
        let mut breakdowns: Vec<Vec<Option<usize>>> = Vec::new();
        for breakdown in 0..3 {
            let count = 2.0 + few(&mut stream, 7.0) as f64;
            let mut groups: Vec<Option<usize>> =
                (0..cases).map(|_| Some(few(&mut stream, count))).collect();
            match (breakdown, stream.random_range(0..4)) {
                // Some have no name in a column, groups of one lie in one of another, or are the same but for a few.
                (_, 0) => groups[0] = None,
                (1.., 1) => {
                    let inner: Vec<Option<usize>> = breakdowns[0].clone();
                    groups = inner.iter().map(|group| group.map(|g| g / 2)).collect();
                }
                (1.., 2) => {
                    groups = breakdowns[breakdown - 1].clone();
                    groups[cases / 2] = Some(0);
                }
                _ => {}
            }
            breakdowns.push(groups);
        }
        check(&cells(cases, &breakdowns), cases, least, |check| check);
        // Some cases are checked twice or more.
        let of: Vec<usize> = (0..cases).map(|_| few(&mut stream, cases as f64)).collect();
        check(&cells(cases, &breakdowns), cases, least, |check| of[check]);
    }
}

#[test]
fn nothing_left_out_is_a_difference_of_periods_that_overlap() {
    for trial in 0..200 {
        let mut stream = stream(trial);
        let months: Vec<usize> = (0..15).map(|_| few(&mut stream, 9.0)).collect();
        let of: Vec<usize> = months
            .iter()
            .enumerate()
            .flat_map(|(month, size)| vec![month; *size])
            .collect();
        let by_month: Vec<Option<usize>> = of.iter().copied().map(Some).collect();
        let mut all = cells(of.len(), &[by_month]);
        for first in 0..4 {
            let window = |month: usize| (first..first + 12).contains(&month);
            all.push(Cell {
                breakdown: 2 + first,
                rank: 0,
                checks: (0..of.len()).filter(|case| window(of[*case])).collect(),
            });
        }
        let least = 2 + few(&mut stream, 5.0) as u64;
        check(&all, of.len(), least, |check| check);
    }
}

#[test]
fn two_thousand_people_are_decided_on_at_once() {
    let mut stream = stream(0);
    let cases = 24_000;
    let mut groups = |count: f64| -> Vec<Option<usize>> {
        (0..cases).map(|_| Some(few(&mut stream, count))).collect()
    };
    let breakdowns = [groups(2_000.0), groups(12.0), groups(40.0)];
    let cells = cells(cases, &breakdowns);
    let verdicts = left_out(&cells, 5, |check| check);
    assert!(verdicts.contains(&Verdict::Few) && verdicts[0] == Verdict::Told);
}

/// 77 cases of four people. Dee has four, and so has September; one kind of fail and one amount are hers alone. Her team and
/// her office less one other person each leave her.
fn list(folder: &Path) {
    let mut text =
        String::from("number,process,owner,team,office,closed,outcome,value,error,weight\n");
    let mut index = 0;
    for (name, count) in [("Ann", 31), ("Bob", 29), ("Cyd", 13), ("Dee", 4)] {
        let team = if name < "Cyd" { "large" } else { "small" };
        let office = if name == "Dee" || name == "Bob" {
            "hill"
        } else {
            "dale"
        };
        for turn in 0..count {
            let month = if turn == 2 { 9 } else { 1 + turn % 6 };
            let (outcome, error) = match (turn % 3 == 1, name) {
                (false, _) => ("pass", "0"),
                (true, "Dee") => ("fail-debt steer", "654.32"),
                (true, _) => ("fail", "10"),
            };
            text += &format!(
                "N{index},work of {name},{name},team {team},{office},2025-{month:02}-03,{outcome},1000,{error},5\n"
            );
            index += 1;
        }
    }
    fs::write(folder.join("results.csv"), text).expect("a file");
}

/// Everything in a folder, and in those within it.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            let text = fs::read_to_string(&path).expect("a text");
            files.push((path.display().to_string(), text));
        }
    }
    files
}

#[test]
fn no_output_and_no_file_tells_of_those_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    list(folder.path());
    let base = [
        "estimate",
        "results.csv",
        "--by",
        "owner",
        "--by",
        "team",
        "--by",
        "office",
        "--funnel",
        "owner",
        "--change",
        "owner=ann|dee",
        "--target",
        "99%",
        "--suppress-below",
        "5",
    ];
    for period in ["month", "quarter", "year", "rolling"] {
        let run = |more: &[&str]| -> String {
            let all = [&base[..], &["--period", period], more].concat();
            let output = program(folder.path(), &all).output().expect("it runs");
            assert!(output.status.success(), "{}", talk(&output));
            format!(
                "{}{}",
                String::from_utf8_lossy(&output.stdout),
                talk(&output)
            )
        };
        let mut texts = vec![
            ("explain".to_owned(), run(&["--explain", "error-gross"])),
            ("json".to_owned(), run(&["--format", "json"])),
            ("table".to_owned(), run(&["--out", period])),
        ];
        let written = files(&folder.path().join(period));
        assert!(written.len() >= 6, "{written:?}");
        texts.extend(written);
        for (name, text) in &texts {
            for secret in [
                "Ann",
                "Bob",
                "Cyd",
                "Dee",
                "dee",
                "debt steer",
                "2025-09",
                "£654",
                "£3,272",
            ] {
                assert!(
                    !text.contains(secret),
                    "{secret} in {name} by {period}: {text}"
                );
            }
            // What Dee's one error comes to, in itself and for the frame.
            let numbers = text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','));
            for number in numbers {
                let number = number.replace(',', "");
                let secret = number
                    .parse::<f64>()
                    .is_ok_and(|x| x == 654.32 || x == 3_271.6);
                assert!(!secret, "{number} in {name} by {period}: {text}");
            }
        }
        let (_, table) = &texts[2];
        let told =
            "owner: 1 with fewer than 5 checked cases, 3 so that others cannot be worked out";
        assert!(table.contains(told), "{table}");
        let report: serde_json::Value =
            serde_json::from_str(texts[1].1.trim()).expect("JSON and nothing else");
        let cases =
            |group: &serde_json::Value| group["figures"][0]["n"].as_u64().expect("a number");
        let groups = report["groups"].as_array().expect("groups");
        for by in ["owner", "team", "office", "period"] {
            let told: Vec<u64> = groups
                .iter()
                .filter(|group| group["by"] == by)
                .map(cases)
                .collect();
            let rest = cases(&groups[0]) - told.iter().sum::<u64>();
            assert!(rest == 0 || rest >= 5, "{by}: {told:?}");
            assert!(told.iter().all(|count| *count >= 5), "{by}: {told:?}");
        }
        assert_eq!(report["changes"].as_array().map(Vec::len), Some(0));
    }
}

#[test]
fn cases_that_have_no_say_are_not_what_two_figures_differ_by() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("number,team,outcome,weight\n");
    for index in 0..60 {
        // Of team 1 three were picked by hand, and two of them failed.
        let picked = index % 2 == 1 && index < 6;
        let outcome = if picked && index > 2 { "fail" } else { "pass" };
        let weight = if picked { "" } else { "5" };
        text += &format!("N{index},{},{outcome},{weight}\n", index % 2);
    }
    fs::write(folder.path().join("results.csv"), text).expect("a file");
    let run = |more: &[&str]| {
        let all = [&["estimate", "results.csv", "--by", "team"], more].concat();
        let output = program(folder.path(), &all).output().expect("it runs");
        assert!(output.status.success(), "{}", talk(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(run(&[]).contains("of checked cases only"));
    let text = run(&["--suppress-below", "5"]);
    let shown = text.split("Left out").next().expect("a report");
    assert!(shown.contains("team: 1"), "{text}");
    assert!(!shown.contains("of checked cases only"), "{text}");
}

/// What the report of a list, or of a sheet with its sample, tells with `--suppress-below 10`.
fn report(folder: &Path, more: &[&str]) -> (String, serde_json::Value) {
    let run = |format: &[&str]| {
        let all = [
            &["estimate", "results.csv", "--suppress-below", "10"],
            more,
            format,
        ]
        .concat();
        let output = program(folder, &all).output().expect("it runs");
        assert!(output.status.success(), "{}", talk(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let json = serde_json::from_str(&run(&["--format", "json"])).expect("JSON");
    (run(&[]), json)
}

/// The names of groups of figures, and of rows of counts, by a column.
fn told(report: &serde_json::Value, list: &str, by: &str) -> Vec<String> {
    let rows = report[list].as_array().expect("a list").iter();
    let rows = rows.filter(|row| row["by"] == by && row["suppressed"] != true);
    rows.map(|row| row["name"].as_str().expect("a name").to_owned())
        .collect()
}

/// Cases of a sheet: what they are called apart from their number, and the outcomes of income, effective-dates and
/// collection-charge.
fn sheet(folder: &Path, cases: &[(&str, &str, [&str; 3])]) {
    let mut drawn = String::from("number,process,close date,value,weight\n");
    let mut found = String::from(
        "number,process,attribute,outcome,comment,overstated,understated,corrections_required\n",
    );
    for (index, (process, weight, outcomes)) in cases.iter().enumerate() {
        let month = if *process == "tiny" { "05" } else { "04" };
        drawn += &format!("S{index},{process},2026-{month}-01,1000,{weight}\n");
        for (attribute, outcome) in ["income", "effective-dates", "collection-charge"]
            .iter()
            .zip(outcomes)
        {
            let failed = if *outcome == "fail" {
                "wrong,77,0,yes"
            } else {
                ",,,"
            };
            found += &format!("S{index},{process},{attribute},{outcome},{failed}\n");
        }
    }
    fs::write(folder.join("drawn.csv"), drawn).expect("a file");
    fs::write(folder.join("results.csv"), found).expect("a file");
}

#[test]
fn cases_that_are_checked_in_part_are_not_told_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut cases = vec![("big", "10", ["pass", "pass", "pass"]); 40];
    cases[3].2[0] = "fail";
    cases.extend([("tiny", "10", ["pass", "", ""]); 3]);
    cases[41].2[0] = "fail";
    sheet(folder.path(), &cases);
    let (text, json) = report(
        folder.path(),
        &[
            "--sample",
            "drawn.csv",
            "--by",
            "process",
            "--out",
            "out",
            "--force",
        ],
    );
    // All of them are one more fail than those that are checked.
    for by in ["activity", "month", "attribute", "fail"] {
        assert!(
            !told(&json, "counts", by).contains(&"tiny".into()),
            "{text}"
        );
        let all: u64 = json["counts"]
            .as_array()
            .expect("counts")
            .iter()
            .filter(|row| row["by"] == by)
            .map(|row| row["failed"].as_u64().expect("a number"))
            .sum();
        assert!(all <= 1, "{by}: {text}");
    }
    let counts = fs::read_to_string(folder.path().join("out/counts.csv")).expect("counts");
    assert!(
        !counts.contains("tiny") && !counts.contains("2026-05"),
        "{counts}"
    );
}

#[test]
fn cases_that_accuracy_does_not_apply_to_count_where_money_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut cases = vec![("y", "10", ["pass", "pass", "pass"]); 25];
    cases.extend([("z", "10", ["pass", "pass", "pass"]); 30]);
    cases.extend([("y2", "10", ["n/a", "n/a", "pass"]); 5]);
    for one in [3, 40, 56] {
        cases[one].2[2] = "fail";
    }
    sheet(folder.path(), &cases);
    let (text, json) = report(folder.path(), &["--sample", "drawn.csv", "--by", "process"]);
    assert_eq!(told(&json, "groups", "process"), ["z"], "{text}");
    assert_eq!(told(&json, "counts", "activity"), ["z"], "{text}");
    assert!(
        text.replace('\n', " ")
            .contains("cases had nothing that accuracy applies to"),
        "{text}"
    );
}

#[test]
fn a_case_that_is_checked_twice_counts_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("number,outcome,error,value,check,team\n");
    for index in 0..40 {
        let team = if index < 6 { "tiny" } else { "large" };
        for check in ["first", "second"] {
            let outcome = if index % 9 == 0 { "fail,50" } else { "pass,0" };
            text += &format!("S{index},{outcome},1000,{check},{team}\n");
        }
    }
    fs::write(folder.path().join("results.csv"), text).expect("a file");
    let change = ["--population", "400", "--change", "check=first|second"];
    let (text, json) = report(
        folder.path(),
        &[&change[..], &["--by", "team", "--funnel", "team"]].concat(),
    );
    assert!(told(&json, "groups", "team").is_empty(), "{text}");
    assert!(!text.contains("tiny") && !text.contains("large"), "{text}");
    let (text, json) = report(folder.path(), &[&change[..], &["--by", "check"]].concat());
    assert_eq!(
        told(&json, "groups", "check"),
        ["first", "second"],
        "{text}"
    );
}

#[test]
fn counts_do_not_tell_of_cases_whose_chance_nobody_knows() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("number,outcome,error,value,weight,process\n");
    for index in 0..63 {
        let outcome = if !(12..=60).contains(&index) {
            "fail,100"
        } else {
            "pass,0"
        };
        let weight = if index < 60 { "10" } else { "" };
        text += &format!("S{index},{outcome},1000,{weight},p\n");
    }
    fs::write(folder.path().join("results.csv"), text).expect("a file");
    let (text, json) = report(folder.path(), &[]);
    assert_eq!(json["counts"].as_array().map(Vec::len), Some(0), "{text}");
    assert!(
        text.replace('\n', " ")
            .contains("cases had a chance that nobody knows"),
        "{text}"
    );
}

/// A case of a random sheet.
struct Drawn {
    process: usize,
    known: bool,
    /// Something was found.
    begun: bool,
    checked: bool,
    /// Accuracy applies to it.
    applies: bool,
}

#[test]
fn nothing_left_out_follows_from_a_sheet_with_cases_of_every_kind() {
    let mut hidden = 0;
    for trial in 0..40 {
        let mut stream = stream(trial);
        let processes = 2.0 + few(&mut stream, 4.0) as f64;
        let rare = [0.02, 0.1, 0.5][stream.random_range(0..3)];
        let mut cases = Vec::new();
        let mut drawn = Vec::new();
        for _ in 0..60 + few(&mut stream, 60.0) {
            let mut is = || stream.random::<f64>() < rare;
            let (known, partial, none, not_applicable) = (!is(), is(), is(), is());
            let process = few(&mut stream, processes);
            let main = match stream.random_range(0..4) {
                0 => "fail",
                _ => "pass",
            };
            let outcomes = match (none, partial, not_applicable) {
                (true, ..) => ["", "", ""],
                (_, true, _) => [main, "", ""],
                (_, _, true) => ["n/a", "n/a", main],
                _ => [main, "pass", "pass"],
            };
            let checked = !none && !partial;
            drawn.push(Drawn {
                process,
                known,
                begun: !none,
                checked,
                applies: !(checked && not_applicable),
            });
            let weight = if known { "10" } else { "" };
            cases.push((
                ["p0", "p1", "p2", "p3", "p4", "p5"][process],
                weight,
                outcomes,
            ));
        }
        let folder = tempfile::tempdir().expect("a folder");
        sheet(folder.path(), &cases);
        let (text, json) = report(folder.path(), &["--sample", "drawn.csv", "--by", "process"]);
        for accuracy in [true, false] {
            let row = |of: &dyn Fn(&Drawn) -> bool| -> Vec<i128> {
                let of = drawn
                    .iter()
                    .map(|case| of(case) && (!accuracy || case.applies));
                of.map(i128::from).collect()
            };
            let mut open: Vec<Vec<i128>> = Vec::new();
            for group in json["groups"].as_array().expect("groups") {
                let name = group["name"].as_str().expect("a name");
                let mine = |case: &Drawn| name == "all" || name == format!("p{}", case.process);
                for figure in group["figures"].as_array().expect("figures") {
                    if (figure["figure"] == "accuracy") == accuracy {
                        let frame = figure["scope"] == "frame";
                        let seen =
                            row(&|case| mine(case) && case.checked && (case.known || !frame));
                        let n = seen.iter().sum::<i128>();
                        assert_eq!(figure["n"].as_i64().map(i128::from), Some(n), "{text}");
                        open.push(seen);
                    }
                }
            }
            for name in told(&json, "counts", "activity") {
                open.push(row(&|case| {
                    case.begun && name == format!("p{}", case.process)
                }));
            }
            for name in told(&json, "counts", "attribute") {
                let rest = name != "income";
                open.push(row(&|case| case.begun && (case.checked || !rest)));
            }
            if !told(&json, "counts", "fail").is_empty() {
                open.push(row(&|case| case.begun));
            }
            let known = rank(open.clone());
            for process in 0..7 {
                let mine = |case: &Drawn| process == 6 || case.process == process;
                let secrets: [&dyn Fn(&Drawn) -> bool; 5] = [
                    &|case| case.checked && case.known,
                    &|case| case.checked,
                    &|case| case.checked && !case.known,
                    &|case| case.begun,
                    &|case| case.begun && !case.checked,
                ];
                for secret in secrets {
                    let secret = row(&|case| mine(case) && secret(case));
                    if (1..10).contains(&secret.iter().sum::<i128>()) {
                        hidden += 1;
                        let with = [&open[..], std::slice::from_ref(&secret)].concat();
                        assert_eq!(
                            rank(with),
                            known + 1,
                            "{trial}, {process}: {secret:?} of {text}"
                        );
                    }
                }
            }
        }
    }
    assert!(hidden > 400, "{hidden} groups had few");
}
