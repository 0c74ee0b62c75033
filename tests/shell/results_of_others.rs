//! Results as other people have them: words of their own, audited values, sizes of strata, numbers that a spreadsheet spoilt.

use std::fs;

use crate::command;

use command::{Bench, Said};

fn estimate(results: &str, more: &[&str]) -> Said {
    let bench = Bench::new();
    bench.write("results.csv", results);
    bench.run(&[&["estimate", "results.csv"], more].concat())
}

fn accuracy(said: &Said) -> String {
    let line = said.out.lines().find(|line| line.starts_with("accuracy"));
    let line = line.unwrap_or_else(|| panic!("no accuracy: {}{}", said.out, said.err));
    line.split_whitespace().nth(1).unwrap_or("").to_owned()
}

#[test]
fn any_two_words_are_a_pass_and_a_fail() {
    for (words, options) in [
        (["0", "1"], &["--pass", "0", "--fail", "1"][..]),
        (["0", "1"], &["--fail", "1"]),
        (["1.0", "0.0"], &["--pass", "1"]),
        (["Yes", "No"], &["--pass", "yes", "--fail", "no"]),
        (["right", "WRONG"], &["--fail", "wrong"]),
        (["TRUE", "FALSE"], &["--pass", "true"]),
        (
            ["in order", "not in order"],
            &["--pass", "in-order", "--fail", "not in order"],
        ),
    ] {
        let [pass, fail] = words;
        let text = format!("number,outcome\n1,{pass}\n2,{pass}\n3,{fail}\n4,{pass}\n");
        let said = estimate(&text, &[&["--population", "100"], options].concat());
        assert_eq!(accuracy(&said), "75.0", "{words:?}: {}", said.err);
    }
    let text = "number,outcome\n1,Yes\n2,No\n3,Yes\n";
    let said = estimate(text, &["--population", "100"]);
    assert!(said.err.contains("`Yes` is no outcome"), "{}", said.err);
    assert!(said.err.contains("--pass or --fail"), "{}", said.err);
    assert!(said.err.contains("(and in 1 more row)"), "{}", said.err);
    // A third word is not taken for a pass.
    let text = "number,outcome\n1,fine\n2,wrong\n3,later\n";
    let said = estimate(text, &["--population", "100", "--fail", "wrong"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("`later` is no outcome"), "{}", said.err);
    let text = "number,outcome\n1,fine\n2,wrong\n3,\n4,fine\n";
    let said = estimate(text, &["--population", "100", "--fail", "wrong"]);
    assert!(
        said.out.contains("1 of 4 cases are not checked yet"),
        "{}",
        said.out
    );
}

#[test]
fn an_audited_value_is_what_is_over_or_under() {
    for (text, over, under) in [
        (
            "id,bookValue,auditValue\n1,100,100\n2,200,150\n",
            "£250",
            "£0",
        ),
        (
            "id,Book Value,Audited Amount\n1,\"1,100\",\"1,150\"\n2,200,200\n",
            "£0",
            "£250",
        ),
        (
            "id,value,true value\n1,(100),(150)\n2,200,200\n",
            "£250",
            "£0",
        ),
        (
            "id,amount,correct amount\n1,100,0\n2,200,225\n",
            "£500",
            "£125",
        ),
    ] {
        let said = estimate(text, &["--population", "10"]);
        let figure = |name: &str| {
            let line = said.out.lines().find(|line| line.starts_with(name));
            let line = line.unwrap_or_else(|| panic!("no {name}: {}{}", said.out, said.err));
            line.split_whitespace().nth(1).unwrap_or("").to_owned()
        };
        assert_eq!(
            (figure("error-over"), figure("error-under")),
            (over.into(), under.into()),
            "{text}"
        );
    }
    let text = "id,bookValue,auditValue\n1,100,100\n2,200,150\n";
    let maps = ["--map", "error=auditValue", "--population", "10"];
    let said = estimate(text, &maps);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("--map 'audited value=auditValue'"),
        "{}",
        said.err
    );
    let text = "id,bookValue,auditValue\n1,100,100\n2,,150\n";
    let said = estimate(text, &["--population", "10"]);
    assert!(
        said.out
            .contains("1 cases have an audited value and no value"),
        "{}",
        said.out
    );
}

#[test]
fn sizes_of_strata_are_a_design() {
    for (header, rows) in [
        (
            "outcome,stratum,stratum_size",
            "pass,a,200\nfail,a,200\npass,b,50\npass,b,50\n",
        ),
        (
            "outcome,Stratum,Stratum Population",
            "pass,A,\"200\"\nfail,a,200\npass,b,50\npass,b,50\n",
        ),
        (
            "outcome,strata,stratum total,stratum sample size",
            "pass,a,200,2\nfail,a,200,2\npass,b,50,2\npass,b,50,2\n",
        ),
        (
            "outcome,stratum,stratum size",
            "pass,a,200\nfail,a,\npass,b,50\npass,b,\n",
        ),
        (
            "outcome,stratum,stratum size",
            "pass,a,200.0\nfail,a,2e2\npass,b,50\npass,b,50\n",
        ),
    ] {
        let numbered: String = rows
            .lines()
            .zip(1..)
            .map(|(row, n)| format!("{n},{row}\n"))
            .collect();
        let said = estimate(&format!("number,{header}\n{numbered}"), &[]);
        assert_eq!(
            accuracy(&said),
            "60.0",
            "{header}: {}{}",
            said.out,
            said.err
        );
        assert!(
            said.out.contains("stratified random sample of 2 strata"),
            "{}",
            said.out
        );
    }
}

