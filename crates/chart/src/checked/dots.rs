//! Figures as dots with their intervals as lines, a row each.

use super::group_row::{Aim, Row, whole};
use crate::canvas::{GREY, INK, LABELS, Label, MARGIN, PAIR, Page, Sign, WIDTH, font, solid};
use crate::picture::{Anchor, Marker, Picture, Stroke};
use crate::rows::Layout;
use crate::scale::Scale;
use crate::targets::{LINE, sign};
use crate::words::short;
use tierone_records::assess::{Figure, Scope};

fn dot(picture: &mut Picture, at: (f64, f64), figure: &Figure) {
    let hollow = figure.scope == Scope::CheckedOnly;
    picture.marker(Marker::Circle, at, 5.0, PAIR[0], hollow);
}

fn whisker(picture: &mut Picture, (low, high): (f64, f64), y: f64) {
    picture.whisker((low, high), y, 5.0, solid(PAIR[0], 2.0));
}

/// The line of the figure of all.
const ALL: Stroke = Stroke {
    colour: GREY,
    width: 1.5,
    dash: "6 4",
};

/// The key to dots and lines.
pub(super) fn key(page: &mut Page, rows: &[Row], confidence: &str, targets: &[String]) {
    let estimate: Sign =
        &|picture, (x, y)| picture.marker(Marker::Circle, (x + 17.0, y), 5.0, PAIR[0], false);
    let checked: Sign =
        &|picture, (x, y)| picture.marker(Marker::Circle, (x + 17.0, y), 5.0, PAIR[0], true);
    let interval: Sign = &|picture, (x, y)| whisker(picture, (x + 2.0, x + 32.0), y);
    let all: Sign = &|picture, (x, y)| picture.line((x, y), (x + 34.0, y), ALL);
    let interval_name = format!("{confidence}% interval");
    let has = |scope: Scope| rows.iter().any(|row| row.figure.scope == scope);
    let mut entries = Vec::new();
    if has(Scope::Frame) {
        entries.push((estimate, "estimate"));
        entries.push((interval, interval_name.as_str()));
    }
    if has(Scope::CheckedOnly) {
        entries.push((checked, "of checked cases only: no interval"));
    }
    if whole(rows).is_some() {
        entries.push((all, "all together"));
    }
    let target: Sign = &sign;
    entries.extend(targets.iter().map(|words| (target, words.as_str())));
    page.key(&entries);
}

/// The axis of the figure.
pub(super) fn scale(aim: Aim, rows: &[Row], targets: &[f64]) -> Scale {
    const FIGURES: f64 = 230.0;
    let ends = (MARGIN + LABELS + 20.0, WIDTH - MARGIN - FIGURES);
    let extent: Vec<f64> = rows
        .iter()
        .flat_map(|row| {
            let (low, high) = row.figure.interval.unwrap_or((row.value, row.value));
            [100.0 * low, 100.0 * row.value, 100.0 * high]
        })
        .chain(targets.iter().map(|level| 100.0 * level))
        .collect();
    Scale::across(&extent, aim.range, ends, 7)
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
    let labels: Vec<Label> = rows
        .iter()
        .map(|row| {
            let notes = format!("{} checked, {} in error", row.figure.n, row.figure.found);
            Label::new(&short(&row.name, 80), &notes, false, LABELS)
        })
        .collect();
    let heights: Vec<(usize, f64)> = rows
        .iter()
        .zip(&labels)
        .map(|(row, label)| (row.section, label.height() + 10.0))
        .collect();
    let names: Vec<String> = sections
        .iter()
        .map(|by| {
            if by.is_empty() {
                "All cases".to_owned()
            } else {
                format!("By {}", short(by, 80))
            }
        })
        .collect();
    let top = page.y;
    let layout = Layout::new(&names, &heights, top);
    page.grid_across(&across, top, layout.bottom);
    if let Some(whole) = whole(rows) {
        let x = across.at(100.0 * whole.value);
        page.picture.line((x, top), (x, layout.bottom), ALL);
    }
    for level in targets {
        let x = across.at(100.0 * level);
        page.picture.line((x, top), (x, layout.bottom), LINE);
    }
    layout.write_headers(page);
    for ((row, label), y) in rows.iter().zip(&labels).zip(&layout.middles) {
        label.write(&mut page.picture, (MARGIN, *y), INK);
        if let Some((low, high)) = row.figure.interval {
            let ends = (across.at(100.0 * low), across.at(100.0 * high));
            whisker(&mut page.picture, ends, *y);
        }
        dot(
            &mut page.picture,
            (across.at(100.0 * row.value), *y),
            row.figure,
        );
        let figures = match row.interval() {
            Some(interval) => format!("{} ({interval})", row.value()),
            None => row.value(),
        };
        let at = (WIDTH - MARGIN, y + 4.5);
        page.picture
            .text(at, &figures, font(13.0, INK, Anchor::End));
    }
    page.y = layout.bottom + 24.0;
}
