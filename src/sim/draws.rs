//! Which decisions each check of a policy draws in a period.

use rand::RngExt;

use super::caseload::Caseload;
use super::setup::{CheckSetup, PolicySetup, Setup};
use crate::rng::{self, Moment, Stream};
use crate::sampling::{Ask, Draw, FrameView, Member, Strata, Taken, cut_evenly};
use crate::scenario::CheckId;

/// Whether a decision that is told apart is in a check's sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not in the check's frame.
    Outside,
    /// In the frame, not drawn.
    NotDrawn,
    /// Drawn.
    Drawn(Taken),
}

/// One check in one period.
#[derive(Debug)]
pub struct Drawn<'p, 's> {
    /// The check.
    pub setup: &'p CheckSetup<'s>,
    /// Its stream for this period.
    pub stream: Stream,
    /// Its frame; empty for a recheck.
    pub view: FrameView,
    /// Its strata.
    pub strata: Strata,
    /// What it asked for.
    pub ask: Ask,
    /// Checks lost to the pool's hours.
    pub short_of_hours: u64,
    /// How many it drew, by stratum.
    pub sizes: Vec<u64>,
    /// The draw, once it is made.
    pub draw: Option<Draw>,
    /// Whether each decision told apart is drawn, by its place in the caseload.
    pub status: Vec<Status>,
    /// Whether each decision told apart failed, by its place in the caseload.
    pub failed: Vec<bool>,
}

impl Drawn<'_, '_> {
    /// Decisions drawn.
    pub fn drawn(&self) -> u64 {
        self.sizes.iter().sum()
    }

    /// Decisions drawn at random with known probability, by stratum.
    pub fn designed(&self) -> &[u64] {
        let designed = self.draw.as_ref().and_then(|draw| draw.designed.as_deref());
        designed.unwrap_or(&self.sizes)
    }

    /// Decisions drawn that are right and not told apart.
    pub fn anonymous(&self) -> u64 {
        self.draw.as_ref().map_or(0, Draw::anonymous)
    }

    /// Whether a decision was drawn.
    pub fn has(&self, index: usize) -> bool {
        matches!(self.status[index], Status::Drawn(_))
    }
}

/// Draws every check of a policy but its rechecks, which wait for results.
pub fn draw<'p, 's>(
    setup: &'p Setup<'s>,
    policy: &'p PolicySetup<'s>,
    caseload: &mut Caseload,
    address: (u64, u32, usize),
) -> Vec<Drawn<'p, 's>> {
    let mut checks: Vec<Drawn> = policy
        .checks
        .iter()
        .map(|check| prepare(setup, check, caseload, address))
        .collect();
    cut_to_hours(setup, &mut checks);
    for check in 0..checks.len() {
        if checks[check].setup.rechecks.is_none() {
            draw_one(&mut checks, check, caseload);
            if checks[check].setup.told_apart {
                tell_apart(&mut checks, check, caseload);
            }
        }
    }
    checks
}

fn prepare<'p, 's>(
    setup: &Setup,
    check: &'p CheckSetup<'s>,
    caseload: &Caseload,
    (seed, replication, period): (u64, u32, usize),
) -> Drawn<'p, 's> {
    let mut stream = rng::open(seed, replication, &check.purpose, Moment::Period(period));
    let (view, strata, ask) = if check.rechecks.is_some() {
        (FrameView::default(), Strata::default(), Ask::default())
    } else {
        let expected = &setup.expected[period];
        let frame = &check.check.frame;
        let (view, strata) = FrameView::new(
            setup.scenario,
            caseload.population,
            frame,
            &check.stratify,
            expected,
        );
        let ask = (check.method.ask)(&check.check.sample, &strata, &mut stream);
        (view, strata, ask)
    };
    Drawn {
        setup: check,
        stream,
        view,
        strata,
        sizes: ask.sizes.clone(),
        ask,
        short_of_hours: 0,
        draw: None,
        status: Vec::new(),
        failed: Vec::new(),
    }
}

/// Where the asks of a pool exceed its hours, every ask is multiplied by one factor. Rechecks are
/// served afterwards from what is left.
fn cut_to_hours(setup: &Setup, checks: &mut [Drawn]) {
    for (pool, staffed) in setup.scenario.pools.iter().enumerate() {
        let uses = |check: &Drawn| {
            check.setup.check.checker.pool == Some(pool) && check.setup.check.checker.minutes > 0.0
        };
        let needed: f64 = checks
            .iter()
            .filter(|check| uses(check))
            .map(|check| check.drawn() as f64 * check.setup.check.checker.minutes)
            .sum();
        let minutes = staffed.hours * 60.0;
        if needed <= minutes {
            continue;
        }
        for check in checks.iter_mut().filter(|check| uses(check)) {
            let asked = check.drawn();
            let total = whole(asked as f64 * minutes / needed);
            check.sizes = cut_evenly(&check.sizes, total, &mut check.stream);
            check.short_of_hours = asked - check.drawn();
        }
    }
}

