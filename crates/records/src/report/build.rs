//! Builds the report of a sample.

use super::group::group;
use super::had_by_some::{HadBySome, to_correct_by_it};
use super::rows::{Count, EstimateReport};
use super::suppression::{Coverage, Suppression};
use super::{answer, changes, compared, notes, of_accuracy, parts, signals};
use crate::input_error::InputError;
use crate::join::{Joined, sample};
use crate::request::Request;

/// Estimates what is asked of joined cases.
///
/// # Errors
/// Nothing is checked, or what is asked does not fit the cases.
pub fn build(request: &Request, mut joined: Joined) -> Result<EstimateReport, InputError> {
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
    let had_by_some: Vec<Option<HadBySome>> = parts
        .iter()
        .map(|part| HadBySome::of(request, &joined, &sample, (part, all)))
        .collect();
    let covered = parts.iter().zip(&suppression.parts).zip(&had_by_some);
    let shown = covered
        .filter(|((part, coverage), _)| **coverage != Coverage::Nothing || part.by.is_empty());
    let counts = joined.counts.iter();
    let counts = counts.filter(|(key, _)| suppression.counts.contains(*key));
    let mut report = EstimateReport {
        answer: Vec::new(),
        design: sample.described(),
        confidence: asked.confidence,
        groups: shown
            .map(|((part, coverage), some)| {
                group(request, &sample, &asked, (part, *coverage, *some))
            })
            .collect(),
        signals,
        counts: reported(
            request,
            counts
                .map(|((by, name), counted)| Count::new(by, name.clone(), counted.tally))
                .collect(),
        ),
        changes,
        notes,
        read: joined.read.clone(),
        suppress_below: request.suppress_below,
        left_out: suppression.left_out,
    };
    report.answer = answer::sentences(&report, (request, &joined), &sample, all);
    if had_by_some.iter().any(Option::is_some) {
        report.answer.push(to_correct_by_it(request));
    }
    match of_accuracy::said(&joined.attributes, &report.counts) {
        Some((said, 0)) => report.notes.push(said),
        Some((said, _)) => report.answer.push(said),
        None => {}
    }
    Ok(report)
}

/// Counts without those of cases not checked yet where some of a breakdown are too few: the others would tell them from their sum.
fn reported(request: &Request, mut counts: Vec<Count>) -> Vec<Count> {
    let is_few = |count: &&Count| {
        let few = 1..request.suppress_below.max(1);
        count.not_checked.is_some_and(|cases| few.contains(&cases))
    };
    let few: Vec<&str> = counts.iter().filter(is_few).map(|count| count.by).collect();
    for count in &mut counts {
        count.not_checked = count.not_checked.filter(|_| !few.contains(&count.by));
    }
    counts
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
    use tierone_stats::stratified::{Stratum, smoothed_effective_size};

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

    #[test]
    fn a_number_of_open_cases_that_is_too_small_is_told_nowhere() {
        let row = |n| {
            let outcome = if n == 7 { "" } else { "pass" };
            format!("{n},{outcome},2026-0{}-03\n", 5 + n % 2)
        };
        let rows: String = (0..20).map(row).collect();
        let request = Request {
            population: Some(60),
            suppress_below: 3,
            ..request()
        };
        let text = format!("number,outcome,close date\n{rows}");
        let report = build(&request, joined(&request, &text)).expect("a report");
        assert!(!report.counts.is_empty());
        assert!(
            report
                .counts
                .iter()
                .all(|count| count.not_checked.is_none())
        );
        let said = [report.answer.join("\n"), report.notes.join("\n")];
        for text in said {
            assert!(
                text.contains("ewer than 3 cases are not checked yet"),
                "{text}"
            );
            assert!(!text.contains(" of 20"), "{text}");
        }
    }

    /// Twenty of each of two strata, and so many errors in the first.
    fn two_strata(sizes: [u32; 2], errors: u32) -> EstimateReport {
        let rows = [0, 1].map(|stratum| {
            let row = |n| {
                let outcome = if stratum == 0 && n < errors {
                    "fail"
                } else {
                    "pass"
                };
                format!(
                    "{stratum}-{n},{outcome},{stratum},{}\n",
                    sizes[stratum as usize]
                )
            };
            (0..20).map(row).collect::<String>()
        });
        let text = format!("number,outcome,stratum,stratum size\n{}", rows.concat());
        build(&request(), joined(&request(), &text)).expect("a report")
    }

    #[test]
    fn the_effective_number_is_that_of_the_interval() {
        // Strata of one weight are one: 40 of 400 with one error.
        let pooled = Stratum {
            population: 400.0,
            sampled: 40,
            found: 1,
        };
        let report = two_strata([200, 200], 1);
        let effective = report.groups[0].figures[0].effective.expect("a number");
        let expected = smoothed_effective_size(&[pooled]).expect("something was checked");
        assert!(
            (effective - expected).abs() < 1e-9,
            "{effective} {expected}"
        );
    }

    #[test]
    fn the_bound_of_no_error_is_what_its_formula_makes() {
        let report = two_strata([200, 400], 0);
        let zero = report.groups[0].zero_errors.as_ref().expect("bounds");
        // The largest Σ T p / Σ N with Π (1 − p)²⁰ = 0.05, T = N − 19/2: tried over the shares of the first stratum.
        let [one, other] = [200.0 - 9.5, 400.0 - 9.5];
        let most = (0..=100_000).map(|step| {
            let p = 0.2 * f64::from(step) / 100_000.0;
            let q = 1.0 - 0.05f64.powf(1.0 / 20.0) / (1.0 - p);
            if q < 0.0 {
                0.0
            } else {
                (one * p + other * q) / 600.0
            }
        });
        let most = most.fold(0.0, f64::max);
        let worst = zero.wrong.expect("a bound").worst;
        // The steps are of 2e-6.
        assert!((worst - most).abs() < 1e-6, "{worst} {most}");
        let notes = report.groups[0].notes.join("\n");
        assert!(
            notes.contains("Quote each figure with its interval"),
            "{notes}"
        );
    }
}
