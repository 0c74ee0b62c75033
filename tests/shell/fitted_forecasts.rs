//! What fits and forecasts promise together.

use std::path::Path;

use crate::command::Bench;
use serde_json::Value;

/// What fits and forecasts promise together: of quarters that are drawn, checked and fitted anew, a forecast's 80 % band of the
/// accuracy holds the truth in 80 % or so, and half of the truths lie above its median.
#[test]
#[ignore = "80 quarters, each simulated, sampled, fitted and forecast: two minutes"]
fn forecasts_from_fits_hold_the_truth() {
    const QUARTERS: u32 = 80;
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/examples");
    let office = examples.join("quarter.toml").display().to_string();
    let truth = {
        let bench = Bench::new();
        let out = bench.done(&[
            "run",
            &office,
            "--replications",
            "400",
            "--format",
            "json",
            "--out",
            "run",
        ]);
        let run: Value = serde_json::from_str(out.lines().next().expect("a line")).expect("JSON");
        let rows = run["summary"].as_array().expect("rows");
        let row = rows
            .iter()
            .find(|row| row["policy"] == "two each" && row["measure"] == "accuracy");
        row.expect("accuracy")["mean"].as_f64().expect("a number")
    };
    let (mut held, mut medians) = (0.0, Vec::new());
    for seed in 1..=QUARTERS {
        let bench = Bench::new();
        let seed = seed.to_string();
        let check = ["--check", "assured/by activity"];
        bench.done(&["simulate-records", &office, "--seed", &seed, "--out", "q"]);
        let sample = [
            "sample",
            "q/cases.csv",
            "--scenario",
            &office,
            "--policy",
            "assured",
            "--check",
            "by activity",
        ];
        bench.done(&[&sample[..], &["--seed", &seed, "--out", "drawn"]].concat());
        let fill = [
            "simulate-records",
            &office,
            "--seed",
            &seed,
            "--fill",
            "drawn/outcomes.csv",
            "--truth",
            "q/truth.csv",
        ];
        bench.done(&[&fill[..], &check, &["--out", "results.csv"]].concat());
        let fit = [
            "fit",
            "results.csv",
            "--sample",
            "drawn/drawn.csv",
            "--scenario",
            &office,
            "--out",
            "fitted.toml",
        ];
        bench.done(&[&fit[..], &check].concat());
        let forecast = [
            "forecast",
            "fitted.toml",
            "--draws",
            "60",
            "--replications",
            "6",
            "--policy",
            "two each",
        ];
        bench.done(&[&forecast[..], &["--out", "ahead"]].concat());
        let bands = bench.read("ahead/fans.csv");
        let mut lines = bands.lines();
        let columns: Vec<&str> = lines.next().expect("a header").split(',').collect();
        let of = |line: &str, name: &str| -> String {
            let place = columns.iter().position(|column| *column == name);
            line.split(',')
                .nth(place.unwrap_or_else(|| panic!("{name} in {columns:?}")))
                .expect("a cell")
                .to_owned()
        };
        let whole =
            lines.find(|line| of(line, "measure") == "accuracy" && of(line, "period").is_empty());
        let whole = whole.unwrap_or_else(|| panic!("{bands}"));
        let limit = |name: &str| of(whole, name).parse::<f64>().expect("a number");
        held += f64::from(u8::from(limit("p10") <= truth && truth <= limit("p90")));
        medians.push(limit("p50"));
    }
    let n = medians.len() as f64;
    let mean = medians.iter().sum::<f64>() / n;
    let sd = (medians.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    println!(
        "truth {truth}, medians {mean} ± {}, held {}",
        sd / n.sqrt(),
        held / n
    );
    assert!(
        (mean - truth).abs() < 4.0 * sd / n.sqrt(),
        "{mean} and {truth}"
    );
    // Three binomial standard errors.
    assert!(
        (held / n - 0.8).abs() < 3.0 * (0.16f64 / n).sqrt(),
        "{}",
        held / n
    );
}
