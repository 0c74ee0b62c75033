//! All checks of a policy together.

use serde::Serialize;

use super::chances::{Found, Truth};
use super::check::{self, CheckFacts};
use super::kinds::Office;
use super::operation::Decided;
use super::plan::{Period, Plan, drawn_sets};
use super::unknown::{Fact, Unknown};
use crate::sampling::method;
use crate::scenario::Policy;

/// What is known of one policy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PolicyFacts {
    /// Its name.
    pub name: String,
    /// Its checks in order.
    pub checks: Vec<CheckFacts>,
    /// Chance that a decision of each kind is drawn by any check, by place in the facts' kinds.
    pub inclusion: Fact<Vec<f64>>,
    /// Decisions checked in an average period, however many checks draw them.
    pub checked: Fact<f64>,
}

/// Every policy.
pub(super) fn policies(office: &Office, all: &Decided) -> Vec<PolicyFacts> {
    let kinds = 0..office.kinds.len();
    let truths: Vec<Truth> = kinds.map(|kind| Truth::of(office, kind)).collect();
    let periods: Vec<Period> = (0..office.scenario.horizon.periods)
        .map(|period| Period::new(office, &truths, period))
        .collect();
    let policies = office.scenario.policies.iter();
    policies
        .map(|policy| facts(office, policy, &periods, all))
        .collect()
}

fn facts(office: &Office, policy: &Policy, periods: &[Period], all: &Decided) -> PolicyFacts {
    let plans: Vec<Vec<Fact<Plan>>> = periods.iter().map(|period| period.plans(policy)).collect();
    let checks = policy.checks.iter().enumerate().map(|(id, check)| {
        let found: Vec<Vec<Found>> = periods
            .iter()
            .map(|period| {
                let simulated = office.scenario.horizon.warm_up + period.period;
                let kinds = 0..office.kinds.len();
                kinds
                    .map(|kind| Found::of(office, kind, check, simulated))
                    .collect()
            })
            .collect();
        let plans: Vec<&Fact<Plan>> = plans.iter().map(|plans| &plans[id]).collect();
        let known = (method(&check.sample).known_inclusion)(&check.sample);
        check::facts(&check.name, periods, &plans, &found, all.accuracy, known)
    });
    let checks = checks.collect();
    let inclusion = inclusion(policy, periods, &plans);
    PolicyFacts {
        name: policy.name.clone(),
        checks,
        checked: inclusion
            .as_ref()
            .map_err(|unknown| *unknown)
            .map(|(_, checked)| *checked),
        inclusion: inclusion.map(|(inclusion, _)| inclusion),
    }
}

/// Chance of being drawn at all by kind, and decisions drawn in an average period.
fn inclusion(
    policy: &Policy,
    periods: &[Period],
    plans: &[Vec<Fact<Plan>>],
) -> Fact<(Vec<f64>, f64)> {
    if periods.is_empty() {
        return Err(Unknown::NO_DECISIONS);
    }
    let kinds = periods[0].numbers.len();
    let (mut drawn, mut numbers) = (vec![0.0; kinds], vec![0.0; kinds]);
    for (period, plans) in periods.iter().zip(plans) {
        for kind in 0..kinds {
            for risky in 0..2 {
                let none: f64 = drawn_sets(policy, plans, kind, risky)?
                    .iter()
                    .filter(|(set, _)| *set == 0)
                    .map(|(_, chance)| chance)
                    .sum();
                drawn[kind] += period.split(kind)[risky] * (1.0 - none);
            }
            numbers[kind] += period.numbers[kind];
        }
    }
    let checked = drawn.iter().sum::<f64>() / periods.len() as f64;
    let share = |(drawn, all): (&f64, &f64)| if *all > 0.0 { drawn / all } else { 0.0 };
    Ok((drawn.iter().zip(&numbers).map(share).collect(), checked))
}
