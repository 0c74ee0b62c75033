//! How far each check's own figure of the monetary value of error is off.

use super::estimates::{Estimator, MVE, estimators};
use crate::canvas::{GREY, INK, LABELS, Label, MARGIN, PAIR, Page, WIDTH, solid};
use crate::chart::{Chart, Material};
use crate::drawing::{Drawing, Table};
use crate::rows::Layout;
use crate::scale::{Limits, Scale};
use crate::svg::{Anchor, Marker, Svg};
use crate::words::{
    cells, dash, error, figure, finding, horizon, policy_names, replications, stands_alone,
    supported,
};
use tierone_engine::measure::{Scope, Unit};
use tierone_stats::monte_carlo;

/// See its meaning.
pub(crate) const CHART: Chart = Chart {
    name: "mve-precision",
    meaning: "How far each estimating check’s monetary value of error is off that of its own frame, \
              as a root mean squared error, beside the checks that it takes.",
    draw,
};

const DOT: &str = PAIR[0];

/// A check and how far its estimate is off, in percentage points.
struct Row<'a> {
    estimator: Estimator<'a>,
    off: f64,
    mcse: Option<f64>,
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
    let title = finding(headline(material, &rows), material.summary.replications);
    let mut page = Page::open(CHART.name, &title, &subtitle);
    page.key(&[
        (
            &|svg, (x, y)| svg.marker(Marker::Circle, (x + 17.0, y), 5.5, DOT, false),
            "root mean squared error",
        ),
        (
            &|svg, (x, y)| whisker(svg, (x + 2.0, x + 32.0), y),
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
        row.label.write(&mut page.svg, (MARGIN, *y), INK);
        let (low, high) = row.ends();
        whisker(&mut page.svg, (scale.at(low.max(0.0)), scale.at(high)), *y);
        let hollow = row.estimator.checked_only;
        page.svg
            .marker(Marker::Circle, (scale.at(row.off), *y), 5.5, DOT, hollow);
        let checks = Label::new(&row.checks(material), "", false, 120.0);
        let at = WIDTH - MARGIN - checks.width();
        checks.write(&mut page.svg, (at, *y), INK);
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
    let checks = &material.scenario.policies[estimator.policy].checks;
    let check = checks
        .iter()
        .position(|check| check.name == estimator.name)?;
    let squared = |record: &tierone_engine::study::Record| {
        let horizon = record[estimator.policy].entry(None);
        let estimates = horizon.estimates.get(check)?;
        Some((100.0 * (estimates.mve?.value - estimates.mve_in_frame?)).powi(2))
    };
    let squares: Vec<Option<f64>> = material.records.iter().map(squared).collect();
    let squares = monte_carlo::summarise(&squares)?;
    let off = squares.mean.sqrt();
    // The delta method: a root's error is that of the square over twice the root.
    let mcse = squares
        .mcse
        .map(|mcse| if off > 0.0 { mcse / (2.0 * off) } else { 0.0 });
    Some(Row {
        label: Label::new(estimator.name, &estimator.notes, false, LABELS),
        estimator,
        off,
        mcse,
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

    fn spread<'a>(&self, material: &Material<'a>) -> Option<&'a tierone_engine::study::Spread> {
        let checks = &material.scenario.policies[self.estimator.policy].checks;
        let id = checks
            .iter()
            .position(|check| check.name == self.estimator.name)?;
        material
            .summary
            .figure(self.estimator.policy, Scope::Check(id), "checks")
    }

    fn checks(&self, material: &Material) -> String {
        let spread = self.spread(material);
        spread.map_or_else(dash, |checks| {
            supported(checks.mean, checks.mcse, Unit::Count)
        })
    }
}

fn whisker(svg: &mut Svg, (low, high): (f64, f64), y: f64) {
    svg.whisker((low, high), y, 5.0, solid(GREY, 1.5));
}

fn headline(material: &Material, rows: &[Row]) -> String {
    let Some(best) = rows.iter().min_by(|a, b| a.off.total_cmp(&b.off)) else {
        return String::new();
    };
    let name = |row: &Row| {
        let policy = &material.scenario.policies[row.estimator.policy].name;
        format!("“{}” under “{policy}”", row.estimator.name)
    };
    let errors = rows.iter().map(|row| -row.off);
    if rows.len() == 1 {
        format!("{} is off by {} on average", name(best), best.points())
    } else if stands_alone(-best.off, best.mcse, errors) {
        let worst = rows
            .iter()
            .max_by(|a, b| a.off.total_cmp(&b.off))
            .unwrap_or(best);
        format!(
            "{} knows the monetary value of error best, to {}; {} only to {}",
            name(best),
            best.points(),
            name(worst),
            worst.points()
        )
    } else {
        let (low, high) = (
            best.points(),
            rows.iter().map(|row| row.off).fold(0.0, f64::max),
        );
        let high = figure(high, best.mcse, Unit::Points);
        format!(
            "Checks know the monetary value of error to between {low} and {high}, none clearly best"
        )
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
        line.extend(cells(row.spread(material), Unit::Count));
        line
    };
    Table::new(columns, rows.iter().map(line).collect())
}
