//! What lies in a check's frame, in its strata, and in the hands of one caseworker.

use super::super::ask::Group;
use super::super::deals::Deal;
use super::super::kinds::stratify;
use super::super::period::ReportedPeriod;
use super::teams::{number_of_teams, shares_by_team};
use tierone_sampling::{ByValue, Sorted, Stratify, areas, probability};
use tierone_scenario::{Check, Scenario};

/// Share of filled seats in the tenures of a check's frame.
pub(super) fn tenured(period: &ReportedPeriod, check: &Check) -> f64 {
    let Some((from, under)) = check.frame.tenure else {
        return 1.0;
    };
    let classes = period.office.tenures.iter();
    classes
        .filter(|class| class.tenure.0 >= from.ceil() && class.tenure.1 <= under.ceil())
        .map(|class| class.share)
        .sum()
}

/// Decisions of one caseworker that lie in a check's frame, by group of a deal.
pub(super) fn held(period: &ReportedPeriod, check: &Check, deal: &Deal) -> Vec<f64> {
    let parts = period.office.parts[period.period].iter();
    let frame = &check.frame;
    let inside = parts.map(|part| {
        let inside = frame.activities[part.activity]
            && frame.complexities[part.complexity]
            && frame.automated != Some(true);
        f64::from(inside)
    });
    deal.held(&inside.collect::<Vec<f64>>())
}

/// The frame as one group.
pub(super) fn whole(period: &ReportedPeriod, check: &Check) -> Group {
    let stratify = stratify(&check.sample);
    let kinds = 0..period.numbers.len();
    kinds
        .filter(|kind| period.office.is_in(*kind, &check.frame, &stratify))
        .map(|kind| (kind, 1.0))
        .collect()
}

/// Decisions by group.
pub(super) fn sizes(period: &ReportedPeriod, groups: &[Group]) -> Vec<f64> {
    let size = |group: &Group| {
        group
            .iter()
            .map(|(kind, share)| share * period.numbers[*kind])
            .sum()
    };
    groups.iter().map(size).collect()
}

/// What lies in each group.
pub(super) fn groups(period: &ReportedPeriod, check: &Check, stratify: &Stratify) -> Vec<Group> {
    let office = period.office;
    let scenario = office.scenario;
    let areas = areas(scenario);
    let number = match stratify {
        Stratify::Activity => scenario.activities.len(),
        Stratify::Area => areas.len(),
        Stratify::Complexity => scenario.complexities.len(),
        Stratify::Team => number_of_teams(scenario),
        Stratify::Tenure(bounds) | Stratify::ValueBands(bounds) => bounds.len() + 1,
        _ => 1,
    };
    let mut groups = vec![Group::new(); number];
    for (kind, of) in office.kinds.iter().enumerate() {
        if !office.is_in(kind, &check.frame, stratify) {
            continue;
        }
        let one_of = |group: usize| vec![(group, 1.0)];
        let shares: Vec<(usize, f64)> = match stratify {
            Stratify::Activity => one_of(of.activity),
            Stratify::Area => {
                let area = scenario.activities[of.activity].area.as_deref();
                one_of(areas.iter().position(|a| *a == area).unwrap_or(0))
            }
            Stratify::Complexity => one_of(of.complexity),
            Stratify::Team => {
                let shares = shares_by_team(period, of.part).iter();
                shares.copied().enumerate().collect()
            }
            Stratify::Tenure(bounds) => {
                one_of(bounds.partition_point(|bound| bound.ceil() <= of.tenure.0))
            }
            Stratify::ValueBands(bounds) => {
                let bands = bands(scenario, of.activity, bounds);
                bands.into_iter().enumerate().collect()
            }
            _ => one_of(0),
        };
        for (group, share) in shares {
            groups[group].push((kind, share));
        }
    }
    groups
}

/// Shares of an activity's decisions by value band; without a value they are in the first.
fn bands(scenario: &Scenario, activity: usize, bounds: &[f64]) -> Vec<f64> {
    let by = ByValue::Bands(bounds.to_vec());
    let value = scenario.activities[activity].value.as_ref();
    let class = |class: u32| match value {
        Some(value) => probability(value, &[Sorted { by: &by, class }]),
        None => f64::from(class == 0),
    };
    (0..=bounds.len() as u32).map(class).collect()
}
