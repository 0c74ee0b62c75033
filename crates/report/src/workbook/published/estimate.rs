//! What is published of an estimate: the answer, its figures by group, changes, what checks recorded, and what they rest on.

use tierone_records::assess::{Figure, FigureName, FigureUnit, Scope};
use tierone_records::report::{Change, Group, Target};
use tierone_stats::cells::Cells;

use super::book::{Column, Published, Table, Value};
use super::checked;
use crate::page::EstimateMade;
use crate::versions::TOOL_VERSION;
use tierone_stats::format::capital;

/// The units that figures are published in: a heading's words, and what a value is multiplied by.
const UNITS: &[(FigureUnit, &str, &str, f64)] = &[
    (FigureUnit::Share, "%", "percentage points", 100.0),
    (FigureUnit::Pounds, "£", "£", 1.0),
];

/// Decimals of figures of a unit, as the text of the report has them.
fn digits(unit: FigureUnit) -> usize {
    match unit {
        FigureUnit::Share => 2,
        FigureUnit::Pounds => 0,
    }
}

/// The workbook of an estimate. Small groups are left out of it, and pseudonyms stand in it, as in the report.
pub fn estimate_workbook(made: &EstimateMade, cells: Cells) -> Published {
    let notes = notes(made);
    let of_unit = UNITS.iter().map(|unit| figures(made, unit, &notes));
    let mut tables: Vec<Table> = of_unit.flatten().collect();
    tables.extend(UNITS.iter().filter_map(|unit| changes(made, unit)));
    tables.extend(targets(made));
    tables.extend(checked::signals(made.report));
    tables.extend(checked::counts(made.report));
    tables.extend(meanings(made));
    tables.extend(methods(made));
    Published {
        title: made.title.into(),
        about: about(made),
        notes,
        tables,
        cells,
    }
}

fn about(made: &EstimateMade) -> Vec<String> {
    let mut about = made.report.answer.clone();
    about.push(format!("{}.", capital(&made.report.design)));
    about.push(
        "These figures are estimates from a sample of checks. The worksheet Contents lists the tables; the worksheet Notes says \
         what a reader has to know."
            .into(),
    );
    let inputs = made.inputs.iter();
    let inputs: Vec<String> = inputs
        .map(|(name, hash)| format!("{name} (SHA-256 {hash})"))
        .collect();
    about.push(format!(
        "Source: tierone {TOOL_VERSION}, from {}.",
        inputs.join(", ")
    ));
    about.push(format!("To repeat it: {}", made.command));
    about
}

/// What holds of all figures first, then what is said of single groups.
fn notes(made: &EstimateMade) -> Vec<String> {
    let report = made.report;
    let confidence = 100.0 * report.confidence;
    let mut notes = vec![format!(
        "The lower and the upper limit are those of the {confidence} % interval, by the method that stands in the row; the last \
         table says what the methods are."
    )];
    notes.extend(report.notes.iter().cloned());
    let (least, left_out) = (report.suppress_below, report.left_out.iter());
    notes.extend(left_out.map(|left| format!("left out: {}", left.in_words(least))));
    for note in report.groups.iter().flat_map(|group| &group.notes) {
        if !notes.contains(note) {
            notes.push(note.clone());
        }
    }
    notes
}

/// The markers of the notes of a group.
fn markers(group: &Group, notes: &[String]) -> Value {
    let of = |note: &String| notes.iter().position(|known| known == note);
    let places = group.notes.iter().filter_map(of);
    let markers: Vec<String> = places
        .map(|place| format!("[note {}]", place + 1))
        .collect();
    match markers.is_empty() {
        true => Value::Text("none".into()),
        false => Value::Text(markers.join(" ")),
    }
}

/// Figures of one unit, of all cases and of every group that is shown.
fn figures(
    made: &EstimateMade,
    unit: &(FigureUnit, &str, &str, f64),
    notes: &[String],
) -> Option<Table> {
    let (unit, words, apart, whole) = *unit;
    let groups = made.report.groups.iter();
    let of_unit: Vec<(&Group, &Figure)> = groups
        .flat_map(|group| group.figures.iter().map(move |figure| (group, figure)))
        .filter(|(_, figure)| figure.name.unit() == unit)
        .collect();
    let digits = digits(unit);
    let rows = of_unit.iter().map(|(group, figure)| {
        let value = |value: Option<f64>| Value::number(value.map(|value| whole * value));
        let (low, high) = figure.interval.unzip();
        let mut row = vec![Value::text(group.by.as_deref().unwrap_or("all"))];
        let said = [&group.name, figure.name.said(), of_what(figure.scope)];
        row.extend(said.map(Value::text));
        row.extend([figure.value, low, high, figure.se].map(value));
        row.extend([figure.n, figure.found].map(Value::count));
        row.push(Value::number(figure.effective));
        row.push(Value::text(figure.method));
        row.push(markers(group, notes));
        row
    });
    let mut columns = Column::all(&["Breakdown", "Group", "Figure", "Of which decisions"]);
    let figures = ["Estimate", "Lower limit", "Upper limit"];
    columns.extend(figures.map(|head| Column::of(head, words, digits)));
    columns.push(Column::of("Standard error", apart, digits));
    columns.extend(Column::all(&[
        "Checked decisions (number)",
        "Errors found (number)",
        "Effective sample size (number)",
        "Method of the interval",
        "Notes",
    ]));
    let title = match unit {
        FigureUnit::Share => {
            "Accuracy, and money in error as a share of the money assessed, in per cent"
        }
        FigureUnit::Pounds => "Money in error, in pounds",
    };
    Table::of(title, columns, rows.collect())
}

