//! `tierone run --sweep`: grids over keys, to runs of each point; charts, refusals, and going on.

use crate::command::{Bench, said};

const GRID: &str = r#"
title = "Grid"
[horizon]
start = 2026-04-01
period = "month"
periods = 2
[[activity]]
name = "all"
volume = 600
value = { distribution = "constant", value = 1000 }
errors = { income = { assumed = "4%", low = "2%", high = "8%" } }
[workforce]
caseworkers = 20
[[policy]]
name = "many"
[[policy.check]]
name = "the audit, 1.5"
sample = { method = "simple-random", checks = 60 }
checker = { minutes = 30, hourly_cost = 20 }
[[policy]]
name = "few"
[[policy.check]]
name = "audit"
sample = { method = "simple-random", checks = 30 }
checker = { minutes = 40, hourly_cost = 20 }
"#;

const CHECKS: &str = "policy.many.check.the audit, 1.5.sample.checks=20..60/20";
const RATE: &str = "activity.all.errors.income=2%..6%/2%";

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("grid.toml", GRID);
    bench
}

/// The mean of a measure of a policy in a run of a scenario.
fn ran(bench: &Bench, text: &str, policy: &str, measure: &str) -> String {
    bench.write("point.toml", text);
    bench.done(&[
        "run",
        "point.toml",
        "--replications",
        "6",
        "--out",
        "point",
        "--force",
    ]);
    let summary = bench.read("point/summary.csv");
    let row = summary
        .lines()
        .find(|line| line.starts_with(&format!("{policy},,,,{measure},")));
    row.and_then(|row| row.split(',').nth(6))
        .expect("a mean")
        .to_owned()
}

#[test]
fn every_point_has_the_figures_that_a_run_of_it_has() {
    let bench = bench();
    let sweep = [
        "run",
        "grid.toml",
        "--replications",
        "6",
        "--measures",
        "accuracy,errors_found",
        "--out",
        "out",
    ];
    let printed = bench.done(&[&sweep[..], &["--sweep", RATE, "--sweep", CHECKS]].concat());
    assert!(printed.contains("lowest"), "{printed}");
    let csv = bench.read("out/sweep.csv");
    let head = "activity.all.errors.income,\"policy.many.check.the audit, 1.5.sample.checks\",policy,measure,unit,replications,mean,mcse,p2_5,p97_5,change,change_mcse";
    assert_eq!(csv.lines().next(), Some(head));
    // Nine points, two measures, of the policy whose key varies.
    assert_eq!(csv.lines().count(), 19, "{csv}");
    for (rate, checks) in [("2%", "20"), ("6%", "40")] {
        let text = GRID
            .replace(
                "{ assumed = \"4%\", low = \"2%\", high = \"8%\" }",
                &format!("\"{rate}\""),
            )
            .replace("checks = 60", &format!("checks = {checks}"));
        for measure in ["accuracy", "errors_found"] {
            let row = csv
                .lines()
                .find(|line| line.starts_with(&format!("{rate},{checks},many,{measure},")));
            let mean = row.and_then(|row| row.split(',').nth(6)).expect("a row");
            assert_eq!(
                mean,
                ran(&bench, &text, "many", measure),
                "{rate} {checks} {measure}"
            );
        }
    }
    for name in ["charts/sweep-1.svg", "charts/sweep-2.svg"] {
        let svg = bench.read(&format!("out/{name}"));
        assert!(
            svg.contains("<title") && svg.contains("under “many”"),
            "{name}"
        );
    }
    // The same again, whatever the number of threads.
    bench.done(
        &[
            &sweep[..7],
            &[
                "again",
                "--sweep",
                RATE,
                "--sweep",
                CHECKS,
                "--threads",
                "1",
            ],
        ]
        .concat(),
    );
    assert_eq!(bench.read("again/sweep.csv"), csv);
}

#[test]
fn what_a_quota_is_for_can_be_swept_and_what_it_cannot_move_is_said_not_to_change() {
    let bench = bench();
    let estimating = GRID.replacen(
        "checker = { minutes = 30, hourly_cost = 20 }\n",
        "checker = { minutes = 30, hourly_cost = 20 }\nestimate = [\"accuracy\"]\n",
        1,
    );
    bench.write("grid.toml", &estimating);
    let sweep = [
        "run",
        "grid.toml",
        "--replications",
        "40",
        "--sweep",
        CHECKS,
        "--out",
        "out",
    ];
    let printed = bench.done(&sweep);
    for said in [
        "accuracy, % of “many”: 9",
        " at every value.",
        "half width of accuracy, pp of “many”: lowest",
    ] {
        assert!(printed.contains(said), "{said}: {printed}");
    }
    let csv = bench.read("out/sweep.csv");
    let mut rows = csv.lines();
    let row = rows.find(|line| line.starts_with("60,many,accuracy_half_width,"));
    let swept = row.and_then(|row| row.split(',').nth(5)).expect("a row");
    bench.done(&["run", "grid.toml", "--replications", "40", "--out", "point"]);
    let summary = bench.read("point/summary.csv");
    let own = "many,\"the audit, 1.5\",,,accuracy_half_width,";
    let row = summary.lines().find(|line| line.starts_with(own));
    assert_eq!(row.and_then(|row| row.split(',').nth(7)), Some(swept));
}

