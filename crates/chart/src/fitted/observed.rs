//! Shares of fails that were found, beside what the fit makes likely, with simulated envelopes.

use crate::canvas::{INK, LABELS, Label, MARGIN, PAIR, Page, Sign, WIDTH};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Marker, Picture};
use crate::rows::middles;
use crate::scale::{Limits, Scale};
use crate::words::{grouped, listed, short};
use tierone_fit::office::{ObservedRow, OfficeFit};

/// Room for figures in words, at the right.
const FIGURES: f64 = 220.0;
/// How high an envelope is.
const HIGH: f64 = 13.0;
/// Its colour, over white.
const SHADE: f64 = 0.3;

/// The chart of parts by `period` or by `activity`.
pub(super) fn draw(fit: &OfficeFit, by: &str, source: &str) -> Option<Drawing> {
    let rows: Vec<&ObservedRow> = fit.observed.iter().filter(|row| row.by == by).collect();
    if rows.is_empty() {
        return None;
    }
    let subtitle = format!(
        "Share of outcomes that fail, by {by}, and the range of 95 in 100 simulations at the fitted numbers, with caseworkers drawn \
         anew."
    );
    let name = format!("observed-by-{by}");
    let mut page = Page::open(&name, &headline(&rows, by), &subtitle);
    let found: Sign = &|picture, (x, y)| dot(picture, (x + 17.0, y), false);
    let out: Sign = &|picture, (x, y)| dot(picture, (x + 17.0, y), true);
    let envelope: Sign = &|picture, (x, y)| band(picture, (x, x + 34.0), y);
    let mut key = vec![(found, "found"), (envelope, "95 in 100 simulations")];
    if rows.iter().any(|row| row.stands_out) {
        key.insert(1, (out, "further off than chance takes the furthest"));
    }
    page.key(&key);
    let ends = (MARGIN + LABELS + 20.0, WIDTH - MARGIN - FIGURES);
    let extent = rows
        .iter()
        .flat_map(|row| [row.low, row.high, row.observed]);
    let extent: Vec<f64> = extent.map(|x| 100.0 * x).collect();
    let scale = Scale::across(&extent, Limits::FromZero, ends, 7);
    let head = match by {
        "period" => "Period from",
        _ => "Activity",
    };
    page.names(&[
        (MARGIN, Anchor::Start, head),
        (ends.0, Anchor::Start, "Outcomes that fail (%)"),
        (WIDTH - MARGIN, Anchor::End, "Found, and expected"),
    ]);
    let label = |row: &&ObservedRow| {
        let notes = format!("{} outcomes", grouped(row.looks as f64, 0));
        Label::new(&short(&row.name, 80), &notes, false, LABELS)
    };
    let labels: Vec<Label> = rows.iter().map(label).collect();
    let top = page.y;
    let heights: Vec<f64> = labels.iter().map(|label| label.height() + 8.0).collect();
    let bottom = top + heights.iter().sum::<f64>();
    page.grid_across(&scale, top, bottom);
    for ((row, label), middle) in rows.iter().zip(&labels).zip(middles(&heights, top)) {
        label.write(&mut page.picture, (MARGIN, middle), INK);
        let at = |x: f64| scale.at(100.0 * x);
        band(&mut page.picture, (at(row.low), at(row.high)), middle);
        let point = (at(row.observed), middle);
        dot(&mut page.picture, point, row.stands_out);
        let words = format!("{} ({})", percent(row, row.observed), range(row));
        page.write((WIDTH - MARGIN, middle + 4.5), &words, Anchor::End);
    }
    page.y = bottom + 24.0;
    let sentences = rows.iter().map(|row| {
        let (found, expected) = (percent(row, row.observed), range(row));
        format!(" {}: {found} found, {expected} expected.", row.name)
    });
    let alt = format!("A dot plot.{}", sentences.collect::<String>());
    Some(page.finish(source, &alt, table(&rows, by)))
}

fn band(picture: &mut Picture, (low, high): (f64, f64), y: f64) {
    // As wide as a line where simulations agree.
    let high = high.max(low + 2.0);
    let half = HIGH / 2.0;
    picture.rect((low, y - half), (high, y + half), PAIR[0], SHADE);
}

fn dot(picture: &mut Picture, at: (f64, f64), stands_out: bool) {
    let (marker, colour) = match stands_out {
        true => (Marker::Diamond, PAIR[1]),
        false => (Marker::Circle, PAIR[0]),
    };
    picture.marker(marker, at, 4.5, colour, false);
}

fn percent(row: &ObservedRow, share: f64) -> String {
    let width = 100.0 * (row.high - row.low);
    let digits = match width > 0.0 {
        true => (1.0 - width.log10().floor()).clamp(0.0, 3.0) as usize,
        false => 1,
    };
    format!("{}%", grouped(100.0 * share, digits))
}

fn range(row: &ObservedRow) -> String {
    format!("{} to {}", percent(row, row.low), percent(row, row.high))
}

fn headline(rows: &[&ObservedRow], by: &str) -> String {
    let out: Vec<&&ObservedRow> = rows.iter().filter(|row| row.stands_out).collect();
    match out[..] {
        [] => format!("No {by} is further from the fit than chance takes it"),
        [one] => {
            let way = match one.observed > one.expected {
                true => "more",
                false => "fewer",
            };
            let name = short(&one.name, 60);
            format!("“{name}” has {way} fails than the fit explains")
        }
        _ => {
            let names: Vec<&str> = out.iter().map(|row| row.name.as_str()).collect();
            format!("The fit does not explain the fails of {}", listed(&names))
        }
    }
}

fn table(rows: &[&ObservedRow], by: &str) -> Table {
    let cells = rows.iter().map(|row| {
        let mut cells = vec![
            row.name.clone(),
            grouped(row.looks as f64, 0),
            grouped(row.failed as f64, 0),
        ];
        cells.extend([row.observed, row.expected, row.low, row.high].map(|x| percent(row, x)));
        cells
    });
    let columns = [
        by, "outcomes", "fails", "found", "expected", "2.5 %", "97.5 %",
    ];
    Table::new(columns, cells.collect())
}
