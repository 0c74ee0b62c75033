//! The page of a sensitivity: what answers hang on.

use tierone_chart::Drawing;
use tierone_scenario::diagnostic::SourceFile;

use super::page_text::PageText;
use super::parts::{DASH, Page, PageKind};

const ALONE: &[(&str, &str)] = &[
    (
        "change",
        "What the figure is more with the number at that end of its range, everything else as it is assumed, on the same random \
         numbers. ± is its Monte Carlo standard error.",
    ),
    (
        "share",
        "The square of the change from end to end, as a share of all of them: what knowing the number would take off the variance, \
         as far as effects are straight lines that add up.",
    ),
    (
        "tied",
        "Chance may have put the number behind the one before it: more replications tell them apart.",
    ),
    DASH,
];

const TOGETHER: &[(&str, &str)] = &[
    (
        "alone",
        "The first-order index of Sobol: what share of the variance goes if the number is known.",
    ),
    (
        "in all",
        "The total index: the share that the number has a part in, with what it does together with others.",
    ),
    (
        "95% interval",
        "From how much eight groups of scenarios differ, each drawn apart (jackknife). A single interval is about one figure; which of many is largest \
         needs more, and the headlines of charts allow for that.",
    ),
    (
        "moves",
        "Mean size of the change in the figure when the number goes through half of its law, on the paths of the first step (Morris).",
    ),
    (
        "settled",
        "Whether both intervals are at most ten points wide to a side. Where one is not, ask for more rows.",
    ),
    DASH,
];

/// What a sensitivity gave.
pub struct SensitivityMade<'a> {
    /// The scenario's title.
    pub title: &'a str,
    /// Whether all numbers moved at once.
    pub together: bool,
    /// A sentence a figure.
    pub answer: Vec<String>,
    /// Its charts, one a figure.
    pub drawings: &'a [Drawing],
    /// What it rests on, in sentences.
    pub how: &'a str,
    /// What could not be tried, and why.
    pub notes: Vec<String>,
    /// What ran, with its values.
    pub facts: Vec<(String, String)>,
    /// The files of the scenario.
    pub sources: &'a [SourceFile],
}

/// The page of a sensitivity.
pub fn sensitivity_page(made: SensitivityMade) -> Page {
    PageText {
        kind: PageKind::Sensitivity,
        title: made.title,
        question: match made.together {
            true => "Which numbers that are not known make the answer uncertain, alone and together?",
            false => "Which assumption does the answer hang on, and would another value change which policy is better?",
        }
        .into(),
        answer: made.answer,
        drawings: made.drawings,
        how: made.how,
        tables: Vec::new(),
        table_first: false,
        notes: made.notes,
        meanings: if made.together { TOGETHER } else { ALONE },
        facts: made.facts,
        sources: made.sources,
    }
    .page()
}
