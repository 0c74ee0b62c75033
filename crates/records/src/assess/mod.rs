//! From real cases that were checked, and the way they were drawn, to figures of all decisions.
//!
//! [`Sample::new`] recognises the design from sizes and chances; [`assess`] estimates accuracy and the monetary value of
//! error from any part of the sample. The estimators are those of [`tierone_stats`], which the simulator studies too.
//! Where nobody knows a case's chance of being drawn, it has no say about decisions that were not checked: what such
//! cases show is told of them alone, without an interval.
//!
//! | room | what it has |
//! | --- | --- |
//! | `design` | the design of a sample, and what each case stands for |
//! | `steps` | samples drawn in steps, clusters first |
//! | `share` | accuracy |
//! | `money` | the monetary value of error: gross, over, under, net |
//! | `checked` | what checked cases show of themselves alone |
//! | `nothing` | what it says that no error was found |
//! | `spread` | linearised standard errors |
//! | `change` | by how much one part of a sample is above another |
//! | `correction` | accuracy behind the fails of checkers who err |
//! | `target` | the probability that a target is met |
//! | `periods` | months, quarters, financial years, rolling twelve months |
//! | `signals` | periods and people that stand out |
//! | `tally` | passes and fails |
//! | `disclosure` | which groups may be told of, so that small ones cannot be worked out |
//! | `span` | what adding and subtracting groups gives |

mod change;
mod checked;
mod correction;
mod design;
mod disclosure;
mod money;
mod nothing;
mod periods;
mod share;
mod signals;
mod span;
mod spread;
mod steps;
mod tally;
mod target;

pub use change::changes;
pub use correction::{Corrected, Correction, Rate};
pub use design::{Kind, Sample};
pub use disclosure::{Cell, Verdict, left_out};
pub use nothing::{Bound, CONFIDENCE as ONE_SIDED, Money, most_in_error, most_wrong};
pub use periods::{Period, named};
pub use signals::{EWMA_RUN, Point, control_chart, funnel, funnel_limits};
pub use steps::told_in_steps;
pub use tally::Tally;
pub use target::{Met, probability};

use tierone_stats::Estimate;

/// A case that was drawn. Amounts are £ a year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// Its stratum, counted from 0.
    pub stratum: usize,
    /// Cases of the frame in its stratum.
    pub size: Option<u64>,
    /// Cases drawn of its stratum; for samples by value, those expected.
    pub drawn: Option<u64>,
    /// One over its chance of being drawn; none where nobody knows it.
    pub weight: Option<f64>,
    /// What was drawn first and holds it, counted from 0 over all strata.
    pub cluster: Option<usize>,
    /// Clusters of the frame in its stratum.
    pub clusters: Option<u64>,
    /// Cases of the frame in its cluster.
    pub cluster_size: Option<u64>,
    /// Whether the check is done.
    pub checked: bool,
    /// Whether the decision is inaccurate; none where accuracy does not apply to it.
    pub wrong: Option<bool>,
    /// What was assessed.
    pub value: Option<f64>,
    /// The amount in error, over and under together.
    pub error: f64,
    /// Assessed too much.
    pub over: f64,
    /// Assessed too little.
    pub under: f64,
}

/// What is asked of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Confidence of every interval.
    pub confidence: f64,
    /// Seed of the posteriors.
    pub seed: u64,
    /// Draws from a posterior.
    pub draws: usize,
    /// The most that one error can be, £ a year, where it is declared.
    pub max_error: Option<f64>,
    /// The most that one error can be, as a share of its decision's value.
    pub max_taint: f64,
    /// The value of all decisions of the frame, £ a year, where it is known.
    pub total_value: Option<f64>,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            confidence: 0.95,
            seed: 1,
            draws: 5_000,
            max_error: None,
            max_taint: 1.0,
            total_value: None,
        }
    }
}

/// The unit of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Of decisions, or of assessed value.
    Share,
    /// £ a year.
    Pounds,
}

/// What decisions a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All that could have been drawn.
    Frame,
    /// Those that were checked, and no others.
    CheckedOnly,
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its name, as in [`FIGURES`].
    pub name: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// What it is about.
    pub scope: Scope,
    /// The estimate; none where the data cannot carry one.
    pub value: Option<f64>,
    /// Its interval; none where it cannot have one.
    pub interval: Option<(f64, f64)>,
    /// The method of the interval, as in [`tierone_stats::METHODS`]; empty without one.
    pub method: &'static str,
    /// The linearised standard error.
    pub se: Option<f64>,
    /// Cases that it is made of.
    pub n: u64,
    /// Errors found among them.
    pub found: u64,
    /// The size of the simple sample that would be as precise.
    pub effective: Option<f64>,
}

