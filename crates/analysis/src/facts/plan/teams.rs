//! What teams decide.

use rand::RngExt;

use super::super::period::ReportedPeriod;
use tierone_scenario::Scenario;
use tierone_stats::rng::{Address, Purpose};

/// Points over which it is gone through who is there.
const POINTS: usize = 1_021;

/// People and parts times points that are gone through at most; of many people fewer points say as much.
const MOST: usize = 2_000_000;

/// Teams of the office.
pub(super) fn number_of_teams(scenario: &Scenario) -> usize {
    scenario
        .workforce
        .seats
        .div_ceil(scenario.workforce.team_size.max(1))
}

/// Seats of each team.
pub(super) fn seats(scenario: &Scenario) -> Vec<usize> {
    let (seats, size) = (
        scenario.workforce.seats,
        scenario.workforce.team_size.max(1),
    );
    let teams = 0..number_of_teams(scenario);
    teams.map(|team| size.min(seats - team * size)).collect()
}

/// Who is there, each time as likely as the others: the dealing, and how many of each team. Those of one team have places beside
/// each other around the office. Of each person and point so many steps are taken; where everybody always is, one point is
/// enough but for what else `varies`.
pub(super) fn staffings(
    period: &ReportedPeriod,
    steps: usize,
    varies: bool,
) -> Vec<(usize, Vec<usize>)> {
    let teams = seats(period.office.scenario);
    let each = || teams.iter().enumerate();
    let mut team_of: Vec<usize> = each().flat_map(|(team, n)| vec![team; *n]).collect();
    let points = match period.deals.as_slice() {
        [deal] if !varies && deal.people() > team_of.len() as f64 - 0.5 => 1,
        _ => (MOST / (steps * team_of.len()).max(1)).clamp(1, POINTS),
    };
    // The same people every time.
    let mut stream = Address::opening(0, 0).open(&Purpose::interval("teams"));
    let mut point = |point: usize| {
        let at = period.deal_at((point as f64 + 0.5) / points as f64);
        let people = period.deals[at].people().round() as usize;
        let mut filled = vec![0; teams.len()];
        for place in 0..people {
            let seat = stream.random_range(place..team_of.len());
            team_of.swap(place, seat);
            filled[team_of[place]] += 1;
        }
        (at, filled)
    };
    match period.deals.is_empty() {
        true => Vec::new(),
        false => (0..points).map(&mut point).collect(),
    }
}

/// Shares of the decisions of a part by team, as they are dealt to those who are there.
pub(super) fn shares_by_team<'p>(period: &'p ReportedPeriod, part: usize) -> &'p [f64] {
    let by_part = period.by_team.get_or_init(|| dealt_by_team(period));
    &by_part[part]
}

/// By part and team.
fn dealt_by_team(period: &ReportedPeriod) -> Vec<Vec<f64>> {
    let seats = seats(period.office.scenario);
    let parts = period.office.parts[period.period].len();
    let in_proportion = || -> Vec<f64> {
        let all: usize = seats.iter().sum();
        seats.iter().map(|n| *n as f64 / all as f64).collect()
    };
    let mut dealt = vec![vec![0.0; seats.len()]; parts];
    if MOST / 16 < parts * seats.iter().sum::<usize>() {
        return vec![in_proportion(); parts];
    }
    let whole = vec![1.0; parts];
    let held: Vec<Vec<Vec<f64>>> = period
        .deals
        .iter()
        .map(|deal| deal.by_place(&deal.held_by_part(&whole)))
        .collect();
    for (at, filled) in staffings(period, parts, false) {
        let mut places = held[at].iter();
        for (team, n) in filled.into_iter().enumerate() {
            for held in places.by_ref().take(n) {
                for (dealt, held) in dealt.iter_mut().zip(held) {
                    dealt[team] += held;
                }
            }
        }
    }
    for dealt in &mut dealt {
        let all: f64 = dealt.iter().sum();
        match all > 0.0 {
            true => dealt.iter_mut().for_each(|dealt| *dealt /= all),
            false => *dealt = in_proportion(),
        }
    }
    dealt
}
