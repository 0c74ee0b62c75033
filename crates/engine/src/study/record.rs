//! What a study keeps of a replication: sums over the horizon as they are, periods packed small.
//!
//! Thousands of replications lie in memory until they are summarised, since percentiles need them
//! all; packed, a period takes a third of the room.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::targets;
use crate::measure::{Measure, Scope, View};
use crate::sim::{Ledger, PeriodLedger};
use tierone_scenario::Scenario;

/// One replication: what is kept of each policy's ledger.
pub type Record = Vec<Kept>;

/// What is kept of one ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    horizon: PeriodLedger,
    periods: Vec<Box<[u8]>>,
}

impl Kept {
    /// Packs a ledger.
    pub fn new(ledger: &Ledger) -> Self {
        let packed = |period| {
            let bytes: Vec<u8> = postcard::to_extend(period, Vec::new()).expect("plain data");
            bytes.into_boxed_slice()
        };
        Self {
            horizon: ledger.horizon(),
            periods: ledger.periods.iter().map(packed).collect(),
        }
    }

    /// Reported periods.
    pub fn periods(&self) -> usize {
        self.periods.len()
    }

    /// A reported period, or all of them together. Reading a period unpacks it.
    pub fn entry(&self, period: Option<usize>) -> Cow<'_, PeriodLedger> {
        match period {
            None => Cow::Borrowed(&self.horizon),
            Some(period) => {
                let entry = postcard::from_bytes(&self.periods[period]);
                Cow::Owned(entry.expect("packed by this very version"))
            }
        }
    }
}

/// Keeps one replication, its targets judged.
pub fn record(scenario: &Scenario, mut ledgers: Vec<Ledger>) -> Record {
    for (policy, ledger) in scenario.policies.iter().zip(&mut ledgers) {
        targets::judge(scenario, policy, ledger);
    }
    ledgers.iter().map(Kept::new).collect()
}

/// A measure of a policy by replication, in a reported period or over the horizon.
pub fn values(
    scenario: &Scenario,
    records: &[Record],
    policy: usize,
    measure: &Measure,
    period: Option<usize>,
) -> Vec<Option<f64>> {
    let rules = &scenario.policies[policy];
    records
        .iter()
        .map(|record| {
            let entry = record[policy].entry(period);
            let view = View::new(scenario, rules, &entry, Scope::Policy);
            (measure.read)(&view).filter(|value| value.is_finite())
        })
        .collect()
}
