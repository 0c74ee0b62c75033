//! Quantiles by period, probabilities of targets, and what the width is made of.
//!
//! The variance over all replications of all draws is that between draws, which their numbers make, and that within them:
//! chance, for the truth; for what a check reports, what goes with the truth (chance) and the rest (sampling). Means of draws
//! vary by chance too, which is taken off.
//!
//! # Source
//! Searle, Casella & McCulloch (1992), Variance Components, §3.3: the components of a balanced design.

use crate::ahead::Ahead;
use crate::figures::{PolicyFigure, Side};
use crate::rows::{FanRow, NumberRow, Outlook, TargetRow, WidthRow};
use tierone_engine::measure::{Scope, Unit, measure};
use tierone_engine::study::beyond;
use tierone_stats::monte_carlo::{percentile, summarise};

/// All rows of a forecast, without its sentences.
pub fn outlook(ahead: &Ahead) -> Outlook {
    let mut all = Outlook::default();
    for policy in 0..ahead.scenario.policies.len() {
        let figures = ahead.figures(policy);
        for period in 0..=ahead.scenario.horizon.periods {
            let parts: Vec<Option<Parts>> = (0..figures.len())
                .map(|place| parts(&ahead.values(policy, place, period)))
                .collect();
            for (place, figure) in figures.iter().enumerate() {
                all.fans.extend(fan(ahead, figure, place, period));
                let truth = figures
                    .iter()
                    .position(|other| other.of == figure.of && other.side == Side::Truth);
                let goes_with =
                    truth.and_then(|truth| goes_with(ahead, policy, (place, truth), period));
                all.widths
                    .extend(width(ahead, figure, (parts[place], goes_with), period));
            }
            all.targets.extend(targets(ahead, policy, period));
        }
        for (place, figure) in figures.iter().enumerate() {
            if figure.side == Side::Truth {
                all.numbers.extend(numbers(ahead, figure, place));
            }
        }
    }
    all
}

/// The variance between draws that is not chance, and that within them.
#[derive(Clone, Copy)]
struct Parts {
    between: f64,
    within: f64,
}

fn parts(values: &[Vec<f64>]) -> Option<Parts> {
    let draws: Vec<(f64, f64, f64)> = values
        .iter()
        .filter(|values| values.len() > 1)
        .map(|values| {
            let n = values.len() as f64;
            let mean = values.iter().sum::<f64>() / n;
            let squares: f64 = values.iter().map(|x| (x - mean).powi(2)).sum();
            (mean, squares / (n - 1.0), n)
        })
        .collect();
    if draws.len() < 2 {
        return None;
    }
    let d = draws.len() as f64;
    let mean = draws.iter().map(|(mean, ..)| mean).sum::<f64>() / d;
    let of_means = draws
        .iter()
        .map(|(own, ..)| (own - mean).powi(2))
        .sum::<f64>()
        / (d - 1.0);
    let by_chance = draws
        .iter()
        .map(|(_, variance, n)| variance / n)
        .sum::<f64>()
        / d;
    let within = draws.iter().map(|(_, variance, _)| variance).sum::<f64>() / d;
    Some(Parts {
        between: (of_means - by_chance).max(0.0),
        within,
    })
}

/// The share of a figure's variance within draws that goes with another's in a straight line: their squared correlation there.
fn goes_with(
    ahead: &Ahead,
    policy: usize,
    (figure, other): (usize, usize),
    period: usize,
) -> Option<f64> {
    let [mut both, mut own, mut theirs] = [0.0; 3];
    for drawn in &ahead.draws {
        let pairs: Vec<(f64, f64)> = drawn.replicated[policy]
            .iter()
            .filter_map(|one| Some((one.values[figure][period]?, one.values[other][period]?)))
            .collect();
        let n = pairs.len() as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
        let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
        for (a, b) in &pairs {
            both += (a - x) * (b - y);
            own += (a - x).powi(2);
            theirs += (b - y).powi(2);
        }
    }
    let share = both * both / (own * theirs);
    share.is_finite().then_some(share.min(1.0))
}

fn names(ahead: &Ahead, figure: &PolicyFigure) -> (String, Option<String>) {
    let policy = &ahead.scenario.policies[figure.policy];
    let check = match figure.scope {
        Scope::Check(check) => Some(policy.checks[check].name.clone()),
        _ => None,
    };
    (policy.name.clone(), check)
}

