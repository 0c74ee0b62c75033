//! What all checks of a policy find together, where a decision counts once however many checks drew it.

use super::chances::{Pair, Tilts, over, risky, sensitivity, tilt_of};
use super::kinds::stratify;
use super::period::ReportedPeriod;
use super::plan::{drawn_sets, on_their_own, prefers_teams};
use super::sample::ExpectedSample;
use super::unknown::{Fact, Unknown};
use tierone_sampling::Stratify;
use tierone_scenario::{Check, Policy, SamplingMethod};

/// Found together in an average period.
#[derive(Clone, Debug, Default)]
pub(super) struct Together {
    /// Chance of being drawn at all, by kind.
    pub inclusion: Vec<f64>,
    /// Decisions drawn.
    pub checked: f64,
    /// What is found; unknown where results are done again.
    pub found: Option<FoundTogether>,
}

/// What checks find together in an average period.
#[derive(Clone, Debug, Default)]
pub(super) struct FoundTogether {
    /// Inaccurate decisions of which an error in an accuracy attribute is found.
    pub errors: f64,
    /// How much the share found of them differs from kind to kind: its standard deviation as a share of its mean.
    pub differs: f64,
    /// Decisions of which an error is found that is then put right.
    pub corrections: f64,
    /// Errors found, by attribute.
    pub attributes: Vec<f64>,
}

/// By set of checks that drew a decision of one kind: what they find of it.
struct BySet {
    set: u64,
    /// Chance of an error and of its being found, by error of the activity.
    found: Vec<Pair>,
    errors: f64,
    corrections: Pair,
}

/// Everything over the reported periods, as an average period.
pub(super) fn together(
    policy: &Policy,
    periods: &[ReportedPeriod],
    samples: &[Vec<Fact<ExpectedSample>>],
) -> Fact<Together> {
    let Some(first) = periods.first() else {
        return Err(Unknown::NO_DECISIONS);
    };
    on_their_own(policy)?;
    // Whom a team's cap leaves out, a check of each caseworker draws from more.
    let of_teams = |check: &Check| matches!(&check.sample.method, SamplingMethod::Cluster(keys) if keys.checks.is_some());
    let of_each = |check: &Check| stratify(&check.sample) == Stratify::Caseworker;
    Unknown::TEAMS.when(policy.checks.iter().any(of_teams) && policy.checks.iter().any(of_each))?;
    // Of a team that two checks prefer both have more in common.
    let prefer = |samples: &Vec<Fact<ExpectedSample>>| {
        let each = policy.checks.iter().zip(samples);
        each.filter(|(check, sample)| prefers_teams(check, sample))
            .count()
            > 1
    };
    Unknown::SHARES_OF_TEAMS.when(samples.iter().any(prefer))?;
    let finds: Vec<Vec<Vec<f64>>> = periods.iter().map(|period| finds(policy, period)).collect();
    let kinds = first.numbers.len();
    let again = policy
        .checks
        .iter()
        .any(|check| check.sample.method.rechecks().is_some());
    let mut found = FoundTogether {
        attributes: vec![0.0; first.office.scenario.attributes.len()],
        ..FoundTogether::default()
    };
    let mut checked = 0.0;
    let (mut drawn, mut numbers) = (vec![0.0; kinds], vec![0.0; kinds]);
    let share = 1.0 / periods.len() as f64;
    let mut sets = Vec::new();
    // Inaccurate decisions by kind, and those of them that are found.
    let mut by_kind = vec![(0.0, 0.0); kinds];
    for (kind, (drawn, all)) in drawn.iter_mut().zip(&mut numbers).enumerate() {
        let mut known: Vec<BySet> = Vec::new();
        for ((period, samples), finds) in periods.iter().zip(samples).zip(&finds) {
            let split = period.split(kind);
            let n = period.numbers[kind];
            *all += n;
            by_kind[kind].0 += share * n * period.truths[kind].inaccurate;
            for (risky, decisions) in split.into_iter().enumerate() {
                drawn_sets(policy, samples, kind, risky, &mut sets)?;
                for &(set, chance) in &sets {
                    if set == 0 || chance <= 0.0 {
                        continue;
                    }
                    *drawn += decisions * chance;
                    if again {
                        continue;
                    }
                    let at = known.iter().position(|known| known.set == set);
                    let at = at.unwrap_or_else(|| {
                        known.push(by_set(policy, (period, finds, samples), kind, set));
                        known.len() - 1
                    });
                    let of = &known[at];
                    by_kind[kind].1 +=
                        share * n * chance * if risky == 1 { of.errors } else { 0.0 };
                    found.corrections += share * n * chance * of.corrections[risky];
                    let activity = period.office.kinds[kind].activity;
                    let errors = &period.office.scenario.activities[activity].errors;
                    for (j, error) in errors.iter().enumerate() {
                        let caught = of.found[j][risky];
                        found.attributes[error.attribute] += share * n * chance * caught;
                    }
                }
            }
        }
        checked += share * *drawn;
    }
    let wrong: f64 = by_kind.iter().map(|(wrong, _)| wrong).sum();
    found.errors = by_kind.iter().map(|(_, found)| found).sum();
    let squares = by_kind.iter().filter(|(wrong, _)| *wrong > 0.0);
    let squares: f64 = squares.map(|(wrong, found)| found * found / wrong).sum();
    let of_mean = squares * wrong / (found.errors * found.errors);
    found.differs = if found.errors > 0.0 {
        (of_mean - 1.0).max(0.0).sqrt()
    } else {
        0.0
    };
    let each = drawn.iter().zip(&numbers);
    Ok(Together {
        inclusion: each
            .map(|(drawn, all)| if *all > 0.0 { drawn / all } else { 0.0 })
            .collect(),
        checked,
        found: (!again).then_some(found),
    })
}

