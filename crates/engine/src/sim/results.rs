//! What checks find: true errors, false fails, and whom that teaches.

use rand::{Rng, RngExt};

use super::caseload::Caseload;
use super::checkers::{Dealt, deal, moved};
use super::coaching::Coached;
use super::concluded::Concluded;
use super::drawn::Drawn;
use super::false_fails::FalseFails;
use super::ledger::{AttributeCounts, CheckCounts};
use super::singling::{sampled, single_out, single_out_recheck};
use tierone_sampling::world::SeatId;
use tierone_scenario::{CheckId, Coaching, GradeId, Scenario};

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

/// What one check's results are written to.
#[derive(Debug)]
pub struct Outputs<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The simulated period.
    pub period: usize,
    /// By which factors the odds of those who check are higher than an average checker's; empty where all are alike.
    pub people: &'a [f64],
    /// Coaching states and what is pending.
    pub coached: &'a mut Coached,
    /// Counts by attribute.
    pub attributes: &'a mut [AttributeCounts],
    /// The check's grades and kinds of fail.
    pub concluded: &'a mut Concluded,
    /// The check's counts.
    pub counts: &'a mut CheckCounts,
}

/// Checks what a check has drawn. Returns the failed decisions.
pub fn check(
    checks: &mut [Drawn],
    check: CheckId,
    caseload: &mut Caseload,
    outputs: &mut Outputs,
) -> Vec<Fail> {
    let mut found = Found {
        fails: Vec::with_capacity(checks[check].taken.len()),
        taught: SeatSet::default(),
    };
    checks[check].failed.reserve(checks[check].taken.len());
    let mut slots = FalseFails::new(&mut checks[check], outputs.people);
    let mut attributes = Vec::new();
    for drawn in 0..checks[check].taken.len() {
        let index = checks[check].taken[drawn].0 as usize;
        let dealt = deal(index, outputs.people, &mut checks[check].stream);
        attributes.clear();
        if slots.hit() {
            slots.falsely(
                &mut checks[check],
                caseload,
                dealt,
                outputs.scenario,
                &mut attributes,
            );
        } else if caseload.errors_of(index).is_empty() {
            // Nothing to find and nothing failed falsely: most of a sample that is tracked.
            slots.next();
            continue;
        }
        slots.next();
        conclude(
            checks,
            check,
            caseload,
            dealt,
            &attributes,
            outputs,
            &mut found,
        );
    }
    anonymous(checks, check, caseload, outputs, &mut slots, &mut found);
    let Found { fails, taught, .. } = found;
    outputs.counts.coaching_sessions += taught.count();
    let drawn = checks[check].drawn();
    outputs.counts.checks += drawn;
    outputs.concluded.pass(drawn - fails.len() as u64);
    let this = &checks[check];
    if this.setup.check.marked_again(outputs.period).is_some() {
        let failed = u64::from(outputs.counts.fails_again);
        outputs.concluded.pass_again(drawn - failed);
    }
    if let Some(first) = this.setup.rechecks {
        for &failed in &checks[first].failed {
            let again = this.taken(failed as usize).is_some();
            outputs.counts.first_fails += u32::from(again);
            outputs.counts.both_fail += u32::from(again && this.has_failed(failed as usize));
        }
    }
    fails
}

/// What a check's results are gathered in.
struct Found {
    fails: Vec<Fail>,
    /// Seats that took anything up.
    taught: SeatSet,
}

/// A set of seats, a bit each.
#[derive(Default)]
struct SeatSet(Vec<u64>);

impl SeatSet {
    fn add(&mut self, seat: SeatId) {
        let seat = seat.index();
        let word = seat / 64;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (seat % 64);
    }

    fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }
}

/// What is concluded of one decision.
struct Verdict {
    fail: Fail,
    /// Attributes that failed.
    attributes: u32,
    /// The worst grade of those.
    worst: GradeId,
    /// The worst grade by the rules of a break to come, where anything fails by those.
    again: Option<GradeId>,
    /// Whether those rules find an error.
    found_again: bool,
}

