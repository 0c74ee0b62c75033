//! What the charts of estimates share: which checks estimate a figure, and how they are labelled.

use crate::canvas::{LABELS, Label};
use crate::chart::Material;
use crate::claims::Column;
use crate::replications::column;
use tierone_engine::measure::Scope;
use tierone_engine::sim::{Estimates, QuotedFigure};
use tierone_engine::study::{Record, Spread};
use tierone_scenario::{Check, CheckId, Scenario, TargetMeasure};
use tierone_stats::monte_carlo;

/// A figure that checks estimate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aim {
    /// Its name within a sentence.
    pub(super) words: &'static str,
    /// Its name on an axis, with its unit.
    pub(super) axis: &'static str,
    /// The measure of the truth.
    pub(super) truth: &'static str,
    /// What the truth is of.
    pub(super) truth_words: &'static str,
    /// The measure of the estimate.
    pub(super) estimate: &'static str,
    /// The measure of their difference.
    pub(super) bias: &'static str,
    /// The estimate of one replication.
    pub(super) figure: fn(&Estimates) -> Option<QuotedFigure>,
    /// Whether only accuracy attributes speak to it.
    pub(super) of_accuracy: bool,
    /// The measures of targets on it.
    pub(super) targets: &'static [TargetMeasure],
}

/// Assessment accuracy.
pub(super) const ACCURACY: Aim = Aim {
    words: "accuracy",
    axis: "Accuracy (% of decisions)",
    truth: "accuracy",
    truth_words: "Truth, all decisions",
    estimate: "accuracy_estimate",
    bias: "accuracy_bias",
    figure: |estimates| estimates.accuracy,
    of_accuracy: true,
    targets: &[TargetMeasure::Accuracy],
};

/// Monetary value of error.
pub(super) const MVE: Aim = Aim {
    words: "monetary value of error",
    axis: "Monetary value of error, as decided (% of yearly value)",
    truth: "mve_decided",
    truth_words: "Truth, all decisions, as decided",
    estimate: "mve_estimate",
    bias: "mve_bias",
    figure: |estimates| estimates.mve,
    of_accuracy: false,
    targets: &[TargetMeasure::MveDecided, TargetMeasure::Mve],
};

/// A check that estimates, and what it gives.
#[derive(Clone, Debug)]
pub(super) struct Estimator<'a> {
    /// Its policy.
    pub(super) policy: usize,
    /// Its place among the checks of the policy.
    pub(super) check: CheckId,
    /// Its name.
    pub(super) name: &'a str,
    /// What must be said whenever its figure is shown.
    pub(super) notes: String,
    /// Whether the figure covers checked decisions only.
    pub(super) checked_only: bool,
    /// The estimate over replications.
    pub(super) spread: &'a Spread,
    /// Estimate less truth, by replication.
    pub(super) bias: Column,
    /// The ends of the 95 % interval, each averaged over replications.
    pub(super) interval: Option<(f64, f64)>,
    /// The estimate of every replication, in percent; none where it gives none.
    pub(super) values: Column,
}

impl Estimator<'_> {
    /// Which decisions its figure is of.
    pub(super) fn of(&self) -> &str {
        match self.notes.as_str() {
            "" => "all decisions",
            notes => notes,
        }
    }

    /// Its label.
    pub(super) fn label(&self) -> Label {
        Label::new(self.name, &self.notes, false, LABELS)
    }
}

/// The checks that estimate `aim`, by policy.
pub(super) fn estimators<'a>(material: &Material<'a>, aim: &Aim) -> Vec<Estimator<'a>> {
    let percent = |figure: &Option<QuotedFigure>| Some(100.0 * (*figure)?.value);
    let mut estimators = Vec::new();
    for (policy, rules) in material.scenario.policies.iter().enumerate() {
        for (id, check) in rules.checks.iter().enumerate() {
            let figure = |measure| material.summary.figure(policy, Scope::Check(id), measure);
            let Some(spread) = figure(aim.estimate) else {
                continue;
            };
            let figures = figures(material, aim, policy, id);
            let interval = average_interval(&figures);
            estimators.push(Estimator {
                policy,
                check: id,
                name: &check.name,
                notes: notes(material.scenario, check, aim, interval.is_none()),
                checked_only: interval.is_none(),
                spread,
                bias: column(material, policy, Scope::Check(id), aim.bias, None),
                interval,
                values: figures.iter().map(percent).collect(),
            });
        }
    }
    estimators
}

fn figures(
    material: &Material,
    aim: &Aim,
    policy: usize,
    check: CheckId,
) -> Vec<Option<QuotedFigure>> {
    let figure = |record: &Record| {
        let figure = (aim.figure)(record[policy].entry(None).estimates.get(check)?);
        figure.filter(|figure| figure.value.is_finite())
    };
    material.records.iter().map(figure).collect()
}

/// In percent.
fn average_interval(figures: &[Option<QuotedFigure>]) -> Option<(f64, f64)> {
    let ends = |end: fn((f64, f64)) -> f64| {
        let end = |figure: &Option<QuotedFigure>| Some(100.0 * end((*figure)?.interval?));
        let values: Vec<_> = figures.iter().map(end).collect();
        Some(monte_carlo::summarise(&values)?.mean)
    };
    Some((ends(|(low, _)| low)?, ends(|(_, high)| high)?))
}

fn notes(scenario: &Scenario, check: &Check, aim: &Aim, checked_only: bool) -> String {
    let mut notes = Vec::new();
    if checked_only {
        notes.push("of checked decisions only".to_string());
    }
    let speaks = scenario
        .attributes
        .iter()
        .map(|attribute| match aim.of_accuracy {
            true => attribute.accuracy,
            false => attribute.money.is_some(),
        });
    let speaks: Vec<bool> = speaks.collect();
    let all = speaks.iter().filter(|speaks| **speaks).count();
    let looked_at = speaks.iter().zip(&check.looks_at);
    let seen = looked_at
        .filter(|(speaks, seen)| **speaks && **seen)
        .count();
    if seen < all {
        let kind = match aim.of_accuracy {
            true => "accuracy",
            false => "monetary",
        };
        notes.push(format!("looks at {seen} of {all} {kind} attributes"));
    }
    let frame = &check.frame;
    let part = frame.activities.contains(&false)
        || frame.complexities.contains(&false)
        || frame.automated.is_some()
        || frame.tenure.is_some()
        || !check.excludes.is_empty();
    if part {
        notes.push("its frame holds part of the decisions".to_string());
    }
    notes.join("; ")
}
