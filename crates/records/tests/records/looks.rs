//! Looks at a year's figure month by month: how often any of them leaves the truth outside its interval.

use std::collections::BTreeMap;

use rand::RngExt;
use tierone_records::looks::Looks;
use tierone_stats::rng::{Address, Purpose};
use tierone_stats::share;
use tierone_stats::stratified::Stratum;

const YEARS: u32 = 10_000;
const MONTHS: u64 = 12;
const CHECKS: u64 = 150;

/// The share of simulated years in which a look has an interval without the truth, with intervals that allow for looks and with plain ones.
fn missed(rate: f64) -> [f64; 2] {
    let of = |month: u64| Looks::read(&format!("{month}/{MONTHS}")).expect("a look");
    let levels: Vec<[f64; 2]> = (1..=MONTHS)
        .map(|month| [of(month).confidence(0.95), 0.95])
        .collect();
    let mut known: BTreeMap<(u64, u64), [bool; 2]> = BTreeMap::new();
    let mut stream = Address::opening(7, 0).open(&Purpose::check("looks"));
    let mut missed = [0u32; 2];
    for _ in 0..YEARS {
        let mut found = 0;
        let mut years = [false; 2];
        for month in 1..=MONTHS {
            found += (0..CHECKS)
                .filter(|_| stream.random::<f64>() < rate)
                .count() as u64;
            let misses = known.entry((month, found)).or_insert_with(|| {
                let sampled = month * CHECKS;
                // So many decisions that those checked are a trivial share.
                let all = [Stratum {
                    population: 1e9,
                    sampled,
                    found,
                }];
                levels[month as usize - 1].map(|confidence| {
                    let wrong = share::interval(&all, sampled, confidence).expect("an interval");
                    !(wrong.low..=wrong.high).contains(&rate)
                })
            });
            for (year, misses) in years.iter_mut().zip(misses) {
                *year |= *misses;
            }
        }
        for (missed, year) in missed.iter_mut().zip(years) {
            *missed += u32::from(year);
        }
    }
    missed.map(|missed| f64::from(missed) / f64::from(YEARS))
}

#[test]
fn twelve_looks_together_hold_the_truth_as_often_as_is_said() {
    for rate in [0.02, 0.05, 0.1] {
        let [allowed, plain] = missed(rate);
        // 4 to 6 %; the standard error of 10,000 years is 0.2 points.
        assert!((0.04..=0.06).contains(&allowed), "{rate}: {allowed}");
        let theory = Looks::read("1/12").expect("a look").missed_by_plain(0.95);
        // Plain intervals of few errors have other tails than the normal ones of the theory: within a tenth of it.
        assert!(
            (plain / theory - 1.0).abs() < 0.1,
            "{rate}: {plain} against {theory}"
        );
    }
}
