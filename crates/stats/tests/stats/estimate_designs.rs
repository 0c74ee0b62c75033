//! What estimates of value-weighted, weighted, clustered and double samples keep, whatever they are given.

use proptest::prelude::*;
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_stats::cluster::{self, Clusters};
use tierone_stats::double_sampling::{self, AmountPair, Weighted};
use tierone_stats::linear::{self, SampleUnit};
use tierone_stats::monetary::{self, FoundError, Frame};
use tierone_stats::monetary_unit::{self, ValueSample};
use tierone_stats::stratified::{self, Stratum};
use tierone_stats::unequal::{self, Weights};
use tierone_stats::zero::{self, CleanStratum};
use tierone_stats::{Estimate, PosteriorMoments, finite, proportion};

const UNITS: ValueSample = ValueSample {
    value: 1e6,
    interval: 1e3,
    max_taint: 1.0,
};

fn rng() -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(1)
}

fn found(amounts: &[(f64, f64)]) -> Vec<FoundError> {
    let error = |&(amount, weight): &(f64, f64)| FoundError { amount, weight };
    amounts.iter().map(error).collect()
}

fn holds(estimate: &Estimate, most: f64) -> bool {
    let Estimate {
        value, low, high, ..
    } = *estimate;
    0.0 <= low && low <= value && value <= high && high <= most && high.is_finite()
}

