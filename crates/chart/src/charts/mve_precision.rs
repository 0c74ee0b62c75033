//! How far each check's own figure of the monetary value of error is off.

use super::estimates::{Estimator, MVE, estimators};
use crate::canvas::{GREY, INK, LABELS, Label, MARGIN, PARTS, Page, WIDTH, solid};
use crate::chart::{Chart, Material};
use crate::claims::{Column, Order, rooted, spread};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Marker, Stroke};
use crate::rows::Layout;
use crate::scale::{Limits, Scale};
use crate::signs;
use crate::words::{
    cells, dash, error, figure, horizon, number, policy_names, replications, supported,
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
const ERROR: Stroke = solid(GREY, 1.5);

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
    let rows = estimators(material, &MVE).into_iter();
    let rows = rows.filter_map(|estimator| row(material, estimator));
    let rows: Vec<Row> = rows.collect();
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
    let title = material.finding(shown, || headline(material, &rows));
    let mut page = Page::open(CHART.name, &title, &subtitle);
    let dot = signs::point(Marker::Circle, 5.5, DOT, false);
    page.key(&[
        (&dot, "root mean squared error"),
        (&signs::interval(ERROR), "± 2 Monte Carlo standard errors"),
    ]);
    let (left, right) = (MARGIN + LABELS + 20.0, WIDTH - MARGIN - 130.0);
    let ends: Vec<f64> = rows.iter().map(|row| row.ends().1).collect();
    let scale = Scale::across(&ends, Limits::FromZero, (left, right), 7);
    let axis = "Error of the estimate (percentage points)";
    page.names(&[
        (MARGIN, Anchor::Start, "Policy and check"),
        (left, Anchor::Start, axis),
        (WIDTH - MARGIN, Anchor::End, "Checks (count)"),
    ]);
    let height = |row: &Row| (row.estimator.policy, row.label.height().max(20.0) + 8.0);
    let heights: Vec<(usize, f64)> = rows.iter().map(height).collect();
    let layout = Layout::new(&policy_names(scenario), &heights, page.y);
    let top = page.y;
    page.grid_across(&scale, top, layout.bottom);
    layout.write_headers(&mut page);
    for (row, y) in rows.iter().zip(&layout.middles) {
        row.label.write(&mut page.picture, (MARGIN, *y), INK);
        let (low, high) = row.ends();
        let ends = (scale.at(low.max(0.0)), scale.at(high));
        page.picture.whisker(ends, *y, 5.0, ERROR);
        let (at, hollow) = ((scale.at(row.off), *y), row.estimator.checked_only);
        page.picture.marker(Marker::Circle, at, 5.5, DOT, hollow);
        let checks = Label::new(&row.checks(material), "", false, 120.0);
        let at = WIDTH - MARGIN - checks.width();
        checks.write(&mut page.picture, (at, *y), INK);
    }
    page.y = layout.bottom + 20.0;
    let each = sentences(material, &rows);
    let alt = format!("A dot plot with a row for each estimating check.{each}");
    Some(page.finish(&material.source(), &alt, table(material, &rows)))
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
        label: estimator.label(),
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
        let policy = self.estimator.policy;
        material.summary.figure(policy, scope, "checks")
    }

    fn checks(&self, material: &Material) -> String {
        let drawn = self.drawn(material);
        drawn.map_or_else(dash, |checks| number(checks, Unit::Count))
    }
}

fn headline(material: &Material, rows: &[Row]) -> String {
    const WHAT: &str = "the monetary value of error";
    let name = |row: &Row| {
        let policy = material.name(row.estimator.policy);
        format!("“{}” under “{policy}”", row.estimator.name)
    };
    let squares: Vec<Column> = rows.iter().map(|row| row.squares.clone()).collect();
    let Some(order) = Order::of_errors(&squares) else {
        let (name, points) = (name(&rows[0]), rows[0].points());
        return format!("{name} is off by {points} on average");
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
                material.name(row.estimator.policy),
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
        let mut line = vec![
            material.name(row.estimator.policy).to_string(),
            row.estimator.name.to_string(),
            row.estimator.of().to_string(),
            supported(row.off, row.mcse, Unit::Points),
            error(row.mcse),
        ];
        line.extend(cells(row.drawn(material), Unit::Count));
        line
    };
    Table::new(columns, rows.iter().map(line).collect())
}
