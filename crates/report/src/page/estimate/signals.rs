//! Periods over time, and groups that stand out by more than chance explains.

use tierone_records::assess::Point;
use tierone_records::report::{Chart as Signals, amount};

use super::cells::sentence;
use super::made::EstimateMade;
use crate::page::parts::{Cell, Column, Part, Row, Section, Table};
use tierone_records::assess::FigureUnit;

/// Charts over time and of groups beside their limits.
const CHARTS: &[&str] = &["p-chart", "ewma-chart", "funnel-plot"];

pub(super) fn section(made: &EstimateMade) -> Option<Section> {
    let mut parts: Vec<Part> = CHARTS.iter().filter_map(|name| made.chart(name)).collect();
    for (at, signals) in made.report.signals.iter().enumerate() {
        parts.push(Part::Text(chance(signals)));
        parts.extend(of(&format!("signals-{}", at + 1), signals).map(Part::Table));
    }
    Section::of("signals", "Over time, and what stands out", parts)
}

/// How many are outside their limits, and how many chance alone would put there.
fn chance(signals: &Signals) -> String {
    let points = signals.points.iter();
    let outside = points.filter(|point| point.is_outside()).count();
    let alarms: f64 = signals.points.iter().map(|point| point.false_alarm).sum();
    let limits = signals.limits.as_ref();
    format!(
        "{}, of checked cases: {outside} of {} outside their limits, where chance alone would put {alarms:.2}.{}",
        sentence(&signals.title),
        signals.points.len(),
        limits.map_or_else(String::new, |limits| format!(" {limits}"))
    )
}

fn of(id: &str, signals: &Signals) -> Option<Table> {
    let share = |share: f64| {
        let shown = amount(share, FigureUnit::Share, 0.05);
        Cell::figure(shown, FigureUnit::Share.written(share))
    };
    let row = |point: &Point| {
        let stands = match (point.is_outside(), point.has_moved()) {
            (true, _) => "outside its limits",
            (false, true) => "the moving average has left its limits",
            (false, false) => "within its limits",
        };
        let cells = vec![
            Cell::count(point.group.checked),
            Cell::count(point.group.failed),
            share(point.share()),
            share(point.limits.0),
            share(point.limits.1),
            Cell::words(stands),
        ];
        Row::new(&point.name, cells)
    };
    let of = signals.column.as_deref().unwrap_or("period");
    let figures = ["checked", "wrong", "share wrong", "limits: low", "high"];
    let mut columns = Column::all(&[of], &figures);
    columns.push(Column::words("where it stands"));
    let rows = signals.points.iter().map(row).collect();
    Table::of(id, sentence(&signals.title), columns, rows)
}
