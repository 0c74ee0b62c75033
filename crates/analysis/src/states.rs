//! The states in which a caseworker may decide: skill and tenure, with their probabilities.

use std::sync::LazyLock;

use tierone_scenario::Workforce;
use tierone_stats::quadrature::{gauss_hermite, rule};

/// Nodes over skill; the design's own number.
const SKILL_NODES: usize = 128;

/// The rule over skill, worked out once: it is the same for every workforce.
static SKILLS: LazyLock<Vec<(f64, f64)>> = LazyLock::new(|| gauss_hermite(SKILL_NODES));

/// States of [`gauss_states`].
const GAUSS_POINTS: usize = 16;

/// The rule over skill that these are made from: it has every moment that theirs has.
static REDUCED_SKILLS: LazyLock<Vec<(f64, f64)>> = LazyLock::new(|| gauss_hermite(GAUSS_POINTS));

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
        SKILLS.clone()
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

/// The same as few states: the Gauss rule of the distribution of the log-odds, which gives the mean of every
/// polynomial of them up to degree 31.
///
/// Chances are smooth in the log-odds, so means of them come out to nine digits and more; at a spread of 1.2,
/// where caseworkers differ by factors of a hundred, to six.
///
/// # Source
/// Gautschi (2004), Orthogonal Polynomials, §2.2.3.1 (the Stieltjes procedure for a discrete measure).
pub(super) fn gauss_states(workforce: &Workforce, (from, under): (f64, f64)) -> Vec<State> {
    // Tenures by their Gauss rule first: there may be many, and each would come with every skill.
    let starters = tenures(workforce, from, under);
    let starters: Vec<(f64, f64)> = starters.iter().map(|s| (s.odds.ln(), s.weight)).collect();
    let starters = gauss_points(starters, GAUSS_POINTS / 2);
    let deviation = workforce.spread.hypot(workforce.team_spread);
    let distribution = match deviation > 0.0 {
        true => {
            let with = |(x, w): &(f64, f64)| {
                let (x, w) = (*x, *w);
                REDUCED_SKILLS
                    .iter()
                    .map(move |(z, weight)| (x + deviation * z, w * weight))
            };
            starters
                .iter()
                .flat_map(with)
                .filter(|(_, w)| *w > NEGLIGIBLE)
                .collect()
        }
        false => starters,
    };
    let nodes = gauss_points(distribution, GAUSS_POINTS);
    let total: f64 = nodes.iter().map(|(_, weight)| weight).sum();
    let state = |(x, weight): (f64, f64)| State {
        odds: x.exp(),
        weight: weight / total,
    };
    nodes.into_iter().map(state).collect()
}

/// The Gauss rule with so many points of a discrete distribution, or that itself where it has no more.
fn gauss_points(distribution: Vec<(f64, f64)>, points: usize) -> Vec<(f64, f64)> {
    if distribution.len() <= points {
        return distribution;
    }
    let whole: f64 = distribution.iter().map(|(_, weight)| weight).sum();
    let low = distribution
        .iter()
        .map(|(x, _)| *x)
        .fold(f64::INFINITY, f64::min);
    let high = distribution
        .iter()
        .map(|(x, _)| *x)
        .fold(f64::NEG_INFINITY, f64::max);
    let (mut diagonal, mut squares) = (Vec::new(), Vec::new());
    let (mut before, mut now) = (vec![0.0; distribution.len()], vec![1.0; distribution.len()]);
    let mut last: f64 = 0.0;
    for _ in 0..points {
        let on = distribution
            .iter()
            .zip(&now)
            .map(|((x, w), p)| w * x * p * p)
            .sum::<f64>()
            / whole;
        let mut norm = 0.0;
        for ((x, w), (p, q)) in distribution.iter().zip(now.iter_mut().zip(&mut before)) {
            let next = (x - on) * *p - last * *q;
            (*q, *p) = (*p, next);
            norm += w / whole * next * next;
        }
        diagonal.push(on);
        // A distribution on fewer points than that has no further polynomials.
        if norm < 1e-24 {
            break;
        }
        squares.push(norm);
        last = norm.sqrt();
        now.iter_mut().for_each(|p| *p /= last);
    }
    let nodes = rule(&diagonal, &squares, (low - 1.0, high + 1.0));
    nodes
        .into_iter()
        .map(|(x, weight)| (x, weight * whole))
        .collect()
}

/// The mean factor of tenure on the odds of a filled seat in the steady state: 1 where new starters err no more than others.
pub fn mean_starter_odds(workforce: &Workforce) -> f64 {
    let tenures = tenures(workforce, 0.0, f64::INFINITY);
    let weights: f64 = tenures.iter().map(|state| state.weight).sum();
    let odds: f64 = tenures.iter().map(|state| state.weight * state.odds).sum();
    if weights > 0.0 { odds / weights } else { 1.0 }
}

/// What tenure does to the odds: `odds_ratio^(2^(−τ/half_life))`, with geometric weights.
pub(super) fn tenures(workforce: &Workforce, from: f64, under: f64) -> Vec<State> {
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
    use crate::fixture;

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
        assert!((mean_starter_odds(workforce) / all - 1.0).abs() < 1e-8);
        let some: f64 = (2..7).map(|t| share(t) * odds(t)).sum();
        let weight: f64 = (2..7).map(share).sum();
        assert!((mean((1.5, 7.0)) / (skill * some / weight) - 1.0).abs() < 1e-8);
    }

    #[test]
    fn gauss_states_give_the_means_of_all() {
        let mut scenario = fixture::mixed();
        for spread in [0.0, 0.2, 0.6, 1.2] {
            scenario.workforce.spread = spread;
            for tenure in [EVERYONE, (0.0, 3.0), (6.0, 24.0)] {
                let all = states(&scenario.workforce, tenure);
                let gauss = gauss_states(&scenario.workforce, tenure);
                assert!(gauss.len() <= GAUSS_POINTS);
                for odds in [1e-4, 0.006, 0.08, 1.0] {
                    let mean = |states: &[State]| -> f64 {
                        let each = states.iter();
                        each.map(|s| s.weight * odds * s.odds / (1.0 + odds * s.odds))
                            .sum()
                    };
                    let off = mean(&gauss) / mean(&all) - 1.0;
                    let digits = if spread > 1.0 { 1e-6 } else { 1e-9 };
                    assert!(off.abs() < digits, "{spread} {tenure:?} {odds}: {off:e}");
                }
            }
        }
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
