//! The page of a forecast of a published figure.

use tierone_chart::Drawing;
use tierone_forecast::methods::Method;
use tierone_forecast::report::{Named, Outlook};
use tierone_stats::format::plain;
use tierone_stats::written::in_percent;

use super::page_text::PageText;
use super::parts::{Cell, Column, DASH, Page, PageKind, Row, Table};

const MEANINGS: &[(&str, &str)] = &[
    (
        "80 % band",
        "The published figure is in it with a probability of 80 %, as far as the future is like the past: bands are as wide as past \
         forecasts of the series should have been.",
    ),
    (
        "probability above a limit",
        "Of the figure as it will be published, with its sampling error.",
    ),
    DASH,
];

/// What a forecast of a series gave.
pub struct SeriesMade<'a> {
    /// The file of the figures.
    pub file: &'a str,
    /// The series.
    pub named: &'a Named,
    /// Its rows and sentences.
    pub outlook: &'a Outlook,
    /// Its charts.
    pub drawings: &'a [Drawing],
    /// What ran, with its values.
    pub facts: Vec<(String, String)>,
}

/// The page of a forecast of a series.
pub fn series_page(made: SeriesMade) -> Page {
    let periods = made.outlook.forecasts.iter().map(|row| row.ahead).max();
    PageText {
        kind: PageKind::Series,
        title: &format!("What is ahead of the figures in {}", plain(made.file)),
        question: format!(
            "Where will the figure be {} ahead, and how sure is that?",
            made.named.ahead(periods.unwrap_or(1))
        ),
        answer: made.outlook.answer.clone(),
        drawings: made.drawings,
        how: "The model has a shock that is common to all groups in each period, deviations of groups that return, and the sampling error \
              of each figure. `scores.csv` has how it did in the past, beside plain methods; `tierone backtest` says which to use.",
        tables: [forecasts(made.outlook), limits(made.outlook)].into_iter().flatten().collect(),
        table_first: false,
        notes: Vec::new(),
        meanings: MEANINGS,
        facts: made.facts,
        sources: &[],
    }
    .page()
}

fn named_group(group: &str) -> String {
    match group {
        "" => "all".into(),
        group => plain(group),
    }
}

/// The forecasts of the model, or of what stands in for it.
fn forecasts(outlook: &Outlook) -> Option<Table> {
    let method = outlook.forecasts.first().map(|row| row.method.as_str());
    let method = method.unwrap_or(Method::Model.name());
    let own = outlook.forecasts.iter().filter(|row| row.method == method);
    let rows = own.map(|row| {
        let decimals = match (row.low_80, row.high_80) {
            (Some(low), Some(high)) if high > low => {
                (1.0 - (high - low).log10().floor()).clamp(0.0, 6.0) as usize
            }
            _ => 2,
        };
        let figures = [row.last, Some(row.figure), row.low_80, row.high_80];
        let mut cells = vec![Cell::words(row.period.clone())];
        cells.extend(figures.map(|x| Cell::decimals(x, decimals)));
        Row::new(named_group(&row.group), cells)
    });
    let first = outlook.forecasts.first();
    let unit = first.map_or("", |row| row.unit.as_str());
    let figures = ["last published", "forecast", "10 %", "90 %"];
    let figures = figures.map(|name| format!("{name}, {unit}"));
    Table::of(
        "forecasts",
        "Forecasts, by group and period",
        Column::all(
            &["group", "period"],
            &figures.each_ref().map(String::as_str),
        ),
        rows.collect(),
    )
}

fn limits(outlook: &Outlook) -> Option<Table> {
    let rows = outlook.limits.iter().map(|row| {
        let cells = vec![
            Cell::words(row.period.clone()),
            Cell::figure(format!("{}", row.limit), row.limit),
            Cell::decimals(Some(in_percent(row.above)), 1),
        ];
        Row::new(named_group(&row.group), cells)
    });
    let figures = ["limit", "probability above it, %"];
    Table::of(
        "limits",
        "Probabilities of being above limits",
        Column::all(&["group", "period"], &figures),
        rows.collect(),
    )
}
