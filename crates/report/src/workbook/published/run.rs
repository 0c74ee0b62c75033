//! What is published of a run: the answer, the figures that decide, targets, every figure, and what they rest on.

use tierone_chart::period_names;
use tierone_engine::measure::{MEASURES, Scope, Unit, measure};
use tierone_engine::study::Spread;
use tierone_stats::cells::Cells;
use tierone_stats::format::{capital, plain};

use super::book::{Column, Published, Table, Value};
use super::concluded::{pathways, pilots};
use super::of_unit::{digits, in_words, said, tables};
use crate::answer::{answer, how, of_checked_only};
use crate::deciding::{COMPARED, deciding};
use crate::page::RunMade;
use crate::tables::figures;
use crate::targets::target_figures;

/// What is shown of each period.
const OVER_TIME: &[&str] = &["accuracy", "mve", "errors_found", "checks", "cost"];

const STANDARD_ERROR: &str = "Monte Carlo standard error of";

/// A figure of every row, with the heading of its column.
struct Measured {
    heading: String,
    unit: Unit,
    of_rows: Vec<Option<Spread>>,
}

/// The workbook of a run.
pub fn run_workbook(made: &RunMade, cells: Cells) -> Published {
    let [all, _, contrasts] = figures(made.scenario, made.summary);
    let baseline = plain(made.name(made.baseline));
    let mut published: Vec<Table> = Vec::new();
    published.extend(of_policies(made));
    published.extend(differences(made));
    published.extend(over_time(made));
    published.extend(targets(made));
    published.extend(pilots(made));
    published.extend(pathways(made));
    published.extend(tables("All figures of the whole time", &all));
    let title = format!("All differences from {baseline}");
    published.extend(tables(&title, &contrasts));
    published.extend(assumptions(made));
    published.extend(meanings(made));
    Published {
        title: made.scenario.title.clone(),
        about: about(made),
        notes: notes(made),
        tables: published,
        cells,
    }
}

fn about(made: &RunMade) -> Vec<String> {
    let manifest = made.manifest;
    let answer = answer(made.scenario, made.summary, made.baseline);
    let mut about = answer.parts().concat();
    about.extend(of_checked_only(made.scenario));
    about.extend(made.anchored.map(str::to_owned));
    about.push(format!("{}.", how(manifest)));
    about.push(
        "These figures come from a simulation. Each policy was tried on the same simulated decisions. The worksheet Contents \
         lists the tables; the worksheet Notes says how to read them."
            .into(),
    );
    about.push(format!(
        "Source: {} {}, scenario {} (SHA-256 {}), {} periods of a {} from {}.",
        manifest.tool,
        manifest.tool_version,
        manifest.scenario,
        manifest.scenario_hash,
        manifest.horizon.periods,
        manifest.horizon.period,
        manifest.horizon.start,
    ));
    about
}

fn notes(made: &RunMade) -> Vec<String> {
    let mut notes: Vec<String> = [
        "A figure is the mean of all replications: the whole time, played once from its own random numbers.",
        "The Monte Carlo standard error says how far a mean may be out because the time was played so many times and not for \
         ever. It does not say whether the scenario is right.",
        "From the 2.5th to the 97.5th percentile lie 95 in 100 replications: what one such time may bring.",
        "What a policy's own figure claims is estimated from the sample of its check alone, as it would be in real life. The other \
         figures are the simulated truth.",
        "Accuracy is the share of decisions without an error in an accuracy attribute, among those that have one. The monetary \
         value of error (MVE) is money wrongly assessed, over plus under, as a share of the money assessed.",
    ]
    .map(str::to_owned)
    .to_vec();
    if made.policies().len() > 1 {
        notes.push(
            "A difference is a policy less the one it is compared with, replication by replication. Differences of percentages are in \
             percentage points."
                .into(),
        );
    }
    notes.push(
        "The figures of each period by check, activity and attribute are in periods.csv.".into(),
    );
    notes
}

/// The figures that decide, a row a policy.
fn of_policies(made: &RunMade) -> Option<Table> {
    let rows = deciding(made.scenario, made.summary).into_iter();
    let measured = rows.map(|row| Measured {
        heading: capital(&row.label),
        unit: row.unit,
        of_rows: row.of_policies,
    });
    let heads = made.policies().map(|p| vec![Value::text(made.name(p))]);
    table(
        "The figures that decide, by policy",
        vec![Column::new("Policy")],
        heads.collect(),
        measured.collect(),
    )
}

/// Differences from the baseline, a row a policy.
fn differences(made: &RunMade) -> Option<Table> {
    let others: Vec<usize> = made.policies().filter(|p| *p != made.baseline).collect();
    let measured = COMPARED.iter().filter_map(|name| {
        let of = |policy: &usize| made.summary.contrast(*policy, Scope::Policy, name).copied();
        Some(Measured {
            heading: format!("Difference in {}", said(name)),
            unit: measure(name)?.unit.of_difference(),
            of_rows: others.iter().map(of).collect(),
        })
    });
    let heads = others.iter().map(|policy| {
        let names = [made.name(*policy), made.name(made.baseline)];
        names.map(Value::text).to_vec()
    });
    table(
        "Differences from the policy that others are compared with",
        Column::all(&["Policy", "Compared with"]),
        heads.collect(),
        measured.collect(),
    )
}

