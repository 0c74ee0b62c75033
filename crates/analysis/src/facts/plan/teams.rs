//! What teams decide.

use super::super::period::ReportedPeriod;
use tierone_scenario::Scenario;

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

/// Shares of the decisions of a part by team: as they are dealt where every seat is filled, else in proportion to seats.
pub(super) fn shares_by_team(period: &ReportedPeriod, part: usize) -> Vec<f64> {
    let scenario = period.office.scenario;
    let (seats, all) = (seats(scenario), scenario.workforce.seats as f64);
    let deal = match period.deals.as_slice() {
        [deal] if deal.people() > all - 0.5 => deal,
        _ => return seats.iter().map(|seats| *seats as f64 / all).collect(),
    };
    let mut only = vec![0.0; period.office.parts[period.period].len()];
    only[part] = 1.0;
    let held = deal.held(&only);
    let mut from = 0.0;
    let of_team = |seats: &usize| -> f64 {
        let to = from + *seats as f64;
        let each = deal.between(from, to).into_iter().zip(&held);
        from = to;
        each.map(|(seats, held)| seats * held).sum()
    };
    let dealt: Vec<f64> = seats.iter().map(of_team).collect();
    let total: f64 = dealt.iter().sum();
    match total > 0.0 {
        true => dealt.into_iter().map(|dealt| dealt / total).collect(),
        false => seats.iter().map(|seats| *seats as f64 / all).collect(),
    }
}
