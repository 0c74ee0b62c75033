//! The answer of an estimate in the sentences that an analyst would publish, each from rows of the report.

use super::cautions::cautions;
use super::large_errors::large_errors;
use super::of_decisions::{decisions, of_census};
use super::restricted::{most, tolerated, which};
use super::rows::{Change, EstimateReport, Group, Target};
use super::words::{amount, chance, level, points};
use crate::assess::{DrawnSample, Figure, FigureName, FigureUnit, of_frame};
use crate::join::Joined;
use crate::request::{Request, Tolerance};
use tierone_stats::format::{confidence, plain, thousands, whole_pounds};

/// The sentences: accuracy, money, what would make them wrong, targets, changes.
pub(super) fn sentences(
    report: &EstimateReport,
    (request, joined): (&Request, &Joined),
    sample: &DrawnSample,
    members: &[usize],
) -> Vec<String> {
    let Some(all) = report.groups.first() else {
        return Vec::new();
    };
    if all.suppressed {
        return vec!["There are too few checked cases to report a figure.".into()];
    }
    let decisions = decisions(sample, members);
    let mut said = Vec::new();
    said.extend(accuracy(request, report, all, &decisions));
    said.extend(corrected(request, report, all));
    let which = which(request);
    let part = (!sample.is_of_whole_frame() || !which.is_empty()).then(|| decisions + &which);
    said.extend(money(report, all, part.as_deref()));
    said.extend(large_errors(request, sample, members));
    if said.is_empty() {
        let reason = all
            .notes
            .first()
            .map_or(String::new(), |note| format!(": {note}"));
        said.push(format!("There is no figure of all cases{reason}."));
    }
    said.extend(cautions(request, joined, sample, members));
    said.extend(all.targets.iter().map(|one| target(request, one)));
    said.extend(report.changes.iter().filter_map(|one| change(report, one)));
    said
}

fn accuracy(
    request: &Request,
    report: &EstimateReport,
    all: &Group,
    decisions: &str,
) -> Option<String> {
    let which = which(request);
    let tolerated = tolerated(request.tolerance).map_or(String::new(), |what| format!(" ({what})"));
    let Some(figure) = of_frame(&all.figures, FigureName::Accuracy) else {
        let figure = all
            .figures
            .iter()
            .find(|of| of.name == FigureName::Accuracy)?;
        let value = amount(figure.value?, figure.name.unit(), 0.05);
        return Some(format!(
            "Of {} decisions{which} that were checked{tolerated}, {value} were right. How likely each was to be chosen is unknown, so this says \
             nothing about the others.",
            thousands(&figure.n.to_string())
        ));
    };
    let value = shown(figure, figure.value?);
    let checks = thousands(&figure.n.to_string());
    Some(match interval(report, figure) {
        _ if figure.method == "census" => {
            of_census(figure, &checks, &value, &format!("{which}{tolerated}"))
        }
        None => format!(
            "Of {decisions}{which}{tolerated}, {value} were right, by {checks} checks; there is no interval."
        ),
        Some(_) if figure.found == 0 => {
            let (low, high) = figure.interval?;
            let beyond = beyond(request.tolerance);
            let of = match which.as_str() {
                "" => String::new(),
                which => format!(" of decisions{which}"),
            };
            format!(
                "No error{beyond} was found in {checks} checks{of}. That does not show that there is none: of {decisions}{which}, \
                 {} to {} may be right ({} % interval).",
                shown(figure, low),
                shown(figure, high),
                confidence(report.confidence)
            )
        }
        Some(interval) => format!(
            "Of {decisions}{which}{tolerated}, {value} were right ({interval}), by {checks} checks{} that found {} wrong{}.",
            not_applicable(all, figure),
            thousands(&figure.found.to_string()),
            weighted(figure)
        ),
    })
}

/// ` of more than £300`, where smaller ones count as right.
fn beyond(tolerance: Tolerance) -> String {
    most(tolerance).map_or(String::new(), |most| format!(" of more than {most}"))
}

/// How many more were checked, and count in figures of money, than accuracy applies to.
fn not_applicable(all: &Group, accuracy: &Figure) -> String {
    let of_money = of_frame(&all.figures, FigureName::ErrorGross);
    match of_money.map_or(0, |money| money.n.saturating_sub(accuracy.n)) {
        0 => String::new(),
        more => format!(
            " (accuracy does not apply to {} more, which count in money)",
            thousands(&more.to_string())
        ),
    }
}

/// Why the share right is not that of the checks: said where a reader who divides would wonder.
fn weighted(figure: &Figure) -> &'static str {
    let plain = 1.0 - figure.found as f64 / figure.n as f64;
    match figure.value {
        Some(value) if shown(figure, value) != shown(figure, plain) => {
            ", each weighted by its chance of being drawn"
        }
        _ => "",
    }
}

