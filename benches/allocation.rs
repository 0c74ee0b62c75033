//! The fewest checks of many strata that keep several aims, in whole checks, with their certificate.

use criterion::{BenchmarkId, Criterion};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_stats::planning::{AimedStratum, whole_several_aims};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("allocation");
    for (strata, aims) in [(100, 1), (900, 1), (900, 3), (900, 6)] {
        let (made, limits) = strata_of_an_office(strata, aims);
        let id = BenchmarkId::from_parameter(format!("{strata} strata, {aims} aims"));
        group.bench_function(id, |bencher| {
            bencher.iter(|| whole_several_aims(&made, &limits).expect("a census keeps all aims"));
        });
    }
    group.finish();
    criterion.final_summary();
}

/// Strata of 20 to 5,000 decisions whose rates differ a hundredfold and costs sixfold, and the variance of a total that each aim
/// allows: a little less than a tenth of every stratum would give, by another factor for each aim.
fn strata_of_an_office(strata: usize, aims: usize) -> (Vec<AimedStratum>, Vec<f64>) {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let made: Vec<AimedStratum> = (0..strata)
        .map(|_| {
            let population = rng.random_range(20.0..5_000.0f64).round();
            let cost = rng.random_range(0.5..3.0);
            let spread = (0..aims).map(|_| {
                let rate = rng.random_range(0.002..0.2f64);
                population * population * rate * (1.0 - rate)
            });
            AimedStratum {
                cost,
                least: 2,
                most: population as u64,
                spread: spread.collect(),
            }
        })
        .collect();
    let limits = (0..aims).map(|aim| {
        let by_a_tenth =
            |stratum: &AimedStratum| stratum.spread[aim] / (0.1 * stratum.most as f64).max(2.0);
        made.iter().map(by_a_tenth).sum::<f64>() * (0.7 + 0.04 * aim as f64)
    });
    let limits = limits.collect();
    (made, limits)
}
