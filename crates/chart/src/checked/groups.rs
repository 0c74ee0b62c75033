//! A figure of every group: which groups have it, and what it says of them.

use super::dots;
use super::group_row::{Aim, Row, whole};
use super::material::{Chart, Material};
use super::words::{months, source};
use crate::canvas::Page;
use crate::claims::{apart, beyond};
use crate::drawing::{Drawing, Table};
use crate::targets::percent;
use crate::words::{counted, dash, grouped, short};
use tierone_records::assess::Scope;
use tierone_stats::special::normal_quantile;

/// Groups of one column; the others are in the table of figures.
const MOST: usize = 40;

/// Draws the figure of every group, if there are groups that have it.
pub(super) fn draw(chart: Chart, aim: Aim, material: &Material) -> Option<Drawing> {
    let (sections, rows, left_out) = rows(aim, material);
    if rows.iter().all(|row| row.group.by.is_empty()) {
        return None;
    }
    let targets: Vec<f64> = material
        .targets
        .iter()
        .filter(|(figure, _)| *figure == aim.figure)
        .map(|(_, level)| *level)
        .collect();
    let in_words: Vec<String> = targets
        .iter()
        .map(|level| format!("target: {} {}%", aim.target, percent(100.0 * level)))
        .collect();
    let confidence = grouped(100.0 * material.confidence, 1).replace(".0", "");
    let subtitle = format!(
        "{} of {} with {confidence}% intervals, beside that of all.{}",
        aim.words,
        counted(
            rows.iter().filter(|row| !row.group.by.is_empty()).count(),
            "group"
        ),
        dots::scale(aim, &rows, &targets).warning(),
    );
    let mut page = Page::open(
        chart.name,
        &headline(aim, &rows, material.confidence),
        &subtitle,
    );
    dots::key(&mut page, &rows, &confidence, &in_words);
    dots::plot(&mut page, aim, &sections, &rows, &targets);
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
            name: String::new(),
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
    for section in 0..sections.len() {
        let of = |row: &&Row| row.section == section;
        let names = months(all.iter().filter(of).map(|row| row.group.name));
        let rows = all.iter_mut().filter(|row| row.section == section);
        rows.zip(names).for_each(|(row, name)| row.name = name);
    }
    let left_out = found - all.len();
    (sections, all, left_out)
}

/// Names two groups only where they are further apart than chance takes any two of so many: the two that are so by most.
/// The smallest groups have the most extreme figures, and the widest intervals.
fn headline(aim: Aim, rows: &[Row], confidence: f64) -> String {
    let groups: Vec<&Row> = rows.iter().filter(|row| !row.group.by.is_empty()).collect();
    let overall = match whole(rows) {
        Some(whole) => format!("{} is {} overall", aim.words, whole.value()),
        None => aim.words.to_owned(),
    };
    let pairs = pairs(&groups);
    let reach = -normal_quantile(0.5 * (1.0 - confidence));
    let further = |(low, high): &(&Row, &Row)| Some(apart(high.between()?, low.between()?, reach));
    let clear: Vec<((&Row, &Row), f64)> = pairs
        .iter()
        .filter_map(|pair| Some((*pair, further(pair)?)))
        .filter(|(_, away)| *away > beyond(pairs.len(), f64::INFINITY))
        .collect();
    let furthest = clear.iter().reduce(|a, b| if b.1 > a.1 { b } else { a });
    match furthest {
        None if groups.len() > 1 => format!(
            "{overall}; no two of the {} groups are shown to differ",
            groups.len()
        ),
        None => overall,
        // No headline names a person.
        Some(_) if groups.iter().any(|row| row.group.of_person) => {
            format!("{overall}; some groups differ by more than chance explains")
        }
        Some(((low, high), _)) => format!(
            "{overall}; {} in “{}” and {} in “{}” differ by more than chance explains",
            low.value(),
            short(&low.name, 32),
            high.value(),
            short(&high.name, 32)
        ),
    }
}

/// Every two groups of a column, which have no case in common, the lower one first.
fn pairs<'r, 'a>(groups: &[&'r Row<'a>]) -> Vec<(&'r Row<'a>, &'r Row<'a>)> {
    let mut pairs = Vec::new();
    for (index, one) in groups.iter().enumerate() {
        for other in groups[..index]
            .iter()
            .filter(|other| other.section == one.section)
        {
            pairs.push(if one.value < other.value {
                (*one, *other)
            } else {
                (*other, *one)
            });
        }
    }
    pairs
}

fn sentences(rows: &[Row]) -> String {
    let mut sentences = String::new();
    for row in rows {
        let name = if row.group.by.is_empty() {
            "all".to_owned()
        } else {
            format!("{} “{}”", row.group.by, row.name)
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
            row.name.clone(),
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
