//! Which decisions each check of a policy draws in a period.

use super::by_value;
use super::caseload::{Caseload, Told};
use super::hours::{Cut, cut_to_hours, minutes_left, whole};
use super::remembering::{self, Remembered};
use super::setup::{CheckSetup, PolicySetup, Setup};
use super::singling::tell_apart;
use tierone_sampling::world::DecisionId;
use tierone_sampling::{
    Asking, Draw, FrameView, History, Member, Select, Selecting, Strata, Taken, cut_evenly,
};
use tierone_scenario::{Activity, CheckId};
use tierone_stats::rng::{self, Moment, Stream};
use tierone_stats::unequal::Weights;

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
    /// The quota as written.
    pub quota: u64,
    /// Checks lost to the pool's hours.
    pub short_of_hours: u64,
    /// Minutes that the pool has in this period; infinite without a pool.
    pub pool_minutes: f64,
    /// How many it drew, by stratum.
    pub sizes: Vec<u64>,
    /// What hours cut it from, where they did.
    pub cut: Option<Cut>,
    /// The draw, once it is made.
    pub draw: Option<Draw>,
    /// Drawn decisions that are told apart, by their place in the caseload, rising.
    pub taken: Vec<(u32, Taken)>,
    /// Failed decisions, by their place in the caseload, rising.
    pub failed: Vec<u32>,
    /// What the checked decisions stand for, where each has a probability of its own and an estimate
    /// needs it.
    pub weights: Weights,
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

    /// Strata that could have been drawn and those that were, where strata are drawn themselves;
    /// else one of one.
    pub fn clusters(&self) -> (u64, u64) {
        if !matches!(self.setup.design.select(), Select::InClusters) {
            return (1, 1);
        }
        let some = |sizes: &[u64]| sizes.iter().filter(|size| **size > 0).count() as u64;
        (some(&self.strata.sizes), some(self.designed()))
    }

    /// How many strata each drawn one stands for.
    pub fn expansion(&self) -> f64 {
        let (frame, drawn) = self.clusters();
        frame as f64 / drawn.max(1) as f64
    }

    /// Decisions drawn that are right and not told apart.
    pub fn anonymous(&self) -> u64 {
        self.draw.as_ref().map_or(0, Draw::anonymous)
    }

    /// How a decision was drawn, if it was.
    pub fn taken(&self, index: usize) -> Option<Taken> {
        let at = self
            .taken
            .binary_search_by_key(&(index as u32), |(index, _)| *index);
        at.ok().map(|at| self.taken[at].1)
    }

    /// Whether a decision failed.
    pub fn has_failed(&self, index: usize) -> bool {
        self.failed.binary_search(&(index as u32)).is_ok()
    }
}

