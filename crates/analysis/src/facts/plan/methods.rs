//! What each sampling method asks for, at the expected numbers of a period.

use super::super::ask::{Asked, How, Varies};
use super::super::binomial::Binomial;
use super::super::deals::{Deal, mean_filled};
use super::super::kinds::stratify;
use super::super::period::ReportedPeriod;
use super::super::unknown::{Fact, Unknown};
use super::clusters::clusters;
use super::groups::{groups, held, sizes, tenured, whole};
use super::sizes::strata_sizes;
use tierone_sampling::{
    Asking, ByValue, History, Sorted, Strata, design, probability, spread, stratum_names,
};
use tierone_scenario::{CappedShare, Check, RiskTargeted, SamplingMethod, Size};
use tierone_stats::distribution::normal_quantile;
use tierone_stats::rng::{Address, Purpose};

/// What a check asks for before hours are short; unknown where that depends on results.
pub(super) fn ask(period: &ReportedPeriod, check: &Check) -> Fact<Asked> {
    match &check.sample.method {
        SamplingMethod::Census => Ok(of_whole(period, check, |held| held)),
        SamplingMethod::SimpleRandom(keys) => {
            Ok(of_whole(period, check, |held| held.min(keys.checks as f64)))
        }
        SamplingMethod::PerTeam(_) | SamplingMethod::Stratified(_) => strata(period, check),
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
        SamplingMethod::Systematic(keys) => Ok(of_whole(period, check, |held| match keys.size {
            Size::Checks(checks) => held.min(checks as f64),
            Size::Every(every) => held / every as f64,
        })),
        SamplingMethod::Cluster(keys) => Ok(clusters(period, check, keys)),
        SamplingMethod::CappedShare(keys) => Ok(capped(period, check, keys)),
        SamplingMethod::RiskTargeted(keys) => Ok(scores(period, check, keys)),
        SamplingMethod::TrendTargeted(_)
        | SamplingMethod::Escalating(_)
        | SamplingMethod::Learning(_) => Err(Unknown::HISTORY),
        SamplingMethod::Recheck(_) => Err(Unknown::RECHECK),
    }
}

