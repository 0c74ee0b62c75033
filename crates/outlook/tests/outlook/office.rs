//! A small office whose numbers have ranges, and how it is forecast.

use std::sync::atomic::AtomicBool;

use tierone_engine::measure::precise;
use tierone_outlook::{Ahead, Asked, Finished, Joint, Watch, ahead};
use tierone_scenario::diagnostic::SourceFile;
use tierone_scenario::{Reading, read};

/// An office that checks a sample of its decisions, with targets.
pub const OFFICE: &str = r#"
title = "small"

[horizon]
start = 2026-01-01
period = "month"
periods = 6

[[activity]]
name = "change"
volume = 300
value = { distribution = "log-normal", mean = 2_000, sd = 1_500 }
errors = { income = { value = "4%", low = "2.5%", high = "6%", source = "fitted" } }

[[attribute]]
name = "income"
accuracy = true
money = { relative = { distribution = "log-normal", median = 0.1, sigma = 0.8 }, overstated = "45%" }

[workforce]
caseworkers = 12
team_size = 6
spread = { value = 0.5, low = 0.2, high = 0.8, source = "fitted" }

[[policy]]
name = "sampled"

[[policy.check]]
name = "assurance"
sample = { method = "simple-random", checks = 40 }
checker = { sensitivity = "90%", minutes = 60 }
estimate = ["accuracy", "mve"]

[[policy.target]]
name = "right"
measure = "accuracy"
at_least = "96%"
"#;

/// Nobody watches.
pub struct Nobody;

impl Watch for Nobody {
    fn anchored(&self, _: usize, _: usize) {}
    fn drawn(&self) {}
    fn kept(&self, _: &Finished) {}
}

/// Reads a scenario that is right.
pub fn reading(text: &str) -> Reading {
    let file = SourceFile {
        path: "office.toml".into(),
        text: text.into(),
    };
    let mut load = |_: &str, _: &str| Err("there is no such file".to_owned());
    let reading = read(file, &mut load, &precise());
    assert!(reading.scenario.is_some(), "{:?}", reading.problems);
    reading
}

/// The office with every number as it is given.
pub fn without_ranges() -> String {
    OFFICE
        .replace(
            r#"{ value = "4%", low = "2.5%", high = "6%", source = "fitted" }"#,
            r#""4%""#,
        )
        .replace(
            r#"{ value = 0.5, low = 0.2, high = 0.8, source = "fitted" }"#,
            "0.5",
        )
}

/// A forecast of so many draws and replications.
pub fn forecast(text: &str, counts: (u32, u32), seed: u64) -> Ahead {
    forecast_of_fit(text, &Joint::default(), counts, seed)
}

/// The same of numbers that were fitted together.
pub fn forecast_of_fit(
    text: &str,
    joint: &Joint,
    (draws, replications): (u32, u32),
    seed: u64,
) -> Ahead {
    let reading = reading(text);
    let policies: Vec<usize> =
        (0..reading.scenario.as_ref().map_or(0, |s| s.policies.len())).collect();
    let asked = Asked {
        draws,
        replications,
        seed,
        policies: &policies,
        joint,
        present: None,
    };
    ahead(
        &reading,
        &asked,
        (&Nobody, Vec::new()),
        &AtomicBool::new(false),
    )
    .expect("it can be forecast")
}