fn corrected(request: &Request, report: &EstimateReport, all: &Group) -> Option<String> {
    let figure = of_frame(&all.figures, FigureName::AccuracyCorrected)?;
    let of_checks = of_frame(&all.figures, FigureName::Accuracy)?.value?;
    let corrected = figure.value?;
    let rates = [
        request
            .sensitivity
            .map(|rate| format!("find {} of errors", rate.in_words())),
        request
            .false_fail
            .map(|rate| format!("fail {} of right decisions", rate.in_words())),
    ];
    let rates: Vec<String> = rates.into_iter().flatten().collect();
    let rates = rates.join(" and ");
    let as_found = if of_frame(&all.figures, FigureName::ErrorGross).is_some() {
        " Figures of money are as found, and not corrected."
    } else {
        ""
    };
    // At a limit the rates and the fails do not go together, and the limit is no finding.
    if corrected == of_checks || (0.0 < corrected && corrected < 1.0) {
        let value = shown(figure, corrected);
        let interval = interval(report, figure).map_or(String::new(), |text| format!(" ({text})"));
        return Some(format!(
            "Allowing for checkers who {rates}, {value} were right{interval}.{as_found}"
        ));
    }
    let why = if corrected > 0.5 { "no more" } else { "more" };
    Some(format!(
        "There is no corrected figure to quote: {why} failed than checkers who {rates} would fail if nothing{} was wrong. See \
         whether those rates are right.",
        if corrected > 0.5 { "" } else { " but errors" }
    ))
}

fn money(report: &EstimateReport, all: &Group, part: Option<&str>) -> Option<String> {
    let figure = |name| of_frame(&all.figures, name);
    // Where no error was found and nothing limits it, £0 would say too much.
    let told = |figure: &&Figure| figure.found > 0 || figure.interval.is_some();
    let said = |figure: &Figure| {
        let value = shown(figure, figure.value?);
        let interval = interval(report, figure).map_or(String::new(), |text| format!(" ({text})"));
        Some(format!("{value}{interval}"))
    };
    let share = figure(FigureName::MveGross).filter(told).and_then(said);
    let pounds = figure(FigureName::ErrorGross).filter(told).and_then(said);
    let part = part.map_or(String::new(), |part| format!(" in {part}"));
    Some(match (share, pounds) {
        (Some(share), Some(pounds)) => format!(
            "Of the money assessed{part}, {share} was wrong, over and under together: {pounds}{OF_AMOUNTS}."
        ),
        (Some(share), None) => {
            format!("Of the money assessed{part}, {share} was wrong, over and under together.")
        }
        (None, Some(pounds)) => {
            format!(
                "Money assessed wrongly{part}, over and under together, was {pounds}{OF_AMOUNTS}."
            )
        }
        (None, None) => return None,
    })
}

/// The sum is of the amounts of the list, whatever time each of them is for: it is no total of a year.
const OF_AMOUNTS: &str = ", yearly if the amounts of the list are";

fn target(request: &Request, target: &Target) -> String {
    let level = level(target.level, target.figure.unit());
    let asks = target.figure.asks();
    let what = target.figure.said();
    let as_found = if target.figure == FigureName::Accuracy && request.correction().is_some() {
        format!(
            " That is of accuracy as the checks found it: --target accuracy-corrected={} judges it with what they miss.",
            level.replace(' ', "")
        )
    } else {
        String::new()
    };
    match target.probability {
        Some(probability) => format!(
            "The target of {asks} {level} for {what} is met with a probability of {}.{as_found}",
            chance(probability)
        ),
        None => format!("Whether the target of {asks} {level} for {what} is met cannot be said."),
    }
}

fn change(report: &EstimateReport, change: &Change) -> Option<String> {
    let is_told = [FigureName::Accuracy, FigureName::MveGross].contains(&change.figure);
    if !is_told {
        return None;
    }
    let half = 0.5 * (change.high - change.low);
    let moved = |by: f64| {
        let way = if by < 0.0 { "lower" } else { "higher" };
        format!("{} points {way}", points(by.abs(), half))
    };
    let chance = if change.low <= 0.0 && change.high >= 0.0 {
        "; chance alone may explain that"
    } else {
        ""
    };
    let among = match change.of_both {
        None => String::new(),
        Some(_) if report.suppress_below > 0 => " of the cases checked both times".into(),
        Some(cases) => format!(
            " of the {} cases checked both times",
            thousands(&cases.to_string())
        ),
    };
    Some(format!(
        "From `{}` to `{}`, {}{among} is {} ({} % interval {}){chance}.",
        plain(&change.from),
        plain(&change.to),
        change.figure.said(),
        moved(change.value),
        confidence(report.confidence),
        if change.low < 0.0 && change.high > 0.0 {
            format!("from {} to {}", moved(change.low), moved(change.high))
        } else {
            let ends = [change.low.abs(), change.high.abs()];
            let [least, most] = [ends[0].min(ends[1]), ends[0].max(ends[1])];
            format!("{} to {} points", points(least, half), points(most, half))
        },
    ))
}

