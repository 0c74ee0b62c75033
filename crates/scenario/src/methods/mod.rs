//! The table of sampling methods; one file each has a method's keys, as a struct and as scenario files see them.
//!
//! To add a method: its file here, its variant in `method.rs` and its row in [`METHODS`]. The compiler then asks
//! for how it draws, what is expected of it, and how it draws from a list of real cases.

mod census;
mod cluster;
mod escalating;
mod given;
mod judgement;
mod key;
mod learning;
mod method;
mod method_keys;
mod over;
mod per_caseworker;
mod recheck;
mod risk_targeted;
mod simple_random;
mod stratified;
mod systematic;
mod trend_targeted;
mod value_weighted;

pub use cluster::Cluster;
pub use escalating::{Escalating, EscalatingRule};
pub use given::Given;
pub use judgement::Judgement;
pub use key::{KeyKind, KeyValue, SampleKey};
pub use learning::Learning;
pub use method::SamplingMethod;
pub use method_keys::{MethodKeys, Misfit};
pub use over::Over;
pub use per_caseworker::PerCaseworker;
pub use recheck::Recheck;
pub use risk_targeted::RiskTargeted;
pub use simple_random::SimpleRandom;
pub use stratified::{Allocation, Stratified, StratifyBy};
pub use systematic::{Order, Size, Systematic};
pub use trend_targeted::{Charted, TrendTargeted};
pub use value_weighted::ValueWeighted;

/// A sampling method in the table.
#[derive(Clone, Copy, Debug)]
pub struct MethodRow {
    /// Its name, its keys and what they mean.
    pub keys: &'static MethodKeys,
    /// Makes the method's own struct of keys that fit together. A required key that is missing reads as nothing
    /// asked, or as its first word: whoever reads keys says that it is missing.
    pub read: fn(&Given) -> SamplingMethod,
}

/// Every sampling method.
pub const METHODS: &[MethodRow] = &[
    MethodRow {
        keys: &census::KEYS,
        read: |_| SamplingMethod::Census,
    },
    MethodRow {
        keys: &simple_random::KEYS,
        read: |given| SamplingMethod::SimpleRandom(SimpleRandom::read(given)),
    },
    MethodRow {
        keys: &per_caseworker::KEYS,
        read: |given| SamplingMethod::PerCaseworker(PerCaseworker::read(given)),
    },
    MethodRow {
        keys: &stratified::KEYS,
        read: |given| SamplingMethod::Stratified(Stratified::read(given)),
    },
    MethodRow {
        keys: &value_weighted::KEYS,
        read: |given| SamplingMethod::ValueWeighted(ValueWeighted::read(given)),
    },
    MethodRow {
        keys: &systematic::KEYS,
        read: |given| SamplingMethod::Systematic(Systematic::read(given)),
    },
    MethodRow {
        keys: &cluster::KEYS,
        read: |given| SamplingMethod::Cluster(Cluster::read(given)),
    },
    MethodRow {
        keys: &risk_targeted::KEYS,
        read: |given| SamplingMethod::RiskTargeted(RiskTargeted::read(given)),
    },
    MethodRow {
        keys: &judgement::KEYS,
        read: |given| SamplingMethod::Judgement(Judgement::read(given)),
    },
    MethodRow {
        keys: &trend_targeted::KEYS,
        read: |given| SamplingMethod::TrendTargeted(TrendTargeted::read(given)),
    },
    MethodRow {
        keys: &escalating::KEYS,
        read: |given| SamplingMethod::Escalating(Escalating::read(given)),
    },
    MethodRow {
        keys: &learning::KEYS,
        read: |given| SamplingMethod::Learning(Learning::read(given)),
    },
    MethodRow {
        keys: &recheck::KEYS,
        read: |given| SamplingMethod::Recheck(Recheck::read(given)),
    },
];

/// The method of a name.
pub fn method_named(name: &str) -> Option<&'static MethodRow> {
    METHODS.iter().find(|row| row.keys.name == name)
}