/// What a check asks for in all whose results decide of whom it asks; none for other checks.
pub(super) fn asked_of_anybody(period: &ReportedPeriod, check: &Check) -> Option<f64> {
    let checks = match &check.sample.method {
        SamplingMethod::TrendTargeted(keys) => keys.checks,
        SamplingMethod::Learning(keys) => keys.checks,
        _ => return None,
    };
    let (asked, _) = asked_of_whole(period, check, |held| held.min(checks as f64));
    Some(asked)
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

/// Expected number that is asked of the whole frame, as what it holds says, and how it varies.
fn asked_of_whole(
    period: &ReportedPeriod,
    check: &Check,
    asked: impl Fn(f64) -> f64,
) -> (f64, Varies) {
    let share = tenured(period, check);
    if share >= 1.0 {
        return (
            asked(sizes(period, &[whole(period, check)])[0]),
            Varies::Not,
        );
    }
    let among: Vec<(f64, f64)> = frames(period, check, share)
        .into_iter()
        .map(|(held, chance)| (asked(held), chance))
        .collect();
    let mean = among.iter().map(|(number, chance)| number * chance).sum();
    (mean, Varies::Among(among))
}

/// Decisions that a frame may hold which is some tenures' of a share of all people, with their chances.
fn frames(period: &ReportedPeriod, check: &Check, share: f64) -> Vec<(f64, f64)> {
    let mut among = Vec::new();
    for deal in &period.deals {
        let each = deal.seats.iter().zip(held(period, check, deal));
        let all: f64 = each.map(|(seats, held)| seats * held).sum();
        let of_one = all / deal.chance / deal.people();
        for (people, chance) in Binomial::new(deal.people().round(), share).masses() {
            among.push((people as f64 * of_one, deal.chance * chance));
        }
    }
    among
}

/// So many of the whole frame, each decision as likely as the others.
fn of_whole(period: &ReportedPeriod, check: &Check, asked: impl Fn(f64) -> f64) -> Asked {
    let (asked, varies) = asked_of_whole(period, check, asked);
    Asked {
        groups: vec![asked],
        varies,
        how: How::Groups(vec![whole(period, check)]),
    }
}

/// Each decision of the whole frame with one chance, until a cap is full.
fn capped(period: &ReportedPeriod, check: &Check, keys: &CappedShare) -> Asked {
    let whole_frame = |held: f64| keys.expected(held);
    let mut asked = of_whole(period, check, whole_frame);
    let frames = match asked_of_whole(period, check, |held| held) {
        (held, Varies::Among(frames)) if held > 0.0 => frames,
        (held, _) => vec![(held, 1.0)],
    };
    let mut among: Vec<(f64, f64)> = Vec::new();
    for (held, weight) in frames {
        for (taken, chance) in Binomial::new(held.round(), keys.share).masses() {
            let taken = taken.min(keys.cap) as f64;
            match among.last_mut() {
                Some((last, sum)) if *last == taken => *sum += weight * chance,
                _ => among.push((taken, weight * chance)),
            }
        }
    }
    asked.varies = Varies::Among(among);
    asked
}

/// So many of the whole frame, by their scores.
fn scores(period: &ReportedPeriod, check: &Check, keys: &RiskTargeted) -> Asked {
    let (asked, varies) = asked_of_whole(period, check, |held| held.min(keys.checks as f64));
    Asked {
        groups: vec![asked],
        varies,
        how: How::Scores {
            random: keys.random_share,
            shift: std::f64::consts::SQRT_2 * normal_quantile(keys.auc),
        },
    }
}

/// Decisions of one caseworker that are few to pick from.
const FEW_OF_EACH: f64 = 6.0;

/// Groups that the method itself shares a number out over.
fn strata(period: &ReportedPeriod, check: &Check) -> Fact<Asked> {
    let stratify = &stratify(&check.sample);
    let groups = groups(period, check, stratify);
    let expected = sizes(period, &groups);
    let rates = rates(period);
    let deviations = groups.iter().zip(&expected).map(|(group, size)| {
        let each = group.iter();
        let wrong: f64 = each
            .map(|(kind, share)| share * period.numbers[*kind] * rates[*kind])
            .sum();
        match *size > 0.0 {
            true => spread(wrong / size),
            false => 0.0,
        }
    });
    let mut strata = Strata {
        sizes: Vec::new(),
        in_frame: expected.len() as u64,
        deviations: deviations.collect(),
        names: stratum_names(period.office.scenario, stratify),
    };
    // These methods ask for what their strata hold and draw nothing.
    let mut unused = Address::opening(0, 0).open(&Purpose::check(&check.name));
    let mut ask = |sizes: &[f64]| -> Vec<f64> {
        strata.sizes = sizes.iter().map(|size| size.round() as u64).collect();
        let asking = Asking {
            strata: &strata,
            history: &History::Nothing,
            seats: &[],
        };
        let asked = design(&check.sample.method).ask(&asking, &mut unused).sizes;
        let each = asked.iter().zip(sizes);
        each.map(|(asked, held)| (*asked as f64).min(*held))
            .collect()
    };
    let (asked, varies) = match strata_sizes(period, check, stratify, &expected)? {
        None => (ask(&expected), Varies::Not),
        Some(points) => {
            let weight = 1.0 / points.len() as f64;
            let mut mean = vec![0.0; groups.len()];
            let mut totals = Vec::new();
            for sizes in points {
                let asked = ask(&sizes);
                let sums = mean.iter_mut().zip(&asked);
                sums.for_each(|(sum, asked)| *sum += weight * asked);
                totals.push((asked.iter().sum(), weight));
            }
            (mean, Varies::Among(totals))
        }
    };
    Ok(Asked {
        groups: asked,
        varies,
        how: How::Groups(groups),
    })
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
    let value: f64 = value.sum();
    let each = || inside.iter().zip(&period.numbers);
    let expected: f64 = each().map(|(inside, n)| inside * n).sum();
    // How many times what is expected the frame holds: what enters hangs on the value of all of it.
    let share = tenured(period, check);
    let frames: Vec<(f64, f64)> = match share < 1.0 && expected > 0.0 {
        true => frames(period, check, share)
            .into_iter()
            .map(|(held, chance)| (held / expected, chance))
            .collect(),
        false => vec![(1.0, 1.0)],
    };
    let mut chances = vec![0.0; period.numbers.len()];
    let mut numbers = Vec::new();
    for (times, weight) in &frames {
        let by = ByValue::of(stratify, value * times);
        let enters: Vec<f64> = (0..scenario.activities.len())
            .map(
                |activity| match (&by, &scenario.activities[activity].value) {
                    (Some(by), Some(value)) => probability(value, &[Sorted { by, class: 0 }]),
                    _ => 0.0,
                },
            )
            .collect();
        let (mut asked, mut variance) = (0.0, 0.0);
        for (id, kind) in kinds() {
            let (chance, n) = (
                inside[id] * enters[kind.activity],
                times * period.numbers[id],
            );
            asked += chance * n;
            variance += chance * (1.0 - chance) * n;
            chances[id] += weight * times * chance;
        }
        numbers.push((asked, variance.sqrt(), *weight));
    }
    let asked: f64 = numbers
        .iter()
        .map(|(asked, _, weight)| weight * asked)
        .sum();
    Asked {
        groups: vec![asked],
        varies: match numbers.as_slice() {
            [(_, spread, _)] => Varies::By(*spread),
            _ => Varies::Among(numbers.into_iter().flat_map(around).collect()),
        },
        how: How::ByValue(chances),
    }
}

/// Whole numbers of about a normal distribution, each as likely as the others.
fn around((mean, spread, weight): (f64, f64, f64)) -> impl Iterator<Item = (f64, f64)> {
    const POINTS: usize = 5;
    (0..POINTS).map(move |i| {
        let z = normal_quantile((i as f64 + 0.5) / POINTS as f64);
        ((mean + spread * z).round().max(0.0), weight / POINTS as f64)
    })
}
