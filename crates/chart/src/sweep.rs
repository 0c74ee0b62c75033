//! A grid over keys of a scenario: lines with bands over one key, heat maps over two.

use crate::canvas::{INK, Look, MARGIN, Page, Sign, WIDTH, font, looks, tick_room};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Picture};
use crate::scale::{Limits, Scale};
use crate::signs;
use crate::sweep_words::{measured, place, rounded, short, shown};
use crate::text::width;
use tierone_engine::measure::{Unit, measure};
use tierone_sensitivity::{Axis, SweepRow, values_at};
use tierone_stats::format::{plain, with_error};

/// Names of charts, in the order in which they are drawn: more than these are in the table alone.
const NAMES: [&str; 12] = [
    "sweep-1", "sweep-2", "sweep-3", "sweep-4", "sweep-5", "sweep-6", "sweep-7", "sweep-8",
    "sweep-9", "sweep-10", "sweep-11", "sweep-12",
];

/// Policies in one chart of lines, at most.
const LINES: usize = 6;

/// Values of a key on an axis, at most.
const MOST_ACROSS: usize = 40;

/// Colours of a heat map, the lowest value first.
const HEAT: [&str; 7] = [
    "#EAF2F8", "#CADDEC", "#A3C3DC", "#78A6C8", "#4D86B0", "#2A6593", "#12436D",
];
const HIGH: f64 = 320.0;
const ROW: f64 = 34.0;

/// The charts of a grid: for one key a chart a measure, for two a heat map a measure and policy; none for more keys, or for so many
/// values that they cannot be told apart.
pub fn sweeps(axes: &[Axis], rows: &[SweepRow], scenario: &str) -> Vec<Drawing> {
    let mut measures: Vec<&str> = Vec::new();
    let mut policies: Vec<&str> = Vec::new();
    for row in rows {
        if !measures.contains(&row.measure.as_str()) {
            measures.push(&row.measure);
        }
        if !policies.contains(&row.policy.as_str()) {
            policies.push(&row.policy);
        }
    }
    let mut names = NAMES.iter().copied();
    let mut drawings = Vec::new();
    if axes.iter().any(|axis| axis.values.len() > MOST_ACROSS) {
        return drawings;
    }
    for name in measures {
        let of: Vec<&SweepRow> = rows.iter().filter(|row| row.measure == name).collect();
        match axes {
            [axis] => {
                for some in policies.chunks(LINES) {
                    let Some(name) = names.next() else { break };
                    drawings.push(lines(name, axis, some, &of, scenario));
                }
            }
            [up, across] => {
                for policy in &policies {
                    let own = of.iter().copied().filter(|row| row.policy == *policy);
                    let own: Vec<&SweepRow> = own.collect();
                    if own.is_empty() {
                        continue;
                    }
                    let Some(name) = names.next() else { break };
                    drawings.push(heat(name, (up, across), axes, policy, &own, scenario));
                }
            }
            _ => {}
        }
    }
    drawings
}

fn limits(rows: &[&SweepRow]) -> Limits {
    match measure(&rows[0].measure).map(|measure| measure.unit) {
        Some(Unit::Percent | Unit::Points) => Limits::Percent,
        _ => Limits::FromZero,
    }
}

/// From the first value of the key to the last.
fn from_to<'r>(rows: &[&'r SweepRow], policy: &str) -> Option<[&'r SweepRow; 2]> {
    let own = || rows.iter().copied().filter(|row| row.policy == policy);
    Some([
        own().min_by_key(|row| row.point)?,
        own().max_by_key(|row| row.point)?,
    ])
}

