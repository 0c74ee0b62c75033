//! What a figure means, its formula, what went into it, and where it comes from.

use std::fmt::Write;

use tierone_records::assess::{FigureName, Scope};
use tierone_records::report::Report;
use tierone_stats::METHODS;

use super::super::exit::Failure;
use super::super::terminal;

/// Explains a figure; with what went into it, where there is a report.
pub(super) fn run(figure: FigureName, report: Option<&Report>) -> Result<(), Failure> {
    let mut text = format!(
        "{figure}\n\n{}\n\nformula: {}\nsource:  {}\n",
        figure.meaning(),
        figure.formula(),
        figure.source()
    );
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
            let name = match &group.by {
                None => "all".into(),
                Some(by) => format!("{by} {}", group.name),
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
            for said in &group.notes {
                text += &terminal::wrapped(said, terminal::columns(), "  ");
            }
        }
    }
    for changed in report.changes.iter().filter(|told| told.figure == figure) {
        let [from, to] = [&changed.from, &changed.to].map(|name| terminal::plain(name));
        let _ = write!(
            text,
            "\n{} {from} → {to}\n  change: {}\n  lower limit: {}\n  upper limit: {}\n",
            changed.column, changed.value, changed.low, changed.high
        );
        text += &of_method(changed.method);
    }
    terminal::answer(&text)
}

fn of_method(told: &str) -> String {
    let of = METHODS.iter().find(|(method, _)| *method == told);
    of.map_or(String::new(), |(method, meaning)| {
        format!("  method: {method}, {meaning}\n")
    })
}
