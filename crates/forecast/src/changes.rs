//! Changes ahead that are known: of the figure, such as a policy from a period on, and of the checks behind it.

use tierone_stats::special::normal_quantile;

use crate::predictive::Predictive;

/// A change that holds from a period on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The first period ahead in which it holds, 1 for the next.
    pub from: usize,
    /// What it changes.
    pub effect: Effect,
}

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    /// Adds to the figure: between `low` and `high` with 95 % confidence, in units of the figure.
    Adds {
        /// Lower limit.
        low: f64,
        /// Upper limit; equal to the lower where the change is known.
        high: f64,
    },
    /// Multiplies the figure.
    Multiplies(f64),
    /// Multiplies the checks that the figure rests on.
    Checks(f64),
}

/// The forecast `ahead` periods ahead under the changes that hold by then.
pub fn changed(forecast: Predictive, ahead: usize, changes: &[Change]) -> Predictive {
    let holding = changes.iter().filter(|change| change.from <= ahead);
    holding.fold(forecast, |forecast, change| {
        let figure = forecast.scale.inverse(forecast.mean);
        let to = |figure: f64| forecast.scale.link(figure);
        match change.effect {
            Effect::Adds { low, high } => {
                let sd = (to(figure + high) - to(figure + low)) / (2.0 * normal_quantile(0.975));
                Predictive {
                    mean: to(figure + (low + high) / 2.0),
                    state: forecast.state.hypot(sd),
                    ..forecast
                }
            }
            Effect::Multiplies(by) => Predictive {
                mean: to(figure * by),
                ..forecast
            },
            Effect::Checks(by) => Predictive {
                sampling: forecast.sampling / by.sqrt(),
                checks: forecast.checks.map(|checks| checks * by),
                ..forecast
            },
        }
    })
}
