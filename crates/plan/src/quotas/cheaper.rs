//! What makes the choice on a large grid certain: every policy that would take fewer hours is ruled out.
//!
//! Fewer checks are taken to give no more: where a policy misses something that checks are for, one that makes no more of any of
//! them misses it too. So only the largest of the policies that take fewer hours have to be ruled out: by what their quotas say
//! alone, by closed forms where they miss by far more than closed forms were off where both are known, or by simulation.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{BLOCK, Candidate, FIRST};
use super::closed_forms::is_width;
use super::figures::{Aimed, Quantity, is_known, objective};
use super::formula::{Asked, Formula};
use super::rows::Certificate;
use super::space::{LeftOut, Point, Space};
use super::surface::Surface;
use super::worlds::Worlds;
use tierone_scenario::{Varied, WHOLE_SAMPLE};
use tierone_stats::planning::{Constrained, Standing};

/// Lines of a grid at most that are followed to where policies take too many hours.
const LINES: u64 = 2_000;

/// Of so many parts of the worlds that all policies of the grid would have taken, one at most is spent.
const PART: u64 = 10;

/// Closed forms rule out what misses an aim by so many times the root mean square of what they were off by.
const FAR: f64 = 5.0;

/// The most promising, which are simulated before the others: one that meets every aim spares the rest.
const PROMISING: usize = 6;

/// What was selected from, by places among the candidates.
pub(super) struct Selected<'s> {
    pub candidates: &'s [Candidate],
    pub places: &'s [usize],
    pub selection: &'s Constrained,
}

impl Selected<'_> {
    /// What was selected from: those first that were there before it was asked what is cheaper.
    pub fn all(&self) -> impl Iterator<Item = &Candidate> {
        self.places.iter().map(|place| &self.candidates[*place])
    }

    fn standing(&self, point: &Point) -> Option<(Standing, usize)> {
        let at = |place: &usize| self.candidates[*place].point == *point;
        let at = self.places.iter().position(at)?;
        let number = self.candidates[self.places[at]].number;
        Some((self.selection.standings[at], number))
    }
}

/// What is to be done next.
pub(super) enum Next {
    /// Everything is ruled out.
    Done(Certificate),
    /// These have to be simulated.
    Simulate(Vec<Point>),
    /// It cannot be done, or would take too much.
    Open,
}

/// By what a policy is ruled out, and with it those that make no more checks of any kind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Out {
    Quotas,
    Formula,
    Simulation,
}

/// Whether closed forms may know the objective, and more checks give no less. Work that waits presses on people: more checks may
/// then mean more errors.
pub(super) fn may_be_known(space: &Space) -> bool {
    objective(space.plan) == Quantity::Hours && space.scenario.demand.is_none()
}

/// What is still to be ruled out before nothing can take fewer hours than the best of those selected from.
pub(super) fn next(
    space: &Space,
    worlds: &Worlds,
    (aims, zone): (&[Aimed], f64),
    selected: &Selected,
    asked: &mut Asked,
) -> Next {
    let best = selected.selection.best.map(|at| selected.places[at]);
    let (Some(best), Some(grid)) = (best, space.points()) else {
        return Next::Open;
    };
    if !may_be_known(space) || !selected.selection.is_decided {
        return Next::Open;
    }
    let Some(hours) = hours_of_best((space, &mut *asked), worlds, zone, (selected, best)) else {
        return Next::Open;
    };
    // Half of it for what closed forms may be off.
    let Some((largest, cheaper)) = largest((space, &mut *asked), hours - 0.5 * zone) else {
        return Next::Open;
    };
    let formula = Formula::measured((space, &mut *asked), worlds, aims, selected.all());
    let mut out: Vec<(Point, Out)> = Vec::new();
    let mut open = Vec::new();
    let (mut seen, mut work) = (BTreeSet::new(), largest);
    while !work.is_empty() {
        work.retain(|point| seen.insert(point.clone()));
        let beyond = formula.beyond((space, &mut *asked), aims, &work);
        let mut below = Vec::new();
        for (point, beyond) in std::mem::take(&mut work).into_iter().zip(beyond) {
            match ruled_out(space, worlds, aims, selected, &point) {
                Some(Some(how)) => out.push((point, how)),
                Some(None) => below.extend(one_less(space, &point)),
                None if beyond > FAR => out.push((point, Out::Formula)),
                None => open.push((beyond, point)),
            }
        }
        work = below;
    }
    let covers = |by: &Point, point: &Point| {
        let each = space.varied().iter().zip(by.iter().zip(point));
        let mut each = each.map(|(v, (by, at))| if is_rising(v) { at <= by } else { at == by });
        each.all(|is| is)
    };
    open.retain(|(_, point)| !out.iter().any(|(by, _)| covers(by, point)));
    let count = |how: Out| out.iter().filter(|(_, by)| *by == how).count() as u64;
    if open.is_empty() {
        return Next::Done(Certificate {
            cheaper,
            by_quotas: count(Out::Quotas),
            by_formula: count(Out::Formula),
            by_simulation: count(Out::Simulation),
            formula_off: formula.off,
        });
    }
    open.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let mut open: Vec<Point> = open.into_iter().map(|(_, point)| point).collect();
    let knows_all = aims
        .iter()
        .all(|aim| is_width(aim) || aim.figure == Quantity::Hours);
    if knows_all && formula.is_known() && count(Out::Simulation) == 0 {
        open.truncate(PROMISING);
    }
    if !knows_all {
        let hours = hours - 0.5 * zone;
        let promising = promising(
            (space, asked),
            worlds,
            aims,
            (selected, best),
            (hours, zone),
        );
        open = promising.filter(|some| !some.is_empty()).unwrap_or(open);
    }
    let first = (FIRST * BLOCK) as u64;
    let after = worlds.spent() + first * open.len() as u64;
    match after > grid.saturating_mul(first) / PART {
        true => Next::Open,
        false => Next::Simulate(open),
    }
}

