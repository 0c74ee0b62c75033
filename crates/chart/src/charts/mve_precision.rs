//! How far each check's own figure of the monetary value of error is off.

use super::estimates::{Estimator, MVE, estimators};
use crate::canvas::{GREY, INK, LABELS, Label, MARGIN, PARTS, Page, WIDTH, solid};
use crate::chart::{Chart, Material};
use crate::claims::{Column, Order, rooted, spread};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Marker, Picture};
use crate::rows::Layout;
use crate::scale::{Limits, Scale};
use crate::words::{
    cells, dash, error, figure, finding, horizon, policy_names, replications, supported,
};
use tierone_engine::measure::{Scope, Unit};
use tierone_engine::study::{Record, Spread};

/// See its meaning.
pub(crate) const CHART: Chart = Chart {
    name: "mve-precision",
    meaning: "How far each estimating check’s monetary value of error is off that of its own frame, \
              as a root mean squared error, beside the checks that it takes.",
    draw,
};

const DOT: &str = PARTS[1];

/// A check and how far its estimate is off, in percentage points.
struct Row<'a> {
    estimator: Estimator<'a>,
    off: f64,
    mcse: Option<f64>,
    /// How far it is off in each replication, squared.
    squares: Column,
    label: Label,
}

fn draw(material: &Material) -> Option<Drawing> {
    let scenario = material.scenario;
    let rows: Vec<Row> = estimators(material, &MVE)
        .into_iter()
        .filter_map(|estimator| row(material, estimator))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let subtitle = format!(
        "Root mean squared error of the monetary value of error that each check’s own figures would \
         report for {}, against that of the decisions it draws from, over {}.",
        horizon(scenario),
        replications(material.summary.replications),
    );
    let shown = "How far checks’ figures of the monetary value of error are off";
    let title = finding(shown, material.summary.replications, || {
        headline(material, &rows)
    });
    let mut page = Page::open(CHART.name, &title, &subtitle);
    page.key(&[
        (
            &|picture, (x, y)| picture.marker(Marker::Circle, (x + 17.0, y), 5.5, DOT, false),
            "root mean squared error",
        ),
        (
            &|picture, (x, y)| whisker(picture, (x + 2.0, x + 32.0), y),
            "± 2 Monte Carlo standard errors",
        ),
    ]);
    let (left, right) = (MARGIN + LABELS + 20.0, WIDTH - MARGIN - 130.0);
    let ends: Vec<f64> = rows.iter().map(|row| row.ends().1).collect();
    let scale = Scale::across(&ends, Limits::FromZero, (left, right), 7);
    page.names(&[
        (MARGIN, Anchor::Start, "Policy and check"),
        (
            left,
            Anchor::Start,
            "Error of the estimate (percentage points)",
        ),
        (WIDTH - MARGIN, Anchor::End, "Checks (count)"),
    ]);
    let heights: Vec<(usize, f64)> = rows
        .iter()
        .map(|row| (row.estimator.policy, row.label.height().max(20.0) + 8.0))
        .collect();
    let layout = Layout::new(&policy_names(scenario), &heights, page.y);
    let top = page.y;
    page.grid_across(&scale, top, layout.bottom);
    layout.write_headers(&mut page);
    for (row, y) in rows.iter().zip(&layout.middles) {
        row.label.write(&mut page.picture, (MARGIN, *y), INK);
        let (low, high) = row.ends();
        whisker(
            &mut page.picture,
            (scale.at(low.max(0.0)), scale.at(high)),
            *y,
        );
        let hollow = row.estimator.checked_only;
        page.picture
            .marker(Marker::Circle, (scale.at(row.off), *y), 5.5, DOT, hollow);
        let checks = Label::new(&row.checks(material), "", false, 120.0);
        let at = WIDTH - MARGIN - checks.width();
        checks.write(&mut page.picture, (at, *y), INK);
    }
    page.y = layout.bottom + 20.0;
    let source = format!("Source: simulation of “{}”.", scenario.title);
    let alt = format!(
        "A dot plot with a row for each estimating check.{}",
        sentences(material, &rows)
    );
    Some(page.finish(&source, &alt, table(material, &rows)))
}

