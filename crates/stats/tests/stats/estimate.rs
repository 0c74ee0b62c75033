//! What every interval keeps, whatever it is given: limits around the value, no panic, known answers at the ends.

use proptest::prelude::*;
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_stats::agreement::Pairs;
use tierone_stats::cluster::{self, Clusters};
use tierone_stats::duration::{Band, Ending, Spell, cumulative_incidence, kaplan_meier};
use tierone_stats::finite::{self, SimpleSample};
use tierone_stats::misclassified::{self, Checking, Trial};
use tierone_stats::moment_bound::{self, MonetarySample, Most, Side};
use tierone_stats::monetary::{self, FoundError, Frame};
use tierone_stats::prediction_powered::{self, CheckedAgain, FailedAmounts};
use tierone_stats::special;
use tierone_stats::stratified::{self, Stratum};
use tierone_stats::trial::{Fit, Sums};
use tierone_stats::unequal::{self, Weights};
use tierone_stats::{
    Estimate, METHODS, SPECIAL, difference, double_sampling, monte_carlo, proportion,
};

pub type Interval = fn(u64, u64, f64) -> Option<Estimate>;

const PROPORTION: [Interval; 8] = [
    proportion::wilson,
    proportion::wilson_cc,
    proportion::clopper_pearson,
    proportion::mid_p,
    proportion::jeffreys,
    proportion::jeffreys_raw,
    proportion::agresti_coull,
    proportion::wald,
];

type Stratified = fn(&[Stratum], f64) -> Option<Estimate>;

const STRATIFIED: [Stratified; 5] = [
    stratified::wilson_smoothed,
    stratified::korn_graubard,
    stratified::fay_feuer,
    stratified::profile_likelihood,
    draws,
];

fn draws(strata: &[Stratum], confidence: f64) -> Option<Estimate> {
    stratified::poisson_gamma(
        strata,
        confidence,
        400,
        &mut Xoshiro256PlusPlus::seed_from_u64(1),
    )
}

