//! Names beside the points that stand out: as many as stay clear of one another.

use crate::canvas::{GREY, INK, Label, solid};
use crate::picture::Picture;
use crate::place::{Rect, beside};

/// More names than these are a list, not a picture.
const MOST: usize = 12;
/// Names are no further off than this.
const FAR: f64 = 72.0;
/// Room for a name across.
const ACROSS: f64 = 150.0;

/// A plot that names go into.
#[derive(Clone, Debug)]
pub(super) struct Around {
    /// All points with their radius.
    pub(super) points: Vec<((f64, f64), f64)>,
    /// What names should rather not cover, but may: lines.
    pub(super) lines: Vec<Rect>,
    /// Where names have to be.
    pub(super) bounds: Rect,
}

/// Writes names beside their points, those that come first before others.
pub(super) fn write(picture: &mut Picture, wanted: &[((f64, f64), String)], around: &Around) {
    let wanted = &wanted[..wanted.len().min(MOST)];
    let label = |(_, name): &(_, String)| Label::new(name, "", false, ACROSS);
    let labels: Vec<Label> = wanted.iter().map(label).collect();
    let size = |label: &Label| (label.width() + 4.0, label.height() + 2.0);
    let sizes: Vec<(f64, f64)> = labels.iter().map(size).collect();
    let points: Vec<(f64, f64)> = wanted.iter().map(|(at, _)| *at).collect();
    // Rather half of the names than names on lines; rather names on lines than fewer.
    let half = labels.len().div_ceil(2);
    let clear = (half..=labels.len()).rev().map(|count| (count, true));
    let any = (1..=labels.len()).rev().map(|count| (count, false));
    for (count, clear_of_lines) in clear.chain(any).filter(|(count, _)| *count > 0) {
        let marks = marks(&points[..count], around, clear_of_lines);
        let (points, sizes) = (&points[..count], &sizes[..count]);
        let placed = beside(points, sizes, &marks, around.bounds, FAR);
        if placed.crowded {
            continue;
        }
        for ((place, label), at) in placed.places.iter().zip(&labels).zip(points) {
            let near = place.nearest(*at);
            if (near.0 - at.0).hypot(near.1 - at.1) > 20.0 {
                picture.line(*at, near, solid(GREY, 1.0));
            }
            picture.rect((place.0, place.1), (place.2, place.3), "#FFFFFF", 0.85);
            let middle = (place.1 + place.3) / 2.0;
            label.write(picture, (place.0 + 2.0, middle), INK);
        }
        return;
    }
}

/// What names keep clear of: their own points first, as [`beside`] expects them.
fn marks(named: &[(f64, f64)], around: &Around, lines: bool) -> Vec<Rect> {
    let square = |(x, y): (f64, f64), half: f64| Rect(x - half, y - half, x + half, y + half);
    let mut marks: Vec<Rect> = named.iter().map(|at| square(*at, 8.0)).collect();
    let others = around.points.iter().filter(|(at, _)| !named.contains(at));
    marks.extend(others.map(|(at, radius)| square(*at, radius + 1.0)));
    if lines {
        marks.extend(&around.lines);
    }
    marks
}

/// A line in pieces, each a rectangle around a stretch of it.
pub(super) fn pieces(line: &[(f64, f64)]) -> Vec<Rect> {
    const LONG: f64 = 14.0;
    let mut pieces = Vec::new();
    for pair in line.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let count = ((b.0 - a.0).hypot(b.1 - a.1) / LONG).ceil().max(1.0);
        let at = |part: f64| (a.0 + part * (b.0 - a.0), a.1 + part * (b.1 - a.1));
        for step in 0..count as usize {
            let (from, to) = (at(step as f64 / count), at((step + 1) as f64 / count));
            pieces.push(Rect(
                from.0.min(to.0) - 1.0,
                from.1.min(to.1) - 1.0,
                from.0.max(to.0) + 1.0,
                from.1.max(to.1) + 1.0,
            ));
        }
    }
    pieces
}
