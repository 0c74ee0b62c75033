//! The random draws that no engine of this kind can leave out, beside the replication that makes
//! them: how far the engine is from nothing but drawing.

use tierone_plain::shipped;

use criterion::Criterion;
use rand::RngExt;
use rand_distr::{Distribution, Exp1, StandardNormal};
use tierone_engine::sim::{Setup, Workspace};
use tierone_scenario::Scenario;
use tierone_stats::rng::{Address, Purpose, Stream};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let scenario = shipped::scenario("extends = \"benchmarks/national-year.toml\"");
    let seats = scenario.workforce.seats;
    let candidates = candidates(&scenario).round() as usize;
    let mut group = criterion.benchmark_group("floor");

    let world = Purpose::world();
    let mut replication = 0;
    let mut next = || {
        replication += 1;
        Address::opening(1, replication).open(&world)
    };
    group.bench_function("draws", |bencher| {
        bencher.iter(|| {
            let mut stream = next();
            skills(seats, &mut stream) + errors::<true>(candidates, &mut stream)
        });
    });
    group.bench_function("draws without amounts", |bencher| {
        bencher.iter(|| {
            let mut stream = next();
            skills(seats, &mut stream) + errors::<false>(candidates, &mut stream)
        });
    });

    let setup = Setup::new(&scenario).expect("there is no anchor to miss");
    let mut workspace = Workspace::new(&setup);
    let mut replication = 0;
    group.bench_function("national year", |bencher| {
        bencher.iter(|| {
            replication += 1;
            workspace.replicate(1, replication)
        });
    });
    group.finish();
    criterion.final_summary();
}

/// Expected errors before any thinning, about 28,900 in the national year: decisions of all seats
/// and periods (2,000 × 12 × 200), times the odds of error at 0.5 %, times exp(0.6²/2), the mean of
/// exp(skill). The error rate is ln(1 + odds), a little less, so a few candidates are no error.
fn candidates(scenario: &Scenario) -> f64 {
    let [activity] = &scenario.activities[..] else {
        panic!("the national year has one kind of decision");
    };
    let [error] = &activity.errors[..] else {
        panic!("the national year has one kind of error");
    };
    let decisions: u64 = activity.volume.iter().sum();
    let spread = scenario.workforce.spread;
    decisions as f64 * error.rate.odds() * (spread.powi(2) / 2.0).exp()
}

/// A skill for every seat.
fn skills(seats: usize, stream: &mut Stream) -> f64 {
    let normals = (0..seats).map(|_| -> f64 { StandardNormal.sample(stream) });
    normals.sum()
}

/// For every candidate its distance from the last one, which decision it is, whether it happens,
/// whether it is sampled, and, where money hangs on it, what it is worth. The sum keeps every draw.
fn errors<const AMOUNTS: bool>(candidates: usize, stream: &mut Stream) -> f64 {
    let draws = (0..candidates).map(|_| {
        let gap: f64 = Exp1.sample(stream);
        let [decision, happens, sampled]: [f64; 3] = stream.random();
        let amount: f64 = if AMOUNTS {
            StandardNormal.sample(stream)
        } else {
            0.0
        };
        gap + decision + happens + sampled + amount
    });
    draws.sum()
}