fn strata() -> impl Strategy<Value = Vec<Stratum>> {
    let stratum =
        (0_u64..400, 0.0..1.0, 1.0..100.0).prop_map(|(sampled, share, weight): (u64, f64, f64)| {
            Stratum {
                // A fair number of censuses.
                population: sampled as f64 * if weight < 20.0 { 1.0 } else { weight },
                sampled,
                found: (sampled as f64 * share.powi(4)) as u64,
            }
        });
    prop::collection::vec(stratum, 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn limits_of_a_proportion_hold_its_value(checked in 0_u64..20_000_000, share in 0.0..1.0, confidence in 0.5..0.999) {
        let found = (checked as f64 * share) as u64;
        for interval in PROPORTION {
            let estimate = interval(found, checked, confidence);
            prop_assert_eq!(estimate.is_some(), checked > 0);
            let Some(estimate) = estimate else { continue };
            prop_assert!(holds(&estimate, 1.0), "{:?}", estimate);
            prop_assert_eq!(interval(checked + 1, checked, confidence), None);
        }
    }

    #[test]
    fn one_more_error_never_lowers_a_limit(checked in 1_u64..5_000, share in 0.0..1.0) {
        let found = ((checked - 1) as f64 * share) as u64;
        for interval in PROPORTION.into_iter().take(6) {
            let (fewer, more) = (interval(found, checked, 0.95), interval(found + 1, checked, 0.95));
            let (Some(fewer), Some(more)) = (fewer, more) else { panic!("a possible sample") };
            prop_assert!(more.low >= fewer.low && more.high >= fewer.high, "{:?} {:?}", fewer, more);
        }
    }

    #[test]
    fn exact_bounds_of_a_frame_hold_what_was_seen(population in 1_u64..10_000_000, part in 0.0..1.0, share in 0.0..1.0) {
        let sampled = ((population as f64 * part) as u64).max(1);
        let found = (sampled as f64 * share) as u64;
        let sample = SimpleSample { population, sampled, found };
        let (Some(least), Some(most)) = (finite::least_errors(sample, 0.025), finite::most_errors(sample, 0.025)) else {
            panic!("a possible sample")
        };
        prop_assert!(found <= least && least <= most && most <= population - (sampled - found));
        let estimate = finite::hypergeometric(sample, 0.95).expect("a possible sample");
        prop_assert!(holds(&estimate, 1.0));
    }

    #[test]
    fn limits_of_a_stratified_share_hold_its_value(strata in strata(), confidence in 0.5..0.999) {
        let checked = strata.iter().any(|stratum| stratum.sampled > 0);
        for interval in STRATIFIED {
            let estimate = interval(&strata, confidence);
            prop_assert_eq!(estimate.is_some(), checked);
            if let Some(estimate) = estimate {
                prop_assert!(holds(&estimate, 1.0), "{:?}", estimate);
            }
        }
    }

    #[test]
    fn limits_of_money_hold_its_value(
        amounts in prop::collection::vec((0.0..5_000.0, 1.0..200.0), 0..40),
        confidence in 0.5..0.999,
    ) {
        let found: Vec<FoundError> = amounts.iter().map(|&(amount, weight)| FoundError { amount, weight }).collect();
        let frame = Frame { value: 1e7, max_weight: 200.0, max_amount: 5_000.0, value_of_a_pound: 1.0 };
        let estimate = monetary::fay_feuer(&found, frame, confidence).expect("a frame");
        prop_assert!(holds(&estimate, f64::INFINITY));
        prop_assert!(estimate.high > 0.0);
    }

    #[test]
    fn quantiles_undo_their_tails(log_a in -4.0..16.0, log_b in -4.0..16.0, log_p in -30.0..-0.01) {
        let (a, b, p) = (f64::exp(log_a), f64::exp(log_b), f64::exp(log_p));
        // What rounding the answer to a double moves the probability by; more than that is an error of ours.
        let slack = |a: f64| SPECIAL.max(1e-15 * a);
        let x = special::beta_quantile(a, b, p);
        if x > 1e-290 && 1.0 - x > 1e-3 {
            prop_assert!(near(special::beta_tails(a, b, x).lower, p, slack(a + b)), "beta {a} {b} {p}: {x}");
        }
        let x = special::gamma_quantile(a, p);
        if x > 1e-290 {
            prop_assert!(near(special::gamma_tails(a, x).lower, p, slack(a)), "gamma {a} {p}: {x}");
        }
        let x = special::gamma_upper_quantile(a, p);
        if x > 1e-290 {
            prop_assert!(near(special::gamma_tails(a, x).upper, p, slack(a)), "gamma {a} {p}: {x}");
        }
        prop_assert!(near(special::normal_tails(special::normal_quantile(p)).lower, p, 1e-12));
    }

    #[test]
    fn special_functions_always_return(bits in any::<[u64; 3]>(), n in any::<u64>(), k in any::<u64>()) {
        let [a, b, p] = bits.map(f64::from_bits);
        for (a, b, p) in [(a, b, p), (a.abs(), b.abs(), p.abs().fract()), (a.abs() % 1e9, b.abs() % 1e9, p.abs().fract())] {
            for tails in [special::beta_tails(a, b, p), special::gamma_tails(a, b), special::normal_tails(a)] {
                prop_assert!([tails.lower, tails.upper].iter().all(|tail| tail.is_nan() || (0.0..=1.0).contains(tail)));
            }
            special::beta_quantile(a, b, p);
            special::gamma_quantile(a, p);
            special::gamma_upper_quantile(a, p);
            special::student_t_quantile(a, p);
            special::f_quantile(a, b, p);
            special::normal_quantile(p);
            special::binomial_tails(k, n, p);
            special::hypergeometric_tails(k % 10_000_000, 10_000_000, n % 10_000_001, (n / 7) % 10_000_001);
        }
    }
}

#[test]
fn a_census_has_no_width() {
    let strata = [
        Stratum {
            population: 500.0,
            sampled: 500,
            found: 3,
        },
        Stratum {
            population: 70.0,
            sampled: 70,
            found: 0,
        },
    ];
    for interval in [
        stratified::wilson_smoothed,
        stratified::korn_graubard,
        stratified::fay_feuer,
        draws,
    ] {
        let estimate = interval(&strata, 0.95).expect("a census");
        assert_eq!(
            (estimate.low, estimate.high),
            (3.0 / 570.0, 3.0 / 570.0),
            "{}",
            estimate.method
        );
    }
    let sample = SimpleSample {
        population: 500,
        sampled: 500,
        found: 3,
    };
    let estimate = finite::hypergeometric(sample, 0.95).expect("a census");
    assert_eq!((estimate.low, estimate.high), (0.006, 0.006));
    let found = [FoundError {
        amount: 12.0,
        weight: 1.0,
    }];
    let frame = Frame {
        value: 1_200.0,
        max_weight: 1.0,
        max_amount: 100.0,
        value_of_a_pound: 1.0,
    };
    let estimate = monetary::fay_feuer(&found, frame, 0.95).expect("a census");
    assert_eq!(
        (estimate.low, estimate.value, estimate.high),
        (0.01, 0.01, 0.01)
    );
}

#[test]
fn no_error_found_is_a_bound() {
    let strata = [Stratum {
        population: 3e9,
        sampled: 300,
        found: 0,
    }];
    for interval in [
        stratified::wilson_smoothed,
        stratified::fay_feuer,
        stratified::profile_likelihood,
        draws,
    ] {
        let estimate = interval(&strata, 0.95).expect("checks");
        assert_eq!((estimate.value, estimate.low), (0.0, 0.0));
        assert!(
            estimate.high > 0.006 && estimate.high < 0.013,
            "{estimate:?}"
        );
    }
    // 1 − 0.05^(1/299) is the first bound below 1 %.
    assert!(proportion::clopper_pearson_upper(0, 299, 0.95).expect("checks") < 0.01);
    assert!(proportion::clopper_pearson_upper(0, 298, 0.95).expect("checks") > 0.01);
    // One error of the declared maximum, at the 97.5 percentile of an exponential variable.
    let frame = Frame {
        value: 1e9,
        max_weight: 1e6,
        max_amount: 10.0,
        value_of_a_pound: 1.0,
    };
    let estimate = monetary::fay_feuer(&[], frame, 0.95).expect("a frame");
    assert_eq!((estimate.value, estimate.low), (0.0, 0.0));
    assert!(
        near(estimate.high, -(0.025f64.ln()) * 0.01, 1e-5),
        "{estimate:?}"
    );
}

#[test]
fn nothing_checked_is_not_an_estimate() {
    assert_eq!(stratified::rate(&[]), None);
    let unchecked = [Stratum {
        population: 100.0,
        sampled: 0,
        found: 0,
    }];
    assert_eq!(stratified::wilson_smoothed(&unchecked, 0.95), None);
    assert_eq!(
        monetary::fay_feuer(
            &[],
            Frame {
                value: 0.0,
                max_weight: 1.0,
                max_amount: 1.0,
                value_of_a_pound: 1.0,
            },
            0.95
        ),
        None
    );
    assert_eq!(proportion::wilson(1, 2, 1.0), None);
    assert_eq!(monte_carlo::summarise(&[None, Some(f64::NAN)]), None);
}

#[test]
fn strata_of_equal_weight_pool_to_the_same_estimate() {
    let strata: Vec<Stratum> = (0..40)
        .map(|h| Stratum {
            population: 50.0 * (2 + h % 3) as f64,
            sampled: 2 + h % 3,
            found: u64::from(h % 7 == 0),
        })
        .collect();
    let pooled = stratified::pool_equal_weights(&strata);
    assert_eq!(pooled.len(), 1);
    assert!(near(
        stratified::rate(&pooled).expect("checks"),
        stratified::rate(&strata).expect("checks"),
        1e-14
    ));
}

#[test]
fn every_method_named_is_in_the_table() {
    let strata = [Stratum {
        population: 900.0,
        sampled: 30,
        found: 1,
    }];
    let mut named: Vec<&str> = PROPORTION
        .iter()
        .map(|interval| interval(1, 30, 0.95).expect("checks").method)
        .collect();
    named.extend(
        STRATIFIED
            .iter()
            .map(|interval| interval(&strata, 0.95).expect("checks").method),
    );
    named.push(
        finite::hypergeometric(
            SimpleSample {
                population: 900,
                sampled: 30,
                found: 1,
            },
            0.95,
        )
        .expect("checks")
        .method,
    );
    let rng = &mut Xoshiro256PlusPlus::seed_from_u64(1);
    let frame = Frame {
        value: 900.0,
        max_weight: 30.0,
        max_amount: 1.0,
        value_of_a_pound: 1.0,
    };
    let mut weights = Weights::default();
    for weight in [1.5, 30.0, 90.0] {
        weights.add(weight);
    }
    named.push(
        unequal::wilson_kish(&[30.0], weights, None, 0.95)
            .expect("checks")
            .method,
    );
    let clusters = Clusters {
        frame: 5,
        drawn: vec![strata[0].into(); 3],
    };
    named.push(cluster::wilson(&[clusters], 0.95).expect("checks").method);
    named.push(
        double_sampling::share(&double_sampling::Weighted::simple(&strata, 300.0), 0.95)
            .expect("checks")
            .method,
    );
    named.push(
        monetary::posterior(&strata, &[], frame, 0.95, 100, rng)
            .expect("checks")
            .method,
    );
    let wilson = proportion::wilson(3, 30, 0.95).expect("checks");
    named.push(difference::mover(wilson, wilson).method);
    named.push(difference::mover_correlated(wilson, wilson, 0.5).method);
    let pairs = Pairs {
        first: 3,
        neither: 5,
        ..Default::default()
    };
    named.push(difference::paired(pairs, 0.95).expect("pairs").method);
    let checking = Checking {
        sensitivity: 0.9,
        specificity: 0.99,
    };
    named.push(
        misclassified::known(wilson, checking)
            .expect("it corrects")
            .method,
    );
    let trial = Trial {
        hits: 90,
        tried: 100,
    };
    named.push(
        misclassified::lang_reiczigel(0.1, 30.0, trial, trial, 0.95)
            .expect("checks")
            .method,
    );
    let checked = [moment_bound::Checked {
        number: 30.0,
        weight: 30.0,
        mean_value: 1.0,
    }];
    let sample = MonetarySample {
        found: &[],
        checked: &checked,
        most: Most::OfValue(1.0),
        effect: 1.0,
        value: 900.0,
    };
    named.push(sample.estimate(Side::Gross, 0.95).expect("checks").method);
    let days = [2.0, 5.0, 9.0, 12.0];
    let spell = |time: f64| Spell {
        entry: 0.0,
        time,
        ended: time < 10.0,
    };
    let open = kaplan_meier(&days.map(spell)).expect("cases");
    for band in [Band::LogLog, Band::Log, Band::Plain] {
        named.push(open.interval(5.0, 0.95, band).expect("cases").method);
    }
    let ending = |time: f64| Ending {
        time,
        cause: (time < 10.0).then_some(1),
    };
    let ended = cumulative_incidence(&days.map(ending), 1, 5.0).expect("cases");
    named.push(ended.interval(0.95).expect("cases").method);
    let teams = [[1.0, 2.0], [2.0, 4.0], [3.0, 3.0], [4.0, 6.0]];
    let teams = teams.iter().enumerate().map(|(team, found)| {
        let mut sums = Sums::default();
        found
            .iter()
            .for_each(|y| sums.add([1.0, (team % 2) as f64], *y));
        sums
    });
    let fit = Fit::of(&teams.collect::<Vec<_>>()).expect("clusters");
    named.push(fit.interval(1, 0.95).expect("clusters").method);
    let cheap = Stratum {
        population: 100.0,
        sampled: 20,
        found: 4,
    };
    let share = prediction_powered::share(&[&[cheap]], 0.95);
    named.push(share.expect("checks").method);
    let again: Vec<CheckedAgain> = (1..=20)
        .map(|k| CheckedAgain {
            cheap: 5.0 * f64::from(k),
            gold: 4.5 * f64::from(k),
            value: 1_000.0,
        })
        .collect();
    let failed = FailedAmounts {
        decisions: 200,
        cheap_total: 10_000.0,
        cheap_squares: 700_000.0,
        most: 200_000.0,
        again: &again,
    };
    let amounts = prediction_powered::money(&failed, &sample, &[], 0.95);
    named.push(amounts.expect("checks").method);
    // Of real samples alone: `tests/shell/estimating.rs` makes it.
    named.push("census");
    named.sort_unstable();
    named.dedup();
    let mut table: Vec<&str> = METHODS.iter().map(|method| method.name).collect();
    table.sort_unstable();
    assert_eq!(named, table);
}

fn holds(estimate: &Estimate, most: f64) -> bool {
    let Estimate {
        value, low, high, ..
    } = *estimate;
    0.0 <= low && low <= value && value <= high && high <= most && high.is_finite()
}

pub fn near(got: f64, expected: f64, relative: f64) -> bool {
    (got - expected).abs() <= relative * expected.abs()
}
