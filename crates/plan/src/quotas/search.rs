//! The search: all policies of a small grid, or those that lead from today's to a better one on a large grid, and among them a
//! fully sequential selection.

use std::collections::BTreeMap;
use std::ops::Range;

use super::candidate::{BLOCK, Candidate, FIRST};
use super::cheaper::{self, Next, Selected};
use super::closed_forms;
use super::figures::Aimed;
use super::formula::Asked;
use super::rows::Certificate;
use super::space::{LeftOut, Point, Space};
use super::surface::Surface;
use super::walk;
use super::worlds::{Stopped, Worlds};
use tierone_stats::planning::{Constrained, Indifference, Limit, Standing, constrained_selection};

/// Values between two looks.
const STAGE: usize = 20;

/// Points of a grid of which all are simulated.
pub const LISTED: u64 = 1_000;

/// Times that policies which take fewer hours are added to what is selected from, at most.
const ROUNDS: usize = 24;

/// Of how many parts of a line one to either side of where closed forms end is searched.
const NEAR: usize = 8;

/// Times that a response surface is followed, at most.
const SURFACES: usize = 6;

/// Of how many parts of the worlds that a policy may have one shows how far its first ones were off.
const LEVEL: usize = 4;

/// Reasons for which policies were left out, with their numbers.
type LeftOuts = Vec<(LeftOut, u64)>;

/// What the search came to.
pub(crate) struct Found {
    pub candidates: Vec<Candidate>,
    /// Those that were selected from, by their places among the candidates.
    pub selected_from: Vec<usize>,
    pub selection: Constrained,
    /// Whether all policies of the grid were selected from.
    pub is_listed: bool,
    /// How the others were ruled out, where all were that take fewer hours.
    pub certificate: Option<Certificate>,
    /// Policies that were left out for a certain reason, by the reason.
    pub left_out: LeftOuts,
    /// Those of them that take too many hours for certain.
    too_long: Vec<Point>,
    /// The keys of aims that no quotas reach; known only where not all aims are met.
    pub out_of_reach: Vec<String>,
    /// The policies that then come nearest, by their numbers: equal to within chance, the best by the objective first.
    pub nearest: Vec<usize>,
}

impl Found {
    /// Simulates those too that take too many hours for certain: where aims cannot be met together, more hours may be what it
    /// takes.
    pub fn add_too_long(&mut self, space: &Space, worlds: &mut Worlds) -> Result<(), Stopped> {
        let points = std::mem::take(&mut self.too_long);
        let places = whatever_it_takes(space, worlds, points, &mut self.candidates);
        let numbers: Vec<usize> = self.candidates[places].iter().map(|c| c.number).collect();
        worlds.extend(&numbers, FIRST * BLOCK)
    }
}

/// Makes points candidates whatever hours they take; their places.
fn whatever_it_takes(
    space: &Space,
    worlds: &mut Worlds,
    points: Vec<Point>,
    candidates: &mut Vec<Candidate>,
) -> Range<usize> {
    let first = candidates.len();
    for point in points {
        if let Ok(policy) = space.at(&point) {
            let number = worlds.add(policy);
            candidates.push(Candidate { point, number });
        }
    }
    first..candidates.len()
}

/// What the selection needs to know.
pub(crate) struct Rules<'r> {
    pub aims: &'r [Aimed],
    pub zone: f64,
    pub confidence: f64,
    /// Worlds of a policy at most.
    pub most: usize,
}

/// Searches the grid; the reasons where no policy is left to try.
pub(crate) fn search(
    space: &Space,
    worlds: &mut Worlds,
    rules: &Rules,
) -> Result<Result<Found, LeftOuts>, Stopped> {
    let mut tried = Tried::default();
    let listed = space.points().filter(|points| *points <= LISTED);
    let pool: Vec<Point> = match listed {
        Some(points) => (0..points).map(|number| space.point(number)).collect(),
        None => walked(space, worlds, rules, &mut tried)?,
    };
    let mut selected_from = Vec::new();
    for point in pool {
        selected_from.extend(tried.candidate(space, worlds, point));
    }
    if selected_from.is_empty() {
        // So that it can be said how many hours it takes.
        tried.left_out.retain(|(why, _)| *why != LeftOut::Hours);
        let points = std::mem::take(&mut tried.too_long);
        selected_from = whatever_it_takes(space, worlds, points, &mut tried.candidates).collect();
    }
    if selected_from.is_empty() {
        return Ok(Err(tried.left_out));
    }
    let mut selection = select(worlds, &tried.numbers(&selected_from), rules)?;
    let mut certificate = None;
    let mut asked = Asked::default();
    for _ in 0..ROUNDS * usize::from(listed.is_none()) {
        let selected = Selected {
            candidates: &tried.candidates,
            places: &selected_from,
            selection: &selection,
        };
        let goal = (rules.aims, rules.zone);
        let points = match cheaper::next(space, worlds, goal, &selected, &mut asked) {
            Next::Simulate(points) => points,
            Next::Done(all) => {
                certificate = Some(all);
                break;
            }
            Next::Open => break,
        };
        for point in points {
            selected_from.extend(tried.candidate(space, worlds, point));
        }
        match select(worlds, &tried.numbers(&selected_from), rules) {
            Ok(more) => selection = more,
            Err(Stopped) => {
                selection.is_stopped = true;
                selection.is_decided = false;
                selected_from.truncate(selection.standings.len());
            }
        }
    }
    Ok(Ok(Found {
        candidates: tried.candidates,
        selected_from,
        selection,
        is_listed: listed.is_some(),
        certificate,
        left_out: tried.left_out,
        too_long: tried.too_long,
        out_of_reach: Vec::new(),
        nearest: Vec::new(),
    }))
}

