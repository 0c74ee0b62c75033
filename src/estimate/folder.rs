//! The report as a folder of files, with charts.

use std::path::Path;

use tierone_chart::Drawing;
use tierone_chart::checked::{Group, Material, draw};
use tierone_records::report::{Report, files};

use super::super::destination::Destination;
use super::super::exit::Failure;
use super::super::terminal;
use super::options::Options;

/// Whether the folder may be written.
pub(super) fn may_stand(out: &Path, force: bool) -> Result<(), Failure> {
    Destination::at(out, "results")?.may_be_taken(force)
}

/// Writes figures, changes, signals, counts, the report, and charts of what there is to show.
pub(super) fn write(out: &Path, options: &Options, report: &Report) -> Result<(), Failure> {
    let working = Destination::at(out, "results")?.work()?;
    let staging = working.stage()?;
    for (name, bytes) in files(report, terminal::columns(), options.raw.cells()) {
        staging.write(name, &bytes)?;
    }
    for drawing in drawings(report) {
        let name = format!("charts/{}.svg", drawing.name);
        staging.write(&name, drawing.svg.as_bytes())?;
    }
    working.place().may_be_taken(options.force)?;
    working.put(&staging)?;
    terminal::talk(&format!("written to {}", out.display()));
    Ok(())
}

/// Every chart that the report has something for; groups that are left out are in none.
fn drawings(report: &Report) -> Vec<Drawing> {
    let chart = |of_people: bool| {
        let mut signals = report.signals.iter();
        signals.find(|signals| signals.column.is_some() == of_people)
    };
    let (periods, people) = (chart(false), chart(true));
    let fails = |by: &str| -> Vec<(&str, u64)> {
        let counts = report.counts.iter().filter(|count| count.by == by);
        counts
            .map(|count| (count.name.as_str(), count.failed))
            .collect()
    };
    let groups = report.groups.iter().filter(|group| !group.suppressed);
    draw(&Material {
        design: &report.design,
        confidence: report.confidence,
        suppress_below: report.suppress_below,
        periods: periods.map_or(&[], |signals| &signals.points),
        column: people.and_then(|s| s.column.as_deref()).unwrap_or_default(),
        people: people.map_or(&[], |signals| &signals.points),
        attributes: fails("attribute"),
        kinds: fails("fail"),
        groups: groups
            .map(|group| Group {
                by: group.by.as_deref().unwrap_or_default(),
                name: &group.name,
                figures: &group.figures,
            })
            .collect(),
    })
}
