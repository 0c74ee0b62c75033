//! Samples, findings and figures of checks, worked out once for all policies that share a check.

use std::sync::Arc;

use rayon::prelude::*;

use super::chances::{Found, Tilts};
use super::check::Figures;
use super::checked::{Checked, Wanted};
use super::drawn::{self, Drawn};
use super::kinds::Office;
use super::left_out::LeftOut;
use super::period::ReportedPeriod;
use super::sample::ExpectedSample;
use super::staff_effect::StaffEffect;
use super::unknown::{Fact, Unknown};
use tierone_scenario::{Check, CheckId, Checkers, PolicyId};

/// The expected samples of a policy's checks, by period.
pub(super) type Samples = Vec<Vec<Fact<ExpectedSample>>>;

/// The expected samples of every policy.
pub(super) fn samples(office: &Office, periods: &[ReportedPeriod]) -> Vec<Samples> {
    let policies = office.scenario.policies.par_iter();
    policies
        .map(|policy| {
            let samples = periods.par_iter().map(|period| period.samples(policy));
            samples.collect()
        })
        .collect()
}

/// What all checks of all policies make of decisions, and their own figures.
pub(super) struct Shared {
    /// Variance of the office's rate of error, as a share of its square.
    staff: f64,
    found: Vec<Vec<Arc<[Found]>>>,
    figures: Vec<Figures>,
    /// By policy and check: the indices of its own among those.
    at: Vec<Vec<(usize, usize)>>,
}

/// A check of a policy, with its samples by period.
struct PolicyCheck<'a> {
    policy: PolicyId,
    check: &'a Check,
    left_out: LeftOut,
    samples: Vec<&'a Fact<ExpectedSample>>,
}

impl PolicyCheck<'_> {
    /// How its picks lean to errors, in the first period of which that is known.
    fn tilts(&self) -> Option<&Tilts> {
        let known = self.samples.iter().find_map(|sample| sample.as_ref().ok());
        known.and_then(|sample| sample.tilts.as_ref())
    }
}

impl Shared {
    /// Of every check.
    pub(super) fn of(
        office: &Office,
        periods: &[ReportedPeriod],
        samples: &[Samples],
        staff: &StaffEffect,
        wanted: Wanted,
    ) -> Self {
        let policies = office.scenario.policies.iter().zip(samples).enumerate();
        let checks: Vec<PolicyCheck> = policies
            .flat_map(|(id, (policy, samples))| {
                let share = move |id: CheckId| {
                    let known = samples.iter().filter_map(|of| of[id].as_ref().ok());
                    known.map(|of| of.checks / of.frame).fold(0.0, f64::max)
                };
                let checks = policy.checks.iter().enumerate();
                checks.map(move |(at, check)| PolicyCheck {
                    policy: id,
                    check,
                    left_out: LeftOut::of(policy, at, &share),
                    samples: samples.iter().map(|samples| &samples[at]).collect(),
                })
            })
            .collect();
        let (firsts, found_at) = distinct(&checks, |a, b| same_findings(office, a, b));
        let found: Vec<Vec<Arc<[Found]>>> = firsts
            .iter()
            .map(|first| found(office, &checks[*first], periods.len()))
            .collect();
        let (firsts, figures_at) = distinct(&checks, same_figures);
        let figures: Vec<Figures> = firsts
            .par_iter()
            .map(|first| {
                let PolicyCheck {
                    check,
                    samples,
                    left_out,
                    ..
                } = &checks[*first];
                let all = Checked {
                    periods,
                    samples,
                    found: &found[found_at[*first]],
                };
                Figures::of(office, check, &all, staff, (wanted, *left_out))
            })
            .collect();
        let mut at = vec![Vec::new(); samples.len()];
        let mut shared = figures;
        let errors = monetary_errors(office, periods);
        let policies = office.scenario.policies.iter();
        let mut drawn: Vec<Vec<Option<Drawn>>> = policies
            .map(|policy| drawn::figures(office, policy, errors, wanted.first_period))
            .collect();
        for (one, (found, figures)) in checks.iter().zip(found_at.into_iter().zip(figures_at)) {
            let id = at[one.policy].len();
            let figures = match drawn[one.policy][id].take() {
                Some(drawn) => {
                    shared.push(shared[figures].clone().drawn(one.check, drawn));
                    shared.len() - 1
                }
                None => figures,
            };
            at[one.policy].push((found, figures));
        }
        Self {
            staff: staff.variance(),
            found,
            figures: shared,
            at,
        }
    }

