//! Checks that show that the share in error is below a limit, with no error and with few.

use tierone_stats::planning::checks_to_show;
use tierone_stats::units::Decimal;

use crate::question::Question;
use crate::rows::{Aim, Assumed, Row};

/// Numbers of errors that are always listed.
const FEW: [u64; 3] = [0, 1, 3];

/// So many errors allowed are no longer few.
const MOST: u64 = 2_000;

/// The plans for few errors, and the first that shows the limit as often as is asked, each under each assumption.
pub(crate) fn rows(question: &Question) -> Vec<Row> {
    let Some(limit) = question.limit else {
        return Vec::new();
    };
    let few = FEW.into_iter();
    let few = few.filter_map(|errors| Some((errors, size(question, limit, errors)?)));
    let likely = likely_plan(question, limit, good_rate(question, limit));
    let plans = listed(few.chain(likely).collect());
    let assumptions: Vec<(Assumed, Option<u64>)> = question
        .assumptions()
        .into_iter()
        .map(|assumed| {
            (
                assumed,
                likely_plan(question, limit, question.rate_if(assumed)),
            )
        })
        .map(|(assumed, plan)| (assumed, plan.map(|(_, checks)| checks)))
        .collect();
    let mut rows = Vec::new();
    for (errors, checks) in plans {
        for (assumed, checks_if) in &assumptions {
            let error_rate = question.rate_if(*assumed);
            rows.push(Row {
                errors: Some(errors),
                checks: Some(checks),
                checks_if: *checks_if,
                chance: Some(question.chance_of_at_most(errors, checks, error_rate)),
                ..Row::of(Aim::Show, *assumed, error_rate)
            });
        }
    }
    rows
}

/// Plans by the errors that they allow, with their checks, each once: of those of as many checks the one that allows most.
pub(crate) fn listed(mut plans: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    plans.sort_unstable();
    plans.dedup();
    let all = plans.clone();
    let more = |(errors, checks): &(u64, u64)| {
        let mut others = all.iter();
        others.any(|(other, of)| other > errors && of == checks)
    };
    plans.retain(|plan| !more(plan));
    plans
}

fn size(question: &Question, limit: Decimal, errors: u64) -> Option<u64> {
    checks_to_show(
        question.cases,
        question.found_at(limit),
        errors,
        question.confidence,
    )
}

/// The rate at which a limit should be shown to be kept: what is thought, or half of the limit where that is no better.
pub(crate) fn good_rate(question: &Question, limit: Decimal) -> f64 {
    let (rate, limit) = (question.rate.to_f64(), limit.to_f64());
    if rate < limit { rate } else { 0.5 * limit }
}

/// The errors allowed and the checks of the smallest plan that shows the limit as often as is asked, at this rate; `None` where
/// the rate is not below the limit, or no sample does.
pub(crate) fn likely_plan(question: &Question, limit: Decimal, rate: f64) -> Option<(u64, u64)> {
    if !(rate < limit.to_f64() && limit.to_f64() < 1.0) {
        return None;
    }
    likely(
        MOST,
        |errors| size(question, limit, errors),
        |errors, checks| question.chance_of_at_most(errors, checks, rate) >= question.chance,
    )
}

/// The first number of errors allowed, up to `most`, with its size, that is likely enough.
pub(crate) fn likely(
    most: u64,
    size: impl Fn(u64) -> Option<u64>,
    is_likely: impl Fn(u64, u64) -> bool,
) -> Option<(u64, u64)> {
    let plan = |errors: u64| {
        let checks = size(errors)?;
        is_likely(errors, checks).then_some((errors, checks))
    };
    // Step by step while numbers are small; the chance climbs with a saw's teeth, which are small where numbers are large.
    let mut high = 0;
    while plan(high).is_none() {
        size(high)?;
        high += 1 + high / 64;
        if high > most {
            return None;
        }
    }
    let low = high.saturating_sub(1 + high / 64);
    (low..=high).find_map(plan)
}
