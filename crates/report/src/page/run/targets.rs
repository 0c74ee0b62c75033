//! Targets period by period, over rolling periods, and over a year so far.

use tierone_chart::period_names;
use tierone_engine::measure::Unit;
use tierone_engine::study::Spread;

use super::cells::cell;
use super::made::RunMade;
use super::meanings::meaning_of;
use crate::page::parts::{Cell, Column, Part, Row, Section, Table};
use crate::targets::{TargetFigures, target_figures};

/// What is shown of a target.
pub(super) const SHARES: &[&str] = &[
    "target_met",
    "target_reported",
    "false_comfort",
    "false_alarm",
];
/// The heads of their columns.
pub(super) const SHARES_IN_WORDS: &[&str] = &[
    "the truth meets it, %",
    "the check says so, %",
    "false comfort, %",
    "false alarm, %",
];

pub(super) fn section(made: &RunMade) -> Option<Section> {
    let rows = target_figures(made.scenario, made.summary);
    let names = period_names(made.scenario);
    let rows: Vec<Row> = rows
        .iter()
        .filter_map(|figures| Some(row(made, figures, names.get(figures.period? - 1)?)))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let words = [
        "target",
        "policy",
        "looked at together",
        "period, or the last of them",
    ];
    let table = Table::new(
        "targets-by-period",
        "Targets in each period and over rolling periods: in how many of 100 simulated years",
        Column::all(&words, SHARES_IN_WORDS),
        rows,
    );
    let mut parts = vec![Part::Table(table)];
    parts.extend(meaning_of(SHARES));
    Section::of("targets", "Targets in each period", parts)
}

fn row(made: &RunMade, figures: &TargetFigures, period: &str) -> Row {
    let share = |value: Option<f64>| {
        let spread = value.map(|mean| Spread {
            mean,
            sd: None,
            mcse: monte_carlo_error(mean, figures.replications),
            percentiles: None,
            replications: figures.replications,
        });
        cell(Unit::Percent, spread.as_ref())
    };
    let window = match figures.window {
        "rolling" => "rolling periods",
        "looks" => "the year so far, by the bounds of its looks",
        _ => "a period alone",
    };
    let mut cells = vec![
        Cell::name(figures.policy),
        Cell::words(window),
        Cell::words(period),
    ];
    let shares = [
        figures.target_met,
        figures.target_reported,
        figures.false_comfort,
        figures.false_alarm,
    ];
    cells.extend(shares.map(share));
    let mut policies = made.policies();
    Row {
        policy: policies.find(|policy| made.name(*policy) == figures.policy),
        ..Row::named(figures.target, cells)
    }
}

/// The standard error of a share of replications, in percent.
fn monte_carlo_error(percent: f64, replications: usize) -> Option<f64> {
    let share = percent / 100.0;
    (replications > 1).then(|| 100.0 * (share * (1.0 - share) / replications as f64).sqrt())
}
