//! Which decisions a check draws.

use rand::RngExt;
use rand_distr::{Distribution as _, StandardNormal};
use tierone_scenario::{Order, Policy, Recheck, SamplingMethod, Scenario};
use tierone_stats::distribution::normal_quantile;

use super::asks::{self, Ask};
use super::cut::cut;
use super::decision::Decision;
use super::random::Random;
use super::stage::{Drawn, Stage};

/// Draws the sample of `check`.
pub(crate) fn draw(
    scenario: &Scenario,
    policy: &Policy,
    check: usize,
    asks: &[Ask],
    decisions: &[Decision],
    earlier: &[Stage],
    random: &mut Random,
) -> Stage {
    if let SamplingMethod::Recheck(keys) = &policy.checks[check].sample.method {
        return recheck(policy, check, keys, asks[check].hours, earlier, random);
    }
    let ask = &asks[check];
    let method = &policy.checks[check].sample.method;
    let mut stage = Stage {
        short_of_hours: ask.short_of_hours,
        expansion: 1.0,
        ..Stage::default()
    };
    let (mut strata, mut strata_drawn) = (0, 0);
    let excluded = |decision: &usize| {
        policy.checks[check].excludes.iter().any(|&other: &usize| {
            earlier[other]
                .drawn
                .iter()
                .any(|drawn| drawn.decision == *decision)
        })
    };
    if let Some((frame, interval)) = &ask.entered {
        stage.frame = frame.clone();
        stage.frame.retain(|decision| !excluded(decision));
        let mut entered = ask.strata[0].clone();
        entered.retain(|decision| !excluded(decision));
        let n = (ask.sizes[0] as usize).min(entered.len());
        let thinned = entered.len() as f64 / n as f64;
        for decision in take(&entered, n, random) {
            let weight = thinned * (interval / decisions[decision].value).max(1.0);
            stage.add(&[decision], Some(weight));
        }
        let has_value = |&&decision: &&usize| {
            let activity = &scenario.activities[decisions[decision].activity];
            activity
                .value
                .as_ref()
                .is_some_and(|value| value.mean() > 0.0)
        };
        if n > 0 {
            stage.covered = stage.frame.iter().filter(has_value).copied().collect();
        }
        stage.short_of_frame = ask.quota - stage.drawn.len() as u64 - ask.short_of_hours;
        return stage;
    }
    let mut of_bands = 0.0;
    for (number, (stratum, asked)) in ask.strata.iter().zip(&ask.sizes).enumerate() {
        let mut open: Vec<usize> = stratum.clone();
        if !policy.checks[check].excludes.is_empty() {
            open.retain(|decision| !excluded(decision));
        }
        stage.frame.extend(&open);
        let n = (*asked as usize).min(open.len());
        strata += usize::from(!open.is_empty());
        strata_drawn += usize::from(n > 0);
        if let SamplingMethod::RiskTargeted(keys) = method {
            let (auc, random_share) = (keys.auc, keys.random_share);
            let n_random = (random_share * n as f64 + 0.5).floor() as usize;
            let by_chance = take(&open, n_random, random);
            open.retain(|decision| !by_chance.contains(decision));
            let by_score = highest(scenario, decisions, &open, n - by_chance.len(), auc, random);
            if random_share > 0.0 {
                if !by_chance.is_empty() {
                    stage.covered.extend(stage.frame.clone());
                }
                let weight = stage.frame.len() as f64 / by_chance.len() as f64;
                stage.add(&by_chance, Some(weight));
                stage.add(&by_score, None);
            } else {
                stage.covered.extend(&by_score);
                stage.add(&by_score, Some(1.0));
            }
        } else if let SamplingMethod::Judgement(keys) = method {
            let odds = |&decision: &usize| match at_risk(scenario, &decisions[decision]) {
                true => keys.odds_ratio,
                false => 1.0,
            };
            let odds: Vec<f64> = open.iter().map(odds).collect();
            let picked: Vec<usize> = at_odds(&odds, n, random)
                .into_iter()
                .map(|place| open[place])
                .collect();
            stage.covered.extend(&picked);
            stage.add(&picked, Some(1.0));
        } else {
            let order = match method {
                SamplingMethod::Systematic(keys) => keys.order,
                _ => Order::ClosingDate,
            };
            let taken = match order {
                Order::Caseworker => every_kth(&by_seat(decisions, &open), n, random),
                Order::Value => every_kth(&rising(decisions, &open, random), n, random),
                Order::ClosingDate => take(&open, n, random),
            };
            if !taken.is_empty() {
                stage.covered.extend(&open);
                if let Some(bands) = asks::value_bands(&policy.checks[check]) {
                    let worth = |&decision: &usize| {
                        asks::in_band(scenario, &decisions[decision], &bands, number).1
                    };
                    of_bands += open.iter().map(worth).sum::<f64>();
                }
                stage.add(&taken, Some(open.len() as f64 / taken.len() as f64));
            }
        }
    }
    let banded = asks::value_bands(&policy.checks[check]).is_some();
    if banded && stage.covered.len() < stage.frame.len() {
        stage.covered_value = Some(of_bands);
    }
    if matches!(method, SamplingMethod::Cluster(_)) && strata_drawn > 0 {
        stage.expansion = strata as f64 / strata_drawn as f64;
        for drawn in &mut stage.drawn {
            drawn.weight = drawn.weight.map(|weight| weight * stage.expansion);
        }
    }
    stage.short_of_frame = ask.quota - stage.drawn.len() as u64 - ask.short_of_hours;
    stage
}

