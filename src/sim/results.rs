//! What checks find: true errors, false fails, and whom that teaches.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, Exp1};

use super::caseload::Caseload;
use super::coaching::Coached;
use super::draws::{Drawn, sampled, single_out, single_out_recheck};
use super::ledger::{AttributeCounts, CheckCounts};
use crate::scenario::{CheckId, Coaching, Scenario};

/// A failed decision, as an estimate needs it.
#[derive(Clone, Copy, Debug)]
pub struct Fail {
    /// Its place in the caseload.
    pub index: usize,
    /// Whether an accuracy attribute failed, rightly or not.
    pub accuracy: bool,
    /// Whether a true error in an accuracy attribute was found.
    pub true_accuracy: bool,
    /// Whether a right attribute was failed.
    pub falsely: bool,
    /// Signed yearly amount of the errors found, £.
    pub yearly: f64,
}

/// Where one check's results go.
#[derive(Debug)]
pub struct Into<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Coaching states and what is pending.
    pub coached: &'a mut Coached,
    /// Counts by attribute.
    pub attributes: &'a mut [AttributeCounts],
    /// The check's counts.
    pub counts: &'a mut CheckCounts,
}

/// Checks what a check has drawn. Returns the failed decisions.
pub fn check(
    checks: &mut [Drawn],
    check: CheckId,
    caseload: &mut Caseload,
    into: &mut Into,
) -> Vec<Fail> {
    let mut fails = Vec::new();
    let mut taught: Vec<u32> = Vec::new();
    let mut attributes = Vec::new();
    // Right decisions that a false fail singles out below are looked at there.
    for drawn in 0..checks[check].taken.len() {
        let index = checks[check].taken[drawn].0 as usize;
        attributes.clear();
        false_fails(
            &mut checks[check],
            caseload,
            index,
            into.scenario,
            &mut attributes,
        );
        conclude(
            checks,
            check,
            caseload,
            index,
            &attributes,
            into,
            &mut fails,
            &mut taught,
        );
    }
    anonymous_false_fails(checks, check, caseload, into, &mut fails, &mut taught);
    taught.sort_unstable();
    taught.dedup();
    into.counts.coaching_sessions += taught.len() as u32;
    into.counts.checks += checks[check].drawn();
    fails
}

/// Fails right attributes of one decision, each on its own.
fn false_fails(
    check: &mut Drawn,
    caseload: &Caseload,
    index: usize,
    scenario: &Scenario,
    attributes: &mut Vec<u32>,
) {
    let rate = check.setup.check.checker.false_fail.get();
    if rate == 0.0 {
        return;
    }
    let wrong = caseload.errors_of(index);
    for error in &scenario.activities[caseload.activity(index)].errors {
        let attribute = error.attribute as u32;
        let right = !wrong.iter().any(|happened| happened.attribute == attribute);
        let looked_at = check.setup.check.looks_at[error.attribute];
        if right && looked_at && check.stream.random::<f64>() < rate {
            attributes.push(attribute);
        }
    }
}

