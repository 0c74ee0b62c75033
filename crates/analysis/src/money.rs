//! What the errors of one decision are worth together, in £ a year.

use super::nodes::{amount_nodes, limited_mean, nodes};
use tierone_scenario::{Activity, Check, ErrorMoney, Scenario};
use tierone_stats::distribution::Amount;
use tierone_stats::moment_bound::Most;

/// Amounts over which a smaller of two is averaged.
const AMOUNTS: usize = 4_096;
/// Amounts and values, each, where one amount is relative and the other is not.
const GRID: usize = 256;

/// The most that a single error is declared to be worth: a share of its decision's value where all amounts that the check
/// looks at are shares, else an amount, where a share is one of `mean_value`; all of the value where nothing is declared.
pub fn most_of_an_error(scenario: &Scenario, check: &Check, mean_value: f64) -> Most {
    let attributes = scenario.attributes.iter().zip(&check.looks_at);
    let looked_at = attributes.filter(|(_, looked_at)| **looked_at);
    let amounts = || {
        let monies = looked_at.clone().filter_map(|(a, _)| a.money.as_ref());
        monies.map(|money| &money.amount)
    };
    let most =
        |of: fn(&Amount, f64) -> f64| amounts().map(|a| of(a, mean_value)).fold(0.0, f64::max);
    let share = most(|amount, _| amount.max);
    let pounds = most(|amount, mean| amount.max * if amount.relative { mean } else { 1.0 });
    match amounts().all(|amount| amount.relative) {
        true if share.is_finite() => Most::OfValue(share),
        false if pounds.is_finite() => Most::Amount(pounds),
        _ => Most::OfValue(1.0),
    }
}

/// The worth of an activity's errors, £ a year.
#[derive(Clone, Debug)]
pub(super) struct Worth {
    /// Expected value of a decision.
    pub(super) value: f64,
    /// Monetary errors with their expected amounts: (error of the activity, £ a year).
    amounts: Vec<(usize, f64)>,
    /// Expected amounts with their signs, overstatements positive, £ a year, in the same order.
    signed: Vec<f64>,
    /// Pairs of them with what they take off each other when both are there.
    overlaps: Vec<(usize, usize, f64)>,
}

impl Worth {
    /// Expected modulus of the signed sum of a decision's errors, given their probabilities.
    ///
    /// Errors one at a time and in pairs: two errors of opposite sign are worth
    /// `|a − b| = a + b − 2 min(a, b)`. Where three or more come together this falls short, by at most
    /// [`Self::short`].
    pub(super) fn gross(&self, p: &[f64]) -> f64 {
        let single: f64 = self.amounts.iter().map(|(j, mean)| p[*j] * mean).sum();
        let pairs: f64 = self
            .overlaps
            .iter()
            .map(|(i, j, off)| p[*i] * p[*j] * off)
            .sum();
        single - pairs
    }

    /// What two errors take off each other where both are there, £ a year.
    pub(super) fn overlap(&self, one: usize, other: usize) -> f64 {
        let ends = (one.min(other), one.max(other));
        let mut overlaps = self.overlaps.iter();
        let found = overlaps.find(|(i, j, _)| (*i, *j) == ends);
        found.map_or(0.0, |(_, _, off)| *off)
    }

    /// Expected signed sum of a decision's errors, overstatements positive, given their probabilities.
    pub(super) fn net(&self, p: &[f64]) -> f64 {
        let amounts = self.amounts.iter().zip(&self.signed);
        amounts.map(|((j, _), signed)| p[*j] * signed).sum()
    }

    /// Bound on what [`Self::gross`] falls short by where three or more errors come together.
    ///
    /// With overstatements adding up to *P* and understatements to *N*, the true loss to opposite
    /// signs is `2 min(P, N)`; the pairs take off `2 Σ min(aᵢ, aⱼ)`, at least as much and at most
    /// all of it too much. So `0 ≤ truth − gross ≤ Σ_{i<j} offᵢⱼ pᵢ pⱼ Σ_{k≠i,j} pₖ`.
    pub(super) fn short(&self, p: &[f64]) -> f64 {
        if self.amounts.len() < 3 {
            return 0.0;
        }
        let all: f64 = self.amounts.iter().map(|(j, _)| p[*j]).sum();
        let pairs = self.overlaps.iter();
        pairs
            .map(|(i, j, off)| p[*i] * p[*j] * off * (all - p[*i] - p[*j]))
            .sum()
    }

