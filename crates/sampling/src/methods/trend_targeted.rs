//! A fixed total, part of which moves to activities whose control chart has signalled.

use super::super::Ask;
use super::super::Asking;
use super::super::Method;
use super::super::Select;
use super::super::history::{Chart, ChartKind, ChartRule};
use super::super::proportional;
use crate::history::History;
use crate::strata::Stratify;
use tierone_scenario::{KeyKind, MethodKeys, Misfit, Sample, SampleKey};

const CHART: &[&str] = &["p", "ewma"];

/// Place of `ewma` in [`CHART`].
const EWMA: usize = 1;

/// Draws where the fail share rises.
pub const METHOD: Method = Method {
    keys: MethodKeys {
        method: "trend-targeted",
        meaning: "A fixed number of decisions a period, part of which moves to activities whose \
                  control chart has signalled.",
        keys: &[
            SampleKey {
                name: "checks",
                kind: KeyKind::Count,
                required: true,
                meaning: "Decisions drawn in each period.",
            },
            SampleKey {
                name: "chart",
                kind: KeyKind::Choice(CHART),
                required: false,
                meaning: "What is charted: the fail share of each period alone (p), or an \
                          exponentially weighted moving average of it (ewma); p unless said.",
            },
            SampleKey {
                name: "limit",
                kind: KeyKind::Number(0.0, 10.0),
                required: false,
                meaning: "Standard deviations from the centre line to the upper limit; 3 unless said.",
            },
            SampleKey {
                name: "weight",
                kind: KeyKind::Number(0.01, 1.0),
                required: false,
                meaning: "Weight of the newest share in a moving average; 0.2 unless said.",
            },
            SampleKey {
                name: "base",
                kind: KeyKind::Count,
                required: false,
                meaning: "Periods whose pooled fail share is the centre line, the warm-up's \
                          included; 6 unless said. There are no signals before their end.",
            },
            SampleKey {
                name: "share",
                kind: KeyKind::Share,
                required: false,
                meaning: "Share of the checks that moves to activities with a signal; 50% unless \
                          said.",
            },
        ],
        misfit,
    },
    explanation: "Charts the share of its own checked decisions that failed, activity by activity. \
                  Checks are shared out in proportion to size, two at least where an activity holds \
                  two. While the latest point of any chart lies above its upper limit, the stated \
                  share of the checks is taken from all activities alike and goes to those with a \
                  signal, again in proportion to size. What was found before settles the numbers, \
                  so every decision's chance is known and estimates are weighted by it; the plain \
                  fail share is drawn towards the activities that look worst. The measures signals \
                  and false_signal_share say how often charts signal, and how often for nothing: \
                  with few fails in a period limits are crude.",
    known_inclusion: |_| true,
    stratify: |_| Stratify::Activity,
    history: Some(|sample, units| History::Charts(rule(sample), vec![Chart::default(); units])),
    ask,
    select: Select::AtRandom,
};

fn rule(sample: &Sample) -> ChartRule {
    ChartRule {
        kind: match sample.choice("chart") {
            Some(EWMA) => ChartKind::Ewma(sample.number("weight").unwrap_or(0.2)),
            _ => ChartKind::P,
        },
        limit: sample.number("limit").unwrap_or(3.0),
        base: sample.count("base").unwrap_or(6),
    }
}

fn ask(asking: &Asking, _: &mut tierone_stats::rng::Stream) -> Ask {
    let sizes = &asking.strata.sizes;
    let quota = asking.sample.count("checks").unwrap_or(0);
    let moves = asking.sample.number("share").unwrap_or(0.5);
    let signalled = |unit: usize| match asking.history {
        History::Charts(_, charts) => charts[unit].has_signalled(),
        _ => false,
    };
    let held = |units: &mut dyn Iterator<Item = usize>| -> f64 {
        units.map(|unit| sizes[unit] as f64).sum()
    };
    let all = held(&mut (0..sizes.len()));
    let worse = held(&mut (0..sizes.len()).filter(|unit| signalled(*unit)));
    // Checks of a decision, in units of the overall fraction, without a signal and with one.
    let (alike, more) = if worse > 0.0 {
        (1.0 - moves, 1.0 - moves + moves * all / worse)
    } else {
        (1.0, 1.0)
    };
    // In whole parts of 2⁻⁴⁰ of the larger: finer than any allocation can show.
    let scaled = |fraction: f64| (fraction / more * 2f64.powi(40)).round() as i128;
    let weights: Vec<i128> = sizes
        .iter()
        .enumerate()
        .map(|(unit, size)| i128::from(*size) * scaled(if signalled(unit) { more } else { alike }))
        .collect();
    Ask {
        quota,
        sizes: proportional(quota, sizes, &weights),
    }
}

fn misfit(
    sample: &Sample,
    _: &[tierone_scenario::Activity],
    _: &[tierone_scenario::Complexity],
) -> Option<Misfit> {
    let misfit = |key, message: &str, help: &str| {
        Some(Misfit {
            key,
            message: message.into(),
            help: help.into(),
        })
    };
    if sample.choice("chart") != Some(EWMA) && sample.get("weight").is_some() {
        return misfit(
            "weight",
            "a p chart gives no weight to earlier periods",
            "leave weight out, or add chart = \"ewma\"",
        );
    }
    if sample.count("base") == Some(0) {
        return misfit(
            "base",
            "a chart needs a centre line",
            "give one period at least, such as base = 6",
        );
    }
    None
}
