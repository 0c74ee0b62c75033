//! Joins the rows of a sheet with the cases that were drawn.

use super::case_list::CaseList;
use super::drawn::{Amounts, Numbers, negative_values, not_drawn, not_drawn_of, set_error};
use super::joined::Joined;
use super::sheet::Sheet;
use crate::input_error::InputError;
use crate::lists::{Finding, Problems};
use crate::request::Request;

/// Joins a sheet with the cases that were drawn. Rows of other cases are wrong.
///
/// # Errors
/// An attribute asked for is unknown.
pub fn by_sheet(
    request: &Request,
    drawn: &CaseList,
    mut sheet: Sheet,
) -> Result<(Joined, Problems), InputError> {
    let of_accuracy = sheet.of_accuracy(request)?;
    let mut joined = Joined {
        sided: true,
        amounts: sheet.has_amounts,
        chances: drawn.has_chances,
        not_drawn: not_drawn_of(drawn),
        cautions: drawn.cautions.clone(),
        attributes: sheet.named(&of_accuracy),
        ..Joined::with_labels(&request.columns())
    };
    let mut numbers = Numbers::default();
    let (mut empty, mut unfinished, mut with_results) = (0u64, 0u64, 0);
    let mut amounts = Amounts::default();
    for listed in &drawn.cases {
        let checked = sheet.cases.remove(&listed.record.number);
        with_results += usize::from(checked.is_some());
        let checked = checked.unwrap_or_default();
        let findings = &checked.findings;
        if joined.leaves_out(request, listed) {
            continue;
        }
        let mut case = numbers.case(request, &listed.record);
        let of_accuracy = || {
            findings
                .iter()
                .filter(|finding| of_accuracy[finding.attribute])
        };
        let has_outcome = |finding: &Finding| finding.outcome.is_some();
        let outcome = |finding: &Finding| finding.outcome.map(|outcome| &sheet.outcomes[outcome]);
        let is_fail = |finding: &&Finding| outcome(finding).is_some_and(|outcome| outcome.fail);
        let failed = of_accuracy().any(|finding| is_fail(&finding));
        let finished =
            !checked.bad && findings.iter().any(has_outcome) && of_accuracy().all(has_outcome);
        // One fail makes a decision inaccurate, whatever is found in the rest.
        case.checked = finished || failed;
        unfinished += u64::from(failed && !finished && listed.inside);
        let pounds = |of: fn(&Finding) -> i64| {
            let amounts = findings.iter().map(|finding| i128::from(of(finding)));
            amounts.sum::<i128>() as f64 / 100.0
        };
        set_error(
            &mut case,
            pounds(|finding| finding.over),
            pounds(|finding| finding.under),
        );
        case.error = case.over + case.under;
        case.priced = findings.iter().any(|finding| finding.amounts);
        amounts.add(
            case.priced,
            findings.iter().any(|finding| is_fail(&finding)),
        );
        let applies =
            of_accuracy().any(|f| outcome(f).is_some_and(|outcome| outcome.name != "n/a"));
        // Each attribute by itself, as in a simulation: errors of two that hide each other in money are errors.
        let is_beyond = |finding: &Finding| {
            let amount = finding.over.max(finding.under) as f64 / 100.0;
            !finding.amounts || request.tolerance.is_exceeded_by(amount, case.value)
        };
        let wrong = of_accuracy().filter(is_fail).any(is_beyond);
        case.wrong = applies.then_some(wrong);
        for finding in findings.iter().filter(|_| listed.inside) {
            let outcome = outcome(finding);
            empty += u64::from(outcome.is_none());
            joined.count(
                outcome.map(|outcome| (outcome.name.as_str(), outcome.fail)),
                &sheet.attributes[finding.attribute].name,
                &listed.record.process,
                listed.record.closed.or(finding.decided),
            );
        }
        joined.push(case, listed);
    }
    joined.amounts &= amounts.are_recorded();
    joined.set_strata(numbers.strata());
    let values = drawn.cases.iter().filter_map(|listed| listed.record.value);
    let negative = values.filter(|value| *value < 0.0).count() as u64;
    joined.notes.extend(negative_values(negative));
    joined.unfinished = unfinished;
    if empty > 0 {
        joined.notes.push(format!(
            "{empty} outcomes are empty: they count as not yet checked, never as passes"
        ));
    }
    let strays = sheet.cases.iter().map(|(number, case)| (number, case.row));
    let strays = not_drawn(
        (request, &sheet.number),
        (joined.rows.keys(), with_results),
        strays,
    );
    Ok((joined, strays))
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;
    use crate::lists::survey::Surveyed;
    use crate::lists::{Rows, SHEET};
    use crate::request::Tolerance;
    use crate::testing::{header, request};
    use tierone_scenario::catalogue;

    const COLUMNS: &str = "number,attribute,outcome,comment,overstated,understated";

    fn sheet(request: &Request, rows: &str) -> Sheet {
        let header = header(COLUMNS);
        let columns = find(request, &header, SHEET).expect("columns");
        let text = format!("{COLUMNS}\n{rows}");
        let mut rows = Rows::open(text.as_bytes(), None).expect("a header");
        let attributes = catalogue::attributes();
        let (sheet, problems) = Sheet::read(
            request,
            &header,
            &columns,
            &Surveyed::default(),
            attributes,
            &mut rows,
        )
        .expect("a sheet");
        assert!(problems.is_empty(), "{:?}", problems.first);
        sheet
    }

    #[test]
    fn a_case_is_checked_when_all_its_attributes_are() {
        let rows = "1,income,fail,why,10,2\n1,effective-dates,pass,,,\n2,income,pass,,,\n2,effective-dates,,,,\n";
        let request = request();
        let sheet = sheet(&request, rows);
        let drawn = sheet.drawn(&request).expect("cases");
        let (joined, strays) = by_sheet(&request, &drawn, sheet).expect("cases");
        assert!(strays.is_empty());
        let [one, two] = &joined.cases[..] else {
            panic!("two cases")
        };
        assert_eq!(
            (one.checked, one.wrong, one.error),
            // £10 over and £2 under in one decision are £8 over.
            (true, Some(true), 8.0)
        );
        assert!(!two.checked);
        assert!(joined.notes[0].starts_with("1 outcomes are empty"));
    }

    #[test]
    fn a_fail_is_a_fail_whatever_else_is_empty_or_wrong() {
        let rows = "1,income,fail,why,10,\n1,effective-dates,,,,\n2,income,pass,,,\n2,effective-dates,,,,\n\
                    3,income,fail,,10,\n3,effective-dates,pass,,,\n4,income,fail,why,much,\n4,effective-dates,pass,,,\n\
                    5,income,perhaps,,,\n5,effective-dates,pass,,,\n6,income,fail,why,0,\n6,effective-dates,pass,,,\n";
        let request = request();
        let header = header(COLUMNS);
        let columns = find(&request, &header, SHEET).expect("columns");
        let text = format!("{COLUMNS}\n{rows}");
        let mut rows = Rows::open(text.as_bytes(), None).expect("a header");
        let (attributes, surveyed) = (catalogue::attributes(), Surveyed::default());
        let read = Sheet::read(
            &request, &header, &columns, &surveyed, attributes, &mut rows,
        );
        let (sheet, problems) = read.expect("a sheet");
        // No comment, no amount, no outcome.
        assert_eq!((problems.rows, problems.outcomes_count), (3, true));
        let drawn = sheet.drawn(&request).expect("cases");
        let (joined, _) = by_sheet(&request, &drawn, sheet).expect("cases");
        let found = joined.cases.iter();
        let found: Vec<_> = found
            .map(|case| (case.checked, case.wrong == Some(true), case.priced))
            .collect();
        let half_filled = (false, false, false);
        assert_eq!(
            found,
            [
                (true, true, true),
                half_filled,
                (true, true, true),
                (true, true, false),
                half_filled,
                (true, true, true),
            ]
        );
        assert_eq!(joined.unfinished, 1);
    }

    #[test]
    fn errors_that_hide_each_other_in_money_are_errors_all_the_same() {
        let request = Request {
            tolerance: Tolerance::Amount(200.0),
            ..request()
        };
        let rows = "1,income,fail,why,500,\n1,effective-dates,fail,why,,500\n2,income,fail,why,150,\n\
                    2,effective-dates,fail,why,150,\n3,income,fail,why,500,300\n3,effective-dates,pass,,,\n";
        let sheet = sheet(&request, rows);
        let drawn = sheet.drawn(&request).expect("cases");
        let (joined, _) = by_sheet(&request, &drawn, sheet).expect("cases");
        let found = joined.cases.iter();
        let found: Vec<_> = found
            .map(|case| (case.wrong == Some(true), case.error, case.set_off))
            .collect();
        // Two errors within the tolerance are together beyond it, and neither makes the decision wrong.
        assert_eq!(
            found,
            [
                (true, 0.0, 500.0),
                (false, 300.0, 0.0),
                (true, 200.0, 300.0)
            ]
        );
    }

    #[test]
    fn a_fail_counts_if_its_attribute_is_asked_for() {
        let request = Request {
            attributes: vec!["effective dates".into()],
            ..request()
        };
        let sheet = |request: &Request| {
            sheet(
                request,
                "1,income,fail,why,10,\n1,effective-dates,pass,,,\n",
            )
        };
        let drawn = sheet(&request).drawn(&request).expect("cases");
        let (joined, _) = by_sheet(&request, &drawn, sheet(&request)).expect("cases");
        assert_eq!(joined.cases[0].wrong, Some(false));
        let wrong = Request {
            attributes: vec!["incme".into()],
            ..request
        };
        let why = by_sheet(&wrong, &drawn, sheet(&wrong)).expect_err("no such attribute");
        assert_eq!(why.help.as_deref(), Some("did you mean `income`?"));
    }
}
