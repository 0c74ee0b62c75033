//! What would make the figures of an estimate wrong, said beside them.

use std::borrow::Cow;

use super::had_by_some::{are_many, to_correct_by_it};
use super::lacking;
use super::words::count;
use crate::assess::{DesignKind, DrawnCase, DrawnSample};
use crate::join::Joined;
use crate::lists::columns::{nearest, same};
use crate::lists::{CASES, CHECKED};
use crate::request::Request;
use tierone_stats::format::{confidence, plain, thousands, whole_pounds};

/// What would make the figures wrong, where it is more than chance.
pub(super) fn cautions(
    request: &Request,
    joined: &Joined,
    sample: &DrawnSample,
    members: &[usize],
) -> Vec<String> {
    let mut said = Vec::new();
    let of = |is: fn(&DrawnCase) -> bool| {
        let cases = members.iter().filter(|case| is(&sample.cases[**case]));
        cases.count()
    };
    // The verb would tell that a number too small to be reported is one.
    let is_one = |cases: usize| cases == 1 && request.suppress_below <= 1;
    let say = |cases: usize| {
        (
            count(cases, request),
            if is_one(cases) { "is" } else { "are" },
        )
    };
    if let Some(looks) = request.looks.filter(|looks| looks.of() > 1) {
        said.push(format!(
            "This is look {} of {} at the results of one year: intervals are of {} %, so that all {} of them hold the truth in {} % \
             of years.",
            looks.look(),
            looks.of(),
            confidence(looks.confidence(request.confidence)),
            looks.of(),
            confidence(request.confidence),
        ));
    }
    if joined.fails_left_out > 0 {
        let (cases, are) = say(joined.fails_left_out as usize);
        said.push(format!(
            "{cases} with a fail {are} left out, because something else in the row is wrong: with them the figures would be worse."
        ));
    }
    said.extend(joined.cautions.iter().cloned());
    said.extend(of_checks(request, joined, sample));
    if sample.kind != DesignKind::Unknown {
        said.extend(lacking::without_chance(request, &joined.without_chance));
    }
    said.extend(lacking::without_stratum(request, &joined.without_stratum));
    if joined.unfinished > 0 {
        let (cases, are) = say(joined.unfinished as usize);
        said.push(format!(
            "{cases} with a fail {are} counted as wrong before all is filled in, and none without a fail is counted as right \
             before: until then, accuracy may look worse than it is."
        ));
    }
    let (each, each_member) = sample.once_each(members);
    let cases = each_member.iter().map(|case| &each.cases[*case]);
    let open = cases.filter(|case| !case.checked);
    let pending = open.clone().count();
    let like_others = open.filter(|case| !each.is_without_checks(case)).count();
    if like_others > 0 {
        let (cases, are) = say(like_others);
        let all = match (like_others as u64) < request.suppress_below {
            // Beside how many were checked, how many were drawn would tell the number that is too small.
            true => String::new(),
            false => format!(" of {}", thousands(&each_member.len().to_string())),
        };
        said.push(match &sample.cheap {
            Some(_) => format!(
                "{cases}{all} {} the cheap result alone, and {are} taken to be like those with a gold one that it says the same of.",
                if is_one(like_others) { "has" } else { "have" }
            ),
            None if sample.kind == DesignKind::Unknown => format!(
                "{cases}{all} {} {}.",
                if is_one(like_others) { "has" } else { "have" },
                if sample.other_checks > 0 { "no such check" } else { "no result yet" },
            ),
            None if matches!(each, Cow::Owned(_)) && are_many(like_others, each_member.len()) => {
                format!("{cases}{all} {are} not checked yet, and no figure is of them.")
            }
            None => format!("{cases}{all} {are} not checked yet, and taken to be like the others."),
        });
    }
    said.extend(beyond_reach(joined, sample));
    let unpriced = of(|case| case.checked && case.wrong == Some(true) && !case.priced);
    if sample.priced && unpriced > 0 {
        let (cases, are) = say(unpriced);
        said.push(format!(
            "{cases} in error {are} without an amount, taken as £0, so more money may be wrong."
        ));
    }
    said.extend(set_off(request, sample, members));
    let lacks = if sample.other_checks > 0 {
        None
    } else if sample.kind == DesignKind::Unknown {
        Some(("chances", "inclusion probability"))
    } else if let Some(side) = one_side_missing(joined) {
        Some(("amounts", side))
    } else if unpriced > 0 {
        Some(("amounts", "overstated"))
    } else if pending > 0 && request.cheap.is_none() && !is_read(joined, "outcome") {
        Some(("outcomes", "outcome"))
    } else {
        None
    };
    said.extend(lacks.and_then(|(what, name)| not_read(request, joined, what, name)));
    said
}