/// None where no replication has both estimate and truth.
fn row<'a>(material: &Material<'a>, estimator: Estimator<'a>) -> Option<Row<'a>> {
    let squared = |record: &Record| {
        let horizon = record[estimator.policy].entry(None);
        let estimates = horizon.estimates.get(estimator.check)?;
        Some((100.0 * (estimates.mve?.value - estimates.mve_in_frame?)).powi(2))
    };
    let squares: Column = material.records.iter().map(squared).collect();
    let off = spread(&rooted(&squares))?;
    Some(Row {
        label: Label::new(estimator.name, &estimator.notes, false, LABELS),
        estimator,
        off: off.mean.max(0.0),
        mcse: off.mcse,
        squares,
    })
}

impl Row<'_> {
    fn ends(&self) -> (f64, f64) {
        let error = 2.0 * self.mcse.unwrap_or(0.0);
        (self.off - error, self.off + error)
    }

    fn points(&self) -> String {
        figure(self.off, self.mcse, Unit::Points)
    }

    fn drawn<'a>(&self, material: &Material<'a>) -> Option<&'a Spread> {
        let scope = Scope::Check(self.estimator.check);
        material
            .summary
            .figure(self.estimator.policy, scope, "checks")
    }

    fn checks(&self, material: &Material) -> String {
        let drawn = self.drawn(material);
        drawn.map_or_else(dash, |checks| {
            supported(checks.mean, checks.mcse, Unit::Count)
        })
    }
}

fn whisker(picture: &mut Picture, (low, high): (f64, f64), y: f64) {
    picture.whisker((low, high), y, 5.0, solid(GREY, 1.5));
}

fn headline(material: &Material, rows: &[Row]) -> String {
    const WHAT: &str = "the monetary value of error";
    let name = |row: &Row| {
        let policy = &material.scenario.policies[row.estimator.policy].name;
        format!("“{}” under “{policy}”", row.estimator.name)
    };
    let squares: Vec<Column> = rows.iter().map(|row| row.squares.clone()).collect();
    let Some(order) = Order::of_errors(&squares) else {
        return format!(
            "{} is off by {} on average",
            name(&rows[0]),
            rows[0].points()
        );
    };
    let best = &rows[order.best];
    match order.behind.last().map(|last| &rows[*last]) {
        Some(worst) if order.is_alone() => format!(
            "{} knows {WHAT} best, to within about {}; {} only to {}",
            name(best),
            best.points(),
            name(worst),
            worst.points()
        ),
        Some(worst) => format!(
            "{} of {} checks know {WHAT} best, to within about {}, and are not shown to differ; {} only to {}",
            order.leaders().len(),
            rows.len(),
            best.points(),
            name(worst),
            worst.points()
        ),
        None => format!(
            "Checks know {WHAT} to within about {} at best, and none is shown to be worse",
            best.points()
        ),
    }
}

fn sentences(material: &Material, rows: &[Row]) -> String {
    rows.iter()
        .map(|row| {
            format!(
                " “{}” under “{}”: off by {} with {} checks.",
                row.estimator.name,
                material.scenario.policies[row.estimator.policy].name,
                row.points(),
                row.checks(material),
            )
        })
        .collect()
}

fn table(material: &Material, rows: &[Row]) -> Table {
    let columns = [
        "Policy",
        "Check",
        "Of",
        "Root mean squared error (percentage points)",
        "Monte Carlo standard error (percentage points)",
        "Checks, mean (count)",
        "Monte Carlo standard error of the checks (count)",
    ];
    let line = |row: &Row| {
        let notes = match row.estimator.notes.as_str() {
            "" => "all decisions",
            notes => notes,
        };
        let mut line = vec![
            material.scenario.policies[row.estimator.policy]
                .name
                .clone(),
            row.estimator.name.to_string(),
            notes.to_string(),
            supported(row.off, row.mcse, Unit::Points),
            error(row.mcse),
        ];
        line.extend(cells(row.drawn(material), Unit::Count));
        line
    };
    Table::new(columns, rows.iter().map(line).collect())
}
