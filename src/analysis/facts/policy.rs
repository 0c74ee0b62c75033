//! All that is known of a policy.

use std::rc::Rc;

use serde::Serialize;

use super::chances::{Found, Truth};
use super::check::{self, CheckFacts, Checked, Figures};
use super::correction::Course;
use super::hours::{self, PoolFacts};
use super::kinds::Office;
use super::learning::{self, LearningFacts};
use super::luck::Luck;
use super::operation::Decided;
use super::people::{self, Flagged};
use super::plan::{Period, Plan};
use super::target::{self, TargetFacts};
use super::together::together;
use super::unknown::{Fact, Unknown};
use crate::scenario::{Check, Policy};

/// What is known of one policy. Counts are of an average period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PolicyFacts {
    /// Its name.
    pub name: String,
    /// Its checks in order.
    pub checks: Vec<CheckFacts>,
    /// Chance that a decision of each kind is drawn by any check, by place in the facts' kinds.
    pub inclusion: Fact<Vec<f64>>,
    /// Decisions checked, however many checks draw them.
    pub checked: Fact<f64>,
    /// Inaccurate decisions of which some check finds an error in an accuracy attribute.
    pub errors_found: Fact<f64>,
    /// Those as a share of all inaccurate decisions.
    pub found_share: Fact<f64>,
    /// Decisions whose found errors are sent to be put right.
    pub corrections: Fact<f64>,
    /// Hours of work that these take, whoever owns it.
    pub correction_hours: Fact<f64>,
    /// The pools that its checks use.
    pub pools: Vec<PoolFacts>,
    /// Whom its rule flags, if it has one.
    pub flagged: Option<Fact<Flagged>>,
    /// Its learning products, attribute by attribute.
    pub learning: Vec<LearningFacts>,
    /// Its service levels.
    pub targets: Vec<TargetFacts>,
}

/// Every policy.
pub(super) fn policies(
    office: &Office,
    truths: &[Truth],
    all: &Decided,
    course: &Fact<Course>,
) -> Vec<PolicyFacts> {
    let periods: Vec<Period> = (0..office.scenario.horizon.periods)
        .map(|period| Period::new(office, truths, period))
        .collect();
    let luck = Luck::of(office, &periods[0].numbers);
    let mut known = Known::default();
    let policies = office.scenario.policies.iter();
    policies
        .map(|policy| facts(office, policy, &periods, all, course, &luck, &mut known))
        .collect()
}

fn facts<'s>(
    office: &Office<'s>,
    policy: &'s Policy,
    periods: &[Period],
    all: &Decided,
    course: &Fact<Course>,
    luck: &Luck,
    known: &mut Known<'s>,
) -> PolicyFacts {
    let plans: Vec<Vec<Fact<Plan>>> = periods.iter().map(|period| period.plans(policy)).collect();
    let mut checks = Vec::new();
    for (id, check) in policy.checks.iter().enumerate() {
        let found = known.found(office, check, periods.len());
        let plans: Vec<&Fact<Plan>> = plans.iter().map(|plans| &plans[id]).collect();
        let all_periods = (periods, &plans[..], &found[..]);
        let figures = known.figures(office, check, all_periods, (luck, true));
        checks.push(check::facts(
            check,
            (periods, &plans, &found),
            all.accuracy,
            figures,
        ));
    }
    for id in 0..checks.len() {
        if let Some(asked) = asked_again(&policy.checks[id], &checks) {
            checks[id].asked = asked;
        }
    }
    let sessions = sessions(office, policy, periods, &plans);
    for (id, (check, sessions)) in checks.iter_mut().zip(&sessions).enumerate() {
        check.coaching_sessions = *sessions;
        let first = periods.first();
        check.quota =
            first.and_then(|first| people::quota(office, &policy.checks[id], first, &plans[0][id]));
    }
    let together = together(policy, periods, &plans);
    let drawn = together.as_ref().map_err(|unknown| *unknown);
    let found = drawn.and_then(|together| together.found.as_ref().ok_or(Unknown::RECHECK));
    let corrections = found.map(|found| found.corrections);
    let errors = all.errors / periods.len() as f64;
    let asked: Vec<Fact<f64>> = checks.iter().map(|check| check.asked).collect();
    let minutes = course.map(|course| course.minutes);
    let checked = drawn.map(|together| together.checked);
    PolicyFacts {
        name: policy.name.clone(),
        inclusion: drawn.map(|together| together.inclusion.clone()),
        checked,
        errors_found: found.map(|found| found.errors),
        found_share: match errors > 0.0 {
            true => found.map(|found| found.errors / errors),
            false => Err(Unknown::NO_DECISIONS),
        },
        corrections,
        correction_hours: corrections.and_then(|n| Ok(n * minutes? / 60.0)),
        pools: hours::pools(office, policy, (&asked, &sessions), corrections),
        flagged: periods
            .first()
            .and_then(|first| people::flagged(office, policy, first, &plans[0])),
        learning: learning::facts(
            office,
            policy,
            checked,
            found.map(|found| found.attributes.as_slice()),
        ),
        targets: target::facts(policy, &checks),
        checks,
    }
}