/// Which checks are read, where conditions choose some; and what to do where not all cases had one of them.
fn of_checks(request: &Request, joined: &Joined, sample: &DrawnSample) -> Option<String> {
    joined.of_checks.first()?;
    let which = match request.pseudonyms || request.suppress_below > 0 {
        true => "that meet the conditions of --where".to_owned(),
        false => {
            let conditions: Vec<String> = joined.of_checks.iter().map(|one| plain(one)).collect();
            format!("with {}", conditions.join(" and "))
        }
    };
    let only = format!("Only checks {which} are in it");
    if sample.other_checks == 0 {
        return Some(format!("{only}."));
    }
    let others = count(sample.other_checks as usize, request);
    Some(format!(
        "{only}, and {others} had other checks alone: nothing is said of those. {}",
        to_correct_by_it(request)
    ))
}

/// Money that is over in one part of a decision and under in another, and in no figure.
fn set_off(request: &Request, sample: &DrawnSample, members: &[usize]) -> Option<String> {
    let cases = members.iter().map(|case| &sample.cases[*case]);
    let of: Vec<f64> = cases
        .filter(|case| case.checked && case.set_off > 0.0)
        .map(|case| case.set_off)
        .collect();
    if of.is_empty() || !sample.priced {
        return None;
    }
    let amount = match of.len() as u64 >= request.suppress_below {
        true => format!(
            ": {} of each side is in no figure",
            whole_pounds(of.iter().sum())
        ),
        false => String::new(),
    };
    let is_one = of.len() == 1 && request.suppress_below <= 1;
    let has = if is_one { "has" } else { "have" };
    Some(format!(
        "{} {has} money over and money under, which are set off within the decision{amount}.",
        count(of.len(), request)
    ))
}

/// Cases that no figure is of, and what to do.
fn beyond_reach(joined: &Joined, sample: &DrawnSample) -> Vec<String> {
    let reach = sample.reach();
    let number = |cases: u64| thousands(&cases.to_string());
    let of_all = reach
        .all()
        .map_or(String::new(), |all| format!(" of {}", number(all)));
    let mut said = Vec::new();
    if reach.unchecked > 0 {
        said.push(format!(
            "Nothing is checked yet of strata with {}{of_all} cases, and no figure is of them: check some of each stratum.",
            number(reach.unchecked)
        ));
    }
    if reach.not_drawn > 0 {
        said.push(format!(
            "Nothing was drawn of strata with {}{of_all} cases, and no figure is of them: draw one of each stratum at least, \
             better two.",
            number(reach.not_drawn)
        ));
    }
    if let Some(outside) = joined.outside.filter(|outside| outside.cases > 0) {
        let (lacks, cases) = (outside.lacks, number(outside.cases));
        said.push(match lacks {
            "value above 0" => format!(
                "{cases} more cases of the list had no {lacks} and could not be drawn, and no figure is of them: check them apart."
            ),
            _ => format!(
                "{cases} more cases of the list had no {lacks} and could not be drawn, and no figure is of them: fill in their \
                 {lacks} and draw again, or check them apart."
            ),
        });
    }
    said
}

/// Whether a file has a column that was read as this one.
fn is_read(joined: &Joined, name: &str) -> bool {
    let mut columns = joined.read.iter().flat_map(|file| &file.columns);
    columns.any(|column| column.known == Some(name))
}

/// The side of errors that no file has a column for, where one has a column for the other.
fn one_side_missing(joined: &Joined) -> Option<&'static str> {
    let [over, under] = ["overstated", "understated"].map(|name| is_read(joined, name));
    match (over, under) {
        (true, false) => Some("understated"),
        (false, true) => Some("overstated"),
        _ => None,
    }
}

