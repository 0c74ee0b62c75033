//! What an upper limit fears beside the errors found: one error more, and a small prior in every stratum.

use super::checks::{ALIKE, Checked, Most, Side, WrongDecision};
use super::law::Law;
use crate::stratified::prior_errors;

/// What the taint of an error not seen is taken to be, before any is seen: no error is worth more than its decision in
/// most operations, and few are worth all of it.
pub(crate) const PRIOR_TAINT: f64 = 0.75;

/// How many errors seen weigh as much as that.
pub(crate) const PRIOR_ERRORS: f64 = 20.0;

/// How many errors found weigh as much as all that was checked, in what is taken to be the value of a decision in error that was
/// not seen. Limits of net go by the errors found alone: what is not seen of one side is partly made up for by the other.
pub(crate) const PRIOR_DECISIONS: f64 = 1.0;

/// The same in a limit of net, for each error of its side that was found: few errors then add less, since what may be unseen
/// of one side is partly made up for by the other, and many as much as before.
const PRIOR_OF_NET: f64 = 0.75;

/// The share of the prior that a limit of net takes of one side: an error that nobody saw may be of either, and as much of what
/// is unseen of the other side makes up for half of that.
const SHARE_OF_NET: f64 = 0.25;

/// Whose limit it is that fears something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// The upper limit of the side itself.
    Itself,
    /// The upper limit of net, by over.
    NetHigh,
    /// The lower limit of net, by under.
    NetLow,
}

/// Adds to a law what its limit fears of one side.
pub(super) fn fear(
    law: &mut Law,
    of: Of,
    side: Side,
    (found, checked): (&[WrongDecision], &[Checked]),
    most: Most,
    effect: f64,
) {
    let sign = if of == Of::NetLow { -1.0 } else { 1.0 };
    let found: Vec<&WrongDecision> = found.iter().filter(|error| side.of(error) > 0.0).collect();
    let number = found.len() as f64;
    // Until an error of its side is found, a limit of net is that of the side.
    let (prior_errors, prior_decisions, share) = match of {
        Of::NetHigh | Of::NetLow if number > 0.0 => (PRIOR_OF_NET * number, 0.0, SHARE_OF_NET),
        _ => (PRIOR_ERRORS, PRIOR_DECISIONS, 1.0),
    };
    let of_found = found.iter().map(|error| (1.0, error.weight, error.value));
    let of_checked = checked
        .iter()
        .map(|part| (part.number, part.weight, part.mean_value));
    let (weight, value, taint) = match (typical(of_found), typical(of_checked)) {
        (Some(of_found), of_checked) => {
            let (weight, value) = drawn_together(of_found, of_checked, (number, prior_decisions));
            let taints: f64 = found
                .iter()
                .filter(|error| error.value > 0.0)
                .map(|error| side.of(error) / error.value)
                .sum();
            let prior = prior_errors * PRIOR_TAINT.min(most.taint(value));
            let taint = (prior + taints) / (prior_errors + number);
            (weight, value, taint)
        }
        (None, Some((weight, value))) => (weight, value, most.taint(value)),
        // Everything was checked.
        (None, None) => return,
    };
    law.add(sign * taint * value, weight, 1.0, effect);
    // The mean taint by (w − 1)·value of the errors found and this one.
    let own = (weight - 1.0) * value;
    let (mut amounts, mut values) = (taint * own, own);
    for error in found {
        amounts += (error.weight - 1.0) * side.of(error);
        values += (error.weight - 1.0) * error.value;
    }
    let mean_taint = amounts / values;
    for (part, errors) in checked.iter().zip(priors(checked)) {
        let amount = sign * part.mean_value * mean_taint;
        law.add(amount, part.weight, share * errors, effect);
    }
}

/// The weight and value of a decision in error that was not seen: those of the errors found, drawn towards those of all that was
/// checked. One error found says little of how much those hold that were not: by it alone, a first error in a small decision
/// would take most of the limit away that no error leaves.
pub(crate) fn drawn_together(
    found: (f64, f64),
    checked: Option<(f64, f64)>,
    (number, prior): (f64, f64),
) -> (f64, f64) {
    let Some(checked) = checked.filter(|_| prior > 0.0) else {
        return found;
    };
    let unseen = |(weight, value): (f64, f64)| (weight - 1.0) * value;
    let mean = |one: f64, other: f64| (prior * one + number * other) / (prior + number);
    let weight = mean(checked.0, found.0);
    (
        weight,
        mean(unseen(checked), unseen(found)) / (weight - 1.0),
    )
}

/// The weight and value of a typical decision out of (number, weight, value), by the value that each leaves unseen: b₀ = Σb²/Σb
/// is the value that it leaves unseen itself. None where nothing is unseen.
pub(crate) fn typical(decisions: impl Iterator<Item = (f64, f64, f64)>) -> Option<(f64, f64)> {
    let (mut sum, mut squares, mut weights) = (0.0, 0.0, 0.0);
    for (number, weight, value) in decisions {
        let unseen = (weight - 1.0) * value;
        sum += number * unseen;
        squares += number * unseen * unseen;
        weights += number * unseen * weight;
    }
    let weight = weights / sum;
    (sum > 0.0).then(|| (weight, squares / sum / (weight - 1.0)))
}

/// Errors' worth of prior in each part: that of its weight, shared out over the parts of that weight by what was checked.
pub(crate) fn priors(checked: &[Checked]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..checked.len()).collect();
    order.sort_by(|a, b| checked[*a].weight.total_cmp(&checked[*b].weight));
    let alike = |a: &usize, b: &usize| checked[*b].weight <= checked[*a].weight * (1.0 + ALIKE);
    let each = prior_errors(order.chunk_by(alike).count());
    let mut priors = vec![0.0; checked.len()];
    for group in order.chunk_by(alike) {
        let number: f64 = group.iter().map(|part| checked[*part].number).sum();
        for part in group {
            priors[*part] = each * checked[*part].number / number;
        }
    }
    priors
}
