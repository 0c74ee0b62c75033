//! Sums, percentiles, digits that are sure, and tails where one method takes over from another.

use super::estimate::near;
use tierone_stats::monte_carlo;
use tierone_stats::special::{self, Tails};

#[test]
fn sums_and_percentiles_are_those_of_the_textbook() {
    assert_eq!(monte_carlo::sum([1.0, 1e100, 1.0, -1e100]), 2.0);
    let values: Vec<Option<f64>> = [
        Some(4.0),
        None,
        Some(1.0),
        Some(2.0),
        Some(f64::NAN),
        Some(3.0),
    ]
    .into();
    let summary = monte_carlo::summarise(&values).expect("values");
    assert_eq!((summary.n, summary.mean, summary.p50), (4, 2.5, 2.5));
    // quantile(1:4, 0.025) in R is 1.075.
    assert!(near(summary.p2_5, 1.075, 1e-15) && near(summary.p97_5, 3.925, 1e-15));
    assert!(near(
        summary.sd.expect("four values"),
        (5.0f64 / 3.0).sqrt(),
        1e-15
    ));
    assert!(near(
        summary.mcse.expect("four values"),
        (5.0f64 / 12.0).sqrt(),
        1e-15
    ));
    let one = monte_carlo::summarise(&[Some(7.0)]).expect("a value");
    assert_eq!(
        (one.mean, one.sd, one.mcse, one.p2_5),
        (7.0, None, None, 7.0)
    );
}

#[test]
fn digits_stop_where_the_monte_carlo_error_begins() {
    for (mcse, decimals) in [
        (0.0023, 3),
        (0.01, 2),
        (0.009, 3),
        (0.5, 1),
        (1.0, 0),
        (37.0, 0),
        (0.0, 6),
        (1e-12, 6),
    ] {
        assert_eq!(monte_carlo::decimals(mcse, 6), decimals, "{mcse}");
    }
}

#[test]
fn tails_agree_where_one_method_takes_over_from_another() {
    // Known in closed form: a gamma of whole shape a is a Poisson tail, summed here term by term.
    for shape in [1_u32, 5, 19, 20, 21, 60] {
        for ratio in [0.2, 0.5, 0.9, 1.0, 1.1, 1.9, 2.6, 3.5] {
            let x = f64::from(shape) * ratio;
            let (mut term, mut upper) = ((-x).exp(), 0.0);
            for k in 0..shape {
                upper += term;
                term *= x / f64::from(k + 1);
            }
            let tails = special::gamma_tails(f64::from(shape), x);
            assert!(
                near(tails.upper, upper, 1e-13),
                "{shape} {x}: {tails:?} {upper}"
            );
        }
    }
    // The two tails of a beta swap with its shapes, and a large second shape leaves a gamma.
    for (a, b, x) in [
        (3.0, 8.0, 0.2),
        (19.9, 300.0, 0.07),
        (20.1, 300.0, 0.07),
        (500.0, 30.0, 0.96),
        (0.05, 900.0, 1e-5),
    ] {
        let (one, other) = (
            special::beta_tails(a, b, x),
            special::beta_tails(b, a, 1.0 - x),
        );
        assert!(
            near(one.lower, other.upper, 1e-12) && near(one.upper, other.lower, 1e-12),
            "{a} {b} {x}"
        );
        let (beta, gamma) = (
            special::beta_tails(a, 1e14, x / 1e14),
            special::gamma_tails(a, x),
        );
        assert!(
            near(beta.lower, gamma.lower, 1e-11),
            "{a} {x}: {beta:?} {gamma:?}"
        );
    }
    let Tails { lower, upper } = special::beta_tails(1e8, 1e8, 0.5);
    assert!(near(lower, 0.5, 1e-12) && near(upper, 0.5, 1e-12));
}
