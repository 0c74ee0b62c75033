//! What checks did and found.

use super::definition::{Aggregate, Measure};
use super::scope::{Of, Scope};
use super::unit::{Unit, percent};
use super::view::View;
use crate::sim::{CheckCounts, PolicyCounts};
use tierone_scenario::Check;
use tierone_stats::agreement::Pairs;

const BOTH: &[Of] = &[Of::Policy, Of::Check];
const CHECK: &[Of] = &[Of::Check];

/// See its meaning.
pub(super) const OVERTURNED: Measure = Measure {
    name: "overturned",
    unit: Unit::Count,
    meaning: "Decisions whose fail was overturned after a challenge, so that they count as passed.",
    aggregate: Aggregate::Mean,
    of: CHECK,
    read: |view| {
        let (check, counts) = of_check(view)?;
        check.challenges.map(|_| f64::from(counts.overturned))
    },
};

/// See its meaning.
pub(super) const MITIGATED: Measure = Measure {
    name: "mitigated",
    unit: Unit::Count,
    meaning: "Decisions whose fail stands and is left out of credits, accepted in mitigation.",
    aggregate: Aggregate::Mean,
    of: CHECK,
    read: |view| {
        let (check, counts) = of_check(view)?;
        (check.mitigated.get() > 0.0).then(|| f64::from(counts.mitigated))
    },
};

/// See its meaning.
pub(super) const AUDIT_AGREEMENT: Measure = Measure {
    name: "audit_agreement",
    unit: Unit::Percent,
    meaning: "Of a recheck: the share of its decisions on which it and the first check agree, both passing or both failing them.",
    aggregate: Aggregate::Mean,
    of: CHECK,
    read: |view| {
        let agreement = pairs(view)?.agreement();
        agreement.is_finite().then_some(100.0 * agreement)
    },
};

/// See its meaning.
pub(super) const AUDIT_KAPPA: Measure = Measure {
    name: "audit_kappa",
    unit: Unit::Percent,
    meaning: "Of a recheck: agreement with the first check beyond what chance gives two that fail as often, in percent of all that there is beyond chance (Cohen's kappa).",
    aggregate: Aggregate::Mean,
    of: CHECK,
    read: |view| Some(100.0 * pairs(view)?.kappa()?),
};

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
pub(super) const CHECKS: Measure = Measure {
    name: "checks",
    unit: Unit::Count,
    meaning: "Decisions checked; of a policy, each counts once.",
    aggregate: Aggregate::Mean,
    of: BOTH,
    read: |view| match view.scope {
        Scope::Check(_) => Some(view.check()?.checks as f64),
        _ => {
            let together = view.together();
            (!together.checks_not_counted_once).then_some(together.checks as f64)
        }
    },
};

/// Whether a measure of a policy needs every decision that it checks to be counted once.
pub fn counts_checks_once(measure: &Measure) -> bool {
    measure.name == CHECKS.name
}

/// See its meaning.
pub(super) const CHECKS_SHORT: Measure = Measure {
    name: "checks_short",
    unit: Unit::Count,
    meaning: "Checks of the quota that were not done.",
    aggregate: Aggregate::Mean,
    of: BOTH,
    read: |view| {
        sum(view, |check| {
            (check.short_of_frame + check.short_of_hours) as f64
        })
    },
};

/// See its meaning.
pub(super) const CHECKS_SHORT_FRAME: Measure = Measure {
    name: "checks_short_frame",
    unit: Unit::Count,
    meaning: "Checks that were not done because the frame held too few decisions. Of whom nothing could be drawn, \
              `escalating` asks nothing.",
    aggregate: Aggregate::Mean,
    of: BOTH,
    read: |view| sum(view, |check| check.short_of_frame as f64),
};

/// See its meaning.
pub(super) const CHECKS_SHORT_HOURS: Measure = Measure {
    name: "checks_short_hours",
    unit: Unit::Count,
    meaning: "Checks that were not done because the pool's hours ran out.",
    aggregate: Aggregate::Mean,
    of: BOTH,
    read: |view| sum(view, |check| check.short_of_hours as f64),
};

/// See its meaning.
pub(super) const FAILS: Measure = Measure {
    name: "fails",
    unit: Unit::Count,
    meaning: "Decisions that failed a check, rightly or not.",
    aggregate: Aggregate::Mean,
    of: BOTH,
    read: |view| {
        either(
            view,
            |check| f64::from(check.fails),
            |policy| f64::from(policy.fails),
        )
    },
};

/// See its meaning.
pub(super) const FALSE_FAILS: Measure = Measure {
    name: "false_fails",
    unit: Unit::Count,
    meaning: "Decisions of which a right attribute was failed.",
    aggregate: Aggregate::Mean,
    of: BOTH,
    read: |view| {
        either(
            view,
            |check| f64::from(check.false_fails),
            |policy| f64::from(policy.false_fails),
        )
    },
};

/// See its meaning.
pub(super) const ERRORS_FOUND: Measure = Measure {
    name: "errors_found",
    unit: Unit::Count,
    meaning: "Checked decisions of which a true error in an accuracy attribute was found; of an \
              attribute, decisions whose error in it was found.",
    aggregate: Aggregate::Mean,
    of: &[Of::Policy, Of::Check, Of::Attribute],
    read: |view| match view.scope {
        Scope::Attribute(_) => view
            .attribute()
            .map(|counts| f64::from(counts.errors_found)),
        _ => either(
            view,
            |check| f64::from(check.errors_found),
            |policy| f64::from(policy.errors_found),
        ),
    },
};

/// See its meaning.
pub(super) const FOUND_SHARE: Measure = Measure {
    name: "found_share",
    unit: Unit::Percent,
    meaning: "Errors found as a share of the errors of all decisions.",
    aggregate: Aggregate::Mean,
    of: &[Of::Policy, Of::Check, Of::Attribute],
    read: |view| {
        let errors = match view.scope {
            Scope::Attribute(_) => view.attribute()?.errors,
            _ => view.truth().errors,
        };
        percent((ERRORS_FOUND.read)(view)?, f64::from(errors))
    },
};

/// See its meaning.
pub(super) const ATTRIBUTE_FAILS: Measure = Measure {
    name: "attribute_fails",
    unit: Unit::Count,
    meaning: "Attributes failed, rightly or not, counted for every check that failed them; also by kind \
              of fail, where attributes state theirs.",
    aggregate: Aggregate::Mean,
    of: &[Of::Policy, Of::Check, Of::Kind, Of::Attribute],
    read: |view| match view.scope {
        Scope::Kind(_, kind) => view.concluded()?.kinds.get(kind).map(|fails| *fails as f64),
        Scope::Attribute(_) => view.attribute().map(|counts| f64::from(counts.fails)),
        _ => sum(view, |check| f64::from(check.attribute_fails)),
    },
};

fn either(
    view: &View,
    of_check: fn(&CheckCounts) -> f64,
    of_policy: fn(&PolicyCounts) -> f64,
) -> Option<f64> {
    Some(match view.scope {
        Scope::Check(_) => of_check(&view.check()?),
        _ => of_policy(&view.together()),
    })
}

fn sum(view: &View, of_check: fn(&CheckCounts) -> f64) -> Option<f64> {
    Some(view.checks().map(|(_, counts)| of_check(&counts)).sum())
}