/// The columns that nothing was read of, where figures lack what may stand in one of them. Amounts stand under names of all
/// kinds; for others a column has to be called nearly so.
fn not_read(request: &Request, joined: &Joined, what: &str, name: &str) -> Option<String> {
    const NAMED: usize = 4;
    let known = CHECKED.iter().find(|column| column.name == name)?;
    let names = || std::iter::once(known.name).chain(known.also.iter().copied());
    let is_near = |column: &str| nearest(column, names()).is_some();
    // What a column of the list is known to be, it is.
    let is_told = |column: &str| {
        let mut maps = request.maps.iter();
        maps.any(|(_, theirs)| same(theirs, column))
            || CASES.iter().any(|known| known.is_called(column))
    };
    let columns = joined.read.iter().flat_map(|file| {
        let of = |column: &String| (plain(column), plain(&file.file));
        // Amounts stand under names of all kinds, and never in a column of words.
        let open = match what {
            "amounts" => file.not_read_numbers.iter(),
            _ => file.not_read.iter(),
        };
        open.filter(|column| !is_told(column)).map(of)
    });
    let columns: Vec<(String, String)> = columns
        .filter(|(column, _)| what == "amounts" || is_near(column))
        .collect();
    columns.first()?;
    let named: Vec<String> = columns
        .iter()
        .take(NAMED)
        .map(|(column, file)| format!("`{column}` of {file}"))
        .collect();
    let more = match columns.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let near = columns.iter().find(|(column, _)| is_near(column));
    let example = near.map_or("…", |(column, _)| column.as_str());
    Some(format!(
        "Not read: {}{more}. If {what} stand there, say so with --map '{name}={example}'.",
        named.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use crate::lists::FileRead;
    use crate::report::build;
    use crate::request::Request;
    use crate::testing::{joined, request};

    #[test]
    fn what_would_make_the_figures_wrong_is_said_with_them() {
        let text = "number,outcome,error\n1,fail,\n2,fail,5\n3,pass,\n4,,\n5,pass,\n";
        let request = Request {
            population: Some(50),
            ..request()
        };
        let report = build(&request, joined(&request, text)).expect("a report");
        let said = report.answer.join("\n");
        for part in [
            "1 case of 5 is not checked yet, and taken to be like the others.",
            "1 case in error is without an amount, taken as £0, so more money may be wrong.",
        ] {
            assert!(said.contains(part), "{part}\n{said}");
        }
    }

    #[test]
    fn money_that_is_set_off_within_a_decision_is_told() {
        let text = "number,outcome,overstated,understated\n1,fail,500,300\n2,fail,5,\n3,fail,,20\n";
        let said = |suppress_below| {
            let request = Request {
                population: Some(50),
                suppress_below,
                ..request()
            };
            let report = build(&request, joined(&request, text)).expect("a report");
            report.answer.join("\n")
        };
        let all = said(0);
        let part = "1 case has money over and money under, which are set off within the decision: £300 of each side is in no figure.";
        assert!(all.contains(part), "{all}");
        let few = said(2);
        assert!(few.contains("set off") && !few.contains("£300"), "{few}");
    }

    #[test]
    fn columns_that_were_not_read_are_named_where_figures_lack_something() {
        let said = |text: &str, population, column: &str| {
            let request = Request {
                population,
                ..request()
            };
            let mut joined = joined(&request, text);
            joined.read = vec![FileRead {
                file: "results.csv".into(),
                not_read: vec![column.into(), "Office".into()],
                not_read_numbers: vec![column.into()],
                ..FileRead::default()
            }];
            build(&request, joined).expect("a report").answer.join("\n")
        };
        let lacks_amounts = said(
            "number,outcome,understated\n1,fail,\n2,fail,5\n",
            Some(9),
            "too much",
        );
        let part = "Not read: `too much` of results.csv. If amounts stand there, say so with --map 'overstated=…'.";
        assert!(lacks_amounts.contains(part), "{lacks_amounts}");
        // Of chances a column has to be called nearly so: `Case` is none.
        let text = "number,outcome,error\n1,fail,5\n";
        let near = said(text, None, "inclusion prob");
        let part =
            "If chances stand there, say so with --map 'inclusion probability=inclusion prob'.";
        assert!(near.contains(part), "{near}");
        for other in ["Case", "Office", "Area"] {
            let said = said(text, None, other);
            assert!(!said.contains("Not read"), "{said}");
        }
        let whole = said(
            "number,outcome,error\n1,fail,5\n2,pass,\n",
            Some(9),
            "too much",
        );
        assert!(!whole.contains("Not read"), "{whole}");
    }
}
