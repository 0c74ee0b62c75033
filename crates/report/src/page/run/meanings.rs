//! What figures mean, how they are put together, and what the words of the page mean.

use tierone_engine::measure::{Aggregate, DECIDED_AND_FLOWED, MEASURES, Measure, measure};

use super::cells::measured;
use super::made::RunMade;
use crate::page::parts::{DASH, Part, Section, Term};

/// Words of statistics that the page uses.
const WORDS: &[(&str, &str)] = &[
    (
        "replication",
        "The horizon played once, from its own random numbers. All policies are played on the same decisions and errors.",
    ),
    (
        "Monte Carlo standard error (±)",
        "How far a mean may be out because the horizon was played so many times and not for ever: the standard deviation between \
         replications / √replications. More replications make it smaller. It says nothing about whether the scenario is right.",
    ),
    (
        "difference",
        "Policy less baseline, replication by replication, so that chance that both share cancels. It is called one where it is \
         more than three Monte Carlo standard errors from zero, and more of them where several are compared or replications are \
         few: where nothing differs, one comparison in 370 says that something does.",
    ),
    (
        "95 in 100 simulated years",
        "From the 2.5 to the 97.5 percentile between replications: what one year may bring, not how well the mean is known.",
    ),
    (
        "points (pp)",
        "Percentage points: 97.5 % is 0.5 points more than 97.0 %.",
    ),
    (
        "monetary value of error as decided, as it flowed",
        DECIDED_AND_FLOWED,
    ),
    (
        "false comfort, false alarm",
        "The check's own figure says that a target is met and it is not; it says that it is missed and it is met.",
    ),
    DASH,
];

/// What these measures mean, folded away where they are used; once each.
pub(super) fn meaning_of(names: &[&str]) -> Option<Part> {
    let mut once: Vec<&str> = Vec::new();
    for name in names {
        if !once.contains(name) {
            once.push(name);
        }
    }
    let terms = once
        .into_iter()
        .filter_map(|name| Some(term(measure(name)?)));
    Part::terms(
        "What these figures mean, and how they are worked out",
        terms,
    )
}

pub(super) fn section(made: &RunMade) -> Option<Section> {
    let words = WORDS.iter().map(|(word, meaning)| Term::new(word, meaning));
    let has_figure = |measure: &&Measure| {
        let mut figures = made.summary.figures.iter();
        figures.any(|row| row.measure == measure.name)
    };
    let measures = MEASURES.iter().filter(has_figure).map(term);
    let parts = [
        Part::terms("Words of statistics", words),
        Part::terms("Every measure of this run", measures),
    ];
    let title = "What the words and figures mean";
    Section::of("meanings", title, parts.into_iter().flatten().collect())
}

fn term(measure: &Measure) -> Term {
    let over = match measure.aggregate {
        Aggregate::Mean => "the mean of all replications",
        Aggregate::Share => "the share of replications in which it holds",
        Aggregate::RootMean => "the root of the mean of its squares over replications",
        Aggregate::Waiting => {
            "all that was waited in the replications, for each time that it came to an end"
        }
    };
    Term {
        word: measured(measure.name),
        meaning: vec![
            measure.meaning.into(),
            format!(
                "The figure is {over}; `{}` in the tables of the results folder.",
                measure.name
            ),
        ],
    }
}
