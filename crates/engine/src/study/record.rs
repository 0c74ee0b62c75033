//! What a study keeps of a replication: sums over the horizon as they are, periods packed small.
//!
//! Thousands of replications lie in memory until they are summarised, since percentiles need them
//! all; packed, a period takes a third of the room.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::possible::is_possible;
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

    /// Whether it can be read, its counts can be, and it has as many of everything as another of its policy.
    pub fn is_like(&self, other: &Self) -> bool {
        let shape = shape(&other.horizon);
        let readable = |packed: &[u8]| {
            let entry: Result<(PeriodLedger, &[u8]), _> = postcard::take_from_bytes(packed);
            entry.is_ok_and(|(entry, rest)| {
                rest.is_empty() && self::shape(&entry) == shape && is_possible(&entry)
            })
        };
        self::shape(&self.horizon) == shape
            && is_possible(&self.horizon)
            && self.periods.len() == other.periods.len()
            && self.periods.iter().all(|packed| readable(packed))
    }

    /// Bytes that it takes in memory.
    pub fn bytes(&self) -> usize {
        let packed: usize = self
            .periods
            .iter()
            .map(|packed| ALLOCATION + packed.len())
            .sum();
        size_of::<Self>() + packed + self.unpacked_bytes()
    }

    /// Bytes that the lists of a period take in memory while it is read.
    pub fn unpacked_bytes(&self) -> usize {
        let entry = &self.horizon;
        let concluded = entry.concluded.iter();
        let concluded = concluded.map(|one| {
            size_of_val(one) + 2 * ALLOCATION + 8 * (one.grades.len() + one.kinds.len())
        });
        let pathways = entry.pathways.iter();
        let pathways = pathways.map(|one| ALLOCATION + size_of_val(one) + size_of_val(&**one));
        10 * ALLOCATION
            + size_of_val(&*entry.activities)
            + size_of_val(&*entry.attributes)
            + size_of_val(&*entry.work)
            + size_of_val(&*entry.checks)
            + size_of_val(&*entry.estimates)
            + size_of_val(&*entry.targets)
            + size_of_val(&*entry.levels)
            + size_of_val(&*entry.pilots)
            + pathways.sum::<usize>()
            + concluded.sum::<usize>()
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

/// What a piece of memory costs beside what is in it, about.
const ALLOCATION: usize = 32;

/// How many there are of everything in a period.
fn shape(entry: &PeriodLedger) -> (Vec<(usize, usize)>, Vec<usize>, [usize; 7]) {
    let concluded = entry.concluded.iter();
    (
        concluded
            .map(|one| (one.grades.len(), one.kinds.len()))
            .collect(),
        entry.pathways.iter().map(Vec::len).collect(),
        [
            entry.activities.len(),
            entry.attributes.len(),
            entry.work.len(),
            entry.checks.len(),
            entry.estimates.len(),
            entry.targets.len(),
            entry.levels.len(),
        ],
    )
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
    values_in(scenario, records, policy, Scope::Policy, measure, period)
}

/// The same of any scope over the horizon.
pub fn values_of(
    scenario: &Scenario,
    records: &[Record],
    policy: usize,
    scope: Scope,
    measure: &Measure,
) -> Vec<Option<f64>> {
    values_in(scenario, records, policy, scope, measure, None)
}

fn values_in(
    scenario: &Scenario,
    records: &[Record],
    policy: usize,
    scope: Scope,
    measure: &Measure,
    period: Option<usize>,
) -> Vec<Option<f64>> {
    let rules = &scenario.policies[policy];
    let read = |record: &Record| {
        let entry = record[policy].entry(period);
        let view = View::new(scenario, rules, &entry, scope);
        (measure.read)(&view).filter(|value| value.is_finite())
    };
    records.iter().map(read).collect()
}