impl Figure {
    /// Of the frame, from `n` cases with `found` of them in error, with nothing estimated yet.
    fn blank(name: &'static str, unit: Unit, n: usize, found: u64) -> Self {
        Self {
            name,
            unit,
            scope: Scope::Frame,
            value: None,
            interval: None,
            method: "",
            se: None,
            n: n as u64,
            found,
            effective: None,
        }
    }

    /// Value and interval, where it has both.
    pub fn estimate(&self) -> Option<Estimate> {
        let (low, high) = self.interval?;
        Some(Estimate {
            value: self.value?,
            low,
            high,
            method: self.method,
        })
    }
}

/// The figures, each with its meaning, its formula and where it comes from.
pub const FIGURES: &[(&str, &str, &str, &str)] = &[
    (
        "accuracy",
        "Share of decisions that are accurate: no attribute of accuracy failed by more than the tolerance.",
        "1 − Σ w x / Σ w over the cases checked, x = 1 for an inaccurate one, w = 1/chance of being drawn",
        "Horvitz & Thompson (1952); Hájek (1971); intervals by design: Wilson (1927), the exact hypergeometric, the Poisson-gamma posterior, Franco et al. (2019); with no error found, fewer than 1 − 0.05^(1/n) are wrong, in strata or clusters the largest Σ T p / Σ T with Π (1 − p)ⁿ = 0.05, by chances −ln 0.05 × the largest w",
    ),
    (
        "mve-gross",
        "Monetary value of error, over and under together, as a share of assessed value.",
        "Σ w (over + under) / Σ w value; the denominator is the frame's value where it is known",
        "Woodruff (1971) for the standard error; posterior rate × Bayesian bootstrap of the amounts (Rubin 1981); with no error found, less than the largest Σ T p with Π (1 − p)ⁿ = 0.05 is in error, T the most that a stratum or its clusters could come to; by value or chances −ln 0.05 × the largest w × the most of an error",
    ),
    (
        "mve-over",
        "What was assessed too much, as a share of assessed value.",
        "Σ w over / Σ w value",
        "as mve-gross",
    ),
    (
        "mve-under",
        "What was assessed too little, as a share of assessed value.",
        "Σ w under / Σ w value",
        "as mve-gross",
    ),
    (
        "mve-net",
        "Over less under, as a share of assessed value. Errors of both sides hide one another in it.",
        "mve-over − mve-under; limits √((o − l₁)² + (u₂ − u)²) below and √((u₁ − o)² + (u − l₂)²) above",
        "Zou & Donner (2008)",
    ),
    (
        "error-gross",
        "Monetary value of error, over and under together, £ a year.",
        "Σ w (over + under)",
        "as mve-gross",
    ),
    (
        "error-over",
        "What was assessed too much, £ a year.",
        "Σ w over",
        "as mve-gross",
    ),
    (
        "error-under",
        "What was assessed too little, £ a year.",
        "Σ w under",
        "as mve-gross",
    ),
    (
        "error-net",
        "Over less under, £ a year.",
        "error-over − error-under",
        "as mve-net",
    ),
    (
        "accuracy-corrected",
        "Accuracy behind the fails of checkers who miss errors or fail right decisions.",
        "1 − (a + specificity − 1)/(sensitivity + specificity − 1), a the share that failed",
        "Rogan & Gladen (1978); interval by Lang & Reiczigel (2014), and where the rates are assumed no narrower than the one of what failed, moved",
    ),
];

/// All figures of some cases of a sample: those of the frame first, then those of the checked cases alone, where some of
/// them were not drawn at random.
pub fn assess(sample: &Sample, members: &[usize], asked: &Asked) -> Vec<Figure> {
    let mut figures = Vec::new();
    let known: Vec<usize> = members
        .iter()
        .copied()
        .filter(|i| sample.weight(*i).is_some())
        .collect();
    if !known.is_empty() {
        figures.push(share::accuracy(sample, &known, asked));
        if sample.priced {
            figures.extend(money::figures(sample, &known, asked));
        }
        for figure in &mut figures {
            // Errors that were not found have no spread that could be seen, but there may be some.
            let known = figure.interval.is_some_and(|(low, high)| low == high);
            figure.se = figure.se.filter(|_| figure.found > 0 || known);
        }
    }
    let checked: Vec<usize> = members
        .iter()
        .copied()
        .filter(|i| sample.cases[*i].checked)
        .collect();
    if known.len() < checked.len() {
        figures.push(checked::accuracy(sample, &checked));
        if sample.priced {
            figures.extend(checked::money(sample, &checked));
        }
    }
    figures
}
