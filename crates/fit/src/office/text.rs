//! The report of a fit as text: what changed against the base and how sure that is, the estimates, and what is not told.

use std::fmt::Write;

use super::rows::{EstimateRow, OfficeFit};
use tierone_stats::format::{plain, thousands, wrapped};

/// The report, so many columns wide.
pub fn text(fit: &OfficeFit, columns: usize) -> String {
    let mut text = wrapped(&answer(fit), columns, "");
    text.push('\n');
    let rows: Vec<&EstimateRow> = fit.rows().collect();
    let width = rows
        .iter()
        .map(|row| row.name.chars().count())
        .max()
        .unwrap_or(8);
    let width = width.max("estimate".len());
    let _ = writeln!(
        text,
        "\n{:width$}  {:>10}  {:>10}  95 % interval",
        "estimate", "fitted", "base"
    );
    for row in rows {
        let cell = |x: Option<f64>| x.map_or("–".into(), |x| shown(row.unit, x));
        let differs = if is_outside(row) {
            "  base is outside"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "{:width$}  {:>10}  {:>10}  {} to {}{differs}",
            row.name,
            cell(row.value),
            cell(row.base),
            row.low
                .map_or("no lower limit".into(), |low| shown(row.unit, low)),
            row.high
                .map_or("no upper limit".into(), |high| shown(row.unit, high)),
        );
    }
    for law in &fit.amounts {
        let (found, usual) = law.distance;
        let fits = if found <= usual {
            "fits"
        } else {
            "does not fit well"
        };
        let _ = writeln!(
            text,
            "\nAmounts of {}: a {} law {fits}: it is {found:.3} from what was found at most, and {usual:.3} is usual.",
            law.attribute, law.distribution
        );
    }
    text.push_str(&off(fit));
    if !fit.untold.is_empty() {
        text.push_str("\nWhat the results do not identify, and what would\n");
        for untold in &fit.untold {
            let line = format!(
                "{}: {}. What would identify it: {}.",
                untold.name, untold.why, untold.remedy
            );
            text.push_str(&wrapped(&line, columns, "  "));
            text.push('\n');
        }
    }
    for note in &fit.notes {
        let _ = write!(text, "\n{}", wrapped(&format!("note: {note}"), columns, ""));
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The first sentences.
pub fn answer(fit: &OfficeFit) -> String {
    let count = |n: u64| thousands(&n.to_string());
    let outside = outside(fit);
    let fitted = fit.rows().count();
    let mut text = format!(
        "{fitted} numbers were fitted to {} outcomes of single attributes, {} of them fails, in {} checked decisions of {} caseworkers. ",
        count(fit.looks),
        count(fit.errors),
        count(fit.decisions),
        count(fit.caseworkers)
    );
    text.push_str(&match outside.len() {
        0 => "None contradicts the base: each of its values is inside the 95 % interval.".into(),
        n => {
            let names: Vec<&str> = outside
                .iter()
                .take(3)
                .map(|row| row.name.as_str())
                .collect();
            let more = if n > 3 { ", and others" } else { "" };
            let verb = if n == 1 { "contradicts" } else { "contradict" };
            format!(
                "{n} {verb} the base, whose value is outside the 95 % interval: {}{more}.",
                names.join("; ")
            )
        }
    });
    match fit.untold.len() {
        0 => {}
        1 => text.push_str(" One number is not identified; it is named below."),
        n => {
            let _ = write!(
                text,
                " {n} numbers are not identified; they are named below."
            );
        }
    }
    text
}

/// Estimates whose interval does not hold the value of the base.
fn outside(fit: &OfficeFit) -> Vec<&EstimateRow> {
    fit.rows().filter(|row| is_outside(row)).collect()
}

/// What the results show otherwise than the base has it, with both figures; nothing where they do not contradict it.
pub fn contradicted(fit: &OfficeFit) -> Option<String> {
    let outside = outside(fit);
    let named = outside.iter().take(3).filter_map(|row| {
        let cell = |x: Option<f64>| x.map(|x| shown(row.unit, x));
        let limit = |x: Option<f64>, none: &str| cell(x).unwrap_or_else(|| none.into());
        Some(format!(
            "{}: {} written, {} found ({} to {})",
            plain(&row.name),
            cell(row.base)?,
            cell(row.value).unwrap_or_else(|| "no value".into()),
            limit(row.low, "no lower limit"),
            limit(row.high, "no upper limit"),
        ))
    });
    let named: Vec<String> = named.collect();
    let more = match outside.len().saturating_sub(named.len()) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    (!named.is_empty()).then(|| format!("{}{more}", named.join("; ")))
}

/// Periods and activities in which more or fewer fail than the fit explains.
fn off(fit: &OfficeFit) -> String {
    let out = fit.observed.iter().filter(|row| row.stands_out);
    out.map(|row| {
        format!(
            "\nThe fit does not explain the fails of {} {}: {:.2} % of {} outcomes, and 95 in 100 simulations have {:.2} to {:.2} %.\n",
            row.by,
            row.name,
            100.0 * row.observed,
            thousands(&row.looks.to_string()),
            100.0 * row.low,
            100.0 * row.high
        )
    })
    .collect()
}

fn is_outside(row: &EstimateRow) -> bool {
    let Some(base) = row.base else {
        return false;
    };
    row.low.is_some_and(|low| base < low) || row.high.is_some_and(|high| base > high)
}

fn shown(unit: &str, x: f64) -> String {
    match unit {
        "share" if 100.0 * x < 10.0 => format!("{:.3} %", 100.0 * x),
        "share" => format!("{:.1} %", 100.0 * x),
        "pounds" => format!("£{x:.2}"),
        _ => format!("{x:.3}"),
    }
}
