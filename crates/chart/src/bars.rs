//! Rows of bars that start at zero, each with its interval: what a figure hangs on.

use crate::canvas::{GREY, INK, LABELS, Label, MARGIN, Page, WIDTH, font, solid};
use crate::picture::{Anchor, Picture};
use crate::rows::middles;
use crate::scale::{Limits, Scale};
use crate::words::short;
use tierone_engine::measure::{Unit, measure};
use tierone_sensitivity::subject;

/// Room for figures in words, at the right.
const FIGURES: f64 = 210.0;
/// From one bar of a row to the next.
const STEP: f64 = 17.0;
/// How high a bar is.
const HIGH: f64 = 11.0;

/// A bar from zero.
pub(super) struct Bar {
    /// Where it ends.
    pub(super) to: f64,
    /// Its interval.
    pub(super) interval: Option<(f64, f64)>,
    /// Its colour.
    pub(super) colour: &'static str,
    /// Its figure in words.
    pub(super) words: String,
}

/// A row.
pub(super) struct Row {
    /// What it is of.
    pub(super) name: String,
    /// In small print.
    pub(super) notes: String,
    /// Its bars, one under the other.
    pub(super) bars: Vec<Bar>,
}

/// Draws rows under the names of their three columns; moves down.
pub(super) fn plot(page: &mut Page, names: [&str; 3], limits: Limits, rows: &[Row]) {
    let ends = (MARGIN + LABELS + 20.0, WIDTH - MARGIN - FIGURES);
    let bars = rows.iter().flat_map(|row| &row.bars);
    let extent: Vec<f64> = bars
        .flat_map(|bar| {
            let (low, high) = bar.interval.unwrap_or((bar.to, bar.to));
            [low, bar.to, high]
        })
        .collect();
    let scale = Scale::across(&extent, limits, ends, 7);
    page.names(&[
        (MARGIN, Anchor::Start, names[0]),
        (ends.0, Anchor::Start, names[1]),
        (WIDTH - MARGIN, Anchor::End, names[2]),
    ]);
    let labels: Vec<Label> = rows
        .iter()
        .map(|row| Label::new(&short(&row.name, 110), &row.notes, false, LABELS))
        .collect();
    let height = |(row, label): (&Row, &Label)| {
        let bars = row.bars.len() as f64 * STEP;
        label.height().max(bars) + 12.0
    };
    let heights: Vec<f64> = rows.iter().zip(&labels).map(height).collect();
    let top = page.y;
    let bottom = top + heights.iter().sum::<f64>() + 4.0;
    page.grid_across(&scale, top, bottom);
    let zero = scale.at(0.0);
    for ((row, label), middle) in rows.iter().zip(&labels).zip(middles(&heights, top)) {
        label.write(&mut page.picture, (MARGIN, middle), INK);
        for (place, bar) in row.bars.iter().enumerate() {
            let off = place as f64 - (row.bars.len() as f64 - 1.0) / 2.0;
            one(&mut page.picture, (&scale, zero), bar, middle + off * STEP);
        }
    }
    page.upright(&scale, 0.0, (top, bottom), solid(INK, 1.5));
    page.y = bottom + 24.0;
}

fn one(picture: &mut Picture, (scale, zero): (&Scale, f64), bar: &Bar, y: f64) {
    let half = HIGH / 2.0;
    let end = (scale.at(bar.to), y + half);
    picture.rect((zero, y - half), end, bar.colour, 1.0);
    if let Some((low, high)) = bar.interval {
        let ends = (scale.at(low), scale.at(high));
        // On white, so that it is seen on a dark bar.
        picture.whisker(ends, y, 4.0, solid("#FFFFFF", 3.5));
        picture.whisker(ends, y, 4.0, solid(GREY, 1.5));
    }
    let at = (WIDTH - MARGIN, y + 4.5);
    picture.text(at, &bar.words, font(12.0, INK, Anchor::End));
}

/// The sign of a bar in a key.
pub(super) fn sign(colour: &'static str) -> impl Fn(&mut Picture, (f64, f64)) {
    let half = HIGH / 2.0;
    move |picture, (x, y)| picture.rect((x, y - half), (x + 34.0, y + half), colour, 1.0)
}

/// The sign of an interval in a key.
pub(super) fn interval(picture: &mut Picture, (x, y): (f64, f64)) {
    picture.whisker((x + 2.0, x + 32.0), y, 4.0, solid(GREY, 1.5));
}

/// A figure in words.
pub(super) fn named(name: &str, policy: &str, against: Option<&str>) -> String {
    let quoted = |policy: &str| format!("“{}”", short(policy, 60));
    subject(name, &quoted(policy), against.map(quoted).as_deref())
}

/// The unit of changes in a measure.
pub(super) fn unit_of_changes(name: &str) -> Unit {
    measure(name).map_or(Unit::Count, |measure| measure.unit.of_difference())
}