    /// How much so many expected errors vary, as the square of a share of them.
    pub(super) fn vary(&self, errors: f64) -> f64 {
        self.staff + 1.0 / errors
    }

    /// How much the office's rate of error varies with who is there, as the square of a share of it.
    pub(super) fn staff(&self) -> f64 {
        self.staff
    }

    /// What a check makes of a decision of each kind, by period.
    pub(super) fn found(&self, policy: PolicyId, check: CheckId) -> &[Arc<[Found]>] {
        &self.found[self.at[policy][check].0]
    }

    /// A check's own figures.
    pub(super) fn figures(&self, policy: PolicyId, check: CheckId) -> &Figures {
        &self.figures[self.at[policy][check].1]
    }
}

/// Errors worth money that are expected in some periods.
fn monetary_errors(office: &Office, periods: &[ReportedPeriod]) -> f64 {
    let scenario = office.scenario;
    let of_kind = |period: &ReportedPeriod, kind: usize| -> f64 {
        let errors = &scenario.activities[office.kinds[kind].activity].errors;
        let each = errors.iter().zip(&period.truths[kind].errors);
        let monetary =
            each.filter(|(error, _)| scenario.attributes[error.attribute].money.is_some());
        let rate: f64 = monetary.map(|(_, [clean, risky])| clean + risky).sum();
        period.numbers[kind] * rate
    };
    let each = periods.iter();
    each.flat_map(|period| (0..office.kinds.len()).map(move |kind| of_kind(period, kind)))
        .sum()
}

/// The first of each group of like things, and by thing the index of its group among those.
fn distinct<T>(things: &[T], alike: impl Fn(&T, &T) -> bool) -> (Vec<usize>, Vec<usize>) {
    let mut firsts: Vec<usize> = Vec::new();
    let group = |(id, thing)| {
        let known = firsts
            .iter()
            .position(|first| alike(&things[*first], thing));
        known.unwrap_or_else(|| {
            firsts.push(id);
            firsts.len() - 1
        })
    };
    let at = things.iter().enumerate().map(group).collect();
    (firsts, at)
}

/// Whether two checks make the same of a decision: whoever looks at the same as well does.
fn same_findings(office: &Office, one: &PolicyCheck, other: &PolicyCheck) -> bool {
    if one.tilts().is_some() || other.tilts().is_some() {
        return false;
    }
    let (one, other) = (one.check, other.check);
    one.looks_at == other.looks_at
        && one.checker.sensitivity == other.checker.sensitivity
        && one.checker.false_fail == other.checker.false_fail
        && checkers(office, one) == checkers(office, other)
}

/// Whether the figures of two checks are the same. What another's sample leaves differs from policy to policy.
fn same_figures(one: &PolicyCheck, other: &PolicyCheck) -> bool {
    let drawn = |checks: &PolicyCheck| match checks.samples.first() {
        Some(Ok(sample)) => Ok(sample.checks),
        Some(Err(unknown)) => Err(*unknown),
        None => Err(Unknown::NO_CHECKS),
    };
    one.check.excludes.is_empty() && *one.check == *other.check && drawn(one) == drawn(other)
}

/// The people of a check's pool.
fn checkers(office: &Office, check: &Check) -> Option<Checkers> {
    check
        .checker
        .pool
        .and_then(|pool| office.scenario.pools[pool].checkers)
}

/// What a check makes of a decision of each kind, by period.
fn found(office: &Office, of: &PolicyCheck, periods: usize) -> Vec<Arc<[Found]>> {
    let (check, tilts) = (of.check, of.tilts());
    let of = |period: usize| -> Arc<[Found]> {
        let simulated = office.scenario.horizon.warm_up + period;
        let kinds = (0..office.kinds.len()).into_par_iter();
        let found: Vec<Found> = kinds
            .map(|kind| Found::of(office, kind, check, (simulated, tilts)))
            .collect();
        found.into()
    };
    let changes = checkers(office, check)
        .is_some_and(|people| people.spread > 0.0 && people.calibration.is_some());
    match changes {
        true => (0..periods).map(of).collect(),
        false => vec![of(0); periods],
    }
}