/// Those not yet selected from of the policies of the fewest hours that should meet every aim, by the response surface of all that
/// were simulated: a few. None where it is not known, or where none of so many hours should.
fn promising(
    (space, asked): (&Space, &mut Asked),
    worlds: &Worlds,
    aims: &[Aimed],
    (selected, best): (&Selected, usize),
    (hours, zone): (f64, f64),
) -> Option<Vec<Point>> {
    let from = &selected.candidates[best];
    let surface = Surface::fitted(space, worlds, aims, selected.candidates, from)?;
    let of_fewest = fewest_hours((space, asked), (&surface, from), (hours, zone))?;
    let new = of_fewest.into_iter();
    let new = new.filter(|point| selected.standing(point).is_none());
    Some(new.take(PROMISING).collect())
}

/// Of the points that should meet every aim by a response surface, those of the fewest hours, to a quarter of what matters; those
/// furthest within the limits first. None where closed forms do not know the hours; nothing where none of so many hours should.
pub(super) fn fewest_hours(
    (space, asked): (&Space, &mut Asked),
    (surface, from): (&Surface, &Candidate),
    (most, zone): (f64, f64),
) -> Option<Vec<Point>> {
    let mut good = |hours: f64| -> Option<Vec<(f64, Point)>> {
        let (points, _) = largest((space, &mut *asked), hours)?;
        let beyond = |point: Point| (surface.beyond(space, &point, &from.point), point);
        let mut good: Vec<(f64, Point)> = points.into_iter().map(beyond).collect();
        good.retain(|(beyond, _)| *beyond <= 0.0);
        good.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        Some(good)
    };
    let mut of_fewest = good(most)?;
    let (mut low, mut high) = (0.0, most);
    while high - low > 0.25 * zone {
        let middle = 0.5 * (low + high);
        let good = good(middle)?;
        if good.is_empty() {
            low = middle;
        } else {
            (high, of_fewest) = (middle, good);
        }
    }
    Some(of_fewest.into_iter().map(|(_, point)| point).collect())
}

/// How a policy is out; the inner none where it is, but those that make fewer checks may not be; none where it is not.
fn ruled_out(
    space: &Space,
    worlds: &Worlds,
    aims: &[Aimed],
    selected: &Selected,
    point: &Point,
) -> Option<Option<Out>> {
    if let Some((standing, number)) = selected.standing(point) {
        // What is in the way may be the hours that its other checks take.
        let takes_too_much = worlds.missed(number, aims);
        let takes_too_much = takes_too_much.iter().any(|(aim, _)| !is_bought(aim.figure));
        let is_out = match standing {
            Standing::Breaks(limit) => is_bought(aims[limit].figure),
            Standing::NoFigure => true,
            Standing::Left | Standing::WorseThan(_) => false,
        };
        return Some((is_out && !takes_too_much).then_some(Out::Simulation));
    }
    match space.policy(point) {
        Err(LeftOut::PerCaseworker) => Some(Some(Out::Quotas)),
        Err(_) => Some(None),
        Ok(policy) => {
            let check = |aim: &Aimed| match aim.figure {
                Quantity::AccuracyHalfWidth(check) | Quantity::MveHalfWidth(check) => Some(check),
                Quantity::Shown { check, .. } | Quantity::MveShown { check, .. } => Some(check),
                _ => None,
            };
            let mut checks = aims.iter().filter_map(check);
            let nothing_known = checks.any(|check| !is_known(&policy, check));
            nothing_known.then_some(Some(Out::Quotas))
        }
    }
}

