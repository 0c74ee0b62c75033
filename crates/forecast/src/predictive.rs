//! The forecast distribution of a figure that will be published.

use tierone_stats::special::{normal_quantile, normal_tails};

use crate::baselines::Forecast;
use crate::scale::{Scale, drawn_in, drawn_out};
use crate::scores::{crps_normal, pinball};

/// Quantiles by which a score is summed.
const QUANTILES: usize = 200;

/// A normal distribution on the scale of the figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Predictive {
    /// The scale.
    pub scale: Scale,
    /// The mean on the scale.
    pub mean: f64,
    /// The standard deviation, on the scale, of what the figure will really be.
    pub state: f64,
    /// The standard deviation, on the scale, of the sampling error of the published figure.
    pub sampling: f64,
    /// The checks that a published share will rest on, where known.
    pub checks: Option<f64>,
    /// The factor that widens (or narrows) it to what forecasts so far have shown.
    pub stretch: f64,
}

impl Predictive {
    /// A forecast on the figure's own scale.
    pub fn of(forecast: Forecast) -> Self {
        Self {
            scale: Scale::Identity,
            mean: forecast.mean,
            state: 0.0,
            sampling: forecast.sd,
            checks: None,
            stretch: 1.0,
        }
    }

    /// The standard deviation on the scale of what will be published.
    pub fn sd(&self) -> f64 {
        self.stretch * self.state.hypot(self.sampling)
    }

    /// The figure as likely to be exceeded as not.
    pub fn median(&self) -> f64 {
        self.figure(self.mean)
    }

    /// A quantile of the figure that will be published.
    pub fn quantile(&self, p: f64) -> f64 {
        self.figure(self.mean + self.sd() * normal_quantile(p))
    }

    /// The limits that the published figure will lie between with this probability.
    pub fn band(&self, probability: f64) -> (f64, f64) {
        let tail = (1.0 - probability) / 2.0;
        (self.quantile(tail), self.quantile(1.0 - tail))
    }

    /// The probability that the published figure is at most this: where in its forecast a figure came.
    pub fn up_to(&self, figure: f64) -> f64 {
        normal_tails(self.standardised(figure)).lower
    }

    /// The probability that the published figure is above a limit.
    pub fn above(&self, limit: f64) -> f64 {
        normal_tails(self.standardised(limit)).upper
    }

    /// How many standard deviations a figure is above the mean, on the scale; without end where the forecast is certain.
    pub fn standardised(&self, figure: f64) -> f64 {
        let off = self.on_scale(figure) - self.mean;
        if off == 0.0 { 0.0 } else { off / self.sd() }
    }

    /// The continuous ranked probability score against what was published, in units of the figure.
    pub fn crps(&self, came: f64) -> f64 {
        if self.scale == Scale::Identity {
            return crps_normal(self.mean, self.sd(), came);
        }
        let losses = (0..QUANTILES).map(|k| {
            let p = (k as f64 + 0.5) / QUANTILES as f64;
            2.0 * pinball(self.quantile(p), p, came)
        });
        losses.sum::<f64>() / QUANTILES as f64
    }

    fn figure(&self, on_scale: f64) -> f64 {
        let figure = self.scale.inverse(on_scale);
        self.checks
            .map_or(figure, |checks| drawn_out(figure, checks))
    }

    fn on_scale(&self, figure: f64) -> f64 {
        let figure = self
            .checks
            .map_or(figure, |checks| drawn_in(figure, checks));
        self.scale.link(figure)
    }
}