#[test]
fn what_a_spreadsheet_did_to_a_number_is_named() {
    for (drawn, found, told) in [
        ("00042", "42", "drops zeros in front"),
        ("1230000000000456", "1.23E+15", "shortened"),
        ("1234567890123456", "1234567890123450", "15 digits"),
        ("2026-07-01", "46204", "keeps a day as a number"),
        ("SR-0042", "sr 0042", "write it in the same way"),
    ] {
        let bench = Bench::new();
        bench.write(
            "drawn.csv",
            format!("number,inclusion_probability\n{drawn},0.2\nB,0.2\n"),
        );
        bench.write(
            "found.csv",
            format!("number,outcome\n{found},pass\nB,pass\n"),
        );
        let said = bench.run(&["estimate", "found.csv", "--sample", "drawn.csv"]);
        assert_eq!(said.code, 2);
        assert!(said.err.contains(told), "{found}: {}", said.err);
    }
    let bench = Bench::new();
    bench.write("list.csv", "number\n1.23E+15\n1.24E+15\n7\n");
    let said = bench.run(&["sample", "list.csv", "--method", "census", "--out", "out"]);
    assert!(
        said.err.contains("warning: 2 numbers in `number`"),
        "{}",
        said.err
    );
    bench.write("list.csv", "number\n1.23E+15\n1.23E+15\n7\n");
    let said = bench.run(&["sample", "list.csv", "--method", "census", "--out", "twice"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("format the column as text"),
        "{}",
        said.err
    );
}

#[test]
fn a_chart_that_was_asked_for_and_is_not_there_says_why() {
    let rows = |outcome: fn(usize) -> &'static str, owners: usize| -> String {
        let rows = (0..12).map(|n| {
            let (owner, month) = (n % owners, n % 3 + 1);
            format!("S{n},{},o{owner},2026-0{month}-15\n", outcome(n))
        });
        format!(
            "number,outcome,owner,close date\n{}",
            rows.collect::<String>()
        )
    };
    let asked = [
        "--population",
        "5000",
        "--period",
        "month",
        "--funnel",
        "owner",
        "--out",
        "O",
    ];
    for (text, told) in [
        (
            rows(|_| "pass", 4),
            &[
                "no funnel of `owner`: nothing failed",
                "no control chart: nothing failed",
            ][..],
        ),
        (
            rows(|_| "fail", 4),
            &["no funnel of `owner`: everything that was checked failed"],
        ),
        (
            rows(|n| if n % 2 == 0 { "pass" } else { "fail" }, 1),
            &["no funnel of `owner`: only one of the groups"],
        ),
        (
            rows(|n| if n == 0 { "fail" } else { "" }, 4),
            &["no control chart: only one of the periods"],
        ),
    ] {
        let said = estimate(&text, &asked);
        for part in told {
            let plain = said.out.replace('\n', " ");
            assert!(plain.contains(part), "{part}: {}{}", said.out, said.err);
        }
    }
    let text = rows(|n| if n % 3 == 0 { "fail" } else { "pass" }, 4);
    let said = estimate(&text, &asked);
    assert!(!said.out.contains("no funnel"), "{}", said.out);
    let rolling = ["--population", "5000", "--period", "rolling"];
    assert!(estimate(&text, &rolling).out.contains("no control chart"));
}

#[test]
fn results_are_held_to_the_targets_of_a_scenario() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/first-steps.toml");
    let targets = "\n[[policy.target]]\nname = \"right\"\nmeasure = \"accuracy\"\nat_least = \"50%\"\n\
                   [[policy.target]]\nname = \"money\"\nmeasure = \"mve-decided\"\nat_most = \"0.1%\"\n\
                   [[policy.target]]\nname = \"cheap\"\nmeasure = \"cost\"\nat_most = 5\n";
    let text = fs::read_to_string(office).expect("a scenario") + targets;
    fs::write(folder.path().join("office.toml"), text).expect("a scenario");
    let mut results = String::from("number,outcome,value,error\n");
    for case in 0..60 {
        let (outcome, error) = if case % 10 == 0 {
            ("fail", 90)
        } else {
            ("pass", 0)
        };
        results.push_str(&format!("{case},{outcome},1000,{error}\n"));
    }
    fs::write(folder.path().join("r.csv"), results).expect("results");
    let report = command::told::estimate(
        folder.path(),
        &["r.csv", "--population", "5000", "--scenario", "office.toml"],
    );
    let told = report["groups"][0]["targets"].as_array().expect("targets");
    let chance = |at: usize| told[at]["probability"].as_f64().expect("a probability");
    assert_eq!(
        (told.len(), &told[0]["figure"], &told[1]["figure"]),
        (2, &"accuracy".into(), &"mve-gross".into())
    );
    assert!(chance(0) > 0.999 && chance(1) < 0.1, "{told:?}");
}
