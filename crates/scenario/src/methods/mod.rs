//! The table of sampling methods; one file each has a method's keys, as a struct and as scenario files see them.
//!
//! To add a method: its file, and here its variant of [`SamplingMethod`] and its row in [`METHODS`]. The compiler then
//! asks for how it draws, what is expected of it, and how it draws from a list of real cases.

mod census;
mod cluster;
mod escalating;
mod given;
mod judgement;
mod key;
mod learning;
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

use crate::ids::CheckId;

/// A sampling method in the table.
#[derive(Clone, Copy, Debug)]
pub struct MethodRow {
    /// Its name, its keys and what they mean.
    pub keys: &'static MethodKeys,
    /// Makes the method's own struct of keys that fit together. A required key that is missing reads as nothing
    /// asked, or as its first word: whoever reads keys says that it is missing.
    pub read: fn(&Given) -> SamplingMethod,
}

const fn row(keys: &'static MethodKeys, read: fn(&Given) -> SamplingMethod) -> MethodRow {
    MethodRow { keys, read }
}

/// Every sampling method.
pub const METHODS: &[MethodRow] = &[
    row(&census::KEYS, |_| SamplingMethod::Census),
    row(&simple_random::KEYS, |given| {
        SamplingMethod::SimpleRandom(SimpleRandom::read(given))
    }),
    row(&per_caseworker::KEYS, |given| {
        SamplingMethod::PerCaseworker(PerCaseworker::read(given))
    }),
    row(&stratified::KEYS, |given| {
        SamplingMethod::Stratified(Stratified::read(given))
    }),
    row(&value_weighted::KEYS, |given| {
        SamplingMethod::ValueWeighted(ValueWeighted::read(given))
    }),
    row(&systematic::KEYS, |given| {
        SamplingMethod::Systematic(Systematic::read(given))
    }),
    row(&cluster::KEYS, |given| {
        SamplingMethod::Cluster(Cluster::read(given))
    }),
    row(&risk_targeted::KEYS, |given| {
        SamplingMethod::RiskTargeted(RiskTargeted::read(given))
    }),
    row(&judgement::KEYS, |given| {
        SamplingMethod::Judgement(Judgement::read(given))
    }),
    row(&trend_targeted::KEYS, |given| {
        SamplingMethod::TrendTargeted(TrendTargeted::read(given))
    }),
    row(&escalating::KEYS, |given| {
        SamplingMethod::Escalating(Escalating::read(given))
    }),
    row(&learning::KEYS, |given| {
        SamplingMethod::Learning(Learning::read(given))
    }),
    row(&recheck::KEYS, |given| {
        SamplingMethod::Recheck(Recheck::read(given))
    }),
];

/// The method of a name.
pub fn method_named(name: &str) -> Option<&'static MethodRow> {
    METHODS.iter().find(|row| row.keys.name == name)
}

/// How decisions are chosen: a variant for each method, with its keys.
#[derive(Clone, Debug, PartialEq)]
pub enum SamplingMethod {
    /// Every decision.
    Census,
    /// So many of the whole frame.
    SimpleRandom(SimpleRandom),
    /// So many of each caseworker.
    PerCaseworker(PerCaseworker),
    /// So many, shared out over strata.
    Stratified(Stratified),
    /// In proportion to value.
    ValueWeighted(ValueWeighted),
    /// Every k-th along an order.
    Systematic(Systematic),
    /// Some teams, and decisions within them.
    Cluster(Cluster),
    /// The highest risk scores.
    RiskTargeted(RiskTargeted),
    /// A person's own pick.
    Judgement(Judgement),
    /// Where control charts have signalled.
    TrendTargeted(TrendTargeted),
    /// More of whoever fails.
    Escalating(Escalating),
    /// Where errors are thought to be.
    Learning(Learning),
    /// Another check's results once more.
    Recheck(Recheck),
}

impl SamplingMethod {
    /// The method's row in the table of methods.
    pub fn keys(&self) -> &'static MethodKeys {
        match self {
            Self::Census => &census::KEYS,
            Self::SimpleRandom(_) => &simple_random::KEYS,
            Self::PerCaseworker(_) => &per_caseworker::KEYS,
            Self::Stratified(_) => &stratified::KEYS,
            Self::ValueWeighted(_) => &value_weighted::KEYS,
            Self::Systematic(_) => &systematic::KEYS,
            Self::Cluster(_) => &cluster::KEYS,
            Self::RiskTargeted(_) => &risk_targeted::KEYS,
            Self::Judgement(_) => &judgement::KEYS,
            Self::TrendTargeted(_) => &trend_targeted::KEYS,
            Self::Escalating(_) => &escalating::KEYS,
            Self::Learning(_) => &learning::KEYS,
            Self::Recheck(_) => &recheck::KEYS,
        }
    }

    /// The method's name.
    pub fn name(&self) -> &'static str {
        self.keys().name
    }

    /// The number of checks that is written, of whatever the method counts them by: the whole period, each
    /// caseworker, each team. None where no number is.
    pub fn checks(&self) -> Option<u64> {
        match self {
            Self::SimpleRandom(keys) => Some(keys.checks),
            Self::PerCaseworker(keys) => Some(keys.checks),
            Self::Stratified(keys) => keys.checks,
            Self::ValueWeighted(keys) => Some(keys.checks),
            Self::Systematic(keys) => match keys.size {
                Size::Checks(checks) => Some(checks),
                Size::Every(_) => None,
            },
            Self::Cluster(keys) => keys.checks,
            Self::RiskTargeted(keys) => Some(keys.checks),
            Self::Judgement(keys) => Some(keys.checks),
            Self::TrendTargeted(keys) => Some(keys.checks),
            Self::Escalating(keys) => Some(keys.checks),
            Self::Learning(keys) => Some(keys.checks),
            Self::Census | Self::Recheck(_) => None,
        }
    }

    /// The earlier check whose results are drawn from; none where decisions are.
    pub fn rechecks(&self) -> Option<CheckId> {
        match self {
            Self::Recheck(keys) => Some(keys.of),
            _ => None,
        }
    }
}
