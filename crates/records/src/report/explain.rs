//! What a figure means, its formula, what went into it, and where it comes from.

use std::fmt::Write;

use super::rows::EstimateReport;
use crate::assess::{FigureName, Scope};
use tierone_stats::Method;
use tierone_stats::format::{plain, wrapped};

/// Explains a figure in lines of so many columns; with what went into it, where there is a report.
pub fn explain(figure: FigureName, report: Option<&EstimateReport>, columns: usize) -> String {
    let mut text = format!("{figure}\n\n{}\n\n", figure.meaning());
    // Of a report each group has the formula that was used.
    if report.is_none() {
        let _ = writeln!(text, "formula: {}", figure.formula());
    }
    let _ = writeln!(text, "source:  {}", figure.source());
    let Some(report) = report else {
        return text;
    };
    let _ = write!(text, "\nsample:  {}\n", report.design);
    for group in &report.groups {
        if group.suppressed {
            let least = report.suppress_below;
            let _ = write!(text, "\nfewer than {least} checked cases: not shown\n");
        }
        for found in group.figures.iter().filter(|of| of.name == figure) {
            let name = match &group.by {
                None => "all".into(),
                Some(by) => format!("{by} {}", group.name),
            };
            let _ = write!(
                text,
                "\n{name}\n  formula: {}\n  cases: {}\n  errors: {}\n",
                found.formula, found.n, found.found
            );
            if found.scope == Scope::CheckedOnly {
                text += "  of checked cases only: no weight, no interval\n";
            }
            let mut line = |what: &str, value: Option<f64>| {
                if let Some(value) = value {
                    let _ = writeln!(text, "  {what}: {value}");
                }
            };
            line("estimate", found.value);
            line("lower limit", found.interval.map(|interval| interval.0));
            line("upper limit", found.interval.map(|interval| interval.1));
            line("standard error, linearised", found.se);
            line("effective size", found.effective);
            text += &of_method(found.method);
            for note in &group.notes {
                text += &wrapped(note, columns, "  ");
            }
        }
    }
    for changed in report.changes.iter().filter(|of| of.figure == figure) {
        let [from, to] = [&changed.from, &changed.to].map(|name| plain(name));
        let _ = write!(
            text,
            "\n{} {from} → {to}\n  change: {}\n  lower limit: {}\n  upper limit: {}\n",
            changed.column, changed.value, changed.low, changed.high
        );
        text += &of_method(changed.method);
    }
    text
}

fn of_method(name: &str) -> String {
    Method::named(name).map_or(String::new(), |method| {
        format!(
            "  method: {}, {}\n  limits: {}\n",
            method.name, method.meaning, method.formula
        )
    })
}
