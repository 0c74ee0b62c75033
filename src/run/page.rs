//! What a run prints: the answer in sentences, then the figures that decide; all of them on request.

use tierone_engine::measure::measure;
use tierone_engine::study::{Anchored, Summary};
use tierone_report::figure_text::figure;
use tierone_report::{
    Manifest, answer, checked_twice, deciding, how, not_judged, of_checked_only, targets_at_length,
};
use tierone_scenario::Scenario;
use tierone_stats::format::{plain, wrapped};
use tierone_stats::units::PeriodLength;

use super::super::terminal;
use super::anchoring;
use super::columns::{Column, read, value};
use super::options::Options;
use super::plan::RunPlan;
use super::table::{Line, blocks, lines};

/// Everything that a run prints.
pub(super) fn page(
    options: &Options,
    plan: &RunPlan,
    anchored: &Anchored,
    summary: &Summary,
    manifest: &Manifest,
) -> String {
    let scenario = &plan.scenario;
    let columns = terminal::columns();
    let mut text = wrapped(&plain(&scenario.title), columns, "");
    let mut answer = answer(scenario, summary, plan.baseline);
    if options.all {
        answer.targets = targets_at_length(scenario, summary);
    }
    for part in answer.parts() {
        if !part.is_empty() {
            text.push('\n');
        }
        for sentence in part {
            text.push_str(&wrapped(sentence, columns, ""));
        }
    }
    let block = |lines: &[Line]| blocks(scenario, &plan.all(), lines, columns);
    text += &match (options.all, options.measures.is_empty()) {
        (true, _) => everything(plan, summary, columns),
        (false, true) => block(&few(scenario, summary)),
        (false, false) => block(&chosen(options, scenario, summary)),
    };
    text.push('\n');
    for line in of_checked_only(scenario) {
        text.push_str(&wrapped(&line, columns, ""));
    }
    if let Some(anchored) = anchoring::sentence(plan, anchored) {
        text.push_str(&wrapped(&anchored, columns, ""));
    }
    if options.measures.is_empty() && !options.all {
        let remarks = [checked_twice(scenario, summary), not_judged(scenario)];
        for line in remarks.into_iter().flatten() {
            text.push_str(&wrapped(line, columns, ""));
        }
    }
    if let Some(line) = in_all(scenario) {
        text.push_str(&wrapped(&line, columns, ""));
    }
    text.push_str(&wrapped(&how(manifest), columns, ""));
    let more = match options.all {
        true => "",
        false => "; `--all` prints every measure",
    };
    text.push_str(&format!("Results are in {}{more}\n", plan.out.display()));
    text
}

/// Over which time counts, hours and £ are added up.
fn in_all(scenario: &Scenario) -> Option<String> {
    let periods = scenario.horizon.periods;
    let period = match scenario.horizon.period {
        PeriodLength::Week => "week",
        PeriodLength::Month => "month",
    };
    (periods > 1).then(|| {
        format!("Counts, hours and £ are those of {periods} {period}s together; `tierone plan` has those of an average {period}.")
    })
}

/// The figures that decide.
fn few(scenario: &Scenario, summary: &Summary) -> Vec<Line> {
    let line = |row: tierone_report::DecidingRow| Line {
        label: labelled(&row.label, row.unit.symbol()),
        cells: row
            .of_policies
            .iter()
            .map(|spread| cell(spread.map(|spread| figure(row.unit, &spread))))
            .collect(),
    };
    deciding(scenario, summary).into_iter().map(line).collect()
}

/// The measures that were asked for.
fn chosen(options: &Options, scenario: &Scenario, summary: &Summary) -> Vec<Line> {
    let line = |column: &Column| {
        let unit = measure(column.measure).map_or("", |measure| measure.unit.symbol());
        let of = |policy: usize| {
            let (measure, scope) = read(scenario, policy, column)?;
            let spread = value(scenario, summary, policy, scope, column)?;
            Some(figure(measure.unit, spread))
        };
        let policies = 0..scenario.policies.len();
        Line {
            label: labelled(&column.to_string(), unit),
            cells: policies.map(|policy| cell(of(policy))).collect(),
        }
    };
    options.measures.iter().map(line).collect()
}

fn labelled(label: &str, unit: &str) -> String {
    match unit {
        "count" => format!("  {label}"),
        unit => format!("  {label}, {unit}"),
    }
}

fn cell(text: Option<String>) -> String {
    text.unwrap_or_else(|| "–".into())
}

/// Every measure of every policy, and every difference from the baseline.
fn everything(plan: &RunPlan, summary: &Summary, columns: usize) -> String {
    let scenario = &plan.scenario;
    let (all, others) = (plan.all(), plan.others());
    let figures = lines(scenario, &all, plan.baseline, |policy, scope, measure| {
        let spread = summary.figure(policy, scope, measure.name)?;
        Some((measure.unit, *spread))
    });
    let mut text = blocks(scenario, &all, &figures, columns);
    if !others.is_empty() {
        let baseline = plain(&scenario.policies[plan.baseline].name);
        text.push_str(&format!("\nDifference from `{baseline}`\n"));
        let contrasts = lines(
            scenario,
            &others,
            plan.baseline,
            |policy, scope, measure| {
                let spread = summary.contrast(policy, scope, measure.name)?;
                Some((measure.unit.of_difference(), *spread))
            },
        );
        text.push_str(&blocks(scenario, &others, &contrasts, columns));
    }
    text
}