/// Draws every check of a policy but its rechecks, which wait for results.
pub fn draw<'p, 's>(
    setup: &'p Setup<'s>,
    policy: &'p PolicySetup<'s>,
    remembered: &[Remembered],
    caseload: &mut Caseload,
    address: (u64, u32, usize),
) -> Vec<Drawn<'p, 's>> {
    let mut checks: Vec<Drawn> = policy
        .checks
        .iter()
        .map(|check| prepare(setup, check, caseload, address))
        .collect();
    if policy.by_value {
        by_value::sort(setup, &mut checks, caseload, address.2);
    }
    for (check, remembered) in checks
        .iter_mut()
        .zip(remembered)
        .filter(|(check, _)| check.setup.rechecks.is_none())
    {
        let asking = Asking {
            strata: &check.strata,
            history: &remembered.history,
            seats: remembering::seats(check.setup, caseload.population),
        };
        let ask = check.setup.design.ask(&asking, &mut check.stream);
        check.quota = ask.quota;
        check.sizes = ask.sizes;
    }
    cut_to_hours(setup, &mut checks);
    for check in 0..checks.len() {
        if checks[check].setup.rechecks.is_none() {
            draw_one(&setup.scenario.activities, &mut checks, check, caseload);
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
    let stream = rng::open(seed, replication, &check.purpose, Moment::Period(period));
    let (view, strata) = if check.rechecks.is_some() {
        (FrameView::default(), Strata::default())
    } else {
        let expected = &setup.expected[period];
        let frame = &check.check.frame;
        FrameView::new(
            setup.scenario,
            caseload.population,
            frame,
            &check.stratify,
            expected,
        )
    };
    Drawn {
        setup: check,
        stream,
        view,
        strata,
        quota: 0,
        sizes: Vec::new(),
        cut: None,
        short_of_hours: 0,
        pool_minutes: check.check.checker.pool.map_or(f64::INFINITY, |pool| {
            setup.scenario.pools[pool].hours_for_checks(period) * 60.0
        }),
        draw: None,
        taken: Vec::new(),
        failed: Vec::new(),
        weights: Weights::default(),
    }
}

/// The stratum of a told decision in a check's frame.
pub fn stratum(checks: &[Drawn], check: CheckId, caseload: &Caseload, index: usize) -> Option<u32> {
    let this = &checks[check];
    stratum_among(checks, this.setup, &this.view, caseload, index)
}

/// The same, where the checks that come before are enough to tell.
fn stratum_among(
    before: &[Drawn],
    setup: &CheckSetup,
    view: &FrameView,
    caseload: &Caseload,
    index: usize,
) -> Option<u32> {
    let told = &caseload.told[index];
    if let Some(first) = setup.rechecks {
        let drawn = told.drawn & (1 << first) != 0;
        return drawn.then(|| u32::from(before[first].has_failed(index)));
    }
    if told.drawn & setup.excluded != 0 {
        return None;
    }
    stratum_in_view(setup, view, caseload, index)
}

/// The same, excluded or not.
pub fn stratum_in_view(
    setup: &CheckSetup,
    view: &FrameView,
    caseload: &Caseload,
    index: usize,
) -> Option<u32> {
    let told = &caseload.told[index];
    let stratum = view.stratum(told.id, told.place)?;
    Some(match setup.by_value {
        Some(sorter) => caseload.urn.class(sorter, caseload.classes[index]),
        None => stratum,
    })
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

fn draw_one(
    activities: &[Activity],
    checks: &mut [Drawn],
    check: CheckId,
    caseload: &mut Caseload,
) {
    if !checks[check].setup.check.excludes.is_empty() {
        leave_out(checks, check, caseload);
    }
    let (before, rest) = checks.split_at_mut(check);
    let this = &mut rest[0];
    let setup = this.setup;
    let view = &this.view;
    let of = |index: usize| stratum_among(before, setup, view, caseload, index);
    let simple =
        setup.rechecks.is_none() && setup.check.excludes.is_empty() && setup.by_value.is_none();
    // A loop of its own for each case: all are as long as there are errors.
    let mut draw = match setup.design.select() {
        Select::AtRandom | Select::InClusters => {
            let draw = Draw::of(&this.strata, &this.sizes);
            let (told, stream) = (&caseload.told, &mut this.stream);
            if simple && view.is_of_each() {
                offer(draw, told, stream, |_, told| {
                    view.has_half(told.id).then_some(told.place)
                })
            } else if simple {
                offer(draw, told, stream, |_, told| {
                    view.stratum(told.id, told.place)
                })
            } else {
                offer(draw, told, stream, |index, _| of(index))
            }
        }
        Select::By(way) => {
            let told = &caseload.told;
            let members = if simple {
                members(told, |_, told| view.stratum(told.id, told.place))
            } else {
                members(told, |index, _| of(index))
            };
            let left_out = left_out(setup, view, caseload);
            let selecting = Selecting {
                strata: &this.strata,
                sizes: &this.sizes,
                members: &members,
                left_out: &left_out,
                population: caseload.population,
                view,
                values: &caseload.values,
                activities,
            };
            way.take(&selecting, &mut this.stream)
        }
    };
    this.taken = std::mem::take(&mut draw.taken);
    this.draw = Some(draw);
    for (index, _) in &this.taken {
        caseload.told[*index as usize].drawn |= 1 << check;
    }
}

/// Offers the told decisions of a frame to a draw, each in its stratum.
#[inline(never)]
fn offer(
    mut draw: Draw,
    told: &[Told],
    stream: &mut Stream,
    stratum: impl Fn(usize, &Told) -> Option<u32>,
) -> Draw {
    // A generator of one's own stays in registers.
    let mut own = stream.clone();
    for (index, told) in told.iter().enumerate() {
        if let Some(stratum) = stratum(index, told) {
            draw.offer(index as u32, stratum as usize, &mut own);
        }
    }
    *stream = own;
    draw
}

/// The told decisions of a frame.
#[inline(never)]
fn members(told: &[Told], stratum: impl Fn(usize, &Told) -> Option<u32>) -> Vec<Member> {
    let mut members = Vec::with_capacity(told.len());
    for (index, told) in told.iter().enumerate() {
        if let Some(stratum) = stratum(index, told) {
            members.push(Member {
                index: index as u32,
                id: told.id,
                place: told.place,
                stratum,
                risky: told.risky,
            });
        }
    }
    members
}

/// Takes the decisions of excluded samples out of the strata.
fn leave_out(checks: &mut [Drawn], check: CheckId, caseload: &Caseload) {
    for index in 0..caseload.told.len() {
        let this = &checks[check];
        if stratum(checks, check, caseload, index).is_none()
            && let Some(stratum) = stratum_in_view(this.setup, &this.view, caseload, index)
        {
            checks[check].strata.sizes[stratum as usize] -= 1;
        }
    }
    let this = &mut checks[check];
    for (asked, size) in this.sizes.iter_mut().zip(&this.strata.sizes) {
        *asked = (*asked).min(*size);
    }
}

/// Decisions that would be in a frame but for excluded samples, with their places.
fn left_out(setup: &CheckSetup, view: &FrameView, caseload: &Caseload) -> Vec<(DecisionId, u32)> {
    let excluded = |told: &&Told| told.drawn & setup.excluded != 0;
    let told = caseload.told.iter().filter(excluded);
    told.filter(|told| view.stratum(told.id, told.place).is_some())
        .map(|told| (told.id, told.place))
        .collect()
}

/// Draws a recheck from the results of its first check.
pub fn draw_recheck(
    activities: &[Activity],
    checks: &mut [Drawn],
    check: CheckId,
    caseload: &mut Caseload,
) {
    let first = checks[check]
        .setup
        .rechecks
        .expect("only rechecks come here");
    let fails = checks[first].failed.len() as u64;
    let left = minutes_left(checks, check);
    let passes = checks[first].drawn() - fails;
    let this = &mut checks[check];
    this.strata = Strata {
        sizes: vec![passes, fails],
        ..Strata::default()
    };
    let asking = Asking {
        strata: &this.strata,
        history: &History::Nothing,
        seats: &[],
    };
    let ask = this.setup.design.ask(&asking, &mut this.stream);
    this.quota = ask.quota;
    this.sizes = ask.sizes;
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
    draw_one(activities, checks, check, caseload);
}
