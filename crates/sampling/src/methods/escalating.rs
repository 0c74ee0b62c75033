//! All of whoever has not passed often enough, the quota of the others; or inspection that switches
//! between normal, tightened, reduced and discontinued.

use super::super::Ask;
use super::super::Asking;
use super::super::Method;
use super::super::Select;
use super::super::history::{Inspection, Run, RunRule, Severity};
use crate::history::History;
use crate::strata::Stratify;
use tierone_scenario::{Activity, Complexity, KeyKind, MethodKeys, Misfit, Sample, SampleKey};
use tierone_stats::rng::Stream;

const RULE: &[&str] = &["passes", "iso-2859-1"];
const OVER: &[&str] = &["caseworkers", "activities"];

/// Place of `iso-2859-1` in [`RULE`] and of `activities` in [`OVER`].
const ISO: usize = 1;
const ACTIVITIES: usize = 1;

/// Draws more from whoever fails.
pub const METHOD: Method = Method {
    keys: MethodKeys {
        method: "escalating",
        meaning: "Everything of a caseworker until passes in a row, then a quota, and everything \
                  again after fails; or the switching rules of ISO 2859-1.",
        keys: &[
            SampleKey {
                name: "checks",
                kind: KeyKind::Count,
                required: true,
                meaning: "Decisions drawn in each period from each caseworker who has been let go, \
                          or under normal inspection.",
            },
            SampleKey {
                name: "rule",
                kind: KeyKind::Choice(RULE),
                required: false,
                meaning: "What moves a caseworker up and down: single results (passes), or whole \
                          periods as lots (iso-2859-1); passes unless said.",
            },
            SampleKey {
                name: "over",
                kind: KeyKind::Choice(OVER),
                required: false,
                meaning: "Whether caseworkers or activities are followed; caseworkers unless said.",
            },
            SampleKey {
                name: "passes",
                kind: KeyKind::Count,
                required: false,
                meaning: "Passes in a row that end full checks.",
            },
            SampleKey {
                name: "fails",
                kind: KeyKind::Count,
                required: false,
                meaning: "Fails that bring full checks back.",
            },
            SampleKey {
                name: "window",
                kind: KeyKind::Count,
                required: false,
                meaning: "Among how many of the last checked decisions, since full checks ended, \
                          those fails must lie.",
            },
            SampleKey {
                name: "accept",
                kind: KeyKind::Count,
                required: false,
                meaning: "Fails with which a lot is still accepted; none unless said.",
            },
            SampleKey {
                name: "tightened",
                kind: KeyKind::Count,
                required: false,
                meaning: "Decisions drawn under tightened inspection; 1.6 times `checks`, rounded \
                          up, unless said.",
            },
            SampleKey {
                name: "reduced",
                kind: KeyKind::Count,
                required: false,
                meaning: "Decisions drawn under reduced inspection; 0.4 times `checks`, rounded up, \
                          unless said.",
            },
            SampleKey {
                name: "discontinued",
                kind: KeyKind::Count,
                required: false,
                meaning: "Decisions drawn where sampling is discontinued; all unless said.",
            },
        ],
        misfit,
    },
    explanation: "By the rule `passes`, everyone is checked in full at first, new starters always, \
                  until so many passes in a row; then the quota is drawn, until so many fails among \
                  the last checked decisions. By the rule `iso-2859-1`, what is drawn from a \
                  caseworker in a period is a lot, accepted with `accept` fails at most, and \
                  inspection switches as ISO 2859-1:1999, 9.3 and 9.4, says: from normal to \
                  tightened when two lots in five or fewer are not accepted, back after five \
                  accepted in a row, to reduced at a switching score of 30, back at the first lot \
                  not accepted; after five lots not accepted on tightened inspection sampling is \
                  discontinued, here for one period, and tightened inspection follows. A lot \
                  accepted adds 2 to the score where `accept` is 0 or 1, and 3 from 2 on if it would \
                  have been accepted one step tighter; any other sets it to 0. Sample sizes of 1.6 \
                  and 0.4 times, steps of the standard's series 2, 3, 5, 8, 13, 20, 32, 50, 80, 125, \
                  200, are assumed where none are given. What was found before settles the numbers, so estimates are weighted by \
                  known chances; the plain fail share leans towards those who fail. Over \
                  caseworkers system decisions are left out.",
    known_inclusion: |sample| least(sample) > 0,
    stratify: |sample| match sample.choice("over") {
        Some(ACTIVITIES) => Stratify::Activity,
        _ => Stratify::Caseworker,
    },
    history: Some(history),
    ask,
    select: Select::AtRandom,
};