/// Whether it is what checks are for: more of them give no less.
fn is_bought(figure: Quantity) -> bool {
    match figure {
        Quantity::AccuracyHalfWidth(_)
        | Quantity::MveHalfWidth(_)
        | Quantity::Shown { .. }
        | Quantity::MveShown { .. }
        | Quantity::Accuracy
        | Quantity::Mve
        | Quantity::PoorPerformersFound
        | Quantity::ErrorsFound => true,
        Quantity::Hours
        | Quantity::HoursOf(_)
        | Quantity::Cost
        | Quantity::HeadOfWork
        | Quantity::AccuracyBias(_)
        | Quantity::AccuracyInFrame(_)
        | Quantity::MveInFrame(_)
        | Quantity::QuotaDone => false,
    }
}

/// Whether its larger values mean more checks.
fn is_rising(varied: &Varied) -> bool {
    varied.key != WHOLE_SAMPLE && varied.key != "random_share"
}

/// The points with one step less of one thing.
fn one_less<'p>(space: &'p Space, point: &'p Point) -> impl Iterator<Item = Point> + 'p {
    let axes = space.varied().iter().enumerate();
    axes.filter_map(|(axis, varied)| {
        let less = point[axis].checked_sub(1).filter(|_| is_rising(varied))?;
        let mut point = point.clone();
        point[axis] = less;
        Some(point)
    })
}

/// The hours of the best by closed forms; none where they do not know those of all that were selected from to within half of what
/// matters, and chance.
fn hours_of_best(
    (space, asked): (&Space, &mut Asked),
    worlds: &Worlds,
    zone: f64,
    (selected, best): (&Selected, usize),
) -> Option<f64> {
    let of = |place: &usize| selected.candidates[*place].point.clone();
    let points: Vec<Point> = selected.places.iter().map(of).collect();
    let known = asked.hours(space, &points)?;
    let mut at_best = None;
    for (place, hours) in selected.places.iter().zip(known) {
        let summary = worlds.summary(selected.candidates[*place].number, Quantity::Hours)?;
        let chance = 4.0 * summary.mcse.unwrap_or(0.0);
        if (summary.mean - hours).abs() > 0.5 * zone + chance {
            return None;
        }
        if *place == best {
            at_best = Some(hours);
        }
    }
    at_best
}

/// The largest of the points that take so many hours at most by closed forms, and how many points do. None where closed forms do not
/// know, nothing means more checks, or there are too many lines.
fn largest((space, asked): (&Space, &mut Asked), hours: f64) -> Option<(Vec<Point>, u64)> {
    let varied = space.varied();
    let sizes = varied.iter().map(|varied| varied.values.len());
    let rising = varied.iter().zip(sizes).enumerate();
    let rising = rising.filter(|(_, (varied, _))| is_rising(varied));
    let (along, size) = rising
        .map(|(axis, (_, size))| (axis, size))
        .max_by_key(|(_, size)| *size)?;
    if space.points()? / size as u64 > LINES {
        return None;
    }
    let all = 0..space.points()?;
    let points = all.map(|number| space.point(number));
    let mut lines: Vec<Point> = points.filter(|point| point[along] == 0).collect();
    // Of each line how many points are within the hours: at least, and at most.
    let mut counts = vec![(0, size); lines.len()];
    loop {
        let open = |(at, (low, high)): (usize, &(usize, usize))| (low < high).then_some(at);
        let open: Vec<usize> = counts.iter().enumerate().filter_map(open).collect();
        if open.is_empty() {
            break;
        }
        let mut tried = Vec::new();
        for at in &open {
            let (low, high) = counts[*at];
            lines[*at][along] = (low + high) / 2;
            tried.push(lines[*at].clone());
        }
        for (at, known) in open.into_iter().zip(asked.hours(space, &tried)?) {
            let (low, high) = &mut counts[at];
            let middle = (*low + *high) / 2;
            match known <= hours {
                true => *low = middle + 1,
                false => *high = middle,
            }
        }
    }
    let within: BTreeMap<Point, usize> = lines
        .into_iter()
        .zip(counts)
        .map(|(mut line, (count, _))| {
            line[along] = 0;
            (line, count)
        })
        .collect();
    let policies = within.values().map(|count| *count as u64).sum();
    let others: Vec<usize> = (0..varied.len())
        .filter(|axis| *axis != along && is_rising(&varied[*axis]))
        .collect();
    let last = within.iter().filter(|(_, count)| **count > 0);
    let largest = last.filter(|(line, count)| {
        let mut more = others.iter().map(|axis| {
            let mut more = (*line).clone();
            more[*axis] += 1;
            more
        });
        // One with more of something else makes as many of this.
        !more.any(|more| within.get(&more).is_some_and(|other| other >= count))
    });
    let largest = largest.map(|(line, count)| {
        let mut point = line.clone();
        point[along] = count - 1;
        point
    });
    Some((largest.collect(), policies))
}
