//! A sampling method with its keys.

use super::census;
use super::cluster::{self, Cluster};
use super::escalating::{self, Escalating};
use super::judgement::{self, Judgement};
use super::learning::{self, Learning};
use super::method_keys::MethodKeys;
use super::per_caseworker::{self, PerCaseworker};
use super::recheck::{self, Recheck};
use super::risk_targeted::{self, RiskTargeted};
use super::simple_random::{self, SimpleRandom};
use super::stratified::{self, Stratified};
use super::systematic::{self, Size, Systematic};
use super::trend_targeted::{self, TrendTargeted};
use super::value_weighted::{self, ValueWeighted};
use crate::ids::CheckId;

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
            Self::Census
            | Self::SimpleRandom(_)
            | Self::PerCaseworker(_)
            | Self::Stratified(_)
            | Self::ValueWeighted(_)
            | Self::Systematic(_)
            | Self::Cluster(_)
            | Self::RiskTargeted(_)
            | Self::Judgement(_)
            | Self::TrendTargeted(_)
            | Self::Escalating(_)
            | Self::Learning(_) => None,
        }
    }
}
