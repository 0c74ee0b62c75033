//! Samples drawn at random within strata.

use super::{Coverage, Row};
use rand::SeedableRng;
use rand::{Rng, RngExt};
use rand_distr::{Binomial, Distribution, LogNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_stats::monetary::{self, FoundError, Frame};
use tierone_stats::stratified::{self, Stratum};
use tierone_stats::{DRAWS, monte_carlo, proportion};

/// What is studied, in the order in which `replicate` gives it.
pub const STUDIED: [&str; 5] = [
    "posterior",
    "closed",
    "money posterior",
    "money closed",
    "naive",
];

/// A design: how many strata are alike, their decisions, checks and rate of error.
pub struct Design {
    pub strata: Vec<(u64, u64, u64, f64)>,
    pub shape: Shape,
    /// Standard deviation of the logarithm of a decision's value.
    pub spread: f64,
}

/// What errors are worth, as shares of their decisions' value.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Log-normal with a median of 6 %, at most the whole value.
    Small,
    /// One in seven is the whole value, the others are small.
    Mixed,
}

impl Shape {
    pub fn named(name: &str) -> Shape {
        match name {
            "small" => Shape::Small,
            "mixed" => Shape::Mixed,
            other => panic!("no shape {other}"),
        }
    }

    pub fn taint(self, rng: &mut impl Rng) -> f64 {
        match self {
            Shape::Small => LogNormal::new(0.06f64.ln(), 1.1)
                .expect("a spread")
                .sample(rng)
                .min(1.0),
            Shape::Mixed if rng.random_bool(1.0 / 7.0) => 1.0,
            Shape::Mixed => rng.random_range(0.0..0.2),
        }
    }
}

impl Design {
    pub fn of(row: &Row) -> Design {
        let (times, all) = (row.counts("times"), row.counts("N"));
        let (n, p) = (row.counts("n"), row.list("p"));
        Design {
            strata: (0..all.len())
                .map(|h| (times[h], all[h], n[h], p[h]))
                .collect(),
            shape: Shape::named(row.text("shape")),
            spread: row.number("spread"),
        }
    }

    /// Draws the design `replications` times; the decisions' own errors are drawn anew each time.
    pub fn replicate(&self, seed: u64, replications: usize, naive: bool) -> Vec<Coverage> {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let population: u64 = self.strata.iter().map(|s| s.0 * s.1).sum();
        let max_weight = self
            .strata
            .iter()
            .map(|s| s.1 as f64 / s.2 as f64)
            .fold(1.0, f64::max);
        // The mean value of a decision is 1.
        let values =
            LogNormal::new(-0.5 * self.spread * self.spread, self.spread).expect("a spread");
        // An error is at most its decision's value, which for a pound's decision is this.
        let pound = (self.spread * self.spread).exp();
        let frame = Frame {
            value: population as f64,
            max_weight,
            max_amount: 1.0,
            value_of_a_pound: pound,
        };
        let laws: Vec<(Binomial, Binomial)> = self
            .strata
            .iter()
            .map(|&(times, all, n, p)| {
                (
                    Binomial::new(times * n, p).expect("a rate"),
                    Binomial::new(times * (all - n), p).expect("a rate"),
                )
            })
            .collect();
        let mut cells = vec![Coverage::default(); STUDIED.len()];
        for _ in 0..replications {
            let (mut counts, mut found) = (Vec::new(), Vec::new());
            let (mut errors, mut money) = (0, 0.0);
            for (&(times, all, n, _), (sample, rest)) in self.strata.iter().zip(&laws) {
                let (x, missed) = (sample.sample(&mut rng), rest.sample(&mut rng));
                errors += x + missed;
                // Strata alike are told as one: methods either pool them or add them up.
                counts.push(Stratum {
                    population: (times * all) as f64,
                    sampled: times * n,
                    found: x,
                });
                for i in 0..x + missed {
                    let amount = values.sample(&mut rng) * self.shape.taint(&mut rng);
                    money += amount;
                    if i < x {
                        let weight = all as f64 / n as f64;
                        found.push(FoundError { amount, weight });
                    }
                }
            }
            let pooled = stratified::pool_equal_weights(&counts);
            let share = errors as f64 / population as f64;
            let ratio = money / population as f64;
            let posterior = stratified::poisson_gamma(&pooled, 0.95, DRAWS, &mut rng);
            cells[0].add(posterior.expect("checks"), share);
            let closed = stratified::wilson_smoothed(&counts, 0.95);
            cells[1].add(closed.expect("checks"), share);
            let of_a_pound = Frame {
                max_amount: pound,
                ..frame
            };
            let posterior = monetary::posterior(&pooled, &found, of_a_pound, 0.95, DRAWS, &mut rng);
            cells[2].add(posterior.expect("checks"), ratio);
            let closed = monetary::fay_feuer(&found, frame, 0.95);
            cells[3].add(closed.expect("a frame"), ratio);
            if naive {
                let found = counts.iter().map(|stratum| stratum.found).sum();
                let checked = counts.iter().map(|stratum| stratum.sampled).sum();
                let unweighted = proportion::wilson(found, checked, 0.95);
                cells[4].add(unweighted.expect("checks"), share);
            }
        }
        cells
    }

