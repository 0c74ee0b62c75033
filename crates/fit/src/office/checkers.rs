//! How often checkers find errors and fail what is right, from decisions that were looked at twice.

use std::collections::BTreeMap;

use super::estimated::{Estimated, What};
use super::looks::Looks;
use super::rows::{EstimateRow, Found, OfficeFit, Untold};
use crate::interval::Interval;
use crate::latent::Looks as Patterns;
use tierone_stats::misclassified::Checking;

/// By check and attribute how well errors are found.
pub(super) type CheckingOf = Vec<Vec<Checking>>;

/// By pair of checks and activity what both said: patterns with the first check's fail as the higher bit.
type Pairs = BTreeMap<(usize, usize), BTreeMap<usize, [u64; 4]>>;

/// What the scenario says of its checkers, changed by what rechecks show; and what of it was estimated.
pub(super) fn checking(
    found: &[Found],
    looks: &Looks,
    fit: &mut OfficeFit,
) -> (CheckingOf, Vec<Estimated>) {
    let mut estimated = Vec::new();
    let mut all: CheckingOf = found
        .iter()
        .map(|found| {
            let checker = &found.check.checker;
            let of = |sensitivity: f64| Checking {
                sensitivity,
                specificity: 1.0 - checker.false_fail.get(),
            };
            let finds = checker.sensitivity.iter();
            finds.map(|finds| of(finds.get())).collect()
        })
        .collect();
    let pairs = pairs(looks);
    let mut told = vec![false; found.len()];
    for ((first, second), by_activity) in &pairs {
        let (one, other) = (&found[*first], &found[*second]);
        let all_activities = by_activity
            .values()
            .fold([0; 4], |mut sum: [u64; 4], counts| {
                sum.iter_mut()
                    .zip(counts)
                    .for_each(|(sum, count)| *sum += count);
                sum
            });
        let twice: u64 = all_activities.iter().sum();
        let shares = if one.trusted != other.trusted {
            let (unsure, counts) = if other.trusted {
                (*first, all_activities)
            } else {
                let [neither, second_only, first_only, both] = all_activities;
                (*second, [neither, first_only, second_only, both])
            };
            let all = all_looks(looks, unsure);
            match trusted(counts, all) {
                Some([finds, false_fails]) => {
                    vec![(unsure, true, finds), (unsure, false, false_fails)]
                }
                None => Vec::new(),
            }
        } else {
            untrusted(&mut *fit, (found, *first, *second), by_activity)
        };
        for (check, finds, estimate) in shares {
            told[check] = true;
            let found = &found[check];
            let (key, name, base) = if finds {
                let finds = found.check.checker.sensitivity.iter().map(|p| p.get());
                (
                    "sensitivity",
                    "finds of all errors",
                    finds.clone().sum::<f64>() / finds.count().max(1) as f64,
                )
            } else {
                (
                    "false_fail",
                    "fails of right decisions",
                    found.check.checker.false_fail.get(),
                )
            };
            let steps = [
                "policy",
                &found.name.0,
                "check",
                &found.name.1,
                "checker",
                key,
            ];
            estimated.push(Estimated {
                what: if finds {
                    What::Finds(check)
                } else {
                    What::FalseFails(check)
                },
                key: steps.join("."),
                interval: estimate,
            });
            fit.estimates.push(EstimateRow {
                key: steps.map(str::to_owned).to_vec(),
                name: format!("{}/{}: {name}", found.name.0, found.name.1),
                unit: "share",
                base: Some(base),
                value: Some(estimate.value),
                low: estimate.low,
                high: estimate.high,
                source: format!("fitted: {twice} outcomes looked at twice"),
            });
            for checking in &mut all[check] {
                if finds {
                    checking.sensitivity = estimate.value;
                } else {
                    checking.specificity = 1.0 - estimate.value;
                }
            }
        }
    }
    for (place, found) in found
        .iter()
        .enumerate()
        .filter(|(place, found)| !told[*place] && !found.trusted)
    {
        let finds = all[place].iter().map(|checking| checking.sensitivity);
        if finds.fold(1.0, f64::min) < 1.0 || found.check.checker.false_fail.get() > 0.0 {
            fit.untold.push(Untold {
                name: format!("how many errors {}/{} finds", found.name.0, found.name.1),
                why: "one look identifies only the rate times the share that is found: the base's values are kept".into(),
                remedy: "a random part of its decisions, passes too, checked again by a check that is trusted (--trusted), or by \
                         a third checker"
                    .into(),
            });
        }
    }
    (all, estimated)
}

/// By check, whether it is of errors found, and its share.
type Shares = Vec<(usize, bool, Interval)>;

