//! How many decisions each check of a period may draw from each stratum of its frame.

use rand::RngExt;
use std::collections::BTreeMap;
use tierone_analysis::PartRate;
use tierone_sampling::{neyman, proportional};
use tierone_scenario::{Check, KeyValue, Policy, SamplingMethod, Scenario};

use super::cut::cut;
use super::decision::Decision;
use super::memory::{self, Memory};
use super::random::Random;

/// A period that is closed, as far as asks depend on it.
pub(crate) struct Closed<'d> {
    pub(crate) decisions: &'d [Decision],
    /// The tenure of everybody who is there, in periods.
    pub(crate) tenures: &'d [f64],
    /// Expected rates of inaccuracy, no feedback given.
    pub(crate) rates: &'d [PartRate],
    /// Hours for checks by pool.
    pub(crate) hours: &'d [f64],
}

/// What a check of the first stage asks for.
#[derive(Clone, Default)]
pub(crate) struct Ask {
    /// The decisions of each stratum, before anything is excluded.
    pub(crate) strata: Vec<Vec<usize>>,
    /// The quota as it is written.
    pub(crate) quota: u64,
    /// How many of each stratum, after the pool's hours were shared out.
    pub(crate) sizes: Vec<u64>,
    /// What the pool's hours could not fill.
    pub(crate) short_of_hours: u64,
    /// Hours of the pool, all its checks together.
    pub(crate) hours: f64,
    /// Where decisions enter by value: the frame that they enter from, and the sampling interval.
    pub(crate) entered: Option<(Vec<usize>, f64)>,
}

/// Asks by check, cut to the hours of their pools; a recheck asks for nothing yet.
pub(crate) fn of_period(
    scenario: &Scenario,
    policy: &Policy,
    closed: &Closed,
    memories: &[Memory],
    random: &mut Random,
) -> Vec<Ask> {
    let mut checks: Vec<Ask> = policy
        .checks
        .iter()
        .zip(memories)
        .map(|(check, memory)| ask(scenario, check, closed, memory, random))
        .collect();
    for (number, pool) in scenario.pools.iter().enumerate() {
        let mut members: Vec<usize> = (0..checks.len())
            .filter(|&check| policy.checks[check].checker.pool == Some(number))
            .collect();
        let mut minutes = closed.hours[number] * 60.0;
        for &member in &members {
            checks[member].hours = closed.hours[number];
        }
        for name in &pool.precedence {
            let first = |member: &usize| policy.checks[*member].name == *name;
            let served: Vec<usize> = members.iter().copied().filter(first).collect();
            members.retain(|member| !first(member));
            minutes -= serve(policy, &mut checks, &served, minutes, random);
        }
        serve(policy, &mut checks, &members, minutes, random);
    }
    checks
}

/// Serves these checks from the minutes there are; returns what they use.
fn serve(
    policy: &Policy,
    checks: &mut [Ask],
    members: &[usize],
    available: f64,
    random: &mut Random,
) -> f64 {
    let minutes = |checks: &[Ask]| -> f64 {
        let of_check = |&check: &usize| {
            checks[check].sizes.iter().sum::<u64>() as f64 * policy.checks[check].checker.minutes
        };
        members.iter().map(of_check).sum()
    };
    let needed = minutes(checks);
    if needed > available {
        for &check in members {
            let asked: u64 = checks[check].sizes.iter().sum();
            let total = (asked as f64 * available / needed).floor() as u64;
            checks[check].sizes = cut(&checks[check].sizes, total, random);
            checks[check].short_of_hours = asked - total;
        }
    }
    minutes(checks)
}

