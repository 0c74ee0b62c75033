//! A fixed total, part of which moves to activities whose control chart has signalled.

use super::given::Given;
use super::key::{KeyKind, SampleKey};
use super::method_keys::{MethodKeys, Misfit};
use crate::operation::{Activity, Complexity};

const CHART: &[&str] = &["p", "ewma"];

/// Place of `ewma` in [`CHART`].
const EWMA: usize = 1;

/// What is charted of an activity's fail share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Charted {
    /// The share of each period alone.
    Share,
    /// An exponentially weighted moving average of it, in which the newest has this weight.
    Average(f64),
}

/// Draws where the fail share rises.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendTargeted {
    /// Decisions drawn in each period.
    pub checks: u64,
    /// What is charted.
    pub chart: Charted,
    /// Standard deviations from the centre line to the upper limit.
    pub limit: f64,
    /// Periods whose pooled fail share is the centre line.
    pub base: u64,
    /// Share of the checks that moves to activities with a signal.
    pub share: f64,
}

impl TrendTargeted {
    pub(super) fn read(given: &Given) -> Self {
        Self {
            checks: given.count("checks").unwrap_or(0),
            chart: match given.choice("chart") {
                Some(EWMA) => Charted::Average(given.number("weight").unwrap_or(0.2)),
                _ => Charted::Share,
            },
            limit: given.number("limit").unwrap_or(3.0),
            base: given.count("base").unwrap_or(6),
            share: given.number("share").unwrap_or(0.5),
        }
    }
}

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "trend-targeted",
    meaning: "A fixed number of decisions a period, part of which moves to activities whose \
                  control chart has signalled.",
    keys: &[
        SampleKey::required("checks", KeyKind::Count)
            .means("Decisions drawn in each period."),
        SampleKey::optional("chart", KeyKind::Choice(CHART))
            .means("What is charted: the fail share of each period alone (p), or an exponentially weighted moving average of it (ewma); p unless said."),
        SampleKey::optional("limit", KeyKind::Number(0.0, 10.0))
            .means("Standard deviations from the centre line to the upper limit; 3 unless said."),
        SampleKey::optional("weight", KeyKind::Number(0.01, 1.0))
            .means("Weight of the newest share in a moving average; 0.2 unless said."),
        SampleKey::optional("base", KeyKind::Count)
            .means("Periods whose pooled fail share is the centre line, the warm-up's included; 6 unless said. There are no signals before their end."),
        SampleKey::optional("share", KeyKind::Share)
            .means("Share of the checks that moves to activities with a signal; 50% unless said."),
    ],

    explanation: "Charts the share of its own checked decisions that failed, activity by activity. \
                  Checks are shared out in proportion to size, two at least where an activity holds \
                  two. A moving average starts at the centre line once the base is complete; its \
                  variance is (1 − w)² times that of before and w²·p(1 − p)/n of the newest share, \
                  so that unequal numbers of checks count as they are. A period without results \
                  leaves a chart as it was. While the latest point of any chart lies above its upper limit, the stated \
                  share of the checks is taken from all activities alike and goes to those with a \
                  signal, again in proportion to size. What was found before settles the numbers, \
                  so every decision's chance is known and estimates are weighted by it; the plain \
                  fail share is drawn towards the activities that look worst. The measures signals \
                  and false_signal_share say how often charts signal, and how often for nothing: \
                  with few fails in a period limits are crude.",
    misfit,
};

/// Only an average has a weight, and a centre line needs a period.
fn misfit(given: &Given, _: &[Activity], _: &[Complexity]) -> Option<Misfit> {
    if given.choice("chart") != Some(EWMA) && given.get("weight").is_some() {
        return Some(Misfit::new(
            "weight",
            "a p chart gives no weight to earlier periods",
            "leave weight out, or add chart = \"ewma\"",
        ));
    }
    (given.count("base") == Some(0)).then(|| {
        Misfit::new(
            "base",
            "a chart needs a centre line",
            "give one period at least, such as base = 6",
        )
    })
}
