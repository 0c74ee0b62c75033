//! What the figures mean: formula, inputs, source; and the methods of intervals in plain words.

use tierone_records::assess::FigureName;
use tierone_records::report::EstimateReport;

use super::cells::named;
use super::made::EstimateMade;
use crate::page::parts::{DASH, Part, Section, Term};

/// Words of statistics that the page uses.
const WORDS: &[(&str, &str)] = &[
    (
        "interval",
        "Made by a method that holds the truth in so many of 100 samples drawn in the same way. It allows for the luck of the draw, \
         not for what checkers miss.",
    ),
    (
        "standard error",
        "How far an estimate differs from the truth, in the root mean square, if the sample were drawn again and again.",
    ),
    DASH,
];

/// The figures that the report has, each with its formula, folded away where they are used.
pub(super) fn meaning_of(report: &EstimateReport) -> Option<Part> {
    let figures = report.groups.first().map_or(&[][..], |all| &all.figures);
    let terms = figures.iter().map(|figure| Term {
        word: named(figure.name),
        meaning: vec![
            figure.name.meaning().into(),
            format!("Formula: {}.", figure.formula),
            format!(
                "Inputs: {} cases checked, {} errors found.",
                figure.n, figure.found
            ),
            format!("Source: {}.", figure.name.source().trim_end_matches('.')),
        ],
    });
    Part::terms(
        "What these figures mean, and how they are worked out",
        terms,
    )
}

pub(super) fn section(made: &EstimateMade) -> Option<Section> {
    let words = WORDS.iter().map(|(word, meaning)| Term::new(word, meaning));
    let methods = made.report.methods().into_iter();
    let methods = methods.map(|(method, meaning)| Term::new(method, meaning));
    let figures = FigureName::ALL.iter();
    let figures = figures.map(|name| Term::new(&named(*name), name.meaning()));
    let parts = [
        Part::terms("Words of statistics", words),
        Part::terms("Methods of the intervals", methods),
        Part::terms("Every figure that an estimate can have", figures),
    ];
    Section::of(
        "meanings",
        "What the words and figures mean",
        parts.into_iter().flatten().collect(),
    )
}
