//! Limits against other code, a census, nothing found, and coverage by enumeration.

use super::*;
use crate::special::{binomial_mass, hypergeometric_tails};

/// A stratum of (N, n, mean value) with its errors (amount, value).
type Stratum<'a> = (f64, f64, f64, &'a [(f64, f64)]);

/// The limits of gross as a total.
fn of(strata: &[Stratum]) -> Estimate {
    let (mut found, mut checked) = (Vec::new(), Vec::new());
    for (population, number, mean_value, errors) in strata {
        let weight = population / number;
        checked.push(Checked {
            number: *number,
            weight,
            mean_value: *mean_value,
        });
        found.extend(errors.iter().map(|(amount, value)| WrongDecision {
            over: *amount,
            under: 0.0,
            value: *value,
            weight,
        }));
    }
    sample(&found, &checked)
        .estimate(Side::Gross, 0.95)
        .expect("a sample")
}

fn sample<'a>(found: &'a [WrongDecision], checked: &'a [Checked]) -> MonetarySample<'a> {
    MonetarySample {
        found,
        checked,
        most: Most::OfValue(1.0),
        effect: 1.0,
        value: 1.0,
    }
}

#[test]
fn limits_are_those_of_other_code() {
    // Worked out in Python with an incomplete gamma function by series and continued fraction, without this code.
    let cases: [(&[Stratum], f64, f64); 4] = [
        (
            &[
                (
                    12_000.0,
                    300.0,
                    2_000.0,
                    &[(100.0, 2_000.0), (40.0, 1_500.0)],
                ),
                (8_000.0, 300.0, 4_000.0, &[(300.0, 4_000.0)]),
            ],
            2_966.633_882_231_019,
            250_163.446_906_910_9,
        ),
        (
            &[
                (
                    15_000.0,
                    300.0,
                    500.0,
                    &[(5.0, 400.0), (100.0, 500.0), (240.0, 480.0)],
                ),
                (4_000.0, 300.0, 3_000.0, &[(1_200.0, 2_900.0)]),
                (
                    1_000.0,
                    300.0,
                    20_000.0,
                    &[(10_000.0, 20_000.0), (30.0, 15_000.0)],
                ),
            ],
            20_663.346_426_016_687,
            207_837.990_738_643_25,
        ),
        (
            &[(5_000.0, 100.0, 2_000.0, &[])],
            0.0,
            461_232.860_522_082_4,
        ),
        (
            &[(3_000.0, 60.0, 900.0, &[]), (3_000.0, 600.0, 5_000.0, &[])],
            0.0,
            168_698.961_598_329_7,
        ),
    ];
    for (strata, low, high) in cases {
        let limits = of(strata);
        for (limit, expected) in [(limits.low, low), (limits.high, high)] {
            assert!(
                (limit - expected).abs() <= 1e-9 * expected,
                "{limit} {expected}"
            );
        }
    }
}

#[test]
fn nothing_found_is_no_less_than_the_bound_of_one_side() {
    for (population, n) in [(5_000.0, 100.0), (2_000.0, 20.0), (1e9, 1_000.0)] {
        let most = 1.0 - 0.05f64.powf(1.0 / n);
        let limits = of(&[(population, n, 1.0, &[])]);
        assert!(limits.high >= most * population, "{n} of {population}");
        // A declared maximum lowers it.
        let checked = [Checked {
            number: n,
            weight: population / n,
            mean_value: 1.0,
        }];
        let half = MonetarySample {
            most: Most::OfValue(0.5),
            ..sample(&[], &checked)
        };
        let half = half.estimate(Side::Gross, 0.95).expect("a sample");
        assert!((half.high / limits.high - 0.5).abs() < 1e-12);
    }
}

/// A first error in a small decision tells of taints, a little, and hardly of how much the decisions hold that were not
/// checked: of the limit with no error, 15 of 21 parts of the taint and half of the value stay.
#[test]
fn a_small_error_in_a_small_decision_leaves_most_of_the_limit() {
    for (population, n) in [(3_000.0, 300.0), (20_000.0, 60.0)] {
        let none = of(&[(population, n, 2_500.0, &[])]).high;
        let small = of(&[(population, n, 2_500.0, &[(1.0, 100.0)])]).high;
        let usual = of(&[(population, n, 2_500.0, &[(25.0, 2_500.0)])]).high;
        assert!(small > none * (15.0 / 21.0) * 0.5, "{small} {none}");
        assert!(small < usual && usual < none, "{small} {usual} {none}");
    }
}

#[test]
fn a_census_leaves_nothing_unknown() {
    let limits = of(&[(100.0, 100.0, 50.0, &[(5.0, 60.0), (2.5, 40.0)])]);
    assert_eq!((limits.low, limits.high), (7.5, 7.5));
}

#[test]
fn what_is_no_sample_has_no_limits() {
    let checked = Checked {
        number: 10.0,
        weight: 5.0,
        mean_value: 100.0,
    };
    let none = Checked {
        number: 0.0,
        ..checked
    };
    let light = Checked {
        weight: 0.5,
        ..checked
    };
    let endless = Checked {
        weight: f64::INFINITY,
        ..checked
    };
    for checked in [&[][..], &[none], &[light], &[endless]] {
        assert_eq!(sample(&[], checked).estimate(Side::Gross, 0.95), None);
    }
    let of = [checked];
    let good = sample(&[], &of);
    assert!(good.estimate(Side::Gross, 0.95).is_some());
    assert_eq!(good.estimate(Side::Gross, 1.0), None);
    for most in [f64::NAN, -1.0, f64::INFINITY] {
        let most = Most::OfValue(most);
        let sample = MonetarySample { most, ..good };
        assert_eq!(sample.estimate(Side::Gross, 0.95), None);
    }
    let effect = 0.5;
    let sample = MonetarySample { effect, ..good };
    assert_eq!(sample.estimate(Side::Gross, 0.95), None);
}

/// Every error is the whole of its decision, all decisions are worth the same: coverage by enumeration.
#[test]
fn whole_values_in_error_are_held_at_least_as_often_as_promised() {
    let (mut least, mut place) = (1.0f64, (0.0, 0.0, 0.0));
    for n in [20.0, 60.0, 100.0, 300.0, 1_000.0] {
        for population in [2_000.0, 20_000.0, 1e9] {
            let errors: Vec<(f64, f64)> = vec![(1.0, 1.0); n as usize];
            let held: Vec<Estimate> = (0..=(n as usize).min(80))
                .map(|found| of(&[(population, n, 1.0, &errors[..found])]))
                .collect();
            for step in 0..60 {
                let share: f64 = 0.0005 * 100f64.powf(f64::from(step) / 59.0);
                let wrong = (share * population).round();
                if n * share > 30.0 {
                    continue;
                }
                let mass = |found: usize| match population < 1e8 {
                    true => {
                        let (x, all, k, n) =
                            (found as u64, population as u64, wrong as u64, n as u64);
                        let upto = |x: u64| hypergeometric_tails(x, all, k, n).lower;
                        upto(x) - if x > 0 { upto(x - 1) } else { 0.0 }
                    }
                    false => binomial_mass(found as f64, n, share, 1.0 - share),
                };
                let coverage: f64 = (0..held.len())
                    .filter(|found| held[*found].low <= wrong && wrong <= held[*found].high)
                    .map(mass)
                    .sum();
                if coverage < least {
                    (least, place) = (coverage, (n, population, share));
                }
            }
        }
    }
    assert!(least >= 0.93, "{least} at {place:?}");
}