fn ask(
    scenario: &Scenario,
    check: &Check,
    closed: &Closed,
    memory: &Memory,
    random: &mut Random,
) -> Ask {
    if check.sample.method.rechecks().is_some() {
        return Ask::default();
    }
    if let SamplingMethod::ValueWeighted(_) = check.sample.method {
        return by_value(scenario, check, closed, random);
    }
    let layout = Layout::of(scenario, check);
    let mut strata = vec![Vec::new(); layout.size(scenario)];
    for (number, decision) in closed.decisions.iter().enumerate() {
        if in_frame(check, decision)
            && let Some(stratum) = layout.stratum(scenario, decision)
        {
            strata[stratum].push(number);
        }
    }
    let sizes: Vec<u64> = strata.iter().map(|stratum| stratum.len() as u64).collect();
    let quota = check.sample.given().count("checks").unwrap_or(0);
    let at_most = |asked: u64| {
        sizes
            .iter()
            .map(|size| asked.min(*size))
            .collect::<Vec<u64>>()
    };
    let (quota, asked) = match &check.sample.method {
        SamplingMethod::Census => (sizes.iter().sum(), sizes.clone()),
        SamplingMethod::SimpleRandom(_) | SamplingMethod::RiskTargeted(_) => {
            (quota, at_most(quota))
        }
        SamplingMethod::Systematic(_) => match check.sample.given().count("every") {
            Some(every) => {
                let u: f64 = random.random();
                let asked = (sizes[0] as f64 / every as f64 + u).floor() as u64;
                (asked, vec![asked])
            }
            None => (quota, at_most(quota)),
        },
        SamplingMethod::Cluster(_) => teams(check, &sizes, random),
        SamplingMethod::PerCaseworker(_) | SamplingMethod::Judgement(_) => {
            let in_frame = |tenure: &&f64| is_of_tenure(check, **tenure);
            let people = closed.tenures.iter().filter(in_frame).count();
            (quota * people as u64, at_most(quota))
        }
        SamplingMethod::Stratified(_) => stratified(scenario, check, closed, &strata),
        SamplingMethod::TrendTargeted(_) => (quota, memory::trend(check, memory, &sizes)),
        SamplingMethod::Escalating(_) => memory::escalating(check, memory, &sizes),
        SamplingMethod::Learning(_) => (quota, memory::learning(check, memory, &sizes, random)),
        SamplingMethod::ValueWeighted(_) | SamplingMethod::Recheck(_) => {
            unreachable!("they are asked elsewhere")
        }
    };
    Ask {
        strata,
        quota,
        sizes: asked,
        ..Ask::default()
    }
}

/// Every decision enters on its own, with probability in proportion to its value.
fn by_value(scenario: &Scenario, check: &Check, closed: &Closed, random: &mut Random) -> Ask {
    let frame: Vec<usize> = (0..closed.decisions.len())
        .filter(|&number| {
            let by_people = check.frame.tenure.is_some();
            let decision = &closed.decisions[number];
            in_frame(check, decision) && !(by_people && decision.seat.is_none())
        })
        .collect();
    let mean = |&number: &usize| mean_value(scenario, &closed.decisions[number]);
    let checks = check.sample.given().count("checks").unwrap_or(0);
    let interval = frame.iter().map(mean).sum::<f64>() / checks as f64;
    let mut entered = Vec::new();
    for &number in &frame {
        let chance = closed.decisions[number].value / interval;
        if checks > 0 && chance > 0.0 && random.random_bool(chance.min(1.0)) {
            entered.push(number);
        }
    }
    let size = entered.len() as u64;
    Ask {
        strata: vec![entered],
        quota: size + checks.saturating_sub(frame.len() as u64),
        sizes: vec![size],
        entered: Some((frame, interval)),
        ..Ask::default()
    }
}

/// Expected yearly value of a decision.
pub(crate) fn mean_value(scenario: &Scenario, decision: &Decision) -> f64 {
    let value = &scenario.activities[decision.activity].value;
    value.as_ref().map_or(0.0, |value| value.mean())
}

/// The band of a value, and the bounds of a band.
pub(crate) fn band(bands: &[f64], value: f64) -> usize {
    bands.iter().filter(|&&bound| bound <= value).count()
}

/// Probability that a decision's value lies in a band, and the expected value of those that do.
pub(crate) fn in_band(
    scenario: &Scenario,
    decision: &Decision,
    bands: &[f64],
    band: usize,
) -> (f64, f64) {
    let Some(value) = &scenario.activities[decision.activity].value else {
        return (f64::from(u8::from(band == 0)), 0.0);
    };
    let low = if band == 0 { 0.0 } else { bands[band - 1] };
    let high = bands.get(band).copied().unwrap_or(f64::INFINITY);
    let of = |order: u32| value.moment_below(order, high) - value.moment_below(order, low);
    (of(0), of(1) / of(0))
}

