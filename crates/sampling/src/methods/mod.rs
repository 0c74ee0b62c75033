//! How each sampling method draws, one file each, and which is whose.

mod capped_share;
mod census;
mod cluster;
mod escalating;
mod judgement;
mod learning;
mod per_caseworker;
mod per_team;
mod recheck;
mod risk_targeted;
mod simple_random;
mod stratified;
mod systematic;
mod trend_targeted;
mod value_weighted;

use crate::design::Design;
use tierone_scenario::SamplingMethod;

/// How a method draws.
pub fn design(method: &SamplingMethod) -> &dyn Design {
    match method {
        SamplingMethod::Census => &census::Census,
        SamplingMethod::SimpleRandom(keys) => keys,
        SamplingMethod::PerCaseworker(keys) => keys,
        SamplingMethod::PerTeam(keys) => keys,
        SamplingMethod::Stratified(keys) => keys,
        SamplingMethod::ValueWeighted(keys) => keys,
        SamplingMethod::Systematic(keys) => keys,
        SamplingMethod::Cluster(keys) => keys,
        SamplingMethod::RiskTargeted(keys) => keys,
        SamplingMethod::Judgement(keys) => keys,
        SamplingMethod::TrendTargeted(keys) => keys,
        SamplingMethod::Escalating(keys) => keys,
        SamplingMethod::Learning(keys) => keys,
        SamplingMethod::CappedShare(keys) => keys,
        SamplingMethod::Recheck(keys) => keys,
    }
}
