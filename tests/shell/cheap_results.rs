//! `tierone estimate --cheap`: a cheap result of every case and gold ones of some, from outside.

use crate::command::Bench;

/// A list of 1,000 cases: a machine fails 60, gold checks of every third case find what `gold` says.
fn list() -> String {
    let mut text = "number,machine,outcome,error,value,team\n".to_owned();
    for case in 0..1_000 {
        let fails = case % 50 < 3;
        let wrong = (fails && case % 4 != 1) || case % 333 == 30;
        let amount = 10 * (1 + case % 7);
        let machine = if fails { "fail" } else { "pass" };
        let (outcome, error) = match (case % 3 == 0, wrong) {
            (false, _) => ("", String::new()),
            (true, true) => ("fail", format!("{amount}")),
            (true, false) => ("pass", String::new()),
        };
        let team = ["north", "south"][case % 2];
        text += &format!("{case},{machine},{outcome},{error},500,{team}\n");
    }
    text
}

#[test]
fn both_kinds_of_result_are_put_together() {
    let bench = Bench::new();
    bench.write("list.csv", list());
    let said = bench.done(&[
        "estimate", "list.csv", "--cheap", "machine", "--by", "team", "--out", "out",
    ]);
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    // 20 of the 60 that fail and 314 of the 940 others have a gold result; 15 and 4 are wrong.
    for words in [
        "Of 1,000 decisions, ",
        "a cheap result of each of 1,000 cases, and a gold one of 334",
        "mover-two-phase",
        "the cheap check finds ",
    ] {
        assert!(
            flat.to_lowercase().contains(&words.to_lowercase()),
            "{words}: {said}"
        );
    }
    let report: serde_json::Value =
        serde_json::from_str(&bench.read("out/report.json")).expect("JSON");
    let accuracy = &report["groups"][0]["figures"][0];
    let cells = |fails: bool| {
        let gold = (0..1_000).filter(|case| (case % 50 < 3) == fails && case % 3 == 0);
        let wrong = gold
            .clone()
            .filter(|case| (fails && case % 4 != 1) || case % 333 == 30);
        (wrong.count() as f64, gold.count() as f64)
    };
    let [(x1, n1), (x0, n0)] = [true, false].map(cells);
    let expected = 100.0 * (1.0 - 0.06 * x1 / n1 - 0.94 * x0 / n0);
    let value = accuracy["value"].as_f64().expect("a value");
    assert!((value - expected).abs() < 1e-9, "{value} {expected}");
    // All cases of the list say what they are worth together.
    let mve = report["groups"][0]["figures"]
        .as_array()
        .expect("figures")
        .iter()
        .find(|row| row["figure"] == "mve-gross");
    assert_eq!(mve.expect("money")["method"], "moment-bound");
}

#[test]
fn a_sample_in_a_file_of_its_own_gives_the_same() {
    let bench = Bench::new();
    bench.write("list.csv", list());
    let one = bench.done(&[
        "estimate", "list.csv", "--cheap", "machine", "--format", "csv",
    ]);
    let text = list();
    let rows = |keep: &dyn Fn(&[&str]) -> Option<String>| -> String {
        text.lines()
            .filter_map(|line| keep(&line.split(',').collect::<Vec<_>>()))
            .map(|line| line + "\n")
            .collect()
    };
    bench.write(
        "all.csv",
        rows(&|cells| Some([cells[0], cells[1], cells[4], cells[5]].join(","))),
    );
    bench.write(
        "gold.csv",
        rows(&|cells| (!cells[2].is_empty()).then(|| [cells[0], cells[2], cells[3]].join(","))),
    );
    let other = bench.done(&[
        "estimate", "gold.csv", "--sample", "all.csv", "--cheap", "machine", "--format", "csv",
    ]);
    assert_eq!(one, other);
}