/// Fails and passes of a check in all.
fn all_looks(looks: &Looks, check: usize) -> [f64; 2] {
    let of = |failed: bool| {
        let mut own = looks.looks.iter();
        let own = own
            .by_ref()
            .filter(|look| look.check == check && look.failed == failed);
        own.count() as f64
    };
    [of(true), of(false)]
}

/// What a trusted second look tells of the first: the share of errors that it finds, and of right decisions that it fails.
/// Fails and passes may be looked at again in different shares, as long as each is a random part; limits are of log-odds by
/// the delta method. None where no fail or no pass was looked at again.
/// # Source
/// Tenenbein (1970), Journal of the American Statistical Association 65, 1350–1361.
fn trusted(counts: [u64; 4], [all_failed, all_passed]: [f64; 2]) -> Option<[Interval; 2]> {
    let [right_passed, wrong_passed, right_failed, wrong_failed] = counts.map(|count| count as f64);
    let (failed, passed) = (right_failed + wrong_failed, right_passed + wrong_passed);
    if failed == 0.0 || passed == 0.0 || all_failed == 0.0 || all_passed == 0.0 {
        return None;
    }
    let between = 1.0 / all_failed + 1.0 / all_passed;
    // Of errors, or of right decisions: so many in each part of those looked at again, brought up to all.
    let share = |of_failed: f64, of_passed: f64| {
        let part = |own: f64, of: f64, all: f64| all * own / of;
        let (hit, miss) = (
            part(of_failed, failed, all_failed),
            part(of_passed, passed, all_passed),
        );
        let value = hit / (hit + miss);
        // Half a decision in each cell keeps an empty one from having no variance.
        let (a, b) = (of_failed + 0.5, of_passed + 0.5);
        let rest = |own: f64, of: f64| 1.0 / own - 1.0 / (of + 1.0);
        let se = (rest(a, failed) + rest(b, passed) + between)
            .max(0.0)
            .sqrt();
        let centre = (part(a, failed + 1.0, all_failed) / part(b, passed + 1.0, all_passed)).ln();
        let at = |by: f64| 1.0 / (1.0 + (-centre - by * 1.959_964 * se).exp());
        Interval {
            value,
            low: Some(if hit == 0.0 { 0.0 } else { at(-1.0).min(value) }),
            high: Some(if miss == 0.0 { 1.0 } else { at(1.0).max(value) }),
        }
    };
    if wrong_failed + wrong_passed == 0.0 {
        return None;
    }
    Some([
        share(wrong_failed, wrong_passed),
        share(right_failed, right_passed),
    ])
}

/// Neither look is trusted: two activities whose shares in error differ tell both checkers.
fn untrusted(
    fit: &mut OfficeFit,
    (found, first, second): (&[Found], usize, usize),
    by_activity: &BTreeMap<usize, [u64; 4]>,
) -> Shares {
    let populations: Vec<Vec<f64>> = by_activity
        .values()
        .map(|counts| counts.iter().map(|count| *count as f64).collect())
        .collect();
    let patterns = Patterns::new(2, &populations);
    let fitted = patterns.as_ref().and_then(Patterns::fit);
    let (Some(patterns), Some(fitted)) = (patterns, fitted) else {
        let name = |check: usize| format!("{}/{}", found[check].name.0, found[check].name.1);
        fit.untold.push(Untold {
            name: format!("how many errors {} and {} find", name(first), name(second)),
            why: "neither is trusted, and two looks need activities whose shares in error differ".into(),
            remedy: "name the one that is right with --trusted, or have some decisions checked a third time".into(),
        });
        return Vec::new();
    };
    let from = populations.len();
    let share = |k: usize, complement: bool| {
        let interval = fitted.interval(&patterns, k);
        let (low, high) = (interval.low.unwrap_or(0.0), interval.high.unwrap_or(1.0));
        let (value, low, high) = if complement {
            (1.0 - interval.value, 1.0 - high, 1.0 - low)
        } else {
            (interval.value, low, high)
        };
        Interval {
            value,
            low: Some(low),
            high: Some(high),
        }
    };
    vec![
        (first, true, share(from, false)),
        (second, true, share(from + 1, false)),
        (first, false, share(from + 2, true)),
        (second, false, share(from + 3, true)),
    ]
}

fn pairs(looks: &Looks) -> Pairs {
    let mut first: BTreeMap<(usize, usize), (usize, bool)> = BTreeMap::new();
    let mut pairs = Pairs::new();
    for look in &looks.looks {
        let key = (look.decision, look.attribute);
        let Some((check, failed)) = first.get(&key).copied() else {
            first.insert(key, (look.check, look.failed));
            continue;
        };
        if check != look.check {
            let pattern = 2 * usize::from(failed) + usize::from(look.failed);
            let counts = pairs.entry((check, look.check)).or_default();
            counts.entry(look.activity).or_default()[pattern] += 1;
        }
    }
    pairs
}