/// A row a policy and period.
fn over_time(made: &RunMade) -> Option<Table> {
    let periods = period_names(made.scenario).len();
    let places: Vec<(usize, usize)> = made
        .policies()
        .flat_map(|policy| (0..periods).map(move |period| (policy, period)))
        .collect();
    let measured = OVER_TIME.iter().filter_map(|name| {
        let rows = |policy| made.summary.by_period(policy, Scope::Policy, name);
        let by_policy: Vec<_> = made.policies().map(rows).collect();
        let of = |(policy, period): &(usize, usize)| {
            let found = by_policy[*policy].iter().find(|(at, _)| at == period);
            found.map(|(_, spread)| **spread)
        };
        Some(Measured {
            heading: capital(&said(name)),
            unit: measure(name)?.unit,
            of_rows: places.iter().map(of).collect(),
        })
    });
    let heads = places.iter().map(|(policy, period)| {
        vec![
            Value::text(made.name(*policy)),
            Value::count(*period as u64 + 1),
            Value::Day(made.scenario.horizon.first_day(*period)),
        ]
    });
    table(
        "The main figures of each period, by policy",
        Column::all(&["Policy", "Period (number)", "First day (date)"]),
        heads.collect(),
        measured.collect(),
    )
}

/// A table with a figure and its standard error a measure; measures without a figure are left out.
fn table(
    title: &str,
    heads: Vec<Column>,
    first: Vec<Vec<Value>>,
    measured: Vec<Measured>,
) -> Option<Table> {
    let (mut columns, mut rows) = (heads, first);
    let known = |measured: &Measured| measured.of_rows.iter().any(Option::is_some);
    for measured in measured.into_iter().filter(known) {
        let means = measured.of_rows.iter().flatten().map(|spread| spread.mean);
        let digits = digits(measured.unit.code(), means);
        let unit = in_words(measured.unit.code());
        let error = format!("{STANDARD_ERROR} {}", uncapital(&measured.heading));
        columns.push(Column::of(&measured.heading, unit, digits));
        // An error of a percentage is a difference of percentages.
        let of_error = in_words(measured.unit.of_difference().code());
        columns.push(Column::of(&error, of_error, digits));
        for (row, spread) in rows.iter_mut().zip(&measured.of_rows) {
            row.push(Value::number(spread.map(|spread| spread.mean)));
            row.push(Value::number(spread.and_then(|spread| spread.mcse)));
        }
    }
    Table::of(title, columns, rows)
}

fn targets(made: &RunMade) -> Option<Table> {
    let rows = target_figures(made.scenario, made.summary);
    // What rolling periods come to over the horizon is no share of replications.
    let shares = rows
        .iter()
        .filter(|row| row.period.is_some() || row.window != "rolling");
    let rows = shares.map(|row| {
        let mut cells = [row.policy, row.target, row.window]
            .map(Value::text)
            .to_vec();
        let all = || Value::text("all");
        cells.push(
            row.period
                .map_or_else(all, |period| Value::count(period as u64)),
        );
        cells.push(
            row.start
                .as_deref()
                .map_or_else(all, |day| Value::day(Some(day))),
        );
        let unit = in_words(row.unit);
        cells.push(Value::text(format!(
            "{} {} {} {unit}",
            row.measure, row.direction, row.limit
        )));
        let shares = [
            row.target_met,
            row.target_reported,
            row.false_comfort,
            row.false_alarm,
        ];
        cells.extend(shares.map(Value::number));
        cells.push(Value::count(row.replications as u64));
        cells
    });
    let mut columns = Column::all(&[
        "Policy",
        "Target",
        "Window",
        "Period (number)",
        "First day (date)",
        "What it asks",
    ]);
    let shares = [
        "The truth meets it",
        "The check's figure says so",
        "False comfort: the figure says so, and it is not",
        "False alarm: the figure says it is missed, and it is met",
    ];
    columns.extend(shares.map(|heading| Column::of(heading, "% of replications", 1)));
    columns.push(Column::new("Replications (number)"));
    let title = "Targets, and how often they are met";
    Table::of(title, columns, rows.collect())
}

fn assumptions(made: &RunMade) -> Option<Table> {
    let rows = made.manifest.assumptions.iter().map(|one| {
        let mut cells = [&one.key, &one.value].map(Value::text).to_vec();
        let more = [&one.low, &one.high, &one.source];
        cells.extend(more.map(|text| Value::text(text.clone().unwrap_or_default())));
        cells
    });
    let columns = Column::all(&["Key", "Value", "Low", "High", "Source"]);
    let title = "Values of the scenario with a source or a range";
    let table = Table::of(title, columns, rows.collect())?;
    Some(table.saying("Values are in the unit that the scenario gives them."))
}

fn meanings(made: &RunMade) -> Option<Table> {
    let used = MEASURES.iter().filter(|measure| {
        let mut rows = made.summary.figures.iter();
        rows.any(|row| row.measure == measure.name)
    });
    let rows = used.map(|measure| {
        let name = said(measure.name);
        let words = [&name, in_words(measure.unit.code()), measure.meaning];
        words.map(Value::text).to_vec()
    });
    let columns = ["Measure", "Unit", "Meaning"].map(Column::new);
    Table::of("What the measures mean", columns.to_vec(), rows.collect())
}

fn uncapital(text: &str) -> String {
    match text.split_at_checked(1) {
        Some((first, rest)) if !text.starts_with("MVE") => first.to_lowercase() + rest,
        _ => text.to_owned(),
    }
}
