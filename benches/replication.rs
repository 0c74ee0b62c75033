//! One replication on one thread: by volume, error rate, number of policies and sampling method.

#[path = "../tests/shipped/mod.rs"]
mod shipped;

use std::fmt::Write;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion};
use tierone::sampling::{METHODS, Method};
use tierone::scenario::{KeyKind, SampleKey};
use tierone::sim::{Setup, Workspace};

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

/// Every sampling method on the national year. One that draws from another check's results is
/// measured together with that check.
fn by_method(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("method");
    for method in METHODS {
        let draws_again = method
            .keys
            .keys
            .iter()
            .any(|key| key.kind == KeyKind::Check);
        let name = if draws_again { "again" } else { "five each" };
        let policy = "\n[[policy]]\nname = \"five a month\"\n";
        bench(
            &mut group,
            BenchmarkId::from_parameter(method.keys.method),
            &format!("{VALUES}{policy}{}", check(name, &sample(method))),
        );
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

/// A method with the keys that it needs, so that 10,000 decisions a month are drawn where it can be
/// told how many.
fn sample(method: &Method) -> String {
    let name = method.keys.method;
    let mut text = format!("method = \"{name}\"");
    for key in method.keys.keys {
        if let Some(value) = value(name, key) {
            write!(text, ", {} = {value}", key.name).expect("text takes all that is written to it");
        }
    }
    text
}

fn value(method: &str, key: &SampleKey) -> Option<&'static str> {
    match (method, key.name) {
        ("per-caseworker" | "judgement", "checks") => Some("5"),
        ("cluster", "checks") => Some("200"),
        (_, "clusters") => Some("50"),
        (_, "order") => Some(r#""caseworker""#),
        (_, "odds_ratio") => Some("3"),
        ("escalating", "checks") => Some("5"),
        ("escalating", "passes") => Some("50"),
        ("escalating", "fails") => Some("2"),
        ("escalating", "window") => Some("20"),
        (_, "over") => Some(r#""caseworkers""#),
        (_, "checks") => Some("10_000"),
        (_, "by") => Some(r#""team""#),
        (_, "auc") => Some("0.75"),
        (_, "random_share") => Some(r#""10%""#),
        (_, "of") => Some(r#""five each""#),
        (_, "passes") => Some(r#""10%""#),
        (_, "fails") => Some(r#""50%""#),
        _ => {
            assert!(!key.required, "{method} is benched with a `{}`", key.name);
            None
        }
    }
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
