//! Signs of keys: what a chart draws, small, beside what it means.

use crate::picture::{Marker, Picture, Stroke};

/// A point.
pub(super) fn point(
    marker: Marker,
    radius: f64,
    colour: &'static str,
    hollow: bool,
) -> impl Fn(&mut Picture, (f64, f64)) {
    move |picture, (x, y)| picture.marker(marker, (x + 17.0, y), radius, colour, hollow)
}

/// A bar.
pub(super) fn bar(colour: &'static str, opacity: f64) -> impl Fn(&mut Picture, (f64, f64)) {
    move |picture, (x, y)| picture.rect((x, y - 7.0), (x + 34.0, y + 7.0), colour, opacity)
}

/// A level line.
pub(super) fn line(stroke: Stroke) -> impl Fn(&mut Picture, (f64, f64)) {
    move |picture, (x, y)| picture.line((x, y), (x + 34.0, y), stroke)
}

/// An upright line.
pub(super) fn upright(stroke: Stroke) -> impl Fn(&mut Picture, (f64, f64)) {
    move |picture, (x, y)| picture.line((x + 17.0, y - 9.0), (x + 17.0, y + 9.0), stroke)
}

/// An interval.
pub(super) fn interval(stroke: Stroke) -> impl Fn(&mut Picture, (f64, f64)) {
    move |picture, (x, y)| picture.whisker((x + 2.0, x + 32.0), y, 5.0, stroke)
}
