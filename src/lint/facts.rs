//! `tierone lint --facts`: what is known of a scenario without running it, as a table or as JSON.

mod checks;
mod policies;

use serde_json::{Map, Value, json};

use tierone_analysis::{Decided, Fact, Facts, Rates};
use tierone_scenario::Scenario;

/// Facts for people: grouped, a fact a line, with its unit.
pub(crate) fn facts_table(scenario: &Scenario, facts: &Facts) -> String {
    let mut page = Page::default();
    page.title(&scenario.title);
    page.note(match facts.rates {
        Rates::AsStated => "In expectation, without coaching, learning products or corrections.",
        Rates::Anchored => {
            "In expectation, without coaching, learning products or corrections; rates are anchored."
        }
        Rates::AnchoredAsIfWithoutFeedback => {
            "In expectation, without coaching, learning products or corrections. The anchor is a policy's own \
             figure; these facts take it as accuracy without feedback instead."
        }
    });
    page.title("Decided over the reported periods");
    page.row(
        "",
        &[
            "decisions",
            "errors",
            "accuracy",
            "value £ a year",
            "error £ a year",
            "over",
            "under",
            "MVE",
        ],
    );
    for decided in facts.activities.iter().chain([&facts.all]) {
        page.row(&decided.name, &decided_cells(decided));
    }
    page.title("Corrections");
    policies::correction(&mut page, &facts.correction);
    for (policy, of) in scenario.policies.iter().zip(&facts.policies) {
        page.title(&format!("Policy \"{}\", an average period", of.name));
        policies::policy(&mut page, scenario, facts, of);
        for (check, of) in policy.checks.iter().zip(&of.checks) {
            page.title(&format!("Check \"{}\" of \"{}\"", of.name, policy.name));
            checks::check(&mut page, scenario, facts, check, of);
        }
    }
    page.text
}

/// The same facts as they are, with the reason in place of each that is not known.
pub(crate) fn facts_json(facts: &Facts) -> Value {
    plain(
        serde_json::to_value(facts).unwrap_or_else(|error| json!({ "unknown": error.to_string() })),
    )
}

/// Known facts as they are: without the word that says that they are known.
fn plain(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Map<String, Value> = fields
                .into_iter()
                .map(|(key, value)| (key, plain(value)))
                .collect();
            match fields.len() {
                1 if fields.contains_key("Ok") => fields.remove("Ok").unwrap_or_default(),
                1 if fields.contains_key("Err") => fields.remove("Err").unwrap_or_default(),
                _ => Value::Object(fields),
            }
        }
        Value::Array(items) => items.into_iter().map(plain).collect(),
        other => other,
    }
}

fn decided_cells(decided: &Decided) -> Vec<String> {
    vec![
        count(decided.decisions),
        count(decided.errors),
        told(decided.accuracy, percent),
        count(decided.value),
        count(decided.gross),
        count(decided.over),
        count(decided.under),
        told(decided.mve, percent),
    ]
}

/// A page of titles, facts and small tables.
#[derive(Default)]
struct Page {
    text: String,
}

/// Columns of a fact's name, and of each cell of a table.
const NAME: usize = 44;
const CELL: usize = 15;

impl Page {
    fn title(&mut self, title: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&super::super::terminal::plain(title));
        self.text.push('\n');
    }

    fn note(&mut self, note: &str) {
        self.text
            .push_str(&super::super::terminal::wrapped(note, 100, ""));
    }

    /// A fact with its unit.
    fn fact(&mut self, name: &str, value: String) {
        let name = super::super::terminal::plain(name);
        self.text.push_str(&format!("  {name:<NAME$} {value}\n"));
    }

    /// A line of a table.
    fn row<S: AsRef<str>>(&mut self, name: &str, cells: &[S]) {
        let name = super::super::terminal::plain(name);
        let mut line = format!("  {name:<26}");
        for cell in cells {
            line.push_str(&format!("{:>CELL$}", cell.as_ref()));
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

/// A fact in words, or why there is none.
fn told<T>(fact: Fact<T>, words: impl FnOnce(T) -> String) -> String {
    fact.map_or_else(|unknown| format!("- ({unknown})"), words)
}

fn percent(share: f64) -> String {
    format!("{:.3} %", 100.0 * share)
}

fn points(share: f64) -> String {
    format!("{:+.3} pp", 100.0 * share)
}

fn hours(hours: f64) -> String {
    format!("{hours:.1} h")
}

/// A number of things: whole where it is large.
fn count(number: f64) -> String {
    match number.abs() {
        n if n >= 1_000.0 => {
            let whole = format!("{:.0}", number);
            let (sign, digits) = whole
                .strip_prefix('-')
                .map_or(("", &whole[..]), |rest| ("-", rest));
            let mut grouped = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at) % 3 == 0 {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            format!("{sign}{grouped}")
        }
        n if n >= 10.0 => format!("{number:.1}"),
        _ => format!("{number:.3}"),
    }
}
