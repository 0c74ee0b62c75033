//! Learning products: what found errors have taught everyone, and how it wears off.

use std::collections::VecDeque;

use super::ledger::PeriodLedger;
use tierone_scenario::{AttributeId, Policy, ProductId, Scenario};
use tierone_stats::units::Pence;

/// What a policy's learning products have done so far.
#[derive(Clone, Debug)]
pub struct Learnt {
    watches: Vec<Watch>,
    falls: Falls,
}

/// The fall in log-odds that everyone has learnt, by attribute; empty until a product is released.
#[derive(Clone, Debug, Default)]
pub struct Falls {
    /// Of caseworkers' decisions.
    pub people: Vec<f64>,
    /// Of the system's.
    pub system: Vec<f64>,
}

/// One product and one of the attributes that it watches.
#[derive(Clone, Debug)]
struct Watch {
    product: ProductId,
    attribute: AttributeId,
    /// Found errors by period, the latest last; never longer than the window.
    found: VecDeque<u32>,
    /// Ends of periods until the release that is under way.
    due: Option<usize>,
    /// Ends of periods for which found errors set nothing off.
    rest: usize,
    /// Log-odds that its releases have taken off.
    state: f64,
}

impl Learnt {
    /// Nothing has been released yet.
    pub fn new(scenario: &Scenario, policy: &Policy) -> Self {
        let watches = policy.learning.iter().flat_map(|&product| {
            let attributes = scenario.learning[product].attributes.iter();
            attributes.map(move |&attribute| Watch {
                product,
                attribute,
                found: VecDeque::new(),
                due: None,
                rest: 0,
                state: 0.0,
            })
        });
        Self {
            watches: watches.collect(),
            falls: Falls::default(),
        }
    }

    /// Forgets everything: a new replication begins.
    pub fn reset(&mut self) {
        for watch in &mut self.watches {
            watch.found.clear();
            (watch.due, watch.rest, watch.state) = (None, 0, 0.0);
        }
        self.falls.people.clear();
        self.falls.system.clear();
    }

    /// What everyone has learnt, once anything has been released.
    pub fn falls(&self) -> Option<&Falls> {
        (!self.falls.people.is_empty()).then_some(&self.falls)
    }

    /// Ends a period: what was learnt wears off, the period's found errors are counted, and then
    /// products that are due are released, which acts in full from the next period on.
    pub fn end_period(&mut self, scenario: &Scenario, entry: &mut PeriodLedger) {
        if self.watches.is_empty() {
            return;
        }
        let mut taught = !self.falls.people.is_empty();
        for watch in &mut self.watches {
            let product = &scenario.learning[watch.product];
            watch.state *= (-1.0 / product.half_life).exp2();
            if watch.found.len() == product.window {
                watch.found.pop_front();
            }
            let counts = &mut entry.attributes[watch.attribute];
            watch.found.push_back(counts.errors_found);
            let found: u64 = watch.found.iter().map(|found| u64::from(*found)).sum();
            if watch.due.is_none() && watch.rest == 0 && found >= u64::from(product.threshold) {
                watch.due = Some(product.lead_time);
            }
            watch.rest = watch.rest.saturating_sub(1);
            watch.due = match watch.due {
                Some(0) => {
                    counts.learning_products += 1;
                    entry.policy.learning_cost += Pence::from_pounds(product.cost).0;
                    watch.state += product.gain;
                    // The end of the period after the release is the first that could be looked at.
                    watch.rest = product.cooldown.saturating_sub(1);
                    taught = true;
                    None
                }
                waiting => waiting.map(|ends| ends - 1),
            };
        }
        if taught {
            self.add_up(scenario);
        }
    }

    fn add_up(&mut self, scenario: &Scenario) {
        let Falls { people, system } = &mut self.falls;
        for falls in [&mut *people, &mut *system] {
            falls.clear();
            falls.resize(scenario.attributes.len(), 0.0);
        }
        for watch in &self.watches {
            people[watch.attribute] += watch.state;
            if scenario.learning[watch.product].system {
                system[watch.attribute] += watch.state;
            }
        }
    }
}
