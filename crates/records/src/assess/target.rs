//! The probability that a target is met.

use super::asked::Asked;
use super::design::{Kind, Sample};
use super::figure::Figure;
use super::figure_name::FigureName;
use super::share::{applies, strata, stream};
use tierone_stats::proportion::Beta;
use tierone_stats::special::{normal_quantile, normal_tails};
use tierone_stats::stratified::{Stratum, poisson_gamma_draws, pool_equal_weights};
use tierone_stats::{Estimate, finite};

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
    let at_least = figure.name.is_better_higher();
    if figure.name == FigureName::Accuracy && sample.kind == Kind::Strata {
        let known = |case: &usize| sample.weight(*case).is_some();
        let known: Vec<usize> = members.iter().copied().filter(known).collect();
        let strata = strata(sample, &applies(sample, &known), |case| {
            sample.cases[case].wrong == Some(true)
        });
        if let Some(met) = posterior(&strata, figure.method, 1.0 - level, asked) {
            return Some(met);
        }
    }
    let without_doubt = estimate.low == estimate.high;
    let beyond_all = if at_least {
        level >= 1.0
    } else {
        level <= 0.0 && !figure.name.is_net()
    };
    if beyond_all && !without_doubt {
        return Some(Met {
            probability: 0.0,
            from: "what no sample can show: that nothing at all is wrong",
        });
    }
    Some(by_interval(estimate, level, at_least, asked.confidence))
}

/// The posterior that goes with the interval of a share in error, and none with the others: the two must agree.
fn posterior(strata: &[Stratum], method: &str, most: f64, asked: &Asked) -> Option<Met> {
    let (probability, from) = match (method, strata) {
        ("wilson", [simple]) => (
            Beta::HALF
                .after(simple.found, simple.sampled)
                .probability_below(most),
            "Jeffreys' posterior",
        ),
        ("hypergeometric", [simple]) => {
            let simple = finite::Sample::from(simple);
            // The number itself is within, whatever its digits.
            let errors = (most * simple.population as f64 * (1.0 + 1e-12)).floor();
            (
                finite::posterior_at_most(simple, errors as u64)?,
                "Jeffreys' posterior of a finite number",
            )
        }
        ("poisson-gamma", _) => {
            let mut stream = stream(asked, FigureName::Accuracy);
            let drawn = poisson_gamma_draws(&pool_equal_weights(strata), asked.draws, &mut stream)?;
            let met = drawn.iter().filter(|wrong| **wrong <= most).count();
            (
                met as f64 / drawn.len() as f64,
                "the Poisson-gamma posterior",
            )
        }
        _ => return None,
    };
    Some(Met { probability, from })
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