    /// The worth of every activity's errors. Activities of the same values and errors share the work.
    pub(super) fn of_each(scenario: &Scenario) -> Vec<Self> {
        let mut overlaps: Vec<(&ErrorMoney, &ErrorMoney, f64)> = Vec::new();
        let mut of = |activity| {
            Self::with(scenario, activity, |one, other| {
                let relative = one.amount.relative && other.amount.relative;
                let mean = activity.value.as_ref().map(|value| value.mean());
                let (Some(mean), true) = (mean, relative) else {
                    return smaller_of(activity, one, other);
                };
                let known = overlaps.iter().find(|(a, b, _)| *a == one && *b == other);
                let smaller = known.map_or_else(|| smaller(&one.amount, &other.amount), |k| k.2);
                overlaps.push((one, other, smaller));
                mean * smaller
            })
        };
        scenario.activities.iter().map(&mut of).collect()
    }

    /// The worth of an activity's errors.
    pub(super) fn of(scenario: &Scenario, activity: &Activity) -> Self {
        Self::with(scenario, activity, |one, other| {
            smaller_of(activity, one, other)
        })
    }

    fn with<'s>(
        scenario: &'s Scenario,
        activity: &Activity,
        mut smaller_of: impl FnMut(&'s ErrorMoney, &'s ErrorMoney) -> f64,
    ) -> Self {
        let value = activity.value.as_ref().map_or(0.0, |value| value.mean());
        let monetary: Vec<(usize, &'s ErrorMoney)> = activity
            .errors
            .iter()
            .enumerate()
            .filter_map(|(j, error)| {
                let attribute = &scenario.attributes[error.attribute];
                attribute.money.as_ref().map(|money| (j, money))
            })
            .collect();
        let unit = |money: &ErrorMoney| if money.amount.relative { value } else { 1.0 };
        let amounts = monetary
            .iter()
            .map(|(j, money)| (*j, unit(money) * money.amount.mean()))
            .collect();
        let signed = |money: &ErrorMoney| {
            let sign = 2.0 * money.overstated.get() - 1.0;
            sign * unit(money) * money.amount.mean()
        };
        let mut overlaps = Vec::new();
        for (n, (i, one)) in monetary.iter().enumerate() {
            for (j, other) in &monetary[n + 1..] {
                let (up, down) = (one.overstated.get(), other.overstated.get());
                let opposite = up * (1.0 - down) + down * (1.0 - up);
                if opposite > 0.0 {
                    let smaller = smaller_of(one, other);
                    overlaps.push((*i, *j, 2.0 * opposite * smaller));
                }
            }
        }
        Self {
            value,
            amounts,
            signed: monetary.iter().map(|(_, money)| signed(money)).collect(),
            overlaps,
        }
    }
}

/// `E min(a, b)` of two errors in one decision, £ a year.
fn smaller_of(activity: &Activity, one: &ErrorMoney, other: &ErrorMoney) -> f64 {
    let (a, b) = (&one.amount, &other.amount);
    let Some(value) = activity.value.as_ref().filter(|_| a.relative || b.relative) else {
        let both_absolute = !a.relative && !b.relative;
        return if both_absolute { smaller(a, b) } else { 0.0 };
    };
    if a.relative && b.relative {
        return value.mean() * smaller(a, b);
    }
    let (relative, absolute) = if a.relative { (a, b) } else { (b, a) };
    let values = nodes(value, GRID);
    let mut sum = 0.0;
    for (pounds, weight) in amount_nodes(absolute, GRID) {
        for (v, chance) in values.iter().filter(|(v, _)| *v > 0.0) {
            sum += weight * chance * v * limited_mean(relative, pounds / v);
        }
    }
    sum
}

/// `E min(X, Y)` of two independent amounts in the same unit.
fn smaller(a: &Amount, b: &Amount) -> f64 {
    let nodes = amount_nodes(a, AMOUNTS);
    nodes
        .iter()
        .map(|(x, weight)| weight * limited_mean(b, *x))
        .sum()
}
