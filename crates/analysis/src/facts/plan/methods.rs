//! What each sampling method asks for, at the expected numbers of a period.

use super::super::ask::{Asked, Group, How, Varies};
use super::super::binomial::Binomial;
use super::super::deals::{Deal, mean_filled};
use super::super::kinds::stratify;
use super::super::period::ReportedPeriod;
use super::super::unknown::{Fact, Unknown};
use super::teams::{clusters, number_of_teams, shares_by_team};
use tierone_sampling::{
    Asking, ByValue, History, Sorted, Strata, Stratify, design, probability, spread,
};
use tierone_scenario::{Check, RiskTargeted, SamplingMethod, Scenario, Size};
use tierone_stats::distribution::normal_quantile;
use tierone_stats::rng::{Moment, Purpose, open};
use tierone_stats::special::normal_tails;

/// What a check asks for before hours are short; unknown where that depends on results.
pub(super) fn ask(period: &ReportedPeriod, check: &Check) -> Fact<Asked> {
    match &check.sample.method {
        SamplingMethod::Census => Ok(along_order(period, check, Size::Every(1))),
        SamplingMethod::SimpleRandom(keys) => {
            Ok(along_order(period, check, Size::Checks(keys.checks)))
        }
        SamplingMethod::Stratified(_) => strata(period, check),
        SamplingMethod::PerCaseworker(keys) => {
            let how = How::Caseworkers(keys.checks);
            Ok(of_each(period, check, keys.checks, how))
        }
        SamplingMethod::Judgement(keys) => {
            let held =
                sizes(period, &[whole(period, check)])[0] / mean_filled(period.office).max(1.0);
            // Of few decisions it matters which of them are more often wrong.
            let alike = keys.odds_ratio == 1.0 || period.office.parts[period.period].len() == 1;
            if held < FEW_OF_EACH && !alike {
                return Err(Unknown::FEW);
            }
            let how = How::Judged(keys.checks, keys.odds_ratio);
            Ok(of_each(period, check, keys.checks, how))
        }
        SamplingMethod::ValueWeighted(_) => Ok(by_value(period, check)),
        SamplingMethod::Systematic(keys) => Ok(along_order(period, check, keys.size)),
        SamplingMethod::Cluster(keys) => clusters(period, check, keys),
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
    let of_deal = |deal: &Deal| -> f64 {
        let each = deal.seats.iter().zip(held(period, check, deal));
        let asked: f64 = each
            .map(|(seats, held)| seats * held.min(checks as f64))
            .sum();
        asked / deal.chance
    };
    let by_deal: Vec<f64> = period.deals.iter().map(of_deal).collect();
    let all = period.deals.iter().zip(&by_deal);
    let asked: f64 = all.map(|(deal, asked)| share * deal.chance * asked).sum();
    let varies = match share < 1.0 {
        true => {
            let each = period.deals.iter().zip(by_deal);
            Varies::OfSome(
                share,
                each.map(|(deal, asked)| asked / deal.people()).collect(),
            )
        }
        // Rounded, since each is a whole number but for rounding.
        false => Varies::ByDeal(by_deal.into_iter().map(f64::round).collect()),
    };
    Asked {
        groups: vec![asked],
        varies,
        how,
    }
}

/// Expected number that can be had of so many that are asked of the whole frame, and how it varies.
fn at_most(period: &ReportedPeriod, check: &Check, checks: f64) -> (f64, Varies) {
    let held = sizes(period, &[whole(period, check)])[0];
    let share = tenured(period, check);
    if share >= 1.0 {
        return (held.min(checks), Varies::Not);
    }
    let mut among = Vec::new();
    for deal in &period.deals {
        let each = deal.seats.iter().zip(self::held(period, check, deal));
        let all: f64 = each.map(|(seats, held)| seats * held).sum();
        let of_one = all / deal.chance / deal.people();
        for (people, chance) in Binomial::new(deal.people().round(), share).masses() {
            among.push((checks.min(people as f64 * of_one), deal.chance * chance));
        }
    }
    let mean = among.iter().map(|(number, chance)| number * chance).sum();
    (mean, Varies::Among(among))
}

/// So many of the whole frame, or one in so many.
fn along_order(period: &ReportedPeriod, check: &Check, size: Size) -> Asked {
    let groups = vec![whole(period, check)];
    let (asked, varies) = match size {
        Size::Checks(checks) => at_most(period, check, checks as f64),
        Size::Every(every) => {
            let (held, varies) = at_most(period, check, f64::INFINITY);
            let varies = match varies {
                Varies::Among(mut among) => {
                    among
                        .iter_mut()
                        .for_each(|(number, _)| *number /= every as f64);
                    Varies::Among(among)
                }
                other => other,
            };
            (held / every as f64, varies)
        }
    };
    Asked {
        groups: vec![asked],
        varies,
        how: How::Groups(groups),
    }
}

/// So many of the whole frame, by their scores.
fn scores(period: &ReportedPeriod, check: &Check, keys: &RiskTargeted) -> Asked {
    let (asked, varies) = at_most(period, check, keys.checks as f64);
    Asked {
        groups: vec![asked],
        varies,
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
pub(super) fn sizes(period: &ReportedPeriod, groups: &[Group]) -> Vec<f64> {
    let size = |group: &Group| {
        group
            .iter()
            .map(|(kind, share)| share * period.numbers[*kind])
            .sum()
    };
    groups.iter().map(size).collect()
}

/// Decisions of one caseworker that are few to pick from.
const FEW_OF_EACH: f64 = 6.0;

/// Share of what is asked of strata that they may lack before it matters to what is drawn.
const SHORT: f64 = 0.02;

/// Groups that the method itself shares a number out over.
fn strata(period: &ReportedPeriod, check: &Check) -> Fact<Asked> {
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
    let mut unused = open(0, 0, &Purpose::check(&check.name), Moment::Opening);
    let ask = design(&check.sample.method).ask(&asking, &mut unused);
    let people = mean_filled(period.office);
    let all: f64 = period.numbers.iter().sum();
    let mut short = 0.0;
    for (asked, held) in ask.sizes.iter().zip(&sizes) {
        let share = held / all;
        let spread = match stratify {
            _ if check.frame.tenure.is_some() => held * ((1.0 - share) / (share * people)).sqrt(),
            Stratify::Tenure(_) => held * ((1.0 - share) / (share * people)).sqrt(),
            Stratify::ValueBands(_) => (held * (1.0 - share)).sqrt(),
            _ => 0.0,
        };
        // How much a stratum holds differs, about normally, and sometimes is less than is asked of it.
        if *held > 0.0 && spread > 0.0 {
            let z = (*asked as f64 - held) / spread;
            let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
            short += spread * (density + z.min(8.0) * normal_tails(z).lower)
                - (*asked as f64 - held).max(0.0);
        }
    }
    if short > SHORT * ask.sizes.iter().sum::<u64>() as f64 {
        return Err(Unknown::STRATA);
    }
    let asked = ask.sizes.iter().zip(&sizes);
    Ok(Asked {
        groups: asked
            .map(|(asked, held)| (*asked as f64).min(*held))
            .collect(),
        varies: Varies::Not,
        how: How::Groups(groups),
    })
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
        Stratify::Team => of(number_of_teams(scenario)),
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
            Stratify::Team => shares_by_team(period, of.part)
                .into_iter()
                .enumerate()
                .collect(),
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
    let each = || chances.iter().zip(&period.numbers);
    let asked = each().map(|(chance, n)| chance * n);
    let variance: f64 = each().map(|(chance, n)| chance * (1.0 - chance) * n).sum();
    Asked {
        groups: vec![asked.sum()],
        varies: Varies::By(variance.sqrt()),
        how: How::ByValue(chances),
    }
}