/// `95 % interval 94.4 % to 97.4 %`.
fn interval(report: &EstimateReport, figure: &Figure) -> Option<String> {
    let (low, high) = figure.interval.filter(|_| figure.scope.is_of_frame())?;
    Some(format!(
        "{} % interval {} to {}",
        confidence(report.confidence),
        shown(figure, low),
        shown(figure, high)
    ))
}

/// A value with the digits that the figure's interval leaves: of pounds, to a thousandth of it or so.
fn shown(figure: &Figure, value: f64) -> String {
    let half = figure.half();
    match figure.name.unit() {
        FigureUnit::Pounds if half.is_finite() && half >= 1_000.0 => {
            let digit = 10f64.powf(half.log10().floor() - 2.0);
            whole_pounds((value / digit).round() * digit)
        }
        unit => amount(value, unit, half),
    }
}

#[cfg(test)]
mod tests {
    use crate::assess::Rate;
    use crate::report::build;
    use crate::request::{Comparison, Request, TargetLevel};
    use crate::testing::{joined, request};

    /// The answer of an estimate from results.
    fn check(request: Request, text: &str, expected: &[&str]) {
        let cases = joined(&request, text);
        let report = build(&request, cases).expect("a report");
        assert_eq!(report.answer, expected);
    }

    fn of(population: u64) -> Request {
        Request {
            population: Some(population),
            ..request()
        }
    }

    #[test]
    fn accuracy_and_its_interval_are_said_first() {
        check(
            of(100),
            "number,outcome\n1,fail\n2,pass\n3,pass\n4,pass\n",
            &[
                "Of 100 decisions, 75.0 % were right (95 % interval 30.1 % to 95.4 %), by 4 checks that found 1 wrong.",
            ],
        );
    }

    #[test]
    fn what_is_known_of_checked_cases_only_says_so() {
        check(
            request(),
            "number,outcome\n1,fail\n2,pass\n",
            &[
                "Of 2 decisions that were checked, 50.0 % were right. How likely each was to be chosen is unknown, so this \
               says nothing about the others.",
            ],
        );
    }

    #[test]
    fn no_error_found_is_no_proof_of_none() {
        let cases = joined(&of(100), "number,outcome\n1,pass\n2,pass\n");
        let report = build(&of(100), cases).expect("a report");
        assert!(
            report.answer[0].starts_with(
                "No error was found in 2 checks. That does not show that there is none"
            )
        );
    }

    #[test]
    fn targets_and_changes_are_said() {
        let text = "number,team,outcome,error,value\n1,north,fail,50,1000\n2,north,pass,,1000\n3,north,pass,,1000\n\
                    4,south,fail,20,1000\n5,south,fail,20,1000\n6,south,pass,,1000\n";
        let request = Request {
            changes: vec![Comparison::read("team=north|south").expect("a comparison")],
            targets: vec![TargetLevel::read("50%").expect("a target")],
            ..of(60)
        };
        let report = build(&request, joined(&request, text)).expect("a report");
        let said = report.answer.join("\n");
        for part in [
            "The target of at least 50 % for accuracy is met with a probability of ",
            "From `north` to `south`, accuracy is 33",
            "chance alone may explain that",
            "Of the money assessed, ",
        ] {
            assert!(said.contains(part), "{part}\n{said}");
        }
    }

    #[test]
    fn a_correction_says_what_it_allows_for_and_what_it_leaves() {
        let rows: String = (0..100)
            .map(|n| {
                format!(
                    "{n},{},1000,{}\n",
                    if n < 8 { "fail" } else { "pass" },
                    if n < 8 { "5" } else { "" }
                )
            })
            .collect();
        let text = format!("number,outcome,value,error\n{rows}");
        let said = |sensitivity: &str, false_fail: &str| {
            let request = Request {
                sensitivity: Some(Rate::read(sensitivity).expect("a rate")),
                false_fail: Some(Rate::read(false_fail).expect("a rate")),
                targets: vec![TargetLevel::read("90%").expect("a target")],
                ..of(5_000)
            };
            let report = build(&request, joined(&request, &text)).expect("a report");
            report.answer.join("\n")
        };
        let usual = said("45/60", "2/200");
        for part in [
            "Allowing for checkers who find 45 in 60 of errors and fail 2 in 200 of right decisions, 90",
            "Figures of money are as found, and not corrected.",
            "--target accuracy-corrected=90%",
        ] {
            assert!(usual.contains(part), "{part}\n{usual}");
        }
        // 8 % failed, and 10 % would if nothing was wrong.
        let beyond = said("75%", "20/200");
        assert!(
            beyond.contains(
                "There is no corrected figure to quote: no more failed than checkers who"
            ),
            "{beyond}"
        );
        assert!(!beyond.contains("100.0 %"), "{beyond}");
    }
}
