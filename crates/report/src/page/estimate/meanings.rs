//! What the figures mean: formula, inputs, source; and the methods of intervals in plain words.

use tierone_records::assess::FigureName;
use tierone_records::report::EstimateReport;

use super::cells::named;
use super::made::EstimateMade;
use crate::page::parts::{Part, Section, Term, Terms};

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
    (
        "–",
        "It cannot be computed, or it does not apply. It is not zero.",
    ),
];

/// The figures that the report has, each with its formula, folded away where they are used.
pub(super) fn meaning_of(report: &EstimateReport) -> Option<Part> {
    let figures = report.groups.first().map_or(&[][..], |all| &all.figures);
    let terms: Vec<Term> = figures
        .iter()
        .map(|figure| Term {
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
        })
        .collect();
    (!terms.is_empty()).then(|| {
        Part::Terms(Terms {
            summary: "What these figures mean, and how they are worked out".into(),
            terms,
        })
    })
}

pub(super) fn section(made: &EstimateMade) -> Option<Section> {
    let term = |word: &str, meaning: &str| Term {
        word: word.into(),
        meaning: vec![meaning.into()],
    };
    let words = WORDS.iter().map(|(word, meaning)| term(word, meaning));
    let methods = made.report.methods().into_iter();
    let methods: Vec<Term> = methods
        .map(|(method, meaning)| term(method, meaning))
        .collect();
    let figures = FigureName::ALL.iter().map(|name| Term {
        word: named(*name),
        meaning: vec![name.meaning().into()],
    });
    let folded = |summary: &str, terms: Vec<Term>| {
        (!terms.is_empty()).then(|| {
            Part::Terms(Terms {
                summary: summary.into(),
                terms,
            })
        })
    };
    let parts = [
        folded("Words of statistics", words.collect()),
        folded("Methods of the intervals", methods),
        folded("Every figure that an estimate can have", figures.collect()),
    ];
    Section::of(
        "meanings",
        "What the words and figures mean",
        parts.into_iter().flatten().collect(),
    )
}