/// Points that were looked at.
#[derive(Default)]
struct Tried {
    /// The place of each among the candidates; none for those left out.
    places: BTreeMap<Point, Option<usize>>,
    candidates: Vec<Candidate>,
    left_out: LeftOuts,
    too_long: Vec<Point>,
}

impl Tried {
    /// The place of a point among the candidates, where it is not left out.
    fn candidate(&mut self, space: &Space, worlds: &mut Worlds, point: Point) -> Option<usize> {
        if let Some(known) = self.places.get(&point) {
            return *known;
        }
        let place = match space.policy(&point) {
            Ok(policy) => {
                self.candidates.push(Candidate {
                    point: point.clone(),
                    number: worlds.add(policy),
                });
                Some(self.candidates.len() - 1)
            }
            Err(why) => {
                if why == LeftOut::Hours {
                    self.too_long.push(point.clone());
                }
                match self.left_out.iter_mut().find(|(known, _)| *known == why) {
                    Some((_, count)) => *count += 1,
                    None => self.left_out.push((why, 1)),
                }
                None
            }
        };
        self.places.insert(point, place);
        place
    }

    /// The numbers of candidates by their places.
    fn numbers(&self, places: &[usize]) -> Vec<usize> {
        let of = |place: &usize| self.candidates[*place].number;
        places.iter().map(of).collect()
    }
}

/// The selection among policies by their numbers.
fn select(worlds: &mut Worlds, numbers: &[usize], rules: &Rules) -> Result<Constrained, Stopped> {
    let limits: Vec<Limit> = rules
        .aims
        .iter()
        .map(|aim| Limit {
            most: if aim.at_least { -aim.limit } else { aim.limit },
            tolerance: aim.tolerance,
        })
        .collect();
    let aim = Indifference {
        zone: rules.zone,
        confidence: rules.confidence,
        first: FIRST,
        most: (rules.most / BLOCK).max(FIRST),
    };
    let mut first_stopped = false;
    let observe = |systems: &[usize], values: Range<usize>| {
        let asked: Vec<usize> = systems.iter().map(|system| numbers[*system]).collect();
        worlds.watch.left(asked.len());
        if worlds.extend(&asked, values.end * BLOCK).is_err() {
            first_stopped |= values.start == 0;
            return None;
        }
        let of = |number: &usize| observed(worlds, *number, rules.aims, values.clone());
        Some(asked.iter().map(of).collect())
    };
    let selection = constrained_selection(numbers.len(), &limits, aim, STAGE, observe);
    if first_stopped {
        return Err(Stopped);
    }
    Ok(selection.expect("zone, tolerances and confidence are within their bounds"))
}

/// The values of a policy that it is selected by: means of blocks of worlds.
fn observed(worlds: &Worlds, number: usize, aims: &[Aimed], values: Range<usize>) -> Vec<Vec<f64>> {
    let objective = worlds.values(number, worlds.figures[0]);
    let figures: Vec<Vec<Option<f64>>> = aims
        .iter()
        .map(|aim| worlds.values(number, aim.figure))
        .collect();
    let block = |value: usize| value * BLOCK..(value + 1) * BLOCK;
    let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / BLOCK as f64;
    values
        .map(|value| {
            let objective = &objective[block(value)];
            let mut row = vec![mean(&mut objective.iter().map(|v| v.unwrap_or(f64::NAN)))];
            for (aim, values) in aims.iter().zip(&figures) {
                // A world without the figure (nobody was a poor performer) says nothing for or against the aim; a policy that
                // never has it does not meet it.
                let never = values[..FIRST * BLOCK].iter().all(Option::is_none);
                let missing = if never { f64::NAN } else { aim.limit };
                let of = values[block(value)].iter().map(|v| v.unwrap_or(missing));
                let sign = if aim.at_least { -1.0 } else { 1.0 };
                row.push(sign * mean(&mut of.into_iter()));
            }
            row
        })
        .collect()
}

