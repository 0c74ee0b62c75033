//! What was found beside what the fit makes likely: shares of fails by period and by activity, with simulated envelopes.
//!
//! Results are simulated at the fitted numbers, with caseworkers and teams drawn anew. A part stands out where it is further
//! from its mean, in its standard deviations, than the furthest part of nearly every simulation.

use std::collections::BTreeMap;

use rand::RngExt;
use rand_distr::{Binomial, Distribution, StandardNormal};
use rayon::prelude::*;

use super::looks::{Look, Looks, first_day};
use super::model::{Office, counted};
use super::rows::ObservedRow;
use tierone_scenario::Scenario;
use tierone_stats::rng::{Address, Purpose, Stream};
use tierone_stats::special::normal_tails;

/// Simulations: as many as this many draws of cells are, within limits. The fewest still tell one in 370.
const DRAWS: usize = 20_000_000;
const FEWEST: usize = 399;
const MOST: usize = 999;

/// Their seed: a fit of the same results says the same.
const SEED: u64 = 17;

/// Looks that are alike: by a caseworker, of a row, in a part by period and one by activity, of a weight.
struct Alike {
    person: usize,
    row: usize,
    parts: [usize; 2],
    looks: u64,
    weight: f64,
}

/// A part of the looks.
#[derive(Clone, Default)]
struct Part {
    name: String,
    looks: u64,
    failed: u64,
    weight: f64,
    weight_failed: f64,
}

/// Both kinds of parts, by period first.
pub(super) fn observed(
    scenario: &Scenario,
    looks: &Looks,
    office: &Office,
    parameters: &[f64],
) -> Vec<ObservedRow> {
    let (parts, alike) = apart(scenario, looks, office);
    let so_many = (DRAWS / alike.len().max(1)).clamp(FEWEST, MOST);
    let people = looks.people.len();
    let simulated: Vec<[Vec<f64>; 2]> = (0..so_many as u32)
        .into_par_iter()
        .map(|number| {
            let mut stream = Address::opening(SEED, number).open(&Purpose::parameter("envelope"));
            let effects = effects(office, parameters, people, &mut stream);
            shares(&parts, &alike, office, parameters, &effects, &mut stream)
        })
        .collect();
    let mut rows = Vec::new();
    for (kind, by) in ["period", "activity"].into_iter().enumerate() {
        let simulated: Vec<&Vec<f64>> = simulated.iter().map(|both| &both[kind]).collect();
        rows.extend(beside(by, &parts[kind], &simulated));
    }
    rows
}

/// Looks by part, and those that are alike together.
fn apart(scenario: &Scenario, looks: &Looks, office: &Office) -> ([Vec<Part>; 2], Vec<Alike>) {
    let mut parts: [Vec<Part>; 2] = Default::default();
    let mut places: BTreeMap<(usize, i32), usize> = BTreeMap::new();
    let mut alike: BTreeMap<(usize, usize, [usize; 2], u64), u64> = BTreeMap::new();
    let mut sorted: Vec<(&Look, usize)> = counted(looks)
        .zip(&office.rows_of_looks)
        .filter_map(|(look, row)| Some((look, (*row)?)))
        .collect();
    sorted.sort_by_key(|(look, _)| (look.period, look.activity));
    for (look, row) in sorted {
        let keys = [(0, look.period), (1, look.activity as i32)];
        let own = keys.map(|key| {
            *places.entry(key).or_insert_with(|| {
                let name = match key {
                    (0, 0) => "no close date".into(),
                    (0, period) => first_day(scenario, period),
                    (_, activity) => scenario.activities[activity as usize].name.clone(),
                };
                let parts = &mut parts[key.0];
                parts.push(Part {
                    name,
                    ..Part::default()
                });
                parts.len() - 1
            })
        });
        for (parts, own) in parts.iter_mut().zip(own) {
            let part = &mut parts[own];
            part.looks += 1;
            part.weight += look.weight;
            if look.failed {
                part.failed += 1;
                part.weight_failed += look.weight;
            }
        }
        let key = (look.person, row, own, look.weight.to_bits());
        *alike.entry(key).or_default() += 1;
    }
    let alike = alike
        .into_iter()
        .map(|((person, row, parts, weight), looks)| Alike {
            person,
            row,
            parts,
            looks,
            weight: f64::from_bits(weight),
        });
    (parts, alike.collect())
}

/// An effect for each caseworker, drawn anew.
fn effects(office: &Office, parameters: &[f64], people: usize, stream: &mut Stream) -> Vec<f64> {
    let coefficients = office.coefficients.len();
    let spread = parameters[coefficients];
    let team_spread = office.team_spread(parameters);
    let mut effects = vec![0.0; people];
    let mut members = office.people.iter();
    for team in &office.data.teams {
        let of_team: f64 = StandardNormal.sample(stream);
        for person in members.by_ref().take(team.people.len()) {
            let own: f64 = StandardNormal.sample(stream);
            effects[*person] = team_spread * of_team + spread * own;
        }
    }
    effects
}

