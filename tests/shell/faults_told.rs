//! What is told of files that somebody changed, or that lack something: where it stands, and what to do.

use crate::command::{Bench, Said};

/// 200 cases of two teams, decided in June; Kit Price decides in both.
fn list() -> String {
    let mut text = "Ref,team,Decided by,close date,value\n".to_owned();
    for case in 0..200 {
        let team = ["North", "South"][case % 2];
        let owner = match case % 20 {
            0 | 1 => "Kit Price".to_owned(),
            _ => format!("{team} {}", case % 8),
        };
        let day = 1 + case % 30;
        text += &format!("A{case},{team},{owner},2026-06-{day:02},{}\n", 900 + case);
    }
    text
}

const MAPS: [&str; 4] = ["--map", "number=Ref", "--map", "case owner=Decided by"];

/// A bench with 40 cases drawn of the list into `drawn`, all of them passed.
fn drawn() -> Bench {
    let bench = Bench::new();
    bench.write("list.csv", list());
    bench.done(
        &[
            &[
                "sample",
                "list.csv",
                "--method",
                "stratified",
                "--set",
                "by=team",
            ][..],
            &[
                "--checks",
                "40",
                "--attributes",
                "decision",
                "--out",
                "drawn",
            ],
            &MAPS,
        ]
        .concat(),
    );
    let drawn = bench.read("drawn/drawn.csv");
    let rows = drawn
        .lines()
        .skip(1)
        .filter_map(|row| row.split(',').next());
    let rows: String = rows.map(|number| format!("{number},pass,,\n")).collect();
    bench.write("results.csv", format!("Ref,outcome,over,under\n{rows}"));
    bench
}

fn estimate(bench: &Bench, more: &[&str]) -> Said {
    let told = ["estimate", "results.csv", "--sample", "drawn/drawn.csv"];
    bench.run(&[&told[..], more].concat())
}

/// What is said of the draw after a change of its file.
fn said_after(change: impl Fn(&str) -> String) -> String {
    let bench = drawn();
    bench.write("drawn/drawn.csv", change(&bench.read("drawn/drawn.csv")));
    let said = estimate(&bench, &[]);
    flat(&format!("{}{}", said.out, said.err))
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The file with another cell in a column of its third row.
fn cell(text: &str, column: &str, is: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let place = lines[0].split(',').position(|name| name == column);
    let mut cells: Vec<&str> = lines[2].split(',').collect();
    cells[place.expect("the column")] = is;
    lines[2] = cells.join(",");
    lines.join("\n") + "\n"
}

#[test]
fn a_column_of_numbers_that_is_missing_from_the_results_is_told() {
    let bench = drawn();
    bench.write("results.csv", "outcome\npass\nfail\n");
    let said = estimate(&bench, &[]);
    assert_eq!(said.code, 2);
    let part = "results.csv has no column for `number`, which is said to be in column `Ref`";
    assert!(said.err.contains(part), "{}", said.err);
}

#[test]
fn what_was_changed_in_a_draw_is_told_with_its_row() {
    assert!(!said_after(str::to_owned).contains("is not what `tierone sample` wrote"));
    let size = said_after(|text| cell(text, "stratum_size", "700"));
    let part = "row 3, column `stratum_size`: stratum size 700, other rows of";
    assert!(size.contains(part), "{size}");
    let chance = said_after(|text| cell(text, "inclusion_probability", "0.5"));
    assert!(
        chance.contains("row 3, column `inclusion_probability`: a chance of 0.5, other rows"),
        "{chance}"
    );
    let value = said_after(|text| cell(text, "value", "999999"));
    assert!(
        value.contains("its cases are worth £")
            && value.contains("is not what `tierone sample` wrote"),
        "{value}"
    );
    let fewer = said_after(|text| {
        text.lines()
            .take(39)
            .map(|line| format!("{line}\n"))
            .collect()
    });
    assert!(
        fewer.contains("it has 38 cases, and 40 were drawn"),
        "{fewer}"
    );
}

#[test]
fn a_stratum_with_another_name_in_one_row_is_told() {
    let moved = said_after(|text| {
        let row = text.lines().nth(2).expect("a row");
        let other = if row.contains("North") {
            "South"
        } else {
            "North"
        };
        cell(text, "stratum", other)
    });
    assert!(
        moved.contains("is not what `tierone sample` wrote"),
        "{moved}"
    );
}

#[test]
fn a_column_that_a_map_names_is_not_one_that_was_not_read() {
    let bench = drawn();
    let results = bench
        .read("results.csv")
        .replace("Ref,outcome,over", "Ref,outcome,Remarks");
    bench.write("results.csv", results.replacen(",pass,", ",,", 1));
    let said = estimate(&bench, &["--map", "comment=Remarks"]);
    assert!(!said.err.contains("not read: `Remarks`"), "{}", said.err);
    assert!(
        said.out.contains("1 case of 40 is not checked yet"),
        "{}",
        said.out
    );
    assert!(
        !said.out.contains("If outcomes stand there"),
        "{}",
        said.out
    );
}

#[test]
fn negative_amounts_and_strays_are_told_in_the_order_of_rows() {
    let bench = drawn();
    let first = bench
        .read("results.csv")
        .lines()
        .nth(1)
        .expect("a row")
        .replace(",pass,,", ",fail,-120.50,");
    bench.write(
        "results.csv",
        format!("Ref,outcome,overstated,understated\n{first}\nZ9,pass,,\nZ1,pass,,\n"),
    );
    let said = estimate(&bench, &["--skip-bad-rows"]);
    let err = flat(&said.err);
    assert!(
        err.contains("if it went the other way, write it without its sign in `understated`"),
        "{err}"
    );
    let strays = "row 3, column `Ref`: `Z9` was not drawn row 4, column `Ref`: `Z1` was not drawn";
    assert!(err.contains(strays), "{err}");
}

#[test]
fn words_for_nothing_in_a_list_say_nothing() {
    let bench = Bench::new();
    bench.write(
        "list.csv",
        list()
            .replace(",900\n", ",n/a\n")
            .replace(",902\n", ",TBC\n"),
    );
    let said = bench.run(
        &[
            &[
                "sample",
                "list.csv",
                "--method",
                "simple-random",
                "--checks",
                "200",
            ][..],
            &MAPS,
        ]
        .concat(),
    );
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err.contains("there are 2 with no value"),
        "{}",
        said.err
    );
    bench.write("results.csv", "Ref,outcome\nA0,pass\nA1,pass\n");
    let told = [
        "estimate",
        "results.csv",
        "--sample",
        "samples/list/drawn.csv",
    ];
    bench.done(&told);
}