/// The whole number at or below a quotient that rounding may have left a hair too low.
fn whole(quotient: f64) -> u64 {
    (quotient * (1.0 + 1e-12)).floor() as u64
}

/// Minutes of a check's pool that no other check has used; infinite without a pool.
fn minutes_left(setup: &Setup, checks: &[Drawn], check: CheckId) -> f64 {
    let Some(pool) = checks[check].setup.check.checker.pool else {
        return f64::INFINITY;
    };
    let used: f64 = checks
        .iter()
        .filter(|other| other.draw.is_some() && other.setup.check.checker.pool == Some(pool))
        .map(|other| other.drawn() as f64 * other.setup.check.checker.minutes)
        .sum();
    setup.scenario.pools[pool].hours * 60.0 - used
}

/// The stratum of a told decision in a check's frame.
fn stratum(checks: &[Drawn], check: CheckId, caseload: &Caseload, index: usize) -> Option<u32> {
    if let Some(first) = checks[check].setup.rechecks {
        return checks[first]
            .has(index)
            .then(|| u32::from(checks[first].failed[index]));
    }
    let excluded = &checks[check].setup.check.excludes;
    if excluded.iter().any(|other| checks[*other].has(index)) {
        return None;
    }
    let told = caseload.told[index];
    checks[check].view.stratum(told.id, told.place)
}

/// The stratum of a decision in the frame that an estimate of the check speaks of.
pub fn frame_stratum(
    checks: &[Drawn],
    check: CheckId,
    caseload: &Caseload,
    index: usize,
) -> Option<u32> {
    stratum(
        checks,
        checks[check].setup.rechecks.unwrap_or(check),
        caseload,
        index,
    )
}

fn draw_one(checks: &mut [Drawn], check: CheckId, caseload: &Caseload) {
    let strata: Vec<Option<u32>> = (0..caseload.told.len())
        .map(|index| stratum(checks, check, caseload, index))
        .collect();
    let excludes = !checks[check].setup.check.excludes.is_empty();
    if excludes {
        leave_out(&mut checks[check], caseload, &strata);
    }
    let members: Vec<Member> = strata
        .iter()
        .enumerate()
        .filter_map(|(index, stratum)| {
            stratum.map(|stratum| Member {
                stratum,
                risky: is_risky(caseload, index),
            })
        })
        .collect();
    let this = &mut checks[check];
    let sample = &this.setup.check.sample;
    let draw = (this.setup.method.select)(
        sample,
        &this.strata,
        &this.sizes,
        &members,
        &mut this.stream,
    );
    let mut taken = draw.members.iter();
    this.status = strata
        .iter()
        .map(|stratum| match stratum.and_then(|_| taken.next()) {
            None => Status::Outside,
            Some(Taken::No) => Status::NotDrawn,
            Some(taken) => Status::Drawn(*taken),
        })
        .collect();
    this.failed = vec![false; this.status.len()];
    this.draw = Some(draw);
}

/// Takes the decisions of excluded samples out of the strata.
fn leave_out(check: &mut Drawn, caseload: &Caseload, strata: &[Option<u32>]) {
    for (index, stratum) in strata.iter().enumerate() {
        let told = caseload.told[index];
        if stratum.is_none()
            && let Some(stratum) = check.view.stratum(told.id, told.place)
        {
            check.strata.sizes[stratum as usize] -= 1;
        }
    }
    for (asked, size) in check.sizes.iter_mut().zip(&check.strata.sizes) {
        *asked = (*asked).min(*size);
    }
}

/// Whether a decision has an error that a risk score sees: in an accuracy or monetary attribute.
fn is_risky(caseload: &Caseload, index: usize) -> bool {
    caseload.errors_of(index).iter().any(|error| error.risky)
}

/// Tells all right decisions of a sample apart.
fn tell_apart(checks: &mut [Drawn], check: CheckId, caseload: &mut Caseload) {
    for stratum in 0..checks[check].sizes.len() {
        while sampled(&checks[check], stratum) > 0 {
            single_out(checks, check, stratum as u32, caseload);
        }
    }
}

/// Right decisions of a stratum that are in the sample and not told apart.
pub fn sampled(check: &Drawn, stratum: usize) -> u64 {
    check
        .draw
        .as_ref()
        .map_or(0, |draw| draw.anonymous_in(stratum))
}

