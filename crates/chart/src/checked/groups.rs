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
    let targets = material.targets.iter();
    let targets = targets.filter(|(figure, _)| *figure == aim.figure);
    let targets: Vec<f64> = targets.map(|(_, level)| *level).collect();
    let words = |level: &f64| format!("target: {} {}%", aim.target, percent(100.0 * level));
    let in_words: Vec<String> = targets.iter().map(words).collect();
    let confidence = grouped(100.0 * material.confidence, 1).replace(".0", "");
    let groups = rows.iter().filter(|row| !row.group.by.is_empty()).count();
    let subtitle = format!(
        "{} of {} with {confidence}% intervals, beside that of all.{}",
        aim.words,
        counted(groups, "group"),
        dots::scale(aim, &rows, &targets).warning(),
    );
    let title = headline(aim, &rows, material.confidence);
    let mut page = Page::open(chart.name, &title, &subtitle);
    dots::key(&mut page, &rows, &confidence, &in_words);
    dots::plot(&mut page, aim, &sections, &rows, &targets);
    let about = match left_out {
        0 => String::new(),
        n => format!(
            "{} with the fewest checks are not drawn.",
            counted(n, "group")
        ),
    };
    let alt = format!("A dot plot with a row a group.{}", sentences(&rows));
    Some(page.finish(&source(material, &about), &alt, table(aim, &rows)))
}

/// The columns, the groups of each that have the figure, and how many are too many to draw.
fn rows<'a>(aim: Aim, material: &Material<'a>) -> (Vec<&'a str>, Vec<Row<'a>>, usize) {
    let mut sections: Vec<&str> = Vec::new();
    let mut all: Vec<Row> = Vec::new();
    for group in &material.groups {
        let figures = group.figures.iter();
        let figures = || figures.clone().filter(|figure| figure.name == aim.figure);
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
    match (furthest, groups.len()) {
        (None, n) if n > 1 => {
            format!("{overall}; no two of the {n} groups are shown to differ")
        }
        (None, _) => overall,
        // No headline names a person.
        (Some(_), _) if groups.iter().any(|row| row.group.of_person) => {
            format!("{overall}; some groups differ by more than chance explains")
        }
        (Some(((low, high), _)), _) => format!(
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
        let others = groups[..index].iter();
        let others = others.filter(|other| other.section == one.section);
        pairs.extend(others.map(|other| match one.value < other.value {
            true => (*one, *other),
            false => (*other, *one),
        }));
    }
    pairs
}

fn sentences(rows: &[Row]) -> String {
    let sentence = |row: &Row| {
        let name = match row.group.by {
            "" => "all".to_owned(),
            by => format!("{by} “{}”", row.name),
        };
        let of = match row.interval() {
            Some(interval) => format!("interval {interval}"),
            None => "of checked cases only".to_owned(),
        };
        format!(" {name}: {}, {of}.", row.value())
    };
    rows.iter().map(sentence).collect()
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
        let by = match row.group.by {
            "" => dash(),
            by => by.to_owned(),
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
    Table::new(columns, rows.iter().map(row).collect())
}
