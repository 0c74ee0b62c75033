//! Figures as dots with their intervals as lines, a row each.

use super::group_row::{Aim, Row, whole};
use crate::canvas::{GREY, INK, LABELS, Label, MARGIN, PAIR, Page, Sign, WIDTH, solid};
use crate::picture::{Anchor, Marker, Picture, Stroke};
use crate::rows::Layout;
use crate::scale::Scale;
use crate::signs;
use crate::targets::{LINE, sign};
use crate::words::short;
use tierone_records::assess::{Figure, Scope};

fn dot(picture: &mut Picture, at: (f64, f64), figure: &Figure) {
    let hollow = figure.scope == Scope::CheckedOnly;
    picture.marker(Marker::Circle, at, 5.0, PAIR[0], hollow);
}

/// The line of an interval.
const INTERVAL: Stroke = solid(PAIR[0], 2.0);
/// The line of the figure of all.
const ALL: Stroke = Stroke {
    colour: GREY,
    width: 1.5,
    dash: "6 4",
};

/// The key to dots and lines.
pub(super) fn key(page: &mut Page, rows: &[Row], confidence: &str, targets: &[String]) {
    let estimate = signs::point(Marker::Circle, 5.0, PAIR[0], false);
    let checked = signs::point(Marker::Circle, 5.0, PAIR[0], true);
    let interval = signs::interval(INTERVAL);
    let all = signs::line(ALL);
    let interval_name = format!("{confidence}% interval");
    let has = |scope: Scope| rows.iter().any(|row| row.figure.scope == scope);
    let mut entries: Vec<(Sign, &str)> = Vec::new();
    if has(Scope::Frame) {
        entries.push((&estimate, "estimate"));
        entries.push((&interval, interval_name.as_str()));
    }
    if has(Scope::CheckedOnly) {
        entries.push((&checked, "of checked cases only: no interval"));
    }
    if whole(rows).is_some() {
        entries.push((&all, "all together"));
    }
    let target: Sign = &sign;
    entries.extend(targets.iter().map(|words| (target, words.as_str())));
    page.key(&entries);
}

/// The axis of the figure.
pub(super) fn scale(aim: Aim, rows: &[Row], targets: &[f64]) -> Scale {
    const FIGURES: f64 = 230.0;
    let pixels = (MARGIN + LABELS + 20.0, WIDTH - MARGIN - FIGURES);
    let ends = rows.iter().flat_map(|row| {
        let (low, high) = row.figure.interval.unwrap_or((row.value, row.value));
        [low, row.value, high]
    });
    let extent = ends.chain(targets.iter().copied());
    let extent: Vec<f64> = extent.map(|share| 100.0 * share).collect();
    Scale::across(&extent, aim.range, pixels, 7)
}

/// Draws axes, rows under the name of their column, and figures in words; moves down.
pub(super) fn plot(page: &mut Page, aim: Aim, sections: &[&str], rows: &[Row], targets: &[f64]) {
    let across = scale(aim, rows, targets);
    let (left, _) = across.pixels();
    page.names(&[
        (MARGIN, Anchor::Start, "Group"),
        (left, Anchor::Start, aim.axis),
        (WIDTH - MARGIN, Anchor::End, "Estimate and interval"),
    ]);
    let label = |row: &Row| {
        let notes = format!("{} checked, {} in error", row.figure.n, row.figure.found);
        Label::new(&short(&row.name, 80), &notes, false, LABELS)
    };
    let labels: Vec<Label> = rows.iter().map(label).collect();
    let heights = rows.iter().zip(&labels);
    let heights = heights.map(|(row, label)| (row.section, label.height() + 10.0));
    let heights: Vec<(usize, f64)> = heights.collect();
    let name = |by: &&str| match *by {
        "" => "All cases".to_owned(),
        by => format!("By {}", short(by, 80)),
    };
    let names: Vec<String> = sections.iter().map(name).collect();
    let top = page.y;
    let layout = Layout::new(&names, &heights, top);
    page.grid_across(&across, top, layout.bottom);
    let ends = (top, layout.bottom);
    if let Some(whole) = whole(rows) {
        page.upright(&across, 100.0 * whole.value, ends, ALL);
    }
    for level in targets {
        page.upright(&across, 100.0 * level, ends, LINE);
    }
    layout.write_headers(page);
    for ((row, label), y) in rows.iter().zip(&labels).zip(&layout.middles) {
        label.write(&mut page.picture, (MARGIN, *y), INK);
        if let Some((low, high)) = row.figure.interval {
            let ends = (across.at(100.0 * low), across.at(100.0 * high));
            page.picture.whisker(ends, *y, 5.0, INTERVAL);
        }
        let at = (across.at(100.0 * row.value), *y);
        dot(&mut page.picture, at, row.figure);
        let figures = match row.interval() {
            Some(interval) => format!("{} ({interval})", row.value()),
            None => row.value(),
        };
        page.write((WIDTH - MARGIN, y + 4.5), &figures, Anchor::End);
    }
    page.y = layout.bottom + 24.0;
}
