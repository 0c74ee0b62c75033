//! The figures of one group.

use super::had_by_some::HadBySome;
use super::parts::Part;
use super::rows::{Group, Target};
use super::suppression::Coverage;
use super::zero_errors::ZeroErrors;
use super::zero_sentences::sentences;
use crate::assess::{self, Asked, DrawnSample, FigureName, Scope, of_frame, probability};
use crate::request::Request;

/// The group of a part, with the figures that are reported of it.
pub(super) fn group(
    request: &Request,
    sample: &DrawnSample,
    asked: &Asked,
    (part, coverage, had_by_some): (&Part, Coverage, Option<HadBySome>),
) -> Group {
    let members = &part.members;
    let mut group = Group {
        by: (!part.by.is_empty()).then(|| part.by.clone()),
        name: part.name.clone(),
        suppressed: coverage == Coverage::Nothing,
        ..Group::default()
    };
    if group.suppressed {
        return group;
    }
    // Figures of a part in which cases were checked more than once would count them as often.
    if sample.is_twice(members) {
        let column = request.columns().first().map_or("round", |column| column);
        group.notes.push(format!(
            "cases here were checked more than once: --by '{column}' tells of each check, and --where '{column} = …' \
             of one"
        ));
        return group;
    }
    let mut one_check = sample.of_one_check(members);
    if let Some(some) = had_by_some {
        group.notes.push(some.said(request, &part.name));
        one_check = one_check.map(|(sample, members)| (sample.without_chances(), members));
    }
    let (sample, members) = match &one_check {
        Some((sample, members)) => (sample, members),
        None => (sample, members),
    };
    group.figures = assess::assess(sample, members, asked);
    if !sample.is_of_whole_frame() {
        let of_frame = group
            .figures
            .iter_mut()
            .filter(|figure| figure.scope.is_of_frame());
        of_frame.for_each(|figure| figure.scope = Scope::StrataWithChecks);
    }
    let is_covered = |scope: Scope| coverage == Coverage::All || scope.is_of_frame();
    group.figures.retain(|figure| is_covered(figure.scope));
    let accuracy = of_frame(&group.figures, FigureName::Accuracy).cloned();
    let correction = request.correction();
    if let (Some(correction), Some(accuracy)) = (correction, &accuracy) {
        match correction.of(accuracy, asked.confidence) {
            Ok(corrected) => {
                group.figures.insert(1, corrected.figure);
                group.notes.extend(corrected.at_limit);
            }
            Err(why) => group.notes.push(format!("no corrected accuracy: {why}")),
        }
    }
    group.targets = request
        .targets
        .iter()
        .map(|target| {
            let met = of_frame(&group.figures, target.figure)
                .and_then(|figure| probability(sample, members, figure, target.level, asked));
            Target::new(target.figure, target.level, met)
        })
        .collect();
    if accuracy.is_some_and(|accuracy| accuracy.method == "census") && !sample.is_census() {
        group.notes.push(
            "everything was checked where these cases were drawn from; if there are more of them elsewhere, none of those \
             was drawn, and the figures do not speak for them"
                .into(),
        );
    }
    group.zero_errors = ZeroErrors::of(sample, members, &group.figures, correction, asked);
    if let Some(zero) = &group.zero_errors {
        group.notes.extend(sentences(zero, sample, asked));
    }
    group
}
