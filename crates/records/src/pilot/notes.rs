//! What a reader of a pilot has to know.

use std::collections::BTreeSet;

use super::analysis::{BEFORE, CLUSTERS, Compared, stays};
use super::request::Pilot;
use super::rows::Effect;
use super::text::{points, range_in_words, share};
use super::trial::{Cluster, Trial};
use crate::report::when;
use tierone_stats::format::plain;
use tierone_stats::trial::Permutation;
use tierone_stats::trial::clusters_to_reject;

/// Degrees of freedom below which the interval is rough: 4, as Pustejovsky & Tipton (2018) have it, to one decimal.
const LEAST_DF: f64 = 3.95;

/// Names of clusters that are told.
const NAMED: usize = 5;

/// In the order of their weight.
pub(super) fn of(
    pilot: &Pilot,
    trial: &Trial,
    main: &Compared,
    before: Option<&Compared>,
    alpha: f64,
) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(alone(trial, main));
    notes.extend(main.permutation.and_then(|test| never(main, &test, alpha)));
    let effects = main.effects.iter().map(|effect| points(effect.value));
    notes.extend(when(
        effects.collect::<BTreeSet<String>>().len() > 1,
        "the permutation test takes each cluster alike, and the other methods each case: so its effect differs a little where \
         clusters have different numbers of cases",
    ));
    let few = main.precision.filter(|(_, df)| *df < LEAST_DF);
    if let Some((_, df)) = few {
        notes.push(format!(
            "the interval with clusters rests on {df:.1} degrees of freedom, fewer than 4: go by the permutation test"
        ));
    }
    notes.extend(when(
        main.precision.is_none() && alone(trial, main).is_none(),
        "clusters do not differ at all, so that nothing says how far chance could go: there is no interval",
    ));
    let imbalance = before.and_then(|before| before.effects.iter().find(|e| e.method == CLUSTERS));
    notes.extend(imbalance.map(unlike));
    notes.extend(gone(trial));
    notes.extend(unchecked(trial));
    notes.extend(when(
        trial.split && before.is_none(),
        "there are no results from before the start in one of the arms: arms that differed already cannot be told from the \
         effect",
    ));
    notes.extend(when(
        !trial.split,
        "without results from before the start, arms that differed already cannot be told from the effect: --from states \
         when it started",
    ));
    if trial.left_out > 0 {
        notes.push(format!(
            "{} cases are left out: they say no arm, no `{}` or no close date",
            trial.left_out, pilot.cluster
        ));
    }
    notes.extend(when(
        trial.weighted,
        "cases stand for different numbers of decisions, and count the same here: the effect is of checked cases, and fair \
         where both arms were sampled alike",
    ));
    notes
}

/// One cluster in an arm.
fn alone(trial: &Trial, main: &Compared) -> Option<String> {
    let effect = &main.effects[0];
    let pilot = effect.pilot_clusters < 2;
    if !pilot && effect.other_clusters >= 2 {
        return None;
    }
    let change = effect.comparison == super::analysis::CHANGE;
    let there = |cluster: &Cluster| match change {
        true => stays(cluster),
        false => cluster.after.cases > 0,
    };
    let there = trial.of(pilot, there);
    let only = there.first().map_or("", |cluster| cluster.name.as_str());
    let had = match pilot {
        true => "had the pilot",
        false => "did not have it",
    };
    Some(format!(
        "only `{only}` {had}, so that what the pilot does cannot be told from what happened there anyway: there is no interval; \
         two clusters in each arm are the least, and the permutation test says how `{only}` ranks among all"
    ))
}

/// A test that could never reject.
fn never(main: &Compared, test: &Permutation, alpha: f64) -> Option<String> {
    let effect = &main.effects[0];
    if test.least_p <= alpha {
        return None;
    }
    let needed = clusters_to_reject(alpha);
    let needed = needed.map_or(String::new(), |k| {
        format!("; it takes {k} and {k} clusters at least")
    });
    Some(format!(
        "with {} and {} clusters the permutation test can never reject at {} %: its smallest probability is {:.3}{needed}",
        effect.pilot_clusters,
        effect.other_clusters,
        (1e4 * alpha).round() / 100.0,
        test.least_p
    ))
}

/// Arms that differed before.
fn unlike(before: &Effect) -> String {
    debug_assert!(before.comparison == BEFORE, "it is of the time before");
    let limits = before.low.zip(before.high);
    let clear = limits.is_some_and(|(low, high)| low > 0.0 || high < 0.0);
    let range = limits.map_or(String::new(), |limits| {
        let range = range_in_words(limits, ["lower", "higher"]);
        format!(" (interval {range})")
    });
    let so = if clear {
        "that is more than chance explains, so that the plain difference misleads; the difference in differences takes it out, if \
         both would have changed alike"
    } else {
        "the difference in differences takes that out, if both would have changed alike"
    };
    format!(
        "before the start the share in error of the pilot's arm was {} points {} than that of the others{range}: {so}",
        points(before.value.abs()).trim_start_matches('+'),
        if before.value < 0.0 {
            "lower"
        } else {
            "higher"
        }
    )
}

/// Clusters with results only before, or only after.
fn gone(trial: &Trial) -> Vec<String> {
    if !trial.split {
        return Vec::new();
    }
    let told = |what: &str, clusters: Vec<&Cluster>| {
        let names = clusters.iter().take(NAMED);
        let names: Vec<&str> = names.map(|cluster| cluster.name.as_str()).collect();
        let more = match clusters.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let of_pilot = clusters.iter().filter(|cluster| cluster.pilot).count();
        (!clusters.is_empty()).then(|| {
            format!(
                "{what}: {}{more} ({of_pilot} of the pilot, {} of the others); they are left out of the difference in differences, \
                 and those that stay may be unlike those that were dealt",
                names.join(", "),
                clusters.len() - of_pilot
            )
        })
    };
    let of = |met: &dyn Fn(&Cluster) -> bool| trial.clusters.iter().filter(|c| met(c)).collect();
    let out = of(&|c: &Cluster| c.before.cases > 0 && c.after.cases == 0);
    let joined = of(&|c: &Cluster| c.before.cases == 0 && c.after.cases > 0);
    let out = told("clusters dropped out after the start", out);
    out.into_iter()
        .chain(told("clusters came in after the start", joined))
        .collect()
}

/// Cases that were drawn and not checked after the start, by arm.
fn unchecked(trial: &Trial) -> Option<String> {
    let of = |pilot: bool| {
        let clusters = trial.of(pilot, |_| true);
        let count = |of: &dyn Fn(&Cluster) -> u64| clusters.iter().map(|c| of(c)).sum::<u64>();
        let missing = count(&|c| c.after.not_checked);
        (missing, missing + count(&|c| c.after.cases))
    };
    let ((missing, all), (others, of_others)) = (of(true), of(false));
    if missing + others == 0 || all == 0 || of_others == 0 {
        return None;
    }
    let rate = |missing: u64, all: u64| missing as f64 / all as f64;
    Some(format!(
        "{} of the cases of `{}` after the start have no outcome, and {} of `{}`: if those differ from the others, so does the effect",
        share(rate(missing, all)),
        plain(&trial.arms[1]),
        share(rate(others, of_others)),
        plain(&trial.arms[0])
    ))
}
