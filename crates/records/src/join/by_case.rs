//! Joins cases with their results in one row each.

use std::collections::{BTreeMap, BTreeSet};

use super::case_list::{CaseList, ListedCase};
use super::drawn::{Amounts, Numbers, negative_values, not_drawn, not_drawn_of, set_error};
use super::joined::Joined;
use super::stacked::stacked;
use crate::lists::{Problems, Record};
use crate::request::Request;
use tierone_scenario::catalogue;

/// Joins cases with their results. `results` in a file of their own take the place of what `cases` says; rows of other cases
/// are wrong there.
pub fn by_case(
    request: &Request,
    cases: &CaseList,
    results: Option<&CaseList>,
) -> (Joined, Problems) {
    let stacked = results.and_then(|results| stacked(cases, results));
    let (mut joined, problems) = match (&stacked, results) {
        (Some(stacked), Some(results)) => {
            let (joined, _) = in_one_row(request, stacked, None);
            let problems = strays(request, &joined, results);
            (joined, problems)
        }
        _ => in_one_row(request, cases, results),
    };
    if let Some(results) = results {
        let asked: BTreeSet<&String> = results.cases.iter().map(|one| &one.record.number).collect();
        let others = results.other_checks.iter();
        let others = others.filter(|number| !asked.contains(number));
        let others = others.filter(|number| joined.rows.contains_key(*number));
        joined.other_checks = others.count() as u64;
        joined.of_checks.clone_from(&request.conditions_on_results);
    }
    (joined, problems)
}

/// Results of cases that were not drawn, where cases have several.
fn strays(request: &Request, joined: &Joined, results: &CaseList) -> Problems {
    let of = |listed: &&ListedCase| {
        let number = &listed.record.number;
        joined.rows.contains_key(number) || joined.left_out.contains(number)
    };
    let (known, strays): (Vec<&ListedCase>, Vec<&ListedCase>) = results.cases.iter().partition(of);
    let with_results: BTreeSet<&String> = known.iter().map(|one| &one.record.number).collect();
    let strays = strays
        .into_iter()
        .map(|listed| (&listed.record.number, listed.row));
    not_drawn(
        (request, &results.number),
        (joined.rows.keys(), with_results.len()),
        strays,
    )
}

