//! How the samples of other checks are drawn that a check leaves out.

use super::kinds::stratify;
use tierone_sampling::{Select, design};
use tierone_scenario::{CheckId, Policy};

/// A share of decisions that moves no mean when it is left out.
const ALIKE: f64 = 0.01;

/// How what a check leaves out was drawn: by a check that it excludes, or by one that such a one does.
#[derive(Clone, Copy, Debug)]
pub(super) struct LeftOut {
    /// By whole teams.
    pub whole_teams: bool,
    /// By value, a share of the decisions that counts.
    pub by_value: bool,
}

impl LeftOut {
    /// Of one check; `share` is that of a check's frame that it draws.
    pub fn of(policy: &Policy, id: CheckId, share: &impl Fn(CheckId) -> f64) -> Self {
        Self {
            whole_teams: leaves_out_teams(policy, id),
            by_value: leaves_out_large(policy, id, share),
        }
    }
}

/// Whether what a check leaves out is drawn by whole teams.
pub(super) fn leaves_out_teams(policy: &Policy, id: CheckId) -> bool {
    policy.checks[id].excludes.iter().any(|other| {
        let method = &policy.checks[*other].sample.method;
        matches!(design(method).select(), Select::InClusters) || leaves_out_teams(policy, *other)
    })
}

fn leaves_out_large(policy: &Policy, id: CheckId, share: &impl Fn(CheckId) -> f64) -> bool {
    policy.checks[id].excludes.iter().any(|other| {
        let by_value = stratify(&policy.checks[*other].sample).is_by_value();
        by_value && share(*other) > ALIKE || leaves_out_large(policy, *other, share)
    })
}
