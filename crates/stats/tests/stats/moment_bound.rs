//! The interval of money whose errors keep their weights, to the truth of finite populations whose strata differ in value,
//! rate of sampling and law of the amounts.

use rand::seq::index;
use rand::{Rng, RngExt, SeedableRng};
use rand_distr::{Distribution, LogNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_stats::moment_bound::{Checked, WrongDecision, limits};

/// Law of an error's share of its decision's value.
#[derive(Clone, Copy)]
enum Taints {
    /// Log-normal with median 6 %.
    Small,
    /// Log-normal with median 10 % and a longer tail.
    Wide,
    /// Uniform from 1 to 50 %.
    Uniform,
    /// One in seven from half to all of the value, the others up to 5 %.
    Heavy,
    /// All of the value.
    Whole,
}
use Taints::{Heavy, Small, Uniform, Whole, Wide};

impl Taints {
    fn draw(self, rng: &mut impl Rng) -> f64 {
        let log_normal = |median: f64, sigma: f64, rng: &mut _| -> f64 {
            let law = LogNormal::new(median.ln(), sigma).expect("a law");
            law.sample(rng).min(1.0)
        };
        match self {
            Small => log_normal(0.06, 1.1, rng),
            Wide => log_normal(0.1, 1.2, rng),
            Uniform => rng.random_range(0.01..0.5),
            Heavy if rng.random::<f64>() < 1.0 / 7.0 => rng.random_range(0.5..1.0),
            Heavy => rng.random_range(0.005..0.05),
            Whole => 1.0,
        }
    }
}

/// Strata of equal law of values.
struct Stratum {
    decisions: usize,
    mean_value: f64,
    error_rate: f64,
    checks: usize,
    taints: Taints,
}

const fn stratum(
    decisions: usize,
    mean_value: f64,
    error_rate: f64,
    checks: usize,
    taints: Taints,
) -> Stratum {
    Stratum {
        decisions,
        mean_value,
        error_rate,
        checks,
        taints,
    }
}

/// A design by name; `spread` is the standard deviation of the logarithm of values within strata.
struct Design {
    name: &'static str,
    strata: Vec<Stratum>,
    spread: f64,
}

fn designs() -> Vec<Design> {
    let design = |name, spread, strata| Design {
        name,
        strata,
        spread,
    };
    let many = |count: usize, decisions, checks, low: f64, high: f64, rate: f64, taints| {
        let value = move |h: usize| low + (high - low) * h as f64 / (count - 1) as f64;
        (0..count)
            .map(|h| stratum(decisions, value(h), rate, checks, taints))
            .collect::<Vec<_>>()
    };
    vec![
        design(
            "values 1:2",
            0.5,
            vec![
                stratum(12_000, 2_000.0, 0.03, 300, Small),
                stratum(8_000, 4_000.0, 0.04, 300, Small),
            ],
        ),
        design(
            "values 1:6, rates 1:10",
            0.5,
            vec![
                stratum(15_000, 1_500.0, 0.03, 300, Small),
                stratum(1_500, 9_000.0, 0.06, 300, Small),
            ],
        ),
        design(
            "bands of value 1:40",
            0.4,
            vec![
                stratum(15_000, 500.0, 0.04, 300, Uniform),
                stratum(4_000, 3_000.0, 0.04, 300, Uniform),
                stratum(1_000, 20_000.0, 0.04, 300, Uniform),
            ],
        ),
        design(
            "values 1:50, rates 1:50",
            0.4,
            vec![
                stratum(50_000, 400.0, 0.03, 200, Wide),
                stratum(1_000, 20_000.0, 0.03, 200, Wide),
            ],
        ),
        design(
            "targeted, rates 1:9",
            0.6,
            vec![
                stratum(90_000, 2_000.0, 0.003, 400, Small),
                stratum(10_000, 2_000.0, 0.05, 400, Small),
            ],
        ),
        design(
            "targeted, rates 1:48",
            0.6,
            vec![
                stratum(80_000, 2_000.0, 0.002, 100, Small),
                stratum(15_000, 2_000.0, 0.01, 200, Small),
                stratum(5_000, 2_000.0, 0.057, 300, Small),
            ],
        ),
        design(
            "taint laws differ",
            0.6,
            vec![
                stratum(80_000, 2_000.0, 0.004, 300, Small),
                stratum(15_000, 2_500.0, 0.01, 300, Uniform),
                stratum(5_000, 6_000.0, 0.057, 300, Heavy),
            ],
        ),
        design(
            "one stratum, 2 errors",
            0.8,
            vec![stratum(50_000, 2_000.0, 0.006, 300, Small)],
        ),
        design(
            "one stratum, 6 errors, heavy",
            0.8,
            vec![stratum(50_000, 2_000.0, 0.006, 1_000, Heavy)],
        ),
        design(
            "one stratum, 40 errors",
            0.8,
            vec![stratum(50_000, 2_000.0, 0.04, 1_000, Wide)],
        ),
        design(
            "whole values, 9 errors",
            0.6,
            vec![stratum(20_000, 2_000.0, 0.03, 300, Whole)],
        ),
        design(
            "half is checked",
            0.6,
            vec![
                stratum(1_000, 2_000.0, 0.03, 500, Uniform),
                stratum(1_000, 6_000.0, 0.03, 500, Uniform),
            ],
        ),
        design(
            "20 strata",
            0.6,
            many(20, 3_000, 60, 800.0, 5_000.0, 0.011, Small),
        ),
        design(
            "200 strata",
            0.6,
            many(200, 300, 6, 1_000.0, 4_000.0, 0.007, Small),
        ),
    ]
}

/// Populations of each design, and samples of each population.
const POPULATIONS: u64 = 3;

/// What came of a population's samples.
#[derive(Default)]
struct Held {
    samples: f64,
    held: f64,
    above: f64,
    errors: f64,
}

fn study(design: &Design, population: u64, samples: u64) -> Held {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(7_000 + population);
    let strata: Vec<Vec<(f64, f64)>> = design
        .strata
        .iter()
        .map(|stratum| {
            let spread = design.spread;
            let law = LogNormal::new(-spread * spread / 2.0, spread).expect("a law");
            let decision = |_| {
                let value = stratum.mean_value * law.sample(&mut rng);
                let is_wrong = rng.random::<f64>() < stratum.error_rate;
                let taint = match is_wrong {
                    true => stratum.taints.draw(&mut rng),
                    false => 0.0,
                };
                (value, value * taint)
            };
            (0..stratum.decisions).map(decision).collect()
        })
        .collect();
    let truth: f64 = strata.iter().flatten().map(|(_, amount)| amount).sum();
    let mut of = Held::default();
    for _ in 0..samples {
        let (mut found, mut checked) = (Vec::new(), Vec::new());
        for (stratum, decisions) in design.strata.iter().zip(&strata) {
            let weight = stratum.decisions as f64 / stratum.checks as f64;
            let all: f64 = decisions.iter().map(|(value, _)| value).sum();
            checked.push(Checked {
                number: stratum.checks as f64,
                weight,
                mean_value: all / stratum.decisions as f64,
            });
            for index in index::sample(&mut rng, stratum.decisions, stratum.checks) {
                let (value, amount) = decisions[index];
                if amount > 0.0 {
                    found.push(WrongDecision {
                        amount,
                        value,
                        weight,
                    });
                }
            }
        }
        let limits = limits(&found, &checked, 1.0, 0.95).expect("a sample");
        of.samples += 1.0;
        of.errors += found.len() as f64;
        of.held += f64::from(limits.low <= truth && truth <= limits.high);
        of.above += f64::from(truth > limits.high);
    }
    of
}

/// Promised: 91.5 to 98.5 % where 5 or more errors are expected (89 where the laws of the amounts differ), up to 99.7 below;
/// the truth above the upper limit in 7 % at most. A bound is broken beyond three Monte Carlo standard errors.
fn hold(samples: u64) {
    let mut means = Vec::new();
    for design in designs() {
        for population in 0..POPULATIONS {
            let of = study(&design, population, samples);
            let (held, above) = (of.held / of.samples, of.above / of.samples);
            let errors = of.errors / of.samples;
            let low = match design.name {
                "taint laws differ" => 0.89,
                _ => 0.915,
            };
            let high = if errors >= 5.0 { 0.985 } else { 0.997 };
            let slack = |bound: f64| 3.0 * (bound * (1.0 - bound) / of.samples).sqrt();
            println!(
                "{:30} {errors:6.1} errors  held {:5.1} %  above {:4.1} %",
                design.name,
                100.0 * held,
                100.0 * above
            );
            let name = design.name;
            assert!(held >= low - slack(low), "{name}: held {held}");
            assert!(held <= high + slack(high), "{name}: held {held}");
            assert!(above <= 0.07 + slack(0.07), "{name}: above {above}");
            means.push(held);
        }
    }
    let mean = means.iter().sum::<f64>() / means.len() as f64;
    println!("mean {:.1} %", 100.0 * mean);
    assert!((0.94..=0.975).contains(&mean), "mean {mean}");
}

#[test]
fn truths_are_held_where_strata_differ_in_value_rate_and_amounts() {
    hold(200);
}

#[test]
#[ignore = "5,000 samples of each population"]
fn truths_are_held_in_many_samples() {
    hold(5_000);
}
