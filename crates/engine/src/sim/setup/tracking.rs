//! Which samples of a policy must be tracked decision by decision.

use super::check::CheckSetup;
use crate::sim::value::mean_values;
use tierone_sampling::Stratify;
use tierone_scenario::{CheckId, SamplingMethod, Scenario};

/// The checks whose samples another one excludes one by one, a bit each.
pub(super) fn excluded_one_by_one(checks: &[CheckSetup]) -> u64 {
    checks.iter().fold(0, |mask, other| {
        mask | other.excluded & !other.excluded_by_size
    })
}

/// Which samples must be tracked so that decisions checked twice are counted once: of the checks that share decisions all but the
/// one that asks most of those that nothing else tracks.
pub(super) fn sharing(scenario: &Scenario, checks: &[CheckSetup]) -> Vec<bool> {
    let one_by_one = excluded_one_by_one(checks);
    let excluded = |c: CheckId| one_by_one & 1 << c != 0;
    let first_stage = || (0..checks.len()).filter(|c| checks[*c].rechecks.is_none());
    let largest = first_stage()
        .filter(|c| !excluded(*c))
        .max_by_key(|c| (reach(scenario, &checks[*c]), std::cmp::Reverse(*c)));
    let shares = |c: CheckId| {
        let mut others = first_stage().filter(|d| *d != c);
        checks[c].rechecks.is_none() && others.any(|d| overlap(&checks[c], &checks[d], c, d))
    };
    (0..checks.len())
        .map(|c| shares(c) && Some(c) != largest)
        .collect()
}

/// Of the checks that a check excludes, those that need no more than their number: their samples lie in its one stratum and share
/// no decision with one another. An estimate needs to know what the excluded decisions are worth.
pub(super) fn excluded_by_size(checks: &[CheckSetup], check: CheckId) -> u64 {
    let this = &checks[check];
    let estimates = |(id, other): (usize, &CheckSetup)| {
        let estimate = other.check.estimate;
        (id == check || other.rechecks == Some(check)) && (estimate.accuracy || estimate.mve)
    };
    let ordered = matches!(this.check.sample.method, SamplingMethod::Systematic(_));
    if this.stratify != Stratify::Whole || ordered || checks.iter().enumerate().any(estimates) {
        return 0;
    }
    let excludes = &this.check.excludes;
    let alone = |a: usize| {
        let mut others = excludes.iter().filter(|b| **b != a);
        others.all(|&b| !overlap(&checks[a], &checks[b], a, b))
    };
    let by_size = |a: usize| {
        let other = &checks[a];
        let from_frame = other.rechecks.is_none() && !other.stratify.needs_values();
        from_frame && lies_within(other, this) && alone(a)
    };
    let by_size = excludes.iter().filter(|a| by_size(**a));
    by_size.fold(0, |mask, a| mask | 1 << a)
}

/// Whether all decisions of the first check's frame are in the second's.
fn lies_within(inner: &CheckSetup, outer: &CheckSetup) -> bool {
    let (f, g) = (&inner.check.frame, &outer.check.frame);
    let all = |x: &[bool], y: &[bool]| x.iter().zip(y).all(|(x, y)| !*x || *y);
    // The system has neither a tenure nor a team.
    let of_people =
        |check: &CheckSetup| check.check.frame.tenure.is_some() || check.stratify.is_of_people();
    let automated = |check: &CheckSetup| match of_people(check) {
        true => Some(false),
        false => check.check.frame.automated,
    };
    let automated = automated(outer).is_none_or(|outer| automated(inner) == Some(outer));
    let tenure = match (f.tenure, g.tenure) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(x), Some(y)) => y.0 <= x.0 && x.1 <= y.1,
    };
    automated
        && tenure
        && all(&f.activities, &g.activities)
        && all(&f.complexities, &g.complexities)
}

/// Whether an estimate of money needs to know what each decision of a sample is expected to be worth:
/// where probabilities are not known it is of the checked decisions only.
pub(super) fn values_are_asked(scenario: &Scenario, checks: &[CheckSetup], check: CheckId) -> bool {
    let this = &checks[check];
    let asks = |(id, other): (usize, &CheckSetup)| {
        (id == check || other.rechecks == Some(check)) && other.check.estimate.mve
    };
    let means = mean_values(scenario);
    this.rechecks.is_none()
        && !this.design.known_inclusion()
        && checks.iter().enumerate().any(asks)
        && means.iter().any(|mean| *mean != means[0])
}

/// Whether an estimate of accuracy needs to know the activity of each decision of a sample that goes by an order or by values:
/// in other samples the decisions of a stratum are as likely to be drawn as one another.
pub(super) fn activities_are_asked(checks: &[CheckSetup], check: CheckId) -> bool {
    let in_part = |(id, other): (usize, &CheckSetup)| {
        (id == check || other.rechecks == Some(check)) && other.in_part
    };
    let ordered = matches!(
        checks[check].check.sample.method,
        SamplingMethod::Systematic(_) | SamplingMethod::ValueWeighted(_)
    );
    ordered && checks.iter().enumerate().any(in_part)
}

/// Roughly how many a check asks for in a period.
fn reach(scenario: &Scenario, check: &CheckSetup) -> u64 {
    match check.check.sample.method.checks() {
        Some(n) if check.stratify == Stratify::Caseworker => {
            n.saturating_mul(scenario.workforce.seats as u64)
        }
        Some(n) => n,
        None => u64::MAX,
    }
}

/// Whether two frames can hold the same decision and neither check leaves the other's sample out.
fn overlap(a: &CheckSetup, b: &CheckSetup, a_id: CheckId, b_id: CheckId) -> bool {
    let (f, g) = (&a.check.frame, &b.check.frame);
    let both = |x: &[bool], y: &[bool]| x.iter().zip(y).any(|(x, y)| *x && *y);
    let automated = match (f.automated, g.automated) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    };
    let tenure = match (f.tenure, g.tenure) {
        (Some(x), Some(y)) => x.0 < y.1 && y.0 < x.1,
        _ => true,
    };
    automated
        && tenure
        && both(&f.activities, &g.activities)
        && both(&f.complexities, &g.complexities)
        && !a.check.excludes.contains(&b_id)
        && !b.check.excludes.contains(&a_id)
}
