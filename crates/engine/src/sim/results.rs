//! What checks find: true errors, false fails, and whom that teaches.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, Exp1};

use super::caseload::Caseload;
use super::checkers::moved;
use super::coaching::Coached;
use super::concluded::Concluded;
use super::drawn::Drawn;
use super::ledger::{AttributeCounts, CheckCounts};
use super::singling::{sampled, single_out, single_out_recheck};
use tierone_scenario::{CheckId, Coaching, Scenario};
use tierone_stats::rng::below;

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
    /// The deviations of those who check, log-odds; empty where all are alike.
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
    into: &mut Into,
) -> Vec<Fail> {
    let mut found = Found {
        fails: Vec::with_capacity(checks[check].taken.len()),
        taught: Seats::default(),
    };
    checks[check].failed.reserve(checks[check].taken.len());
    let mut slots = FalseFails::new(&mut checks[check], into.people);
    let mut attributes = Vec::new();
    for drawn in 0..checks[check].taken.len() {
        let index = checks[check].taken[drawn].0 as usize;
        let by = dealt(into.people, &mut checks[check].stream);
        attributes.clear();
        if slots.hit() {
            slots.falsely(
                &mut checks[check],
                caseload,
                (index, by),
                into.scenario,
                &mut attributes,
            );
        }
        slots.next();
        conclude(
            checks,
            check,
            caseload,
            (index, by),
            &attributes,
            into,
            &mut found,
        );
    }
    anonymous(checks, check, caseload, into, &mut slots, &mut found);
    let Found { fails, taught, .. } = found;
    into.counts.coaching_sessions += taught.count();
    into.counts.checks += checks[check].drawn();
    into.concluded
        .pass(checks[check].drawn() - fails.len() as u64);
    fails
}

/// What a check's results are gathered in.
struct Found {
    fails: Vec<Fail>,
    /// Seats that took anything up.
    taught: Seats,
}

/// A set of seats, a bit each.
#[derive(Default)]
struct Seats(Vec<u64>);

impl Seats {
    fn add(&mut self, seat: u32) {
        let word = seat as usize / 64;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (seat % 64);
    }

    fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }
}

/// The deviation of the checker whom a decision is dealt to.
fn dealt<R: Rng>(people: &[f64], rng: &mut R) -> f64 {
    match people {
        [] => 0.0,
        [only] => *only,
        _ => people[below(people.len() as u64, rng) as usize],
    }
}

/// False fails as Poisson events on the slots of a sample, at the rate of the strictest checker and of
/// the activity with the most attributes, and thinned by whose slot it is and by the attributes of the
/// decision in it. Slots without an event cost
/// nothing.
struct FalseFails {
    /// Events a slot.
    rate: f64,
    /// Events an attribute: of an average checker, and of the strictest one.
    false_fail: f64,
    strictest: f64,
    /// Attributes that the check looks at, at most.
    most: u64,
    /// The slot in hand, and where the next event is.
    slot: u64,
    at: f64,
}

impl FalseFails {
    fn new(check: &mut Drawn, people: &[f64]) -> Self {
        let setup = check.setup;
        let most = setup.looks_at.iter().copied().max().unwrap_or(0);
        let strictest = match people.iter().copied().reduce(f64::max) {
            None => setup.false_rate,
            Some(deviation) => events(setup.check.checker.false_fail.get(), deviation),
        };
        let rate = strictest * f64::from(most);
        let mut slots = Self {
            rate,
            false_fail: setup.check.checker.false_fail.get(),
            strictest,
            most: u64::from(most),
            slot: 0,
            at: f64::INFINITY,
        };
        if rate > 0.0 {
            slots.at = 0.0;
            slots.advance(check);
        }
        slots
    }

    /// Whether an event hits the slot in hand.
    fn hit(&self) -> bool {
        self.at < (self.slot + 1) as f64
    }

    fn next(&mut self) {
        self.slot += 1;
    }

    fn advance(&mut self, check: &mut Drawn) {
        let gap: f64 = Exp1.sample(&mut check.stream);
        self.at += gap / self.rate;
    }

