//! Which policy is best for which aim, and by how much more than chance.

use super::claims::side;
use super::record::{Record, values};
use super::spread::{Spread, difference, differences};
use crate::measure::{Aggregate, measure};
use tierone_scenario::Scenario;

/// What is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    /// A measure of a policy.
    pub measure: &'static str,
    /// Whether more of it is better.
    pub more_is_better: bool,
}

/// What policies are compared by, in the order in which it is said.
pub const AIMS: &[Aim] = &[
    aim("accuracy", true),
    aim("mve", false),
    aim("errors_found", true),
    aim("poor_performers_found", true),
    aim("cost", false),
    aim("head_of_work", false),
];

const fn aim(measure: &'static str, more_is_better: bool) -> Aim {
    Aim {
        measure,
        more_is_better,
    }
}

/// How policies stand by one aim.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// The aim.
    pub aim: Aim,
    /// The policy with the best mean.
    pub best: usize,
    /// The policies that are no worse beyond chance.
    pub as_good: Vec<usize>,
    /// The nearest of the others, and what the best has of it more, or less: paired by replication.
    pub lead: Option<(usize, Spread)>,
}

/// Policies by every aim that at least two of them have a figure of.
pub(super) fn rankings(scenario: &Scenario, records: &[Record]) -> Vec<Ranking> {
    AIMS.iter()
        .filter_map(|aim| ranking(scenario, records, *aim))
        .collect()
}

fn ranking(scenario: &Scenario, records: &[Record], aim: Aim) -> Option<Ranking> {
    let measure = measure(aim.measure)?;
    let of_policy = |policy| values(scenario, records, policy, measure, None);
    let columns: Vec<Vec<Option<f64>>> = (0..scenario.policies.len()).map(of_policy).collect();
    let mean = |policy: &usize| -> Option<f64> {
        let there: Vec<f64> = columns[*policy].iter().flatten().copied().collect();
        (!there.is_empty()).then(|| there.iter().sum::<f64>() / there.len() as f64)
    };
    let sign = if aim.more_is_better { 1.0 } else { -1.0 };
    let mut order: Vec<(usize, f64)> = (0..columns.len())
        .filter_map(|policy| Some((policy, sign * mean(&policy)?)))
        .collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (best, _) = *order.first()?;
    let behind = order.get(1..).filter(|others| !others.is_empty())?;
    let (mut as_good, mut lead) = (Vec::new(), None);
    for (other, _) in behind {
        let (ours, theirs) = (&columns[best], &columns[*other]);
        let spread = difference(Aggregate::Mean, ours, theirs)?;
        let ahead = side(&differences(Aggregate::Mean, ours, theirs)?, order.len());
        if ahead != sign {
            as_good.push(*other);
        } else if lead.is_none() {
            lead = Some((*other, spread));
        }
    }
    Some(Ranking {
        aim,
        best,
        as_good,
        lead,
    })
}
