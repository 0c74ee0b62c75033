//! A figure of every group: which groups have it, and what it says of them.

use super::dots;
use super::group_row::{Aim, Row, whole};
use super::material::{Chart, Material};
use super::words::{short, source};
use crate::canvas::Page;
use crate::drawing::{Drawing, Table};
use crate::words::{counted, dash, grouped};
use tierone_records::assess::Scope;

/// Groups of one column; the others are in the table of figures.
const MOST: usize = 40;

/// Draws the figure of every group, if there are groups that have it.
pub(super) fn draw(chart: Chart, aim: Aim, material: &Material) -> Option<Drawing> {
    let (sections, rows, left_out) = rows(aim, material);
    if rows.iter().all(|row| row.group.by.is_empty()) {
        return None;
    }
    let confidence = grouped(100.0 * material.confidence, 1).replace(".0", "");
    let subtitle = format!(
        "{} of {} with {confidence}% intervals, beside that of all.{}",
        aim.words,
        counted(
            rows.iter().filter(|row| !row.group.by.is_empty()).count(),
            "group"
        ),
        dots::scale(aim, &rows).warning(),
    );
    let mut page = Page::open(chart.name, &headline(aim, &rows), &subtitle);
    dots::key(&mut page, &rows, &confidence);
    dots::plot(&mut page, aim, &sections, &rows);
    let about = if left_out > 0 {
        format!(
            "{} with the fewest checks are not drawn.",
            counted(left_out, "group")
        )
    } else {
        String::new()
    };
    let alt = format!("A dot plot with a row a group.{}", sentences(&rows));
    Some(page.finish(&source(material, &about), &alt, table(aim, &rows)))
}

/// The columns, the groups of each that have the figure, and how many are too many to draw.
fn rows<'a>(aim: Aim, material: &Material<'a>) -> (Vec<&'a str>, Vec<Row<'a>>, usize) {
    let mut sections: Vec<&str> = Vec::new();
    let mut all: Vec<Row> = Vec::new();
    for group in &material.groups {
        let figures = || {
            group
                .figures
                .iter()
                .filter(|figure| figure.name == aim.figure)
        };
        let of_frame = figures().find(|figure| figure.scope == Scope::Frame);
        let Some(figure) = of_frame.or_else(|| figures().next()) else {
            continue;
        };
        let Some(value) = figure.value else { continue };
        let known = sections.iter().position(|by| *by == group.by);
        let section = known.unwrap_or_else(|| {
            sections.push(group.by);
            sections.len() - 1
        });
        all.push(Row {
            section,
            group: *group,
            figure,
            value,
        });
    }
    let found = all.len();
    for section in 0..sections.len() {
        let mut places: Vec<usize> = (0..all.len())
            .filter(|place| all[*place].section == section)
            .collect();
        places.sort_by_key(|place| std::cmp::Reverse(all[*place].figure.n));
        let mut dropped = places.split_off(places.len().min(MOST));
        dropped.sort_unstable();
        for place in dropped.into_iter().rev() {
            all.remove(place);
        }
    }
    let left_out = found - all.len();
    (sections, all, left_out)
}

fn headline(aim: Aim, rows: &[Row]) -> String {
    let groups = || rows.iter().filter(|row| !row.group.by.is_empty());
    let lowest = groups().reduce(|a, b| if b.value < a.value { b } else { a });
    let highest = groups().reduce(|a, b| if b.value > a.value { b } else { a });
    let overall = match whole(rows) {
        Some(whole) => format!("{} is {} overall", aim.words, whole.value()),
        None => aim.words.to_owned(),
    };
    match (lowest, highest) {
        (Some(low), Some(high))
            if low.value() != high.value() && groups().any(|row| row.group.of_person) =>
        {
            format!(
                "{overall}: from {} to {} in the groups below",
                low.value(),
                high.value()
            )
        }
        (Some(low), Some(high)) if low.value() != high.value() => format!(
            "{overall}: from {} in “{}” to {} in “{}”",
            low.value(),
            short(low.group.name, 32),
            high.value(),
            short(high.group.name, 32)
        ),
        _ => format!("{overall}, and no different in any group"),
    }
}

fn sentences(rows: &[Row]) -> String {
    let mut sentences = String::new();
    for row in rows {
        let name = if row.group.by.is_empty() {
            "all".to_owned()
        } else {
            format!("{} “{}”", row.group.by, row.group.name)
        };
        let interval = row
            .interval()
            .map(|interval| format!(", interval {interval}"));
        let interval = interval.unwrap_or_else(|| ", of checked cases only".to_owned());
        sentences.push_str(&format!(" {name}: {}{interval}.", row.value()));
    }
    sentences
}

fn table(aim: Aim, rows: &[Row]) -> Table {
    let columns = [
        "By",
        "Group",
        aim.words,
        "Interval",
        "Checked (cases)",
        "Wrong (cases)",
    ];
    let row = |row: &Row| {
        let by = if row.group.by.is_empty() {
            dash()
        } else {
            row.group.by.to_owned()
        };
        vec![
            by,
            row.group.name.to_owned(),
            row.value(),
            row.interval().unwrap_or_else(dash),
            row.figure.n.to_string(),
            row.figure.found.to_string(),
        ]
    };
    Table {
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.iter().map(row).collect(),
    }
}
