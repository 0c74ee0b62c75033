//! Intervals of money by the command line: of strata that differ in value, and where values are odd.

use crate::command::{Bench, TWO_EACH, office};

use rand::{Rng, RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use serde_json::Value;

/// Decisions, mean value, share in error and checks of one stratum.
type Stratum = (usize, f64, f64, usize);

/// By design: its strata, and the largest error as a share of the value.
const DESIGNS: [(&[Stratum], f64); 3] = [
    (
        &[
            (15_000, 500.0, 0.04, 300),
            (4_000, 3_000.0, 0.04, 300),
            (1_000, 20_000.0, 0.04, 300),
        ],
        0.5,
    ),
    (
        &[(12_000, 2_000.0, 0.03, 300), (8_000, 4_000.0, 0.04, 300)],
        0.2,
    ),
    (
        &[(20_000, 400.0, 0.04, 200), (1_000, 20_000.0, 0.04, 200)],
        1.0,
    ),
];

/// Samples of each design.
const SAMPLES: u32 = 30;

/// The errors of one stratum's decisions: pounds, over or under.
fn errors(of: Stratum, most: f64, rng: &mut impl Rng) -> Vec<f64> {
    let (decisions, value, rate, _) = of;
    let mut error = |_| match rng.random::<f64>() < rate {
        true => value * rng.random_range(0.01..most) * if rng.random() { 1.0 } else { -1.0 },
        false => 0.0,
    };
    (0..decisions).map(&mut error).collect()
}

#[test]
fn money_of_strata_that_differ_in_value_is_held() {
    for (number, (strata, most)) in DESIGNS.into_iter().enumerate() {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(40 + number as u64);
        let all: Vec<Vec<f64>> = strata
            .iter()
            .map(|of| errors(*of, most, &mut rng))
            .collect();
        let sum = |of: fn(f64) -> f64| all.iter().flatten().map(|error| of(*error)).sum::<f64>();
        let truths = [
            ("error-gross", sum(f64::abs)),
            ("error-over", sum(|error| error.max(0.0))),
            ("error-under", sum(|error| (-error).max(0.0))),
            ("error-net", sum(|error| error)),
        ];
        let mut held = [0u32; 4];
        for _ in 0..SAMPLES {
            let bench = Bench::new();
            let mut text =
                String::from("number,outcome,overstated,understated,value,stratum,stratum_size\n");
            for (stratum, (of, errors)) in strata.iter().zip(&all).enumerate() {
                let (decisions, value, _, checks) = *of;
                for case in rand::seq::index::sample(&mut rng, decisions, checks) {
                    let error = errors[case];
                    let found = match error {
                        0.0 => "pass,,".to_owned(),
                        over if over > 0.0 => format!("fail,{over:.2},"),
                        under => format!("fail,,{:.2}", -under),
                    };
                    text += &format!("S{stratum}-{case},{found},{value},s{stratum},{decisions}\n");
                }
            }
            bench.write("results.csv", text);
            let report = bench.done(&["estimate", "results.csv", "--format", "json"]);
            let report: Value = serde_json::from_str(&report).expect("JSON");
            let figures = report["groups"][0]["figures"].as_array().expect("figures");
            for ((name, truth), held) in truths.iter().zip(&mut held) {
                let figure = figures.iter().find(|figure| figure["figure"] == *name);
                let figure = figure.expect("a figure");
                let whole = if figure["unit"] == "%" { 100.0 } else { 1.0 };
                let of = |key: &str| figure[key].as_f64().expect("a number") / whole;
                // No limit was moved onto its estimate.
                assert!(
                    of("low") < of("value") && of("value") < of("high"),
                    "{name}"
                );
                *held += u32::from((of("low")..=of("high")).contains(truth));
            }
        }
        for ((name, _), held) in truths.iter().zip(held) {
            let share = f64::from(held) / f64::from(SAMPLES);
            let slack = 3.0 * (0.915 * 0.085 / f64::from(SAMPLES)).sqrt();
            assert!(share >= 0.915 - slack, "design {number}, {name}: {share}");
        }
    }
}

#[test]
fn a_law_of_value_that_is_nearly_all_nothing_comes_to_an_end() {
    let text = office(&[TWO_EACH]).replace(
        "{ distribution = \"log-normal\", mean = 2_000, sd = 1_500 }",
        "{ distribution = \"gamma\", mean = 2_000, sd = 24_000 }",
    );
    assert!(text.contains("sd = 24_000"));
    let bench = Bench::new();
    bench.write("office.toml", text);
    for arguments in [
        &["lint", "office.toml", "--facts"][..],
        &["run", "office.toml", "--replications", "2"],
    ] {
        let said = bench.done(arguments);
        assert!(said.contains("two each") && !said.contains("NaN"), "{said}");
    }
}

#[test]
fn a_group_whose_only_value_is_nothing_has_no_share_of_it() {
    let bench = Bench::new();
    bench.write(
        "results.csv",
        "number,outcome,error,value,team\nS1,pass,,0,north\nS2,fail,40,900,south\nS3,pass,,700,south\n",
    );
    let command = [
        "estimate",
        "results.csv",
        "--population",
        "300",
        "--by",
        "team",
    ];
    let said = bench.done(&command);
    assert!(!said.contains("NaN"), "{said}");
    let report = bench.done(&[&command[..], &["--format", "json"]].concat());
    let report: Value = serde_json::from_str(&report).expect("JSON");
    let groups = report["groups"].as_array().expect("groups");
    let north = groups
        .iter()
        .find(|group| group["name"] == "north")
        .expect("a group");
    let figures = north["figures"].as_array().expect("figures");
    assert!(
        !figures.iter().any(|figure| figure["figure"] == "mve-gross"),
        "{figures:?}"
    );
}
