//! `tierone backtest` and `tierone forecast` choose a method at each distance ahead, and choose alike; the columns of a forecast
//! give its bands.

use crate::command;

use command::Bench;
use serde_json::Value;
use std::fs;
use std::path::Path;

const EXAMPLE: &str = "scenarios/examples/series.csv";

fn bench() -> Bench {
    let bench = Bench::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let series = fs::read_to_string(root.join(EXAMPLE)).expect("the example");
    fs::create_dir_all(bench.path().join("scenarios/examples")).expect("a folder");
    bench.write(EXAMPLE, &series);
    bench
}

/// The answer in one line, up to the first sentence that looks back.
fn verdict(bench: &Bench, arguments: &[&str]) -> String {
    let said = bench.done(arguments);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let (verdict, _) = said.split_once(" Looking back").expect("its marks");
    verdict.to_owned()
}

#[test]
fn each_distance_ahead_has_the_method_that_its_table_shows_best() {
    let bench = bench();
    let both = verdict(&bench, &["backtest", EXAMPLE]);
    let [one, three] =
        ["1", "3"].map(|ahead| verdict(&bench, &["backtest", EXAMPLE, "--ahead", ahead]));
    assert_eq!(both, format!("{one} {three}"));
    let forecast = bench.done(&["forecast", EXAMPLE]);
    let forecast = forecast.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(forecast.contains(&one), "{one}: {forecast}");

    let marked = bench.done(&["backtest", EXAMPLE, "--format", "json"]);
    let marked: Value = serde_json::from_str(&marked).expect("JSON");
    let scores = marked["scores"].as_array().expect("scores");
    for ahead in [1, 3] {
        let of_ahead = scores
            .iter()
            .filter(|row| row["ahead"] == ahead && row["period"] == "");
        let crps = |row: &Value| row["crps"].as_f64().expect("a score");
        let best = of_ahead.min_by(|one, other| crps(one).total_cmp(&crps(other)));
        let best = &best.expect("a method")["method"];
        assert_eq!(&marked["use"][ahead.to_string()], best, "{ahead}");
        let by_period = scores
            .iter()
            .filter(|row| row["ahead"] == ahead && row["period"] != "");
        assert!(by_period.into_iter().all(|row| &row["method"] == best));
    }
}

#[test]
fn bands_follow_from_the_columns_by_what_is_printed_of_them() {
    let bench = bench();
    let text = bench.done(&["forecast", EXAMPLE, "--periods", "2", "--format", "csv"]);
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let header = rows.headers().expect("a header").clone();
    let place = |name: &str| {
        header
            .iter()
            .position(|column| column == name)
            .expect("it is there")
    };
    let (mut with_checks, mut without) = (0, 0);
    for row in rows.records() {
        let row = row.expect("a row");
        let number = |name: &str| row[place(name)].parse::<f64>().ok();
        let (Some(mean), Some(sd)) = (number("mean"), number("sd")) else {
            continue;
        };
        let z = 1.281_551_565_544_600_4;
        for (name, at) in [("figure", 0.0), ("low_80", -z), ("high_80", z)] {
            let x = mean + at * sd;
            let share = match &row[place("scale")] {
                "logit" => 1.0 / (1.0 + (-x).exp()),
                "log" => x.exp(),
                _ => x,
            };
            let figure = match number("checks") {
                Some(n) => ((share * (n + 1.0) - 0.5) / n).clamp(0.0, 1.0),
                None => share,
            };
            let printed = number(name).expect("a figure");
            // Ten digits of z, and sums in another order.
            assert!(
                (printed - 100.0 * figure).abs() < 1e-9,
                "{name}: {printed} and {figure} of {row:?}"
            );
        }
        match number("checks") {
            Some(_) => with_checks += 1,
            None => without += 1,
        }
    }
    assert!(with_checks > 0 && without > 0, "{with_checks} {without}");
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/forecast.md"));
    let page = page.expect("the page");
    let word = bench.done(&["explain", "scale of a forecast"]);
    for text in [page, word] {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("(s·(n + 1) − ½)/n"), "{text}");
    }
}
