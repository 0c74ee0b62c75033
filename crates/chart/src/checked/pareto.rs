//! What fails most: counts in falling order, and the share that the first ones have together.

use super::material::{Chart, Material};
use super::stands::LIMIT;
use super::words::{percent, source};
use crate::canvas::{INK, LABELS, Label, MARGIN, PAIR, Page, WIDTH, solid};
use crate::claims::{are_uneven, is_more_frequent};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Marker};
use crate::rows::middles;
use crate::scale::{Limits, Scale};
use crate::text::width;
use crate::words::{counted, grouped, short};

/// The share of all fails that the few are said to make up.
const MANY: f64 = 0.8;

/// What fails are counted by.
#[derive(Clone, Copy, Debug)]
pub(super) struct By {
    /// One of it.
    pub(super) one: &'static str,
    /// Several.
    pub(super) several: &'static str,
}

struct Row {
    name: String,
    count: u64,
    /// Its share of all fails.
    share: f64,
    /// The share that it and those before it have.
    so_far: f64,
}

/// Draws counts, if there are several to be put in order.
pub(super) fn draw(
    chart: Chart,
    by: By,
    counts: &[(&str, u64)],
    material: &Material,
) -> Option<Drawing> {
    let rows = rows(counts);
    if rows.len() < 2 {
        return None;
    }
    let total: u64 = rows.iter().map(|row| row.count).sum();
    let subtitle = format!(
        "Recorded fails by {}, the most frequent first, and the share that it and those above it have together (dashed: \
         80%). Counted, not estimated: {} in all.",
        by.one.to_lowercase(),
        counted(total as usize, "fail"),
    );
    let mut page = Page::open(chart.name, &headline(&rows, by, total), &subtitle);
    bars(&mut page, &rows, by);
    let bars = counted(rows.len(), "bar");
    let alt = format!("A bar chart with {bars}.{}", sentences(&rows));
    Some(page.finish(&source(material, ""), &alt, table(&rows, by)))
}

fn rows(counts: &[(&str, u64)]) -> Vec<Row> {
    let mut counts: Vec<(&str, u64)> = counts.iter().copied().filter(|(_, n)| *n > 0).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let total: u64 = counts.iter().map(|(_, count)| count).sum();
    let mut so_far = 0;
    let row = |(name, count): (&str, u64)| {
        so_far += count;
        Row {
            name: name.to_owned(),
            count,
            share: count as f64 / total as f64,
            so_far: so_far as f64 / total as f64,
        }
    };
    counts.into_iter().map(row).collect()
}

fn bars(page: &mut Page, rows: &[Row], by: By) {
    let start = MARGIN + LABELS + 14.0;
    let (bars_end, together) = (WIDTH - 400.0, WIDTH - 270.0);
    let counts: Vec<f64> = rows.iter().map(|row| row.count as f64).collect();
    let across = Scale::across(&counts, Limits::FromZero, (start, bars_end), 6);
    let ends = (together, WIDTH - MARGIN - 80.0);
    let shares = Scale::across(&[0.0, 100.0], Limits::Percent, ends, 6);
    let right = WIDTH - MARGIN;
    let so_far = "Together so far (% of fails)";
    page.names(&[
        (MARGIN, Anchor::Start, by.one),
        (start, Anchor::Start, "Fails (number)"),
        (together - 10.0, Anchor::Start, so_far),
    ]);
    let label = |row: &Row| Label::new(&short(&row.name, 80), "", false, LABELS);
    let labels: Vec<Label> = rows.iter().map(label).collect();
    let top = page.y;
    let heights = labels.iter().map(|label| label.height().max(20.0) + 8.0);
    let heights: Vec<f64> = heights.collect();
    let middles = middles(&heights, top + 6.0);
    let bottom = heights.iter().fold(top + 6.0, |y, height| y + height) + 6.0;
    page.grid_across(&across, top, bottom);
    page.grid_across(&shares, top, bottom);
    page.upright(&shares, 100.0 * MANY, (top, bottom), LIMIT);
    let place = |(row, y): (&Row, &f64)| (shares.at(100.0 * row.so_far), *y);
    let line: Vec<(f64, f64)> = rows.iter().zip(&middles).map(place).collect();
    page.picture.path(&line, solid(PAIR[1], 1.5));
    for (index, (row, label)) in rows.iter().zip(&labels).enumerate() {
        let y = middles[index];
        label.write(&mut page.picture, (MARGIN, y), INK);
        let end = across.at(row.count as f64);
        page.picture
            .rect((start, y - 9.0), (end, y + 9.0), PAIR[0], 1.0);
        let count = format!("{} ({})", grouped(row.count as f64, 0), percent(row.share));
        let at = (end + 6.0, y + 4.5);
        // Gridlines give way to the count.
        let wide = width(&count, 13.0, false);
        let (from, to) = ((at.0 - 2.0, y - 9.0), (at.0 + wide, y + 9.0));
        page.picture.rect(from, to, "#FFFFFF", 0.85);
        page.write(at, &count, Anchor::Start);
        page.picture
            .marker(Marker::Circle, line[index], 4.0, PAIR[1], false);
        page.write((right, y + 4.5), &percent(row.so_far), Anchor::End);
    }
    page.y = bottom + 24.0;
}

/// Claims that few make up most only where counts are further from equal than chance takes them, and that one is the most
/// frequent only where it is ahead of the next by more than chance.
fn headline(rows: &[Row], by: By, total: u64) -> String {
    let first = &rows[0];
    let (name, share) = (short(&first.name, 60), percent(first.share));
    let few = rows.iter().take_while(|row| row.so_far < MANY).count() + 1;
    let counts: Vec<u64> = rows.iter().map(|row| row.count).collect();
    let leads = is_more_frequent(first.count, rows[1].count, rows.len());
    if few == 1 && leads {
        return format!("“{name}” alone makes up {share} of {total} fails");
    }
    let lead = match leads {
        true => format!("“{name}” makes up {share}"),
        false => "none is clearly the most frequent".to_owned(),
    };
    let (all, several) = (rows.len(), by.several);
    if few < all && are_uneven(&counts) {
        let so_far = percent(rows[few - 1].so_far);
        return format!("{few} of {all} {several} make up {so_far} of {total} fails; {lead}");
    }
    format!("{total} fails are spread over {all} {several}; {lead}")
}

fn sentences(rows: &[Row]) -> String {
    let sentence = |Row {
                        name,
                        count,
                        share,
                        so_far,
                    }: &Row| {
        let (share, so_far) = (percent(*share), percent(*so_far));
        format!(" “{name}”: {count}, {share}, together {so_far}.")
    };
    rows.iter().map(sentence).collect()
}

fn table(rows: &[Row], by: By) -> Table {
    let columns = [
        by.one,
        "Fails (number)",
        "Share of fails",
        "Together so far",
    ];
    let row = |row: &Row| {
        vec![
            row.name.clone(),
            row.count.to_string(),
            percent(row.share),
            percent(row.so_far),
        ]
    };
    Table::new(columns, rows.iter().map(row).collect())
}
