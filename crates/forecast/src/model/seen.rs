//! Published figures as numbers on their scale, each with the variance of its sampling error.
//!
//! A group's published error depends on its figure: in a sample of shares it is √(p(1−p)/n). A figure that chance made too good
//! would so be taken as the most precise. What is kept of an error is therefore the number of checks that it is worth, and the
//! variance is that of so many checks at a rate that was smoothed over groups and periods.

use crate::scale::{Scale, drawn_in};
use crate::series::{PublishedFigure, Series};
use tierone_stats::monte_carlo::percentile;

/// A figure on its scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Seen {
    /// The figure on its scale.
    pub value: f64,
    /// How precise it is: checks of a share, 1/variance at unit slope otherwise; `None` where nothing is known.
    pub precision: Option<f64>,
}

/// How far checks may be from the middle of those of their group, as a factor: published errors of extreme figures are not to be
/// trusted further.
const ODD: f64 = 5.0;

/// All figures on their scale, by group and period.
pub(super) fn seen(series: &Series) -> Vec<Vec<Option<Seen>>> {
    let scale = series.scale;
    let precisions: Vec<Vec<f64>> = series
        .figures
        .iter()
        .map(|group| {
            let figures = group.iter().flatten();
            figures
                .filter_map(|figure| precision(scale, figure))
                .collect()
        })
        .collect();
    let all: Vec<f64> = precisions.iter().flatten().copied().collect();
    let of_all = median(&all);
    // Half the smallest share that is none of the ends stands for what is at an end and rests on an unknown number of checks.
    let shares = series.figures.iter().flatten().flatten();
    let inside = shares.map(|figure| figure.value.min(1.0 - figure.value));
    let smallest = inside.filter(|share| *share > 0.0).fold(0.01, f64::min);
    let groups = series.figures.iter().zip(&precisions);
    groups
        .map(|(group, precisions)| {
            let middle = median(precisions).or(of_all);
            let seen = |figure: &PublishedFigure| {
                let precision = match (precision(scale, figure), middle) {
                    (Some(own), Some(middle)) if figure.checks.is_none() => {
                        Some(own.clamp(middle / ODD, middle * ODD))
                    }
                    (own, middle) => own.or(middle),
                };
                let value = match (scale, precision) {
                    (Scale::Logit, Some(n)) => scale.link(drawn_in(figure.value, n)),
                    (Scale::Logit, None) => {
                        let half = smallest / 2.0;
                        scale.link(figure.value.clamp(half, 1.0 - half))
                    }
                    _ => scale.link(figure.value),
                };
                Seen { value, precision }
            };
            group
                .iter()
                .map(|figure| figure.as_ref().map(seen))
                .collect()
        })
        .collect()
}

/// The variance on its scale of a figure of this precision, where the smoothed figure is `smooth`.
pub(super) fn variance(scale: Scale, smooth: f64, precision: f64) -> f64 {
    match scale {
        Scale::Logit => scale.slope(smooth) / precision,
        Scale::Log | Scale::Identity => 1.0 / precision,
    }
}

/// Checks that a share's error is worth; one over the relative variance of an amount, over the variance of other figures.
fn precision(scale: Scale, figure: &PublishedFigure) -> Option<f64> {
    let from_error = |error: f64| match scale {
        Scale::Logit => {
            let spread = figure.value * (1.0 - figure.value);
            (spread > 0.0).then(|| spread / (error * error))
        }
        Scale::Log => Some((figure.value / error).powi(2)),
        Scale::Identity => Some(1.0 / (error * error)),
    };
    let from_checks = figure.checks.filter(|_| scale == Scale::Logit);
    let precision = figure.error.and_then(from_error).or(from_checks);
    precision.filter(|precision| *precision > 0.0 && precision.is_finite())
}

/// The median of some values; none of nothing.
pub(super) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    (!sorted.is_empty()).then(|| percentile(&sorted, 0.5))
}
