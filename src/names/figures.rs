//! Names in the report of an estimate: its figures, and the methods of its intervals.

use super::topic::{Topic, TopicKind};
use tierone_records::assess::{FigureName, FigureUnit};
use tierone_stats::format::capital;
use tierone_stats::{METHODS, Method};

/// A topic for each figure, and for each method of an interval.
pub(super) fn topics() -> Vec<Topic> {
    let figure = |figure: FigureName| Topic {
        kind: TopicKind::Figures,
        name: figure.as_str().into(),
        aside: match figure.unit() {
            FigureUnit::Share => "figure of an estimate, %".into(),
            FigureUnit::Pounds => "figure of an estimate, £ a year".into(),
        },
        meaning: figure.meaning().into(),
        more: vec![
            format!("How it is worked out: {}", figure.formula()),
            format!("Source: {}.", figure.source()),
        ],
    };
    let method = |method: &Method| Topic {
        kind: TopicKind::Intervals,
        name: method.name.into(),
        aside: "method of an interval".into(),
        meaning: format!("{}.", capital(method.meaning)),
        more: vec![format!(
            "How its limits are worked out, from x errors in n checks: {}.",
            method.formula
        )],
    };
    let figures = FigureName::ALL.into_iter().map(figure);
    figures.chain(METHODS.iter().map(method)).collect()
}
