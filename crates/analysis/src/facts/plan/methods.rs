//! What each sampling method asks for, at the expected numbers of a period.

use super::super::ask::{Asked, Group, How};
use super::super::chances::Pair;
use super::super::deals::Deal;
use super::super::kinds::stratify;
use super::super::period::ReportedPeriod;
use super::super::unknown::{Fact, Unknown};
use tierone_sampling::{
    Asking, ByValue, History, Sorted, Strata, Stratify, design, probability, spread,
};
use tierone_scenario::{Check, Cluster, RiskTargeted, SamplingMethod, Scenario, Size};
use tierone_stats::distribution::normal_quantile;
use tierone_stats::rng::{Address, Purpose};
use tierone_stats::special::normal_tails;

/// What a check asks for before hours are short; unknown where that depends on results.
pub(super) fn ask(period: &ReportedPeriod, check: &Check) -> Fact<Asked> {
    match &check.sample.method {
        SamplingMethod::Census
        | SamplingMethod::SimpleRandom(_)
        | SamplingMethod::PerTeam(_)
        | SamplingMethod::Stratified(_) => Ok(strata(period, check)),
        SamplingMethod::PerCaseworker(keys) => {
            let how = How::Caseworkers(keys.checks);
            Ok(of_each(period, check, keys.checks, how))
        }
        SamplingMethod::Judgement(keys) => {
            let how = How::Judged(keys.checks, keys.odds_ratio);
            Ok(of_each(period, check, keys.checks, how))
        }
        SamplingMethod::ValueWeighted(_) => Ok(by_value(period, check)),
        SamplingMethod::Systematic(keys) => Ok(of_whole(period, check, |held| match keys.size {
            Size::Checks(checks) => held.min(checks as f64),
            Size::Every(every) => held / every as f64,
        })),
        SamplingMethod::Cluster(keys) => Ok(clusters(period, check, keys)),
        SamplingMethod::CappedShare(keys) => {
            Ok(of_whole(period, check, |held| keys.expected(held)))
        }
        SamplingMethod::RiskTargeted(keys) => Ok(scores(period, check, keys)),
        SamplingMethod::TrendTargeted(_)
        | SamplingMethod::Escalating(_)
        | SamplingMethod::Learning(_) => Err(Unknown::HISTORY),
        SamplingMethod::Recheck(_) => Err(Unknown::RECHECK),
    }
}

/// So many of each caseworker's decisions.
fn of_each(period: &ReportedPeriod, check: &Check, checks: u64, how: How) -> Asked {
    let share = tenured(period, check);
    let mut asked = 0.0;
    for deal in &period.deals {
        for (seats, held) in deal.seats.iter().zip(held(period, check, deal)) {
            asked += seats * share * held.min(checks as f64);
        }
    }
    Asked {
        groups: vec![asked],
        how,
    }
}

/// So many of the whole frame, as its size says.
fn of_whole(period: &ReportedPeriod, check: &Check, asked: impl Fn(f64) -> f64) -> Asked {
    let groups = vec![whole(period, check)];
    let held = sizes(period, &groups)[0];
    Asked {
        groups: vec![asked(held)],
        how: How::Groups(groups),
    }
}

/// So many of the whole frame, by their scores.
fn scores(period: &ReportedPeriod, check: &Check, keys: &RiskTargeted) -> Asked {
    let held = sizes(period, &[whole(period, check)])[0];
    Asked {
        groups: vec![held.min(keys.checks as f64)],
        how: How::Scores {
            random: keys.random_share,
            shift: std::f64::consts::SQRT_2 * normal_quantile(keys.auc),
        },
    }
}

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
fn whole(period: &ReportedPeriod, check: &Check) -> Group {
    let stratify = stratify(&check.sample);
    let kinds = 0..period.numbers.len();
    kinds
        .filter(|kind| period.office.is_in(*kind, &check.frame, &stratify))
        .map(|kind| (kind, 1.0))
        .collect()
}

/// Decisions by group.
fn sizes(period: &ReportedPeriod, groups: &[Group]) -> Vec<f64> {
    let size = |group: &Group| {
        group
            .iter()
            .map(|(kind, share)| share * period.numbers[*kind])
            .sum()
    };
    groups.iter().map(size).collect()
}

/// Groups that the method itself shares a number out over.
fn strata(period: &ReportedPeriod, check: &Check) -> Asked {
    let stratify = &stratify(&check.sample);
    let groups = groups(period, check, stratify);
    let sizes = sizes(period, &groups);
    let rates = rates(period);
    let deviations = groups.iter().zip(&sizes).map(|(group, size)| {
        let each = group.iter();
        let wrong: f64 = each
            .map(|(kind, share)| share * period.numbers[*kind] * rates[*kind])
            .sum();
        match *size > 0.0 {
            true => spread(wrong / size),
            false => 0.0,
        }
    });
    let strata = Strata {
        sizes: sizes.iter().map(|size| size.round() as u64).collect(),
        in_frame: sizes.len() as u64,
        deviations: deviations.collect(),
        names: names(period.office.scenario, stratify),
    };
    let asking = Asking {
        strata: &strata,
        history: &History::Nothing,
        seats: &[],
    };
    // These methods ask for what their strata hold and draw nothing.
    let mut unused = Address::opening(0, 0).open(&Purpose::check(&check.name));
    let ask = design(&check.sample.method).ask(&asking, &mut unused);
    let asked = ask.sizes.iter().zip(&sizes);
    Asked {
        groups: asked
            .map(|(asked, held)| (*asked as f64).min(*held))
            .collect(),
        how: How::Groups(groups),
    }
}

