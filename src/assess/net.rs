//! Over less under, from a posterior of both sides together, where the design has one.

use super::Asked;
use super::design::{Kind, Sample};
use super::share::{is_census, strata, stream, weights};
use crate::estimate::monetary::{FoundError, Frame};
use crate::estimate::stratified::{Stratum, pool_equal_weights};
use crate::estimate::{Estimate, net};

/// The posterior of the net error of members, as a share of `value`.
pub(super) fn posterior(
    sample: &Sample,
    members: &[usize],
    value: f64,
    asked: &Asked,
) -> Option<Estimate> {
    let amount = |case: usize| sample.cases[case].over - sample.cases[case].under;
    let errors = || members.iter().copied().filter(|case| amount(*case) != 0.0);
    let frame = Frame {
        value,
        max_weight: 1.0,
        max_amount: asked.max_error.unwrap_or(f64::INFINITY),
    };
    let mut stream = stream(asked, "mve-net");
    let (strata, found): (Vec<Stratum>, Vec<FoundError>) = match sample.kind {
        Kind::Strata => {
            let strata = strata(sample, members, |case| amount(case) != 0.0);
            let found = errors().map(|case| FoundError {
                amount: amount(case),
                weight: sample.weight(case).unwrap_or(0.0),
            });
            let found: Vec<FoundError> = found.collect();
            if is_census(&strata) {
                let net = found.iter().map(|error| error.amount).sum::<f64>() / value + 0.0;
                return Some(Estimate {
                    value: net,
                    low: net,
                    high: net,
                    method: "census",
                });
            }
            (pool_equal_weights(&strata), found)
        }
        Kind::Unequal => {
            let weights = weights(sample, members);
            let mean = weights.sum / weights.count;
            let found = errors().map(|case| FoundError {
                amount: amount(case) * sample.weight(case).unwrap_or(0.0) / mean,
                weight: mean,
            });
            let found: Vec<FoundError> = found.collect();
            let whole = Stratum {
                population: weights.sum,
                sampled: members.len() as u64,
                found: found.len() as u64,
            };
            (vec![whole], found)
        }
        _ => return None,
    };
    net::posterior(
        &strata,
        &found,
        frame,
        asked.confidence,
        asked.draws,
        &mut stream,
    )
}
