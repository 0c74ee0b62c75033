//! The plain engine, which draws for every decision, on the national year.

use criterion::{Criterion, SamplingMode};
use tierone_plain::{self as plain, shipped};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let scenario = shipped::scenario("extends = \"benchmarks/national-year.toml\"");
    let lab = plain::Lab::new(&scenario);
    let mut group = criterion.benchmark_group("plain");
    // A replication is long, so few of them, one a sample.
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    let mut replication = 0;
    group.bench_function("national year", |bencher| {
        bencher.iter(|| {
            replication += 1;
            lab.replicate(1, replication)
        });
    });
    group.finish();
    criterion.final_summary();
}
