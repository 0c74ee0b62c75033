//! The report for programs.

use serde_json::{Value, json};

use tierone_records::assess::{Bound, Figure, ONE_SIDED, Scope, Unit};

use super::Report;
use super::zero::Nothing;

/// The whole report as JSON: shares as numbers from 0 to 1, amounts in £ a year, what is not known as null.
pub(super) fn text(report: &Report) -> String {
    let groups: Vec<Value> = report
        .groups
        .iter()
        .map(|group| {
            let targets: Vec<Value> = group
                .targets
                .iter()
                .map(|(target, met)| {
                    json!({
                        "figure": target.figure,
                        "level": target.level,
                        "probability": met.map(|met| met.probability),
                        "from": met.map(|met| met.from),
                    })
                })
                .collect();
            json!({
                "by": (!group.by.is_empty()).then_some(&group.by),
                "name": group.name,
                "suppressed": group.suppressed,
                "figures": group.figures.iter().map(figure).collect::<Vec<_>>(),
                "targets": targets,
                "nothing_found": group.nothing.as_ref().map(nothing),
                "notes": group.said,
            })
        })
        .collect();
    let changes: Vec<Value> = report
        .changes
        .iter()
        .map(|change| {
            json!({
                "column": change.column,
                "from": change.groups[0],
                "to": change.groups[1],
                "figure": change.figure,
                "value": change.change.value,
                "low": change.change.low,
                "high": change.change.high,
                "method": change.change.method,
            })
        })
        .collect();
    let signals: Vec<Value> = report
        .signals
        .iter()
        .map(|signals| {
            let points = signals.points.iter().map(|point| {
                json!({
                    "name": point.name,
                    "checked": point.group.checked,
                    "wrong": point.group.failed,
                    "low": point.limits.0,
                    "high": point.limits.1,
                    "outside": point.is_outside(),
                    "false_alarm": point.false_alarm,
                    "moving_average": point.average.map(|(average, _)| average),
                    "moving_average_limit": point.average.map(|(_, limit)| limit),
                    "moved": point.has_moved(),
                })
            });
            json!({ "title": signals.title(), "points": points.collect::<Vec<_>>() })
        })
        .collect();
    let counts: Vec<Value> = report
        .tallies
        .iter()
        .map(|((by, value), tally)| {
            json!({
                "by": by,
                "name": value,
                "passed": tally.passed,
                "failed": tally.failed,
                "not_applicable": tally.not_applicable,
                "not_checked": tally.pending,
            })
        })
        .collect();
    let left_out: Vec<Value> = report
        .left_out
        .iter()
        .map(|left| json!({ "by": left.by, "few": left.few, "covering": left.covering }))
        .collect();
    let whole = json!({
        "tool": "tierone",
        "version": env!("CARGO_PKG_VERSION"),
        "design": report.design,
        "confidence": report.confidence,
        "groups": groups,
        "changes": changes,
        "signals": signals,
        "counts": counts,
        "left_out": left_out,
        "notes": report.notes,
    });
    format!("{whole:#}\n")
}

fn figure(figure: &Figure) -> Value {
    json!({
        "figure": figure.name,
        "unit": unit(figure.unit),
        "scope": scope(figure.scope),
        "value": figure.value,
        "low": figure.interval.map(|interval| interval.0),
        "high": figure.interval.map(|interval| interval.1),
        "method": (!figure.method.is_empty()).then_some(figure.method),
        "se": figure.se,
        "n": figure.n,
        "errors": figure.found,
        "effective_n": figure.effective,
    })
}

/// Upper limits, one-sided, with perfect checkers and with those that are told of.
fn nothing(nothing: &Nothing) -> Value {
    let bound = |bound: Bound| json!({ "worst": bound.worst, "alike": bound.alike });
    let limits = |found: f64| {
        let limit = |of: Option<Bound>| of.map(|of| bound(of.with_checkers(found)));
        json!({
            "wrong": limit(nothing.wrong.map(|wrong| wrong.within(found))),
            "error_gross": limit(nothing.money.map(|money| money.amount)),
            "mve_gross": limit(nothing.money.and_then(|money| money.share)),
        })
    };
    json!({
        "confidence": ONE_SIDED,
        "at_most": limits(1.0),
        "at_most_with_checkers": nothing.found.map(limits),
    })
}

pub(super) fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::Pounds => "£ a year",
    }
}

pub(super) fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Frame => "frame",
        Scope::CheckedOnly => "checked cases only",
    }
}
