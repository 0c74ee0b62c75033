//! Checks of one caseworker that tell twice the odds of error from luck.

use tierone_stats::performer::funnel_limit;
use tierone_stats::planning::{chance_of_at_least, checks_for_power};
use tierone_stats::units::{Probability, probability_at};

use crate::question::{People, Question};
use crate::rows::{Aim, Assumed, Row};

/// The plan at the rate thought of, under each assumption.
pub(crate) fn rows(question: &Question) -> Vec<Row> {
    let Some(people) = question.people else {
        return Vec::new();
    };
    let size = |assumed| {
        let (like, worse) = found(question, question.rate_if(assumed));
        checks_for_power(like, worse, people.false_flag, people.found).map(|size| size.first)
    };
    let checks = size(Assumed::AsThought);
    let row = |assumed: Assumed| {
        let error_rate = question.rate_if(assumed);
        let chance = |checks: u64| flagged(question, people, error_rate, checks);
        Row {
            errors: checks.map(|checks| {
                let (like, _) = found(question, error_rate);
                funnel_limit(checks, like, people.false_flag)
            }),
            checks,
            checks_if: size(assumed),
            chance: checks.map(chance),
            ..Row::of(Aim::TellApart, assumed, error_rate)
        }
    };
    question.assumptions().into_iter().map(row).collect()
}

/// The probability that so many checks flag a caseworker of twice the odds, where the others err at `rate`.
pub(crate) fn flagged(question: &Question, people: People, rate: f64, checks: u64) -> f64 {
    let (like, worse) = found(question, rate);
    chance_of_at_least(funnel_limit(checks, like, people.false_flag), checks, worse)
}

/// The shares of checks that find an error, of a caseworker like the others and of one of twice the odds.
fn found(question: &Question, rate: f64) -> (f64, f64) {
    let worse = match Probability::new(rate) {
        Some(rate) if rate.get() < 1.0 => probability_at(2.0 * rate.odds()),
        _ => 1.0,
    };
    (question.found(rate), question.found(worse))
}
