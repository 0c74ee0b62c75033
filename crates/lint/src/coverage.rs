//! Which decisions a check can draw, and which its estimate covers.

use crate::known::Known;
use tierone_analysis::{DecisionKind, Quoted};
use tierone_sampling::{Stratify, design};
use tierone_scenario::{Check, CheckId, Policy};

/// Selection bias of the accuracy that a check estimates: of its frame, or of the decisions drawn where
/// selection probabilities are unknown.
pub(crate) fn targeting(quoted: &Quoted) -> f64 {
    match (&quoted.weighted_bias, &quoted.weighted_frame_bias) {
        (Ok(bias), Ok(own)) => bias - own,
        _ => quoted.by_targeting,
    }
}

/// Whether strata are of people, so that the system's decisions are left out.
pub(crate) fn is_of_people(check: &Check) -> bool {
    design(&check.sample.method).stratify().is_of_people()
}

/// Whether a check draws from another check's results.
pub(crate) fn is_recheck(check: &Check) -> bool {
    design(&check.sample.method).stratify() == Stratify::Results
}

/// The check that draws from a check's results, where there is one.
pub(crate) fn rechecked_by(policy: &Policy, first: CheckId) -> Option<CheckId> {
    let mut others = policy.checks.iter();
    others.position(|other| other.sample.method.rechecks() == Some(first))
}

/// Whether any check of a policy can do something with any decision of a part: draw it, or estimate it.
pub(crate) fn any_check(
    policy: &Policy,
    known: &Known,
    part: impl Fn(&DecisionKind) -> bool,
    can: impl Fn(&Check, &DecisionKind) -> bool,
) -> bool {
    let mut kinds = known.kinds.iter().filter(|kind| part(kind));
    kinds.any(|kind| policy.checks.iter().any(|check| can(check, kind)))
}

/// Whether a policy checks, and none of its checks can draw decisions of a part that are made.
pub(crate) fn leaves_out(
    policy: &Policy,
    known: &Known,
    part: impl Fn(&DecisionKind) -> bool,
) -> bool {
    let is_made = known.kinds.iter().any(&part);
    !policy.checks.is_empty() && is_made && !any_check(policy, known, part, reaches)
}

/// Whether a check's estimates cover a kind of decision: those of a recheck cover the frame of its first check.
pub(crate) fn covers(policy: &Policy, check: &Check, kind: &DecisionKind) -> bool {
    match check.sample.method.rechecks() {
        Some(first) => covers(policy, &policy.checks[first], kind),
        None => reaches(check, kind),
    }
}

/// Whether a check can draw decisions of a kind: a recheck draws nothing that is not drawn already. One with a quota of 0 counts
/// as if it drew, since that quota has a lint of its own, and is what is to be mended.
pub(crate) fn reaches(check: &Check, kind: &DecisionKind) -> bool {
    let frame = &check.frame;
    let tenure = frame
        .tenure
        .is_none_or(|(from, under)| !kind.system && kind.tenure.0 < under && kind.tenure.1 > from);
    !is_recheck(check)
        && frame.activities[kind.activity]
        && frame.complexities[kind.complexity]
        && frame.automated.is_none_or(|only| only == kind.system)
        && tenure
        && !(kind.system && is_of_people(check))
}