/// Finds one decision's errors, adds its false fails, and says what that sets off.
///
/// An error in an attribute that the check looks at is found with the probability whose odds are those of the attribute's
/// sensitivity times the checker's. The first check that coaches and finds it coaches it, if its caseworker
/// takes it up; a false fail takes up a session, and teaches nothing.
fn conclude(
    checks: &mut [Drawn],
    check: CheckId,
    caseload: &mut Caseload,
    dealt: Dealt,
    falsely: &[u32],
    outputs: &mut Outputs,
    results: &mut Found,
) {
    let this = &mut checks[check];
    let mut verdict = Verdict {
        fail: Fail {
            index: dealt.index,
            accuracy: false,
            true_accuracy: false,
            falsely: !falsely.is_empty(),
            yearly: 0.0,
        },
        attributes: 0,
        worst: 0,
        again: None,
        found_again: false,
    };
    let to_correct = flagged_before(this, caseload, dealt.index);
    find_errors(this, caseload, dealt, outputs, results, &mut verdict);
    let seat = caseload.seat(dealt.index);
    fail_falsely(this, seat, falsely, outputs, results, &mut verdict);
    let Verdict {
        fail,
        attributes,
        worst,
        again,
        found_again,
    } = verdict;
    let challenges = this.setup.check.challenges;
    let answer = challenges.filter(|_| attributes > 0 || again.is_some());
    let chance = answer.map_or(1.0, |_| this.stream.random::<f64>());
    let stands = |found| answer.is_none_or(|answer| chance >= answer.lost(found));
    if let Some(worst) = again.filter(|_| stands(found_again)) {
        outputs.concluded.grade_again(worst);
        outputs.counts.fails_again += 1;
    }
    if attributes > 0 && !stands(attributes > falsely.len() as u32) {
        outputs.counts.overturned += 1;
        let tracked = caseload.tracked[dealt.index];
        let errors = &mut caseload.errors[tracked.first as usize..tracked.end as usize];
        for (error, before) in errors.iter_mut().zip(to_correct) {
            error.to_correct = before;
        }
    } else if attributes > 0 {
        let mitigated = this.setup.check.mitigated.get();
        if mitigated > 0.0 && this.stream.random::<f64>() < mitigated {
            outputs.counts.mitigated += 1;
            outputs.concluded.mitigate(worst);
        }
        outputs.concluded.grade(worst);
        this.failed.push(dealt.index as u32);
        outputs.counts.fails += 1;
        outputs.counts.false_fails += u32::from(fail.falsely);
        outputs.counts.errors_found += u32::from(fail.true_accuracy);
        outputs.counts.attribute_fails += attributes;
        results.fails.push(fail);
    }
}

/// Which errors of a decision earlier checks have sent to be put right, where a fail of this one may be overturned.
fn flagged_before(this: &Drawn, caseload: &Caseload, index: usize) -> Vec<bool> {
    match this.setup.check.challenges {
        Some(_) => caseload
            .errors_of(index)
            .iter()
            .map(|error| error.to_correct)
            .collect(),
        None => Vec::new(),
    }
}

/// The errors that the checker finds, and the coaching that they set off.
fn find_errors(
    this: &mut Drawn,
    caseload: &mut Caseload,
    dealt: Dealt,
    outputs: &mut Outputs,
    results: &mut Found,
    verdict: &mut Verdict,
) {
    let rules = this.setup.check;
    let seat = caseload.seat(dealt.index);
    let tracked = caseload.tracked[dealt.index];
    for error in &mut caseload.errors[tracked.first as usize..tracked.end as usize] {
        let attribute = error.attribute as usize;
        if !rules.looks_at[attribute] {
            continue;
        }
        let sensitivity = rules.sensitivity(attribute, outputs.period).get();
        let look = this.stream.random::<f64>();
        if let Some(rules) = rules.marked_again(outputs.period)
            && look < moved(rules.sensitivity[attribute].get(), dealt.odds)
        {
            verdict.again = verdict.again.max(Some(rules.grades[attribute]));
            verdict.found_again = true;
        }
        if look >= moved(sensitivity, dealt.odds) {
            continue;
        }
        let kind = &outputs.scenario.attributes[attribute];
        let grade = rules.grade(&outputs.scenario.attributes, attribute, outputs.period);
        verdict.attributes += 1;
        verdict.worst = outputs.concluded.fail(kind, grade, verdict.worst);
        // An error within the accuracy tolerance does not make its decision wrong.
        verdict.fail.accuracy |= error.inaccurate;
        verdict.fail.true_accuracy |= error.inaccurate;
        verdict.fail.yearly += error.yearly;
        let counts = &mut outputs.attributes[attribute];
        counts.fails += 1;
        counts.errors_found += u32::from(!error.found);
        error.found = true;
        error.to_correct |= rules.on_fail.correct && kind.correctable;
        // An error found twice is coached once, by the first check in the list.
        if rules.on_fail.coach && !error.coached {
            error.coached = true;
            if let Some(seat) = taken_up(&outputs.scenario.coaching, seat, &mut this.stream) {
                outputs.coached.note(seat, kind.coaching_group);
                results.taught.add(seat);
            }
        }
    }
}

