//! The sampling methods, one file each.

pub(super) mod census;
pub(super) mod cluster;
pub(super) mod escalating;
pub(super) mod judgement;
pub(super) mod learning;
pub(super) mod per_caseworker;
pub(super) mod recheck;
pub(super) mod risk_targeted;
pub(super) mod simple_random;
pub(super) mod stratified;
pub(super) mod systematic;
pub(super) mod trend_targeted;
pub(super) mod value_weighted;