fn history(sample: &Sample, units: usize) -> History {
    if sample.choice("rule") == Some(ISO) {
        let accept = sample.count("accept").unwrap_or(0);
        return History::Inspections(accept, vec![Inspection::default(); units]);
    }
    let least_one = |key| sample.count(key).unwrap_or(1).max(1);
    let rule = RunRule {
        passes: least_one("passes"),
        fails: least_one("fails"),
        window: least_one("window"),
    };
    History::Runs(rule, vec![Run::default(); units])
}

/// Decisions drawn by severity; none where all are.
fn size(sample: &Sample, severity: Severity) -> Option<u64> {
    let checks = sample.count("checks").unwrap_or(0);
    let tenths = |tenths: u64| checks.saturating_mul(tenths).div_ceil(10);
    match severity {
        Severity::Normal => Some(checks),
        Severity::Tightened => Some(sample.count("tightened").unwrap_or(tenths(16))),
        Severity::Reduced => Some(sample.count("reduced").unwrap_or(tenths(4))),
        Severity::Discontinued => sample.count("discontinued"),
    }
}

/// The smallest number that is ever asked of a caseworker.
fn least(sample: &Sample) -> u64 {
    let all: &[Severity] = match sample.choice("rule") {
        Some(ISO) => &[
            Severity::Normal,
            Severity::Tightened,
            Severity::Reduced,
            Severity::Discontinued,
        ],
        _ => &[Severity::Normal],
    };
    let sizes = all.iter().filter_map(|severity| size(sample, *severity));
    sizes.min().unwrap_or(0)
}

fn ask(asking: &Asking, _: &mut Stream) -> Ask {
    // Keys are found by name, once for all strata.
    let sizes = [
        Severity::Normal,
        Severity::Tightened,
        Severity::Reduced,
        Severity::Discontinued,
    ]
    .map(|severity| size(asking.sample, severity));
    let asked = |stratum: usize| {
        let unit = asking.unit(stratum);
        match asking.history {
            History::Runs(_, runs) if runs[unit].is_let_go() => sizes[Severity::Normal as usize],
            History::Inspections(_, inspections) => sizes[inspections[unit].severity() as usize],
            _ => None,
        }
    };
    let mut ask = Ask {
        quota: 0,
        sizes: Vec::with_capacity(asking.strata.sizes.len()),
    };
    for (stratum, held) in asking.strata.sizes.iter().enumerate() {
        let asked = asked(stratum).unwrap_or(*held);
        // Who has decided nothing is asked for nothing.
        ask.quota += if *held > 0 { asked } else { 0 };
        ask.sizes.push(asked.min(*held));
    }
    ask
}

fn misfit(sample: &Sample, _: &[Activity], _: &[Complexity]) -> Option<Misfit> {
    let misfit = |key, message: String, help: &str| {
        Some(Misfit {
            key,
            message,
            help: help.into(),
        })
    };
    let of_passes = ["passes", "fails", "window"];
    let of_lots = ["accept", "tightened", "reduced", "discontinued"];
    let given = |key: &&str| sample.get(key).is_some();
    if sample.choice("rule") == Some(ISO) {
        let astray = of_passes.into_iter().find(given)?;
        return misfit(
            astray,
            format!("the rule `iso-2859-1` judges lots, and `{astray}` counts single results"),
            "leave it out, or leave out rule = \"iso-2859-1\"",
        );
    }
    if let Some(astray) = of_lots.into_iter().find(given) {
        return misfit(
            astray,
            format!("`{astray}` is of lots, and this rule counts single results"),
            "leave it out, or add rule = \"iso-2859-1\"",
        );
    }
    if !of_passes.iter().all(given) {
        return misfit(
            "method",
            "an escalating sample needs to know when it goes down and up".into(),
            "add passes = 20, fails = 2, window = 10, or rule = \"iso-2859-1\"",
        );
    }
    if let Some(zero) = of_passes
        .into_iter()
        .find(|key| sample.count(key) == Some(0))
    {
        return misfit(zero, format!("`{zero}` is zero"), "give one at least");
    }
    if sample.count("fails") > sample.count("window") {
        return misfit(
            "window",
            "fewer decisions are looked back at than must have failed".into(),
            "make window as large as fails at least",
        );
    }
    None
}