/// The right attributes that fail, and the sessions that they cost.
fn fail_falsely(
    this: &mut Drawn,
    seat: Option<SeatId>,
    falsely: &[u32],
    outputs: &mut Outputs,
    results: &mut Found,
    verdict: &mut Verdict,
) {
    for &attribute in falsely {
        let kind = &outputs.scenario.attributes[attribute as usize];
        let attributes = &outputs.scenario.attributes;
        let rules = this.setup.check;
        let grade = rules.grade(attributes, attribute as usize, outputs.period);
        verdict.attributes += 1;
        verdict.worst = outputs.concluded.fail(kind, grade, verdict.worst);
        if let Some(rules) = rules.marked_again(outputs.period) {
            verdict.again = verdict.again.max(Some(rules.grades[attribute as usize]));
        }
        verdict.fail.accuracy |= kind.accuracy;
        outputs.attributes[attribute as usize].fails += 1;
        if this.setup.check.on_fail.coach
            && let Some(seat) = taken_up(&outputs.scenario.coaching, seat, &mut this.stream)
        {
            results.taught.add(seat);
        }
    }
}

/// The seat that takes a fail up; a system decision has none.
fn taken_up<R: Rng>(coaching: &Coaching, seat: Option<SeatId>, rng: &mut R) -> Option<SeatId> {
    seat.filter(|_| coaching.uptake.get() >= 1.0 || rng.random::<f64>() < coaching.uptake.get())
}

/// The slots of the sample whose right decisions are not tracked: those that an event hits are
/// singled out, and the others stay anonymous, every one alike.
fn anonymous(
    checks: &mut [Drawn],
    check: CheckId,
    caseload: &mut Caseload,
    outputs: &mut Outputs,
    slots: &mut FalseFails,
    results: &mut Found,
) {
    let tracked = slots.slot;
    if slots.at >= (tracked + checks[check].anonymous()) as f64 {
        return;
    }
    let rechecks = checks[check].setup.rechecks.is_some();
    // Slots are laid out by stratum before any is singled out.
    let sizes: Vec<u64> = match rechecks {
        true => vec![checks[check].anonymous()],
        false => (0..checks[check].sizes.len())
            .map(|stratum| sampled(&checks[check], stratum))
            .collect(),
    };
    let end = tracked + sizes.iter().sum::<u64>();
    let (mut stratum, mut before) = (0, tracked);
    let mut attributes: Vec<u32> = Vec::new();
    while slots.at < end as f64 {
        slots.slot = slots.at as u64;
        while slots.slot >= before + sizes[stratum] {
            before += sizes[stratum];
            stratum += 1;
        }
        let index = match rechecks {
            true => single_out_recheck(checks, check, caseload),
            false => single_out(checks, check, stratum as u32, caseload),
        };
        let dealt = deal(index, outputs.people, &mut checks[check].stream);
        attributes.clear();
        slots.falsely(
            &mut checks[check],
            caseload,
            dealt,
            outputs.scenario,
            &mut attributes,
        );
        conclude(
            checks,
            check,
            caseload,
            dealt,
            &attributes,
            outputs,
            results,
        );
    }
}