fn unit(figure: &PolicyFigure, code: fn(Unit) -> &'static str) -> &'static str {
    measure(figure.measure).map_or("", |measure| code(measure.unit))
}

fn fan(ahead: &Ahead, figure: &PolicyFigure, place: usize, period: usize) -> Option<FanRow> {
    let mut values = ahead.values(figure.policy, place, period).concat();
    if values.is_empty() {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let (policy, check) = names(ahead, figure);
    let at = |p| percentile(&values, p);
    Some(FanRow {
        policy,
        check,
        measure: figure.measure,
        side: match figure.side {
            Side::Truth => "truth",
            Side::Reported => "reported",
        },
        period: (period > 0).then_some(period),
        unit: unit(figure, Unit::code),
        mean: values.iter().sum::<f64>() / values.len() as f64,
        p2_5: at(0.025),
        p10: at(0.1),
        p25: at(0.25),
        p50: at(0.5),
        p75: at(0.75),
        p90: at(0.9),
        p97_5: at(0.975),
        replications: values.len(),
    })
}

fn width(
    ahead: &Ahead,
    figure: &PolicyFigure,
    (own, goes_with): (Option<Parts>, Option<f64>),
    period: usize,
) -> Option<WidthRow> {
    let Parts {
        mut between,
        within,
    } = own?;
    if ahead.ranges.is_empty() {
        // Every draw is the same: what differs between them is chance.
        between = 0.0;
    }
    let all = between + within;
    let (policy, check) = names(ahead, figure);
    let chance = match figure.side {
        Side::Truth => within,
        Side::Reported => goes_with.unwrap_or(0.0) * within,
    };
    let share = |part: f64| if all > 0.0 { part / all } else { 0.0 };
    Some(WidthRow {
        policy,
        check,
        measure: figure.measure,
        period: (period > 0).then_some(period),
        unit: unit(figure, |unit| unit.of_difference().code()),
        sd: all.sqrt(),
        numbers: share(between),
        chance: share(chance),
        sampling: (figure.side == Side::Reported).then(|| share(within - chance)),
    })
}

fn targets(ahead: &Ahead, policy: usize, period: usize) -> Vec<TargetRow> {
    let rules = &ahead.scenario.policies[policy];
    let row = |(place, target): (usize, &tierone_scenario::Target)| {
        // Replications of one draw are alike: the error is that between draws.
        let share = |side: usize| {
            let of_draw = |drawn: &crate::ahead::Drawn| {
                let verdicts = drawn.replicated[policy]
                    .iter()
                    .filter_map(|one| one.targets[place][period][side]);
                let verdicts: Vec<bool> = verdicts.collect();
                let met = verdicts.iter().filter(|met| **met).count();
                (!verdicts.is_empty()).then(|| met as f64 / verdicts.len() as f64)
            };
            let shares: Vec<Option<f64>> = ahead.draws.iter().map(of_draw).collect();
            summarise(&shares)
        };
        let (met, reported) = (share(0), share(1));
        TargetRow {
            policy: rules.name.clone(),
            target: target.name.clone(),
            period: (period > 0).then_some(period),
            met: met.as_ref().map(|met| met.mean),
            met_mcse: met.and_then(|met| met.mcse),
            reported: reported.as_ref().map(|reported| reported.mean),
            reported_mcse: reported.and_then(|reported| reported.mcse),
        }
    };
    rules.targets.iter().enumerate().map(row).collect()
}

/// The squared correlation of the means of draws with each number's place in its range. A correlation r of two independent normal
/// variables in n draws has r √((n − 2)/(1 − r²)) distributed as Student's t with n − 2 degrees of freedom.
fn numbers(ahead: &Ahead, figure: &PolicyFigure, place: usize) -> Vec<NumberRow> {
    let values = ahead.values(figure.policy, place, 0);
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let pairs: Vec<(f64, &[f64])> = values
        .iter()
        .zip(&ahead.draws)
        .filter(|(values, _)| !values.is_empty())
        .map(|(values, drawn)| (mean(values), drawn.z.as_slice()))
        .collect();
    let means: Vec<f64> = pairs.iter().map(|(mean, _)| *mean).collect();
    let centre = mean(&means);
    let all: f64 = means.iter().map(|x| (x - centre).powi(2)).sum();
    let freedom = pairs.len().saturating_sub(2).max(1) as f64;
    let reach = beyond(ahead.ranges.len(), freedom);
    let row = |(number, range): (usize, &crate::ranges::Range)| {
        let own: Vec<f64> = pairs.iter().map(|(_, z)| z[number]).collect();
        let middle = mean(&own);
        let (mut with, mut alone) = (0.0, 0.0);
        for (z, x) in own.iter().zip(&means) {
            with += (z - middle) * (x - centre);
            alone += (z - middle).powi(2);
        }
        let share = with * with / (alone * all);
        let t = (share * freedom / (1.0 - share)).sqrt();
        share.is_finite().then(|| NumberRow {
            policy: ahead.scenario.policies[figure.policy].name.clone(),
            measure: figure.measure,
            key: range.key.clone(),
            share,
            beyond_chance: t > reach,
        })
    };
    let mut rows: Vec<NumberRow> = ahead.ranges.iter().enumerate().filter_map(row).collect();
    rows.sort_by(|a, b| b.share.total_cmp(&a.share));
    rows
}
