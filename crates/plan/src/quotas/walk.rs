//! The way over a large grid: along one line after the other, always to the best point of the line.

use super::space::{Point, Space};

/// Points along one line of a grid that are tried at once.
const ALONG: usize = 24;

/// Times that a search goes through everything that varies.
const ROUNDS: usize = 8;

/// Neighbours of the point where such a search ends that are selected from.
const NEIGHBOURS: usize = 250;

/// The point where no line leads on. `best` has the best of some points, none where all are left out; `parts` of a line, one to either
/// side of the first point is looked at, or all of it where that is not given.
pub(super) fn from<E>(
    space: &Space,
    point: Point,
    parts: Option<usize>,
    best: &mut impl FnMut(Vec<Point>) -> Result<Option<Point>, E>,
) -> Result<Point, E> {
    let mut at = point;
    for _ in 0..ROUNDS {
        let before = at.clone();
        for axis in 0..space.varied().len() {
            at = along(space, (&at, axis), parts, best)?;
        }
        // Along no line: one thing less of this for one thing more of that.
        at = best(around(space, &at))?.unwrap_or(at);
        if at == before {
            break;
        }
    }
    Ok(at)
}

/// The best point of a line: of points spread over what is looked at, and then of those between the best and its neighbours.
fn along<E>(
    space: &Space,
    (at, axis): (&Point, usize),
    parts: Option<usize>,
    best: &mut impl FnMut(Vec<Point>) -> Result<Option<Point>, E>,
) -> Result<Point, E> {
    let last = space.varied()[axis].values.len() - 1;
    let reach = parts.map_or(last, |parts| (last / parts).max(1));
    let (mut low, mut high) = (at[axis].saturating_sub(reach), (at[axis] + reach).min(last));
    let mut here = at.clone();
    loop {
        let step = (high - low).div_ceil(ALONG).max(1);
        let mut places: Vec<usize> = (low..=high).step_by(step).collect();
        places.extend([high, here[axis]]);
        let line = places.into_iter().map(|place| {
            let mut point = here.clone();
            point[axis] = place;
            point
        });
        here = best(line.collect())?.unwrap_or(here);
        if step == 1 {
            return Ok(here);
        }
        low = here[axis].saturating_sub(step);
        high = (here[axis] + step).min(last);
    }
}

/// The point and those a step to either side: along every line, along two of them together, and, of few lines, along all.
pub(super) fn around(space: &Space, at: &[usize]) -> Vec<Point> {
    let lines = space.varied().len();
    let together = if lines > 5 { 2 } else { lines };
    let mut points = vec![(at.to_vec(), 0)];
    for (axis, varied) in space.varied().iter().enumerate() {
        let mut more = Vec::new();
        for (point, moved) in points.iter().filter(|(_, moved)| *moved < together) {
            let beside = [point[axis].checked_sub(1), Some(point[axis] + 1)];
            for place in beside.into_iter().flatten() {
                if place < varied.values.len() {
                    let mut next = point.clone();
                    next[axis] = place;
                    more.push((next, moved + 1));
                }
            }
        }
        points.extend(more);
    }
    let mut points: Vec<Point> = points.into_iter().map(|(point, _)| point).collect();
    // The nearest first, so that of very many the furthest go.
    let steps =
        |point: &Point| -> usize { point.iter().zip(at).map(|(a, b)| a.abs_diff(*b)).sum() };
    points.sort_by_key(|point| (steps(point), point.clone()));
    points.truncate(NEIGHBOURS);
    points
}
