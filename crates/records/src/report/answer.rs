//! The answer of an estimate in the sentences that an analyst would publish, each from rows of the report.

use super::rows::{Change, Group, Report, Target};
use super::words::{amount, chance, level, points};
use crate::assess::{Figure, FigureName, Kind, Sample, Scope, of_frame};
use tierone_stats::format::{confidence, plain, thousands};

/// The sentences: accuracy, money, targets, changes.
pub(super) fn sentences(report: &Report, sample: &Sample, members: &[usize]) -> Vec<String> {
    let Some(all) = report.groups.first() else {
        return Vec::new();
    };
    if all.suppressed {
        return vec!["There are too few checked cases to report a figure.".into()];
    }
    let decisions = decisions(sample, members);
    let mut said = Vec::new();
    said.extend(accuracy(report, all, &decisions));
    said.extend(corrected(report, all));
    said.extend(money(report, all));
    if said.is_empty() {
        let reason = all
            .notes
            .first()
            .map_or(String::new(), |note| format!(": {note}"));
        said.push(format!("There is no figure of all cases{reason}."));
    }
    said.extend(all.targets.iter().map(target));
    said.extend(report.changes.iter().filter_map(|one| change(report, one)));
    said
}

/// `4,080 decisions`, where their number is known and accuracy applies to all that were checked.
fn decisions(sample: &Sample, members: &[usize]) -> String {
    let cases = || members.iter().map(|case| &sample.cases[*case]);
    let known = sample.kind == Kind::Strata
        && members.len() == sample.cases.len()
        && sample.size_conflict().is_none()
        && cases().all(|case| case.weight.is_some() && (!case.checked || case.wrong.is_some()));
    if !known {
        return "all decisions".into();
    }
    let weights: f64 = cases().filter_map(|case| case.weight).sum();
    format!("{} decisions", thousands(&format!("{weights:.0}")))
}

fn accuracy(report: &Report, all: &Group, decisions: &str) -> Option<String> {
    let Some(figure) = of_frame(&all.figures, FigureName::Accuracy) else {
        let figure = all
            .figures
            .iter()
            .find(|of| of.name == FigureName::Accuracy)?;
        let value = amount(figure.value?, figure.name.unit(), 0.05);
        return Some(format!(
            "Of {} decisions that were checked, {value} were right. How likely each was to be chosen is unknown, so this says \
             nothing about the others.",
            thousands(&figure.n.to_string())
        ));
    };
    let value = shown(figure, figure.value?);
    let checks = thousands(&figure.n.to_string());
    Some(match interval(report, figure) {
        _ if figure.method == "census" => {
            format!("All {checks} decisions were checked: {value} were right.")
        }
        None => {
            format!("Of {decisions}, {value} were right, by {checks} checks; there is no interval.")
        }
        Some(_) if figure.found == 0 => {
            let (low, high) = figure.interval?;
            format!(
                "No error was found in {checks} checks. That does not show that there is none: of {decisions}, {} to {} may be \
                 right ({} % interval).",
                shown(figure, low),
                shown(figure, high),
                confidence(report.confidence)
            )
        }
        Some(interval) => format!(
            "Of {decisions}, {value} were right ({interval}), by {checks} checks that found {} wrong.",
            thousands(&figure.found.to_string())
        ),
    })
}

fn corrected(report: &Report, all: &Group) -> Option<String> {
    let figure = of_frame(&all.figures, FigureName::AccuracyCorrected)?;
    let value = shown(figure, figure.value?);
    let interval = interval(report, figure).map_or(String::new(), |text| format!(" ({text})"));
    Some(format!(
        "Once what checkers miss is allowed for, {value} were right{interval}."
    ))
}

fn money(report: &Report, all: &Group) -> Option<String> {
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
    Some(match (share, pounds) {
        (Some(share), Some(pounds)) => format!(
            "Of the money assessed, {share} was wrong, over and under together: {pounds} a year."
        ),
        (Some(share), None) => {
            format!("Of the money assessed, {share} was wrong, over and under together.")
        }
        (None, Some(pounds)) => {
            format!("Money assessed wrongly, over and under together, was {pounds} a year.")
        }
        (None, None) => return None,
    })
}

fn target(target: &Target) -> String {
    let level = level(target.level, target.figure.unit());
    let asks = if target.figure.is_better_higher() {
        "at least"
    } else {
        "at most"
    };
    let what = target.figure.said();
    match target.probability {
        Some(probability) => format!(
            "The target of {asks} {level} for {what} is met with a probability of {}.",
            chance(probability)
        ),
        None => format!("Whether the target of {asks} {level} for {what} is met cannot be said."),
    }
}

fn change(report: &Report, change: &Change) -> Option<String> {
    let is_told = [FigureName::Accuracy, FigureName::MveGross].contains(&change.figure);
    if !is_told {
        return None;
    }
    let half = 0.5 * (change.high - change.low);
    let way = if change.value < 0.0 {
        "lower"
    } else {
        "higher"
    };
    let chance = if change.low <= 0.0 && change.high >= 0.0 {
        "; chance alone may explain that"
    } else {
        ""
    };
    Some(format!(
        "From `{}` to `{}`, {} is {} points {way} ({} % interval {} to {} points){chance}.",
        plain(&change.from),
        plain(&change.to),
        change.figure.said(),
        points(change.value.abs(), half),
        confidence(report.confidence),
        points(change.low, half),
        points(change.high, half),
    ))
}

/// `95 % interval 94.4 % to 97.4 %`.
fn interval(report: &Report, figure: &Figure) -> Option<String> {
    let (low, high) = figure.interval.filter(|_| figure.scope == Scope::Frame)?;
    Some(format!(
        "{} % interval {} to {}",
        confidence(report.confidence),
        shown(figure, low),
        shown(figure, high)
    ))
}

/// A value with the digits that the figure's interval leaves.
fn shown(figure: &Figure, value: f64) -> String {
    amount(value, figure.name.unit(), figure.half())
}

#[cfg(test)]
mod tests {
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
}
