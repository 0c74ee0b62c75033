//! How targets fared: a row a target, window and period.

use serde::Serialize;

use tierone_engine::measure::{Scope, Window};
use tierone_engine::study::{Row, Summary};
use tierone_scenario::{Horizon, Scenario, Target, TargetUnit};
use tierone_stats::cells::Cells;
use tierone_stats::format::whole_pounds;

/// One row of `targets.csv`. Shares are in percent of replications.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TargetFigures<'a> {
    /// The policy.
    pub policy: &'a str,
    /// The target.
    pub target: &'a str,
    /// `period`, `rolling`, `looks` (a year so far, by the bounds of its looks) or `horizon`: what is looked at together.
    pub window: &'static str,
    /// The reported period, from 1; of several together the last; none for the horizon, and for all looks together.
    pub period: Option<usize>,
    /// The first day of that period.
    pub start: Option<String>,
    /// What is looked at.
    pub measure: &'static str,
    /// `at least` or `at most`.
    pub direction: &'static str,
    /// The last value that meets it, in `unit`.
    pub limit: f64,
    /// Its unit.
    pub unit: &'static str,
    /// How often the truth meets it.
    pub target_met: Option<f64>,
    /// How often the check's own figure says so.
    pub target_reported: Option<f64>,
    /// How often the figure says so, and it is not.
    pub false_comfort: Option<f64>,
    /// How often the figure says that it is missed, and it is met.
    pub false_alarm: Option<f64>,
    /// Replications in which it could be told.
    pub replications: usize,
    /// The share of the window's periods in which the check's own figure is red; of the horizon, of its periods.
    pub level_red: Option<f64>,
    /// The same of those in which the truth meets the target.
    pub red_when_met: Option<f64>,
    /// The same of those in which it does not.
    pub red_when_missed: Option<f64>,
    /// What is due, £.
    pub credit: Option<f64>,
    /// Periods until the figure is red for the first time where the truth meets the target.
    pub periods_to_false_red: Option<f64>,
    /// The same where the truth misses it.
    pub periods_to_true_red: Option<f64>,
    /// How often figures before and after a break differ as if quality had changed.
    pub change_reported: Option<f64>,
}

/// The rows of every target: the horizon first, then each period.
pub fn target_figures<'a>(scenario: &'a Scenario, summary: &Summary) -> Vec<TargetFigures<'a>> {
    let mut rows: Vec<(Row, TargetFigures)> = Vec::new();
    for row in summary.figures.iter().chain(&summary.periods) {
        let Scope::Target(place, window) = row.scope else {
            continue;
        };
        let same = |(of, _): &&mut (Row, TargetFigures)| {
            (of.policy, of.scope, of.period) == (row.policy, row.scope, row.period)
        };
        let at = match rows.iter_mut().rev().find(same) {
            Some((_, figures)) => figures,
            None => {
                let target = &scenario.policies[row.policy].targets[place];
                let window = match (window, row.period) {
                    (Window::Rolling, _) => "rolling",
                    (Window::Looks, _) => "looks",
                    (Window::Alone, Some(_)) => "period",
                    (Window::Alone, None) => "horizon",
                };
                let policy = scenario.policies[row.policy].name.as_str();
                let empty = empty(&scenario.horizon, policy, target, window, row.period);
                rows.push((row.clone(), empty));
                &mut rows.last_mut().expect("just pushed").1
            }
        };
        let mean = Some(row.spread.mean);
        match row.measure {
            "target_met" => at.target_met = mean,
            "target_reported" => at.target_reported = mean,
            "false_comfort" => at.false_comfort = mean,
            "false_alarm" => at.false_alarm = mean,
            "level_red" => at.level_red = mean,
            "red_when_met" => at.red_when_met = mean,
            "red_when_missed" => at.red_when_missed = mean,
            "credit" => at.credit = mean,
            "periods_to_false_red" => at.periods_to_false_red = mean,
            "periods_to_true_red" => at.periods_to_true_red = mean,
            "change_reported" => at.change_reported = mean,
            other => unreachable!("`{other}` is a measure of targets without a column"),
        }
        // Some are of a part of the replications.
        at.replications = at.replications.max(row.spread.replications);
    }
    rows.into_iter().map(|(_, figures)| figures).collect()
}

fn empty<'a>(
    horizon: &Horizon,
    policy: &'a str,
    target: &'a Target,
    window: &'static str,
    period: Option<usize>,
) -> TargetFigures<'a> {
    let limit = target.limit.value();
    let (limit, unit) = match target.measure.unit() {
        TargetUnit::Share => (100.0 * limit, "%"),
        TargetUnit::Pounds => (limit, "GBP"),
        TargetUnit::Hours => (limit, "h"),
    };
    TargetFigures {
        policy,
        target: &target.name,
        window,
        period: period.map(|period| period + 1),
        start: period.map(|period| horizon.first_day(period).to_string()),
        measure: target.measure.word(),
        direction: target.limit.words(),
        limit,
        unit,
        ..TargetFigures::default()
    }
}

/// `fail-share at most 3 %`.
pub fn in_words(target: &Target) -> String {
    let limit = target.limit.value();
    let limit = match target.measure.unit() {
        TargetUnit::Share => format!("{} %", number(100.0 * limit)),
        TargetUnit::Pounds => whole_pounds(limit) + " a period",
        TargetUnit::Hours => format!("{limit} hours a period"),
    };
    format!("{} {} {limit}", target.measure.word(), target.limit.words())
}

/// A percentage as it was written: without what a float left over.
fn number(percent: f64) -> String {
    let text = format!("{percent:.9}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The rows as CSV; none where no policy has a target.
pub(crate) fn targets_csv(scenario: &Scenario, summary: &Summary, cells: Cells) -> Option<String> {
    let rows = target_figures(scenario, summary);
    if rows.is_empty() {
        return None;
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let belief = "writing into memory does not fail";
    for row in &rows {
        let row = TargetFigures {
            policy: &cells.text(row.policy),
            target: &cells.text(row.target),
            ..row.clone()
        };
        writer.serialize(row).expect(belief);
    }
    let bytes = writer.into_inner().expect(belief);
    Some(String::from_utf8(bytes).expect("cells are text"))
}
