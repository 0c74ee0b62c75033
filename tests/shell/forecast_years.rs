//! Forecasts of months and quarters, and of the whole years that they make.

use crate::command::Bench;

/// A year of months goes together more than twelve months by chance, and less than one month twelve times.
#[test]
fn a_year_of_months_has_its_mean_and_its_band() {
    let bench = Bench::new();
    let mut text = String::from("month,accuracy,checks\n");
    for month in 0..48 {
        let wave = [0.0, 0.3, -0.2, 0.5, 0.1, -0.4, 0.2][month % 7] + 0.02 * month as f64;
        text += &format!(
            "{}-{:02},{:.2}%,400\n",
            2022 + month / 12,
            1 + month % 12,
            96.0 + wave
        );
    }
    bench.write("monthly.csv", &text);
    let ask = |periods: &str| {
        let arguments = [
            "forecast",
            "monthly.csv",
            "--periods",
            periods,
            "--format",
            "json",
        ];
        let json: serde_json::Value = serde_json::from_str(&bench.done(&arguments)).expect("JSON");
        json
    };
    assert_eq!(ask("11")["years"].as_array().map(Vec::len), Some(0));
    let json = ask("25");
    let years = json["years"].as_array().expect("years");
    let periods: Vec<&str> = years
        .iter()
        .filter_map(|row| row["period"].as_str())
        .collect();
    assert_eq!(periods, ["2026-01 to 2026-12", "2027-01 to 2027-12"]);
    let width = |row: &serde_json::Value| {
        row["high_80"].as_f64().expect("a limit") - row["low_80"].as_f64().expect("a limit")
    };
    let months: Vec<&serde_json::Value> = json["forecasts"]
        .as_array()
        .expect("rows")
        .iter()
        .filter(|row| row["method"] == years[0]["method"])
        .collect();
    let mean = months[..12]
        .iter()
        .filter_map(|row| row["figure"].as_f64())
        .sum::<f64>()
        / 12.0;
    // Both are the mean of medians, one by way of the scale.
    assert!((years[0]["figure"].as_f64().expect("a figure") - mean).abs() < 1e-9);
    let widths: Vec<f64> = months[..12].iter().map(|row| width(row)).collect();
    let (year, each) = (width(&years[0]), widths.iter().sum::<f64>() / 12.0);
    assert!(year < each && year > each / 12f64.sqrt(), "{year} {each}");
    let said = bench.done(&["forecast", "monthly.csv", "--periods", "12", "--out", "out"]);
    assert!(
        said.contains("The plain mean of the months 2026-01 to 2026-12"),
        "{said}"
    );
    assert!(
        said.lines()
            .any(|line| line.trim_start().starts_with("2026-01 to 2026-12")),
        "{said}"
    );
    assert_eq!(bench.read("out/years.csv").lines().count(), 2);
}