/// Singles out one right decision of a check's sample, every one of the stratum alike, and settles
/// which other checks have drawn it.
pub fn single_out(
    checks: &mut [Drawn],
    check: CheckId,
    stratum: u32,
    caseload: &mut Caseload,
) -> usize {
    let this = &mut checks[check];
    let (id, place) = caseload.pick_right(&this.view, stratum, &mut this.stream);
    let index = caseload.add_right(id, place);
    let draw = this
        .draw
        .as_mut()
        .expect("a check is drawn before its sample is told apart");
    let taken = draw.identify(stratum as usize, &mut this.stream);
    settle(checks, &[(check, Status::Drawn(taken))], index, caseload);
    index
}

/// Singles out one right decision of a recheck's sample: one of those that its first check passed.
pub fn single_out_recheck(checks: &mut [Drawn], check: CheckId, caseload: &mut Caseload) -> usize {
    let first = checks[check]
        .setup
        .rechecks
        .expect("only rechecks come here");
    let mut at = checks[check]
        .stream
        .random_range(0..checks[first].anonymous());
    let mut stratum = 0;
    while at >= sampled(&checks[first], stratum) {
        at -= sampled(&checks[first], stratum);
        stratum += 1;
    }
    // The pick is the recheck's own: the first check's stream must not depend on what follows.
    let (id, place) = {
        let view = &checks[first].view;
        let mut stream = checks[check].stream.clone();
        let picked = caseload.pick_right(view, stratum as u32, &mut stream);
        checks[check].stream = stream;
        picked
    };
    let index = caseload.add_right(id, place);
    let this = &mut checks[check];
    let draw = this
        .draw
        .as_mut()
        .expect("a recheck is drawn before its sample is told apart");
    let taken_again = draw.identify(0, &mut this.stream);
    let mut stream = this.stream.clone();
    let draw = checks[first]
        .draw
        .as_mut()
        .expect("the first check is drawn");
    let taken = draw.identify(stratum, &mut stream);
    checks[check].stream = stream;
    let known = [
        (first, Status::Drawn(taken)),
        (check, Status::Drawn(taken_again)),
    ];
    settle(checks, &known, index, caseload);
    index
}

/// Settles a new decision's status in every check: `known` in some, asked of the others.
fn settle(checks: &mut [Drawn], known: &[(CheckId, Status)], index: usize, caseload: &Caseload) {
    // Rechecks look at the first check's status, which therefore comes first.
    let order = (0..checks.len()).filter(|c| checks[*c].setup.rechecks.is_none());
    let rechecks = (0..checks.len()).filter(|c| checks[*c].setup.rechecks.is_some());
    let order: Vec<CheckId> = order.chain(rechecks).collect();
    for check in &order {
        checks[*check].failed.resize(index + 1, false);
        checks[*check].status.resize(index + 1, Status::Outside);
    }
    for (check, status) in known {
        checks[*check].status[index] = *status;
    }
    for check in order {
        if known.iter().any(|(known, _)| *known == check) {
            continue;
        }
        let Some(stratum) = stratum(checks, check, caseload, index) else {
            continue;
        };
        let this = &mut checks[check];
        let Some(draw) = &mut this.draw else { continue };
        this.status[index] = match draw.ask(stratum as usize, &mut this.stream) {
            Taken::No => Status::NotDrawn,
            taken => Status::Drawn(taken),
        };
    }
}

/// Draws a recheck from the results of its first check.
pub fn draw_recheck(setup: &Setup, checks: &mut [Drawn], check: CheckId, caseload: &Caseload) {
    let first = checks[check]
        .setup
        .rechecks
        .expect("only rechecks come here");
    let fails = checks[first]
        .failed
        .iter()
        .filter(|failed| **failed)
        .count() as u64;
    let left = minutes_left(setup, checks, check);
    let passes = checks[first].drawn() - fails;
    let this = &mut checks[check];
    this.strata = Strata {
        sizes: vec![passes, fails],
        ..Strata::default()
    };
    this.ask = (this.setup.method.ask)(&this.setup.check.sample, &this.strata, &mut this.stream);
    this.sizes = this.ask.sizes.clone();
    let minutes = this.setup.check.checker.minutes;
    let asked = this.drawn();
    if asked as f64 * minutes > left {
        this.sizes = cut_evenly(
            &this.sizes,
            whole(left.max(0.0) / minutes),
            &mut this.stream,
        );
        this.short_of_hours = asked - this.drawn();
    }
    draw_one(checks, check, caseload);
}