/// Finds one decision's errors, adds its false fails, and says what that sets off.
#[expect(
    clippy::too_many_arguments,
    reason = "one step of `check`, which owns all of them"
)]
fn conclude(
    checks: &mut [Drawn],
    check: CheckId,
    caseload: &mut Caseload,
    index: usize,
    falsely: &[u32],
    into: &mut Into,
    fails: &mut Vec<Fail>,
    taught: &mut Vec<u32>,
) {
    let this = &mut checks[check];
    let stream = &mut this.stream;
    let rules = this.setup.check;
    let coaching = &into.scenario.coaching;
    let seat = caseload.seat(index);
    let told = caseload.told[index];
    let mut fail = Fail {
        index,
        accuracy: false,
        true_accuracy: false,
        falsely: !falsely.is_empty(),
        yearly: 0.0,
    };
    let mut failed = falsely.len() as u32;
    for error in &mut caseload.errors[told.first as usize..told.end as usize] {
        let attribute = error.attribute as usize;
        let found = rules.looks_at[attribute]
            && stream.random::<f64>() < rules.checker.sensitivity[attribute].get();
        if !found {
            continue;
        }
        failed += 1;
        let kind = &into.scenario.attributes[attribute];
        // An error within the accuracy tolerance does not make its decision wrong.
        fail.accuracy |= error.inaccurate;
        fail.true_accuracy |= error.inaccurate;
        fail.yearly += error.yearly;
        into.attributes[attribute].fails += 1;
        into.attributes[attribute].errors_found += u32::from(!error.found);
        error.found = true;
        error.to_correct |= rules.on_fail.correct && kind.correctable;
        // An error found twice is coached once, by the first check in the list.
        if rules.on_fail.coach && !error.coached {
            error.coached = true;
            if let Some(seat) = taken_up(coaching, seat, stream) {
                into.coached.note(seat, kind.coaching_group);
                taught.push(seat);
            }
        }
    }
    for &attribute in falsely {
        fail.accuracy |= into.scenario.attributes[attribute as usize].accuracy;
        into.attributes[attribute as usize].fails += 1;
        // A false fail costs the time of a session and teaches nothing.
        if rules.on_fail.coach {
            taught.extend(taken_up(coaching, seat, stream));
        }
    }
    if failed > 0 {
        this.failed.push(index as u32);
        into.counts.fails += 1;
        into.counts.false_fails += u32::from(fail.falsely);
        into.counts.errors_found += u32::from(fail.true_accuracy);
        into.counts.attribute_fails += failed;
        fails.push(fail);
    }
}

/// The seat that takes a fail up; a system decision has none.
fn taken_up<R: Rng>(coaching: &Coaching, seat: Option<u32>, rng: &mut R) -> Option<u32> {
    seat.filter(|_| coaching.uptake.get() >= 1.0 || rng.random::<f64>() < coaching.uptake.get())
}

/// Fails right attributes of right decisions that are not told apart: Poisson events on the slots of
/// the sample, at the rate of the activity with the most attributes, thinned by the activity of the
/// decision in the slot. Slots without an event stay anonymous, every one alike.
fn anonymous_false_fails(
    checks: &mut [Drawn],
    check: CheckId,
    caseload: &mut Caseload,
    into: &mut Into,
    fails: &mut Vec<Fail>,
    taught: &mut Vec<u32>,
) {
    let setup = checks[check].setup;
    let most = setup.looks_at.iter().copied().max().unwrap_or(0);
    let upper = setup.false_rate * f64::from(most);
    if upper == 0.0 {
        return;
    }
    // Slots are laid out by stratum before any is singled out.
    let slots: Vec<u64> = match setup.rechecks {
        Some(_) => vec![checks[check].anonymous()],
        None => (0..checks[check].sizes.len())
            .map(|h| sampled(&checks[check], h))
            .collect(),
    };
    let mut stratum = 0;
    let mut before = 0u64;
    let mut at = next_event(&mut checks[check], upper);
    let total: u64 = slots.iter().sum();
    while at < total as f64 {
        let slot = at as u64;
        while slot >= before + slots[stratum] {
            before += slots[stratum];
            stratum += 1;
        }
        let index = match setup.rechecks {
            Some(_) => single_out_recheck(checks, check, caseload),
            None => single_out(checks, check, stratum as u32, caseload),
        };
        let looked_at: Vec<u32> = into.scenario.activities[caseload.activity(index)]
            .errors
            .iter()
            .filter(|error| setup.check.looks_at[error.attribute])
            .map(|error| error.attribute as u32)
            .collect();
        let mut attributes: Vec<u32> = Vec::new();
        // All events of this slot hit the same decision.
        while (at as u64) == slot {
            let pick = checks[check].stream.random_range(0..most) as usize;
            if let Some(attribute) = looked_at.get(pick)
                && !attributes.contains(attribute)
            {
                attributes.push(*attribute);
            }
            at += next_event(&mut checks[check], upper);
        }
        attributes.sort_unstable();
        conclude(
            checks,
            check,
            caseload,
            index,
            &attributes,
            into,
            fails,
            taught,
        );
    }
}

fn next_event(check: &mut Drawn, rate: f64) -> f64 {
    let gap: f64 = Exp1.sample(&mut check.stream);
    gap / rate
}
