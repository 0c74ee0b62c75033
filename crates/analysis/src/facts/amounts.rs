//! Distributions of decision values and error amounts, as equally likely numbers.

use std::sync::Arc;

use crate::nodes::{Nodes, amount_nodes, nodes};
use tierone_scenario::{Attribute, Scenario};

/// Equally likely amounts, and values, that stand for a distribution.
const AMOUNTS: usize = 1_024;

/// Values by activity and amounts by attribute, each distribution as so many equally likely ones.
pub(super) struct AmountDistributions {
    pub values: Vec<Arc<AmountDistribution>>,
    pub amounts: Vec<AmountDistribution>,
}

/// One distribution, with its mean and its mean square.
pub(super) struct AmountDistribution {
    nodes: Nodes,
    pub mean: f64,
    pub square: f64,
}

impl AmountDistribution {
    fn new(nodes: Nodes) -> Self {
        Self {
            mean: nodes.iter().map(|(x, weight)| weight * x).sum(),
            square: nodes.iter().map(|(x, weight)| weight * x * x).sum(),
            nodes,
        }
    }

    /// The quantile at `u`.
    pub(super) fn quantile(&self, u: f64) -> f64 {
        // Nodes of continuous laws are equally likely; others are few.
        if self.nodes.len() == AMOUNTS {
            return self.nodes[((u * AMOUNTS as f64) as usize).min(AMOUNTS - 1)].0;
        }
        let mut left = u;
        let node = self.nodes.iter().find(|(_, weight)| {
            left -= weight;
            left < 0.0
        });
        node.or(self.nodes.last()).map_or(0.0, |node| node.0)
    }
}

impl AmountDistributions {
    /// Of all that may be found wrong in a scenario. Activities of the same values share a distribution.
    pub(super) fn of(scenario: &Scenario) -> Self {
        let mut values: Vec<Arc<AmountDistribution>> = Vec::new();
        for (at, activity) in scenario.activities.iter().enumerate() {
            let same = |other: &usize| scenario.activities[*other].value == activity.value;
            let distribution = match (0..at).find(same) {
                Some(other) => Arc::clone(&values[other]),
                None => {
                    let value = activity.value.as_ref();
                    let nodes = value.map_or_else(Vec::new, |value| nodes(value, AMOUNTS));
                    Arc::new(AmountDistribution::new(nodes))
                }
            };
            values.push(distribution);
        }
        let of = |attribute: &Attribute| {
            let money = attribute.money.as_ref();
            AmountDistribution::new(
                money.map_or_else(Vec::new, |money| amount_nodes(&money.amount, AMOUNTS)),
            )
        };
        Self {
            values,
            amounts: scenario.attributes.iter().map(of).collect(),
        }
    }
}
