//! Wrong and odd uses of `tierone sample` and `tierone estimate`: each is told what to do, and leaves nothing behind.

use crate::command;

use std::fs;
use std::path::Path;

use command::Bench;

/// The files of the example, with broken ones beside them.
fn bench() -> Bench {
    let bench = Bench::new();
    let quarter = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/examples/quarter");
    let read = |name: &str| fs::read_to_string(quarter.join(name)).expect("a file of the example");
    let results = read("results.csv");
    let lines: Vec<&str> = results.lines().collect();
    let with = |more: &str| format!("{}\n{more}\n", lines[..4].join("\n"));
    let number = lines[1].split(',').next().expect("a number");
    for (name, text) in [
        ("cases.csv", read("cases.csv")),
        ("drawn.csv", read("drawn/drawn.csv")),
        ("outcomes.csv", read("drawn/outcomes.csv")),
        ("empty.csv", String::new()),
        ("header.csv", format!("{}\n", lines[0])),
        ("number.csv", "number,team\n1,a\n".into()),
        (
            "weighted.csv",
            "number,outcome,weight\n1,pass,4\n2,fail,4\n".into(),
        ),
        ("bytes.csv", "\u{0}\u{1}\u{2}\n\u{0}".into()),
        ("stray.csv", with("SR99999999,x,income,pass,,,,,")),
        ("twice.csv", with(lines[3])),
        (
            "negative.csv",
            with(&format!("{number},x,debt,fail,why,-10,,,")),
        ),
        ("colour.csv", with(&format!("{number},x,debt,blue,,,,,"))),
        ("results.csv", results.clone()),
    ] {
        bench.write(name, text);
    }
    bench
}

#[test]
fn every_wrong_use_is_told_what_to_do_and_leaves_nothing() {
    let bench = bench();
    let before = bench.names(".");
    let estimate = "estimate results.csv --sample drawn.csv --out told";
    for (line, words) in [
        (
            "estimate weighted.csv --population 400 --out told",
            &["says itself how cases were drawn", "leave out --population"][..],
        ),
        (
            "estimate weighted.csv --attributes all --out told",
            &["has a row a case"],
        ),
        (
            "estimate weighted.csv --explain accuracy --out told",
            &["cannot be used with"],
        ),
        (
            "sample nowhere.csv --method census --out told",
            &["cannot read nowhere.csv"][..],
        ),
        (
            "sample empty.csv --method census --out told",
            &["it is empty"],
        ),
        (
            "sample cases.csv --method simple-randm --checks 5 --out told",
            &["did you mean `simple-random`?"],
        ),
        (
            "sample cases.csv --method dice --checks 5 --out told",
            &["`tierone list methods`"],
        ),
        (
            "sample cases.csv --method stratified --checks 5 --out told",
            &["needs `by`"],
        ),
        (
            "sample cases.csv --method simple-random --checks 0 --out told",
            &["a whole number from 1"],
        ),
        (
            "sample cases.csv --method simple-random --checks -4 --out told",
            &["a whole number from 1"],
        ),
        (
            "sample cases.csv --method simple-random --checks 1.5 --out told",
            &["a whole number from 1"],
        ),
        (
            "sample cases.csv --method census --where team=nobody --out told",
            &["loosen --where"],
        ),
        (
            "sample cases.csv --method census --where tem=x --out told",
            &["there is no column `tem`"],
        ),
        (
            "sample cases.csv --method census --map value=Worth --out told",
            &["`Worth`", "--map"],
        ),
        (
            "estimate empty.csv --sample drawn.csv --out told",
            &["it is empty"],
        ),
        (
            "estimate header.csv --sample drawn.csv --out told",
            &["no row that can be used"],
        ),
        (
            "estimate number.csv --out told",
            &["no column that says what was found", "--map"],
        ),
        ("estimate bytes.csv --out told", &["bytes.csv"]),
        ("estimate . --out told", &["cannot read"]),
        (
            "estimate outcomes.csv --sample drawn.csv --out told",
            &["nothing is checked yet", "outcome"],
        ),
        (
            "estimate drawn.csv --out told",
            &["no column that says what was found"],
        ),
        (
            "estimate stray.csv --sample drawn.csv --out told",
            &["was not drawn", "1 row is wrong", "--skip-bad-rows"],
        ),
        (
            "estimate twice.csv --sample drawn.csv --out told",
            &["is there already"],
        ),
        (
            "estimate negative.csv --sample drawn.csv --out told",
            &["is negative"],
        ),
        (
            "estimate colour.csv --sample drawn.csv --out told",
            &["`blue`"],
        ),
        (
            "estimate results.csv --sample outcomes.csv --out told",
            &["is an outcome sheet", "drawn.csv"],
        ),
        (
            "estimate results.csv --sample nowhere.csv --out told",
            &["cannot read nowhere.csv"],
        ),
        (
            "estimate results.csv --population 10 --out told",
            &["cannot be a sample of 10"],
        ),
        ("estimate results.csv --by team --out told", &["--sample"]),
    ] {
        refused(&bench, &line.split(' ').collect::<Vec<_>>(), words);
    }
    for (more, words) in [
        (
            &["--by", "colour"][..],
            &["there is no column `colour`"][..],
        ),
        (&["--funnel", "colour"], &["there is no column `colour`"]),
        (
            &["--where", "team = nobody"],
            &["none of 600 cases meets", "loosen --where"],
        ),
        (
            &["--closed", "2030-01-01..2030-02-01"],
            &["none of 600 cases meets", "--closed"],
        ),
        (
            &["--closed", "2026-09-01..2026-02-01"],
            &["ends before it begins"],
        ),
        (&["--closed", "2026"], &["write it like --closed"]),
        (&["--period", "week"], &["month, quarter, year or rolling"]),
        (
            &["--change", "team=team 1|team 99"],
            &["`team 99`", "there are team 1, team 2"],
        ),
        (&["--change", "team=team 1|Team 1"], &["are one group"]),
        (&["--change", "team=team 1"], &["write two groups"]),
        (
            &["--change", "team=team 1|dee", "--suppress-below", "9"],
            &["--by 'team' tells"],
        ),
        (&["--confidence", "100%"], &["below 100%"]),
        (&["--confidence", "-1"], &["below 100%"]),
        (&["--max-error", "-5"], &["an amount above 0"]),
        (&["--total-value", "0"], &["an amount above 0"]),
        (&["--tolerance", "-1"], &["write none"]),
        (&["--sensitivity", "45/0"], &["45/60"]),
        (&["--sensitivity", "-1"], &["45/60"]),
        (&["--suppress-below", "-1"], &["a whole number"]),
        (
            &["--target", "99.4"],
            &["write 99.4%, with its percent sign"],
        ),
        (&["--target", "mve-gros=1%"], &["did you mean mve-gross?"]),
        (&["--attributes", "incom"], &["did you mean `income`?"]),
        (&["--map", "value=Worth"], &["`Worth`"]),
        (&["--explain", "accuracyy"], &[": did you mean accuracy?"]),
    ] {
        let all = estimate.split(' ').chain(more.iter().copied());
        refused(&bench, &all.collect::<Vec<_>>(), words);
    }
    assert_eq!(bench.names("."), before, "something is left behind");
}

