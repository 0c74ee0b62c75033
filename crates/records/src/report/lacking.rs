//! Rows that do not say how their cases were drawn, where others do.

use super::words::count;
use crate::join::WithoutChance;
use crate::request::Request;
use tierone_stats::format::plain;

/// Checked cases without a chance: they have no say, and those that failed would make figures worse.
pub(super) fn without_chance(request: &Request, cases: &[WithoutChance]) -> Option<String> {
    if cases.is_empty() {
        return None;
    }
    let mut failed = cases.iter().filter(|case| case.failed);
    let worse = match (failed.clone().count(), failed.next()) {
        (0, _) | (_, None) => String::new(),
        (number, Some(first)) => {
            let named = match (is_named(request), number) {
                (true, 1) => format!(" (row {}, case `{}`)", first.row, plain(&first.number)),
                (true, _) => format!(
                    ", the first of them in row {} (case `{}`)",
                    first.row,
                    plain(&first.number)
                ),
                (false, _) => String::new(),
            };
            let them = if number == 1 { "it" } else { "them" };
            match (cases.len(), named_count(number, request)) {
                (1, _) => format!(" It failed{named}: with it the figures would look worse."),
                (_, of) => {
                    format!(" {of} failed{named}: with {them} the figures would look worse.")
                }
            }
        }
    };
    let are = if cases.len() == 1 { "is" } else { "are" };
    let rows: Vec<u64> = cases.iter().map(|case| case.row).collect();
    Some(format!(
        "{} without a chance of being drawn, or a weight, {are} left out{}.{worse}",
        count(cases.len(), request),
        in_rows(request, &rows)
    ))
}

/// Rows with an empty stratum, which make a stratum of their own.
pub(super) fn without_stratum(request: &Request, rows: &[u64]) -> Option<String> {
    if rows.is_empty() {
        return None;
    }
    let (are, a) = match rows.len() {
        1 => ("is", "it was"),
        _ => ("are", "they were"),
    };
    Some(format!(
        "{} without a name of a stratum{} {are} taken as a stratum apart: write the one that {a} drawn from.",
        count(rows.len(), request),
        in_rows(request, rows)
    ))
}

fn named_count(number: usize, request: &Request) -> String {
    match count(number, request) {
        one if number == 1 => one,
        more => format!("{more} of them"),
    }
}

/// Where small groups are left out or people have pseudonyms, no single case is pointed at.
fn is_named(request: &Request) -> bool {
    request.suppress_below == 0 && !request.pseudonyms
}

/// ` (rows 14, 20 and 31)`.
fn in_rows(request: &Request, rows: &[u64]) -> String {
    const NAMED: usize = 6;
    if !is_named(request) {
        return String::new();
    }
    let named: Vec<String> = rows.iter().take(NAMED).map(u64::to_string).collect();
    match (&named[..], rows.len() - named.len()) {
        ([one], _) => format!(" (row {one})"),
        ([first @ .., last], 0) => format!(" (rows {} and {last})", first.join(", ")),
        (_, more) => format!(" (rows {} and {more} more)", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use crate::report::build;
    use crate::request::Request;
    use crate::testing::{joined, request};

    fn answer(request: &Request, text: &str) -> String {
        let report = build(request, joined(request, text)).expect("a report");
        report.answer.join("\n")
    }

    #[test]
    fn a_case_that_vanishes_for_want_of_a_weight_is_named_and_that_it_failed() {
        let text =
            "number,outcome,weight,stratum\nC1,pass,2,a\nC2,fail,,a\nC3,pass,2,a\nC4,pass,2,a\n";
        let said = answer(&request(), text);
        let part = "1 case without a chance of being drawn, or a weight, is left out (row 3). It failed (row 3, case `C2`): with it \
                    the figures would look worse.";
        assert!(said.contains(part), "{said}");
        let hidden = Request {
            suppress_below: 2,
            ..request()
        };
        let said = answer(&hidden, text);
        assert!(said.contains("left out") && !said.contains("C2"), "{said}");
        // Where nobody has a weight, none lacks one.
        let said = answer(&request(), "number,outcome,weight\nC1,pass,\nC2,fail,\n");
        assert!(!said.contains("without a chance"), "{said}");
    }

    #[test]
    fn rows_without_a_stratum_are_named() {
        let text =
            "number,outcome,weight,stratum\nC1,pass,2,a\nC2,fail,2,\nC3,pass,2,a\nC4,pass,2,\n";
        let said = answer(&request(), text);
        let part =
            "2 cases without a name of a stratum (rows 3 and 5) are taken as a stratum apart";
        assert!(said.contains(part), "{said}");
        let said = answer(&request(), &text.replace(",a", ","));
        assert!(!said.contains("stratum apart"), "{said}");
    }
}