/// Probability that each check finds an error that is there, by attribute.
fn finds(policy: &Policy, period: &ReportedPeriod) -> Vec<Vec<f64>> {
    let office = period.office;
    let simulated = office.scenario.horizon.warm_up + period.period;
    let of = |check: &Check| -> Vec<f64> {
        let attributes = 0..office.scenario.attributes.len();
        attributes
            .map(|attribute| sensitivity(office, check, attribute, simulated))
            .collect()
    };
    policy.checks.iter().map(of).collect()
}

/// Chance that an error that is there is found by one of some checks of a set, each on its own.
fn caught(finds: &[Vec<f64>], set: u64, attribute: usize, of: impl Fn(usize) -> bool) -> f64 {
    let checks = finds.iter().enumerate();
    let missed = checks
        .filter(|(id, _)| set >> id & 1 == 1 && of(*id))
        .map(|(_, finds)| 1.0 - finds[attribute]);
    1.0 - missed.product::<f64>()
}

fn by_set(
    policy: &Policy,
    (period, finds, samples): (&ReportedPeriod, &[Vec<f64>], &[Fact<ExpectedSample>]),
    kind: usize,
    set: u64,
) -> BySet {
    let office = period.office;
    let activity = office.kinds[kind].activity;
    let counts = &office.counts[activity];
    let risky = risky(office, kind);
    let errors = &office.scenario.activities[activity].errors;
    let found: Vec<f64> = errors
        .iter()
        .map(|error| caught(finds, set, error.attribute, |_| true))
        .collect();
    let corrects = |id: usize| policy.checks[id].on_fail.correct;
    let corrected: Vec<f64> = errors
        .iter()
        .map(
            |error| match office.scenario.attributes[error.attribute].correctable {
                true => caught(finds, set, error.attribute, corrects),
                false => 0.0,
            },
        )
        .collect();
    let mut of = BySet {
        set,
        found: vec![[0.0; 2]; errors.len()],
        errors: 0.0,
        corrections: [0.0; 2],
    };
    let tilted = samples
        .iter()
        .enumerate()
        .filter(|(id, _)| set >> id & 1 == 1);
    let tilted = tilted.filter_map(|(_, sample)| sample.as_ref().ok()?.tilts.as_ref());
    let tilts: Vec<&Tilts> = tilted.collect();
    let mut kept = vec![0.0; errors.len()];
    let mut state = 0;
    over(office, kind, |weight, p| {
        let mut weight = [weight; 2];
        for tilts in &tilts {
            let tilt = tilt_of(Some(tilts), &office.kinds[kind], state);
            weight = [weight[0] * tilt[0], weight[1] * tilt[1]];
        }
        state += 1;
        for (kept, (p, found)) in kept.iter_mut().zip(p.iter().zip(&found)) {
            *kept = p * found;
        }
        of.errors += weight[1] * (1.0 - counts.accurate(&kept));
        let (mut none, mut left, mut left_clean) = (1.0, 1.0, 1.0);
        for j in 0..p.len() {
            left *= 1.0 - p[j] * corrected[j];
            match risky[j] {
                true => none *= 1.0 - p[j],
                false => left_clean *= 1.0 - p[j] * corrected[j],
            }
        }
        let clean = none * (1.0 - left_clean);
        of.corrections[0] += weight[0] * clean;
        of.corrections[1] += weight[1] * (1.0 - left - clean);
        for (j, pair) in of.found.iter_mut().enumerate() {
            let clean = if risky[j] { 0.0 } else { none * p[j] };
            pair[0] += weight[0] * clean * found[j];
            pair[1] += weight[1] * (p[j] - clean) * found[j];
        }
    });
    of
}
