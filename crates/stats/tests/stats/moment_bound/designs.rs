//! Populations whose strata differ in value, rate of sampling and law of the amounts, and how they are sampled.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, LogNormal};

/// Law of an error's share of its decision's value.
#[derive(Clone, Copy)]
pub enum Taints {
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
    pub fn draw(self, rng: &mut impl Rng) -> f64 {
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
#[derive(Clone, Copy)]
pub struct Stratum {
    pub decisions: usize,
    pub mean_value: f64,
    pub error_rate: f64,
    pub checks: usize,
    pub taints: Taints,
}

/// How a population is sampled.
#[derive(Clone, Copy)]
pub enum Drawn {
    /// At random within strata.
    Strata,
    /// By value, with one interval: the checks of all strata together.
    ByValue,
    /// Each on its own, with a chance by a score that goes up with the chance of an error; the checks of all strata together.
    ByScore,
    /// So many teams of the stratum's decisions, of which so many; errors come in teams.
    Teams(usize, usize),
    /// Two-phase: at random, and again all that failed and one in so many of those that passed; the first check misses
    /// three of ten errors and fails some of those that are right.
    Again(usize),
}

/// A design by name; `spread` is the standard deviation of the logarithm of values within strata.
pub struct Design {
    pub name: &'static str,
    pub spread: f64,
    pub drawn: Drawn,
    pub strata: Vec<Stratum>,
}

impl Design {
    /// How it is sampled, in words.
    pub fn family(&self) -> &'static str {
        match self.drawn {
            Drawn::Strata if self.strata.len() == 1 => "one stratum",
            Drawn::Strata => "strata that differ",
            Drawn::ByValue => "by value",
            Drawn::ByScore => "by a score",
            Drawn::Teams(..) => "teams",
            Drawn::Again(_) => "checked again",
        }
    }
}

pub fn designs() -> Vec<Design> {
    let mut designs = of_strata();
    designs.extend(of_other_kinds());
    designs
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

fn of_strata() -> Vec<Design> {
    let design = |name, spread, strata: &[Stratum]| Design {
        name,
        strata: strata.to_vec(),
        spread,
        drawn: Drawn::Strata,
    };
    let many = |count: usize, decisions, checks, low: f64, high: f64, rate: f64, taints| {
        let value = move |h: usize| low + (high - low) * h as f64 / (count - 1) as f64;
        (0..count)
            .map(|h| stratum(decisions, value(h), rate, checks, taints))
            .collect::<Vec<_>>()
    };
    let [values_1_2, values_1_6] = [
        [
            stratum(12_000, 2_000.0, 0.03, 300, Small),
            stratum(8_000, 4_000.0, 0.04, 300, Small),
        ],
        [
            stratum(15_000, 1_500.0, 0.03, 300, Small),
            stratum(1_500, 9_000.0, 0.06, 300, Small),
        ],
    ];
    let bands = [
        stratum(15_000, 500.0, 0.04, 300, Uniform),
        stratum(4_000, 3_000.0, 0.04, 300, Uniform),
        stratum(1_000, 20_000.0, 0.04, 300, Uniform),
    ];
    let values_1_50 = [
        stratum(50_000, 400.0, 0.03, 200, Wide),
        stratum(1_000, 20_000.0, 0.03, 200, Wide),
    ];
    let dear_are_sampled_less = [
        stratum(2_000, 400.0, 0.04, 400, Uniform),
        stratum(10_000, 20_000.0, 0.04, 200, Uniform),
    ];
    let rates_1_9 = [
        stratum(90_000, 2_000.0, 0.003, 400, Small),
        stratum(10_000, 2_000.0, 0.05, 400, Small),
    ];
    let rates_1_48 = [
        stratum(80_000, 2_000.0, 0.002, 100, Small),
        stratum(15_000, 2_000.0, 0.01, 200, Small),
        stratum(5_000, 2_000.0, 0.057, 300, Small),
    ];
    let whole_1_48 = rates_1_48.map(|stratum| Stratum {
        taints: Whole,
        ..stratum
    });
    let laws_differ = [
        stratum(80_000, 2_000.0, 0.004, 300, Small),
        stratum(15_000, 2_500.0, 0.01, 300, Uniform),
        stratum(5_000, 6_000.0, 0.057, 300, Heavy),
    ];
    let one = |rate, checks, taints| [stratum(50_000, 2_000.0, rate, checks, taints)];
    let half = [
        stratum(1_000, 2_000.0, 0.03, 500, Uniform),
        stratum(1_000, 6_000.0, 0.03, 500, Uniform),
    ];
    vec![
        design("values 1:2", 0.5, &values_1_2),
        design("values 1:6, rates 1:10", 0.5, &values_1_6),
        design("bands of value 1:40", 0.4, &bands),
        design("values 1:50, rates 1:50", 0.4, &values_1_50),
        design("the dear are sampled less", 0.4, &dear_are_sampled_less),
        design("targeted, rates 1:9", 0.6, &rates_1_9),
        design("targeted, rates 1:48", 0.6, &rates_1_48),
        design("targeted, whole values", 0.6, &whole_1_48),
        design("taint laws differ", 0.6, &laws_differ),
        design("one stratum, 1 error, whole", 0.8, &one(0.005, 200, Whole)),
        design("one stratum, 2 errors", 0.8, &one(0.006, 300, Small)),
        design("one stratum, 6, heavy", 0.8, &one(0.006, 1_000, Heavy)),
        design("one stratum, 40 errors", 0.8, &one(0.04, 1_000, Wide)),
        design("one stratum, 50, small", 0.8, &one(0.05, 1_000, Small)),
        design("whole values, 9 errors", 0.6, &one(0.03, 300, Whole)),
        design("half is checked", 0.6, &half),
        design(
            "20 strata",
            0.6,
            &many(20, 3_000, 60, 800.0, 5_000.0, 0.011, Small),
        ),
        design(
            "200 strata",
            0.6,
            &many(200, 300, 6, 1_000.0, 4_000.0, 0.007, Small),
        ),
    ]
}

fn of_other_kinds() -> Vec<Design> {
    let design = |name, drawn, strata: &[Stratum]| Design {
        name,
        strata: strata.to_vec(),
        spread: 0.8,
        drawn,
    };
    let two = |rate, checks, taints| {
        [
            stratum(15_000, 1_000.0, rate, checks, taints),
            stratum(5_000, 5_000.0, rate, checks, taints),
        ]
    };
    let one = |rate, checks, taints| [stratum(20_000, 2_000.0, rate, checks, taints)];
    vec![
        design("by value, 3 errors", Drawn::ByValue, &two(0.01, 150, Small)),
        design("by value, 18 errors", Drawn::ByValue, &two(0.03, 300, Wide)),
        design("by value, heavy", Drawn::ByValue, &two(0.02, 400, Heavy)),
        design("by value, whole", Drawn::ByValue, &two(0.02, 200, Whole)),
        design("by score, small", Drawn::ByScore, &two(0.02, 300, Small)),
        design(
            "by score, uniform",
            Drawn::ByScore,
            &two(0.03, 400, Uniform),
        ),
        design("by score, whole", Drawn::ByScore, &two(0.01, 200, Whole)),
        design(
            "20 of 100 teams",
            Drawn::Teams(100, 20),
            &one(0.03, 600, Small),
        ),
        design(
            "30 of 200 teams",
            Drawn::Teams(200, 30),
            &one(0.05, 900, Uniform),
        ),
        design(
            "12 of 40 teams",
            Drawn::Teams(40, 12),
            &one(0.02, 600, Wide),
        ),
        design("again, 1 in 4", Drawn::Again(4), &one(0.03, 1_200, Small)),
        design("again, 1 in 3", Drawn::Again(3), &one(0.04, 900, Uniform)),
    ]
}