/// Names by which numbers are given to strata: in the order in which [`groups`] numbers them.
fn names(scenario: &Scenario, stratify: &Stratify) -> Vec<String> {
    let of = |count: usize| (1..=count).map(|n| n.to_string()).collect();
    match stratify {
        Stratify::Activity => scenario.activities.iter().map(|a| a.name.clone()).collect(),
        Stratify::Area => areas(scenario)
            .iter()
            .map(|area| area.unwrap_or_default().to_owned())
            .collect(),
        Stratify::Complexity => scenario
            .complexities
            .iter()
            .map(|c| c.name.clone())
            .collect(),
        Stratify::Team => of(teams(scenario).len()),
        Stratify::Tenure(bounds) | Stratify::ValueBands(bounds) => of(bounds.len() + 1),
        _ => Vec::new(),
    }
}

/// Areas in the order of the activities that name them first.
fn areas(scenario: &Scenario) -> Vec<Option<&str>> {
    let mut areas: Vec<Option<&str>> = Vec::new();
    for activity in &scenario.activities {
        if !areas.contains(&activity.area.as_deref()) {
            areas.push(activity.area.as_deref());
        }
    }
    areas
}

/// Shares of the caseworkers by team.
fn teams(scenario: &Scenario) -> Vec<f64> {
    let (seats, size) = (
        scenario.workforce.seats,
        scenario.workforce.team_size.max(1),
    );
    let of_team = |team: usize| size.min(seats - team * size) as f64 / seats as f64;
    (0..seats.div_ceil(size)).map(of_team).collect()
}

/// What lies in each group.
fn groups(period: &ReportedPeriod, check: &Check, stratify: &Stratify) -> Vec<Group> {
    let office = period.office;
    let scenario = office.scenario;
    let (areas, teams) = (areas(scenario), teams(scenario));
    let number = match stratify {
        Stratify::Activity => scenario.activities.len(),
        Stratify::Area => areas.len(),
        Stratify::Complexity => scenario.complexities.len(),
        Stratify::Team => teams.len(),
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
            Stratify::Team => teams.iter().copied().enumerate().collect(),
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

/// Expected inaccuracy by kind, of caseworkers of every tenure together: what an allocation goes by.
fn rates(period: &ReportedPeriod) -> Vec<f64> {
    let office = period.office;
    let kinds = || office.kinds.iter().zip(period.truths);
    let mut of_part = vec![0.0; office.parts[period.period].len()];
    for (kind, truth) in kinds().filter(|(kind, _)| !kind.system) {
        of_part[kind.part] += office.tenures[kind.class].share * truth.inaccurate;
    }
    kinds()
        .map(|(kind, truth)| match kind.system {
            true => truth.inaccurate,
            false => of_part[kind.part],
        })
        .collect()
}

/// Every decision on its own, with probability min(1, value / interval).
fn by_value(period: &ReportedPeriod, check: &Check) -> Asked {
    let stratify = &stratify(&check.sample);
    let scenario = period.office.scenario;
    let mut inside = vec![0.0; period.numbers.len()];
    for (kind, share) in whole(period, check) {
        inside[kind] = share;
    }
    let mean = |activity: usize| {
        let value = scenario.activities[activity].value.as_ref();
        value.map_or(0.0, |value| value.mean())
    };
    let kinds = || period.office.kinds.iter().enumerate();
    let value = kinds().map(|(id, kind)| inside[id] * period.numbers[id] * mean(kind.activity));
    let by = ByValue::of(stratify, value.sum());
    let enters: Vec<f64> = (0..scenario.activities.len())
        .map(
            |activity| match (&by, &scenario.activities[activity].value) {
                (Some(by), Some(value)) => probability(value, &[Sorted { by, class: 0 }]),
                _ => 0.0,
            },
        )
        .collect();
    let chances: Vec<f64> = kinds()
        .map(|(id, kind)| inside[id] * enters[kind.activity])
        .collect();
    let asked = chances
        .iter()
        .zip(&period.numbers)
        .map(|(chance, n)| chance * n);
    Asked {
        groups: vec![asked.sum()],
        how: How::ByValue(chances),
    }
}

/// Some teams, each as likely as the others, and some decisions of each, at teams of expected size.
fn clusters(period: &ReportedPeriod, check: &Check, keys: &Cluster) -> Asked {
    let scenario = period.office.scenario;
    let held: f64 = sizes(period, &[whole(period, check)])[0];
    let teams: Vec<f64> = teams(scenario).iter().map(|share| share * held).collect();
    let chance = (keys.clusters as f64 / teams.len().max(1) as f64).min(1.0);
    let within = |size: f64| keys.checks.map_or(size, |n| size.min(n as f64));
    Asked {
        groups: teams.iter().map(|size| chance * within(*size)).collect(),
        how: How::Groups(groups(period, check, &Stratify::Team)),
    }
}

/// The share of right decisions above a threshold of the score, and of those with an error.
fn above(threshold: f64, shift: f64) -> Pair {
    [
        normal_tails(threshold).upper,
        normal_tails(threshold - shift).upper,
    ]
}

/// Chances of being among the `targeted` highest scores of so many decisions without and with an error,
/// where all are many.
pub(super) fn highest(targeted: f64, among: Pair, shift: f64) -> Pair {
    let (mut low, mut high) = (-12.0, 12.0 + shift);
    for _ in 0..80 {
        let middle = (low + high) / 2.0;
        let [right, wrong] = above(middle, shift);
        match right * among[0] + wrong * among[1] > targeted {
            true => low = middle,
            false => high = middle,
        }
    }
    above((low + high) / 2.0, shift)
}
