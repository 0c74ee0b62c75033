//! The sample that joined cases are.

use std::collections::{BTreeMap, BTreeSet};

use super::cheap;
use super::joined::Joined;
use crate::assess::{self, DrawnCase, DrawnSample};
use crate::input_error::InputError;
use crate::request::Request;
use tierone_stats::format::plain;

/// Takes the cases out of `joined`, as a sample of its design.
///
/// # Errors
/// What is said of how they were drawn contradicts itself.
pub(crate) fn sample(request: &Request, joined: &mut Joined) -> Result<DrawnSample, InputError> {
    let mut cases = std::mem::take(&mut joined.cases);
    if let Some(population) = request.population {
        simple(&mut cases, joined, population)?;
    }
    if !joined.chances {
        by_sizes(&mut cases, &joined.strata)?;
    }
    // Nobody says that chance decided which cases had the checks that are asked for; a cheap result of each stands for the others.
    let is_of_some = joined.other_checks > 0 && request.cheap.is_none();
    if is_of_some {
        cases.iter_mut().for_each(|case| case.weight = None);
    }
    let cheap = request.cheap.as_ref();
    let cheap = cheap.map(|column| cheap::part(request, column, &mut cases, joined));
    let cheap = cheap.transpose()?;
    assess::told_in_steps(&mut cases).map_err(|why| {
        InputError::new(why).help("the columns are `cluster`, `clusters`, `cluster size`, `weight`")
    })?;
    // Amounts of no side put gross ones right, and no part of them.
    let of_no_side = cheap.as_ref().is_some_and(|cheap| cheap.amounts.is_some());
    let mut sample = DrawnSample::new(cases, joined.sided && !of_no_side);
    sample.repeated = joined.repeated;
    sample.cheap = cheap;
    sample.not_drawn = joined.not_drawn;
    sample.other_checks = if is_of_some { joined.other_checks } else { 0 };
    if let Some((stratum, cases, drawn)) = sample.drawn_more_than_once() {
        let name = joined.strata.get(stratum).map_or("", String::as_str);
        let what = match name {
            "" => "the file has".to_owned(),
            name => format!("stratum `{}` has", plain(name)),
        };
        return Err(InputError::new(format!(
            "{what} {cases} cases, and `stratum drawn` says that {drawn} were drawn: the rows are of more than one sample"
        ))
        .help(
            "estimate each sample by itself; or, to have them in one file, give the strata of each a name of their own \
             (such as `Q1 appeals`), and add up what stands in `frame size`",
        ));
    }
    // Nothing wrong is nothing in error, whether or not there is a column for it.
    sample.priced = joined.amounts || sample.cases.iter().all(|case| case.wrong != Some(true));
    Ok(sample)
}

/// One simple random sample of a population.
fn simple(cases: &mut [DrawnCase], joined: &Joined, population: u64) -> Result<(), InputError> {
    let drawn = joined.drawn();
    if joined.weighted {
        return Err(InputError::new(
            "the file says itself how cases were drawn, and --population would make one simple sample of it",
        )
        .help("leave out --population"));
    }
    if drawn > population {
        return Err(
            InputError::new(format!("{drawn} cases cannot be a sample of {population}"))
                .help("--population is of all cases that could have been drawn"),
        );
    }
    for case in cases.iter_mut() {
        case.stratum = 0;
        case.weight = Some(population as f64 / drawn as f64);
    }
    if joined.repeated {
        in_rows(cases, population);
    }
    Ok(())
}

