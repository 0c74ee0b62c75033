//! Builds the report of a sample.

use super::group::group;
use super::rows::{Count, Report};
use super::suppression::{Coverage, Suppression};
use super::{answer, changes, compared, notes, of_accuracy, parts, signals};
use crate::input_error::InputError;
use crate::join::{Joined, sample};
use crate::request::Request;

/// Estimates what is asked of joined cases.
///
/// # Errors
/// Nothing is checked, or what is asked does not fit the cases.
pub fn build(request: &Request, mut joined: Joined) -> Result<Report, InputError> {
    let sample = sample(request, &mut joined)?;
    let asked = request.asked();
    let parts = parts::of(request, &joined)?;
    if !sample.cases.iter().any(|case| case.checked) {
        return Err(nothing_checked(&joined));
    }
    let all = &parts[0].members;
    let compared = compared::compared(request, &joined, &sample, all)?;
    let suppression = Suppression::new(request, &joined, &sample, &parts, &compared);
    let changes = changes::rows(&compared, &sample, &asked, &suppression);
    let mut notes = joined.notes.clone();
    notes.extend(notes::of(request, &sample, all));
    notes.extend(changes::notes(request, &compared, &changes, &suppression));
    if !suppression.left_out.is_empty() {
        notes.push(
            "what is left out cannot be had by adding and subtracting what this report states, unless a kind of fail \
             belongs to one attribute alone; with another report of the same cases, or what a reader knows already, it \
             may be"
                .into(),
        );
    }
    let (signals, not_drawn) = signals::charts(request, &joined, &sample, &parts, &suppression);
    notes.extend(not_drawn);
    let covered = parts.iter().zip(&suppression.parts);
    let shown =
        covered.filter(|(part, coverage)| **coverage != Coverage::Nothing || part.by.is_empty());
    let counts = joined.counts.iter();
    let counts = counts.filter(|(key, _)| suppression.counts.contains(*key));
    let mut report = Report {
        answer: Vec::new(),
        design: sample.described(),
        confidence: asked.confidence,
        groups: shown
            .map(|(part, coverage)| group(request, &sample, &asked, part, *coverage))
            .collect(),
        signals,
        counts: counts
            .map(|((by, name), counted)| Count::new(by, name.clone(), counted.tally))
            .collect(),
        changes,
        notes,
        read: joined.read.clone(),
        suppress_below: request.suppress_below,
        left_out: suppression.left_out,
    };
    report.answer = answer::sentences(&report, (request, &joined), &sample, all);
    match of_accuracy::said(&joined.attributes, &report.counts) {
        Some((said, 0)) => report.notes.push(said),
        Some((said, _)) => report.answer.push(said),
        None => {}
    }
    Ok(report)
}

/// Why no case counts as checked.
fn nothing_checked(joined: &Joined) -> InputError {
    let by_attribute = || {
        let counts = joined.counts.iter();
        counts.filter(|((by, _), _)| *by == "attribute")
    };
    let begun = by_attribute().any(|(_, counted)| !counted.outcomes.is_empty());
    if !begun {
        return InputError::new("nothing is checked yet: every outcome is empty")
            .help("fill in the outcomes, as in `tierone list outcomes`");
    }
    let empty = by_attribute().filter(|(_, counted)| counted.tally.pending > 0);
    let mut empty: Vec<(u64, &str)> = empty
        .map(|((_, attribute), counted)| (counted.tally.pending, attribute.as_str()))
        .collect();
    empty.sort_by_key(|(pending, _)| std::cmp::Reverse(*pending));
    let named = empty.iter().take(3);
    let named: Vec<String> = named
        .map(|(pending, name)| format!("{pending} of `{name}`"))
        .collect();
    let more = match empty.len().saturating_sub(3) {
        0 => String::new(),
        more => format!(", and of {more} more attributes"),
    };
    InputError::new(format!(
        "no case is checked to the end yet: outcomes are missing, {}{more}",
        named.join(", ")
    ))
    .help(
        "fill them in (`n/a` where one does not apply); or name the attributes that were checked with --attributes",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{Comparison, TargetLevel};
    use crate::testing::{joined, request};

    const TEXT: &str = "number,team,outcome,error,value\n1,north,fail,50,1000\n2,north,pass,,1000\n3,north,pass,,1000\n\
                        4,south,fail,20,1000\n5,south,fail,20,1000\n6,south,pass,,1000\n";

    #[test]
    fn a_report_has_all_cases_first_and_then_each_group() {
        let request = Request {
            population: Some(60),
            by: vec!["team".into()],
            changes: vec![Comparison::read("team=north|south").expect("a comparison")],
            targets: vec![TargetLevel::read("50%").expect("a target")],
            ..request()
        };
        let report = build(&request, joined(&request, TEXT)).expect("a report");
        let names = report.groups.iter().map(|group| group.name.as_str());
        assert_eq!(names.collect::<Vec<_>>(), ["all", "north", "south"]);
        let accuracy = &report.groups[0].figures[0];
        assert_eq!(
            (accuracy.value, accuracy.n, accuracy.found),
            (Some(0.5), 6, 3)
        );
        assert!(report.groups[0].targets[0].probability.is_some());
        assert!((report.changes[0].value + 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn a_change_may_be_from_one_month_to_another() {
        let text = "number,outcome,close date\n1,fail,2026-06-03\n2,pass,2026-06-04\n3,pass,2026-07-01\n4,pass,2026-07-02\n";
        let request = Request {
            population: Some(60),
            changes: vec![Comparison::read("month=2026-06|2026-07").expect("a comparison")],
            ..request()
        };
        let report = build(&request, joined(&request, text)).expect("a report");
        assert!((report.changes[0].value - 0.5).abs() < 1e-12);
    }

    #[test]
    fn what_does_not_fit_the_cases_is_refused_with_help() {
        let why = |request: Request, text| {
            let error = build(&request, joined(&request, text)).expect_err("a misfit");
            (error.message, error.help.expect("help"))
        };
        let (message, _) = why(request(), "number,outcome\n1,\n");
        assert!(message.starts_with("nothing is checked yet"), "{message}");
        let change = |text| Request {
            changes: vec![Comparison::read(text).expect("a comparison")],
            ..request()
        };
        let (message, help) = why(change("team=north|east"), TEXT);
        assert_eq!(message, "no checked case has `east` in `team`");
        assert_eq!(help, "there are north, south");
        let (message, _) = why(change("team=north|NORTH"), TEXT);
        assert_eq!(message, "`north` and `NORTH` are one group of `team`");
    }
}
