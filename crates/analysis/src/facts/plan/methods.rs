//! What each sampling method asks for, at the expected numbers of a period.

use super::super::ask::{Asked, How, Point, Varies};
use super::super::binomial::Binomial;
use super::super::deals::{Deal, mean_filled};
use super::super::kinds::{checks_of_anybody, stratify};
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
            Unknown::FEW.when(held < FEW_OF_EACH && !alike)?;
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
    Some(ask_of_anybody(period, check)?.total())
}

/// The same as an ask, of the whole frame.
pub(super) fn ask_of_anybody(period: &ReportedPeriod, check: &Check) -> Option<Asked> {
    let checks = checks_of_anybody(check)?;
    Some(of_whole(period, check, |held| held.min(checks as f64)))
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
        points: Vec::new(),
    }
}

/// Expected number that is asked of the whole frame, as what it holds says, and how it varies.
fn asked_of_whole(
    period: &ReportedPeriod,
    check: &Check,
    asked: impl Fn(f64) -> f64,
) -> (f64, Varies, Vec<Point>) {
    let share = tenured(period, check);
    if share >= 1.0 {
        let asked = asked(sizes(period, &[whole(period, check)])[0]);
        return (asked, Varies::Not, Vec::new());
    }
    let frames = frames(period, check, share);
    let points = frames.into_iter().map(|(held, chance)| Point {
        chance,
        groups: vec![(asked(held), held)],
    });
    let points: Vec<Point> = points.collect();
    let among = points.iter().map(|point| (point.groups[0].0, point.chance));
    let among: Vec<(f64, f64)> = among.collect();
    let mean = among.iter().map(|(number, chance)| number * chance).sum();
    (mean, Varies::Among(among), points)
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
    let (asked, varies, points) = asked_of_whole(period, check, asked);
    Asked {
        groups: vec![asked],
        varies,
        how: How::Groups(vec![whole(period, check)]),
        points,
    }
}

/// Each decision of the whole frame with one chance, until a cap is full.
fn capped(period: &ReportedPeriod, check: &Check, keys: &CappedShare) -> Asked {
    let whole_frame = |held: f64| keys.expected(held);
    let mut asked = of_whole(period, check, whole_frame);
    let frames = match asked_of_whole(period, check, |held| held) {
        (held, Varies::Among(frames), _) if held > 0.0 => frames,
        (held, ..) => vec![(held, 1.0)],
    };
    asked.points.clear();
    for (held, weight) in frames {
        for (taken, mass) in Binomial::new(held.round(), keys.share).masses() {
            let (groups, chance) = (vec![(taken.min(keys.cap) as f64, held)], weight * mass);
            match asked.points.last_mut() {
                Some(last) if last.groups == groups => last.chance += chance,
                _ => asked.points.push(Point { chance, groups }),
            }
        }
    }
    let among = asked.points.iter();
    let among = among.map(|point| (point.groups[0].0, point.chance));
    asked.varies = Varies::Among(among.collect());
    asked
}

/// So many of the whole frame, by their scores.
fn scores(period: &ReportedPeriod, check: &Check, keys: &RiskTargeted) -> Asked {
    let (asked, varies, points) =
        asked_of_whole(period, check, |held| held.min(keys.checks as f64));
    Asked {
        groups: vec![asked],
        varies,
        how: How::Scores {
            random: keys.random_share,
            shift: std::f64::consts::SQRT_2 * normal_quantile(keys.auc),
        },
        points,
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
    let (mut points, mut totals) = (Vec::new(), Vec::new());
    let (asked, varies) = match strata_sizes(period, check, stratify, &expected)? {
        None => (ask(&expected), Varies::Not),
        Some(sizes) => {
            let chance = 1.0 / sizes.len() as f64;
            let mut mean = vec![0.0; groups.len()];
            for sizes in sizes {
                let asked = ask(&sizes);
                let sums = mean.iter_mut().zip(&asked);
                sums.for_each(|(sum, asked)| *sum += chance * asked);
                totals.push((asked.iter().sum(), chance));
                let groups = asked.into_iter().zip(sizes).collect();
                points.push(Point { chance, groups });
            }
            (mean, Varies::Among(totals))
        }
    };
    Ok(Asked {
        groups: asked,
        varies,
        how: How::Groups(groups),
        points,
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
        let mut by_activity = vec![0.0; enters.len()];
        for (id, kind) in kinds() {
            let (chance, n) = (
                inside[id] * enters[kind.activity],
                times * period.numbers[id],
            );
            asked += chance * n;
            variance += chance * (1.0 - chance) * n;
            chances[id] += weight * times * chance;
            by_activity[kind.activity] += inside[id] * n;
        }
        let few = (variance < FEW_ENTER).then(|| entering(&by_activity, &enters));
        numbers.push((asked, variance.sqrt(), *weight, few));
    }
    let asked = numbers
        .iter()
        .map(|(asked, _, weight, _)| weight * asked)
        .sum();
    Asked {
        groups: vec![asked],
        varies: match numbers.as_slice() {
            [(_, spread, _, None)] => Varies::By(*spread),
            _ => Varies::Among(
                numbers
                    .into_iter()
                    .flat_map(|(asked, spread, weight, few)| match few {
                        Some(few) => few.into_iter().map(|(n, p)| (n, weight * p)).collect(),
                        None => around((asked, spread, weight)),
                    })
                    .collect(),
            ),
        },
        how: How::ByValue(chances),
        points: Vec::new(),
    }
}

/// A variance of how many enter from which on their number is about normal.
const FEW_ENTER: f64 = 25.0;

/// How many of so many decisions of each activity enter, each on its own with the chance of its activity.
fn entering(numbers: &[f64], chances: &[f64]) -> Vec<(f64, f64)> {
    let mut law = vec![1.0];
    for (number, chance) in numbers.iter().zip(chances) {
        let each = Binomial::new(number.round(), *chance);
        let mut sum = vec![0.0; law.len() + each.last() as usize];
        for (entered, mass) in each.masses() {
            let others = law.iter().zip(&mut sum[entered as usize..]);
            others.for_each(|(other, sum)| *sum += mass * other);
        }
        law = sum;
    }
    let some = law.into_iter().enumerate().filter(|(_, mass)| *mass > 0.0);
    some.map(|(entered, mass)| (entered as f64, mass)).collect()
}

/// Whole numbers of about a normal distribution, each as likely as the others.
fn around((mean, spread, weight): (f64, f64, f64)) -> Vec<(f64, f64)> {
    const POINTS: usize = 5;
    let point = |i: usize| {
        let z = normal_quantile((i as f64 + 0.5) / POINTS as f64);
        ((mean + spread * z).round().max(0.0), weight / POINTS as f64)
    };
    (0..POINTS).map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_enter_are_counted_one_by_one() {
        // Of two with 0.5 and one with 0.2: none in 0.2, one in 0.45, two in 0.3, three in 0.05.
        let law = entering(&[2.0, 1.0], &[0.5, 0.2]);
        for ((entered, mass), (number, chance)) in
            law.iter().zip([(0, 0.2), (1, 0.45), (2, 0.3), (3, 0.05)])
        {
            assert!(*entered == f64::from(number) && (mass - chance).abs() < 1e-12);
        }
        assert_eq!(law.len(), 4);
    }
}