fn stratum(population: f64, sampled: u64, found: u64) -> Stratum {
    Stratum {
        population,
        sampled,
        found,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn limits_hold_the_value(
        amounts in prop::collection::vec((0.0..1_000.0, 1.0..500.0), 0..30),
        right in prop::collection::vec(1.0..500.0, 1..200),
        teams in prop::collection::vec((1_u64..60, 0.0..1.0, 1.0..50.0), 2..12),
        first in 10.0..5_000.0,
    ) {
        let found = found(&amounts);
        for estimate in [
            monetary_unit::fay_feuer(&found, UNITS, 0.95),
            monetary_unit::posterior(&found, UNITS, 0.95, 200, &mut rng()),
        ] {
            let estimate = estimate.expect("a frame");
            prop_assert!(holds(&estimate, f64::INFINITY) && estimate.high > 0.0, "{estimate:?}");
        }
        let wrong: Vec<f64> = found.iter().map(|error| error.weight).collect();
        let mut weights = Weights::default();
        wrong.iter().chain(&right).for_each(|weight| weights.add(*weight));
        for population in [None, Some(weights.sum * 1.1)] {
            let estimate = unequal::wilson_kish(&wrong, weights, population, 0.95).expect("checks");
            prop_assert!(holds(&estimate, 1.0), "{estimate:?}");
        }
        prop_assert!(weights.kish_effect() >= 1.0 - 1e-12);
        let drawn: Vec<Stratum> = teams
            .iter()
            .map(|&(sampled, share, weight): &(u64, f64, f64)| {
                stratum(sampled as f64 * weight, sampled, (sampled as f64 * share.powi(3)) as u64)
            })
            .collect();
        for frame in [drawn.len() as u64, 20] {
            let clusters = Clusters { frame, drawn: drawn.iter().copied().map(Into::into).collect() };
            let estimate = cluster::wilson(&[clusters], 0.95).expect("checks");
            prop_assert!(holds(&estimate, 1.0), "{estimate:?}");
        }
        let estimate = double_sampling::share(&Weighted::simple(&drawn[..2], first), 0.95).expect("checks");
        prop_assert!(holds(&estimate, 1.0), "{estimate:?}");
    }

    #[test]
    fn a_larger_error_never_lowers_stringers_bound(
        taints in prop::collection::vec(0.0..1.0, 1..20),
        more in 0.0..1.0,
    ) {
        let bound = |taints: &[f64]| monetary_unit::stringer(taints, 300, 0.95).expect("a sample");
        let before = bound(&taints);
        let mut larger = taints.clone();
        larger[0] += more;
        prop_assert!(bound(&larger) >= before);
        larger.push(0.0);
        prop_assert!(bound(&larger) >= before, "an error of nothing changes nothing");
        prop_assert!(before >= monetary_unit::mean_taint(&taints, 300).expect("a sample"));
    }
}

#[test]
fn no_error_found_is_a_bound() {
    let (none, mut weights) = (Vec::new(), Weights::default());
    (0..300).for_each(|k| weights.add(50.0 + f64::from(k % 3)));
    let drawn = [stratum(240.0, 15, 0); 20];
    let teams = Clusters {
        frame: 200,
        drawn: drawn.map(Into::into).to_vec(),
    };
    let results = [stratum(49_000.0, 300, 0), stratum(1_000.0, 20, 0)];
    for estimate in [
        unequal::wilson_kish(&[], weights, None, 0.95),
        cluster::wilson(&[teams], 0.95),
        double_sampling::share(&Weighted::simple(&results, 1_000.0), 0.95),
        monetary_unit::fay_feuer(&none, UNITS, 0.95),
        monetary_unit::posterior(&none, UNITS, 0.95, 1_000, &mut rng()),
    ] {
        let estimate = estimate.expect("checks");
        assert_eq!((estimate.value, estimate.low), (0.0, 0.0), "{estimate:?}");
        assert!(
            estimate.high > 0.0005 && estimate.high < 0.02,
            "{estimate:?}"
        );
    }
    // −ln 0.05 times the interval, as tables of reliability factors have it.
    let poisson = monetary_unit::stringer_poisson(&[], 1_000, 0.95).expect("a sample");
    assert!((poisson - 0.05f64.ln().abs() / 1_000.0).abs() < 1e-12);
}

#[test]
fn equal_weights_are_a_simple_sample() {
    let mut weights = Weights::default();
    (0..400).for_each(|_| weights.add(1e9));
    let kish = unequal::wilson_kish(&[1e9; 6], weights, None, 0.95).expect("checks");
    let wilson = proportion::wilson(6, 400, 0.95).expect("checks");
    for (a, b) in [
        (kish.value, wilson.value),
        (kish.low, wilson.low),
        (kish.high, wilson.high),
    ] {
        assert!((a - b).abs() < 0.03 * b, "{kish:?} {wilson:?}");
    }
    assert!((weights.kish_size() - 400.0).abs() < 1e-9);
}

#[test]
fn a_census_has_no_width() {
    let mut weights = Weights::default();
    (0..50).for_each(|_| weights.add(1.0));
    let kish = unequal::wilson_kish(&[1.0, 1.0], weights, Some(50.0), 0.95).expect("checks");
    let drawn = [stratum(50.0, 50, 2), stratum(50.0, 50, 2)];
    let teams = Clusters {
        frame: 2,
        drawn: drawn.map(Into::into).to_vec(),
    };
    let teams = cluster::wilson(&[teams], 0.95).expect("checks");
    let twice = double_sampling::share(&Weighted::simple(&drawn, 100.0), 0.95).expect("checks");
    for estimate in [kish, teams, twice] {
        assert_eq!(
            (estimate.low, estimate.value, estimate.high),
            (0.04, 0.04, 0.04),
            "{}",
            estimate.method
        );
    }
    let certain = found(&[(300.0, 1.0)]);
    let known = monetary_unit::fay_feuer(&certain, UNITS, 0.95).expect("a frame");
    assert!((known.value - 0.0003).abs() < 1e-15 && known.low == known.value);
}

#[test]
fn what_cannot_be_estimated_is_not() {
    assert_eq!(monetary_unit::stringer(&[0.5; 3], 2, 0.95), None);
    assert_eq!(monetary_unit::stringer(&[f64::NAN], 2, 0.95), None);
    assert_eq!(monetary_unit::sample_size(1e6, 1e4, 1e4, 0.95), None);
    assert_eq!(monetary_unit::mean_taint(&[], 0), None);
    let negative = found(&[(-1.0, 3.0)]);
    assert_eq!(monetary_unit::fay_feuer(&negative, UNITS, 0.95), None);
    assert_eq!(
        unequal::wilson_kish(&[], Weights::default(), None, 0.95),
        None
    );
    let one_of_several = Clusters {
        frame: 9,
        drawn: vec![stratum(10.0, 5, 1).into()],
    };
    assert_eq!(cluster::wilson(&[one_of_several], 0.95), None);
    assert_eq!(cluster::wilson(&[], 0.95), None);
    let never_rechecked = [stratum(90.0, 0, 0), stratum(10.0, 5, 1)];
    assert_eq!(
        double_sampling::share(&Weighted::simple(&never_rechecked, 50.0), 0.95),
        None
    );
    let pair = AmountPair {
        first: 2.0,
        again: 3.0,
    };
    assert_eq!(double_sampling::regression(1.0, &[pair]), None);
    assert_eq!(linear::total(&[], &[]), None);
    let lonely = SampleUnit {
        stratum: 0,
        cluster: 0,
        weight: 2.0,
        y: 1.0,
        x: 1.0,
        of_cluster: 1.0,
    };
    assert_eq!(linear::total(&[lonely], &[]), None);
    assert_eq!(
        linear::total(&[lonely], &[1.0]).map(|all| all.se),
        Some(0.0)
    );
    let frame = Frame {
        value: 0.0,
        max_weight: 1.0,
        max_amount: 1.0,
        value_of_a_pound: 1.0,
    };
    let strata = [stratum(90.0, 3, 0)];
    assert_eq!(
        monetary::posterior(&strata, &[], frame, 0.95, 100, &mut rng()),
        None
    );
}

#[test]
fn a_simple_sample_is_exact_where_much_of_it_is_checked() {
    for (population, sampled, method) in [(1_000, 50, "wilson"), (1_000, 51, "hypergeometric")] {
        let sample = finite::SimpleSample {
            population,
            sampled,
            found: 2,
        };
        assert_eq!(
            finite::simple(sample, 0.95).expect("a sample").method,
            method
        );
    }
}

#[test]
fn draws_of_a_posterior_have_its_moments() {
    // One stratum known, one thin, one in which nothing was found; amounts apart. α is about 0.003 for each of four
    // comparisons: three standard errors of a mean, and of a standard deviation from its own fourth moment.
    let strata = [
        stratum(200.0, 80, 3),
        stratum(9_000.0, 300, 2),
        stratum(5_000.0, 100, 0),
    ];
    let found = found(&[
        (0.02, 2.5),
        (0.9, 2.5),
        (0.3, 2.5),
        (0.1, 30.0),
        (0.6, 30.0),
    ]);
    let frame = Frame {
        value: 2.0 * 14_200.0,
        max_weight: 50.0,
        max_amount: 1.0,
        value_of_a_pound: 2.0,
    };
    let n = 200_000;
    let check = |draws: Vec<f64>, PosteriorMoments { mean, sd }| {
        let moment =
            |k: i32, about: f64| draws.iter().map(|x| (x - about).powi(k)).sum::<f64>() / n as f64;
        let own = moment(1, 0.0);
        let variance = moment(2, own);
        assert!(
            (own - mean).abs() < 3.0 * sd / f64::sqrt(n as f64),
            "{own} {mean}"
        );
        let error = ((moment(4, own) - variance * variance) / n as f64).sqrt();
        assert!(
            (variance - sd * sd).abs() < 3.0 * error,
            "{variance} {}",
            sd * sd
        );
    };
    let draws = stratified::poisson_gamma_draws(&strata, n, &mut rng()).expect("checks");
    check(
        draws,
        stratified::poisson_gamma_moments(&strata).expect("checks"),
    );
    let draws = monetary::posterior_draws(&strata, &found, frame, n, &mut rng());
    let moments = monetary::posterior_moments(&strata, &found, frame);
    check(draws.expect("checks"), moments.expect("checks"));
}

/// The probability that a simple sample misses every one of `errors`, exactly.
fn missed(population: u64, sampled: u64, errors: u64) -> f64 {
    let chance = |drawn: u64| {
        let right = (population - errors).saturating_sub(drawn) as f64;
        right / (population - drawn) as f64
    };
    (0..sampled).map(chance).product()
}

#[test]
fn wherever_errors_hide_nothing_is_found_in_one_of_twenty_samples_at_most() {
    let mut nearest = f64::INFINITY;
    for (north, south) in [
        ((400, 20, 100.0), (200, 10, 100.0)),
        ((400, 20, 100.0), (200, 4, 30.0)),
        ((100, 5, 10.0), (60, 30, 900.0)),
        ((50, 40, 70.0), (30, 2, 20.0)),
        ((40, 40, 70.0), (90, 12, 20.0)),
    ] {
        let clean = |(units, checked, most): (u64, u64, f64)| {
            CleanStratum::of(checked as f64, units as f64, most)
        };
        let bound = zero::worst(&[clean(north), clean(south)], 0.95).expect("a bound");
        let mut most = 0.0f64;
        // Every number of errors in either stratum, each as large as it can be.
        for of_north in 0..=north.0 {
            for of_south in 0..=south.0 {
                let total = of_north as f64 * north.2 + of_south as f64 * south.2;
                let chance =
                    missed(north.0, north.1, of_north) * missed(south.0, south.1, of_south);
                if chance > 0.05 + 1e-12 {
                    assert!(total <= bound, "{north:?} {south:?}: {total} above {bound}");
                    most = most.max(total);
                }
            }
        }
        nearest = nearest.min((bound - most) / (north.2 + south.2));
    }
    // The errors of a stratum are a whole number: where few of many are checked no more than one of each is to spare.
    assert!(nearest < 1.0, "{nearest}");
}

#[test]
fn wherever_errors_hide_in_clusters_nothing_is_found_in_one_of_twenty_samples_at_most() {
    const SHARES: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];
    for (drawn, checks) in [(2, 1), (2, 3), (4, 1), (4, 2), (4, 20)] {
        let clean = CleanStratum {
            checked: drawn as f64,
            all: 1.0,
        };
        let bound = zero::worst(&[clean], 0.95).expect("a bound");
        // All ways in which eight clusters have such shares in error, as numbers of clusters of each share.
        let mut ways = vec![vec![]];
        for _ in SHARES {
            let more = |way: &Vec<usize>| {
                let left = 8 - way.iter().sum::<usize>();
                let way = way.clone();
                (0..=left).map(move |count| [&way[..], &[count]].concat())
            };
            ways = ways.iter().flat_map(more).collect();
        }
        for way in ways.iter().filter(|way| way.iter().sum::<usize>() == 8) {
            let shares = || {
                let both = way.iter().zip(SHARES);
                both.flat_map(|(count, share)| std::iter::repeat_n(share, *count))
            };
            // The sum over samples of the product of what is missed: elementary symmetric polynomials.
            let mut missed = [1.0_f64, 0.0, 0.0, 0.0, 0.0];
            for share in shares() {
                let passed = (1.0_f64 - share).powi(checks);
                for size in (1..=4).rev() {
                    missed[size] += missed[size - 1] * passed;
                }
            }
            let samples = if drawn == 2 { 28.0 } else { 70.0 };
            if missed[drawn] / samples > 0.05 + 1e-12 {
                let mean = shares().sum::<f64>() / 8.0;
                assert!(
                    mean <= bound,
                    "{drawn} {checks} {way:?}: {mean} above {bound}"
                );
            }
        }
    }
}

