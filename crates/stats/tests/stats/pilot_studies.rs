//! Simulated pilots: how often each analysis finds an effect where there is none, and how often it finds one that is there.
//!
//! Teams differ by a beta law with the intra-class correlation, and in the size of their samples. The long study prints its
//! table; a short one holds the main row.

use rand::RngExt;
use rand_distr::{Beta, Distribution};
use tierone_stats::rng::{Address, Purpose, Stream};
use tierone_stats::trial::{
    Arms, Fit, Sums, Variance, design_effect, naive_type_one_error, permutation, power_t,
};

/// The teams of a simulated pilot.
#[derive(Clone, Copy)]
struct Design {
    teams: usize,
    /// Cases checked of a team in each period, on average, and how far sizes vary.
    cases: f64,
    spread: f64,
    correlation: f64,
    /// The share in error of the others, and of the pilot.
    shares: [f64; 2],
}

/// How often each analysis found an effect.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    cr2: f64,
    change: f64,
    permutation: f64,
    naive: f64,
    naive_change: f64,
}

/// A share of a team, about the share of its arm.
fn share(mean: f64, correlation: f64, stream: &mut Stream) -> f64 {
    let size = 1.0 / correlation - 1.0;
    Beta::new(mean * size, (1.0 - mean) * size)
        .expect("a law")
        .sample(stream)
}

fn rejects<const P: usize>(fit: Option<Fit<P>>) -> (bool, bool) {
    let Some(fit) = fit else {
        return (false, false);
    };
    let cr2 = fit.p_value(P - 1).is_some_and(|p| p <= 0.05);
    let naive = fit.standard_error(P - 1, Variance::Naive);
    (
        cr2,
        naive.is_some_and(|se| (fit.coefficients[P - 1] / se).abs() > 1.96),
    )
}

fn study(design: Design, pilots: u32) -> Found {
    let mut found = Found::default();
    for replication in 0..pilots {
        let address = Address {
            seed: 19,
            replication,
            period: None,
        };
        let mut stream = address.open(&Purpose::world());
        let mut after = Vec::new();
        let mut both = Vec::new();
        let mut shares: [Vec<f64>; 2] = Default::default();
        for team in 0..design.teams {
            let arm = team % 2;
            let x = arm as f64;
            let vary = 1.0 + design.spread * (2.0 * stream.random::<f64>() - 1.0) * 3f64.sqrt();
            let cases = (design.cases * vary).round().max(2.0) as u64;
            // Half of what makes a team unlike others stays with it, half is of the period.
            let own = share(0.5, 0.05, &mut stream) - 0.5;
            let mut change = Sums::default();
            for period in [0.0, 1.0] {
                let mean = if period > 0.0 {
                    design.shares[arm]
                } else {
                    design.shares[0]
                };
                let wrong = share(mean, design.correlation, &mut stream);
                let shifted = (wrong + 0.2 * mean * own).clamp(0.0, 1.0);
                let rate = if period > 0.0 { wrong } else { shifted };
                let errors = (0..cases).filter(|_| stream.random::<f64>() < rate).count() as u64;
                for (y, rows) in [(1.0, errors), (0.0, cases - errors)] {
                    change.add_many([1.0, x, period, x * period], y, rows);
                }
                if period > 0.0 {
                    let mut sums = Sums::default();
                    for (y, rows) in [(1.0, errors), (0.0, cases - errors)] {
                        sums.add_many([1.0, x], y, rows);
                    }
                    after.push(sums);
                    shares[arm].push(errors as f64 / cases as f64);
                }
            }
            both.push(change);
        }
        let (cr2, naive) = rejects(Fit::of(&after));
        let (change, naive_change) = rejects(Fit::of(&both));
        let dealt = permutation(&shares[1], &shares[0], &mut stream).expect("two arms");
        let one = 1.0 / f64::from(pilots);
        for (count, yes) in [
            (&mut found.cr2, cr2),
            (&mut found.naive, naive),
            (&mut found.change, change),
            (&mut found.naive_change, naive_change),
            (&mut found.permutation, dealt.p_two_sided <= 0.05),
        ] {
            *count += f64::from(u8::from(yes)) * one;
        }
    }
    found
}

const NULL: Design = Design {
    teams: 12,
    cases: 50.0,
    spread: 0.0,
    correlation: 0.05,
    shares: [0.10, 0.10],
};

#[test]
fn an_analysis_that_forgets_teams_finds_effects_that_are_not_there() {
    // 200 pilots, seed 19: the naive test's size is 26 % by its closed form, with a standard error of 3 points.
    let found = study(NULL, 200);
    let naive = naive_type_one_error(design_effect(50.0, 0.0, 0.05), 0.05).expect("a size");
    assert!(
        (found.naive - naive).abs() < 4.0 * (naive * (1.0 - naive) / 200.0).sqrt(),
        "{found:?}"
    );
    // Four standard errors of 5 % among 200.
    assert!(found.cr2 < 0.05 + 0.062, "{found:?}");
}

/// 2,000 pilots of each size: the standard error of 5 % is 0.5 points.
#[test]
#[ignore = "a long study: some minutes"]
fn type_one_error_and_power_of_simulated_pilots() {
    let mut wrong = Vec::new();
    println!(
        "teams spread | no effect: CR2, DiD CR2, permutation, naive, naive DiD | effect: CR2, computed"
    );
    for spread in [0.0, 0.5] {
        for teams in [6, 12, 40] {
            let design = Design {
                teams,
                spread,
                ..NULL
            };
            let none = study(design, 2_000);
            let effect = Design {
                shares: [0.14, 0.06],
                ..design
            };
            let some = study(effect, 2_000);
            let arms = Arms {
                clusters: teams as u64 / 2,
                size: design.cases,
                design_effect: design_effect(design.cases, spread, design.correlation),
            };
            let power = power_t(arms, effect.shares, 0.05).expect("power");
            println!(
                "{teams:>5} {spread:>6} | {:.3} {:.3} {:.3} {:.3} {:.3} | {:.3} {power:.3}",
                none.cr2, none.change, none.permutation, none.naive, none.naive_change, some.cr2
            );
            for (name, size) in [("CR2", none.cr2), ("DiD", none.change)] {
                if !(0.035..=0.065).contains(&size) {
                    wrong.push(format!("{name} of {teams} teams, spread {spread}: {size}"));
                }
            }
            if none.permutation > 0.06 {
                wrong.push(format!(
                    "permutation of {teams} teams: {}",
                    none.permutation
                ));
            }
            if teams == 6 && none.permutation > 0.0 {
                wrong.push("three and three teams were significant".into());
            }
            if none.naive < 0.15 {
                wrong.push(format!(
                    "the naive analysis of {teams} teams held: {}",
                    none.naive
                ));
            }
            // Four standard errors of a share among 2,000, and two points for the normal law of a share of errors.
            if (some.cr2 - power).abs() > 4.0 * (power * (1.0 - power) / 2_000.0).sqrt() + 0.02 {
                wrong.push(format!(
                    "power of {teams} teams, spread {spread}: {} for {power}",
                    some.cr2
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
