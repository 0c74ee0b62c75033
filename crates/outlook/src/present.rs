//! The present state: the caseworkers whom a fit knows, each in a seat of their team, with the coaching that they have had.

use std::collections::BTreeMap;

use rand_distr::{Distribution, StandardNormal};

use tierone_sampling::world::{EXPERIENCED, OpeningSeat, OpeningState, Staff};
use tierone_scenario::Scenario;
use tierone_stats::rng::{Address, Purpose};

/// Whom a fit knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Present {
    /// Caseworkers.
    pub people: Vec<PresentPerson>,
    /// Whole periods between the last results and the first period that is forecast.
    pub gap: u32,
}

/// What is known of a caseworker.
#[derive(Clone, Debug, PartialEq)]
pub struct PresentPerson {
    /// Their team.
    pub team: String,
    /// Log-odds of error beside an average caseworker's: the mean of what is known.
    pub effect: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// By coaching group, how far coaching had lowered the log-odds in the period after the last results.
    pub coached: Vec<f64>,
}

impl Present {
    /// The state in which a draw opens: effects drawn from what is known of each; seats that nobody of them has, as in a steady
    /// state. Teams take the scenario's teams in the order of their names; who finds no seat in their own takes one elsewhere,
    /// and who finds none is left out.
    pub(crate) fn opening(&self, scenario: &Scenario, seed: u64, number: u32) -> OpeningState {
        let workforce = &scenario.workforce;
        let address = Address::opening(seed, number);
        let mut rng = address.open(&Purpose::parameter("present staff"));
        let mut staff = Staff::steady(workforce, &mut rng);
        let groups = &scenario.coaching.groups;
        let mut coaching = vec![vec![0.0; workforce.seats]; groups.len()];
        let mut teams: BTreeMap<&str, Vec<&PresentPerson>> = BTreeMap::new();
        for person in &self.people {
            teams.entry(&person.team).or_default().push(person);
        }
        let mut seated: Vec<Option<&PresentPerson>> = vec![None; workforce.seats];
        let mut without = Vec::new();
        for (place, people) in teams.values().enumerate() {
            let first = place.saturating_mul(workforce.team_size);
            for (own, person) in people.iter().enumerate() {
                let seat = seated.get_mut(first.saturating_add(own));
                match seat.filter(|seat| own < workforce.team_size && seat.is_none()) {
                    Some(seat) => *seat = Some(*person),
                    None => without.push(*person),
                }
            }
        }
        let free = seated.iter_mut().filter(|seat| seat.is_none());
        for (seat, person) in free.zip(without) {
            *seat = Some(person);
        }
        for (seat, person) in seated.iter().enumerate() {
            let Some(person) = person else { continue };
            let z: f64 = StandardNormal.sample(&mut rng);
            staff.seats[seat] = OpeningSeat::Filled {
                skill: person.effect + person.sd * z,
                tenure: EXPERIENCED,
            };
            for ((states, group), coached) in coaching.iter_mut().zip(groups).zip(&person.coached) {
                let kept = (-f64::from(self.gap) / group.half_life).exp2();
                states[seat] = coached.max(0.0) * kept;
            }
        }
        OpeningState { staff, coaching }
    }
}