fn refused(bench: &Bench, arguments: &[&str], words: &[&str]) {
    let said = bench.run(arguments);
    assert_eq!(said.code, 2, "{arguments:?}: {}", said.err);
    for words in words {
        assert!(said.err.contains(words), "{arguments:?}: {}", said.err);
    }
    assert_eq!(said.out, "", "{arguments:?}");
}

#[test]
fn odd_uses_are_done_as_they_are_meant() {
    let bench = bench();
    let run = |line: &str| bench.done(&line.split(' ').collect::<Vec<_>>());
    let base = "estimate results.csv --sample drawn.csv";
    // A column asked for twice is one column.
    assert_eq!(
        run(&format!("{base} --by team --by Team")),
        run(&format!("{base} --by team"))
    );
    // Counts are of the same cases as figures.
    let april = run(&format!("{base} --closed 2025-04-01..2025-04-30"));
    assert!(
        april.contains("  2025-04:") && !april.contains("  2025-05:"),
        "{april}"
    );
    // The list in place of the draw says nothing of chances, and what would.
    let list = run("estimate results.csv --sample cases.csv");
    assert!(list.contains("name the drawn.csv of the sample"), "{list}");
    assert!(!list.contains("like the others of their"), "{list}");
    let many = bench.run(&[
        "sample",
        "cases.csv",
        "--method",
        "simple-random",
        "--checks",
        "9000",
        "--out",
        "all",
    ]);
    assert_eq!(many.code, 0, "{}", many.err);
    assert!(many.err.contains("4080 of 4080") || many.out.contains("4080 of 4080"));
    // Results of some cases only are of a smaller sample.
    let results = bench.read("results.csv");
    let half: Vec<&str> = results.lines().take(901).collect();
    bench.write("half.csv", half.join("\n"));
    assert!(
        run("estimate half.csv --sample drawn.csv")
            .contains("300 of 600 cases are not checked yet")
    );
    // Clusters say what they may miss.
    let drawn = "sample cases.csv --method cluster --set clusters=3 --out clusters";
    assert_eq!(bench.run(&drawn.split(' ').collect::<Vec<_>>()).code, 0);
    let sheet = bench.read("clusters/outcomes.csv");
    bench.write("passed.csv", sheet.replace(",,,,,,", ",pass,,,,,"));
    let told = run("estimate passed.csv --sample clusters/drawn.csv");
    assert!(told.contains("A sample of 3 clusters of"), "{told}");
    assert!(told.contains("a draw of few may miss them"), "{told}");
}
