//! The rows of a sweep as text, JSON and CSV.

use std::path::Path;

use serde_json::json;

use super::super::super::terminal;
use tierone_engine::measure::{Unit, measure, words};
use tierone_sensitivity::{Sweep, SweepRow, values_at};
use tierone_stats::cells::Cells;
use tierone_stats::format::{plain, table, thousands, with_error, wrapped};

/// Points of a table that is printed, at most.
const MOST: usize = 40;

/// Measures and policies, in the order in which they were asked for.
fn series<'r>(sweep: &Sweep, rows: &'r [SweepRow]) -> Vec<(&'r str, &'r str)> {
    let mut series: Vec<(&str, &str)> = Vec::new();
    for row in rows {
        let own = (row.measure.as_str(), row.policy.as_str());
        if !series.contains(&own) {
            series.push(own);
        }
    }
    series.sort_by_key(|(name, _)| {
        sweep
            .measures
            .iter()
            .position(|measure| measure.name == *name)
    });
    series
}

/// Of each measure and policy from where to where it goes.
pub(super) fn answer(sweep: &Sweep, rows: &[SweepRow]) -> Vec<String> {
    let sentence = |(name, policy): (&str, &str)| {
        let own = rows
            .iter()
            .filter(|row| (row.measure.as_str(), row.policy.as_str()) == (name, policy));
        sentence(sweep, &own.collect::<Vec<_>>())
    };
    series(sweep, rows).into_iter().map(sentence).collect()
}

/// What all figures rest on.
pub(super) fn how(sweep: &Sweep, rows: &[SweepRow]) -> String {
    let all = rows.last().map_or(0, |row| row.point + 1);
    format!(
        "Averages of {} simulated years at each of {all} points, on the same random numbers; ± is the Monte Carlo standard error. Points are \
         compared year by year.",
        sweep.replications
    )
}

/// What a reader sees first: the answer; then the points, if they are few.
pub(super) fn page(title: &str, sweep: &Sweep, rows: &[SweepRow], out: &Path) -> String {
    let width = terminal::columns().min(100);
    let mut text = wrapped(&plain(title), width, "");
    text.push('\n');
    for sentence in answer(sweep, rows) {
        text += &wrapped(&sentence, width, "");
    }
    let series = series(sweep, rows);
    let all = rows.last().map_or(0, |row| row.point + 1);
    if let ([axis], true) = (sweep.axes, all <= MOST) {
        for name in sweep.measures.iter().map(|measure| measure.name) {
            text += &by_value(&axis.key, sweep, rows, name, &series);
        }
    }
    text += &format!("\n{}\nResults are in {}\n", how(sweep, rows), out.display());
    text
}

fn figure(row: &SweepRow) -> String {
    match row.mcse.and_then(|error| with_error(row.mean, error)) {
        Some((value, error)) => format!("{value} ± {error}"),
        None => thousands(&format!("{}", (row.mean * 1e4).round() / 1e4)),
    }
}

fn named(row: &SweepRow) -> String {
    match measure(&row.measure).map(|measure| measure.unit) {
        Some(Unit::Count) | None => words(&row.measure),
        Some(unit) => format!("{}, {}", words(&row.measure), unit.symbol()),
    }
}

/// From where to where a measure goes.
fn sentence(sweep: &Sweep, rows: &[&SweepRow]) -> String {
    let order = |one: &&&SweepRow, other: &&&SweepRow| one.mean.total_cmp(&other.mean);
    let (Some(least), Some(most)) = (rows.iter().min_by(order), rows.iter().max_by(order)) else {
        return String::new();
    };
    let pairs = rows.len() * (rows.len() - 1) / 2;
    let is = format!("{} of “{}”", named(least), plain(&least.policy));
    let differs = most.differs_from(least, pairs);
    if rows.len() > 1 && figure(least) == figure(most) && !differs {
        return format!("{is}: {} at every value.", figure(least));
    }
    if rows.len() > 1 && least.mcse.is_some() && !differs {
        return format!(
            "{is}: no change beyond chance, {} to {}.",
            figure(least),
            figure(most)
        );
    }
    let at = |row: &SweepRow| values_at(sweep.axes, row.point).join(" and ");
    let size = |row: &&&SweepRow| row.change.map_or(0.0, f64::abs);
    let farthest = rows.iter().max_by(|a, b| size(a).total_cmp(&size(b)));
    let change = match (farthest.and_then(|row| change(row)), farthest, rows.first()) {
        (Some(change), Some(row), Some(first)) => format!(
            "; {change} at {} than at {}",
            plain(&at(row)),
            plain(&at(first))
        ),
        _ => String::new(),
    };
    format!(
        "{is}: lowest {} at {}, highest {} at {}{change}.",
        figure(least),
        plain(&at(least)),
        figure(most),
        plain(&at(most))
    )
}

