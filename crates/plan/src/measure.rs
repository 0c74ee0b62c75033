//! Checks for an interval of a stated width: the one that `estimate` prints of a simple random sample.

use tierone_stats::planning::{checks_for_half_width, expected_half_width};

use crate::question::Question;
use crate::rows::{Aim, Assumed, Row};

/// The plan at the rate thought of, under each assumption.
pub(crate) fn rows(question: &Question) -> Vec<Row> {
    let Some(half_width) = question.half_width else {
        return Vec::new();
    };
    // A checker who finds a share of errors widens the interval by it: its limits are divided.
    let scale = question.sensitivity;
    let size = |assumed: Assumed| {
        let found = question.found(question.rate_if(assumed));
        checks_for_half_width(
            question.cases,
            found,
            scale * half_width,
            question.confidence,
        )
    };
    let sizes: Vec<(Assumed, Option<u64>)> = question
        .assumptions()
        .into_iter()
        .map(|assumed| (assumed, size(assumed)))
        .collect();
    let planned = sizes
        .iter()
        .find(|(assumed, _)| *assumed == Assumed::AsThought);
    let checks = planned.and_then(|(_, size)| *size);
    let row = |(assumed, checks_if): (Assumed, Option<u64>)| {
        let error_rate = question.rate_if(assumed);
        let width = checks.and_then(|checks| {
            let found = question.found(error_rate);
            expected_half_width(question.cases, found, checks, question.confidence)
        });
        Row {
            checks,
            checks_if,
            half_width: width.map(|width| width / scale),
            ..Row::of(Aim::Measure, assumed, error_rate)
        }
    };
    sizes.into_iter().map(row).collect()
}
