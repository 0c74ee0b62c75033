//! What a reader of the figures has to know of the cases behind them.

use std::borrow::Cow;

use super::had_by_some::are_many;
use super::words::{count, when};
use crate::assess::{self, DesignKind, DrawnCase, DrawnSample, ValueFrom};
use crate::looks::Looks;
use crate::request::Request;
use tierone_stats::format::{confidence, percent, whole_pounds};

/// How they were drawn, what is not checked yet, and what was recorded of those of `members` that are.
pub(super) fn of(request: &Request, sample: &DrawnSample, members: &[usize]) -> Vec<String> {
    let cases = members.iter().map(|case| &sample.cases[*case]);
    let checked: Vec<&DrawnCase> = cases.filter(|case| case.checked).collect();
    let mut notes: Vec<String> = request
        .looks
        .and_then(|looks| of_looks(looks, request.confidence))
        .into_iter()
        .collect();
    notes.extend(of_the_draw(sample));
    // What was checked more than once is one case, with one value.
    let (each, each_member) = sample.once_each(members);
    let missing = of_what_is_missing(request, &each);
    let is_made = matches!(each, Cow::Owned(_));
    let no_figure = is_made && are_many(each.pending() as usize, each.cases.len());
    notes.extend(missing.into_iter().filter(|_| !no_figure));
    notes.extend(of_what_was_recorded(request, sample, &checked));
    notes.extend(when(
        request.correction().is_none(),
        "every check is taken to find every error, and to fail no right decision: --sensitivity and --false-fail allow \
         for what checkers miss, such as --sensitivity 45/60 where they found 45 of 60 errors that are known",
    ));
    notes.extend(of_the_value(request, &each, &each_member));
    if let (Some(_), Some(of)) = (request.total_value, sample.reach().said("cases")) {
        notes.push(format!(
            "--total-value is of all cases of the frame, and figures are of {of}: their value is estimated"
        ));
    } else if request.total_value.is_some() && members.len() < sample.cases.len() {
        notes.push(
            "--total-value is of all cases of the frame, and says nothing of those that meet the conditions: their value is \
             estimated"
                .into(),
        );
    }
    notes
}

/// What shares of money are of: a value that is known, or an estimate of it.
fn of_the_value(request: &Request, sample: &DrawnSample, members: &[usize]) -> Option<String> {
    if !sample.priced {
        return None;
    }
    let (value, from) = assess::value_of_money(sample, members, &request.asked())?;
    // Why a total that is stated is not used is said beside this.
    if from == ValueFrom::Checked && request.total_value.is_some() {
        return None;
    }
    let value = whole_pounds(value);
    let of_groups = match from {
        ValueFrom::Checked => "",
        _ if request.by.is_empty() && request.crosses.is_empty() && request.period.is_none() => "",
        _ => "; shares of a group are of its own value, estimated from its cases that were checked",
    };
    Some(match from {
        ValueFrom::Told => {
            format!("shares of money are of {value}, as --total-value states{of_groups}")
        }
        ValueFrom::Drawn => format!(
            "shares of money are of {value}, what all cases are worth that could be drawn by value{of_groups}"
        ),
        ValueFrom::Listed => format!(
            "shares of money are of {value}, what the cases of the list are worth together{of_groups}"
        ),
        ValueFrom::FirstSample => format!(
            "shares of money are of {value}, estimated from all cases with a cheap result{of_groups}"
        ),
        ValueFrom::Checked => format!(
            "shares of money are of {value}, estimated from the cases that were checked: --total-value states what all cases are worth"
        ),
    })
}

/// Why intervals are wider than a plain one, where results are looked at several times.
fn of_looks(looks: Looks, all: f64) -> Option<String> {
    if looks.of() == 1 {
        return None;
    }
    Some(format!(
        "this is look {} of {} at the results of one year so far, about as many new ones at each: each interval is of {} % confidence, so that \
         all {} hold the truth in {all} % of years. With plain {all} % intervals they would in {}",
        looks.look(),
        looks.of(),
        confidence(looks.confidence(all)),
        looks.of(),
        percent(1.0 - looks.missed_by_plain(all), 0),
        all = confidence(all),
    ))
}

fn of_the_draw(sample: &DrawnSample) -> Vec<String> {
    let mut notes = Vec::new();
    let clusters =
        matches!(sample.kind, DesignKind::Steps | DesignKind::Clusters) && !sample.repeated;
    notes.extend(when(
        sample.kind == DesignKind::Clusters && clusters,
        "nobody says how many clusters there are: intervals take those drawn to be few of many",
    ));
    notes.extend(when(
        sample.kind == DesignKind::Unknown && sample.other_checks == 0,
        "figures of all cases need the chance of each to be drawn: name the drawn.csv of the sample with \
         --sample, or give --population, a weight or an inclusion_probability",
    ));
    if let Some(conflict) = sample.size_conflict() {
        let strata = match conflict.strata {
            1 => "the size of a stratum is".to_owned(),
            strata => format!("the sizes of {strata} strata are"),
        };
        notes.push(format!(
            "{strata} not what the chances of its cases add up to: one is said to have {} cases, and its chances make \
             {:.0}. The chances are used. Put right what is wrong; if strata were themselves drawn, they are clusters, and \
             are named in columns `cluster` and `clusters`",
            conflict.size, conflict.implied
        ));
    }
    notes.extend(when(
        clusters,
        "if a few clusters have most of the errors, a draw of few may miss them: where 6 of 30 teams had two \
         thirds of the errors and 12 were drawn, 92 in 100 intervals held the truth, not 95. Draw more, or some of \
         every kind",
    ));
    notes
}