fn lines(
    name: &'static str,
    axis: &Axis,
    policies: &[&str],
    rows: &[&SweepRow],
    scenario: &str,
) -> Drawing {
    let axes = std::slice::from_ref(axis);
    let heading = measured(rows[0]);
    let (first, last) = (&axis.values[0], &axis.values[axis.values.len() - 1]);
    let words = heading.split(" (").next().unwrap_or(&heading);
    let title = match from_to(rows, policies[0]) {
        Some([low, high]) if low.differs_from(high, 1) => format!(
            "{words} under “{}”: {} where {} is {first}, {} where it is {last}",
            policies[0],
            shown(low),
            short(&axis.key),
            shown(high)
        ),
        Some(_) => format!(
            "{words} under “{}”: no clear change where {} goes from {first} to {last}",
            policies[0],
            short(&axis.key)
        ),
        None => format!("{words} by {}", short(&axis.key)),
    };
    let own = rows.iter().copied();
    let own = own.filter(|row| policies.contains(&row.policy.as_str()));
    let own: Vec<&SweepRow> = own.collect();
    let values: Vec<f64> = own.iter().flat_map(|row| [row.low, row.high]).collect();
    let limits = limits(rows);
    let subtitle = format!(
        "Averages of {} simulated years each, and the range of 95 in 100 of them.{}",
        rows[0].replications,
        Scale::fit(&values, limits, (1.0, 0.0), 7).warning()
    );
    let mut page = Page::open(name, &title, &subtitle);
    let looks = looks(policies.len());
    let sign = |look: &Look| {
        let look = *look;
        move |picture: &mut Picture, (x, y): (f64, f64)| {
            picture.rect((x, y - 6.0), (x + 34.0, y + 6.0), look.colour, 0.15);
            picture.line((x, y), (x + 34.0, y), look.stroke());
        }
    };
    let signs: Vec<_> = looks.iter().map(sign).collect();
    let entries = signs.iter().zip(policies);
    let entries = entries.map(|(sign, policy)| (sign as Sign, *policy));
    page.key(&entries.collect::<Vec<_>>());
    page.names(&[(MARGIN, Anchor::Start, &heading)]);
    let (top, bottom) = (page.y + 8.0, page.y + 8.0 + HIGH);
    let up = Scale::fit(&values, limits, (bottom, top), 7);
    let (left, right) = (MARGIN + tick_room(&up) + 6.0, WIDTH - MARGIN);
    page.grid_up(&up, left, right);
    page.names_across((left, right), bottom, &axis.values);
    let slot = (right - left) / axis.values.len() as f64;
    for (policy, look) in policies.iter().zip(&looks) {
        let rows: Vec<&&SweepRow> = own.iter().filter(|row| row.policy == *policy).collect();
        let x = |row: &SweepRow| left + (row.point as f64 + 0.5) * slot;
        let mut outline: Vec<(f64, f64)> =
            rows.iter().map(|row| (x(row), up.at(row.low))).collect();
        outline.extend(rows.iter().rev().map(|row| (x(row), up.at(row.high))));
        if rows.len() > 1 {
            page.picture.area(&outline, look.colour, 0.15);
        }
        let middle: Vec<(f64, f64)> = rows.iter().map(|row| (x(row), up.at(row.mean))).collect();
        if middle.len() > 1 {
            page.picture.path(&middle, look.stroke());
        }
        for at in middle {
            page.picture
                .marker(look.marker, at, 4.0, look.colour, false);
        }
    }
    name_below(&mut page, (left, bottom), axis);
    let values = axis.values.len();
    let alt = format!("A line a policy over {values} values, each with a band.");
    page.finish(&source(scenario), &alt, table(axes, &own, &heading))
}

