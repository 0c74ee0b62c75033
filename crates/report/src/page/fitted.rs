//! The page of a fit: what results say of a scenario's numbers.

use tierone_chart::Drawing;
use tierone_fit::office::{EstimateRow, OfficeFit};
use tierone_scenario::diagnostic::SourceFile;
use tierone_stats::format::plain;
use tierone_stats::written::in_percent;

use super::page_text::PageText;
use super::parts::{Cell, Column, DASH, Page, PageKind, Row, Table};

const MEANINGS: &[(&str, &str)] = &[
    (
        "95% interval",
        "A profile likelihood interval: values at which the results are not much less likely than at the likeliest one. It is wider \
         where the number hangs on others that are not known. A dash: the results set no limit on that side.",
    ),
    (
        "base",
        "What the scenario had, its rates moved to its anchor where it has one.",
    ),
    (
        "spread",
        "The standard deviation of log-odds of error over caseworkers, or over teams: 0.7 is twice the odds for one in six.",
    ),
    (
        "95 in 100 simulations",
        "Results simulated at the fitted numbers, caseworkers drawn anew. What stands out is further off than the furthest part of \
         nearly every simulation.",
    ),
    (
        "drawn towards the mean",
        "What is known of a team or a caseworker with few checks is mostly what is known of all. To order people by it would order \
         mostly chance, so that nobody has a name or a rank here.",
    ),
    DASH,
];

/// What a fit gave.
pub struct FitMade<'a> {
    /// What it is of.
    pub title: &'a str,
    /// The fit.
    pub fit: &'a OfficeFit,
    /// Its charts.
    pub drawings: &'a [Drawing],
    /// What ran, with its values.
    pub facts: Vec<(String, String)>,
    /// The files of the base.
    pub sources: &'a [SourceFile],
}

/// The page of a fit.
pub fn fit_page(made: FitMade) -> Page {
    let untold = made.fit.untold.iter().map(|untold| {
        format!(
            "Not identified: {}: {}. What would identify it: {}.",
            untold.name, untold.why, untold.remedy
        )
    });
    let notes = made.fit.notes.iter().map(|note| format!("{note}."));
    PageText {
        kind: PageKind::Fit,
        title: made.title,
        question: "What do the check results say of the scenario's numbers, and which do they not identify?".into(),
        answer: vec![tierone_fit::office::answer(made.fit)],
        drawings: made.drawings,
        how: "Each number is from the likelihood of what was found, for the chance of each decision of being drawn, for what checkers \
              miss, and for caseworkers and teams who differ. What was not checked is left as the base has it.",
        tables: vec![numbers(made.fit)],
        table_first: false,
        notes: untold.chain(notes).collect(),
        meanings: MEANINGS,
        facts: made.facts,
        sources: made.sources,
    }
    .page()
}

fn numbers(fit: &OfficeFit) -> Table {
    let row = |row: &EstimateRow| {
        let is_share = row.unit == "share";
        let of_unit = |x: f64| if is_share { in_percent(x) } else { x };
        let cell = |x: Option<f64>| Cell::decimals(x.map(of_unit), 3);
        let mut cells = vec![Cell::words(if is_share { "%" } else { row.unit })];
        cells.extend([row.value, row.low, row.high, row.base].map(cell));
        cells.push(Cell::words(row.source.clone()));
        Row::new(plain(&row.name), cells)
    };
    let figures = ["fitted", "2.5 %", "97.5 %", "base"];
    let mut columns = Column::all(&["number", "unit"], &figures);
    columns.push(Column::words("from"));
    let caption = "Every fitted number, beside what the base has";
    Table::new("numbers", caption, columns, fit.rows().map(row).collect())
}
