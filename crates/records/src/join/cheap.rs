//! A cheap result of every case of a frame, or of a sample of it, beside the gold ones of some.

use std::collections::BTreeMap;

use super::joined::Joined;
use crate::assess::{Cheap, DrawnCase, is_of_fails, parted};
use crate::input_error::InputError;
use crate::lists::amounts::amount;
use crate::lists::formats::{Format, is_nothing};
use crate::lists::outcomes::OutcomeWords;
use crate::request::Request;
use tierone_scenario::catalogue;

/// Parts the strata of `cases` by the cheap result in `column`: every row is a case of the frame, or of a sample that was drawn at random
/// within strata, and those checked are drawn at random within each stratum. A stratum in which one result has no gold check stays whole.
///
/// # Errors
/// The cases were drawn otherwise, or the column has no result of every case.
pub(super) fn part(
    request: &Request,
    column: &str,
    cases: &mut [DrawnCase],
    joined: &Joined,
) -> Result<Cheap, InputError> {
    check(column, cases, joined)?;
    let of_sample = is_sample(request, cases, joined)?;
    let labels = joined.labels(column).unwrap_or_default();
    let (amounts, are_amounts) = results(request, column, labels)?;
    let count = cases.iter().map(|case| case.stratum + 1).max().unwrap_or(0);
    let mut checked = vec![[false; 2]; count];
    let mut listed = vec![[false; 2]; count];
    for (case, amount) in cases.iter().zip(&amounts) {
        let result = usize::from(*amount > 0.0);
        listed[case.stratum][result] = true;
        checked[case.stratum][result] |= case.checked;
    }
    let without = cases.iter().zip(&amounts).filter(|(case, amount)| {
        let [passed, failed] = checked[case.stratum];
        let own = if **amount > 0.0 { failed } else { passed };
        !own && (passed || failed)
    });
    let alone = without.count() as u64;
    for (case, amount) in cases.iter_mut().zip(&amounts) {
        let is_parted = checked[case.stratum] == listed[case.stratum];
        case.stratum = parted(case.stratum, is_parted && *amount > 0.0);
        case.weight = case.weight.filter(|_| of_sample).or(Some(1.0));
        (case.size, case.drawn) = (None, None);
    }
    // Of several strata, and of a sample, the amounts are used as pass or fail.
    let simple = !of_sample && count == 1 && cases.iter().any(|case| is_of_fails(case.stratum));
    Ok(Cheap {
        failed: amounts.iter().map(|amount| *amount > 0.0).collect(),
        alone,
        strata: count,
        of_sample,
        amounts: (are_amounts && simple).then_some(amounts),
    })
}

/// Whether cases are a sample of the frame, drawn at random within strata; otherwise each is a case of the frame, and stands for itself.
fn is_sample(request: &Request, cases: &[DrawnCase], joined: &Joined) -> Result<bool, InputError> {
    if !(joined.chances || joined.weighted || request.population.is_some()) {
        return Ok(false);
    }
    let unknown = cases.iter().filter(|case| case.weight.is_none()).count();
    if unknown > 0 {
        return Err(InputError::new(format!(
            "{unknown} of {} cases have a cheap result and no chance of being drawn",
            cases.len()
        ))
        .help("fill in the weight or the inclusion probability of each, or leave those cases out of everything with --where, such as \
               --where \"inclusion_probability != ''\""));
    }
    let mut strata: BTreeMap<usize, f64> = BTreeMap::new();
    for case in cases {
        let weight = case.weight.unwrap_or(1.0);
        let first = *strata.entry(case.stratum).or_insert(weight);
        // Weights are written with few digits.
        if (weight / first - 1.0).abs() > 1e-6 {
            return Err(InputError::new(
                "--cheap is of all cases, or of a sample drawn at random within strata, and here chances differ within a stratum",
            )
            .help("leave out --cheap: the gold results are then a sample by their own chances"));
        }
    }
    Ok(strata.values().any(|weight| *weight > 1.0 + 1e-6))
}

