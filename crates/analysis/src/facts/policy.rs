//! All that is known of a policy.

use rayon::prelude::*;
use serde::Serialize;

use super::chances::Truth;
use super::check::{self, CheckFacts};
use super::checked::{Checked, Wanted};
use super::correction::Course;
use super::hours::{self, PoolFacts};
use super::kinds::Office;
use super::learning::{self, LearningFacts};
use super::operation::Decided;
use super::people::{self, Flagged};
use super::period::ReportedPeriod;
use super::sample::ExpectedSample;
use super::shared::{Samples, Shared, samples};
use super::staff_effect::StaffEffect;
use super::standing::stands;
use super::target::{self, TargetFacts};
use super::together::together;
use super::unknown::{Fact, Unknown, printed, printed_if_any};
use tierone_scenario::{Check, Policy, PolicyId, SamplingMethod};

/// What is known of one policy. Counts are of an average period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PolicyFacts {
    /// Its name.
    pub name: String,
    /// Its checks in order.
    pub checks: Vec<CheckFacts>,
    /// Chance that a decision of each kind is drawn by any check, by place in the facts' kinds.
    #[serde(serialize_with = "printed")]
    pub inclusion: Fact<Vec<f64>>,
    /// Decisions checked, however many checks draw them.
    #[serde(serialize_with = "printed")]
    pub checked: Fact<f64>,
    /// Inaccurate decisions of which some check finds an error in an accuracy attribute.
    #[serde(serialize_with = "printed")]
    pub errors_found: Fact<f64>,
    /// Those as a share of all inaccurate decisions.
    #[serde(serialize_with = "printed")]
    pub found_share: Fact<f64>,
    /// Decisions whose found errors are sent to be put right.
    #[serde(serialize_with = "printed")]
    pub corrections: Fact<f64>,
    /// Hours of work that these take, whoever owns it.
    #[serde(serialize_with = "printed")]
    pub correction_hours: Fact<f64>,
    /// The pools that its checks use.
    pub pools: Vec<PoolFacts>,
    /// Whom its rule flags, if it has one.
    #[serde(serialize_with = "printed_if_any")]
    pub flagged: Option<Fact<Flagged>>,
    /// Its learning products, attribute by attribute.
    pub learning: Vec<LearningFacts>,
    /// Its targets.
    pub targets: Vec<TargetFacts>,
}

/// Every policy.
pub(super) fn policies(
    office: &Office,
    truths: &[Truth],
    (all, course): (&Decided, &Fact<Course>),
    wanted: Wanted,
) -> Vec<PolicyFacts> {
    let periods: Vec<ReportedPeriod> = (0..office.scenario.horizon.periods)
        .map(|period| ReportedPeriod::new(office, truths, period))
        .collect();
    let staff = StaffEffect::of(office, &periods[0].numbers);
    let samples = samples(office, &periods);
    let shared = Shared::of(office, &periods, &samples, &staff, wanted);
    let policies = samples.into_par_iter().enumerate();
    policies
        .map(|(id, samples)| facts(office, id, (&periods, &samples), all, course, &shared))
        .collect()
}

