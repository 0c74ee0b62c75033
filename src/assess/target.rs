//! The probability that a target is met.

use super::design::{Kind, Sample};
use super::share::{applies, is_census, strata, stream};
use super::{Asked, Figure};
use crate::estimate::Estimate;
use crate::estimate::proportion::Beta;
use crate::estimate::special::{normal_quantile, normal_tails};
use crate::estimate::stratified::{poisson_gamma_draws, pool_equal_weights};

/// How sure one may be that a target is met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Met {
    /// The probability.
    pub probability: f64,
    /// Where it comes from, in words.
    pub from: &'static str,
}

/// The probability that a figure meets its target: accuracy at least `level`, the value of error at most that.
///
/// Accuracy of a simple or stratified sample has a posterior; other figures go by the normal distribution whose quantiles
/// the limits of the interval are, on the side of the target.
pub fn probability(
    sample: &Sample,
    members: &[usize],
    figure: &Figure,
    level: f64,
    asked: &Asked,
) -> Option<Met> {
    let estimate = figure.estimate()?;
    let accuracy = figure.name == "accuracy";
    if accuracy && sample.kind == Kind::Strata {
        let known: Vec<usize> = members
            .iter()
            .copied()
            .filter(|i| sample.weight(*i).is_some())
            .collect();
        let members = applies(sample, &known);
        let strata = strata(sample, &members, |case| {
            sample.cases[case].wrong == Some(true)
        });
        if !is_census(&strata) {
            if let [simple] = strata[..]
                && simple.population > 20.0 * simple.sampled as f64
            {
                let posterior = Beta::HALF.after(simple.found, simple.sampled);
                return Some(Met {
                    probability: posterior.probability_below(1.0 - level),
                    from: "Jeffreys' posterior",
                });
            }
            let mut stream = stream(asked, "accuracy");
            let drawn =
                poisson_gamma_draws(&pool_equal_weights(&strata), asked.draws, &mut stream)?;
            let met = drawn.iter().filter(|wrong| **wrong <= 1.0 - level).count();
            return Some(Met {
                probability: met as f64 / drawn.len() as f64,
                from: "the Poisson-gamma posterior",
            });
        }
    }
    Some(by_interval(
        estimate,
        level,
        accuracy || figure.name == "accuracy-corrected",
        asked.confidence,
    ))
}

fn by_interval(estimate: Estimate, level: f64, at_least: bool, confidence: f64) -> Met {
    let Estimate {
        value, low, high, ..
    } = estimate;
    let z = -normal_quantile(0.5 * (1.0 - confidence));
    let reach = if level > value {
        high - value
    } else {
        value - low
    };
    // Without width there is nothing to doubt.
    let below = if reach > 0.0 {
        normal_tails(z * (level - value) / reach).lower
    } else {
        f64::from(u8::from(if at_least {
            level > value
        } else {
            level >= value
        }))
    };
    Met {
        probability: if at_least { 1.0 - below } else { below },
        from: if reach > 0.0 {
            "the normal distribution on the interval's side of the target"
        } else {
            "figures that are known"
        },
    }
}
