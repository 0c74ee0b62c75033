//! One replication on one thread: by volume, error rate, number of policies and sampling method.

use tierone_plain::shipped;

use std::fmt::Write;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion};
use tierone_engine::sim::{Setup, Workspace};
use tierone_scenario::METHODS;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    by_volume(&mut criterion);
    by_error_rate(&mut criterion);
    by_policies(&mut criterion);
    by_method(&mut criterion);
    criterion.final_summary();
}

/// As many errors among ever more decisions.
fn by_volume(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("volume");
    for times in [1, 10, 100] {
        let id = BenchmarkId::from_parameter(format!("x{times}"));
        bench(&mut group, id, &decisions(times, 0.5 / f64::from(times)));
    }
    group.finish();
}

/// Ever more errors among as many decisions.
fn by_error_rate(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("error_rate");
    for percent in [0.05, 0.1, 0.5, 1.0, 2.0] {
        let id = BenchmarkId::from_parameter(format!("{percent}%"));
        bench(&mut group, id, &decisions(1, percent));
    }
    group.finish();
}

fn decisions(times: u32, percent: f64) -> String {
    let volume = 400_000 * times;
    format!(
        r#"
[[activity]]
name = "decision"
volume = {volume}
errors = {{ assessment = "{percent}%" }}
"#
    )
}

/// The same check under other names, so that each policy draws for itself; none is the world alone.
fn by_policies(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("policies");
    bench(
        &mut group,
        BenchmarkId::from_parameter("no checks"),
        "[[policy]]\nname = \"five a month\"\ncheck = []\n",
    );
    for policies in [1, 2, 4] {
        let mut changes = String::new();
        for number in 2..=policies {
            let name = format!("number {number}");
            write!(
                changes,
                "\n[[policy]]\nname = \"{name}\"\n{}",
                check(&name, r#"method = "per-caseworker", checks = 5"#)
            )
            .expect("text takes all that is written to it");
        }
        bench(
            &mut group,
            BenchmarkId::from_parameter(policies.to_string()),
            &changes,
        );
    }
    group.finish();
}

/// Values to draw by; a method that does not look at them draws none.
const VALUES: &str = r#"
[[activity]]
name = "decision"
value = { distribution = "log-normal", mean = 2_130, sd = 1_900 }
"#;

/// Samples of about 10,000 decisions a month, where a method can be told how many: its name, what is
/// special about the sample, and its keys.
const SAMPLES: &[(&str, &str, &str)] = &[
    ("census", "", ""),
    ("simple-random", "", "checks = 10_000"),
    ("per-caseworker", "", "checks = 5"),
    ("per-team", "", "checks = 50"),
    ("stratified", "team", r#"checks = 10_000, by = "team""#),
    ("value-weighted", "", "checks = 10_000"),
    (
        "systematic",
        "caseworker",
        r#"checks = 10_000, order = "caseworker""#,
    ),
    (
        "systematic",
        "closing date",
        r#"checks = 10_000, order = "closing-date""#,
    ),
    ("systematic", "value", r#"checks = 10_000, order = "value""#),
    ("cluster", "", "clusters = 50, checks = 200"),
    (
        "risk-targeted",
        "",
        r#"checks = 10_000, auc = 0.75, random_share = "10%""#,
    ),
    ("judgement", "", "checks = 5, odds_ratio = 3"),
    ("trend-targeted", "", "checks = 10_000"),
    (
        "escalating",
        "passes",
        "checks = 5, passes = 50, fails = 2, window = 20",
    ),
    ("escalating", "lots", r#"checks = 5, rule = "iso-2859-1""#),
    (
        "learning",
        "caseworkers",
        r#"checks = 10_000, over = "caseworkers""#,
    ),
    (
        "learning",
        "activities",
        r#"checks = 10_000, over = "activities""#,
    ),
    ("capped-share", "", r#"share = "5%", cap = 10_000"#),
    (
        "recheck",
        "",
        r#"of = "five each", passes = "10%", fails = "50%""#,
    ),
];

/// Every sampling method on the national year. One that draws from another check's results is
/// measured together with that check.
fn by_method(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("method");
    for method in METHODS {
        let name = method.keys.name;
        let mut samples = SAMPLES.iter().filter(|sample| sample.0 == name).peekable();
        assert!(
            samples.peek().is_some(),
            "{name} is not benched: it needs a line in SAMPLES"
        );
        for (_, special, keys) in samples {
            let check_name = match keys.contains(r#"of = "five each""#) {
                true => "again",
                false => "five each",
            };
            let comma = if keys.is_empty() { "" } else { ", " };
            let sample = format!("method = \"{name}\"{comma}{keys}");
            let policy = "\n[[policy]]\nname = \"five a month\"\n";
            bench(
                &mut group,
                BenchmarkId::new(name, special),
                &format!("{VALUES}{policy}{}", check(check_name, &sample)),
            );
        }
    }
    group.finish();
}

fn check(name: &str, sample: &str) -> String {
    format!(
        r#"
[[policy.check]]
name = "{name}"
sample = {{ {sample} }}
checker = {{ sensitivity = "90%" }}
on_fail = ["coach"]
"#
    )
}

/// The national year with some changes, one replication after another.
fn bench(group: &mut BenchmarkGroup<WallTime>, id: BenchmarkId, changes: &str) {
    let text = format!("extends = \"benchmarks/national-year.toml\"\n{changes}");
    let scenario = shipped::scenario(&text);
    let setup = Setup::new(&scenario).expect("there is no anchor to miss");
    let mut workspace = Workspace::new(&setup);
    let mut replication = 0;
    group.bench_function(id, |bencher| {
        bencher.iter(|| {
            replication += 1;
            workspace.replicate(1, replication)
        });
    });
}
