//! What a figure means, its formula, what went into it, and where it comes from.

use std::fmt::Write;

use tierone_records::assess::{FIGURES, Scope};
use tierone_stats::METHODS;

use super::super::exit::Failure;
use super::super::terminal;
use super::Report;

/// Explains a figure; with what went into it, where there is a report.
pub(super) fn run(figure: &str, report: Option<&Report>) -> Result<(), Failure> {
    let mut text = String::new();
    for (name, meaning, formula, source) in FIGURES.iter().filter(|(name, ..)| *name == figure) {
        let _ = write!(
            text,
            "{name}\n\n{meaning}\n\nformula: {formula}\nsource:  {source}\n"
        );
    }
    let Some(report) = report else {
        return terminal::answer(&text);
    };
    let _ = write!(text, "\nsample:  {}\n", report.design);
    for group in &report.groups {
        if group.suppressed {
            let least = report.suppress_below;
            let _ = write!(text, "\nfewer than {least} checked cases: not shown\n");
        }
        for told in group.figures.iter().filter(|told| told.name == figure) {
            let name = if group.by.is_empty() {
                "all".into()
            } else {
                format!("{} {}", group.by, group.name)
            };
            let _ = write!(
                text,
                "\n{name}\n  cases: {}\n  errors: {}\n",
                told.n, told.found
            );
            if told.scope == Scope::CheckedOnly {
                text += "  of checked cases only: no weight, no interval\n";
            }
            let mut line = |what: &str, value: Option<f64>| {
                if let Some(value) = value {
                    let _ = writeln!(text, "  {what}: {value}");
                }
            };
            line("estimate", told.value);
            line("lower limit", told.interval.map(|interval| interval.0));
            line("upper limit", told.interval.map(|interval| interval.1));
            line("standard error, linearised", told.se);
            line("effective size", told.effective);
            text += &of_method(told.method);
            for said in &group.said {
                text += &terminal::wrapped(said, terminal::columns(), "  ");
            }
        }
    }
    for changed in report.changes.iter().filter(|told| told.figure == figure) {
        let [from, to] = changed.groups.each_ref().map(|name| terminal::plain(name));
        let change = changed.change;
        let _ = write!(
            text,
            "\n{} {from} → {to}\n  change: {}\n  lower limit: {}\n  upper limit: {}\n",
            changed.column, change.value, change.low, change.high
        );
        text += &of_method(change.method);
    }
    terminal::answer(&text)
}

fn of_method(told: &str) -> String {
    let of = METHODS.iter().find(|(method, _)| *method == told);
    of.map_or(String::new(), |(method, meaning)| {
        format!("  method: {method}, {meaning}\n")
    })
}