#[test]
fn a_key_of_the_operation_moves_every_policy_and_is_drawn_as_lines() {
    let bench = bench();
    let printed = bench.done(&[
        "run",
        "grid.toml",
        "--replications",
        "6",
        "--sweep",
        RATE,
        "--measures",
        "accuracy,mve,check_hours",
    ]);
    let flat = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "accuracy, % of “few”: lowest",
        "monetary value of error (MVE), % of “few”: ",
        "time for checking, h of “few”: ",
    ] {
        assert!(flat.contains(said), "{said}: {printed}");
    }
    assert!(
        flat.contains("Results are in results/grid-sweep"),
        "{printed}"
    );
    let svg = bench.read("results/grid-sweep/charts/sweep-1.svg");
    assert!(svg.contains("many") && svg.contains("few"), "{svg}");
    // Points are of the same years: what one is more than the first is known far better than either.
    let rows: Vec<Vec<String>> = bench
        .read("results/grid-sweep/sweep.csv")
        .lines()
        .skip(1)
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect();
    let first = |row: &[String]| {
        let own = rows.iter().find(|other| other[1..3] == row[1..3]);
        own.expect("a first point").clone()
    };
    let number = |cell: &String| cell.parse::<f64>().expect("a number");
    for row in rows.iter().filter(|row| row[2] == "accuracy") {
        let of_first = number(&first(row)[5]);
        assert!(
            (number(&row[5]) - of_first - number(&row[9])).abs() < 1e-9,
            "{row:?}"
        );
        let alone = number(&row[6]).hypot(number(&first(row)[6]));
        assert!(number(&row[10]) < alone, "{row:?}");
    }
    let json = bench.done(&[
        "run",
        "grid.toml",
        "--replications",
        "2",
        "--sweep",
        RATE,
        "--format",
        "json",
        "--out",
        "json",
    ]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["rows"][0]["values"][0], "2%");
}

#[test]
fn a_grid_that_cannot_be_had_is_refused_before_anything_is_simulated() {
    let bench = bench();
    for (sweep, said) in [
        (
            vec!["policy.many.check.audit.sample.checks=1..2/1"],
            "there is no check `audit`: the names are `the audit, 1.5`",
        ),
        (
            vec!["policy.fewer.check.audit.sample.checks=1..2/1"],
            "there is no policy `fewer`: did you mean `few`?",
        ),
        (vec!["policy.many=1..2/1"], "is no key with a single value"),
        (
            vec!["activity.all.errors.income=90%..120%/30%"],
            "it does not hold with `activity.all.errors.income` = 120%",
        ),
        (
            vec![CHECKS, "policy.few.check.audit.sample.checks=1,2"],
            "keys of two policies",
        ),
        (vec![RATE, RATE], "is swept twice"),
        (vec!["activity.all.volume=1..2"], "has no step"),
    ] {
        let options = sweep.iter().flat_map(|sweep| ["--sweep", sweep]);
        let words: Vec<&str> = ["run", "grid.toml"].into_iter().chain(options).collect();
        let answer = bench.run(&words);
        assert_eq!(answer.code, 2, "{sweep:?}: {}", answer.out);
        assert!(answer.err.contains(said), "{sweep:?}: {}", answer.err);
    }
}

#[cfg(unix)]
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "waiting for another process has an end"
)]
fn a_sweep_that_is_cut_off_goes_on_to_the_same_bytes() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    let bench = bench();
    let words = [
        "run",
        "grid.toml",
        "--replications",
        "40",
        "--sweep",
        "activity.all.errors.income=1%..9%/0.05%",
        "--out",
        "out",
    ];
    let child = bench
        .command(&words)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let first = bench.path().join(".out.partial/0000000002.records");
    let since = Instant::now();
    while !first.exists() {
        assert!(
            since.elapsed() < Duration::from_secs(60),
            "nothing was kept"
        );
        std::thread::sleep(Duration::from_millis(2));
    }
    let kill = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(kill.expect("kill runs").success());
    let cut = said(child.wait_with_output().expect("the program ends"));
    assert_ne!(cut.code, 0, "it ended before it was cut off: {}", cut.out);
    assert!(
        cut.err.contains("add --resume to the same command"),
        "{}",
        cut.err
    );
    let refused = bench.run(&words);
    assert_eq!(refused.code, 2, "{}", refused.err);
    let other = bench.run(&[&words[..], &["--seed", "9", "--resume"]].concat());
    assert!(
        other.code == 2 && other.err.contains("of another sweep"),
        "{}",
        other.err
    );
    // A pass in which a byte has changed is made again.
    let first = bench.path().join(".out.partial/0000000000.records");
    let mut bytes = std::fs::read(&first).expect("the first pass");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&first, bytes).expect("a file");
    bench.done(&[&words[..], &["--resume"]].concat());
    let whole = bench.read("out/sweep.csv");
    bench.done(&[&words[..7], &["whole"]].concat());
    assert_eq!(bench.read("whole/sweep.csv"), whole);
}

/// A number that does little, over few years: each average is known to no better than that, and their difference is.
#[test]
fn a_small_change_is_told_from_chance_year_by_year() {
    let bench = bench();
    let taught = GRID
        .replace(
            "[workforce]",
            "[coaching]\ngain = 0.16\nhalf_life = \"6 months\"\nminutes = 30\n\n[workforce]",
        )
        .replace("checks = 60 }\n", "checks = 60 }\non_fail = [\"coach\"]\n")
        .replace("periods = 2", "periods = 12");
    bench.write("grid.toml", &taught);
    let said = bench.done(&[
        "run",
        "grid.toml",
        "--replications",
        "20",
        "--measures",
        "accuracy",
        "--sweep",
        "coaching.gain=0,0.16,0.4",
    ]);
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("accuracy, % of “many”: lowest "), "{said}");
    assert!(flat.contains(" more at 0.4 than at 0."), "{said}");
    assert!(flat.contains("accuracy, % of “few”: "), "{said}");
    let svg = bench.read("results/grid-sweep/charts/sweep-1.svg");
    assert!(
        svg.contains("where gain is 0") || svg.contains("where coaching.gain is 0"),
        "{svg}"
    );
}
