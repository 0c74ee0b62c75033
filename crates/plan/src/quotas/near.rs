//! Which policies come nearest where aims cannot be met together, and which aims no quotas reach.
//!
//! What may be spent is kept to wherever that can be. Of the policies that do so the worst missed aim is missed least; of those as near as
//! that to within chance the next worst, and so on. What is left is equal, and the best of it by the objective is the nearest.

use super::candidate::{BLOCK, FIRST};
use super::figures::{Aimed, Quantity};
use super::search::Found;
use super::worlds::Worlds;
use tierone_engine::study::BEYOND_CHANCE;
use tierone_stats::monte_carlo::summarise;

/// By how many tolerances a policy misses an aim.
type Miss = dyn Fn(&Worlds, usize, &Aimed) -> f64;

/// The policies of which the first worlds leave open whether they come nearest, by their numbers: of those that were selected from. The
/// others are too far for certain, or were only on the way.
pub(crate) fn open(worlds: &mut Worlds, aims: &[Aimed], found: &Found) -> Vec<usize> {
    let places = found.selected_from.iter();
    let all = places.map(|place| found.candidates[*place].number);
    worlds.shown = FIRST * BLOCK;
    let open = near(worlds, aims, found, all.collect(), &at_the_limit);
    worlds.shown = usize::MAX;
    open
}

/// Of those the nearest, by so many worlds of each: the best by the objective first.
pub(crate) fn nearest(
    worlds: &mut Worlds,
    (aims, found): (&[Aimed], &Found),
    open: Vec<usize>,
    count: usize,
) -> Vec<usize> {
    worlds.shown = count;
    let mut near = near(worlds, aims, found, open, &missed);
    let objective = |number: &usize| worlds.objective(*number);
    near.sort_by(|a, b| objective(a).total_cmp(&objective(b)));
    worlds.shown = usize::MAX;
    near
}

fn near(worlds: &Worlds, aims: &[Aimed], found: &Found, of: Vec<usize>, miss: &Miss) -> Vec<usize> {
    let in_reach = |aim: &&Aimed| !found.out_of_reach.contains(&aim.key);
    let in_reach = aims.iter().filter(in_reach);
    let (spent, given): (Vec<&Aimed>, Vec<&Aimed>) = in_reach.partition(|aim| is_spent(aim.figure));
    let mut left = of;
    for mut aims in [spent, given] {
        while !aims.is_empty() {
            let (near, worst) = least_missed(worlds, &aims, left, miss);
            left = near;
            let Some(worst) = worst else {
                break;
            };
            aims.retain(|aim| aim.key != worst.key);
        }
    }
    left
}

/// Whether it is what checking takes, of which there is no more than there is.
fn is_spent(figure: Quantity) -> bool {
    matches!(
        figure,
        Quantity::Hours | Quantity::HoursOf(_) | Quantity::Cost | Quantity::QuotaDone
    )
}

/// By how many tolerances a policy misses an aim.
pub(crate) fn missed(worlds: &Worlds, number: usize, aim: &Aimed) -> f64 {
    worlds.beyond(number, aim).max(0.0)
}

/// The same, where what chance may have put beyond the limit is not.
fn at_the_limit(worlds: &Worlds, number: usize, aim: &Aimed) -> f64 {
    let summary = worlds.summary(number, aim.figure);
    let error = summary.and_then(|summary| summary.mcse);
    let chance = error.map_or(0.0, |error| BEYOND_CHANCE * error / aim.tolerance);
    let by = missed(worlds, number, aim);
    if by <= chance { 0.0 } else { by }
}

/// Those of some policies that miss none of these aims; or else those that miss the worst of them by no more than the one that misses
/// it least, and chance, and which aim that is.
pub(crate) fn least_missed<'a>(
    worlds: &Worlds,
    aims: &[&'a Aimed],
    of: Vec<usize>,
    miss: &Miss,
) -> (Vec<usize>, Option<&'a Aimed>) {
    let worst = |number: usize| {
        let each = aims.iter().map(|aim| (miss(worlds, number, aim), *aim));
        each.max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(by, _)| *by > 0.0)
    };
    let by = |number: &usize| worst(*number).map_or(0.0, |(by, _)| by);
    let Some(least) = of.iter().copied().min_by(|a, b| by(a).total_cmp(&by(b))) else {
        return (of, None);
    };
    let Some((least_by, its_worst)) = worst(least) else {
        let none = of.into_iter().filter(|number| by(number) == 0.0);
        return (none.collect(), None);
    };
    let as_near = |number: &usize| {
        aims.iter().all(|aim| {
            let by = miss(worlds, *number, aim);
            by <= least_by || {
                let (own, its) = (
                    by_world(worlds, *number, aim),
                    by_world(worlds, least, its_worst),
                );
                let apart = own.into_iter().zip(its).map(|(own, its)| Some(own? - its?));
                let apart = summarise(&apart.collect::<Vec<_>>());
                let error = apart.and_then(|apart| Some((apart.mean, apart.mcse?)));
                error.is_some_and(|(mean, error)| mean <= BEYOND_CHANCE * error)
            }
        })
    };
    (of.into_iter().filter(as_near).collect(), Some(its_worst))
}

/// By how many tolerances an aim is missed in each world, below nothing where it is kept.
fn by_world(worlds: &Worlds, number: usize, aim: &Aimed) -> Vec<Option<f64>> {
    let mut values = worlds.values(number, aim.figure);
    values.truncate(worlds.counted(number));
    let beyond = |value: Option<f64>| Some(aim.beyond(value?) / aim.tolerance);
    values.into_iter().map(beyond).collect()
}

/// The keys of aims to show what is so in too few worlds, whatever the quotas: no sample shows it more often, but by luck. By the
/// first worlds, which every candidate has.
pub(crate) fn out_of_reach(worlds: &mut Worlds, aims: &[Aimed], found: &Found) -> Vec<String> {
    worlds.shown = FIRST * BLOCK;
    let is_out = |aim: &&Aimed| {
        let mut numbers = found.candidates.iter().map(|candidate| candidate.number);
        aim.shown_truth().is_some()
            && numbers.all(|number| {
                let so = summarise(&is_so(worlds, number, aim));
                let often = so.and_then(|so| Some(so.mean + BEYOND_CHANCE * so.mcse?));
                often.is_some_and(|often| often < aim.limit)
            })
    };
    let out = aims.iter().filter(is_out);
    let out = out.map(|aim| aim.key.clone()).collect();
    worlds.shown = usize::MAX;
    out
}

/// Of an aim to show something, 100 in each world in which it is so under a policy, else 0.
pub(crate) fn is_so(worlds: &Worlds, number: usize, aim: &Aimed) -> Vec<Option<f64>> {
    let Some(truth) = aim.shown_truth() else {
        return Vec::new();
    };
    let is_so = |value: f64| match aim.figure {
        Quantity::Shown { accuracy, .. } => value > 100.0 * accuracy,
        Quantity::MveShown { mve, .. } => value < 100.0 * mve,
        _ => false,
    };
    let mut values = worlds.values(number, truth);
    values.truncate(worlds.counted(number));
    let so = |value: Option<f64>| Some(if is_so(value?) { 100.0 } else { 0.0 });
    values.into_iter().map(so).collect()
}
