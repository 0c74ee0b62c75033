//! Fitted numbers with their intervals, beside what the base scenario has; a panel for each kind of number.

use crate::canvas::{INK, LABELS, Label, MARGIN, PAIR, PARTS, Page, WIDTH, solid};
use crate::claims::beyond;
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Marker};
use crate::rows::middles;
use crate::scale::{Limits, Scale};
use crate::signs;
use crate::words::{dash, grouped, listed, short};
use tierone_fit::office::{EstimateRow, OfficeFit};

/// Room for figures in words, at the right.
const FIGURES: f64 = 220.0;

/// Standard errors from a value to the limit of its 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// A panel holds so many rows, at most.
const MOST: usize = 24;

pub(super) fn draw(fit: &OfficeFit, source: &str) -> Option<Drawing> {
    let rows: Vec<&EstimateRow> = fit.rows().filter(|row| row.value.is_some()).collect();
    if rows.is_empty() {
        return None;
    }
    let subtitle = format!(
        "From {} outcomes in {} checked decisions of {} caseworkers. An arrow: the results set no limit on that side.",
        grouped(fit.looks as f64, 0),
        grouped(fit.decisions as f64, 0),
        grouped(fit.caseworkers as f64, 0)
    );
    let mut page = Page::open("fitted-numbers", &headline(&rows), &subtitle);
    let dot = signs::point(Marker::Circle, 5.0, PAIR[0], false);
    let base = signs::point(Marker::Diamond, 5.0, PARTS[1], true);
    page.key(&[
        (&dot, "fitted"),
        (&signs::interval(solid(PAIR[0], 2.0)), "95% interval"),
        (&base, "the base scenario's value"),
    ]);
    for (name, rows) in panels(&rows) {
        for rows in rows.chunks(MOST) {
            panel(&mut page, &name, rows);
        }
    }
    let each = sentences(&rows);
    let alt = format!("Dot plots, one for each kind of number.{each}");
    Some(page.finish(source, &alt, table(&rows)))
}

/// Numbers of one kind and unit under the name of their axis, in their order.
fn panels<'a>(rows: &[&'a EstimateRow]) -> Vec<(String, Vec<&'a EstimateRow>)> {
    let mut panels: Vec<(String, Vec<&EstimateRow>)> = Vec::new();
    for row in rows {
        let name = axis(row);
        match panels.iter_mut().find(|(known, _)| *known == name) {
            Some((_, own)) => own.push(row),
            None => panels.push((name, vec![row])),
        }
    }
    panels
}

/// What a number is, with its unit.
fn axis(row: &EstimateRow) -> String {
    let kind = match row.key.first().map(String::as_str) {
        Some("activity") => "Rates of error",
        Some("policy") => "Checkers",
        Some("complexity") => "Complexity",
        Some("workforce") => "Spread",
        Some("coaching") => "Coaching",
        _ => "Amounts",
    };
    let unit = match row.unit {
        "share" => "%",
        "pounds" => "£",
        unit => unit,
    };
    format!("{kind} ({unit})")
}

fn panel(page: &mut Page, name: &str, rows: &[&EstimateRow]) {
    let ends = (MARGIN + LABELS + 20.0, WIDTH - MARGIN - FIGURES);
    let whole = scale_of(rows[0]);
    let extent = rows.iter();
    let extent = extent.flat_map(|row| [row.value, row.low, row.high, row.base]);
    let extent: Vec<f64> = extent.flatten().map(|x| whole * x).collect();
    let limits = match extent.iter().any(|x| *x < 0.0) {
        true => Limits::AroundZero,
        false => Limits::FromZero,
    };
    let scale = Scale::across(&extent, limits, ends, 7);
    page.names(&[
        (MARGIN, Anchor::Start, "Number"),
        (ends.0, Anchor::Start, name),
        (WIDTH - MARGIN, Anchor::End, "Fitted, with its interval"),
    ]);
    let top = page.y;
    let label = |row: &&EstimateRow| Label::new(&short(&row.name, 90), "", false, LABELS);
    let labels: Vec<Label> = rows.iter().map(label).collect();
    let heights: Vec<f64> = labels.iter().map(|label| label.height() + 12.0).collect();
    let bottom = top + heights.iter().sum::<f64>();
    page.grid_across(&scale, top, bottom);
    for ((row, label), middle) in rows.iter().zip(&labels).zip(middles(&heights, top)) {
        label.write(&mut page.picture, (MARGIN, middle), INK);
        let at = |x: f64| scale.at(whole * x);
        let (low, high) = scale.pixels();
        let (from, to) = (
            row.low.map_or(low - 9.0, at),
            row.high.map_or(high + 9.0, at),
        );
        let picture = &mut page.picture;
        picture.whisker_within((from, to), (low, high), middle, 5.0, solid(PAIR[0], 2.0));
        if let Some(base) = row.base {
            picture.marker(Marker::Diamond, (at(base), middle), 5.0, PARTS[1], true);
        }
        if let Some(value) = row.value {
            picture.marker(Marker::Circle, (at(value), middle), 5.0, PAIR[0], false);
        }
        page.write((WIDTH - MARGIN, middle + 4.5), &in_words(row), Anchor::End);
    }
    page.y = bottom + 26.0;
}