/// `n` of `open` without replacement.
fn take<T: Copy>(open: &[T], n: usize, random: &mut Random) -> Vec<T> {
    let mut open = open.to_vec();
    for place in 0..n {
        let other = random.random_range(place..open.len());
        open.swap(place, other);
    }
    open.truncate(n);
    open
}

/// Whether a decision has an error that a score or an experienced eye may see.
fn at_risk(scenario: &Scenario, decision: &Decision) -> bool {
    decision.errors.iter().any(|error| {
        let attribute = &scenario.attributes[error.attribute];
        attribute.accuracy || attribute.money.is_some()
    })
}

/// Seat by seat, the system's last; a period's decisions come part by part.
fn by_seat(decisions: &[Decision], open: &[usize]) -> Vec<usize> {
    let mut ordered = open.to_vec();
    ordered.sort_by_key(|&decision| (decisions[decision].seat.unwrap_or(usize::MAX), decision));
    ordered
}

/// By rising value, equal ones in random order.
fn rising(decisions: &[Decision], open: &[usize], random: &mut Random) -> Vec<usize> {
    let mut ordered = take(open, open.len(), random);
    ordered.sort_by(|&a, &b| decisions[a].value.total_cmp(&decisions[b].value));
    ordered
}

/// `n` of these at equal distances, the first at random.
fn every_kth(ordered: &[usize], n: usize, random: &mut Random) -> Vec<usize> {
    let start: f64 = random.random();
    (0..n)
        .map(|tooth| {
            let along = (start + tooth as f64) * ordered.len() as f64 / n as f64;
            ordered[(along as usize).min(ordered.len() - 1)]
        })
        .collect()
}

/// The places of `n` that are picked each on its own at these odds, given that it is `n`.
fn at_odds(odds: &[f64], n: usize, random: &mut Random) -> Vec<usize> {
    // ways[i][k]: the sum over all ways of picking k from place i on of the product of their odds.
    let mut ways = vec![vec![0.0; n + 1]; odds.len() + 1];
    ways[odds.len()][0] = 1.0;
    for i in (0..odds.len()).rev() {
        for k in 0..=n {
            let without = ways[i + 1][k];
            let with = if k > 0 {
                odds[i] * ways[i + 1][k - 1]
            } else {
                0.0
            };
            ways[i][k] = without + with;
        }
    }
    let mut left = n;
    let mut picked = Vec::new();
    for i in 0..odds.len() {
        let u: f64 = random.random();
        if left > 0 && u * ways[i][left] < odds[i] * ways[i + 1][left - 1] {
            picked.push(i);
            left -= 1;
        }
    }
    picked
}

/// The `n` of `open` with the highest risk scores.
fn highest(
    scenario: &Scenario,
    decisions: &[Decision],
    open: &[usize],
    n: usize,
    auc: f64,
    random: &mut Random,
) -> Vec<usize> {
    let raised = 2.0_f64.sqrt() * normal_quantile(auc);
    let mut scored: Vec<(f64, usize)> = Vec::new();
    for &decision in open {
        let at_risk = at_risk(scenario, &decisions[decision]);
        let noise: f64 = StandardNormal.sample(random);
        scored.push((noise + if at_risk { raised } else { 0.0 }, decision));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored
        .iter()
        .take(n)
        .map(|(_, decision)| *decision)
        .collect()
}

/// Shares of an earlier check's passes and fails.
fn recheck(
    policy: &Policy,
    check: usize,
    keys: &Recheck,
    hours: f64,
    earlier: &[Stage],
    random: &mut Random,
) -> Stage {
    let this = &policy.checks[check];
    let first = &earlier[keys.of];
    let mut results: [Vec<Drawn>; 2] = [Vec::new(), Vec::new()];
    for (drawn, finding) in first.drawn.iter().zip(&first.findings) {
        results[usize::from(finding.failed())].push(*drawn);
    }
    let mut sizes = Vec::new();
    for (result, share) in results.iter().zip([keys.passes, keys.fails]) {
        let u: f64 = random.random();
        sizes.push(((share * result.len() as f64 + u).floor() as u64).min(result.len() as u64));
    }
    let asked: u64 = sizes.iter().sum();
    if let Some(pool) = this.checker.pool {
        let mut left = hours * 60.0;
        // Rechecks that come later have drawn nothing yet.
        for (other, stage) in policy.checks.iter().zip(earlier) {
            if other.checker.pool == Some(pool) {
                left -= stage.drawn.len() as f64 * other.checker.minutes;
            }
        }
        let affordable = (left / this.checker.minutes).floor().max(0.0);
        if affordable < asked as f64 {
            sizes = cut(&sizes, affordable as u64, random);
        }
    }
    let mut stage = Stage {
        frame: first.frame.clone(),
        expansion: first.expansion,
        covered: first.covered.clone(),
        covered_value: first.covered_value,
        short_of_hours: asked - sizes.iter().sum::<u64>(),
        ..Stage::default()
    };
    for (result, size) in results.iter().zip(sizes) {
        let grown = result.len() as f64 / size as f64;
        for drawn in take(result, size as usize, random) {
            stage.drawn.push(Drawn {
                decision: drawn.decision,
                weight: drawn.weight.map(|weight| weight * grown),
            });
        }
    }
    stage
}
