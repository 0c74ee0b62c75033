//! Bounds of counts that are looked at several times, to every way that two looks may go, and to bounds of normal scores.

use tierone_stats::planning::{CountBounds, Spending, spending_bounds};
use tierone_stats::special::{binomial_mass, binomial_tails};

#[test]
fn two_looks_raise_an_alarm_as_often_as_all_their_ways_add_up_to() {
    for (first, second, rate) in [(10, 25, 0.1), (40, 60, 0.02), (5, 400, 0.3), (30, 30, 0.05)] {
        let mut bounds = CountBounds::new(rate).expect("a rate");
        let (one, two) = (
            bounds.least_alarm(first, 0.025),
            bounds.least_alarm(second, 0.05),
        );
        let mass = |k: u64, n: u64| match n {
            0 => f64::from(u8::from(k == 0)),
            _ => binomial_mass(k as f64, n as f64, rate, 1.0 - rate),
        };
        let more = second - first;
        let beyond = |two: u64| -> f64 {
            (0..=first)
                .flat_map(|k| (0..=more).map(move |j| (k, j)))
                .filter(|(k, j)| *k >= one || k + j >= two)
                .map(|(k, j)| mass(k, first) * mass(j, more))
                .sum()
        };
        assert!((beyond(two) - bounds.spent()).abs() < 1e-12);
        assert!(bounds.spent() <= 0.05 && beyond(two - 1) > 0.05);
        assert!(binomial_tails(one - 1, first, rate).upper <= 0.025);
        assert!(one == 1 || binomial_tails(one - 2, first, rate).upper > 0.025);
    }
}

/// Of many errors the count is nearly normal: 12 looks at 20,000 more each, one side of bounds that spend twice as much.
#[test]
fn bounds_of_many_errors_are_those_of_normal_scores() {
    let information: Vec<f64> = (1..=12).map(|k| f64::from(k) / 12.0).collect();
    let normal = spending_bounds(Spending::Linear, &information, 0.1).expect("bounds");
    let mut bounds = CountBounds::new(0.1).expect("a rate");
    for (look, normal) in (1..=12u64).zip(normal) {
        let n = 20_000 * look;
        let least = bounds.least_alarm(n, 0.05 * look as f64 / 12.0);
        let sd = (n as f64 * 0.09).sqrt();
        let z = (least as f64 - 0.5 - 0.1 * n as f64) / sd;
        // The skewness of a count, (1 − 2p)/sd, moves a bound of z by a sixth of it times z² − 1; and both sides of a walk that was
        // beyond a bound leave it.
        assert!((z - normal).abs() < 0.04, "{look}: {z} {normal}");
    }
}

#[test]
fn limits_that_are_never_crossed_by_chance_and_samples_without_end() {
    let alarms = |rate: f64| {
        let mut bounds = CountBounds::new(rate).expect("a rate");
        [(0, 0.01), (100, 0.02), (90, 0.03), (u64::MAX, 0.05)]
            .map(|(checks, spend)| bounds.least_alarm(checks, spend))
    };
    // Without errors one is an alarm; where all are in error nothing is.
    assert_eq!(alarms(0.0), [1; 4]);
    assert_eq!(alarms(1.0)[..3], [1, 101, 101]);
    assert!(alarms(0.02)[3] > alarms(0.02)[1]);
    assert!(CountBounds::new(1.5).is_none() && CountBounds::new(f64::NAN).is_none());
}