fn of_what_is_missing(request: &Request, sample: &DrawnSample) -> Vec<String> {
    // Beside how many were checked, how many were drawn would tell a number that is too small to be reported.
    let of_all = |cases: u64| match count(cases as usize, request) {
        few if cases < request.suppress_below => few,
        _ => format!("{cases} of {} cases", sample.cases.len()),
    };
    let mut notes = Vec::new();
    let pending = sample.pending();
    let like_others = pending - sample.pending_without_checks();
    if sample.other_checks > 0 {
        // Said of them beside the conditions.
    } else if pending > 0 && sample.kind == DesignKind::Unknown {
        notes.push(format!("{} are not checked yet", of_all(pending)));
    } else if sample.cheap.is_some() {
        notes.push(format!(
            "{pending} of {} cases have only the cheap result: they are taken to be like those with a gold one that the cheap \
             check says the same of, which have to be drawn at random (within each stratum, where the list has a column \
             `stratum`)",
            sample.cases.len()
        ));
        if sample.cheap.as_ref().is_some_and(|cheap| cheap.of_sample) {
            notes.push(
                "the cheap results are of a sample too: intervals reckon with both draws, and the standard error of both has no \
                 simple form and is left out"
                    .into(),
            );
        }
        notes.extend(of_the_cheap_check(sample));
        let alone = sample.cheap.as_ref().map_or(0, |cheap| cheap.alone);
        if alone > 0 {
            notes.push(format!(
                "{alone} cases have a cheap result that no gold result stands beside, and are taken to be like the others: make gold \
                 checks of some that the cheap check passes and of some that it fails"
            ));
        }
        if let Some(missed) = sample.missed_amounts() {
            if missed < FEW_MISSED {
                notes.push(format!(
                    "gold checks found an amount in error in {missed} of the cases that the cheap check passes: with fewer than \
                     {FEW_MISSED} the interval of money is wider than 95 % asks for, and holds the truth in up to 99 of 100 such samples"
                ));
            }
            notes.push(
                "the cheap check says amounts of no side, so over and under are not told apart: give pass and fail instead for that"
                    .into(),
            );
        }
    } else if like_others > 0 {
        notes.push(format!(
            "{} are not checked yet: figures take them to be like the others of their stratum, and are wrong if the hard ones \
             are left to last",
            of_all(like_others)
        ));
    }
    notes
}

/// With fewer errors found that the cheap check passes, hardly any truth is above the upper limit of money.
const FEW_MISSED: usize = 3;

/// What the cheap check alone would say, and how good it is.
fn of_the_cheap_check(sample: &DrawnSample) -> Option<String> {
    let quality = sample.cheap_quality()?;
    let said = |share: Option<f64>| {
        share.map_or_else(|| "an unknown share".into(), |share| percent(share, 1))
    };
    Some(format!(
        "by the gold results the cheap check finds {} of errors, and fails {} of right cases; alone it would say {} were right",
        said(quality.sensitivity),
        said(quality.false_fails),
        percent(quality.passes, 2)
    ))
}

fn of_what_was_recorded(
    request: &Request,
    sample: &DrawnSample,
    checked: &[&DrawnCase],
) -> Vec<String> {
    let mut notes = Vec::new();
    let mut say = |is: fn(&DrawnCase) -> bool, what: &str| {
        let cases = checked.iter().filter(|case| is(case)).count();
        if cases > 0 {
            notes.push(format!(
                "of those checked, {} {what}",
                count(cases, request)
            ));
        }
    };
    if sample.kind != DesignKind::Unknown {
        say(
            |case| case.weight.is_none(),
            "had a chance that nobody knows: they have no say about what was not checked",
        );
    }
    say(
        |case| case.wrong.is_none(),
        "had nothing that accuracy applies to",
    );
    if sample.priced {
        say(
            |case| case.wrong == Some(true) && !case.priced,
            "in error had no amount stated, and count as £0 in money",
        );
    }
    say(
        |case| case.value.is_none(),
        "had no assessed value: groups with any of them get no share of value in error",
    );
    say(
        |case| case.assumed,
        "had no assessed value: each is taken to be worth what the others of its stratum are on average",
    );
    if !sample.priced {
        notes.push("no amount in error was recorded: there are no figures of money".into());
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::join::sample;
    use crate::testing::{joined, request};

    #[test]
    fn a_reader_hears_of_what_is_missing() {
        let text =
            "number,outcome,error,weight\n1,fail,,2\n2,pass,,\n3,,,2\n4,n/a,,2\n5,fail,3,2\n";
        let mut joined = joined(&request(), text);
        let sample = sample(&request(), &mut joined).expect("a sample");
        let notes = of(&request(), &sample, &[0, 1, 2, 3, 4]).join("\n");
        for part in [
            "1 of 5 cases are not checked yet",
            "1 case had a chance that nobody knows",
            "1 case had nothing that accuracy applies to",
            "1 case in error had no amount stated",
            "4 cases had no assessed value",
        ] {
            assert!(notes.contains(part), "{part}\n{notes}");
        }
    }
}
