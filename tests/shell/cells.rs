//! What cells mean: numbers, dates, text and amounts, as they are found over a whole column of a list.

use crate::command;

use command::{Bench, Said};

/// The call of a census of a list, and the numbers that it draws.
fn census(list: &str, more: &[&str]) -> (Said, Vec<String>) {
    draw(list, &[&["--method", "census"], more].concat())
}

fn draw(list: &str, more: &[&str]) -> (Said, Vec<String>) {
    let bench = Bench::new();
    bench.write("list.csv", list);
    let said = bench.run(&[&["sample", "list.csv", "--out", "out"], more].concat());
    let drawn = if said.code == 0 {
        bench.read("out/drawn.csv")
    } else {
        String::new()
    };
    let numbers = drawn.lines().skip(1);
    let numbers = numbers.map(|line| line.split([',', ';']).next().unwrap_or("").to_owned());
    (said, numbers.collect())
}

/// A list with numbers A1, A2 and so on, and one column more.
fn list(column: &str, cells: &[&str]) -> String {
    let rows = cells.iter().zip(1..);
    let rows = rows.map(|(cell, number)| format!("A{number},\"{cell}\"\n"));
    format!("number,{column}\n{}", rows.collect::<String>())
}

#[test]
fn conditions_compare_numbers_and_dates_and_tell_what_is_neither() {
    for (cells, condition, drawn, told) in [
        (
            &["12.5", "3", "pending", "1e2", "7"][..],
            "sum > 5",
            &[][..],
            "1 of 5 filled cells of `sum` are no numbers, such as `pending` in row 4",
        ),
        (
            &["12.5", "3", "tbc", "1e2", "£7"],
            "sum > 5",
            &["A1", "A4", "A5"],
            "such as `tbc` in row 4",
        ),
        (
            &["1 200,5", "900,0", "–", "12.000"],
            "sum >= 1200",
            &["A1", "A4"],
            "decimal comma",
        ),
        (
            &["1-Apr-2026 09:00", "31 Dec 2025", "unknown", "Apr 2, 2026"],
            "sum >= 2026-04-01",
            &["A1", "A4"],
            "column of dates",
        ),
        (
            &["04/13/2026", "12/25/2025", "05/01/2026"],
            "sum < 2026-05-01",
            &["A1", "A2"],
            "month-first",
        ),
        (
            &["04/03/2026", "12/05/2025"],
            "sum < 2026-05-01",
            &[],
            "--date-order",
        ),
        (&["small", "large"], "sum < medium", &[], "no dates"),
        (&["1.234", "2.345"], "sum > 5", &[], "--decimal"),
    ] {
        let (said, numbers) = census(&list("sum", cells), &["--where", condition]);
        assert_eq!(numbers, drawn, "{condition} on {cells:?}: {}", said.err);
        assert!(
            said.err.contains(told),
            "{condition} on {cells:?}: {}",
            said.err
        );
        assert_eq!(said.code, if drawn.is_empty() { 2 } else { 0 });
    }
    let days = list("sum", &["04/03/2026", "12/05/2025"]);
    let order = ["--where", "sum < 2026-04-01", "--date-order", "day-first"];
    assert_eq!(census(&days, &order).1, ["A1", "A2"]);
}

#[test]
fn groups_and_conditions_know_one_equality() {
    for (cells, value, equal) in [
        (&["007", "7", "7.00", "07", "8"][..], "7", 4),
        (
            &["North East", "north-east", "NORTH_EAST", "West"],
            "north east",
            3,
        ),
        (&["007", "7", "B7"], "007", 1),
        (&["1,000", "1000.00", "1e3", "2"], "1000", 3),
        (
            &["1/4/2026", "01-04-2026", "2026-04-01", "30/4/2026"],
            "2026-04-01",
            3,
        ),
    ] {
        let text = list("team", cells);
        let condition = format!("team = {value}");
        let (said, numbers) = census(&text, &["--where", &condition]);
        assert_eq!(numbers.len(), equal, "{condition}: {}", said.err);
        let strata = cells.len() - equal + 1;
        let (said, _) = draw(&text, &["--method", "per-team", "--checks", "1"]);
        let told = if strata == 1 {
            "1 stratum"
        } else {
            &format!("{strata} strata")
        };
        assert!(said.out.contains(told), "{cells:?}: {}", said.out);
        let bench = Bench::new();
        let results = text
            .replacen("team\n", "team,outcome\n", 1)
            .replace("\"\n", "\",pass\n");
        bench.write("results.csv", results);
        let said = bench.done(&[
            "estimate",
            "results.csv",
            "--population",
            "99",
            "--by",
            "team",
        ]);
        assert_eq!(said.matches("team: ").count(), strata, "{cells:?}: {said}");
    }
}

