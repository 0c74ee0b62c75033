//! Learning products: when one is released, and what everyone has learnt since.

use std::collections::BTreeSet;
use tierone_scenario::{AttributeId, Policy, Scenario};

use super::decision::Decision;
use super::stage::Stage;

/// Every release so far, and the found errors from which they follow.
pub(crate) struct Releases<'s> {
    scenario: &'s Scenario,
    policy: &'s Policy,
    /// Decisions with a found error, by simulated period and attribute.
    found: Vec<Vec<u64>>,
    releases: Vec<Release>,
}

/// A product about an attribute.
struct Release {
    product: usize,
    attribute: AttributeId,
    /// The period at whose end it is released.
    period: usize,
}

impl<'s> Releases<'s> {
    /// None yet.
    pub(crate) fn new(scenario: &'s Scenario, policy: &'s Policy) -> Self {
        Self {
            scenario,
            policy,
            found: Vec::new(),
            releases: Vec::new(),
        }
    }

    /// What a period's found errors, together with those before, set off.
    pub(crate) fn look(&mut self, period: usize, decisions: &[Decision], stages: &[Stage]) {
        let mut errors: BTreeSet<(usize, usize)> = BTreeSet::new();
        for stage in stages {
            for (drawn, finding) in stage.drawn.iter().zip(&stage.findings) {
                errors.extend(finding.found.iter().map(|&place| (drawn.decision, place)));
            }
        }
        let mut found = vec![0; self.scenario.attributes.len()];
        for (decision, place) in errors {
            found[decisions[decision].errors[place].attribute] += 1;
        }
        self.found.push(found);
        for &product in &self.policy.learning {
            let rule = &self.scenario.learning[product];
            let first = (period + 1).saturating_sub(rule.window);
            for &attribute in &rule.attributes {
                let in_window = self.found[first..=period].iter();
                let reached = in_window.map(|found| found[attribute]).sum::<u64>()
                    >= u64::from(rule.threshold);
                let mut own = self
                    .releases
                    .iter()
                    .filter(|release| release.product == product && release.attribute == attribute);
                let rested = own.all(|release| {
                    period > release.period && period >= release.period + rule.cooldown
                });
                if reached && rested {
                    self.releases.push(Release {
                        product,
                        attribute,
                        period: period + rule.lead_time,
                    });
                }
            }
        }
    }

    /// Log-odds that everyone, or the system, has learnt by `period`.
    pub(crate) fn fall(&self, period: usize, attribute: AttributeId, by_system: bool) -> f64 {
        let of_release = |release: &Release| {
            let rule = &self.scenario.learning[release.product];
            let age = period as f64 - 1.0 - release.period as f64;
            let reaches = release.attribute == attribute && (rule.system || !by_system);
            if reaches && age >= 0.0 {
                rule.gain * (-age / rule.half_life).exp2()
            } else {
                0.0
            }
        };
        self.releases.iter().map(of_release).sum()
    }

    /// Releases at the end of `period`, by attribute, and what they cost.
    pub(crate) fn at(&self, period: usize) -> (Vec<u32>, f64) {
        let mut releases = vec![0; self.scenario.attributes.len()];
        let mut cost = 0.0;
        for release in self
            .releases
            .iter()
            .filter(|release| release.period == period)
        {
            releases[release.attribute] += 1;
            cost += self.scenario.learning[release.product].cost;
        }
        (releases, cost)
    }
}