/// By how much the aims are missed together, as shares of their tolerances, and the objective: smaller is better.
fn merit(worlds: &Worlds, number: usize, aims: &[Aimed]) -> (f64, f64) {
    let missed = aims.iter().map(|aim| worlds.beyond(number, aim).max(0.0));
    (missed.sum(), worlds.objective(number))
}

/// Goes from where closed forms end, or from today's policy, along one line of the grid after the other; then the points around the
/// last.
fn walked(
    space: &Space,
    worlds: &mut Worlds,
    rules: &Rules,
    tried: &mut Tried,
) -> Result<Vec<Point>, Stopped> {
    let closed = closed_forms::best(space, rules.aims);
    // What closed forms do not know may be far away.
    let parts = closed.as_ref().filter(|best| best.knows_all).map(|_| NEAR);
    let from = closed.map_or_else(|| space.nearest(), |best| best.point);
    let mut best = |points| best(space, worlds, rules, tried, points);
    let at = walk::from(space, from, parts, &mut best)?;
    let at = surfaced(space, worlds, rules, tried, at)?;
    Ok(walk::around(space, &at))
}

/// Goes on from where the walk ended, which the first worlds of each policy alone have led: to where the response surface of all that
/// were simulated puts the fewest hours, once more worlds of one policy show how far its first ones were off. Of the points on this
/// way the one of the fewest hours that misses no aim by more than half its tolerance.
fn surfaced(
    space: &Space,
    worlds: &mut Worlds,
    rules: &Rules,
    tried: &mut Tried,
    at: Point,
) -> Result<Point, Stopped> {
    if !cheaper::may_be_known(space) {
        return Ok(at);
    }
    let mut next = Some(at.clone());
    let (mut asked, mut visited) = (Asked::default(), Vec::new());
    for _ in 0..SURFACES {
        let is_new = |point: &Point| !visited.iter().any(|(_, one): &(_, Point)| one == point);
        let Some(point) = next.take().filter(is_new) else {
            break;
        };
        let Some(place) = tried.candidate(space, worlds, point.clone()) else {
            break;
        };
        let from = tried.candidates[place].clone();
        worlds.extend(&[from.number], (rules.most / LEVEL).max(FIRST * BLOCK))?;
        let beyond = |aim| (worlds.beyond(from.number, aim) - 0.5).max(0.0);
        let missed: f64 = rules.aims.iter().map(beyond).sum();
        visited.push(((missed, worlds.objective(from.number)), point.clone()));
        let surface = Surface::fitted(space, worlds, rules.aims, &tried.candidates, &from);
        next = surface.and_then(|surface| {
            let hours = asked.hours(space, &[point])?[0];
            // Where it is beyond a limit itself, more hours are needed.
            let range = (2.0 * hours, rules.zone);
            let found = cheaper::fewest_hours((space, &mut asked), (&surface, &from), range)?;
            found.into_iter().next()
        });
    }
    let best = visited
        .into_iter()
        .min_by(|((missed, hours), _), (other, _)| {
            missed.total_cmp(&other.0).then(hours.total_cmp(&other.1))
        });
    Ok(best.map_or(at, |(_, point)| point))
}

/// The best of some points by their first worlds; of two as good the first.
fn best(
    space: &Space,
    worlds: &mut Worlds,
    rules: &Rules,
    tried: &mut Tried,
    points: Vec<Point>,
) -> Result<Option<Point>, Stopped> {
    let mut places = Vec::new();
    for point in points {
        places.extend(tried.candidate(space, worlds, point));
    }
    places.sort_unstable();
    places.dedup();
    let numbers = tried.numbers(&places);
    worlds.watch.left(numbers.len());
    worlds.extend(&numbers, FIRST * BLOCK)?;
    let merit = |place: &usize| merit(worlds, tried.candidates[*place].number, rules.aims);
    let best = places.into_iter().min_by(|a, b| {
        let (a, b) = (merit(a), merit(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    Ok(best.map(|place| tried.candidates[place].point.clone()))
}

/// Where a candidate stands among those selected from; none where it was only on the way.
pub(crate) fn standing(found: &Found, place: usize) -> Option<Standing> {
    let at = found.selected_from.iter().position(|p| *p == place)?;
    Some(found.selection.standings[at])
}
