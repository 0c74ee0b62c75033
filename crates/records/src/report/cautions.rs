//! What would make the figures of an estimate wrong, said beside them.

use super::words::count;
use crate::assess::{Case, Sample};
use crate::join::Joined;
use crate::request::Request;
use tierone_stats::format::{confidence, thousands};

/// What would make the figures wrong, where it is more than chance.
pub(super) fn cautions(
    request: &Request,
    joined: &Joined,
    sample: &Sample,
    members: &[usize],
) -> Vec<String> {
    let mut said = Vec::new();
    let of = |is: fn(&Case) -> bool| {
        let cases = members.iter().filter(|case| is(&sample.cases[**case]));
        cases.count()
    };
    let say = |cases: usize| (count(cases, request), if cases == 1 { "is" } else { "are" });
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
    if joined.unfinished > 0 {
        let (cases, are) = say(joined.unfinished as usize);
        said.push(format!(
            "{cases} with a fail {are} counted as wrong before all is filled in, and none without a fail is counted as right \
             before: until then, accuracy may look worse than it is."
        ));
    }
    let pending = of(|case| !case.checked);
    if pending > 0 {
        let (cases, are) = say(pending);
        said.push(format!(
            "{cases} of {} {are} not checked yet, and taken to be like the others.",
            thousands(&members.len().to_string())
        ));
    }
    let unpriced = of(|case| case.checked && case.wrong == Some(true) && !case.priced);
    if sample.priced && unpriced > 0 {
        let (cases, are) = say(unpriced);
        said.push(format!(
            "{cases} in error {are} without an amount, taken as £0, so more money may be wrong."
        ));
    }
    said
}

#[cfg(test)]
mod tests {
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
}
