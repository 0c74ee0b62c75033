//! Errors so large that an amount may be mistyped.

use super::words::count;
use crate::assess::{DrawnCase, DrawnSample};
use crate::request::Request;
use tierone_stats::format::{percent, whole_pounds};

/// So many errors have to be found before it is odd that most of their money is of one.
const FEW: usize = 3;

/// Errors that are larger than they can be, and one that is most of the figure: said beside the figures that they would spoil.
pub(super) fn large_errors(
    request: &Request,
    sample: &DrawnSample,
    members: &[usize],
) -> Option<String> {
    let asked = request.asked();
    let is_beyond = |case: &DrawnCase| match asked.max_error {
        Some(most) => case.error > most,
        None => case
            .value
            .filter(|_| !case.assumed)
            .is_some_and(|value| case.error > asked.max_taint * value),
    };
    let stands_for = |place: usize| {
        let weight = sample.weight(place).unwrap_or(1.0);
        weight * sample.cases[place].error
    };
    let wrong = members.iter().copied();
    let wrong: Vec<usize> = wrong
        .filter(|place| sample.cases[*place].checked && sample.cases[*place].error > 0.0)
        .collect();
    let all: f64 = wrong.iter().map(|place| stands_for(*place)).sum();
    let beyond = wrong.iter().copied();
    let beyond: Vec<usize> = beyond
        .filter(|place| is_beyond(&sample.cases[*place]))
        .collect();
    let error = |place: &usize| sample.cases[*place].error;
    let by_amount = |one: &usize, other: &usize| error(one).total_cmp(&error(other));
    let by_weight = |one: &usize, other: &usize| stands_for(*one).total_cmp(&stands_for(*other));
    let largest = beyond
        .iter()
        .copied()
        .max_by(by_amount)
        .or_else(|| wrong.iter().copied().max_by(by_weight))?;
    // What one case has is not shown where small groups are left out.
    let is_told = request.suppress_below <= 1;
    let share = stands_for(largest) / all;
    let is_most = share > 0.5 && wrong.len() >= FEW && is_told;
    let case = &sample.cases[largest];
    let example = match case.value.filter(|_| !case.assumed) {
        Some(value) => format!("{} of {}", whole_pounds(case.error), whole_pounds(value)),
        None => whole_pounds(case.error),
    };
    let of_figure = match share {
        nearly_all if nearly_all > 0.99 => "nearly all of the money in error".to_owned(),
        share => format!("{} of the money in error", percent(share, 0)),
    };
    let what = if beyond.is_empty() {
        if !is_most {
            return None;
        }
        format!("One error, {example}, is {of_figure}")
    } else {
        let than = if asked.max_error.is_some() || asked.max_taint != 1.0 {
            "what is declared as the most"
        } else {
            "the value of their case"
        };
        let named = match (is_told, is_most) {
            (false, _) => String::new(),
            (true, false) => format!(", the largest {example}"),
            (true, true) => format!(", the largest {example}, which is {of_figure}"),
        };
        format!(
            "The errors of {} are larger than {than}{named}",
            count(beyond.len(), request)
        )
    };
    Some(format!(
        "{what}: see whether an amount is mistyped before any figure of money is used."
    ))
}

#[cfg(test)]
mod tests {
    use crate::report::build;
    use crate::request::Request;
    use crate::testing::{joined, request};

    fn answer(errors: &[&str], suppress_below: u64) -> String {
        let rows = errors.iter().zip(1..);
        let rows: String = rows
            .map(|(error, case)| format!("{case},fail,{error},5706\n"))
            .collect();
        let request = Request {
            population: Some(500),
            suppress_below,
            ..request()
        };
        let text = format!("number,outcome,error,value\n{rows}");
        let report = build(&request, joined(&request, &text)).expect("a report");
        report.answer.join("\n")
    }

    #[test]
    fn an_error_beyond_its_case_is_said_in_the_answer() {
        let said = answer(&["999999", "50", "20", "30"], 1);
        let words = "The errors of 1 case are larger than the value of their case, the largest £999,999 of £5,706, which is nearly all of \
                     the money in error: see whether an amount is mistyped";
        assert!(said.contains(words), "{said}");
        let said = answer(&["999999", "50", "20", "30"], 2);
        assert!(said.contains("fewer than 2 cases are larger"), "{said}");
        assert!(!said.contains("999"), "{said}");
    }

    #[test]
    fn one_error_that_is_most_of_the_money_is_said_too() {
        let said = answer(&["5000", "50", "20", "30"], 1);
        let words = "One error, £5,000 of £5,706, is 98 % of the money in error: see whether";
        assert!(said.contains(words), "{said}");
        for usual in [&["50", "40", "30"][..], &["5000", "50"]] {
            let said = answer(usual, 1);
            assert!(!said.contains("mistyped"), "{said}");
        }
    }
}