/// What a share is on an axis in percent.
fn scale_of(row: &EstimateRow) -> f64 {
    if row.unit == "share" { 100.0 } else { 1.0 }
}

fn digits(row: &EstimateRow) -> usize {
    let scale = scale_of(row);
    let (low, high) = (row.low.or(row.value), row.high.or(row.value));
    let ends = low.zip(high);
    let width = ends.map_or(0.0, |(low, high)| scale * (high - low));
    match width > 0.0 {
        true => (1.0 - width.log10().floor()).clamp(0.0, 4.0) as usize,
        false => 3,
    }
}

fn number(row: &EstimateRow, x: Option<f64>) -> String {
    x.map_or(dash(), |x| grouped(scale_of(row) * x, digits(row)))
}

fn in_words(row: &EstimateRow) -> String {
    let [value, low, high] = [row.value, row.low, row.high].map(|x| number(row, x));
    match (row.low, row.high) {
        (Some(_), Some(_)) => format!("{value} ({low} to {high})"),
        (Some(_), None) => format!("{value} ({low} or more)"),
        (None, Some(_)) => format!("{value} ({high} or less)"),
        (None, None) => value,
    }
}

/// Whether the base's value is further from the fitted one than chance takes the furthest of so many once in 370 times.
fn differs(row: &EstimateRow, of: usize) -> bool {
    // The scale on which it is nearly normal.
    let on = |x: f64| match row.unit {
        "share" if x > 0.0 && x < 1.0 => Some((x / (1.0 - x)).ln()),
        "share" => None,
        "log-odds" => Some(x),
        _ if x > 0.0 => Some(x.ln()),
        _ => None,
    };
    let (Some(value), Some(base)) = (row.value, row.base) else {
        return false;
    };
    let Some(limit) = (if base < value { row.low } else { row.high }) else {
        return false;
    };
    let both = on(value).zip(on(base)).zip(on(limit));
    let ((value, base), limit) = both.unwrap_or(((value, base), limit));
    (base - value).abs() > beyond(of, 1e9) / Z * (limit - value).abs()
}

fn headline(rows: &[&EstimateRow]) -> String {
    let off = rows.iter().filter(|row| differs(row, rows.len()));
    let names: Vec<&str> = off.map(|row| row.name.as_str()).collect();
    let of = match rows.len() {
        1 => "the fitted number".to_owned(),
        n => format!("{n} fitted numbers"),
    };
    let named = listed(&names);
    match names.len() {
        0 if rows.len() == 1 => {
            "The fitted number does not differ from the base by more than chance".to_owned()
        }
        0 => format!("None of {of} differs from the base by more than chance"),
        1 => format!("{named} differs from the base by more than chance"),
        n => format!("{n} of {of} differ from the base by more than chance: {named}"),
    }
}

fn sentences(rows: &[&EstimateRow]) -> String {
    let of = |row: &&EstimateRow| {
        let base = number(row, row.base);
        format!(" {}: {}, base {base}.", row.name, in_words(row))
    };
    rows.iter().map(of).collect()
}

fn table(rows: &[&EstimateRow]) -> Table {
    let cells = rows.iter().map(|row| {
        let unit = if row.unit == "share" { "%" } else { row.unit };
        let mut cells = vec![row.name.clone(), unit.to_owned()];
        cells.extend([row.value, row.low, row.high, row.base].map(|x| number(row, x)));
        cells
    });
    let columns = ["number", "unit", "fitted", "2.5 %", "97.5 %", "base"];
    Table::new(columns, cells.collect())
}