#[test]
fn amounts_have_the_decimal_sign_of_their_column() {
    let two = ["--method", "value-weighted", "--checks", "2", "--seed", "3"];
    for (cells, told) in [
        (&["1.200", "2.500", "0,5"][..], "decimal comma"),
        (&["1.200.000", "2.500"], "decimal comma"),
        (&["3703.6800000000003", "2e+06", "1e3"], "decimal point"),
        (&["1,200", "2,500"], "2 cases"),
        (&["1 200.5", "1\u{a0}200", "12'000"], "decimal point"),
        (&["12.50-", "(3.00)", "£4"], "2 with a value below 0"),
    ] {
        let (said, _) = draw(&list("value", cells), &two);
        assert_eq!(said.code, 0, "{cells:?}: {}", said.err);
        let all = format!("{}{}", said.out, said.err);
        assert!(all.contains(told), "{cells:?}: {all}");
    }
    for (cells, told) in [
        (
            &["1.200", "2.500", "900"][..],
            "--decimal point or --decimal comma",
        ),
        (&["1.200", "1,200"], "some a decimal comma"),
        (&["1.5", "2,5"], "some a decimal comma"),
        (&["1.0055"], "parts of a penny"),
    ] {
        let (said, _) = draw(&list("value", cells), &two);
        assert_eq!(said.code, 2, "{cells:?}");
        assert!(said.err.contains(told), "{cells:?}: {}", said.err);
    }
    let unclear = list("value", &["1.200", "2.500", "900", "12.000"]);
    let comma = [&two[..], &["--decimal", "comma"]].concat();
    assert_eq!(
        draw(&unclear, &comma).1.last().map(String::as_str),
        Some("A4")
    );
    let semicolons =
        "number;value;close date\nA1;1.200;03.07.2026\nA2;900;14.07.2026\nA3;12.000;14.07.2026\n";
    let (said, numbers) = draw(semicolons, &["--method", "value-weighted", "--checks", "1"]);
    assert!(said.err.contains("points divide thousands"), "{}", said.err);
    assert!(!numbers.is_empty());
}

#[test]
fn cases_that_a_draw_by_value_cannot_reach_are_told() {
    let text = list("value", &["-100", "(200)", "0", "1000", "", "500"]);
    let by_value = ["--method", "value-weighted", "--checks", "2"];
    let (said, _) = draw(&text, &by_value);
    let told = "4 more have no value above 0 and are not in the frame";
    assert!(said.out.contains(told), "{}", said.out);
    let told = "4 of 6 cases are not in the frame";
    assert!(said.err.contains(told), "{}", said.err);
    assert!(
        said.err
            .contains("1 with no value, 1 with a value of 0, 2 with a value below 0")
    );
    let (said, _) = draw(&list("value", &["10", "20"]), &by_value);
    assert!(!said.err.contains("not in the frame"), "{}", said.err);
    // What other methods draw, an estimate takes.
    let bench = Bench::new();
    bench.write("list.csv", &text);
    bench.done(&["sample", "list.csv", "--method", "census", "--out", "out"]);
    bench.write(
        "found.csv",
        "number,outcome,error\nA1,fail,10\nA2,pass,\nA3,pass,\nA4,pass,\nA5,pass,\nA6,pass,\n",
    );
    let said = bench.done(&["estimate", "found.csv", "--sample", "out/drawn.csv"]);
    assert!(said.contains("2 cases have a value below zero"), "{said}");
}