/// What a recheck asks for: its shares of what the other check passes and fails; none for other checks.
fn asked_again(check: &Check, checks: &[CheckFacts]) -> Option<Fact<f64>> {
    let first = check.sample.check("of")?;
    let share = |key| check.sample.number(key).unwrap_or(0.0);
    Some(
        checks[first]
            .seen
            .map(|seen| share("passes") * (seen.checks - seen.fails) + share("fails") * seen.fails),
    )
}

/// What is known already of checks that may stand in several policies.
#[derive(Default)]
pub(super) struct Known<'s> {
    figures: Vec<KnownFigures<'s>>,
    found: Vec<(&'s Check, Vec<Rc<[Found]>>)>,
}

/// A check whose figures are known already.
struct KnownFigures<'s> {
    check: &'s Check,
    /// How many it draws in the first reported period.
    checks: Fact<f64>,
    figures: Figures,
}

impl<'s> Known<'s> {
    /// A check's own figures; with the changes that they can show, or without.
    pub fn figures(
        &mut self,
        office: &Office,
        check: &'s Check,
        all: Checked,
        (luck, changes): (&Luck, bool),
    ) -> Figures {
        let first = all.1.first().map(|plan| plan.as_ref());
        let checks = match first {
            Some(Ok(plan)) => Ok(plan.checks),
            Some(Err(unknown)) => Err(*unknown),
            None => Err(Unknown::NO_CHECKS),
        };
        // What another's sample leaves differs from policy to policy.
        let same = |known: &&KnownFigures| {
            check.excludes.is_empty() && *known.check == *check && known.checks == checks
        };
        if let Some(known) = self.figures.iter().find(same) {
            return known.figures.clone();
        }
        let figures = Figures::of(office, check, all, luck, changes);
        self.figures.push(KnownFigures {
            check,
            checks,
            figures: figures.clone(),
        });
        figures
    }

    /// What a check makes of a decision of each kind, by period. Whoever looks at the same as well makes the
    /// same of it.
    pub fn found(&mut self, office: &Office, check: &'s Check, periods: usize) -> Vec<Rc<[Found]>> {
        let checkers = |check: &Check| {
            check
                .checker
                .pool
                .and_then(|p| office.scenario.pools[p].checkers)
        };
        let same = |(known, _): &&(&Check, _)| {
            known.looks_at == check.looks_at
                && known.checker.sensitivity == check.checker.sensitivity
                && known.checker.false_fail == check.checker.false_fail
                && checkers(known) == checkers(check)
        };
        if let Some((_, found)) = self.found.iter().find(same) {
            return found.clone();
        }
        let of = |period: usize| -> Rc<[Found]> {
            let simulated = office.scenario.horizon.warm_up + period;
            let kinds = 0..office.kinds.len();
            kinds
                .map(|kind| Found::of(office, kind, check, simulated))
                .collect()
        };
        let changes = checkers(check)
            .is_some_and(|people| people.spread > 0.0 && people.calibration.is_some());
        let found: Vec<Rc<[Found]>> = match changes {
            true => (0..periods).map(of).collect(),
            false => vec![of(0); periods],
        };
        self.found.push((check, found.clone()));
        found
    }
}

/// Coaching sessions of each check in an average period.
fn sessions(
    office: &Office,
    policy: &Policy,
    periods: &[Period],
    plans: &[Vec<Fact<Plan>>],
) -> Vec<Fact<f64>> {
    let of = |check: usize| -> Fact<f64> {
        // Automated shares move in a straight line: the first period and the last say enough.
        let last = periods.len() - 1;
        let mut some = vec![0, last];
        some.dedup();
        let each = some.iter();
        let sum: Fact<f64> = each
            .map(|at| hours::sessions(office, policy, check, &periods[*at], &plans[*at]))
            .sum();
        Ok(sum? / some.len() as f64)
    };
    (0..policy.checks.len()).map(of).collect()
}
