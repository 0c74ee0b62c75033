//! The ways to forecast that are compared.

use crate::baselines::{self, Forecast};

/// A way to forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// The state-space model.
    Model,
    /// The last value.
    LastValue,
    /// The mean of all values.
    Mean,
    /// The last value and the mean change.
    Drift,
    /// The exponentially weighted mean with weight 0.2.
    Ewma20,
    /// The same with weight 0.4.
    Ewma40,
    /// Exponential smoothing with its weight estimated.
    Ets,
    /// Another, of which only forecasts are known, by its name.
    Own(&'static str),
}

impl Method {
    /// All that are ours, the model first.
    pub const ALL: [Method; 7] = [
        Method::Model,
        Method::LastValue,
        Method::Mean,
        Method::Drift,
        Method::Ewma20,
        Method::Ewma40,
        Method::Ets,
    ];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Method::Model => "model",
            Method::LastValue => "last-value",
            Method::Mean => "mean",
            Method::Drift => "drift",
            Method::Ewma20 => "ewma-0.2",
            Method::Ewma40 => "ewma-0.4",
            Method::Ets => "ets",
            Method::Own(name) => name,
        }
    }

    /// The method of that name: one of ours, or another, whose name is kept for as long as the program runs.
    pub fn named(name: &str) -> Self {
        let ours = Self::ALL.into_iter().find(|method| method.name() == name);
        ours.unwrap_or_else(|| Method::Own(Box::leak(name.to_owned().into_boxed_str())))
    }

    /// What it is, for a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Method::Model => "the model",
            Method::LastValue => "the last value",
            Method::Mean => "the mean of all values",
            Method::Drift => "the last value and the mean change",
            Method::Ewma20 => "the exponentially weighted mean with weight 0.2",
            Method::Ewma40 => "the exponentially weighted mean with weight 0.4",
            Method::Ets => "exponential smoothing (ETS)",
            Method::Own(name) => name,
        }
    }

    /// A baseline's forecast of one series, so many periods ahead. `None` where the values are too few, or for the model, which
    /// needs all groups.
    ///
    /// Exponentially weighted means are as uncertain further ahead as exponential smoothing with their weight.
    pub fn baseline(self, values: &[f64], ahead: usize) -> Option<Forecast> {
        let ewma = |weight: f64| {
            let forecast = baselines::ewma(values, weight)?;
            let steps = ahead.saturating_sub(1) as f64;
            Some(Forecast {
                sd: forecast.sd * (1.0 + steps * weight * weight).sqrt(),
                ..forecast
            })
        };
        match self {
            Method::Model | Method::Own(_) => None,
            Method::LastValue => baselines::last_value(values, ahead),
            Method::Mean => baselines::mean(values),
            Method::Drift => baselines::drift(values, ahead),
            Method::Ewma20 => ewma(0.2),
            Method::Ewma40 => ewma(0.4),
            Method::Ets => baselines::ets(values).map(|ets| ets.ahead(ahead)),
        }
    }
}