#[test]
fn dates_are_read_as_files_write_them_or_what_is_wrong_is_named() {
    let (said, numbers) = census(
        &list(
            "close date",
            &[
                "03-SEPT-2026 10:15",
                "31 Dec 2026 10:15:00 PM",
                "2026-09-03T23:30:00+01:00",
                "Friday, 4 September 2026",
                "20260903",
                "03/09/26",
                "13/09/2026 1:05 am",
            ],
        ),
        &["--closed", "2026-09-01..2026-09-30"],
    );
    assert_eq!(
        numbers,
        ["A1", "A3", "A4", "A5", "A6", "A7"],
        "{}",
        said.err
    );
    assert!(
        said.err
            .contains("warning: 1 date of `close date` has a year of two digits")
    );
    assert!(said.err.contains("time zone"), "{}", said.err);
    let (said, numbers) = census(
        &list("close date", &["31/12/99", "01/02/26"]),
        &["--closed", "1990-01-01..2026-12-31"],
    );
    assert_eq!(numbers, ["A1", "A2"]);
    assert!(
        said.err.contains("69 to 99 as 1969 to 1999"),
        "{}",
        said.err
    );
    for (cells, told) in [
        (&["2026-09-03", "46204"][..], "spreadsheet keeps a day"),
        (&["2026-09-03", "soon"], "`soon` is no date"),
        (&["2026-02-30"], "no day of the calendar"),
        (&["03/04/2026"], "--date-order"),
    ] {
        let (said, _) = census(&list("close date", cells), &[]);
        assert!(said.err.contains(told), "{cells:?}: {}", said.err);
        assert_eq!(said.code, 2);
    }
}

#[test]
fn what_many_rows_have_wrong_is_listed_once() {
    let cells: Vec<&str> = ["soon", "later"].into_iter().cycle().take(600).collect();
    let (said, _) = census(&list("close date", &cells), &[]);
    assert!(said.err.contains("`soon` is no date"), "{}", said.err);
    assert!(said.err.contains("(and in 299 more rows)"), "{}", said.err);
    assert!(said.err.lines().count() < 10, "{}", said.err);
}

#[test]
fn a_draw_keeps_how_its_list_is_read_and_an_estimate_takes_it_from_there() {
    let bench = Bench::new();
    bench.write(
        "list.csv",
        "Ref;Sum;Closed\nA1;1.200;01/02/2026\nA2;900;03/02/2026\nA3;12.000;31/12/2025\nA4;1,5;01/02/2026\n",
    );
    let told = ["--map", "value=Sum", "--pass", "ja", "--fail", "nein"];
    let call = [
        "sample",
        "list.csv",
        "--method",
        "census",
        "--out",
        "out",
        "--where",
        "Closed > 2026-01-01",
    ];
    bench.done(&[&call[..], &told].concat());
    let record = bench.read("out/audit.json");
    for part in [
        "\"value\": \"Sum\"",
        "\"ja\"",
        "\"nein\"",
        "\"day-first\"",
        "\"comma\"",
    ] {
        assert!(record.contains(part), "{part}: {record}");
    }
    // The dates drawn leave their order open, and the words are nobody's but theirs.
    bench.write(
        "found.csv",
        "number,outcome,error\nA1,ja,\nA2,nein,90\nA4,ja,\n",
    );
    let said = bench.run(&[
        "estimate",
        "found.csv",
        "--sample",
        "out/drawn.csv",
        "--period",
        "month",
    ]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("period: 2026-02"), "{}", said.out);
    assert!(said.out.contains("66.667 %"), "{}", said.out);
    // £90 of £1,200.00 + £900.00 + £1.50.
    assert!(said.out.contains("4.283 %"), "{}", said.out);
}

#[test]
fn columns_and_activities_are_found_loosely() {
    for name in [
        "SR No",
        "Case ID",
        "Ref",
        "CASE_REFERENCE",
        "sr-number",
        "Reference No.",
    ] {
        let (said, numbers) = census(&format!("{name},Team Name\n1,a\n2,b\n"), &[]);
        assert_eq!(numbers, ["1", "2"], "{name}: {}", said.err);
        assert!(said.err.contains("team in `Team Name`"), "{}", said.err);
    }
    for process in ["change-of-income", "Change of Income", "CHANGE_OF_INCOME"] {
        let bench = Bench::new();
        bench.write(
            "list.csv",
            format!("id,activity,owner\n1,{process},ann\n2,{process},bob\n"),
        );
        let said = bench.run(&[
            "sample",
            "list.csv",
            "--scenario",
            "office.toml",
            "--policy",
            "two each",
            "--check",
            "two of anything",
            "--out",
            "out",
        ]);
        assert!(
            said.out.contains("2 of 2 cases"),
            "{process}: {}{}",
            said.out,
            said.err
        );
    }
}

#[test]
fn columns_are_explained_with_their_names_and_types() {
    let said = Bench::new().done(&["explain", "columns"]);
    for part in [
        "value (amount)",
        "close date (date)",
        "SR no",
        "number (identifier, required)",
        "audited value",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
