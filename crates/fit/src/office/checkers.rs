//! How often checkers find errors and fail what is right, from decisions that were looked at twice.

use std::collections::BTreeMap;

use super::estimated::{Estimated, What};
use super::looks::Looks;
use super::rows::{EstimateRow, Found, NotIdentified, OfficeFit};
use crate::checker::Rechecked;
use crate::interval::Interval;
use crate::latent::Looks as Patterns;
use tierone_stats::misclassified::Checking;

/// By check and attribute how well errors are found.
pub(super) type CheckingOf = Vec<Vec<Checking>>;

/// By pair of checks and activity what both said: patterns with the first check's fail as the higher bit.
type Pairs = BTreeMap<(usize, usize), BTreeMap<usize, [u64; 4]>>;

/// A check whose decisions a trusted one looked at again.
pub(super) struct Checker {
    /// The check, by its place among those found.
    pub check: usize,
    pub rechecked: Rechecked,
}

/// What the scenario says of its checkers, changed by what rechecks show; what of it was estimated; and those whose shares
/// rates are fitted together with.
pub(super) fn checking(
    found: &[Found],
    looks: &mut Looks,
    fit: &mut OfficeFit,
) -> (CheckingOf, Vec<Estimated>, Vec<Checker>) {
    let mut all: CheckingOf = found
        .iter()
        .map(|found| {
            let checker = &found.check.checker;
            // Taken for the truth, whatever the base says of it.
            let of = |sensitivity: f64| match found.trusted {
                true => Checking {
                    sensitivity: 1.0,
                    specificity: 1.0,
                },
                false => Checking {
                    sensitivity,
                    specificity: 1.0 - checker.false_fail.get(),
                },
            };
            let finds = checker.sensitivity.iter();
            finds.map(|finds| of(finds.get())).collect()
        })
        .collect();
    let pairs = pairs(found, looks);
    let is_of_truth =
        |(first, second): &(usize, usize)| found[*first].trusted != found[*second].trusted;
    let mut checkers: Vec<Checker> = Vec::new();
    for check in (0..found.len()).filter(|check| !found[*check].trusted) {
        let mut counts = [0.0; 4];
        for ((first, second), by_activity) in pairs.iter().filter(|(pair, _)| is_of_truth(pair)) {
            for [neither, second_only, first_only, both] in by_activity.values() {
                let own = match check {
                    check if check == *first => [neither, second_only, first_only, both],
                    check if check == *second => [neither, first_only, second_only, both],
                    _ => continue,
                };
                for (sum, count) in counts.iter_mut().zip(own) {
                    *sum += *count as f64;
                }
            }
        }
        if let Some(start) = trusted(counts, all_looks(looks, (found, check))) {
            for (other, checking) in all.iter_mut().enumerate() {
                if found[other].name == found[check].name {
                    checking.iter_mut().for_each(|checking| *checking = start);
                }
            }
            let [right_passed, wrong_passed, right_failed, wrong_failed] = counts;
            checkers.push(Checker {
                check,
                rechecked: Rechecked {
                    right_passed,
                    wrong_passed,
                    right_failed,
                    wrong_failed,
                    start,
                },
            });
        }
    }
    let is_told = |check: usize, checkers: &[Checker]| {
        let mut of = checkers.iter();
        of.any(|checker| found[checker.check].name == found[check].name)
    };
    for look in &mut looks.looks {
        if !is_told(look.check, &checkers) {
            look.truth = None;
        }
    }
    let mut estimated = Vec::new();
    let mut told: Vec<bool> = (0..found.len())
        .map(|check| is_told(check, &checkers))
        .collect();
    for ((first, second), by_activity) in pairs.iter().filter(|(pair, _)| !is_of_truth(pair)) {
        let twice: u64 = by_activity.values().flatten().sum();
        let shares = untrusted(&mut *fit, (found, *first, *second), by_activity);
        for (check, finds, interval) in shares {
            if is_told(check, &checkers) {
                continue;
            }
            told[check] = true;
            let (row, estimate) = share_row(&found[check], (check, finds), interval, twice);
            estimated.push(estimate);
            fit.estimates.push(row);
            for checking in &mut all[check] {
                if finds {
                    checking.sensitivity = interval.value;
                } else {
                    checking.specificity = 1.0 - interval.value;
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
            fit.untold.push(NotIdentified {
                name: format!("how many errors {}/{} finds", found.name.0, found.name.1),
                why: "one look identifies only the rate times the share that is found: the base's values are kept".into(),
                remedy: "a random part of its decisions, passes too, checked again by a check that is trusted (--trusted), or by \
                         a third checker"
                    .into(),
            });
        }
    }
    (all, estimated, checkers)
}

/// A share of a check as an estimate: of all errors that it finds, or of right decisions that it fails.
pub(super) fn share_row(
    found: &Found,
    (check, finds): (usize, bool),
    interval: Interval,
    twice: u64,
) -> (EstimateRow, Estimated) {
    let checker = &found.check.checker;
    let (what, key, name, base) = if finds {
        let all = checker.sensitivity.iter().map(|p| p.get());
        let mean = all.clone().sum::<f64>() / all.count().max(1) as f64;
        (
            What::Finds(check),
            "sensitivity",
            "finds of all errors",
            mean,
        )
    } else {
        (
            What::FalseFails(check),
            "false_fail",
            "fails of right decisions",
            checker.false_fail.get(),
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
    let name = format!("{}/{}: {name}", found.name.0, found.name.1);
    let source = format!("fitted: {twice} outcomes looked at twice");
    let row = EstimateRow::of(&steps, name, "share", Some(base), interval, source);
    let estimated = Estimated {
        what,
        key: steps.join("."),
        interval,
    };
    (row, estimated)
}

/// By check, whether it is of errors found, and its share.
type Shares = Vec<(usize, bool, Interval)>;

/// Fails and passes of a check in all.
fn all_looks(looks: &Looks, (found, check): (&[Found], usize)) -> [f64; 2] {
    let of = |failed: bool| {
        let own = looks
            .looks
            .iter()
            .filter(|look| found[look.check].name == found[check].name && look.failed == failed);
        own.count() as f64
    };
    [of(true), of(false)]
}

/// What a trusted second look tells of the first: the share of errors that it finds, and of right decisions that it passes.
/// Fails and passes may be looked at again in different shares, as long as each is a random part. None where no fail or no
/// pass was looked at again, or nothing was wrong in them.
/// # Source
/// Tenenbein (1970), Journal of the American Statistical Association 65, 1350–1361.
fn trusted(counts: [f64; 4], [all_failed, all_passed]: [f64; 2]) -> Option<Checking> {
    let [right_passed, wrong_passed, right_failed, wrong_failed] = counts;
    let (failed, passed) = (right_failed + wrong_failed, right_passed + wrong_passed);
    if failed == 0.0 || passed == 0.0 || wrong_failed + wrong_passed == 0.0 {
        return None;
    }
    // Of errors, or of right decisions: so many in each part of those looked at again, brought up to all.
    let share = |of_failed: f64, of_passed: f64| {
        let (hit, miss) = (
            all_failed * of_failed / failed,
            all_passed * of_passed / passed,
        );
        if hit + miss > 0.0 {
            hit / (hit + miss)
        } else {
            0.0
        }
    };
    Some(Checking {
        sensitivity: share(wrong_failed, wrong_passed),
        specificity: 1.0 - share(right_failed, right_passed),
    })
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
        fit.untold.push(NotIdentified {
            name: format!("how many errors {} and {} find", name(first), name(second)),
            why: "neither is trusted, and two looks need activities whose shares in error differ".into(),
            remedy: "name the one that is right with --trusted, or have some decisions checked a third time".into(),
        });
        return Vec::new();
    };
    let from = populations.len();
    let share = |k: usize, complement: bool| {
        let Interval { value, low, high } = fitted.interval(&patterns, k);
        let share = Interval::closed(value, low.unwrap_or(0.0), high.unwrap_or(1.0));
        if complement {
            share.turned(|share| 1.0 - share)
        } else {
            share
        }
    };
    vec![
        (first, true, share(from, false)),
        (second, true, share(from + 1, false)),
        (first, false, share(from + 2, true)),
        (second, false, share(from + 3, true)),
    ]
}

/// Several periods of one check are one check: the first of its name among those found.
fn pairs(found: &[Found], looks: &Looks) -> Pairs {
    let own: Vec<usize> = found
        .iter()
        .map(|one| {
            let mut named = found.iter();
            named.position(|other| other.name == one.name).unwrap_or(0)
        })
        .collect();
    let mut first: BTreeMap<(usize, usize), (usize, bool)> = BTreeMap::new();
    let mut pairs = Pairs::new();
    for look in &looks.looks {
        let key = (look.decision, look.attribute);
        let Some((check, failed)) = first.get(&key).copied() else {
            first.insert(key, (own[look.check], look.failed));
            continue;
        };
        if check != own[look.check] {
            let pattern = 2 * usize::from(failed) + usize::from(look.failed);
            let counts = pairs.entry((check, own[look.check])).or_default();
            counts.entry(look.activity).or_default()[pattern] += 1;
        }
    }
    pairs
}
