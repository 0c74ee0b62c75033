//! Cheap checks of many cases, and gold ones of some of those: how many of each.

use tierone_stats::format::{grouped, in_pounds};
use tierone_stats::planning::{Phases, TwoPhases, wilson_size};
use tierone_stats::proportion::wilson_effective;

use crate::question::{Question, TwoKinds};
use crate::rows::{Aim, Assumed, Row};
use crate::words::{number, points, share};

/// The narrowest plan that a budget buys, or the cheapest of the half-width that is wanted, under each assumption.
pub(crate) fn rows(question: &Question) -> Vec<Row> {
    let Some(kinds) = question.kinds else {
        return Vec::new();
    };
    let planned = plan(question, kinds, Assumed::AsThought);
    let row = |assumed: Assumed| Row {
        checks: planned.map(|phases| phases.gold),
        checks_if: plan(question, kinds, assumed).map(|phases| phases.gold),
        half_width: planned.and_then(|phases| width(question, kinds, assumed, phases)),
        cheap_checks: planned.map(|phases| phases.cheap),
        cost: planned.map(|phases| pounds(question, kinds, phases)),
        ..Row::of(Aim::CheapAndGold, assumed, question.rate_if(assumed))
    };
    question.assumptions().into_iter().map(row).collect()
}

/// What both kinds of check cost and tell, at a share in error.
fn two_phases(question: &Question, kinds: TwoKinds, share: f64) -> TwoPhases {
    TwoPhases {
        share,
        missed: 1.0 - kinds.sensitivity,
        false_failed: kinds.false_fail,
        population: question.cases,
        cheap_cost: kinds.cheap_cost,
        gold_cost: kinds.gold_cost,
    }
}

fn plan(question: &Question, kinds: TwoKinds, assumed: Assumed) -> Option<Phases> {
    let rate = question.rate_if(assumed);
    let of = two_phases(question, kinds, rate);
    match (kinds.budget, question.half_width) {
        (Some(budget), _) => of.for_budget(budget),
        (None, Some(half_width)) => {
            let size = wilson_size(rate, half_width, question.confidence)?;
            of.for_variance(rate * (1.0 - rate) / size as f64)
        }
        (None, None) => None,
    }
}

/// Half of Wilson's interval at the effective size of both phases.
fn width(question: &Question, kinds: TwoKinds, assumed: Assumed, phases: Phases) -> Option<f64> {
    let rate = question.rate_if(assumed);
    let variance = two_phases(question, kinds, rate).variance(phases);
    let spread = rate * (1.0 - rate);
    // Where nothing or everything is wrong, gold checks alone say how sure that is.
    let size = if spread > 0.0 {
        spread / variance
    } else {
        phases.gold as f64
    };
    if !size.is_finite() {
        return Some(0.0);
    }
    Some(wilson_effective(rate, size, question.confidence)?.half_width())
}

fn pounds(question: &Question, kinds: TwoKinds, phases: Phases) -> f64 {
    let cost = two_phases(question, kinds, question.rate_if(Assumed::AsThought)).cost(phases);
    cost as f64 / 100.0
}

/// What the rows say.
pub(crate) fn sentence(question: &Question, kinds: TwoKinds, rows: &[&Row]) -> String {
    let aim = match (kinds.budget, question.half_width) {
        (Some(budget), _) => format!(
            "For the narrowest interval that {} buys",
            money(budget as f64 / 100.0)
        ),
        (None, Some(half_width)) => format!(
            "To measure accuracy to within {} percentage points ({} confidence) at the least cost",
            points(half_width),
            share(question.confidence)
        ),
        (None, None) => {
            return "How many checks of each kind is known once --budget or --half-width says what for.".into();
        }
    };
    let thought = rows.iter().find(|row| row.assumed == Assumed::AsThought);
    let Some((row, gold, cheap)) =
        thought.and_then(|row| Some((row, row.checks?, row.cheap_checks?)))
    else {
        return match kinds.budget {
            Some(_) => {
                format!("{aim}, nothing can be planned: it is not enough for two gold checks.")
            }
            None => format!(
                "{aim}, no sample is planned: not even a gold check of every case is enough."
            ),
        };
    };
    let alone = alone(question, kinds, row);
    if cheap == 0 {
        return format!(
            "{aim}, make {} gold checks and no cheap ones ({}{}): cheap checks that find {} of errors would save less than they cost.",
            number(Some(gold)),
            money(row.cost.unwrap_or(0.0)),
            row.half_width
                .map_or_else(String::new, |width| format!(", ± {} points", points(width))),
            share(kinds.sensitivity)
        );
    }
    let every = if question.cases == Some(cheap) {
        "all "
    } else {
        ""
    };
    format!(
        "{aim}, check {every}{} cases cheaply and {} of them again by gold checks: {}, ± {} points. {alone} Draw the gold ones at \
         random, and `tierone estimate --cheap` puts both together.",
        number(Some(cheap)),
        number(Some(gold)),
        money(row.cost.unwrap_or(0.0)),
        points(row.half_width.unwrap_or(0.0)),
    )
}

/// What gold checks alone give for the same money, or cost for the same width.
fn alone(question: &Question, kinds: TwoKinds, row: &Row) -> String {
    let all = question.cases.unwrap_or(u64::MAX);
    let of = |gold: u64| Phases { cheap: 0, gold };
    match (kinds.budget, question.half_width) {
        (Some(budget), _) => {
            let gold = of((budget / kinds.gold_cost).min(all));
            let width = width(question, kinds, Assumed::AsThought, gold);
            format!(
                "The {} gold checks that it would buy alone give ± {} points.",
                number(Some(gold.gold)),
                width.map_or_else(|| "–".into(), points)
            )
        }
        (None, half_width) => {
            // A gold check that is free of errors and no cheap check: every one at its price.
            let dear = TwoKinds {
                sensitivity: 0.0,
                false_fail: 0.0,
                ..kinds
            };
            let gold = plan(
                &Question {
                    half_width,
                    ..*question
                },
                dear,
                row.assumed,
            );
            match gold {
                Some(gold) => format!(
                    "Gold checks alone take {} of them, {}.",
                    number(Some(gold.gold)),
                    money(pounds(question, kinds, gold))
                ),
                None => "Gold checks alone would not be enough.".into(),
            }
        }
    }
}

/// An amount in whole pounds, or with pence where it has some.
pub(crate) fn money(pounds: f64) -> String {
    let places = if (pounds - pounds.round()).abs() < 1e-9 {
        0
    } else {
        2
    };
    in_pounds(&grouped(pounds, places))
}
