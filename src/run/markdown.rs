//! The table for documents: policies as rows, chosen measures as columns, in Markdown.

use tierone_engine::measure::{Unit, measure};
use tierone_engine::study::Summary;
use tierone_report::{DecidingRow, Manifest, deciding, differences, how};
use tierone_scenario::Scenario;
use tierone_stats::format::plain;

use super::columns::{Column, PeriodColumn, read, value};
use super::plan::RunPlan;
use tierone_report::figure_text::figure;

/// The figures that decide, in the words of the text; where there is more than one policy, the differences too.
pub(super) fn usual(plan: &RunPlan, summary: &Summary, manifest: &Manifest) -> String {
    let scenario = &plan.scenario;
    let all: Vec<usize> = (0..scenario.policies.len()).collect();
    let others: Vec<usize> = all
        .iter()
        .copied()
        .filter(|policy| *policy != plan.baseline)
        .collect();
    let mut text = format!("{}\n\n", how(manifest));
    text.push_str(&in_words(
        "policy",
        scenario,
        &all,
        &deciding(scenario, summary),
    ));
    if !others.is_empty() {
        let baseline = plain(&scenario.policies[plan.baseline].name);
        let head = format!("difference from {baseline}");
        text.push('\n');
        text.push_str(&in_words(
            &head,
            scenario,
            &others,
            &differences(scenario, summary),
        ));
    }
    text
}

fn in_words(head: &str, scenario: &Scenario, policies: &[usize], of: &[DecidingRow]) -> String {
    let heads = of.iter().map(|row| match row.unit {
        Unit::Count => row.label.clone(),
        unit => format!("{}, {}", row.label, unit.symbol()),
    });
    let mut rows = vec![
        row(head.to_owned(), heads),
        row("---".into(), of.iter().map(|_| "--:".to_owned())),
    ];
    for &policy in policies {
        let cell = |row: &DecidingRow| match &row.of_policies[policy] {
            Some(spread) => figure(row.unit, spread),
            None => "–".into(),
        };
        let name = plain(&scenario.policies[policy].name);
        rows.push(row(name, of.iter().map(cell)));
    }
    rows.concat()
}

/// Two tables of the measures asked for: the figures, and where there is more than one policy, the differences.
pub(super) fn page(
    plan: &RunPlan,
    summary: &Summary,
    manifest: &Manifest,
    columns: &[Column],
) -> String {
    let scenario = &plan.scenario;
    let all: Vec<usize> = (0..scenario.policies.len()).collect();
    let others: Vec<usize> = all
        .iter()
        .copied()
        .filter(|p| *p != plan.baseline)
        .collect();
    let mut text = format!("{}\n\n", how(manifest));
    text.push_str(&table(
        "policy",
        scenario,
        &all,
        columns,
        |unit| unit,
        |policy, column| {
            let (measure, scope) = read(scenario, policy, column)?;
            let spread = value(scenario, summary, policy, scope, column)?;
            Some(figure(measure.unit, spread))
        },
    ));
    if !others.is_empty() {
        let over_all: Vec<Column> = columns
            .iter()
            .filter(|c| c.period.is_none())
            .copied()
            .collect();
        let baseline = plain(&scenario.policies[plan.baseline].name);
        let head = format!("difference from {baseline}");
        text.push('\n');
        text.push_str(&table(
            &head,
            scenario,
            &others,
            &over_all,
            Unit::of_difference,
            |policy, column| {
                let (measure, scope) = read(scenario, policy, column)?;
                let spread = summary.contrast(policy, scope, measure.name)?;
                Some(figure(measure.unit.of_difference(), spread))
            },
        ));
    }
    text
}

fn table(
    head: &str,
    scenario: &Scenario,
    policies: &[usize],
    columns: &[Column],
    unit: impl Fn(Unit) -> Unit,
    cell: impl Fn(usize, &Column) -> Option<String>,
) -> String {
    let heads = columns.iter().map(|column| {
        let unit = measure(column.measure).map_or("", |measure| unit(measure.unit).symbol());
        match column.period {
            None => format!("{}, {unit}", column.measure),
            Some(PeriodColumn::Number(number)) => {
                format!("{}, {unit}, period {number}", column.measure)
            }
            Some(PeriodColumn::Last) => format!("{}, {unit}, last period", column.measure),
        }
    });
    let mut rows = vec![
        row(head.to_owned(), heads),
        row("---".into(), columns.iter().map(|_| "--:".to_owned())),
    ];
    for &policy in policies {
        let cells = columns
            .iter()
            .map(|column| cell(policy, column).unwrap_or("–".into()));
        rows.push(row(plain(&scenario.policies[policy].name), cells));
    }
    rows.concat()
}

fn row(first: String, cells: impl Iterator<Item = String>) -> String {
    let escaped = |cell: String| cell.replace('|', "\\|");
    let cells: Vec<String> = std::iter::once(first).chain(cells).map(escaped).collect();
    format!("| {} |\n", cells.join(" | "))
}