fn of_what(scope: Scope) -> &'static str {
    match scope {
        Scope::Frame => "all that could be drawn",
        Scope::StrataWithChecks => "all of strata with checks",
        Scope::CheckedOnly => "checked cases only",
    }
}

/// Changes of one unit.
fn changes(made: &EstimateMade, unit: &(FigureUnit, &str, &str, f64)) -> Option<Table> {
    let (unit, _, words, whole) = *unit;
    let changes = made.report.changes.iter();
    let of_unit: Vec<&Change> = changes
        .filter(|change| change.figure.unit() == unit)
        .collect();
    let digits = digits(unit);
    let rows = of_unit.iter().map(|change| {
        let said = change.figure.said();
        let words: [&str; 4] = [&change.column, &change.from, &change.to, said];
        let mut row = words.map(Value::text).to_vec();
        let figures = [change.value, change.low, change.high];
        row.extend(figures.map(|value| Value::Number(whole * value)));
        row.push(Value::text(change.method));
        row
    });
    let mut columns = Column::all(&["Breakdown", "From", "To", "Figure"]);
    let figures = ["Change", "Lower limit", "Upper limit"];
    columns.extend(figures.map(|head| Column::of(head, words, digits)));
    columns.push(Column::new("Method of the interval"));
    let title = format!("Changes from one group to another, in {words}");
    Table::of(title, columns, rows.collect())
}

fn targets(made: &EstimateMade) -> Option<Table> {
    let row = |group: &Group, target: &Target| {
        let (_, words, _, whole) = UNITS.iter().find(|unit| unit.0 == target.figure.unit())?;
        let direction = match target.figure.is_better_higher() {
            true => "at least",
            false => "at most",
        };
        let level = format!("{:.9}", whole * target.level);
        let level = level.trim_end_matches('0').trim_end_matches('.');
        let mut row = vec![Value::text(group.by.as_deref().unwrap_or("all"))];
        row.extend([group.name.as_str(), target.figure.said()].map(Value::text));
        row.push(Value::text(format!("{direction} {level} {words}")));
        let probability = target.probability.map(|chance| 100.0 * chance);
        row.push(Value::number(probability));
        row.push(Value::text(target.from.unwrap_or_default()));
        Some(row)
    };
    let groups = made.report.groups.iter();
    let rows = groups.flat_map(|group| {
        let targets = group.targets.iter();
        targets.filter_map(move |target| row(group, target))
    });
    let mut columns = Column::all(&["Breakdown", "Group", "Figure", "What the target asks"]);
    columns.push(Column::of("Probability that it is met", "%", 1));
    columns.push(Column::new("Where the probability comes from"));
    let title = "Targets, and how likely they are met";
    Table::of(title, columns, rows.collect())
}

fn meanings(made: &EstimateMade) -> Option<Table> {
    let figures = made.report.groups.iter().flat_map(|group| &group.figures);
    let used: Vec<FigureName> = figures.map(|figure| figure.name).collect();
    let rows = FigureName::ALL
        .into_iter()
        .filter(|name| used.contains(name));
    let rows = rows.map(|name| {
        let words = [name.said(), name.as_str(), name.meaning(), name.source()];
        words.map(Value::text).to_vec()
    });
    let columns = Column::all(&["Figure", "Name in files", "Meaning", "Source of the method"]);
    Table::of("What the figures mean", columns, rows.collect())
}

fn methods(made: &EstimateMade) -> Option<Table> {
    let methods = made.report.methods().into_iter();
    let rows = methods.map(|(method, meaning)| [method, meaning].map(Value::text).to_vec());
    let columns = ["Method", "What it is"].map(Column::new);
    Table::of("Methods of the intervals", columns.to_vec(), rows.collect())
}