/// Refuses what a cheap result adds nothing to.
fn check(column: &str, cases: &[DrawnCase], joined: &Joined) -> Result<(), InputError> {
    let whole = format!(
        "give the list of all cases, or of those drawn, each with its `{column}`; outcomes stay empty where only that is known, \
         or stand in RESULTS with the list as --sample"
    );
    let refuse = |why: &str| Err(InputError::new(why).help(whole.clone()));
    if joined.repeated || cases.iter().any(|case| case.cluster.is_some()) {
        return refuse("--cheap is of cases that were drawn singly and checked once");
    }
    if cases.iter().all(|case| case.checked) {
        return refuse(
            "every case of the list is checked, and a cheap result adds nothing to that",
        );
    }
    Ok(())
}

/// By case what the cheap check found, an amount or 1 for a fail and 0 for a pass; and whether they are amounts.
fn results(
    request: &Request,
    column: &str,
    labels: &[String],
) -> Result<(Vec<f64>, bool), InputError> {
    let empty = labels
        .iter()
        .filter(|label| label.is_empty() || is_nothing(label))
        .count();
    if empty > 0 || labels.is_empty() {
        return Err(InputError::new(format!(
            "{empty} of {} cases have nothing in `{column}`, and the cheap result has to be there of every case",
            labels.len()
        ))
        .help(format!(
            "fill it in, or leave those cases out of everything with --where \"{column} != ''\""
        )));
    }
    let outcomes = catalogue::outcomes();
    let words = OutcomeWords::told(&request.pass, &request.fail, Format::default());
    let mut found = Vec::with_capacity(labels.len());
    let (mut are_amounts, mut is_said) = (false, false);
    for label in labels {
        let outcome = words.read(label, Format::default(), &outcomes);
        let outcome = outcome
            .map(|outcome| f64::from(u8::from(outcomes[outcome].fail)))
            .ok();
        let amount = amount(label).ok().filter(|amount| amount.0 >= 0);
        let amount = amount.map(|amount| amount.pounds());
        is_said |= outcome == Some(1.0);
        are_amounts |=
            outcome.is_none() && amount.is_some_and(|amount| amount != 0.0 && amount != 1.0);
        let Some(read) = outcome.or(amount).filter(|_| !(is_said && are_amounts)) else {
            return Err(InputError::new(format!(
                "`{label}` in `{column}` is neither an outcome nor an amount of 0 or more"
            ))
            .help("write pass or fail, 0 or 1, or the amount in error; state words of your own with --pass and --fail"));
        };
        found.push(read);
    }
    Ok((found, are_amounts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::join::sample;
    use crate::testing::{joined, request};

    const LIST: &str = "number,machine,outcome\n1,pass,pass\n2,fail,fail\n3,pass,\n4,fail,\n5,pass,pass\n6,pass,\n";

    fn parted(text: &str) -> Result<crate::assess::DrawnSample, InputError> {
        let request = Request {
            cheap: Some("machine".into()),
            ..request()
        };
        sample(&request, &mut joined(&request, text))
    }

    #[test]
    fn gold_results_stand_for_those_that_the_cheap_check_says_the_same_of() {
        let sample = parted(LIST).expect("a sample");
        let weights: Vec<Option<f64>> = (0..6).map(|case| sample.weight(case)).collect();
        assert_eq!(weights, [Some(2.0), Some(2.0), None, None, Some(2.0), None]);
    }

    #[test]
    fn a_result_without_a_gold_check_is_not_told_apart() {
        let sample = parted(&LIST.replace("2,fail,fail", "2,fail,")).expect("a sample");
        assert_eq!((sample.weight(0), sample.weight(1)), (Some(3.0), None));
    }

    #[test]
    fn what_is_no_list_of_all_cases_is_refused() {
        for (text, said) in [
            (
                "number,machine,outcome,weight\n1,pass,pass,2\n2,fail,,3\n",
                "chances differ within a stratum",
            ),
            (
                "number,machine,outcome,weight\n1,pass,pass,2\n2,fail,,\n",
                "1 of 2 cases have a cheap result and no chance",
            ),
            (
                "number,machine,outcome\n1,pass,pass\n2,fail,fail\n",
                "adds nothing",
            ),
            (
                "number,machine,outcome\n1,pass,pass\n2,,\n",
                "1 of 2 cases have nothing",
            ),
            (
                "number,machine,outcome\n1,pass,pass\n2,perhaps,\n",
                "`perhaps` in `machine`",
            ),
        ] {
            let why = parted(text).expect_err("a refusal");
            assert!(why.message.contains(said) && why.help.is_some(), "{why:?}");
        }
    }
}
