//! What checks did and found.

use super::definition::{CHECK, Measure, POLICY_AND_CHECKS, ReadOf};
use super::scope::{Of, Scope};
use super::unit::percent;
use super::view::View;
use crate::sim::{CheckCounts, PolicyCounts};
use tierone_scenario::Check;
use tierone_stats::agreement::Pairs;

/// What fails are counted of, and what errors are found of.
const FAILED: ReadOf = ReadOf(&[Of::Policy, Of::Check, Of::Kind, Of::Attribute]);
const FOUND: ReadOf = ReadOf(&[Of::Policy, Of::Check, Of::Attribute]);

/// See its meaning.
pub(super) const OVERTURNED: Measure = CHECK.count(
    "overturned",
    "Decisions whose fail was overturned after a challenge, so that they count as passed.",
    |view| {
        let (check, counts) = of_check(view)?;
        check.challenges.map(|_| f64::from(counts.overturned))
    },
);

/// See its meaning.
pub(super) const MITIGATED: Measure = CHECK.count(
    "mitigated",
    "Decisions whose fail stands and is left out of credits, accepted in mitigation.",
    |view| {
        let (check, counts) = of_check(view)?;
        (check.mitigated.get() > 0.0).then(|| f64::from(counts.mitigated))
    },
);

/// See its meaning.
pub(super) const AUDIT_AGREEMENT: Measure = CHECK.percent(
    "audit_agreement",
    "Of a recheck: the share of its decisions on which it and the first check agree, both passing or both failing them.",
    |view| {
        let agreement = pairs(view)?.agreement();
        agreement.is_finite().then_some(100.0 * agreement)
    },
);

/// See its meaning.
pub(super) const AUDIT_KAPPA: Measure = CHECK.percent(
    "audit_kappa",
    "Of a recheck: agreement with the first check beyond what chance gives two that fail as often, in percent of all that there is beyond chance (Cohen's kappa).",
    |view| Some(100.0 * pairs(view)?.kappa()?),
);

fn of_check<'a>(view: &View<'a>) -> Option<(&'a Check, CheckCounts)> {
    let Scope::Check(check) = view.scope else {
        return None;
    };
    Some((&view.policy.checks[check], view.check()?))
}

/// What a recheck and its first check said of the decisions that both looked at.
fn pairs(view: &View) -> Option<Pairs> {
    let (check, counts) = of_check(view)?;
    check.sample.method.rechecks()?;
    let [all, second, first, both] = [
        counts.checks,
        counts.fails.into(),
        counts.first_fails.into(),
        counts.both_fail.into(),
    ];
    Some(Pairs {
        both,
        first: first.checked_sub(both)?,
        second: second.checked_sub(both)?,
        neither: all.checked_add(both)?.checked_sub(first + second)?,
    })
}

/// See its meaning.
pub(super) const CHECKS: Measure = POLICY_AND_CHECKS.count(
    "checks",
    "Decisions checked; of a policy, each counts once.",
    |view| match view.scope {
        Scope::Check(_) => Some(view.check()?.checks as f64),
        _ => {
            let together = view.together();
            (!together.checks_not_counted_once).then_some(together.checks as f64)
        }
    },
);

/// Whether a measure of a policy needs every decision that it checks to be counted once.
pub fn counts_checks_once(measure: &Measure) -> bool {
    measure.name == CHECKS.name
}

/// See its meaning.
pub(super) const CHECKS_SHORT: Measure = POLICY_AND_CHECKS.count(
    "checks_short",
    "Checks of the quota that were not done.",
    |view| sum(view, |check| check.short_of_frame + check.short_of_hours),
);

/// See its meaning.
pub(super) const CHECKS_SHORT_FRAME: Measure = POLICY_AND_CHECKS.count(
    "checks_short_frame",
    "Checks that were not done because the frame held too few decisions. Of whom nothing could be drawn, \
     `escalating` asks nothing.",
    |view| sum(view, |check| check.short_of_frame),
);

/// See its meaning.
pub(super) const CHECKS_SHORT_HOURS: Measure = POLICY_AND_CHECKS.count(
    "checks_short_hours",
    "Checks that were not done because the pool's hours ran out.",
    |view| sum(view, |check| check.short_of_hours),
);

/// See its meaning.
pub(super) const FAILS: Measure = POLICY_AND_CHECKS.count(
    "fails",
    "Decisions that failed a check, rightly or not.",
    |view| either(view, |check| check.fails, |policy| policy.fails),
);

/// See its meaning.
pub(super) const FALSE_FAILS: Measure = POLICY_AND_CHECKS.count(
    "false_fails",
    "Decisions of which a right attribute was failed.",
    |view| either(view, |check| check.false_fails, |policy| policy.false_fails),
);

/// See its meaning.
pub(super) const ERRORS_FOUND: Measure = FOUND.count(
    "errors_found",
    "Checked decisions of which a true error in an accuracy attribute was found; of an \
     attribute, decisions whose error in it was found.",
    |view| match view.scope {
        Scope::Attribute(_) => view
            .attribute()
            .map(|counts| f64::from(counts.errors_found)),
        _ => either(
            view,
            |check| check.errors_found,
            |policy| policy.errors_found,
        ),
    },
);

/// See its meaning.
pub(super) const FOUND_SHARE: Measure = FOUND.percent(
    "found_share",
    "Errors found as a share of the errors of all decisions.",
    |view| {
        let errors = match view.scope {
            Scope::Attribute(_) => view.attribute()?.errors,
            _ => view.truth().errors,
        };
        percent((ERRORS_FOUND.read)(view)?, f64::from(errors))
    },
);

/// See its meaning.
pub(super) const ATTRIBUTE_FAILS: Measure = FAILED.count(
    "attribute_fails",
    "Attributes failed, rightly or not, counted for every check that failed them; also by kind \
     of fail, where attributes state theirs.",
    |view| match view.scope {
        Scope::Kind(_, kind) => view.concluded()?.kinds.get(kind).map(|fails| *fails as f64),
        Scope::Attribute(_) => view.attribute().map(|counts| f64::from(counts.fails)),
        _ => sum(view, |check| check.attribute_fails.into()),
    },
);

fn either(
    view: &View,
    of_check: fn(&CheckCounts) -> u32,
    of_policy: fn(&PolicyCounts) -> u32,
) -> Option<f64> {
    Some(f64::from(match view.scope {
        Scope::Check(_) => of_check(&view.check()?),
        _ => of_policy(&view.together()),
    }))
}

fn sum(view: &View, of_check: fn(&CheckCounts) -> u64) -> Option<f64> {
    let counts = view.checks().map(|(_, counts)| of_check(&counts) as f64);
    Some(counts.sum())
}