#[test]
fn one_stratum_has_the_bound_of_a_simple_sample() {
    let clean = CleanStratum {
        checked: 60.0,
        all: 5_000.0,
    };
    let simple = 5_000.0 * zero::exact(60.0, 0.95).expect("a bound");
    for strata in [&[clean][..], &[clean, CleanStratum { all: 0.0, ..clean }]] {
        let worst = zero::worst(strata, 0.95).expect("a bound");
        assert!((worst / simple - 1.0).abs() < 1e-12, "{worst} {simple}");
    }
    // Two halves of one stratum hide as much together as the whole.
    let half = CleanStratum {
        checked: 30.0,
        all: 2_500.0,
    };
    let worst = zero::worst(&[half, half], 0.95).expect("a bound");
    assert!((worst / simple - 1.0).abs() < 1e-12, "{worst} {simple}");
    assert_eq!(zero::worst(&[], 0.95), None);
    assert_eq!(zero::worst(&[clean], 1.0), None);
}

#[test]
fn weights_that_differ_widen_both_samples_of_a_recheck() {
    // 100 of each weight, 1 and 4, had this result: (Σ w)²/Σ w² is 500²/1700, and a quarter of it was checked again.
    let first = 500.0f64.powi(2) / 1_700.0;
    let weighted = Weighted {
        population: 500.0,
        first,
        again: first / 4.0,
        share: 0.1,
    };
    let unequal = double_sampling::share(&[weighted], 0.95).expect("checks");
    // One result: the mid-P limits of its share, of which 3/4 are open, beside Wilson's of what the first sample leaves.
    let again = proportion::mid_p_effective(0.1, weighted.again, 0.95).expect("a size");
    let size = first / (1.0 - first / 500.0);
    let once = proportion::wilson_effective(0.1, size, 0.95).expect("a size");
    let together =
        |again: f64, once: f64| (0.75 * (again - 0.1).powi(2) + (once - 0.1).powi(2)).sqrt();
    assert!((unequal.low - 0.1 + together(again.low, once.low)).abs() < 1e-12);
    assert!((unequal.high - 0.1 - together(again.high, once.high)).abs() < 1e-12);
    let equal = Weighted {
        first: 200.0,
        again: 50.0,
        ..weighted
    };
    let equal = double_sampling::share(&[equal], 0.95).expect("checks");
    assert!(equal.half_width() < unequal.half_width());
}
