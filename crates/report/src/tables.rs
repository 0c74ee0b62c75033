//! Tidy tables: one row a figure, empty cells where something cannot be computed.

use serde::Serialize;

use tierone_engine::measure::{Scope, measure};
use tierone_engine::study::{Row, Spread, Summary};
use tierone_scenario::Scenario;
use tierone_stats::cells::Cells;

/// One row of a table; `None` is an empty cell, and an empty name stands for all.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TableFigure<'a> {
    /// The policy.
    pub policy: &'a str,
    /// The policy that it is compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<&'a str>,
    /// The check.
    pub check: Option<&'a str>,
    /// The grade that the check gave, or the kind of fail that it recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<&'a str>,
    /// The activity.
    pub activity: Option<&'a str>,
    /// The attribute.
    pub attribute: Option<&'a str>,
    /// The reported period, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<usize>,
    /// The first day of that period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// What is measured.
    pub measure: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// See [`Spread::mean`].
    pub mean: f64,
    /// See [`Spread::sd`].
    pub sd: Option<f64>,
    /// See [`Spread::mcse`].
    pub mcse: Option<f64>,
    /// 2.5 percentile between replications.
    pub p2_5: Option<f64>,
    /// Median between replications.
    pub p50: Option<f64>,
    /// 97.5 percentile between replications.
    pub p97_5: Option<f64>,
    /// Replications in which the figure could be computed.
    pub replications: usize,
}

/// The figures of the horizon, of each period, and of the contrasts, in the order of their tables.
pub fn figures<'a>(scenario: &'a Scenario, summary: &Summary) -> [Vec<TableFigure<'a>>; 3] {
    let plain = |rows: &[Row]| -> Vec<TableFigure<'a>> {
        let figures = rows.iter().map(|row| figure(scenario, row, None));
        figures.flatten().collect()
    };
    let contrasts = summary.contrasts.iter();
    let contrasts =
        contrasts.map(|contrast| figure(scenario, &contrast.row, Some(contrast.baseline)));
    let contrasts = contrasts.flatten().collect();
    [plain(&summary.figures), plain(&summary.periods), contrasts]
}

/// A row of these tables; none of a target, a pilot or a pathway, which have tables of their own.
fn figure<'a>(
    scenario: &'a Scenario,
    row: &Row,
    baseline: Option<usize>,
) -> Option<TableFigure<'a>> {
    let policy = &scenario.policies[row.policy];
    let Spread {
        mean,
        sd,
        mcse,
        percentiles,
        replications,
    } = row.spread;
    let unit = measure(row.measure).map_or("", |measure| match baseline {
        None => measure.unit.code(),
        Some(_) => measure.unit.of_difference().code(),
    });
    let first_day = |period| scenario.horizon.first_day(period).to_string();
    let mut figure = TableFigure {
        policy: &policy.name,
        baseline: baseline.map(|baseline| scenario.policies[baseline].name.as_str()),
        period: row.period.map(|period| period + 1),
        start: row.period.map(first_day),
        measure: row.measure,
        unit,
        mean,
        sd,
        mcse,
        p2_5: percentiles.map(|p| p[0]),
        p50: percentiles.map(|p| p[1]),
        p97_5: percentiles.map(|p| p[2]),
        replications,
        ..TableFigure::default()
    };
    match row.scope {
        Scope::Target(..) | Scope::Pilot(_) | Scope::Pathway(_) | Scope::Stage(..) => return None,
        Scope::Policy => {}
        Scope::Check(check) => figure.check = Some(&policy.checks[check].name),
        Scope::Grade(check, grade) => {
            figure.check = Some(&policy.checks[check].name);
            figure.result = Some(&scenario.grades[grade]);
        }
        Scope::Kind(check, kind) => {
            figure.check = Some(&policy.checks[check].name);
            figure.result = Some(&scenario.kinds[kind]);
        }
        Scope::Activity(activity) => figure.activity = Some(&scenario.activities[activity].name),
        Scope::Attribute(attribute) => {
            figure.attribute = Some(&scenario.attributes[attribute].name);
        }
    }
    Some(figure)
}

/// The figures of the horizon.
pub(crate) fn summary_csv(scenario: &Scenario, summary: &Summary, cells: Cells) -> String {
    table(scenario, &[], &figures(scenario, summary)[0], cells)
}