fn facts(
    office: &Office,
    policy_id: PolicyId,
    (periods, samples): (&[ReportedPeriod], &Samples),
    all: &Decided,
    course: &Fact<Course>,
    shared: &Shared,
) -> PolicyFacts {
    let policy = &office.scenario.policies[policy_id];
    let mut checks = Vec::new();
    for (id, check) in policy.checks.iter().enumerate() {
        let samples: Vec<&Fact<ExpectedSample>> =
            samples.iter().map(|samples| &samples[id]).collect();
        let checked = Checked {
            periods,
            samples: &samples,
            found: shared.found(policy_id, id),
        };
        let figures = shared.figures(policy_id, id).clone();
        let mut known = check::facts(check, &checked, all.accuracy, figures);
        // A figure there is only where somebody of the frame is there, whom the accuracy of that time hangs on too.
        if periods.iter().any(|period| period.nobody(check) > NOBODY) {
            known.quoted = Err(Unknown::VARIES);
        }
        checks.push(known);
    }
    for id in 0..checks.len() {
        if let Some(asked) = asked_again(&policy.checks[id], &checks) {
            checks[id].asked = asked;
        }
        let each = periods.iter();
        let asked: Option<f64> = each
            .map(|period| period.asked_of_anybody(&policy.checks[id]))
            .sum();
        if let Some(asked) = asked {
            checks[id].asked = Ok(asked / periods.len() as f64);
        }
    }
    let changes = |check: &Check| Unknown::BREAK.when(check.changed.is_some());
    let breaks: Fact<()> = policy.checks.iter().try_for_each(changes);
    let (sessions, together) = rayon::join(
        || sessions(office, policy, periods, samples),
        || together(policy, periods, samples),
    );
    for (id, (check, sessions)) in checks.iter_mut().zip(&sessions).enumerate() {
        check.coaching_sessions = breaks.and(*sessions);
        let first = periods.first();
        check.quota = first
            .and_then(|first| people::quota(office, &policy.checks[id], first, &samples[0][id]))
            .map(|quota| stands(&policy.checks[id]).and(quota));
    }
    let drawn = together.as_ref().map_err(|unknown| *unknown);
    let found = drawn.and_then(|together| together.found.as_ref().ok_or(Unknown::RECHECK));
    let found = breaks.and(found);
    // What a challenge overturns is put right all the same.
    let all_stand = policy.checks.iter().try_for_each(stands);
    let corrections = found.map(|found| found.corrections);
    let errors = all.errors / periods.len() as f64;
    let asked: Vec<Fact<f64>> = checks.iter().map(|check| check.asked).collect();
    let minutes = course.map(|course| course.minutes);
    let checked = drawn.map(|together| together.checked);
    PolicyFacts {
        name: policy.name.clone(),
        inclusion: drawn.map(|together| together.inclusion.clone()),
        checked,
        errors_found: all_stand.and(found).map(|found| found.errors),
        found_share: match errors > 0.0 {
            true if aims(policy) && shared.vary(all.errors) > VARIES => Err(Unknown::AIMED),
            // Where the same people err now more, now less, errors of some kinds become more than those of others do.
            true if found.is_ok_and(|found| found.differs * shared.staff() > DIFFERS) => {
                Err(Unknown::FEW_PEOPLE)
            }
            true => all_stand.and(found).map(|found| found.errors / errors),
            false => Err(Unknown::NO_DECISIONS),
        },
        corrections,
        correction_hours: corrections.and_then(|n| Ok(n * minutes? / 60.0)),
        pools: hours::pools(office, policy, (&asked, &sessions), corrections),
        flagged: periods
            .first()
            .and_then(|first| people::flagged(office, policy, first, &samples[0]))
            .map(|flagged| all_stand.and(flagged)),
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

/// How much the errors of all reported periods may vary, as the square of a share of them, before the share found of them is
/// not what is found over what there is.
const VARIES: f64 = 0.02;

/// The same of the variance that is due to people, times how much the share found differs between kinds of decision.
const DIFFERS: f64 = 0.1;

/// Chance that nobody of a frame is there in a period that moves no figure.
const NOBODY: f64 = 0.05;

/// Whether a policy looks where errors are, and so finds hardly more where there are more.
fn aims(policy: &Policy) -> bool {
    let aimed = |check: &Check| {
        let method = &check.sample.method;
        matches!(
            method,
            SamplingMethod::RiskTargeted(_) | SamplingMethod::Judgement(_)
        )
    };
    policy.checks.iter().any(aimed)
}

/// What a recheck asks for: its shares of what the other check passes and fails; none for other checks.
fn asked_again(check: &Check, checks: &[CheckFacts]) -> Option<Fact<f64>> {
    let SamplingMethod::Recheck(keys) = &check.sample.method else {
        return None;
    };
    Some(
        checks[keys.of]
            .seen
            .map(|seen| keys.passes * (seen.checks - seen.fails) + keys.fails * seen.fails),
    )
}

/// Coaching sessions of each check in an average period.
fn sessions(
    office: &Office,
    policy: &Policy,
    periods: &[ReportedPeriod],
    samples: &[Vec<Fact<ExpectedSample>>],
) -> Vec<Fact<f64>> {
    let of = |check: usize| -> Fact<f64> {
        // Automated shares move in a straight line: of many periods the first and the last say enough.
        let last = periods.len() - 1;
        let mut some = if last < 6 {
            (0..=last).collect()
        } else {
            vec![0, last]
        };
        some.dedup();
        let coaches = policy.checks[check].on_fail.coach;
        Unknown::TOO_LARGE
            .when(coaches && !hours::few_enough_steps(office, &periods[0], some.len()))?;
        let each = some.iter();
        let sum: Fact<f64> = each
            .map(|at| hours::sessions(office, policy, check, &periods[*at], &samples[*at]))
            .sum();
        Ok(sum? / some.len() as f64)
    };
    (0..policy.checks.len()).map(of).collect()
}