fn heat(
    name: &'static str,
    (up, across): (&Axis, &Axis),
    axes: &[Axis],
    policy: &str,
    rows: &[&SweepRow],
    scenario: &str,
) -> Drawing {
    let heading = measured(rows[0]);
    let order = |one: &&SweepRow, other: &&SweepRow| one.mean.total_cmp(&other.mean);
    let all = || rows.iter().copied();
    let least = all().min_by(order).unwrap_or(rows[0]);
    let most = all().max_by(order).unwrap_or(rows[0]);
    let words = heading.split(" (").next().unwrap_or(&heading);
    let pairs = rows.len() * rows.len().saturating_sub(1) / 2;
    let title = match least.differs_from(most, pairs) {
        true => format!(
            "{words} under “{policy}”: from {} at {} to {} at {}",
            shown(least),
            place(axes, least),
            shown(most),
            place(axes, most)
        ),
        false => format!("{words} under “{policy}”: no clear difference between points"),
    };
    let subtitle = format!(
        "Averages of {} simulated years each: {} upwards, {} across.",
        rows[0].replications,
        short(&up.key),
        short(&across.key)
    );
    let mut page = Page::open(name, &title, &subtitle);
    let step = |row: &SweepRow| {
        let part = (row.mean - least.mean) / (most.mean - least.mean);
        let part = if part.is_finite() { part } else { 0.0 };
        ((part * HEAT.len() as f64) as usize).min(HEAT.len() - 1)
    };
    let (low, high) = (shown(least), shown(most));
    let darkest = HEAT[HEAT.len() - 1];
    page.key(&[
        (&signs::bar(HEAT[0], 1.0), &low),
        (&signs::bar(darkest, 1.0), &high),
    ]);
    page.names(&[(MARGIN, Anchor::Start, &heading)]);
    let names = up.values.iter().map(|value| width(value, 13.0, false));
    let left = MARGIN + names.fold(0.0, f64::max).min(240.0) + 12.0;
    let right = WIDTH - MARGIN;
    let top = page.y + 8.0;
    let bottom = top + ROW * up.values.len() as f64;
    let slot = (right - left) / across.values.len() as f64;
    for (line, value) in up.values.iter().enumerate() {
        // The first value stands lowest.
        let y = bottom - (line as f64 + 0.5) * ROW;
        page.write((left - 8.0, y + 4.5), value, Anchor::End);
    }
    for row in rows {
        let each = across.values.len();
        let (line, column) = (row.point / each, row.point % each);
        let (x, y) = (left + column as f64 * slot, bottom - line as f64 * ROW);
        let step = step(row);
        let end = (x + slot - 1.0, y - ROW + 1.0);
        page.picture.rect((x + 1.0, y - 1.0), end, HEAT[step], 1.0);
        let words = shown(row);
        if width(&words, 12.0, false) + 8.0 < slot {
            let ink = if step >= 4 { "#FFFFFF" } else { INK };
            let at = (x + 0.5 * slot, y - 0.5 * ROW + 4.5);
            page.picture
                .text(at, &words, font(12.0, ink, Anchor::Middle));
        }
    }
    page.names_across((left, right), bottom, &across.values);
    name_below(&mut page, (left, bottom), across);
    let (high, wide) = (up.values.len(), across.values.len());
    let alt = format!("A heat map of {high} by {wide} values.");
    page.finish(&source(scenario), &alt, table(axes, rows, &heading))
}

/// Names the key whose values stand under a picture.
fn name_below(page: &mut Page, (left, bottom): (f64, f64), axis: &Axis) {
    page.axis_name((left, bottom + 42.0), &short(&axis.key));
    page.y = bottom + 48.0;
}

fn source(scenario: &str) -> String {
    format!("Source: simulation of “{scenario}”.")
}

fn table(axes: &[Axis], rows: &[&SweepRow], heading: &str) -> Table {
    let figures = [heading, "standard error", "lowest of 95 in 100", "highest"];
    let mut columns: Vec<String> = axes.iter().map(|axis| plain(&axis.key)).collect();
    columns.push("policy".to_owned());
    columns.extend(figures.map(str::to_owned));
    let cells = rows.iter().map(|row| {
        let values = values_at(axes, row.point).into_iter();
        let mut cells: Vec<String> = values.map(str::to_owned).collect();
        let error = row.mcse.and_then(|error| with_error(row.mean, error));
        let (value, error) = error.unwrap_or((shown(row), "–".into()));
        cells.extend([row.policy.clone(), value, error]);
        cells.extend([row.low, row.high].map(rounded));
        cells
    });
    Table {
        columns,
        rows: cells.collect(),
    }
}