/// Some teams at random, and the same number or all of each.
fn teams(check: &Check, sizes: &[u64], random: &mut Random) -> (u64, Vec<u64>) {
    let mut open: Vec<usize> = (0..sizes.len()).filter(|&team| sizes[team] > 0).collect();
    let clusters = check.sample.given().count("clusters").unwrap_or(0);
    let mut asked = vec![0; sizes.len()];
    for _ in 0..clusters.min(open.len() as u64) {
        let team = open.swap_remove(random.random_range(0..open.len()));
        asked[team] = check
            .sample
            .given()
            .count("checks")
            .unwrap_or(u64::MAX)
            .min(sizes[team]);
    }
    match check.sample.given().count("checks") {
        Some(checks) => (clusters * checks, asked),
        None => (asked.iter().sum(), asked),
    }
}

/// The quota and the asks by stratum.
fn stratified(
    scenario: &Scenario,
    check: &Check,
    closed: &Closed,
    strata: &[Vec<usize>],
) -> (u64, Vec<u64>) {
    let sizes: Vec<u64> = strata.iter().map(|stratum| stratum.len() as u64).collect();
    let quota = check.sample.given().count("checks").unwrap_or(0);
    match check.sample.given().choice("allocation").unwrap_or(0) {
        0 => {
            let weights: Vec<i128> = sizes.iter().map(|&size| size.into()).collect();
            (quota, proportional(quota, &sizes, &weights))
        }
        1 => (quota, proportional(quota, &sizes, &vec![1; sizes.len()])),
        2 => {
            let expected: BTreeMap<(usize, usize), (f64, f64)> = closed
                .rates
                .iter()
                .map(|part| ((part.activity, part.complexity), (part.manual, part.system)))
                .collect();
            let rate_of = |decision: &Decision| {
                let (manual, system) = expected[&(decision.activity, decision.complexity)];
                if decision.seat.is_some() {
                    manual
                } else {
                    system
                }
            };
            if let Layout::Value(bands) = Layout::of(scenario, check) {
                // As the frame's decisions are expected to lie in the bands.
                let frame: Vec<&Decision> = strata
                    .iter()
                    .flatten()
                    .map(|&number| &closed.decisions[number])
                    .collect();
                let deviation = |band: usize| {
                    let weight = |decision: &Decision| in_band(scenario, decision, &bands, band).0;
                    let all: f64 = frame.iter().map(|d| weight(d)).sum();
                    let wrong: f64 = frame.iter().map(|d| weight(d) * rate_of(d)).sum();
                    let p = if all > 0.0 { wrong / all } else { 0.0 };
                    (p * (1.0 - p)).sqrt()
                };
                let deviations: Vec<f64> = (0..=bands.len()).map(deviation).collect();
                return (quota, neyman(quota, &sizes, &deviations));
            }
            let deviation = |stratum: &Vec<usize>| {
                let rate = |&number: &usize| {
                    let decision = &closed.decisions[number];
                    let (manual, system) = expected[&(decision.activity, decision.complexity)];
                    if decision.seat.is_some() {
                        manual
                    } else {
                        system
                    }
                };
                let p = stratum.iter().map(rate).sum::<f64>() / stratum.len().max(1) as f64;
                (p * (1.0 - p)).sqrt()
            };
            let deviations: Vec<f64> = strata.iter().map(deviation).collect();
            (quota, neyman(quota, &sizes, &deviations))
        }
        3 => {
            let Some(KeyValue::Counts(given)) = check.sample.given().get("given") else {
                unreachable!("the allocation `given` gives numbers")
            };
            let names = Layout::of(scenario, check).names(scenario);
            let of = |(stratum, size): (usize, &u64)| {
                let asked = given
                    .iter()
                    .find(|(name, _)| *name == names[stratum])
                    .map_or(0, |(_, asked)| *asked);
                asked.min(*size)
            };
            let asked = sizes.iter().enumerate().map(of).collect();
            (given.iter().map(|(_, asked)| asked).sum(), asked)
        }
        _ => unreachable!("there are four allocations"),
    }
}

fn in_frame(check: &Check, decision: &Decision) -> bool {
    let frame = &check.frame;
    let by_system = decision.seat.is_none();
    frame.activities[decision.activity]
        && frame.complexities[decision.complexity]
        && frame.automated.is_none_or(|wanted| wanted == by_system)
        && (frame.tenure.is_none() || !by_system && is_of_tenure(check, decision.tenure))
}

