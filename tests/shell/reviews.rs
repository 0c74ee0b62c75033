//! The error rate of food assistance from its reviews, to sums worked out without this code.

use crate::command;

use std::path::Path;

use command::told::{estimate, figure, number};
use tierone_stats::linear::{Sums, ratio_of_sums};

/// Weighted sums of 22 513 reviews of food assistance in 27 states: of errors and of issuance, USDA SNAP quality control,
/// fiscal year 2024, public-use file.
fn reviews() -> Vec<(String, Sums)> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/crates/stats/tests/reference/data/snap_2024_sums.csv"
    );
    let mut rows = csv::Reader::from_path(path).expect("the table is there");
    let rows = rows.records().map(|row| row.expect("a row"));
    rows.map(|row| {
        let cell = |place: usize| row[place].parse::<f64>().expect("a number");
        let sums = Sums {
            n: cell(1) as u64,
            y: cell(2),
            x: cell(3),
            yy: cell(4),
            xy: cell(5),
            xx: cell(6),
        };
        (row[0].to_owned(), sums)
    })
    .collect()
}

/// By group the rate and its standard error, linearised by strata of states; worked out in Python, without this code.
const REVIEWED: [(&str, f64, f64); 5] = [
    ("all", 0.070_689_059_523_6, 0.002_576_460_747_35),
    ("AK", 0.047_931_580_48, 0.008_220_459_555),
    ("CO", 0.074_207_818_70, 0.009_072_387_841),
    ("DC", 0.140_341_502_27, 0.010_517_273_044),
    ("GU", 0.054_040_484_53, 0.012_831_441_112),
];

#[test]
fn six_sums_a_state_give_the_rate_of_error_and_its_standard_error() {
    let reviews = reviews();
    assert_eq!(reviews.iter().map(|(_, sums)| sums.n).sum::<u64>(), 22_513);
    for (name, rate, se) in REVIEWED {
        let of = reviews
            .iter()
            .filter(|(state, _)| name == "all" || state == name);
        let sums: Vec<Sums> = of.map(|(_, sums)| *sums).collect();
        let ratio = ratio_of_sums(&sums, &[]).expect("a ratio");
        assert!((ratio.value - rate).abs() < 1e-9, "{name}: {}", ratio.value);
        assert!((ratio.se - se).abs() < 1e-9, "{name}: {}", ratio.se);
    }
}

#[test]
#[ignore = "reads the reviews themselves from the file that TIERONE_SNAP_2024 names"]
fn the_reviews_give_the_same_rate_of_error() {
    let path = std::env::var("TIERONE_SNAP_2024").expect("a file of cases");
    let maps = [
        "--map",
        "value=issuance_usd",
        "--map",
        "error=error_usd",
        "--map",
        "stratum=state",
        "--by",
        "state",
    ];
    let report = estimate(Path::new("."), &[&[path.as_str()], &maps[..]].concat());
    for (name, rate, se) in REVIEWED {
        let told = figure(&report, name, "mve-gross");
        assert!((number(told, "value") - rate).abs() < 1e-9, "{told}");
        assert!((number(told, "se") - se).abs() < 1e-9, "{told}");
    }
}
