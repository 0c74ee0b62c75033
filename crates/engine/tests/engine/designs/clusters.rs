//! Samples of teams and of decisions within them.

use super::strata::Shape;
use super::{Coverage, Row};
use rand::SeedableRng;
use rand_distr::{Binomial, Distribution, LogNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_stats::DRAWS;
use tierone_stats::cluster::{self, Cluster, Clusters};
use tierone_stats::monetary::{self, FoundError, Frame};
use tierone_stats::stratified::{self, Stratum};

/// What is studied, in the order in which `replicate` gives it.
pub const STUDIED: [&str; 4] = ["share", "money posterior", "money closed", "as if simple"];

/// `N` decisions in each of `teams`, of which `drawn`, and `n` decisions in each; `between` is the standard deviation of
/// the logarithm of the teams' rates.
pub fn replicate(row: &Row, replications: usize) -> Vec<Coverage> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(row.seed());
    let [size, n, teams, drawn] = ["N", "n", "teams", "drawn"].map(|key| row.number(key) as u64);
    let between = row.number("between");
    let rates = LogNormal::new(-0.5 * between * between, between).expect("a spread");
    let shape = Shape::named(row.text("shape"));
    let weight = (teams * size) as f64 / (drawn * n) as f64;
    let frame = Frame {
        value: (teams * size) as f64,
        max_weight: weight,
        max_amount: 1.0,
        value_of_a_pound: 1.0,
    };
    let mut cells = vec![Coverage::default(); STUDIED.len()];
    for _ in 0..replications {
        let (mut clusters, mut found) = (Vec::new(), Vec::new());
        let (mut errors, mut money) = (0, 0.0);
        for team in 0..teams {
            let p = (row.number("p") * rates.sample(&mut rng)).min(1.0);
            let checked = if team < drawn { n } else { 0 };
            let mut binomial = |n| Binomial::new(n, p).expect("a rate").sample(&mut rng);
            let (x, missed) = (binomial(checked), binomial(size - checked));
            errors += x + missed;
            let mut team_found = Cluster::from(Stratum {
                population: size as f64,
                sampled: n,
                found: x,
            });
            for i in 0..x + missed {
                let amount = shape.taint(&mut rng);
                money += amount;
                if i < x {
                    team_found.amount += amount;
                    team_found.squares += amount * amount;
                    found.push(FoundError { amount, weight });
                }
            }
            if team < drawn {
                clusters.push(team_found);
            }
        }
        let share = errors as f64 / frame.value;
        let ratio = money / frame.value;
        let simple = Stratum {
            population: frame.value,
            sampled: drawn * n,
            found: found.len() as u64,
        };
        let strata = [Clusters {
            frame: teams,
            drawn: clusters,
        }];
        cells[0].add(cluster::wilson(&strata, 0.95).expect("checks"), share);
        let effect = cluster::design_effect(&strata, 0.95).expect("checks");
        let posterior = monetary::posterior_with_design_effect(
            &[simple],
            &found,
            frame,
            effect,
            0.95,
            DRAWS,
            &mut rng,
        );
        cells[1].add(posterior.expect("a frame"), ratio);
        let closed = monetary::fay_feuer_with_design_effect(&found, frame, effect, 0.95);
        cells[2].add(closed.expect("a frame"), ratio);
        let simple = stratified::wilson_smoothed(&[simple], 0.95);
        cells[3].add(simple.expect("checks"), share);
    }
    cells
}
