//! `tierone backtest` and `tierone forecast` choose a method at each distance ahead, and choose alike.

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