/// Whether somebody of a tenure is in the frame of a check.
fn is_of_tenure(check: &Check, tenure: f64) -> bool {
    let (from, under) = check.frame.tenure.unwrap_or((0.0, f64::INFINITY));
    from <= tenure && (tenure < under || under == f64::INFINITY)
}

/// The bounds of the bands of value that a check draws from.
pub(crate) fn value_bands(check: &Check) -> Option<Vec<f64>> {
    match check.sample.given().get("bands") {
        Some(KeyValue::Amounts(bands)) => Some(bands.clone()),
        _ => None,
    }
}

/// What divides a frame.
enum Layout {
    Whole,
    Seat,
    Activity,
    Area,
    Complexity,
    Team,
    Tenure(Vec<f64>),
    Value(Vec<f64>),
}

impl Layout {
    fn of(_: &Scenario, check: &Check) -> Self {
        match &check.sample.method {
            SamplingMethod::PerCaseworker(_) | SamplingMethod::Judgement(_) => Self::Seat,
            SamplingMethod::Cluster(_) => Self::Team,
            SamplingMethod::TrendTargeted(_) => Self::Activity,
            SamplingMethod::Escalating(_) | SamplingMethod::Learning(_) => {
                match check.sample.given().choice("over") {
                    Some(1) => Self::Activity,
                    _ => Self::Seat,
                }
            }
            SamplingMethod::Stratified(_) => match check.sample.given().choice("by") {
                Some(0) => Self::Activity,
                Some(1) => Self::Area,
                Some(2) => Self::Complexity,
                Some(3) => Self::Team,
                Some(5) => Self::Value(value_bands(check).unwrap_or_default()),
                _ => match check.sample.given().get("bands") {
                    Some(KeyValue::Durations(bands)) => Self::Tenure(bands.clone()),
                    _ => Self::Tenure(Vec::new()),
                },
            },
            SamplingMethod::Census
            | SamplingMethod::SimpleRandom(_)
            | SamplingMethod::ValueWeighted(_)
            | SamplingMethod::Systematic(_)
            | SamplingMethod::RiskTargeted(_)
            | SamplingMethod::Recheck(_) => Self::Whole,
        }
    }

    fn size(&self, scenario: &Scenario) -> usize {
        let workforce = &scenario.workforce;
        match self {
            Self::Whole => 1,
            Self::Seat => workforce.seats,
            Self::Activity | Self::Area => scenario.activities.len(),
            Self::Complexity => scenario.complexities.len(),
            Self::Team => workforce.seats.div_ceil(workforce.team_size),
            Self::Tenure(bands) | Self::Value(bands) => bands.len() + 1,
        }
    }

    /// Names of the strata, where they have any.
    fn names(&self, scenario: &Scenario) -> Vec<String> {
        let activities = scenario.activities.iter();
        match self {
            Self::Activity => activities.map(|activity| activity.name.clone()).collect(),
            Self::Area => activities
                .map(|activity| activity.area.clone().unwrap_or_default())
                .collect(),
            Self::Complexity => {
                let complexities = scenario.complexities.iter();
                complexities
                    .map(|complexity| complexity.name.clone())
                    .collect()
            }
            Self::Value(bands) => (1..=bands.len() + 1).map(|n| n.to_string()).collect(),
            _ => unreachable!("numbers are given by name"),
        }
    }

    /// The stratum of a decision; none for a system decision where the strata are of people.
    fn stratum(&self, scenario: &Scenario, decision: &Decision) -> Option<usize> {
        match self {
            Self::Whole => Some(0),
            Self::Seat => decision.seat,
            Self::Activity => Some(decision.activity),
            // An area is the place of its first activity, so the order is the file's.
            Self::Area => {
                let area = |activity: usize| &scenario.activities[activity].area;
                (0..=decision.activity).find(|&first| area(first) == area(decision.activity))
            }
            Self::Complexity => Some(decision.complexity),
            Self::Value(bands) => Some(band(bands, decision.value)),
            Self::Team => Some(decision.seat? / scenario.workforce.team_size),
            Self::Tenure(bands) => {
                decision.seat?;
                Some(
                    bands
                        .iter()
                        .filter(|&&band| band <= decision.tenure)
                        .count(),
                )
            }
        }
    }
}
