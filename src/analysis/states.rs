//! The states in which a caseworker may decide: skill and tenure, with their probabilities.

use super::hermite::gauss_hermite;
use crate::scenario::Workforce;

/// Nodes over skill; the design's own number.
const SKILL_NODES: usize = 128;

/// States less likely than this are left out: no probability can feel them.
const NEGLIGIBLE: f64 = 1e-18;

/// Tenures whose starter terms differ by less than this are taken together at their mean odds,
/// which leaves a relative error below its square.
const SAME_TERM: f64 = 1e-4;

/// One state, by what it does to the odds of every error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct State {
    /// Factor on the odds.
    pub(super) odds: f64,
    /// Probability.
    pub(super) weight: f64,
}

/// The one state in which the system decides.
pub(super) const SYSTEM: [State; 1] = [State {
    odds: 1.0,
    weight: 1.0,
}];

/// The states of a filled seat in the steady state, given a tenure in `[from, under)` periods;
/// empty where nobody has such a tenure.
///
/// Skill is normal with variance `spread² + team_spread²`. With attrition *a* tenure is geometric,
/// `P(τ) = a(1 − a)^τ`; with none everyone is experienced, of endless tenure.
pub(super) fn states(workforce: &Workforce, (from, under): (f64, f64)) -> Vec<State> {
    let deviation = workforce.spread.hypot(workforce.team_spread);
    let skills = if deviation > 0.0 {
        gauss_hermite(SKILL_NODES)
    } else {
        vec![(0.0, 1.0)]
    };
    let tenures = tenures(workforce, from, under);
    let mut states = Vec::new();
    for starter in &tenures {
        for (z, weight) in &skills {
            let weight = starter.weight * weight;
            if weight > NEGLIGIBLE {
                states.push(State {
                    odds: starter.odds * (deviation * z).exp(),
                    weight,
                });
            }
        }
    }
    let total: f64 = states.iter().map(|state| state.weight).sum();
    for state in &mut states {
        state.weight /= total;
    }
    states
}

/// What tenure does to the odds: `odds_ratio^(2^(−τ/half_life))`, with geometric weights.
fn tenures(workforce: &Workforce, from: f64, under: f64) -> Vec<State> {
    let leaving = workforce.attrition.get();
    if leaving == 0.0 {
        return if under.is_infinite() {
            SYSTEM.to_vec()
        } else {
            Vec::new()
        };
    }
    let first = from.max(0.0).ceil();
    // Seats of at least this tenure, of those of the first tenure in the band.
    let mut left = 1.0;
    let band = if under.is_infinite() {
        1.0
    } else {
        1.0 - (1.0 - leaving).powf((under.ceil() - first).max(0.0))
    };
    let mut tenures = Vec::new();
    let mut tenure = first;
    while tenure < under && left > NEGLIGIBLE {
        let term = starter_term(workforce, tenure);
        let (mut weight, mut odds) = (0.0, 0.0);
        while tenure < under && left > NEGLIGIBLE {
            let here = starter_term(workforce, tenure);
            // Odds ratios below one are as good as those above.
            if (here - term).abs() > SAME_TERM {
                break;
            }
            if here.abs() < NEGLIGIBLE {
                // Experienced from here on: the rest of the band at once.
                let rest = (left - (1.0 - band)).max(0.0);
                weight += rest;
                odds += rest * here.exp();
                left = 0.0;
                break;
            }
            weight += left * leaving;
            odds += left * leaving * here.exp();
            left *= 1.0 - leaving;
            tenure += 1.0;
        }
        if weight > 0.0 {
            tenures.push(State {
                odds: odds / weight,
                weight: weight / band,
            });
        }
    }
    tenures
}

/// Log-odds that a caseworker of this tenure adds.
fn starter_term(workforce: &Workforce, tenure: f64) -> f64 {
    workforce.new_starters.map_or(0.0, |starters| {
        starters.odds_ratio.ln() * (-tenure / starters.half_life).exp2()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture;

    const EVERYONE: (f64, f64) = (0.0, f64::INFINITY);

    #[test]
    fn odds_average_as_theory_says() {
        let scenario = fixture::mixed();
        let workforce = &scenario.workforce;
        let mean = |tenure| -> f64 {
            states(workforce, tenure)
                .iter()
                .map(|state| state.weight * state.odds)
                .sum()
        };
        // The log-normal mean of skill times the plain sum over tenure.
        let variance = workforce.spread.powi(2) + workforce.team_spread.powi(2);
        let leaving = workforce.attrition.get();
        let share = |tenure: i32| leaving * (1.0 - leaving).powi(tenure);
        let odds = |tenure: i32| starter_term(workforce, f64::from(tenure)).exp();
        let skill = (variance / 2.0).exp();
        let all: f64 = (0..3_000).map(|t| share(t) * odds(t)).sum();
        assert!((mean(EVERYONE) / (skill * all) - 1.0).abs() < 1e-8);
        let some: f64 = (2..7).map(|t| share(t) * odds(t)).sum();
        let weight: f64 = (2..7).map(share).sum();
        assert!((mean((1.5, 7.0)) / (skill * some / weight) - 1.0).abs() < 1e-8);
    }

    #[test]
    fn without_turnover_everyone_is_experienced() {
        let scenario = fixture::national_year();
        assert!(states(&scenario.workforce, (0.0, 6.0)).is_empty());
        let odds: f64 = states(&scenario.workforce, EVERYONE)
            .iter()
            .map(|state| state.weight * state.odds)
            .sum();
        assert!((odds / 0.18f64.exp() - 1.0).abs() < 1e-12);
    }
}
