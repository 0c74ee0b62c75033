//! The probability that a target is met.

use super::asked::Asked;
use super::design::{DesignKind, DrawnSample};
use super::figure::Figure;
use super::figure_name::{FigureName, FigureUnit};
use super::money_sample::Priced;
use super::share::{applies, strata};
use super::side::Side;
use tierone_stats::special::{normal_quantile, normal_tails};
use tierone_stats::stratified::Stratum;
use tierone_stats::{Estimate, finite};

/// How sure one may be that a target is met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Met {
    /// The probability.
    pub probability: f64,
    /// Where it comes from, in words.
    pub from: &'static str,
}

/// The probability that a figure meets its target, accuracy at least `level`, the value of error at most that: by the law that
/// the figure's interval comes from, so that at a limit it is what the limit says.
pub fn probability(
    sample: &DrawnSample,
    members: &[usize],
    figure: &Figure,
    level: f64,
    asked: &Asked,
) -> Option<Met> {
    let estimate = figure.estimate()?;
    let at_least = figure.name.is_better_higher();
    if estimate.low == estimate.high {
        let Estimate { value, .. } = estimate;
        let met = if at_least {
            value >= level
        } else {
            value <= level
        };
        return Some(Met {
            probability: f64::from(u8::from(met)),
            from: "figures that are known",
        });
    }
    let beyond_all = match at_least {
        true => level >= 1.0,
        false => level <= 0.0 && !figure.name.is_net(),
    };
    if beyond_all {
        return Some(Met {
            probability: 0.0,
            from: "what no sample can show: that nothing at all is wrong",
        });
    }
    let known = sample.known(members);
    if let (Some(_), true) = (&sample.cheap, figure.method == "difference") {
        return Some(at_most_by_limits(estimate, level, asked.confidence));
    }
    if let Some(side) = Side::of_figure(figure.name) {
        let priced = Priced::new(sample, &known, asked);
        let value = match figure.name.unit() {
            FigureUnit::Share => priced.value?,
            FigureUnit::Pounds => 1.0,
        };
        return Some(Met {
            probability: priced.at_most(side, value, level, asked)?,
            from: "the law of its interval",
        });
    }
    if figure.name == FigureName::Accuracy && sample.kind == DesignKind::Strata {
        let strata = strata(sample, &applies(sample, &known), |case| {
            sample.cases[case].wrong == Some(true)
        });
        if let Some(met) = by_strata(&strata, figure.method, 1.0 - level) {
            return Some(met);
        }
    }
    Some(by_limits(estimate, level, asked.confidence))
}

/// What goes with the interval of a share in error over strata.
fn by_strata(strata: &[Stratum], method: &str, most: f64) -> Option<Met> {
    let (probability, from) = match (method, strata) {
        ("wilson", [simple]) if 0 < simple.found && simple.found < simple.sampled => {
            let share = simple.found as f64 / simple.sampled as f64;
            let se = (most * (1.0 - most) / simple.sampled as f64).sqrt();
            (
                normal_tails((most - share) / se).lower,
                "the test that Wilson's interval inverts",
            )
        }
        ("hypergeometric", [simple]) => {
            let simple = finite::SimpleSample::from(simple);
            // The number itself is within, whatever its digits.
            let errors = (most * simple.population as f64 * (1.0 + 1e-12)).floor();
            (
                finite::confidence_at_most(simple, errors as u64)?,
                "the test that the exact interval inverts",
            )
        }
        _ => return None,
    };
    Some(Met { probability, from })
}

/// Of what is at most so much: the normal distribution on the side of the target whose quantile the limit is.
fn at_most_by_limits(estimate: Estimate, level: f64, confidence: f64) -> Met {
    let reach = if level > estimate.value {
        estimate.high - estimate.value
    } else {
        estimate.value - estimate.low
    };
    let z = -normal_quantile(0.5 * (1.0 - confidence));
    let far = z * (level - estimate.value) / reach;
    let probability = if far.is_nan() {
        0.5
    } else {
        normal_tails(far).lower
    };
    Met {
        probability,
        from: "the normal distribution on the interval's side of the target",
    }
}

/// Of a share that is right at least: the normal distribution on the side of the target whose quantile the limit is. Where none
/// is wrong the power (1 − wrong)ⁿ that is left at the limit, and likewise where none is right.
fn by_limits(estimate: Estimate, level: f64, confidence: f64) -> Met {
    let Estimate {
        value, low, high, ..
    } = estimate;
    let tail = 0.5 * (1.0 - confidence);
    let left = |share: f64, limit: f64| tail.powf(share.ln() / limit.ln());
    let (probability, from) = if value >= 1.0 {
        (
            1.0 - left(level, low),
            "the chance of no error that its lower limit has",
        )
    } else if value <= 0.0 {
        (
            left(1.0 - level, 1.0 - high),
            "the chance of nothing right that its upper limit has",
        )
    } else {
        let reach = if level > value {
            high - value
        } else {
            value - low
        };
        let z = -normal_quantile(tail);
        (
            normal_tails(z * (level - value) / reach).upper,
            "the normal distribution on the interval's side of the target",
        )
    };
    Met { probability, from }
}
