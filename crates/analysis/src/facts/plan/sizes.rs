//! How many decisions strata hold where that varies: strata of teams, of people of some tenure, and of bands of value.

use rand::RngExt;

use super::super::binomial::Binomial;
use super::super::lattice::Lattice;
use super::super::period::ReportedPeriod;
use super::super::unknown::{Fact, Unknown};
use super::groups::{held, tenured};
use super::teams::staffings;
use tierone_sampling::Stratify;
use tierone_scenario::Check;
use tierone_stats::distribution::normal_quantile;
use tierone_stats::rng::{Address, Purpose};

/// Points over which sizes that vary are gone through.
const POINTS: usize = 1_021;

/// Sizes of the strata, each as likely as the others; none where they are the same every time.
///
/// People have their tenures each on their own, and hold alike; decisions have their values each on its own. Expected sizes
/// are those of all dealings together.
pub(super) fn strata_sizes(
    period: &ReportedPeriod,
    check: &Check,
    stratify: &Stratify,
    expected: &[f64],
) -> Fact<Option<Vec<Vec<f64>>>> {
    if *stratify == Stratify::Team {
        return Ok(team_sizes(period, check));
    }
    let of_people = check.frame.tenure.is_some() || matches!(stratify, Stratify::Tenure(_));
    let by_band = matches!(stratify, Stratify::ValueBands(_));
    let all: f64 = expected.iter().sum();
    if !of_people && !by_band || all <= 0.0 {
        return Ok(None);
    }
    Unknown::STRATA.when(of_people && by_band)?;
    // The share of all people, or of the frame's decisions, in each stratum that is drawn of its own.
    let inside = tenured(period, check);
    let own = match of_people && !matches!(stratify, Stratify::Tenure(_)) {
        // Those of the frame hold some of every stratum.
        true => vec![inside],
        false => expected.iter().map(|size| inside * size / all).collect(),
    };
    let point = |u: Vec<f64>| -> Vec<f64> {
        let people = match of_people {
            true => people_at(period, u[0]),
            false => all.round(),
        };
        // What one of them stands for, in expectation the same whoever is there.
        let one = all / inside / people;
        let (mut left, mut rest) = (people, 1.0);
        let numbers = own.iter().zip(&u[1..]).map(|(share, u)| {
            let chance = if rest > 1e-12 {
                (share / rest).min(1.0)
            } else {
                1.0
            };
            let number = binomial_at(left, chance, *u);
            left -= number;
            rest -= share;
            number
        });
        let numbers: Vec<f64> = numbers.collect();
        match own.len() == expected.len() {
            true => numbers.iter().map(|number| number * one).collect(),
            false => {
                let share = numbers[0] * one / all;
                expected.iter().map(|size| size * share).collect()
            }
        }
    };
    let points = Lattice::new(1 + own.len(), POINTS);
    Ok(Some(points.map(point).collect()))
}

/// The same of teams: who is there, and of the frame, is drawn from a fixed seed.
pub(super) fn team_sizes(period: &ReportedPeriod, check: &Check) -> Option<Vec<Vec<f64>>> {
    let inside = tenured(period, check);
    if period.deals.len() < 2 && inside >= 1.0 {
        return None;
    }
    let deals = period.deals.iter();
    let held: Vec<Vec<f64>> = deals
        .map(|deal| deal.by_place(&held(period, check, deal)))
        .collect();
    let mut stream = Address::opening(0, 0).open(&Purpose::check(&check.name));
    let point = |(at, filled): (usize, Vec<usize>)| -> Vec<f64> {
        let mut places = held[at].iter();
        let mut of_team = |n: usize| -> f64 {
            let of_frame = places
                .by_ref()
                .take(n)
                .filter(|_| inside >= 1.0 || stream.random::<f64>() < inside);
            of_frame.sum()
        };
        filled.into_iter().map(&mut of_team).collect()
    };
    let points: Vec<Vec<f64>> = staffings(period, 1, inside < 1.0)
        .into_iter()
        .map(point)
        .collect();
    (!points.is_empty()).then_some(points)
}

/// How many teams hold any decision of a frame on average; none where that is all of them.
pub(super) fn teams_there(period: &ReportedPeriod, check: &Check) -> Option<f64> {
    let points = team_sizes(period, check)?;
    let there = points.iter().flatten().filter(|size| **size > 0.0);
    Some(there.count() as f64 / points.len() as f64)
}

/// A binomial number at a point between 0 and 1; of many trials a normal one does.
fn binomial_at(trials: f64, chance: f64, u: f64) -> f64 {
    let (mean, variance) = (trials * chance, trials * chance * (1.0 - chance));
    match variance > MANY {
        true => (mean + variance.sqrt() * normal_quantile(u))
            .round()
            .clamp(0.0, trials),
        false => Binomial::new(trials, chance).quantile(u) as f64,
    }
}

/// A variance from which on a binomial number is about normal.
const MANY: f64 = 100.0;

/// How many people are there at a point between 0 and 1.
fn people_at(period: &ReportedPeriod, u: f64) -> f64 {
    let deal = period.deals.get(period.deal_at(u));
    deal.map_or(1.0, |deal| deal.people().round().max(1.0))
}
