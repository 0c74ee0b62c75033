//! The page of a sweep: what figures come to where keys of a scenario take one value after another.

use tierone_chart::Drawing;
use tierone_scenario::diagnostic::SourceFile;

use super::page_text::PageText;
use super::parts::{Page, PageKind};

const MEANINGS: &[(&str, &str)] = &[
    (
        "point",
        "One value of each key, everything else as the scenario has it. All points are simulated on the same random numbers.",
    ),
    (
        "±",
        "The Monte Carlo standard error: how far an average may be out because so many years were simulated and no more.",
    ),
    (
        "range of 95 in 100 simulated years",
        "A single year is within it in 95 of 100 simulations. It does not say how sure the average is.",
    ),
    (
        "no clear change, no clear difference",
        "Chance alone could make what is seen, given how many points are compared: more replications tell them apart.",
    ),
];

/// What a sweep gave.
pub struct SweepMade<'a> {
    /// The scenario's title.
    pub title: &'a str,
    /// The keys that take several values.
    pub keys: Vec<&'a str>,
    /// A sentence a measure and policy.
    pub answer: Vec<String>,
    /// Its charts.
    pub drawings: &'a [Drawing],
    /// What it rests on, in sentences.
    pub how: &'a str,
    /// What ran, with its values.
    pub facts: Vec<(String, String)>,
    /// The files of the scenario.
    pub sources: &'a [SourceFile],
}

/// The page of a sweep.
pub fn sweep_page(made: SweepMade) -> Page {
    let keys: Vec<String> = made.keys.iter().map(|key| format!("`{key}`")).collect();
    PageText {
        kind: PageKind::Sweep,
        title: made.title,
        question: format!(
            "What do the figures come to at each value of {}?",
            keys.join(" and ")
        ),
        answer: made.answer,
        drawings: made.drawings,
        how: made.how,
        tables: Vec::new(),
        table_first: false,
        notes: Vec::new(),
        meanings: MEANINGS,
        facts: made.facts,
        sources: made.sources,
    }
    .page()
}