/// Strata of which the size is known and no chance: a case of one of n of N stands for N/n. Clusters have sizes of their own.
fn by_sizes(cases: &mut [DrawnCase], names: &[String]) -> Result<(), InputError> {
    fill_in(cases);
    if cases
        .iter()
        .any(|case| case.size.is_none() || case.cluster.is_some())
    {
        return Ok(());
    }
    let mut strata: BTreeMap<usize, (Option<u64>, Option<u64>, u64)> = BTreeMap::new();
    for case in cases.iter() {
        let (size, drawn, rows) = strata
            .entry(case.stratum)
            .or_insert((case.size, case.drawn, 0));
        if (*size, *drawn) != (case.size, case.drawn) {
            let name = plain(names.get(case.stratum).map_or("", String::as_str));
            let said =
                |size: Option<u64>| size.map_or_else(|| "nothing".into(), |size| size.to_string());
            let what = match *size == case.size {
                true => ("stratum drawn", said(*drawn), said(case.drawn)),
                false => ("stratum size", said(*size), said(case.size)),
            };
            return Err(InputError::new(format!(
                "`{}` of stratum `{name}` is {} in one row and {} in another",
                what.0, what.1, what.2
            ))
            .help("the columns are `stratum`, `stratum size`, `stratum drawn`"));
        }
        *rows += 1;
    }
    for case in cases {
        let (size, drawn, rows) = strata[&case.stratum];
        let (size, drawn) = (size.unwrap_or(0), drawn.unwrap_or(rows));
        if drawn < rows || size < drawn {
            return Err(InputError::new(format!(
                "{rows} rows are of a stratum of {size} cases of which {drawn} were drawn"
            ))
            .help("the columns are `stratum`, `stratum size`, `stratum drawn`"));
        }
        case.weight = Some(size as f64 / drawn as f64);
    }
    Ok(())
}

/// Sizes that stand in one row of a stratum are of all its rows.
fn fill_in(cases: &mut [DrawnCase]) {
    let mut known: BTreeMap<usize, (Option<u64>, Option<u64>)> = BTreeMap::new();
    for case in cases.iter() {
        let (size, drawn) = known.entry(case.stratum).or_default();
        *size = size.or(case.size);
        *drawn = drawn.or(case.drawn);
    }
    for case in cases {
        let (size, drawn) = known[&case.stratum];
        case.size = case.size.or(size);
        case.drawn = case.drawn.or(drawn);
    }
}

/// The rows of each case are a cluster of it, one of so many. Rows that are not checked yet are left out, since the case's
/// other rows are no substitute.
fn in_rows(cases: &mut [DrawnCase], population: u64) {
    let checked = cases.iter().filter(|case| case.checked);
    let drawn: BTreeSet<Option<usize>> = checked.map(|case| case.cluster).collect();
    let weight = population as f64 / drawn.len() as f64;
    for case in cases {
        case.clusters = Some(population);
        case.weight = case.checked.then_some(weight);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{joined, request};

    #[test]
    fn two_samples_in_one_file_are_refused_unless_their_strata_differ() {
        let sample = |text: &str| sample(&request(), &mut joined(&request(), text));
        let head = "number,outcome,stratum,stratum_size,stratum_drawn,inclusion_probability\n";
        let rows = |from: u32, stratum: &str| -> String {
            let row = |n| format!("{n},pass,{stratum},20,2,0.1\n");
            (from..from + 2).map(row).collect()
        };
        let one = sample(&format!("{head}{}", rows(1, "north")));
        assert!(one.is_ok());
        let both = sample(&format!("{head}{}{}", rows(1, "north"), rows(3, "north")));
        let why = both.expect_err("4 of 2");
        assert_eq!(
            why.message,
            "stratum `north` has 4 cases, and `stratum drawn` says that 2 were drawn: the rows are of more than one sample"
        );
        let apart = sample(&format!(
            "{head}{}{}",
            rows(1, "Q1 north"),
            rows(3, "Q2 north")
        ));
        assert!(apart.is_ok());
        // Some that were drawn may be missing.
        assert!(sample(&format!("{head}1,pass,north,20,2,0.1\n")).is_ok());
    }

    #[test]
    fn a_stratum_of_two_sizes_is_named() {
        let text = "number,outcome,stratum,stratum_size\n1,pass,north,20\n2,pass,north,30\n";
        let why = sample(&request(), &mut joined(&request(), text)).expect_err("two sizes");
        assert_eq!(
            why.message,
            "`stratum size` of stratum `north` is 20 in one row and 30 in another"
        );
    }

    #[test]
    fn a_population_makes_one_simple_sample_of_cases_that_say_nothing() {
        let request = |population| Request {
            population: Some(population),
            ..request()
        };
        let sample = |population, text| {
            let request = request(population);
            sample(&request, &mut joined(&request, text))
        };
        let text = "number,outcome\n1,pass\n2,fail\n";
        let drawn = sample(10, text).expect("a sample");
        assert!(drawn.cases.iter().all(|case| case.weight == Some(5.0)));
        assert!(sample(1, text).is_err());
        assert!(sample(10, "number,outcome,weight\n1,pass,4\n").is_err());
    }
}
