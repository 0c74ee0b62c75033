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

#[test]
fn a_forecast_of_ones_own_needs_a_period_a_figure_and_a_band() {
    let bench = Bench::new();
    let came = "Quarter,Accuracy\n2024 Q3,96.6\n2024 Q4,97.2\n2025 Q1,96.9\n2025 Q2,97.1\n";
    bench.write("came.csv", came);
    let scored = |text: &str, more: &[&str]| {
        bench.write("own.csv", text);
        let score = ["backtest", "--score", "own.csv", "came.csv"];
        bench.run(&[&score[..], more].concat())
    };
    let said = scored(
        "period,figure,low_80,high_80\n2025 Q2,97.0,96.8,97.2\n",
        &[],
    );
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out
            .contains("Your forecast came within its 80 % band: 97.1"),
        "{}",
        said.out
    );
    assert!(!said.out.contains("last value"), "{}", said.out);
    // Any name of a method, quantiles for bands, a percent sign, periods in another form.
    let own =
        "Quarter,median,p10,p90,method\n2025Q1,97.3%,97.0,97.6,mine\nQ2 2025,97.0,96.8,97.2,mine\n";
    let said = scored(own, &["--format", "json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let marked: Value = serde_json::from_str(&said.out).expect("JSON");
    let scores = marked["scores"].as_array().expect("rows");
    let of_ahead = |ahead: u64| {
        let mut rows = scores.iter();
        let row = rows.find(|row| row["method"] == "mine" && row["ahead"] == ahead);
        row.expect("a row")
    };
    assert_eq!(of_ahead(1)["within_80"], 0.0);
    assert_eq!(of_ahead(2)["within_80"], 100.0);
    let off = |ahead: u64| of_ahead(ahead)["mae"].as_f64().expect("a number");
    assert!((off(1) - 0.4).abs() < 1e-9 && (off(2) - 0.1).abs() < 1e-9);
    for (text, words) in [
        (
            "Quarter,forecast\n2025 Q2,97.0\n",
            &["is no forecast: there is no band", "low_80"][..],
        ),
        (
            "period,low_80,high_80\n2025 Q2,96,97\n",
            &["no column for `figure`"],
        ),
        (
            "period,figure,low_80,high_80\n2025 Q2,97.0,96.8,high\n",
            &["row 2, column `high_80`", "`high` is no number"],
        ),
        (
            "period,figure,low_80,high_80\n2025 Q2,97.0,97.2,96.8\n",
            &["row 2, column `low_80`", "ends before it begins"],
        ),
    ] {
        let said = scored(text, &[]);
        assert_eq!(said.code, 2, "{text}: {}", said.out);
        for word in words {
            assert!(said.err.contains(word), "{text}, {word}: {}", said.err);
        }
    }
}
