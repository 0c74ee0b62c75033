//! Text, JSON and CSV of the same rows.

use tierone_stats::format::wrapped;
use tierone_stats::units::Decimal;

use crate::question::Question;
use crate::rows::{Aim, Answer, Assumed, Row};
use crate::two_kinds::money;
use crate::words::{chance, errors_of, number, points, share};

/// The answer for people, in lines of so many columns where they can be broken.
pub fn text(question: &Question, answer: &Answer, columns: usize) -> String {
    let mut text = String::new();
    for sentence in &answer.sentences {
        text += &wrapped(sentence, columns, "");
    }
    if answer.rows.is_empty() {
        return text;
    }
    let assumptions = question.assumptions();
    let at = |assumed: &Assumed| {
        let words = match assumed {
            Assumed::Half => "half: ",
            Assumed::AsThought => "",
            Assumed::Double => "double: ",
        };
        format!("{words}{}", share(question.rate_if(*assumed)))
    };
    let mut lines = vec![["plan".to_owned(), "checks".to_owned()].to_vec()];
    lines[0].extend(assumptions.iter().map(at));
    let mut rows = answer.rows.as_slice();
    while let Some(first) = rows.first() {
        let (plan, rest) = rows.split_at(assumptions.len().min(rows.len()));
        lines.extend(lines_of(question, first, plan));
        rows = rest;
    }
    text += "\nIf so many cases are wrong:\n";
    text + &aligned(&lines)
}

fn lines_of(question: &Question, first: &Row, plan: &[Row]) -> Vec<Vec<String>> {
    let line = |head: String, checks: String, cell: &dyn Fn(&Row) -> String| -> Vec<String> {
        [head, checks]
            .into_iter()
            .chain(plan.iter().map(cell))
            .collect()
    };
    let planned = number(first.checks);
    let chance_of = |row: &Row| row.chance.map_or_else(|| "–".into(), chance);
    let checks_if = |row: &Row| number(row.checks_if);
    let width = |row: &Row| {
        row.half_width
            .map_or_else(|| "–".into(), |width| format!("± {} points", points(width)))
    };
    let measured = |what: &str, asked: Option<f64>| {
        let asked = asked.map_or_else(String::new, points);
        vec![
            line(
                format!("{what}: the width these checks give"),
                planned.clone(),
                &width,
            ),
            line(
                format!("  checks for ± {asked} points"),
                String::new(),
                &checks_if,
            ),
        ]
    };
    match first.aim {
        Aim::Measure => measured("measure", question.half_width),
        Aim::Show => {
            let errors = first.errors.unwrap_or(0);
            let limit = question.limit.map_or(0.0, Decimal::to_f64);
            let limit = share(limit);
            let head = format!("show under {limit} wrong, {errors} errors at most");
            vec![line(
                head.replace(" 1 errors", " 1 error"),
                planned,
                &chance_of,
            )]
        }
        Aim::MeasureMoney => measured(
            "measure money",
            question.money.and_then(|money| money.half_width),
        ),
        Aim::ShowMoney => {
            let errors = errors_of(first.errors.unwrap_or(0));
            let limit = question.money.and_then(|money| money.limit);
            let limit = limit.map_or_else(String::new, share);
            let head = format!("show under {limit} of money wrong, {errors} at most");
            vec![line(head, planned, &chance_of)]
        }
        Aim::CheapAndGold => {
            let cheap = format!(
                "cheap checks, {} in all",
                first.cost.map_or_else(|| "–".into(), money)
            );
            let none = |_: &Row| String::new();
            vec![
                line(cheap, number(first.cheap_checks), &none),
                line(
                    "  gold checks among them, and the width they give".into(),
                    planned,
                    &width,
                ),
                line(
                    "  gold checks if that were thought".into(),
                    String::new(),
                    &checks_if,
                ),
            ]
        }
        Aim::HoursOfAMonth | Aim::HoursOfAYear => {
            let of = match first.aim {
                Aim::HoursOfAMonth => "a month",
                _ => "a year",
            };
            vec![line(
                format!("the hours of {of}: the width they give"),
                planned,
                &width,
            )]
        }
        Aim::TellApart => {
            let found = question.people.map_or(0.0, |people| people.found);
            vec![
                line(
                    "flag twice the odds, checks of each".into(),
                    planned,
                    &chance_of,
                ),
                line(
                    format!("  checks for {}", share(found)),
                    String::new(),
                    &checks_if,
                ),
            ]
        }
    }
}

/// Columns side by side, numbers to the right.
fn aligned(lines: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let mut text = String::new();
    for line in lines {
        let mut laid = String::new();
        for (column, cell) in line.iter().enumerate() {
            let pad = " ".repeat(width(column) - cell.chars().count());
            laid += &match column {
                0 => format!("{cell}{pad}"),
                _ => format!("  {pad}{cell}"),
            };
        }
        text += laid.trim_end();
        text.push('\n');
    }
    text
}

/// The answer as JSON: the sentences, and the rows with their fields.
pub fn json(answer: &Answer) -> String {
    let mut text = serde_json::to_string_pretty(answer).unwrap_or_default();
    text.push('\n');
    text
}

/// The rows as CSV, one plan under one assumption a row.
pub fn csv(answer: &Answer) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in &answer.rows {
        // Writing to memory does not fail.
        let _ = writer.serialize(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