    /// Mean estimate less mean truth over the replications, weighted and unweighted, in its standard errors.
    pub fn biases(&self, seed: u64, replications: usize) -> [f64; 2] {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let population: u64 = self.strata.iter().map(|s| s.0 * s.1).sum();
        let checked: u64 = self.strata.iter().map(|s| s.0 * s.2).sum();
        let mut off = [Vec::new(), Vec::new()];
        for _ in 0..replications {
            let (mut errors, mut found, mut weighted) = (0, 0, 0.0);
            for &(times, all, n, p) in &self.strata {
                let mut binomial = |n| Binomial::new(n, p).expect("a rate").sample(&mut rng);
                let (x, missed) = (binomial(times * n), binomial(times * (all - n)));
                errors += x + missed;
                found += x;
                weighted += x as f64 * all as f64 / n as f64;
            }
            let truth = errors as f64 / population as f64;
            off[0].push(Some(weighted / population as f64 - truth));
            off[1].push(Some(found as f64 / checked as f64 - truth));
        }
        off.map(|off| {
            let summary = monte_carlo::summarise(&off).expect("replications");
            summary.mean / summary.mcse.expect("many replications")
        })
    }
}

/// A seed first used after the last change of method, so nothing was fitted to these designs.
pub const FRESH: u64 = 123;

/// One to twenty strata of any size; one in eight is a census, the others sampled from 0.1 % to 60 %; rates apart by up
/// to a factor of some hundred, whichever way, and at most a tenth. Designs of nothing but censuses are left out.
pub fn random_rows(seed: u64, rows: usize) -> Vec<Row> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut drawn = Vec::new();
    while drawn.len() < rows {
        let seed = 1_000 * seed + drawn.len() as u64;
        drawn.extend(random_row(&mut rng, seed));
    }
    drawn
}

/// Of the designs drawn at random, those that break a promise, with the interval that does.
const OUTSIDE_AT_RANDOM: [(&str, &str); 1] =
    [("H3 519 of 196012 16.5 errors mixed", "money posterior")];

fn random_row(rng: &mut Xoshiro256PlusPlus, seed: u64) -> Option<Row> {
    let n_strata = rng.random_range(1..=20);
    let expected = 1.8 * (70.0f64 / 1.8).powf(rng.random());
    let mut strata: Vec<(u64, u64, f64)> = (0..n_strata)
        .map(|_| {
            let n = (20.0 * 30f64.powf(rng.random())).round();
            let fraction = if rng.random_bool(0.125) {
                1.0
            } else {
                0.001 * 600f64.powf(rng.random())
            };
            let lie: f64 = LogNormal::new(0.0, 1.0).expect("a spread").sample(rng);
            ((n / fraction).round() as u64, n as u64, lie)
        })
        .collect();
    let sum: f64 = strata.iter().map(|s| s.1 as f64 * s.2).sum();
    for stratum in &mut strata {
        stratum.2 *= expected / sum;
    }
    let is_rare = strata.iter().all(|s| s.2 <= 0.1);
    if !is_rare || strata.iter().all(|s| s.0 == s.1) {
        return None;
    }
    let population: u64 = strata.iter().map(|s| s.0).sum();
    let checked: u64 = strata.iter().map(|s| s.1).sum();
    let join = |of: &dyn Fn(&(u64, u64, f64)) -> String| -> String {
        strata.iter().map(of).collect::<Vec<_>>().join("|")
    };
    let shape = if rng.random_bool(0.5) {
        "small"
    } else {
        "mixed"
    };
    let cell = format!("H{n_strata} {checked} of {population} {expected:.1} errors {shape}");
    let mut outside = OUTSIDE_AT_RANDOM.iter().filter(|(name, _)| *name == cell);
    let outside = outside.next().map_or("", |(_, interval)| interval);
    Some(Row::of([
        ("outside", outside.into()),
        ("cell", cell),
        ("family", "random".into()),
        ("times", join(&|_| "1".into())),
        ("N", join(&|s| s.0.to_string())),
        ("n", join(&|s| s.1.to_string())),
        ("p", join(&|s| s.2.to_string())),
        ("shape", shape.into()),
        ("spread", "0".into()),
        ("seed", seed.to_string()),
    ]))
}
