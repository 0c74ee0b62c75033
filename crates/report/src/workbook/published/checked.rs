//! What checks recorded, and what stands out among periods and people.

use tierone_records::assess::Point;
use tierone_records::report::{Chart, EstimateReport};

use super::book::{Column, Table, Value};
use tierone_stats::format::capital;

/// Periods, or people, beside their limits.
pub(super) fn signals(report: &EstimateReport) -> Vec<Table> {
    report.signals.iter().filter_map(of_chart).collect()
}

fn of_chart(chart: &Chart) -> Option<Table> {
    let has_average = chart.points.iter().any(|point| point.average.is_some());
    let percent = |share: f64| Value::number(Some(100.0 * share));
    let row = |point: &Point| {
        let mut row = vec![Value::text(&point.name)];
        row.extend([point.group.checked, point.group.failed].map(Value::count));
        row.extend([point.share(), point.limits.0, point.limits.1].map(percent));
        row.push(Value::holds(point.is_outside()));
        row.push(percent(point.false_alarm));
        if has_average {
            let (average, limit) = point.average.unzip();
            row.extend([average, limit].map(Value::number));
            row.push(Value::holds(point.has_moved()));
        }
        row
    };
    let name = chart.column.as_deref().unwrap_or("period");
    let mut columns = Column::all(&[name, "Checked (number)", "Wrong (number)"]);
    let shares = [
        "Share wrong of those checked, not weighted",
        "Lower limit",
        "Upper limit",
    ];
    columns.extend(shares.map(|head| Column::of(head, "%", 2)));
    columns.push(Column::new("Outside its limits (yes or no)"));
    let chance = "Chance of being outside by chance alone";
    columns.push(Column::of(chance, "%", 2));
    if has_average {
        let averages = ["Moving average", "Limit of the moving average"];
        columns.extend(averages.map(|head| Column::of(head, "standard scores", 2)));
        columns.push(Column::new("Moving average outside its limit (yes or no)"));
    }
    let rows = chart.points.iter().map(row).collect();
    let table = Table::of(capital(&chart.title), columns, rows)?;
    Some(table.saying("A share outside its limits is more, or less, than chance alone explains."))
}

/// Outcomes as they were recorded.
pub(super) fn counts(report: &EstimateReport) -> Option<Table> {
    let rows = report.counts.iter().map(|count| {
        let mut row = [count.by, count.name.as_str()].map(Value::text).to_vec();
        row.extend([count.passed, count.failed, count.not_applicable].map(Value::count));
        row.push(Value::number(count.not_checked.map(|cases| cases as f64)));
        row
    });
    let columns = [
        "Counted by",
        "Name",
        "Passed (number)",
        "Failed (number)",
        "Not applicable (number)",
        "Not checked yet (number)",
    ];
    Table::of(
        "What checks recorded",
        Column::all(&columns),
        rows.collect(),
    )
}
