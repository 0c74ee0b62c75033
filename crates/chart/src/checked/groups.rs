//! A figure of every group: which groups have it, and what it says of them.

use super::dots;
use super::words::{short, source, within};
use super::{Chart, Group, Material};
use crate::canvas::Page;
use crate::scale::Limits;
use crate::words::{counted, dash, grouped};
use crate::{Drawing, Table};
use tierone_records::assess::{Figure, FigureName, Scope};

/// Groups of one column; the others are in the table of figures.
const MOST: usize = 40;

/// A figure that groups are compared by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aim {
    /// Which.
    pub(super) figure: FigureName,
    /// Its name at the beginning of a sentence.
    pub(super) words: &'static str,
    /// Its name on an axis, with its unit.
    pub(super) axis: &'static str,
    /// What it can be at all.
    pub(super) range: Limits,
}

/// A group that has the figure.
pub(super) struct Row<'a> {
    /// Which column it is of.
    pub(super) section: usize,
    /// Its name and the column that it is of.
    pub(super) group: Group<'a>,
    /// The figure.
    pub(super) figure: &'a Figure,
    /// Its value, which it has.
    pub(super) value: f64,
}

impl Row<'_> {
    /// Half the width of its interval.
    fn half(&self) -> f64 {
        self.figure
            .interval
            .map_or(0.0, |(low, high)| 0.5 * (high - low))
    }

    /// The value in words.
    pub(super) fn value(&self) -> String {
        within(self.value, self.half())
    }

    /// The interval in words.
    pub(super) fn interval(&self) -> Option<String> {
        let (low, high) = self.figure.interval?;
        let half = self.half();
        Some(format!("{} to {}", within(low, half), within(high, half)))
    }
}

/// Draws the figure of every group, if there are groups that have it.
pub(super) fn draw(chart: Chart, aim: Aim, material: &Material) -> Option<Drawing> {
    let (sections, rows, left_out) = rows(aim, material);
    if rows.iter().all(|row| row.group.by.is_empty()) {
        return None;
    }
    let confidence = grouped(100.0 * material.confidence, 1).replace(".0", "");
    let subtitle = format!(
        "{} of {} with {confidence}% intervals, beside that of all. {}",
        aim.words,
        counted(
            rows.iter().filter(|row| !row.group.by.is_empty()).count(),
            "group"
        ),
        if aim.range == Limits::Percent {
            "The axis need not start at zero."
        } else {
            "The axis starts at zero."
        },
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

/// The row of all cases.
pub(super) fn whole<'r, 'a>(rows: &'r [Row<'a>]) -> Option<&'r Row<'a>> {
    rows.iter().find(|row| row.group.by.is_empty())
}

fn headline(aim: Aim, rows: &[Row]) -> String {
    let groups = || rows.iter().filter(|row| !row.group.by.is_empty());
    let lowest = groups().reduce(|a, b| if b.value < a.value { b } else { a });
    let highest = groups().reduce(|a, b| if b.value > a.value { b } else { a });
    let overall = match whole(rows) {
        Some(whole) => format!("{} is {} over all", aim.words, whole.value()),
        None => aim.words.to_owned(),
    };
    match (lowest, highest) {
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
