//! Which decisions each check of a policy draws in a period.

use super::by_value::sort::sort;
use super::caseload::{Caseload, Tracked};
use super::drawn::Drawn;
use super::hours::{cut_to_hours, minutes_left, whole};
use super::remembering::{self, Remembered};
use super::setup::{CheckSetup, PolicySetup, Setup, in_mask};
use super::singling::track;
use super::strata::{stratum_among, stratum_in_view};
use tierone_sampling::world::DecisionId;
use tierone_sampling::{
    Asking, Draw, FrameView, History, Member, Select, Selecting, Strata, cut_evenly,
};
use tierone_scenario::{Activity, CheckId};
use tierone_stats::rng::{Address, Stream};
use tierone_stats::unequal::Weights;

/// Draws every check of a policy but its rechecks, which wait for results.
pub fn draw<'p, 's>(
    setup: &'p Setup<'s>,
    policy: &'p PolicySetup<'s>,
    remembered: &[Remembered],
    caseload: &mut Caseload,
    address: Address,
) -> Vec<Drawn<'p, 's>> {
    let mut checks: Vec<Drawn> = policy
        .checks
        .iter()
        .map(|check| prepare(setup, check, caseload, address))
        .collect();
    if policy.by_value {
        sort(setup, &mut checks, caseload);
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
            let of_check = checks[check].setup;
            if of_check.tracked || (of_check.shares && policy.counts_checks_once) {
                track(&mut checks, check, caseload);
            }
        }
    }
    checks
}

fn prepare<'p, 's>(
    setup: &Setup,
    check: &'p CheckSetup<'s>,
    caseload: &Caseload,
    address: Address,
) -> Drawn<'p, 's> {
    let stream = address.open(&check.purpose);
    let (view, strata) = if check.rechecks.is_some() {
        (FrameView::default(), Strata::default())
    } else {
        let expected = &setup.expected[caseload.period];
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
            setup.scenario.pools[pool].hours_for_checks(caseload.period) * 60.0
        }),
        draw: None,
        taken: Vec::new(),
        failed: Vec::new(),
        weights: Weights::default(),
    }
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
            let (tracked, stream) = (&caseload.tracked, &mut this.stream);
            if simple && view.is_of_each() {
                offer(draw, tracked, stream, |_, tracked| {
                    view.has_cell(tracked.id).then_some(tracked.place)
                })
            } else if simple {
                offer(draw, tracked, stream, |_, tracked| {
                    view.stratum(tracked.id, tracked.place)
                })
            } else {
                offer(draw, tracked, stream, |index, _| of(index))
            }
        }
        Select::By(way) => {
            let tracked = &caseload.tracked;
            let members = if simple {
                members(tracked, |_, tracked| {
                    view.stratum(tracked.id, tracked.place)
                })
            } else {
                members(tracked, |index, _| of(index))
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
        caseload.tracked[*index as usize].drawn |= 1 << check;
    }
}

/// Offers the tracked decisions of a frame to a draw, each in its stratum.
#[inline(never)]
fn offer(
    mut draw: Draw,
    tracked: &[Tracked],
    stream: &mut Stream,
    stratum: impl Fn(usize, &Tracked) -> Option<u32>,
) -> Draw {
    // A generator of one's own stays in registers.
    let mut own = stream.clone();
    for (index, tracked) in tracked.iter().enumerate() {
        if let Some(stratum) = stratum(index, tracked) {
            draw.offer(index as u32, stratum as usize, &mut own);
        }
    }
    *stream = own;
    draw
}

/// The tracked decisions of a frame.
#[inline(never)]
fn members(tracked: &[Tracked], stratum: impl Fn(usize, &Tracked) -> Option<u32>) -> Vec<Member> {
    let mut members = Vec::with_capacity(tracked.len());
    for (index, tracked) in tracked.iter().enumerate() {
        if let Some(stratum) = stratum(index, tracked) {
            members.push(Member {
                index: index as u32,
                id: tracked.id,
                place: tracked.place,
                stratum,
                risky: tracked.risky,
            });
        }
    }
    members
}

/// Takes the decisions of excluded samples out of the strata. Those that are not tracked are right, and all in the one stratum.
fn leave_out(checks: &mut [Drawn], check: CheckId, caseload: &Caseload) {
    let this = &mut checks[check];
    let setup = this.setup;
    for index in 0..caseload.tracked.len() {
        if caseload.tracked[index].drawn & setup.excluded != 0
            && let Some(stratum) = stratum_in_view(setup, &this.view, caseload, index)
        {
            this.strata.sizes[stratum as usize] -= 1;
        }
    }
    for other in in_mask(setup.excluded_by_size) {
        let right = checks[other].anonymous();
        checks[check].strata.sizes[0] -= right;
    }
    let this = &mut checks[check];
    for (asked, size) in this.sizes.iter_mut().zip(&this.strata.sizes) {
        *asked = (*asked).min(*size);
    }
}

/// Decisions that would be in a frame but for excluded samples, with their places.
fn left_out(setup: &CheckSetup, view: &FrameView, caseload: &Caseload) -> Vec<(DecisionId, u32)> {
    let excluded = |tracked: &&Tracked| tracked.drawn & setup.excluded != 0;
    let tracked = caseload.tracked.iter().filter(excluded);
    tracked
        .filter(|tracked| view.has(tracked.id, tracked.place))
        .map(|tracked| (tracked.id, tracked.place))
        .collect()
}

/// Draws a recheck from the results of its first check.
pub(crate) fn draw_recheck(
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