#[test]
fn amounts_of_the_cheap_check_make_money_more_precise_where_they_are_near() {
    let bench = Bench::new();
    // The machine fails 600 of 2,000, and says a ninth too much.
    let list = |amounts: bool| {
        let mut text = "number,machine,outcome,error,value\n".to_owned();
        for case in 0..2_000 {
            let amount = 10 + case * 37 % 100 * 5;
            let (fails, gold) = (case % 10 < 3, case % 7 < 2);
            let machine = match (amounts, fails) {
                (true, true) => amount.to_string(),
                (false, true) => "fail".into(),
                (true, false) => "0".into(),
                (false, false) => "pass".into(),
            };
            let (outcome, error) = match (gold, fails) {
                (true, true) => ("fail", format!("{}", amount * 9 / 10)),
                (true, false) => ("pass", String::new()),
                (false, _) => ("", String::new()),
            };
            text += &format!("{case},{machine},{outcome},{error},1000\n");
        }
        text
    };
    bench.write("amounts.csv", list(true));
    bench.write("words.csv", list(false));
    let width = |file: &str, method: &str| {
        let csv = bench.done(&["estimate", file, "--cheap", "machine", "--format", "csv"]);
        let row = csv.lines().find(|line| line.contains(",mve-gross,"));
        let row = row.expect("a row").to_owned();
        assert!(row.contains(method), "{row}");
        let cells: Vec<&str> = row.split(',').collect();
        let number = |at: usize| cells[at].parse::<f64>().expect("a number");
        number(7) - number(6)
    };
    let (with, without) = (
        width("amounts.csv", "difference"),
        width("words.csv", "moment-bound"),
    );
    assert!(with < 0.8 * without, "{with} {without}");
    let target = bench.done(&[
        "estimate",
        "amounts.csv",
        "--cheap",
        "machine",
        "--target",
        "mve-gross=9%",
    ]);
    assert!(
        target.contains("target mve-gross at most 9 %: probability"),
        "{target}"
    );
    let flat = target.split_whitespace().collect::<Vec<_>>().join(" ");
    let few = "an amount in error in 0 of the cases that the cheap check passes: with fewer than 3 the interval";
    assert!(flat.contains(few), "{target}");
}

#[test]
fn what_is_no_list_of_all_cases_is_refused_with_what_to_do() {
    let bench = Bench::new();
    bench.write(
        "drawn.csv",
        "number,machine,outcome,weight\n1,pass,pass,2\n2,fail,,3\n",
    );
    bench.write(
        "gold.csv",
        "number,machine,outcome\n1,pass,pass\n2,fail,fail\n",
    );
    bench.write("gaps.csv", "number,machine,outcome\n1,pass,pass\n2,,\n");
    for (file, column, said) in [
        ("drawn.csv", "machine", "chances differ within a stratum"),
        ("gold.csv", "machine", "every case of the list is checked"),
        (
            "gaps.csv",
            "machine",
            "1 of 2 cases have nothing in `machine`",
        ),
        ("gaps.csv", "machin", "did you mean `machine`?"),
    ] {
        let answer = bench.run(&["estimate", file, "--cheap", column]);
        assert_eq!(answer.code, 2, "{file}: {}", answer.out);
        assert!(answer.err.contains(said), "{file}: {}", answer.err);
    }
}

#[test]
fn a_cheap_check_of_a_sample_speaks_for_all_that_it_was_drawn_from() {
    let bench = Bench::new();
    let list = list();
    let head = "number,machine,outcome,error,value,team";
    bench.write("list.csv", &list);
    let with_chances: String = list
        .lines()
        .map(|line| match line == head {
            true => format!("{line},inclusion probability\n"),
            false => format!("{line},0.02\n"),
        })
        .collect();
    bench.write("drawn.csv", with_chances);
    let figures = |arguments: &[&str]| {
        let fixed = ["--cheap", "machine", "--format", "json"];
        let said = bench.done(&[&["estimate"], arguments, &fixed].concat());
        let report: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        let accuracy = report["groups"][0]["figures"][0].clone();
        let number = |name: &str| accuracy[name].as_f64().expect("a number");
        let answer = report["answer"][0].as_str().expect("a sentence").to_owned();
        (answer, number("value"), number("high") - number("low"))
    };
    let (_, value, alone) = figures(&["list.csv"]);
    let by_number = figures(&["list.csv", "--population", "50000"]);
    let by_chances = figures(&["drawn.csv"]);
    assert_eq!(by_number, by_chances);
    assert!(
        by_number.0.starts_with("Of 50,000 decisions, "),
        "{}",
        by_number.0
    );
    // The same value, and not as sure as if the 1,000 were all there is.
    assert!((by_number.1 - value).abs() < 1e-9, "{by_number:?} {value}");
    assert!(by_number.2 > 1.1 * alone, "{by_number:?} {alone}");
    // Of all cases it is the list.
    let (_, all, width) = figures(&["list.csv", "--population", "1000"]);
    assert_eq!((all, width), (value, alone));
    let page = bench.done(&[
        "estimate",
        "drawn.csv",
        "--cheap",
        "machine",
        "--explain",
        "accuracy",
    ]);
    assert!(page.contains("double sampling"), "{page}");
}
