//! A published figure by group and period, with what is known of its sampling error.

use crate::scale::Scale;

/// A figure as it was published.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PublishedFigure {
    /// The figure; a share as a number from 0 to 1.
    pub value: f64,
    /// Its standard error, where known.
    pub error: Option<f64>,
    /// The checks that it rests on, where known.
    pub checks: Option<f64>,
}

impl PublishedFigure {
    /// A figure of which nothing else is known.
    pub fn alone(value: f64) -> Self {
        Self {
            value,
            error: None,
            checks: None,
        }
    }
}

/// Figures of groups over equal periods, from the oldest to the newest.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The scale on which they move.
    pub scale: Scale,
    /// Periods.
    pub periods: usize,
    /// By group, then by period; `None` where nothing was published.
    pub figures: Vec<Vec<Option<PublishedFigure>>>,
}

/// No figure is larger, and no amount smaller than one over it.
const LARGEST: f64 = 1e100;

impl Series {
    /// Of figures by group and period. What is no number, no share on the logit or not positive on the logarithm is taken as
    /// missing; so is an error or a number of checks that is not positive. Groups that are shorter than others miss their last
    /// periods.
    pub fn new(scale: Scale, figures: Vec<Vec<Option<PublishedFigure>>>) -> Self {
        let periods = figures.iter().map(Vec::len).max().unwrap_or(0);
        let positive = |x: f64| x > 0.0 && x.is_finite();
        let usable = |figure: &PublishedFigure| match scale {
            Scale::Logit => (0.0..=1.0).contains(&figure.value),
            Scale::Log => (1.0 / LARGEST..=LARGEST).contains(&figure.value),
            Scale::Identity => figure.value.abs() <= LARGEST,
        };
        let figures = figures.into_iter().map(|group| {
            let kept = group.into_iter().map(|figure| {
                figure.filter(usable).map(|figure| PublishedFigure {
                    error: figure.error.filter(|error| positive(*error)),
                    checks: figure.checks.filter(|checks| positive(*checks)),
                    ..figure
                })
            });
            let mut group: Vec<Option<PublishedFigure>> = kept.collect();
            group.resize(periods, None);
            group
        });
        Self {
            scale,
            periods,
            figures: figures.collect(),
        }
    }

    /// What had been published when so many periods were over.
    pub fn until(&self, periods: usize) -> Self {
        let periods = periods.min(self.periods);
        let figures = self.figures.iter();
        Self {
            scale: self.scale,
            periods,
            figures: figures.map(|group| group[..periods].to_vec()).collect(),
        }
    }

    /// Only the newest periods, so many at most.
    pub fn latest(&self, periods: usize) -> Self {
        let skipped = self.periods.saturating_sub(periods);
        let figures = self.figures.iter();
        Self {
            scale: self.scale,
            periods: self.periods - skipped,
            figures: figures.map(|group| group[skipped..].to_vec()).collect(),
        }
    }

    /// Periods in which anything was published.
    pub fn periods_seen(&self) -> usize {
        let published = |t: &usize| self.figures.iter().any(|group| group[*t].is_some());
        (0..self.periods).filter(published).count()
    }

    /// The figure that all are, where all are the same and nothing is known of their sampling errors.
    pub fn unmoved(&self) -> Option<f64> {
        let mut figures = self.figures.iter().flatten().flatten();
        let first = figures.next()?;
        let alone = |figure: &PublishedFigure| figure.error.is_none() && figure.checks.is_none();
        let same = alone(first) && figures.all(|other| alone(other) && other.value == first.value);
        same.then_some(first.value)
    }

    /// The figures of a group that were published, from the oldest to the newest.
    pub fn values(&self, group: usize) -> Vec<f64> {
        let figures = self.figures[group].iter().flatten();
        figures.map(|figure| figure.value).collect()
    }
}
