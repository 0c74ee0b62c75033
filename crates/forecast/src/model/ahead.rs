//! Forecasts of the figures that will be published, so many periods ahead.

use super::common::{Levels, levels};
use super::fit::Fit;
use super::group::Given;
use super::seen::variance;
use crate::predictive::Predictive;
use crate::scale::Scale;

/// Forecasts of one period ahead.
#[derive(Clone, Debug, PartialEq)]
pub struct Ahead {
    /// By group.
    pub groups: Vec<Predictive>,
    /// The plain mean of all groups, where there are several.
    pub all: Option<Predictive>,
}

/// What is known of one group ahead.
struct State {
    mean: f64,
    /// Weights of the common levels in what is not known of it.
    of_levels: Vec<f64>,
    /// Variance of its own part.
    own: f64,
    sampling: f64,
}

impl Fit {
    /// The forecasts one to `horizon` periods ahead; `None` where numbers are beyond what a double holds.
    pub fn ahead(&self, horizon: usize) -> Option<Vec<Ahead>> {
        let past = self.groups.first()?.value.len();
        let levels = levels(&self.parameters, &self.groups, past + horizon)?;
        let mut states: Vec<Vec<State>> = (0..horizon).map(|_| Vec::new()).collect();
        for (own, precision) in self.groups.iter().zip(&self.precision) {
            let given = Given::new(&self.parameters, own, past + horizon);
            for (step, states) in states.iter_mut().enumerate() {
                let t = past + step;
                let (weights, own_variance) = given.part(t);
                let misses = own.value.iter().zip(&levels.mean).zip(&weights);
                let part: f64 = misses.map(|((z, c), w)| w * (z - c)).sum();
                let mean = self.centre + levels.mean[t] + part;
                let mut of_levels: Vec<f64> = weights.iter().map(|weight| -weight).collect();
                of_levels[t] += 1.0;
                let figure = self.scale.inverse(mean);
                let known = precision.map_or(0.0, |n| variance(self.scale, figure, n));
                states.push(State {
                    mean,
                    of_levels,
                    own: own_variance,
                    sampling: known + self.parameters.unpublished,
                });
            }
        }
        let ahead = states.iter().map(|states| Ahead {
            groups: self.groups_of(states, &levels),
            all: (states.len() > 1).then(|| self.mean_of(states, &levels)),
        });
        Some(ahead.collect())
    }

    /// The variance of a weighted sum of what figures of groups will really be, on the scale, sampling aside: weights by group, then by
    /// period ahead. `None` where numbers are beyond what a double holds.
    pub fn variance_of(&self, weights: &[Vec<f64>]) -> Option<f64> {
        let past = self.groups.first()?.value.len();
        let horizon = weights.iter().map(Vec::len).max()?;
        let levels = levels(&self.parameters, &self.groups, past + horizon)?;
        let mut of_levels = vec![0.0; past + horizon];
        let mut own = 0.0;
        for (group, weights) in self.groups.iter().zip(weights) {
            let given = Given::new(&self.parameters, group, past + horizon);
            for (step, weight) in weights.iter().enumerate() {
                let (on_levels, _) = given.part(past + step);
                for (sum, on_level) in of_levels.iter_mut().zip(&on_levels) {
                    *sum -= weight * on_level;
                }
                of_levels[past + step] += weight;
                for (other, beside) in weights.iter().enumerate() {
                    own += weight * beside * given.covariance(past + step, past + other);
                }
            }
        }
        Some((own + levels.variance(&of_levels)).max(0.0))
    }

    fn groups_of(&self, states: &[State], levels: &Levels) -> Vec<Predictive> {
        let groups = states.iter().zip(&self.precision);
        let groups = groups.map(|(state, precision)| Predictive {
            scale: self.scale,
            mean: state.mean,
            state: (state.own + levels.variance(&state.of_levels))
                .max(0.0)
                .sqrt(),
            sampling: state.sampling.sqrt(),
            checks: precision.filter(|_| self.scale == Scale::Logit),
            stretch: 1.0,
        });
        groups.collect()
    }

    /// The mean of all groups: what it depends on is added up at the slopes of their figures.
    fn mean_of(&self, states: &[State], levels: &Levels) -> Predictive {
        let share = 1.0 / states.len() as f64;
        let mut figure = 0.0;
        let mut of_levels = vec![0.0; levels.mean.len()];
        let (mut own, mut sampling) = (0.0, 0.0);
        for state in states {
            let value = self.scale.inverse(state.mean);
            let weight = share / self.scale.slope(value);
            figure += share * value;
            own += weight * weight * state.own;
            sampling += weight * weight * state.sampling;
            for (sum, level) in of_levels.iter_mut().zip(&state.of_levels) {
                *sum += weight * level;
            }
        }
        let slope = self.scale.slope(figure);
        Predictive {
            scale: self.scale,
            mean: self.scale.link(figure),
            state: slope * (own + levels.variance(&of_levels)).max(0.0).sqrt(),
            sampling: slope * sampling.sqrt(),
            checks: None,
            stretch: 1.0,
        }
    }
}