/// Shares of fails of one simulation, by part.
fn shares(
    parts: &[Vec<Part>; 2],
    alike: &[Alike],
    office: &Office,
    parameters: &[f64],
    effects: &[f64],
    stream: &mut Stream,
) -> [Vec<f64>; 2] {
    let log_odds: Vec<f64> = office
        .data
        .rows
        .iter()
        .map(|row| row.log_odds(parameters))
        .collect();
    let angles = &parameters[office.first_angle()..];
    let mut failed = [vec![0.0; parts[0].len()], vec![0.0; parts[1].len()]];
    for one in alike {
        let wrong = 1.0 / (1.0 + (-log_odds[one.row] - effects[one.person]).exp());
        let checking = office.data.rows[one.row].checking_at(angles);
        let fails = checking.sensitivity * wrong + (1.0 - checking.specificity) * (1.0 - wrong);
        let so_many = match one.looks {
            1 => u64::from(stream.random::<f64>() < fails),
            looks => {
                Binomial::new(looks, fails.clamp(0.0, 1.0)).map_or(0, |law| law.sample(stream))
            }
        };
        for (failed, part) in failed.iter_mut().zip(one.parts) {
            failed[part] += one.weight * so_many as f64;
        }
    }
    for (failed, parts) in failed.iter_mut().zip(parts) {
        for (failed, part) in failed.iter_mut().zip(parts) {
            *failed /= part.weight;
        }
    }
    failed
}

/// Parts of one kind beside their simulations.
fn beside(by: &'static str, parts: &[Part], simulated: &[&Vec<f64>]) -> Vec<ObservedRow> {
    let n = simulated.len() as f64;
    let laws: Vec<(f64, f64)> = (0..parts.len())
        .map(|place| {
            let mean = simulated.iter().map(|one| one[place]).sum::<f64>() / n;
            let squares = simulated.iter().map(|one| (one[place] - mean).powi(2));
            (mean, (squares.sum::<f64>() / n).sqrt())
        })
        .collect();
    let off = |place: usize, share: f64| match laws[place] {
        (_, 0.0) => 0.0,
        (mean, sd) => (share - mean).abs() / sd,
    };
    let mut furthest: Vec<f64> = simulated
        .iter()
        .map(|one| {
            (0..parts.len())
                .map(|place| off(place, one[place]))
                .fold(0.0, f64::max)
        })
        .collect();
    furthest.sort_by(|a, b| b.total_cmp(a));
    // Further off than all but so many simulations that no more than one in 370 goes there.
    let rarely = 2.0 * normal_tails(3.0).upper;
    let rank = (((n + 1.0) * rarely) as usize).saturating_sub(1);
    let limit = furthest.get(rank).copied().unwrap_or(f64::INFINITY);
    parts
        .iter()
        .enumerate()
        .map(|(place, part)| {
            let mut shares: Vec<f64> = simulated.iter().map(|one| one[place]).collect();
            shares.sort_by(f64::total_cmp);
            let at = |p: f64| shares[((p * n) as usize).min(shares.len() - 1)];
            let observed = part.weight_failed / part.weight;
            ObservedRow {
                by,
                name: part.name.clone(),
                looks: part.looks,
                failed: part.failed,
                observed,
                expected: laws[place].0,
                low: at(0.025),
                high: at(0.975),
                stands_out: off(place, observed) > limit,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(rate: f64, stream: &mut Stream) -> f64 {
        let law = Binomial::new(400, rate).expect("a law");
        law.sample(stream) as f64 / 400.0
    }

    /// Of twelve parts that are as the simulations have it, one stands out in one of 370 results; one that is not always does.
    #[test]
    fn a_part_stands_out_by_more_than_chance_takes_the_furthest() {
        let mut stream = Address::opening(1, 0).open(&Purpose::parameter("test"));
        let simulated: Vec<Vec<f64>> = (0..999)
            .map(|_| (0..12).map(|_| drawn(0.03, &mut stream)).collect())
            .collect();
        let simulated: Vec<&Vec<f64>> = simulated.iter().collect();
        let mut claimed = 0;
        for round in 0..600 {
            let off = round < 20;
            let parts: Vec<Part> = (0..12)
                .map(|place| Part {
                    weight: 1.0,
                    weight_failed: drawn(if off && place == 3 { 0.12 } else { 0.03 }, &mut stream),
                    ..Part::default()
                })
                .collect();
            let rows = beside("period", &parts, &simulated);
            let out: Vec<usize> = (0..12).filter(|place| rows[*place].stands_out).collect();
            if off {
                assert!(out.contains(&3));
            } else {
                claimed += usize::from(!out.is_empty());
            }
            assert!(
                rows.iter()
                    .all(|row| row.low < row.expected && row.expected < row.high)
            );
        }
        // Of 580, two are expected, and more than eight once in 2,000 times.
        assert!(claimed <= 8, "{claimed}");
    }
}
