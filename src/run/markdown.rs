//! The table for documents: policies as rows, chosen measures as columns, in Markdown.

use tierone_engine::measure::{Unit, measure};
use tierone_engine::study::Summary;
use tierone_report::{DecidingRow, Manifest, deciding, differences, how};
use tierone_stats::format::plain;

use super::columns::{Column, PeriodColumn, read, value};
use super::plan::RunPlan;
use tierone_report::figure_text::figure;

/// The figures that decide, in the words of the text; where there is more than one policy, the differences too.
pub(super) fn usual(plan: &RunPlan, summary: &Summary, manifest: &Manifest) -> String {
    let in_words = |head: &str, policies: &[usize], of: &[DecidingRow]| {
        let heads = of.iter().map(|row| match row.unit {
            Unit::Count => row.label.clone(),
            unit => format!("{}, {}", row.label, unit.symbol()),
        });
        table(plan, head, policies, heads, |policy, at| {
            let row = &of[at];
            Some(figure(row.unit, row.of_policies[policy].as_ref()?))
        })
    };
    two(
        plan,
        manifest,
        |head, all| in_words(head, all, &deciding(&plan.scenario, summary)),
        |head, others| in_words(head, others, &differences(&plan.scenario, summary)),
    )
}

/// Two tables of the measures asked for: the figures, and where there is more than one policy, the differences.
pub(super) fn page(
    plan: &RunPlan,
    summary: &Summary,
    manifest: &Manifest,
    columns: &[Column],
) -> String {
    let scenario = &plan.scenario;
    two(
        plan,
        manifest,
        |head, all| {
            let heads = columns.iter().map(|column| named(column, |unit| unit));
            table(plan, head, all, heads, |policy, at| {
                let (measure, scope) = read(scenario, policy, &columns[at])?;
                let spread = value(scenario, summary, policy, scope, &columns[at])?;
                Some(figure(measure.unit, spread))
            })
        },
        |head, others| {
            let over_all = columns.iter().filter(|column| column.period.is_none());
            let over_all: Vec<&Column> = over_all.collect();
            let heads = over_all.iter();
            let heads = heads.map(|column| named(column, Unit::of_difference));
            table(plan, head, others, heads, |policy, at| {
                let (measure, scope) = read(scenario, policy, over_all[at])?;
                let spread = summary.contrast(policy, scope, measure.name)?;
                Some(figure(measure.unit.of_difference(), spread))
            })
        },
    )
}

/// A table of all policies, and where there are others than the baseline, one of how they differ from it.
fn two(
    plan: &RunPlan,
    manifest: &Manifest,
    figures: impl Fn(&str, &[usize]) -> String,
    differences: impl Fn(&str, &[usize]) -> String,
) -> String {
    let mut text = format!("{}\n\n{}", how(manifest), figures("policy", &plan.all()));
    let others = plan.others();
    if !others.is_empty() {
        let baseline = plain(&plan.scenario.policies[plan.baseline].name);
        text.push('\n');
        text += &differences(&format!("difference from {baseline}"), &others);
    }
    text
}

/// The head of a column, with its unit and its period.
fn named(column: &Column, unit: impl Fn(Unit) -> Unit) -> String {
    let unit = measure(column.measure).map_or("", |measure| unit(measure.unit).symbol());
    match column.period {
        None => format!("{}, {unit}", column.measure),
        Some(PeriodColumn::Number(number)) => {
            format!("{}, {unit}, period {number}", column.measure)
        }
        Some(PeriodColumn::Last) => format!("{}, {unit}, last period", column.measure),
    }
}

/// A row a policy, with a cell under each head.
fn table(
    plan: &RunPlan,
    head: &str,
    policies: &[usize],
    heads: impl ExactSizeIterator<Item = String>,
    cell: impl Fn(usize, usize) -> Option<String>,
) -> String {
    let columns = 0..heads.len();
    let mut rows = vec![
        row(head.to_owned(), heads),
        row("---".into(), columns.clone().map(|_| "--:".to_owned())),
    ];
    for &policy in policies {
        let cells = columns.clone();
        let cells = cells.map(|at| cell(policy, at).unwrap_or("–".into()));
        rows.push(row(plain(&plan.scenario.policies[policy].name), cells));
    }
    rows.concat()
}

fn row(first: String, cells: impl Iterator<Item = String>) -> String {
    let escaped = |cell: String| cell.replace('|', "\\|");
    let cells: Vec<String> = std::iter::once(first).chain(cells).map(escaped).collect();
    format!("| {} |\n", cells.join(" | "))
}
