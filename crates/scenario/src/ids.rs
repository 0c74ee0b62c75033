//! Ids: places in the lists of a scenario.

/// Index into [`crate::Scenario::activities`].
pub type ActivityId = usize;
/// Index into [`crate::Scenario::attributes`].
pub type AttributeId = usize;
/// Index into [`crate::Scenario::complexities`].
pub type ComplexityId = usize;
/// Index into [`crate::Scenario::grades`].
pub type GradeId = usize;
/// Index into [`crate::Scenario::kinds`].
pub type KindId = usize;
/// Index into [`crate::Scenario::policies`].
pub type PolicyId = usize;
/// Index into [`crate::Policy::checks`].
pub type CheckId = usize;
/// Index into [`crate::Coaching::groups`].
pub type GroupId = usize;
/// Index into [`crate::Scenario::learning`].
pub type ProductId = usize;
/// Index into [`crate::Scenario::pools`].
pub type PoolId = usize;
