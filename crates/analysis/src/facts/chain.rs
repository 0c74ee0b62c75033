//! The chance that a rule has flagged somebody after so many results, or so many periods: what the rule
//! remembers as a chain.

use std::collections::BTreeMap;

use super::binomial::Binomial;
use super::unknown::{Fact, Unknown};
use tierone_scenario::FlagRule;
use tierone_stats::performer::{funnel_limit, posterior_limit};
use tierone_stats::proportion::Beta;

/// More states than this are not followed.
const MOST_STATES: usize = 3_000;

/// A rule that looks after every result: where a pass and a fail lead; a fail that flags leads nowhere.
pub(super) struct Chain {
    steps: Vec<(usize, Option<usize>)>,
}

impl Chain {
    /// The chain of a rule; none for a rule that looks at the end of a period.
    pub(super) fn of(rule: &FlagRule) -> Option<Fact<Self>> {
        match *rule {
            FlagRule::FailsIn { fails, checks } => {
                let next = |ages: &Vec<u32>, failed| {
                    // Ages of the latest fails, one fewer than flag, among the results that still count.
                    let older = ages.iter().map(|age| age + 1).filter(|age| *age < checks);
                    let mut ages: Vec<u32> = older.collect();
                    if failed {
                        ages.insert(0, 0);
                    }
                    (ages.len() < fails as usize).then_some(ages)
                };
                Some(Self::grow(Vec::new(), next, |_, _| None))
            }
            FlagRule::Cusum {
                expected,
                odds_ratio,
                limit,
            } => {
                let pass = (expected * (odds_ratio - 1.0)).ln_1p();
                let fail = odds_ratio.ln() - pass;
                // Sums as multiples of a billionth: sums that differ by rounding alone are the same.
                let whole = |x: f64| (x * 1e9).round() as i64;
                let (pass, fail, limit) = (whole(pass), whole(fail), whole(limit));
                let next = move |sum: &i64, failed| match failed {
                    false => Some((sum - pass).max(0)),
                    true => Some(sum + fail).filter(|sum| *sum < limit),
                };
                // Sums after ever more results lie ever closer: the nearest known one will do for them.
                Some(Self::grow(0, next, |known: &BTreeMap<i64, usize>, sum| {
                    let below = known.range(..=sum).next_back();
                    let above = known.range(sum..).next();
                    let distance = |of: &(&i64, &usize)| (of.0 - sum).abs();
                    below
                        .into_iter()
                        .chain(above)
                        .min_by_key(distance)
                        .map(|(_, at)| *at)
                }))
            }
            _ => None,
        }
    }

    /// All states that can be come to from the first, those of few results before those of many. Of more than
    /// are followed `nearest` names a known one in their place, if any can stand for them.
    fn grow<S: Ord + Clone>(
        first: S,
        next: impl Fn(&S, bool) -> Option<S>,
        nearest: impl Fn(&BTreeMap<S, usize>, &S) -> Option<usize>,
    ) -> Fact<Self> {
        let mut numbers = BTreeMap::from([(first.clone(), 0)]);
        let mut states = vec![first];
        let mut steps = Vec::new();
        while steps.len() < states.len() {
            let state = states[steps.len()].clone();
            let mut to = |failed| -> Fact<Option<usize>> {
                let Some(state) = next(&state, failed) else {
                    return Ok(None);
                };
                if let Some(number) = numbers.get(&state) {
                    return Ok(Some(*number));
                }
                if states.len() >= MOST_STATES {
                    let known = nearest(&numbers, &state);
                    return known.map(Some).ok_or(Unknown::TOO_MANY_STATES);
                }
                numbers.insert(state.clone(), states.len());
                states.push(state);
                Ok(Some(states.len() - 1))
            };
            // A pass never flags.
            let pass = to(false)?.unwrap_or(0);
            steps.push((pass, to(true)?));
        }
        Ok(Self { steps })
    }

    /// Chance of having been flagged after 0, 1, … results that each fail with the same probability.
    pub(super) fn flagged(&self, fails: f64, results: usize) -> Vec<f64> {
        let mut chances = vec![0.0; self.steps.len()];
        chances[0] = 1.0;
        let mut flagged = vec![0.0];
        for _ in 0..results {
            let mut next = vec![0.0; chances.len()];
            let mut caught = flagged[flagged.len() - 1];
            for (chance, (pass, fail)) in chances.iter().zip(&self.steps) {
                if *chance > 0.0 {
                    next[*pass] += chance * (1.0 - fails);
                    match fail {
                        Some(fail) => next[*fail] += chance * fails,
                        None => caught += chance * fails,
                    }
                }
            }
            chances = next;
            flagged.push(caught);
        }
        flagged
    }
}

/// Chance of having been flagged at the end of the first, second, … period by a rule that looks then, with
/// the same number of results in each; `people` are looked at together, and fail at `expected` where the
/// rule does not say how often.
pub(super) fn at_ends(
    rule: &FlagRule,
    (fails, results): (f64, u64),
    periods: usize,
    (expected, level): (f64, f64),
) -> Fact<Vec<f64>> {
    let window = match rule {
        FlagRule::Funnel { window, .. } | FlagRule::Posterior { window, .. } => *window,
        _ => None,
    };
    let limit = |checks: u64| match *rule {
        FlagRule::Posterior {
            expected,
            worth,
            above,
            probability,
            ..
        } => posterior_limit(checks, Beta::with_mean(expected, worth), above, probability),
        _ => funnel_limit(checks, expected, level),
    };
    let binomial: Vec<(u64, f64)> = Binomial::new(results as f64, fails).masses().collect();
    // Fails by period where old ones fall out of a window, else their sum alone.
    let mut chances: BTreeMap<Vec<u64>, f64> = BTreeMap::from([(Vec::new(), 1.0)]);
    let (mut caught, mut flagged) = (0.0, Vec::new());
    for period in 1..=periods {
        let looked_at = window.map_or(period, |window| window.min(period));
        let limit = limit(results * looked_at as u64);
        let mut next: BTreeMap<Vec<u64>, f64> = BTreeMap::new();
        for (kept, chance) in &chances {
            for (fails, mass) in &binomial {
                let chance = chance * mass;
                let sum = kept.iter().sum::<u64>() + fails;
                if sum >= limit {
                    caught += chance;
                    continue;
                }
                let state = match window {
                    None => vec![sum],
                    Some(window) => {
                        let mut state = kept.clone();
                        state.push(*fails);
                        // The oldest falls out before the next look.
                        if state.len() >= window {
                            state.remove(0);
                        }
                        state
                    }
                };
                *next.entry(state).or_insert(0.0) += chance;
            }
        }
        Unknown::TOO_MANY_STATES.when(next.len() > MOST_STATES)?;
        chances = next;
        flagged.push(caught);
    }
    Ok(flagged)
}
