//! Singling out right decisions of a sample, which until then are only a number, one by one.

use rand::RngExt;

use super::by_value::Sought;
use super::caseload::Caseload;
use super::drawn::Drawn;
use super::setup::in_mask;
use super::strata::stratum;
use tierone_sampling::world::DecisionId;
use tierone_sampling::{Along, Draw, Taken};
use tierone_scenario::CheckId;
use tierone_stats::rng::Stream;

/// Tells all right decisions of a sample apart.
pub fn track(checks: &mut [Drawn], check: CheckId, caseload: &mut Caseload) {
    for stratum in 0..checks[check].sizes.len() {
        while sampled(&checks[check], stratum) > 0 {
            single_out(checks, check, stratum as u32, caseload);
        }
    }
}

/// Right decisions of a stratum that are in the sample and not tracked.
pub fn sampled(check: &Drawn, stratum: usize) -> u64 {
    check
        .draw
        .as_ref()
        .map_or(0, |draw| draw.anonymous_in(stratum))
}

/// Singles out one right decision of a check's sample, every one of the stratum alike, and settles
/// which other checks have drawn it.
pub(crate) fn single_out(
    checks: &mut [Drawn],
    check: CheckId,
    stratum: u32,
    caseload: &mut Caseload,
) -> usize {
    let mut stream = checks[check].stream.clone();
    let (index, asked) = add(checks, check, stratum, caseload, &mut stream);
    let this = &mut checks[check];
    this.stream = stream;
    let draw = this
        .draw
        .as_mut()
        .expect("a check is drawn before its sample is tracked");
    let taken = draw.identify(stratum as usize, &mut this.stream);
    settle(checks, &[(check, taken)], asked, index, caseload);
    index
}

/// Adds a right decision that can be in a check's sample, every one of the stratum alike, and says which checks were asked about it
/// already, a bit each. One that is left out after all is settled, and another one added.
fn add(
    checks: &mut [Drawn],
    check: CheckId,
    stratum: u32,
    caseload: &mut Caseload,
    stream: &mut Stream,
) -> (usize, u64) {
    let setup = checks[check].setup;
    loop {
        let (id, place, class) = pick(checks, check, stratum, caseload, stream);
        let index = caseload.add_right(id, place, class);
        for other in in_mask(setup.asked_first) {
            ask(checks, other, index, caseload);
        }
        if caseload.tracked[index].drawn & setup.excluded_by_size == 0 {
            return (index, setup.asked_first);
        }
        settle(checks, &[], setup.asked_first, index, caseload);
    }
}

/// Picks a right decision of a check's stratum that is not tracked, every one alike, and settles
/// into which classes of value it falls.
fn pick(
    checks: &mut [Drawn],
    check: usize,
    stratum: u32,
    caseload: &mut Caseload,
    stream: &mut Stream,
) -> (DecisionId, u32, u32) {
    let Some(sorter) = checks[check].setup.by_value else {
        let this = &mut checks[check];
        let (id, place) = pick_sampled((check, this), stratum, caseload, stream);
        if caseload.urn.is_empty() {
            return (id, place, 0);
        }
        let activity = caseload.population.activity(id.cell);
        let joint = caseload.urn.take(checks, activity, (id, place), stream);
        return (id, place, joint);
    };
    let Sought {
        activity,
        frames,
        joint,
    } = caseload.urn.take_of_class(sorter, stratum, stream);
    loop {
        // The view of such a check divides its frame by activity.
        let (id, place) =
            caseload.pick_right((check, &checks[check].view), activity as u32, stream);
        if caseload.urn.frames(checks, id, place) == frames {
            return (id, place, joint);
        }
    }
}

/// Picks a right decision of a check's sample that is not tracked, every one of the stratum alike.
fn pick_sampled(
    (check, this): (CheckId, &mut Drawn),
    stratum: u32,
    caseload: &mut Caseload,
    stream: &mut Stream,
) -> (DecisionId, u32) {
    let population = caseload.population;
    let view = &this.view;
    match this.draw.as_mut().and_then(|draw| draw.along.as_mut()) {
        Some(Along::Caseworkers(systematic)) => {
            caseload.pick_counted(|| Some(systematic.any(population, stream)))
        }
        Some(Along::Values(systematic)) => {
            let law = systematic.any(stream);
            loop {
                let (id, place) = caseload.pick_right((check, view), stratum, stream);
                if systematic.has_law(population.activity(id.cell), law) {
                    return (id, place);
                }
            }
        }
        None => caseload.pick_right((check, view), stratum, stream),
    }
}

/// Singles out one right decision of a recheck's sample: one of those that its first check passed.
pub(crate) fn single_out_recheck(
    checks: &mut [Drawn],
    check: CheckId,
    caseload: &mut Caseload,
) -> usize {
    let first = checks[check]
        .setup
        .rechecks
        .expect("only rechecks come here");
    // All that is drawn here is the recheck's own: the first check's stream must not depend on what
    // follows it.
    let mut stream = checks[check].stream.clone();
    let before = &checks[first];
    let mut at = stream.random_range(0..before.anonymous());
    let mut stratum = 0;
    while at >= sampled(before, stratum) {
        at -= sampled(before, stratum);
        stratum += 1;
    }
    let (index, asked) = add(checks, first, stratum as u32, caseload, &mut stream);
    let (before, rest) = checks.split_at_mut(check);
    let (before, this) = (&mut before[first], &mut rest[0]);
    this.stream = stream;
    let stream = &mut this.stream;
    let mut identify = |draw: &mut Option<Draw>, stratum| {
        let draw = draw
            .as_mut()
            .expect("both are drawn before results are tracked");
        draw.identify(stratum, stream)
    };
    let taken_again = identify(&mut this.draw, 0);
    let taken = identify(&mut before.draw, stratum);
    let known = [(first, taken), (check, taken_again)];
    settle(checks, &known, asked, index, caseload);
    index
}

/// Settles in which checks' samples a new decision is: `known` of some, `asked` of others already, a bit each, and now asked of the rest.
fn settle(
    checks: &mut [Drawn],
    known: &[(CheckId, Taken)],
    asked: u64,
    index: usize,
    caseload: &mut Caseload,
) {
    for (check, taken) in known {
        note(checks, *check, *taken, index, caseload);
    }
    let settled = known
        .iter()
        .fold(asked, |mask, (check, _)| mask | 1 << check);
    // Rechecks depend on their first check, which is therefore settled before.
    for rechecks in [false, true] {
        for check in 0..checks.len() {
            if checks[check].setup.rechecks.is_some() == rechecks && settled & 1 << check == 0 {
                ask(checks, check, index, caseload);
            }
        }
    }
}

/// Asks a check whether a new decision is in its sample.
fn ask(checks: &mut [Drawn], check: CheckId, index: usize, caseload: &mut Caseload) {
    if checks[check].draw.is_none() {
        return;
    }
    let Some(stratum) = stratum(checks, check, caseload, index) else {
        return;
    };
    let this = &mut checks[check];
    let draw = this.draw.as_mut().expect("looked at above");
    let tracked = &caseload.tracked[index];
    let known = (tracked.id, tracked.place);
    let stream = &mut this.stream;
    let taken = draw.ask_of(caseload.population, known, stratum as usize, stream);
    if let Some(taken) = taken {
        note(checks, check, taken, index, caseload);
    }
}

/// Notes down that a check has drawn a decision.
fn note(checks: &mut [Drawn], check: CheckId, taken: Taken, index: usize, caseload: &mut Caseload) {
    checks[check].taken.push((index as u32, taken));
    caseload.tracked[index].drawn |= 1 << check;
}