/// The figures of each reported period, counted from 1.
pub(crate) fn periods_csv(scenario: &Scenario, summary: &Summary, cells: Cells) -> String {
    let [_, periods, _] = figures(scenario, summary);
    table(scenario, &["period", "start"], &periods, cells)
}

/// Differences from the baseline policy.
pub(crate) fn contrasts_csv(scenario: &Scenario, summary: &Summary, cells: Cells) -> String {
    let [_, _, contrasts] = figures(scenario, summary);
    table(scenario, &["baseline"], &contrasts, cells)
}

/// Every column; `baseline`, `period` and `start` stand only in the tables that need them, `result` only where
/// the scenario names grades or kinds of fail.
const COLUMNS: &[&str] = &[
    "policy",
    "baseline",
    "check",
    "result",
    "activity",
    "attribute",
    "period",
    "start",
    "measure",
    "unit",
    "mean",
    "sd",
    "mcse",
    "p2_5",
    "p50",
    "p97_5",
    "replications",
];

fn table(scenario: &Scenario, extra: &[&str], figures: &[TableFigure], cells: Cells) -> String {
    let mut extra = extra.to_vec();
    if !scenario.grades.is_empty() || !scenario.kinds.is_empty() {
        extra.push("result");
    }
    written(&extra, figures, cells)
}

fn written(extra: &[&str], figures: &[TableFigure], cells: Cells) -> String {
    let is_there = |column: &&str| {
        !["baseline", "period", "start", "result"].contains(column) || extra.contains(column)
    };
    let columns: Vec<&str> = COLUMNS.iter().copied().filter(is_there).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let belief = "writing into memory does not fail";
    writer.write_record(&columns).expect(belief);
    for figure in figures {
        let row = columns.iter().map(|column| cell(figure, column, cells));
        writer.write_record(row).expect(belief);
    }
    let bytes = writer.into_inner().expect(belief);
    String::from_utf8(bytes).expect("cells are text")
}

fn cell(figure: &TableFigure, column: &str, cells: Cells) -> String {
    let name = |name: Option<&str>| cells.text(name.unwrap_or_default()).into_owned();
    match column {
        "policy" => name(Some(figure.policy)),
        "baseline" => name(figure.baseline),
        "check" => name(figure.check),
        "result" => name(figure.result),
        "activity" => name(figure.activity),
        "attribute" => name(figure.attribute),
        "period" => figure.period.map(|p| p.to_string()).unwrap_or_default(),
        "start" => figure.start.clone().unwrap_or_default(),
        "measure" => figure.measure.to_owned(),
        "unit" => figure.unit.to_owned(),
        "mean" => number(Some(figure.mean)),
        "sd" => number(figure.sd),
        "mcse" => number(figure.mcse),
        "p2_5" => number(figure.p2_5),
        "p50" => number(figure.p50),
        "p97_5" => number(figure.p97_5),
        _ => figure.replications.to_string(),
    }
}

/// The shortest decimal that reads back as the same number; empty for what cannot be computed.
fn number(value: Option<f64>) -> String {
    match value {
        // Minus zero is zero.
        Some(0.0) => "0".into(),
        Some(value) if value.is_finite() => value.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back_bit_for_bit_and_nothing_is_an_empty_cell() {
        for value in [0.1 + 0.2, 99.4, 1e-9, 123_456_789.012, -2.5e300] {
            assert_eq!(number(Some(value)).parse(), Ok(value));
        }
        assert_eq!(number(Some(-0.0)), "0");
        assert_eq!(number(None), "");
        assert_eq!(number(Some(f64::NAN)), "");
    }

    #[test]
    fn names_with_commas_and_quotes_stay_one_cell() {
        let figure = TableFigure {
            policy: "two, \"each\"",
            baseline: None,
            check: None,
            result: None,
            activity: None,
            attribute: None,
            period: None,
            start: None,
            measure: "accuracy",
            unit: "%",
            mean: 99.4,
            sd: None,
            mcse: None,
            p2_5: None,
            p50: None,
            p97_5: None,
            replications: 1,
        };
        let text = written(&[], &[figure], Cells::default());
        let mut lines = text.lines();
        assert_eq!(
            lines.next(),
            Some(
                "policy,check,activity,attribute,measure,unit,mean,sd,mcse,p2_5,p50,p97_5,replications"
            )
        );
        assert_eq!(
            lines.next(),
            Some("\"two, \"\"each\"\"\",,,,accuracy,%,99.4,,,,,,1")
        );
    }
}
