//! The answer as people read it: sentences, then small tables.

use super::figures::QUOTA_DONE;
use super::rows::{Ended, FigureRow, Mean, PolicyRow, QuotaAnswer};
use super::words::{bare, called, measured, quota_key};
use tierone_stats::format::{shown, table, thousands, wrapped};

/// Policies of a table at most: the rest is in `plan.csv`.
const SHOWN: usize = 8;

/// The whole text, in lines of so many columns where they can be broken.
pub fn quota_text(answer: &QuotaAnswer, columns: usize) -> String {
    let width = columns.min(100);
    let mut text = String::new();
    for sentence in &answer.answer {
        text += &wrapped(sentence, width, "");
        text.push('\n');
    }
    text += &figures(answer);
    for note in quota_notes(answer) {
        text += &wrapped(note, width, "");
    }
    text += &changes(answer);
    text += &prices(answer);
    text += &fronts(answer);
    text
}

fn cell(mean: Option<Mean>, unit: &str) -> String {
    mean.map_or_else(|| "–".into(), |mean| quota_value(mean, unit))
}

/// A mean and its Monte Carlo standard error, without the unit.
pub fn quota_value(mean: Mean, unit: &str) -> String {
    match measured(mean, unit) {
        (value, Some(error)) => format!("{value} ± {error}"),
        (value, None) => value,
    }
}

/// What is asked of a figure: a limit, and whether what is planned misses it; or to be the smallest.
pub fn quota_aim(row: &FigureRow) -> String {
    let missed = if row.missed == Some(true) {
        ", missed"
    } else {
        ""
    };
    match (row.limit, row.side) {
        (Some(limit), Some("at-least")) => format!("≥ {}{missed}", bare(limit, row.unit)),
        (Some(limit), _) => format!("≤ {}{missed}", bare(limit, row.unit)),
        _ if row.role == "objective" => "smallest".into(),
        _ => String::new(),
    }
}

/// What the table of figures leaves to be said, a sentence each.
pub fn quota_notes(answer: &QuotaAnswer) -> Vec<&'static str> {
    let has = |name: &str| answer.figures.iter().any(|row| row.figure == name);
    let notes = [
        (
            has("show") || has("show_mve"),
            "The chance to show a level is that of the check's limit, with its uncertainty and what its checker misses; a target of \
             `tierone run` is held to the figure alone.",
        ),
        (
            has(QUOTA_DONE),
            "Nobody has to ask for checks for which there are hours: without that, quotas would be chosen that cannot be done.",
        ),
    ];
    let said = notes.into_iter().filter(|(is_said, _)| *is_said);
    said.map(|(_, note)| note).collect()
}

/// A figure with its unit, and the period where it is that of one.
pub fn quota_label(answer: &QuotaAnswer, name: &str, of: &str) -> String {
    let words = called(name);
    match (of, name) {
        ("h" | "GBP", _) => format!("{words}, {} a {}", unit(of), answer.period),
        (_, "errors_found") => format!("{words} a {}", answer.period),
        (_, "head_of_work") => words,
        _ => format!("{words}, {}", unit(of)),
    }
}

/// A mean over a period as one over so many.
fn times(mean: Option<Mean>, periods: f64) -> Option<Mean> {
    mean.map(|mean| Mean {
        mean: periods * mean.mean,
        mcse: mean.mcse.map(|error| periods * error),
    })
}

fn unit(unit: &str) -> &str {
    match unit {
        "GBP" => "£",
        other => other,
    }
}

fn figures(answer: &QuotaAnswer) -> String {
    let mut rows = vec![["figure", "aim", "planned", "today", "change"].map(str::to_owned)];
    for row in &answer.figures {
        rows.push([
            quota_label(answer, &row.figure, row.unit),
            quota_aim(row),
            cell(row.planned, row.unit),
            cell(row.today, row.unit),
            cell(row.change, row.unit),
        ]);
        if answer.periods > 1 && matches!(row.figure.as_str(), "hours" | "cost") {
            let all = |mean| cell(times(mean, answer.periods as f64), row.unit);
            rows.push([
                format!("  in {} {}s, as in `run`", answer.periods, answer.period),
                String::new(),
                all(row.planned),
                all(row.today),
                all(row.change),
            ]);
        }
    }
    format!(
        "What it gives, averages of {} simulated years each with Monte Carlo standard errors:\n{}",
        thousands(&answer.shown_worlds.to_string()),
        table(&rows)
    )
}