    /// The right attributes that the events of this slot fail, in order.
    fn falsely(
        &mut self,
        check: &mut Drawn,
        caseload: &Caseload,
        (index, by): (usize, f64),
        scenario: &Scenario,
        attributes: &mut Vec<u32>,
    ) {
        let looked_at = &check.setup.check.looks_at;
        let activity = &scenario.activities[caseload.activity(index)];
        let candidates: Vec<u32> = activity
            .errors
            .iter()
            .filter(|error| looked_at[error.attribute])
            .map(|error| error.attribute as u32)
            .collect();
        let wrong = caseload.errors_of(index);
        // Without people of their own minds every event is an average checker's.
        let kept = match by {
            0.0 => 1.0,
            _ => events(self.false_fail, by) / self.strictest,
        };
        while self.hit() {
            let pick = below(self.most, &mut check.stream) as usize;
            let stays = kept >= 1.0 || check.stream.random::<f64>() < kept;
            if stays
                && let Some(attribute) = candidates.get(pick)
                && !attributes.contains(attribute)
                && wrong.iter().all(|error| error.attribute != *attribute)
            {
                attributes.push(*attribute);
            }
            self.advance(check);
        }
        attributes.sort_unstable();
    }
}

/// Poisson rate of false fails of one attribute by a checker of this deviation, `−ln(1 − p)`.
fn events(false_fail: f64, deviation: f64) -> f64 {
    -(-moved(false_fail, deviation)).ln_1p()
}

/// Finds one decision's errors, adds its false fails, and says what that sets off.
fn conclude(
    checks: &mut [Drawn],
    check: CheckId,
    caseload: &mut Caseload,
    (index, by): (usize, f64),
    falsely: &[u32],
    into: &mut Into,
    results: &mut Found,
) {
    let this = &mut checks[check];
    let stream = &mut this.stream;
    let rules = this.setup.check;
    let coaching = &into.scenario.coaching;
    let seat = caseload.seat(index);
    let tracked = caseload.tracked[index];
    let mut fail = Fail {
        index,
        accuracy: false,
        true_accuracy: false,
        falsely: !falsely.is_empty(),
        yearly: 0.0,
    };
    let (mut failed, mut worst) = (0, 0);
    for error in &mut caseload.errors[tracked.first as usize..tracked.end as usize] {
        let attribute = error.attribute as usize;
        let found = rules.looks_at[attribute]
            && stream.random::<f64>() < moved(rules.checker.sensitivity[attribute].get(), by);
        if !found {
            continue;
        }
        failed += 1;
        let kind = &into.scenario.attributes[attribute];
        // An error within the accuracy tolerance does not make its decision wrong.
        fail.accuracy |= error.inaccurate;
        fail.true_accuracy |= error.inaccurate;
        fail.yearly += error.yearly;
        worst = into.concluded.fail(kind, worst);
        let counts = &mut into.attributes[attribute];
        counts.fails += 1;
        counts.errors_found += u32::from(!error.found);
        error.found = true;
        error.to_correct |= rules.on_fail.correct && kind.correctable;
        // An error found twice is coached once, by the first check in the list.
        if rules.on_fail.coach && !error.coached {
            error.coached = true;
            if let Some(seat) = taken_up(coaching, seat, stream) {
                into.coached.note(seat, kind.coaching_group);
                results.taught.add(seat);
            }
        }
    }
    for &attribute in falsely {
        let kind = &into.scenario.attributes[attribute as usize];
        failed += 1;
        worst = into.concluded.fail(kind, worst);
        fail.accuracy |= kind.accuracy;
        into.attributes[attribute as usize].fails += 1;
        // A false fail costs the time of a session and teaches nothing.
        if rules.on_fail.coach
            && let Some(seat) = taken_up(coaching, seat, stream)
        {
            results.taught.add(seat);
        }
    }
    if failed > 0 {
        into.concluded.grade(worst);
        this.failed.push(index as u32);
        into.counts.fails += 1;
        into.counts.false_fails += u32::from(fail.falsely);
        into.counts.errors_found += u32::from(fail.true_accuracy);
        into.counts.attribute_fails += failed;
        results.fails.push(fail);
    }
}

/// The seat that takes a fail up; a system decision has none.
fn taken_up<R: Rng>(coaching: &Coaching, seat: Option<u32>, rng: &mut R) -> Option<u32> {
    seat.filter(|_| coaching.uptake.get() >= 1.0 || rng.random::<f64>() < coaching.uptake.get())
}

/// The slots of the sample whose right decisions are not tracked: those that an event hits are
/// singled out, and the others stay anonymous, every one alike.
fn anonymous(
    checks: &mut [Drawn],
    check: CheckId,
    caseload: &mut Caseload,
    into: &mut Into,
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
        let by = dealt(into.people, &mut checks[check].stream);
        attributes.clear();
        slots.falsely(
            &mut checks[check],
            caseload,
            (index, by),
            into.scenario,
            &mut attributes,
        );
        let whose = (index, by);
        conclude(checks, check, caseload, whose, &attributes, into, results);
    }
}