/// Joins each case with one row of results.
fn in_one_row(
    request: &Request,
    cases: &CaseList,
    results: Option<&CaseList>,
) -> (Joined, Problems) {
    let found = results.unwrap_or(cases);
    let mut records = cases.cases.iter().map(|listed| &listed.record);
    let mut joined = Joined {
        sided: found.sided,
        repeated: found.repeated,
        amounts: found.has_amounts,
        chances: cases.has_chances,
        weighted: records.any(|record| record.weight.is_some() || record.size.is_some()),
        ..Joined::with_labels(&request.columns())
    };
    if joined.repeated {
        joined.notes.push(
            "some cases were checked more than once: figures are of one check at a time (and where it left out some cases, of those that had \
             it alone), changes go by case, and counts are of checks"
                .into(),
        );
    }
    joined.not_drawn = not_drawn_of(cases);
    joined.cautions.clone_from(&cases.cautions);
    let apart = results.is_some();
    let others = results.iter().flat_map(|results| &results.cases);
    let mut others: BTreeMap<&String, &ListedCase> = others
        .map(|listed| (&listed.record.number, listed))
        .collect();
    let outcomes = catalogue::outcomes();
    let mut numbers = Numbers::default();
    let mut amounts = Amounts::default();
    let (mut negative, mut no_value, mut with_results) = (0u64, 0u64, 0);
    let blank = Record::default();
    for listed in &cases.cases {
        let record = match (others.remove(&listed.record.number), apart) {
            (Some(other), _) => {
                with_results += 1;
                &other.record
            }
            (None, false) => &listed.record,
            (None, true) => &blank,
        };
        if joined.leaves_out(request, listed) {
            continue;
        }
        let mut case = numbers.case(request, &listed.record);
        let value = listed.record.value.or(record.value);
        case.set_value(value);
        negative += u64::from(case.negative);
        let told = [record.error, record.over, record.under];
        let told = told.iter().any(Option::is_some);
        // Against an audited value, the difference is what is over or under.
        let audited = record.audited.filter(|_| !told);
        let against = value.zip(audited).map(|(value, audited)| value - audited);
        no_value += u64::from(audited.is_some() && value.is_none());
        let has_amounts = told || against.is_some();
        let outcome = record.outcome.map(|outcome| &outcomes[outcome]);
        case.checked = outcome.is_some() || (!found.has_outcome && has_amounts);
        let sides = [record.over, record.under].map(|side| side.unwrap_or(0.0));
        match against {
            Some(difference) => set_error(&mut case, difference, 0.0),
            None => set_error(&mut case, sides[0], sides[1]),
        }
        case.error = record.error.unwrap_or(case.over + case.under);
        case.priced = has_amounts;
        amounts.add(has_amounts, outcome.is_some_and(|outcome| outcome.fail));
        let failed = outcome.map_or(case.error > 0.0, |outcome| outcome.fail);
        let applies = outcome.is_none_or(|outcome| outcome.name != "n/a");
        // Too much and too little are of parts of the decision of which each is held to the tolerance.
        let amount = case.error.max(sides[0]).max(sides[1]);
        let is_beyond = !has_amounts || request.tolerance.is_exceeded_by(amount, case.value);
        case.wrong = applies.then_some(failed && is_beyond);
        if listed.inside {
            let name = match (outcome, failed) {
                (Some(outcome), _) => outcome.name.as_str(),
                (None, true) => "fail",
                (None, false) => "pass",
            };
            let outcome = case.checked.then_some((name, failed));
            joined.count(outcome, "", &listed.record.process, listed.record.closed);
        }
        joined.push(case, listed);
    }
    joined.amounts &= amounts.are_recorded();
    joined.set_strata(numbers.strata());
    joined.fails_left_out =
        cases.fails_left_out + results.map_or(0, |results| results.fails_left_out);
    joined.notes.extend(negative_values(negative));
    if no_value > 0 {
        joined.notes.push(format!(
            "{no_value} cases have an audited value and no value that it could be compared with: they count as not checked"
        ));
    }
    let strays = others.iter().map(|(number, listed)| (*number, listed.row));
    let strays = not_drawn(
        (request, &found.number),
        (joined.rows.keys(), with_results),
        strays,
    );
    (joined, strays)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{Comparison, Tolerance};
    use crate::testing::{cases, joined, request};

    #[test]
    fn results_in_a_file_of_their_own_take_the_place_of_the_cases() {
        let list = |text| cases(&request(), text).expect("a list").0;
        let drawn = list("number,outcome,value\n1,fail,100\n2,pass,200\n");
        let results = list("number,outcome,error\n1,pass,\n3,fail,5\n");
        let (joined, strays) = by_case(&request(), &drawn, Some(&results));
        let checked = joined.cases.iter().map(|case| (case.checked, case.wrong));
        let checked: Vec<(bool, Option<bool>)> = checked.collect();
        assert_eq!(checked, [(true, Some(false)), (false, Some(false))]);
        assert_eq!(joined.cases[1].value, Some(200.0));
        assert_eq!(
            strays.first[0].to_string(),
            "row 3, column `number`: `3` was not drawn"
        );
    }

    #[test]
    fn a_case_that_was_checked_twice_is_compared_with_itself_beside_its_sample() {
        let request = Request {
            sample: Some("drawn.csv".into()),
            changes: vec![Comparison::read("look=first|second").expect("a comparison")],
            ..request()
        };
        let drawn = Request {
            sample: None,
            changes: Vec::new(),
            ..request.clone()
        };
        let mut drawn = cases(&drawn, "number,weight\n1,2\n2,2\n3,2\n4,2\n")
            .expect("a list")
            .0;
        drawn.has_label = vec![false];
        drawn
            .cases
            .iter_mut()
            .for_each(|case| case.labels = vec![String::new()]);
        let rows = "1,pass,first\n2,fail,first\n3,pass,first\n1,pass,second\n2,pass,second\n3,fail,second\n5,fail,first\n";
        let (results, problems) =
            cases(&request, &format!("number,outcome,look\n{rows}")).expect("results");
        assert!(problems.is_empty(), "{:?}", problems.first);
        let (joined, strays) = by_case(&request, &drawn, Some(&results));
        assert_eq!((joined.cases.len(), strays.rows), (7, 1));
        let labels = joined.labels("look").expect("labels");
        assert_eq!(
            labels,
            ["first", "second", "first", "second", "first", "second", ""]
        );
        let weights = joined.cases.iter().filter_map(|case| case.weight);
        assert!(joined.repeated && weights.sum::<f64>() == 14.0);
    }

    #[test]
    fn results_of_another_sample_are_told_from_a_few_strays() {
        let list = |numbers: std::ops::Range<u32>| {
            let rows: String = numbers.map(|n| format!("{n},pass\n")).collect();
            cases(&request(), &format!("number,outcome\n{rows}"))
                .expect("a list")
                .0
        };
        let first_do = |drawn, results| {
            let (_, strays) = by_case(&request(), &list(drawn), Some(&list(results)));
            (strays.rows, strays.first_do)
        };
        // 20 of 60 were drawn by both.
        let (rows, why) = first_do(0..60, 40..100);
        assert!(rows == 40 && why.is_some_and(|why| why.contains("40 of 60 cases with results")));
        // Results of several samples, or of most of one.
        assert_eq!(first_do(0..60, 0..120), (60, None));
        assert_eq!(first_do(0..60, 3..63), (3, None));
    }

    #[test]
    fn an_error_within_the_tolerance_is_money_and_no_fail() {
        let request = Request {
            tolerance: Tolerance::Amount(5.0),
            ..request()
        };
        let joined = joined(
            &request,
            "number,outcome,error\n1,fail,5\n2,fail,6\n3,fail,\n4,n/a,\n",
        );
        let sides = self::joined(
            &request,
            "number,outcome,overstated,understated\n1,fail,5,5\n2,fail,6,6\n",
        );
        let wrong = sides.cases.iter().map(|case| (case.wrong, case.set_off));
        assert_eq!(
            wrong.collect::<Vec<_>>(),
            [(Some(false), 5.0), (Some(true), 6.0)]
        );
        let found = joined.cases.iter().map(|case| (case.wrong, case.error));
        let found: Vec<(Option<bool>, f64)> = found.collect();
        // Without an amount nothing is known to be small.
        let (right, wrong) = (Some(false), Some(true));
        assert_eq!(
            found,
            [(right, 5.0), (wrong, 6.0), (wrong, 0.0), (None, 0.0)]
        );
        assert_eq!(joined.counts[&("fail", "fail".into())].tally.failed, 3);
    }
}