fn changes(answer: &QuotaAnswer) -> String {
    let mut rows = vec![["quota", "today", "planned"].map(str::to_owned)];
    for row in &answer.changes {
        let value = |value: f64| quota_key(row.key, value);
        let key = row.stratum.as_deref().unwrap_or(row.key);
        let [today, planned] = row.samples.clone().unwrap_or_else(|| {
            let today = row.today.map_or_else(|| "–".into(), value);
            [today, value(row.planned)]
        });
        rows.push([
            format!("{}: {}", shown(&row.check), shown(key)),
            today,
            planned,
        ]);
    }
    format!("\nWhat changes:\n{}", table(&rows))
}

fn prices(answer: &QuotaAnswer) -> String {
    if answer.prices.is_empty() {
        return String::new();
    }
    let mut rows = vec![["quotas", "aim", "set at", "objective"].map(str::to_owned)];
    for row in &answer.prices {
        let change = bare(row.objective_change.abs(), answer.unit);
        let sign = if row.objective_change < 0.0 { '-' } else { '+' };
        let set = Mean {
            mean: row.value,
            mcse: row.mcse,
        };
        rows.push([
            row.quotas.clone(),
            format!("{}, {}", called(&row.aim), row.direction),
            format!("{} {}", cell(Some(set), row.unit), unit(row.unit)),
            format!("{sign}{change} {}", unit(answer.unit)),
        ]);
    }
    format!(
        "\nWhat an aim costs: the next policy that gives more or less of it, by more than the plan's tolerance:\n{}",
        table(&rows)
    )
}

/// Policies as good as the choice, and those on the way from the cheapest to the best of the first figure.
fn fronts(answer: &QuotaAnswer) -> String {
    let mut text = String::new();
    let good: Vec<&PolicyRow> = answer
        .policies
        .iter()
        .filter(|row| row.ended == Ended::AsGood)
        .collect();
    if !good.is_empty() {
        text += "\nAs good, to within what matters or chance:\n";
        for row in good.iter().take(SHOWN) {
            text += &format!("  {}\n", row.quotas);
        }
        if good.len() > SHOWN {
            text += &format!("  and {} more\n", good.len() - SHOWN);
        }
    }
    let mut names: Vec<&str> = answer
        .fronts
        .iter()
        .map(|row| row.figure.as_str())
        .collect();
    names.dedup();
    for name in names {
        let front: Vec<_> = answer
            .fronts
            .iter()
            .filter(|row| row.figure == name)
            .collect();
        let Some(first) = front.first() else {
            continue;
        };
        let head = [
            "quotas".to_owned(),
            quota_label(
                answer,
                &first.paid_in,
                if first.paid_in == "cost" { "GBP" } else { "h" },
            ),
            quota_label(answer, name, first.unit),
            "aims".to_owned(),
        ];
        let mut rows = vec![head];
        // Of a long front every so-manyth, both ends among them.
        let step = (front.len() - 1).div_ceil(SHOWN - 1).max(1);
        let last = front.len() - 1;
        for (_, row) in front
            .iter()
            .enumerate()
            .filter(|(at, _)| at % step == 0 || *at == last)
        {
            let paid = if row.paid_in == "cost" { "GBP" } else { "h" };
            let mean = Mean {
                mean: row.value,
                mcse: row.mcse,
            };
            rows.push([
                row.quotas.clone(),
                bare(row.paid, paid),
                cell(Some(mean), row.unit),
                if row.meets_aims { "met" } else { "missed" }.into(),
            ]);
        }
        text += &format!(
            "\nNothing that was simulated gives more for less, {} for {}:\n{}",
            called(name),
            called(&first.paid_in),
            table(&rows)
        );
        let left_out = front.len() - (rows.len() - 1);
        if left_out > 0 {
            text +=
                &format!("  {left_out} more of these are in fronts.csv and on the page of --out\n");
        }
    }
    text
}
