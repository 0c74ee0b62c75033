//! The search for the variances: a simplex on their logarithms, with a penalty that matters where figures are few.

use super::common::levels;
use super::group::Own;
use super::parameters::Parameters;
use super::seen::Seen;
use crate::minimise::simplex;

/// What is searched.
pub(super) struct Search {
    /// The variance of all figures, for scale.
    spread: f64,
    /// Whether groups differ: there are two at least.
    between: bool,
    /// Whether no sampling error was published.
    unpublished: bool,
}

/// The most groups that variances are learnt from; of more, so many are taken at even distances.
const GROUPS: usize = 200;

/// Where the search starts and what the penalty draws to, as shares of the variance of all figures: a tenth moves with all,
/// a quarter is deviations, half is the groups' own means, half is error where none was published.
const SHOCK: f64 = 0.1;
const DEVIATION: f64 = 0.25;
const BETWEEN: f64 = 0.5;
const UNPUBLISHED: f64 = 0.5;
/// Log-odds of the share of a deviation that is kept.
const KEPT: f64 = 0.0;
/// Standard deviations of the penalty: a variance may be e² = 7 times as large or small without it saying much.
const WIDE: f64 = 2.0;
const WIDE_KEPT: f64 = 1.5;

impl Search {
    pub fn of(seen: &[Vec<Option<Seen>>], values: &[f64], centre: f64, unpublished: bool) -> Self {
        let n = values.len() as f64;
        let variance = values.iter().map(|z| (z - centre).powi(2)).sum::<f64>() / n;
        let groups = seen
            .iter()
            .filter(|group| group.iter().any(Option::is_some));
        // Figures that are all the same still need a scale to be uncertain on.
        let least = (1e-6 * centre.abs().max(1.0)).powi(2);
        Self {
            spread: variance.max(least),
            between: groups.count() > 1,
            unpublished,
        }
    }

    /// The best variances.
    pub fn best(&self, groups: &[Own], start: Option<&Parameters>) -> Parameters {
        let seen: Vec<&Own> = groups
            .iter()
            .filter(|own| own.variance.iter().any(Option::is_some))
            .collect();
        let every = seen.len().div_ceil(GROUPS).max(1);
        let some: Vec<Own> = seen
            .iter()
            .step_by(every)
            .map(|own| (*own).clone())
            .collect();
        let periods = some.first().map_or(0, |own| own.value.len());
        let middle = self.middle();
        let deviance = |at: &[f64]| -> f64 {
            let parameters = self.parameters(at);
            let Some(levels) = levels(&parameters, &some, periods) else {
                return f64::INFINITY;
            };
            let away = at.iter().zip(&middle);
            let penalty = away.enumerate().map(|(index, (x, middle))| {
                let wide = if index == 2 { WIDE_KEPT } else { WIDE };
                ((x - middle) / wide).powi(2)
            });
            levels.deviance + penalty.sum::<f64>()
        };
        let (from, step) = match start {
            Some(start) => (self.coordinates(start), 0.4),
            None => (middle.clone(), 1.0),
        };
        let (at, _) = simplex(&from, step, 1e-4, 400, deviance);
        self.parameters(&at)
    }

    fn middle(&self) -> Vec<f64> {
        let mut at = vec![
            (SHOCK * self.spread).ln(),
            (DEVIATION * self.spread).ln(),
            KEPT,
        ];
        if self.between {
            at.push((BETWEEN * self.spread).ln());
        }
        if self.unpublished {
            at.push((UNPUBLISHED * self.spread).ln());
        }
        at
    }

    fn coordinates(&self, parameters: &Parameters) -> Vec<f64> {
        let ln = |variance: f64| variance.max(f64::MIN_POSITIVE).ln();
        let kept = parameters.kept.clamp(1e-6, 1.0 - 1e-6);
        let mut at = vec![
            ln(parameters.shock),
            ln(parameters.deviation),
            (kept / (1.0 - kept)).ln(),
        ];
        if self.between {
            at.push(ln(parameters.between));
        }
        if self.unpublished {
            at.push(ln(parameters.unpublished));
        }
        at
    }

    fn parameters(&self, at: &[f64]) -> Parameters {
        // Beyond these factors nothing changes but the arithmetic.
        let least = self.spread * 1e-8;
        let variance = |x: f64| x.exp().clamp(least, self.spread * 1e4);
        let mut further = at[3..].iter().map(|x| variance(*x));
        Parameters {
            shock: variance(at[0]),
            deviation: variance(at[1]),
            kept: (1.0 / (1.0 + (-at[2]).exp())).clamp(1e-6, 0.999),
            between: if self.between {
                further.next().unwrap_or(0.0)
            } else {
                0.0
            },
            // A published error of nothing is no certainty.
            unpublished: if self.unpublished {
                further.next().unwrap_or(least)
            } else {
                least
            },
        }
    }
}
