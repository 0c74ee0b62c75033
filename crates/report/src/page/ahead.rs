//! The page of a forecast of a scenario.

use tierone_chart::Drawing;
use tierone_engine::measure::DECIDED_AND_FLOWED;
use tierone_outlook::{FanRow, Outlook, chance};
use tierone_scenario::Scenario;
use tierone_scenario::diagnostic::SourceFile;
use tierone_stats::format::plain;

use super::page_text::PageText;
use super::parts::{Cell, Column, DASH, Page, PageKind, Row, Table};

/// Numbers of a figure that are listed, at most.
const MOST: usize = 10;

const MEANINGS: &[(&str, &str)] = &[
    (
        "draw",
        "One set of values for all numbers that have a range, those that were fitted together drawn together. Each draw is \
         simulated many times.",
    ),
    (
        "80 % band",
        "From the 10 to the 90 percentile over all replications of all draws: the figure is in it with a probability of 80 %, as \
         far as the scenario and its ranges are right.",
    ),
    (
        "monetary value of error as decided, as it flowed",
        DECIDED_AND_FLOWED,
    ),
    (
        "as it will be, and as a check will report it",
        "The truth of all decisions; and the figure that the check estimates from those that it looks at, with what its checkers \
         miss and the luck of the draw.",
    ),
    (
        "numbers, chance, sampling",
        "Shares of the variance: what numbers that are not known make; what would differ from year to year if they were known; \
         and what checking a sample adds to a reported figure.",
    ),
    (
        "share of a number",
        "The squared correlation of the number with the means of draws: what goes with it alone, in a straight line. Numbers whose share may \
         be chance are left out here; `numbers.csv` has them all.",
    ),
    DASH,
];

/// What a forecast of a scenario gave.
pub struct AheadMade<'a> {
    /// The scenario with the policies that were asked for.
    pub scenario: &'a Scenario,
    /// Its rows and sentences.
    pub outlook: &'a Outlook,
    /// Its charts.
    pub drawings: &'a [Drawing],
    /// What it rests on, in sentences.
    pub how: &'a str,
    /// What ran, with its values.
    pub facts: Vec<(String, String)>,
    /// The files of the scenario.
    pub sources: &'a [SourceFile],
}

/// The page of a forecast of a scenario.
pub fn ahead_page(made: AheadMade) -> Page {
    let targets = targets(made.outlook);
    let table_first = targets.is_some();
    let tables = targets.into_iter().chain([figures(made.outlook)]);
    let periods = made.scenario.horizon.periods;
    PageText {
        kind: PageKind::Forecast,
        title: &made.scenario.title,
        question: format!(
            "Where will accuracy and the monetary value of error be over {periods} {}s, what will checks report, and how sure is that?",
            made.scenario.horizon.period
        ),
        answer: made.outlook.answer.split("\n\n").map(str::to_owned).collect(),
        drawings: made.drawings,
        how: made.how,
        tables: tables.chain(numbers(made.outlook)).collect(),
        table_first,
        notes: Vec::new(),
        meanings: MEANINGS,
        facts: made.facts,
        sources: made.sources,
    }
    .page()
}

fn name_of(fan: &FanRow) -> String {
    let measure = fan.measure.replace('_', " ");
    match &fan.check {
        None => measure,
        Some(check) => format!("{measure} of `{}`", plain(check)),
    }
}

/// A row a figure over all periods.
fn figures(outlook: &Outlook) -> Table {
    let whole = outlook.fans.iter().filter(|fan| fan.period.is_none());
    let rows = whole.map(|fan| {
        let digits = fan.decimals();
        let figure = |x: f64| Cell::decimals(Some(x), digits);
        let width = outlook.widths.iter().find(|width| {
            (&width.policy, &width.check, width.measure, width.period)
                == (&fan.policy, &fan.check, fan.measure, fan.period)
        });
        let shares = [
            width.map(|width| width.numbers),
            width.map(|width| width.chance),
            width.and_then(|width| width.sampling),
        ];
        let mut cells = vec![Cell::name(&fan.policy)];
        cells.extend([fan.p2_5, fan.p10, fan.p50, fan.p90, fan.p97_5].map(figure));
        cells.extend(shares.map(|share| Cell::decimals(share.map(|share| 100.0 * share), 0)));
        Row::new(name_of(fan), cells)
    });
    let figures = [
        "2.5 %",
        "10 %",
        "median",
        "90 %",
        "97.5 %",
        "numbers, % of variance",
        "chance, % of variance",
        "sampling, % of variance",
    ];
    Table::new(
        "whole-horizon",
        "Figures over all periods together, and what makes their bands wide",
        Column::all(&["figure, %", "policy"], &figures),
        rows.collect(),
    )
}

/// Every target over the horizon.
fn targets(outlook: &Outlook) -> Option<Table> {
    let whole = outlook.targets.iter().filter(|row| row.period.is_none());
    let share = |share: Option<f64>| {
        share.map_or_else(Cell::none, |share| {
            // As the answer says it; the head of the column has the unit.
            let said = chance(share);
            Cell::figure(said.trim_end_matches(" %").to_owned(), 100.0 * share)
        })
    };
    let rows = whole.map(|row| {
        let cells = vec![Cell::name(&row.policy), share(row.met), share(row.reported)];
        Row::named(&row.target, cells)
    });
    let figures = ["the truth meets it, %", "reported as met, %"];
    Table::of(
        "targets-met",
        "How likely each target is to be met over all periods together",
        Column::all(&["target", "policy"], &figures),
        rows.collect(),
    )
}

/// Numbers that each true figure hangs on.
fn numbers(outlook: &Outlook) -> Option<Table> {
    let of_one = |a: &tierone_outlook::NumberRow, b: &tierone_outlook::NumberRow| {
        (&a.policy, a.measure) == (&b.policy, b.measure)
    };
    let most = outlook.numbers.chunk_by(of_one);
    let most = most.flat_map(|rows| rows.iter().filter(|row| row.beyond_chance).take(MOST));
    let rows = most.map(|row| {
        let cells = vec![
            Cell::name(&row.policy),
            Cell::words(row.measure.replace('_', " ")),
            Cell::decimals(Some(100.0 * row.share), 1),
        ];
        Row::named(&row.key, cells)
    });
    let share = "share of the variance between draws, %";
    Table::of(
        "numbers",
        "Numbers that figures hang on, the most important first",
        Column::all(&["number", "policy", "figure"], &[share]),
        rows.collect(),
    )
}
