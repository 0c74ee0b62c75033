//! The report as charts.

use tierone_chart::Drawing;
use tierone_chart::checked::{Group, Material, draw};

use tierone_records::report::Report;

/// Every chart that the report has something for; those too few to be told of are in none.
pub(super) fn drawn(report: &Report) -> Vec<Drawing> {
    let chart = |of_people: bool| {
        let signals = report.signals.iter();
        let mut signals = signals.filter(move |signals| signals.column.is_some() == of_people);
        signals.next()
    };
    let (periods, people) = (chart(false), chart(true));
    draw(&Material {
        design: &report.design,
        confidence: report.confidence,
        suppress_below: report.suppress_below,
        periods: periods.map_or(&[], |signals| &signals.points),
        column: people.and_then(|s| s.column.as_deref()).unwrap_or_default(),
        people: people.map_or(&[], |signals| &signals.points),
        attributes: fails(report, "attribute"),
        kinds: fails(report, "fail"),
        groups: report
            .groups
            .iter()
            .filter(|group| !group.suppressed)
            .map(|group| Group {
                by: group.by.as_deref().unwrap_or_default(),
                name: &group.name,
                figures: &group.figures,
            })
            .collect(),
    })
}

fn fails<'r>(report: &'r Report, by: &str) -> Vec<(&'r str, u64)> {
    let counts = report.counts.iter().filter(|count| count.by == by);
    counts
        .map(|count| (count.name.as_str(), count.failed))
        .collect()
}