/// `0.023 ± 0.001 more`: what a figure is more than at the first point.
fn change(row: &SweepRow) -> Option<String> {
    let (change, error) = (row.change?, row.change_mcse?);
    let more = if change > 0.0 { "more" } else { "less" };
    let (change, error) = with_error(change.abs(), error)?;
    Some(format!("{change} ± {error} {more}"))
}

/// The values of one key downwards, a policy a column: three at most stand beside each other.
fn by_value(
    key: &str,
    sweep: &Sweep,
    rows: &[SweepRow],
    name: &str,
    series: &[(&str, &str)],
) -> String {
    let mut policies: Vec<&str> = series
        .iter()
        .filter(|(own, _)| *own == name)
        .map(|(_, policy)| *policy)
        .collect();
    policies.truncate(3);
    let Some(first) = rows.iter().find(|row| row.measure == name) else {
        return String::new();
    };
    let cell = |point: usize, policy: Option<&&str>| {
        let mut own = rows
            .iter()
            .filter(|row| row.point == point && row.measure == name);
        let row = policy.and_then(|policy| own.find(|row| row.policy == **policy));
        row.map_or_else(String::new, figure)
    };
    let head = |at: usize| {
        policies
            .get(at)
            .map_or_else(String::new, |policy| plain(policy))
    };
    let mut lines = vec![[plain(key), head(0), head(1), head(2)]];
    for (point, value) in sweep.axes[0].values.iter().enumerate() {
        lines.push([
            value.clone(),
            cell(point, policies.first()),
            cell(point, policies.get(1)),
            cell(point, policies.get(2)),
        ]);
    }
    format!("\n{}\n{}", named(first), table(&lines))
}

/// The rows with the values of their keys.
pub(super) fn json(sweep: &Sweep, rows: &[SweepRow]) -> String {
    let row = |row: &SweepRow| json!({ "values": values_at(sweep.axes, row.point), "figure": row });
    let answer = json!({
        "keys": sweep.axes.iter().map(|axis| &axis.key).collect::<Vec<_>>(),
        "seed": sweep.seed,
        "rows": rows.iter().map(row).collect::<Vec<_>>(),
    });
    format!("{answer:#}\n")
}

/// The rows for spreadsheets: a column a key.
pub(super) fn csv(sweep: &Sweep, rows: &[SweepRow], cells: Cells) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let text = |text: &str| cells.text(text).into_owned();
    let known = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let fixed = [
        "policy",
        "measure",
        "unit",
        "replications",
        "mean",
        "mcse",
        "p2_5",
        "p97_5",
        "change",
        "change_mcse",
    ];
    let keys = sweep.axes.iter().map(|axis| text(&axis.key));
    // Writing to memory does not fail.
    let _ = writer.write_record(keys.chain(fixed.map(str::to_owned)));
    for row in rows {
        let values = values_at(sweep.axes, row.point).into_iter().map(text);
        let figures = [
            text(&row.policy),
            row.measure.clone(),
            row.unit.clone(),
            row.replications.to_string(),
            row.mean.to_string(),
            known(row.mcse),
            row.low.to_string(),
            row.high.to_string(),
            known(row.change),
            known(row.change_mcse),
        ];
        let _ = writer.write_record(values.chain(figures));
    }
    cells.file(writer.into_inner().unwrap_or_default())
}