#[test]
fn a_day_far_from_all_others_is_told_in_a_draw_and_in_its_estimate() {
    let bench = Bench::new();
    bench.write(
        "list.csv",
        list().replace("A7,South,South 7,2026-", "A7,South,South 7,2206-"),
    );
    let said = bench.run(
        &[
            &[
                "sample",
                "list.csv",
                "--method",
                "simple-random",
                "--checks",
                "200",
            ][..],
            &MAPS,
        ]
        .concat(),
    );
    let part = "Row 9 has 2206-06-08 in `close date`";
    assert!(said.err.contains(part), "{}", said.err);
    bench.write("results.csv", "Ref,outcome\nA0,pass\nA1,pass\n");
    let told = [
        "estimate",
        "results.csv",
        "--sample",
        "samples/list/drawn.csv",
    ];
    assert!(flat(&bench.done(&told)).contains("2206-06-08"));
}

#[test]
fn a_name_that_stands_in_two_teams_is_told_where_people_are_grouped() {
    let part = "1 name stands in `Decided by` with more than one team, such as `Kit Price` in `North` and `South`";
    let bench = Bench::new();
    bench.write("list.csv", list());
    let draw = |method: &str| {
        let told = [
            "sample", "list.csv", "--method", method, "--checks", "5", "--force",
        ];
        bench.run(&[&told[..], &MAPS].concat()).err
    };
    assert!(draw("per-caseworker").contains(part));
    assert!(!draw("simple-random").contains("more than one team"));
    let bench = drawn();
    bench.write("list.csv", list());
    let said = flat(&estimate(&bench, &["--by", "Decided by"]).out);
    let drawn = bench.read("drawn/drawn.csv");
    let of = |team: &str| drawn.contains(&format!(",{team},Kit Price,"));
    assert!(of("North") && of("South"), "the seed draws some of both");
    assert!(said.contains(part), "{said}");
    assert!(!flat(&estimate(&bench, &[]).out).contains("more than one team"));
}

#[test]
fn chance_decides_how_many_cases_are_drawn_by_value() {
    let bench = Bench::new();
    bench.write("list.csv", list());
    let told = [
        "sample",
        "list.csv",
        "--method",
        "value-weighted",
        "--checks",
        "30",
    ];
    let said = bench.run(&[&told[..], &MAPS].concat());
    assert!(
        flat(&said.err).contains("about 30 on average, in 95 of 100 draws within"),
        "{}",
        said.err
    );
}
