//! What the cases of a report are restricted to, and which errors count as right: said in its first sentence.

use crate::request::{Request, Tolerance};
use tierone_stats::format::{plain, whole_pounds};
use tierone_stats::written::in_percent;

/// ` with Award > 5000, closed from 2026-07-01 to 2026-09-30`; nothing where all cases are asked for. Where people have
/// pseudonyms, or small groups are left out, conditions may name some, and are not repeated.
pub(super) fn which(request: &Request) -> String {
    let names_nobody = request.pseudonyms || request.suppress_below > 0;
    let closed = request.closed.as_deref().map(|span| {
        let span = plain(&span.replacen("..", " to ", 1));
        format!("closed from {span}")
    });
    let conditions: Vec<String> = request.conditions.iter().map(|one| plain(one)).collect();
    let with = match (conditions.is_empty(), names_nobody) {
        (true, _) => None,
        (false, true) => Some("that meet the conditions of --where".to_owned()),
        (false, false) => Some(format!("with {}", conditions.join(" and "))),
    };
    let parts: Vec<String> = with.into_iter().chain(closed).collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!(" {}", parts.join(", ")),
    }
}

/// `errors of up to £300 count as right`; nothing where every error counts.
pub(super) fn tolerated(tolerance: Tolerance) -> Option<String> {
    most(tolerance).map(|most| format!("errors of up to {most} count as right"))
}

/// The largest error that counts as right, as it was asked for: to the penny where it has some.
pub(super) fn most(tolerance: Tolerance) -> Option<String> {
    match tolerance {
        Tolerance::None => None,
        Tolerance::Amount(most) if most.fract() == 0.0 => Some(whole_pounds(most)),
        Tolerance::Amount(most) => Some(format!("£{most:.2}")),
        Tolerance::Share(most) => Some(format!("{} % of a decision's value", in_percent(most))),
    }
}

/// The same as a sentence of its own, for reports whose first sentence is of other things.
pub fn sentence(request: &Request) -> Option<String> {
    let which = which(request);
    let cases = (!which.is_empty()).then(|| format!("Only cases{which} are in it"));
    let parts: Vec<String> = cases
        .into_iter()
        .chain(tolerated(request.tolerance))
        .collect();
    let mut text = parts.join("; ");
    let first = text.get(..1)?.to_uppercase();
    text.replace_range(..1, &first);
    Some(format!("{text}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::build;
    use crate::testing::{joined, request};

    fn answer(request: &Request, text: &str) -> String {
        let mut joined = joined(request, text);
        joined.inside.truncate(joined.cases.len());
        build(request, joined).expect("a report").answer.join("\n")
    }

    fn asked() -> Request {
        Request {
            conditions: vec!["team = north".into(), "value > 500".into()],
            closed: Some("2026-07-01..2026-09-30".into()),
            tolerance: Tolerance::Amount(300.0),
            ..request()
        }
    }

    #[test]
    fn the_first_sentence_says_what_it_is_restricted_to_and_what_counts_as_right() {
        let rows = "1,fail,900,1000,north,2026-07-03\n2,pass,,1000,north,2026-07-04\n3,pass,,1000,south,2026-07-04\n";
        let head = "number,outcome,error,value,team,close date\n";
        let which = "with team = north and value > 500, closed from 2026-07-01 to 2026-09-30";
        let tolerated = "errors of up to £300 count as right";
        let of = |population, rows: &str| {
            let request = Request {
                population,
                ..asked()
            };
            let said = answer(&request, &format!("{head}{rows}"));
            let first = said.split(". ").next().expect("a sentence").to_owned();
            assert!(first.contains(which), "{said}");
            (first, said)
        };
        let (first, said) = of(Some(300), rows);
        assert!(
            first.starts_with(&format!("Of all decisions {which} ({tolerated}), ")),
            "{said}"
        );
        assert!(
            said.contains(&format!("Of the money assessed in all decisions {which}, ")),
            "{said}"
        );
        let (first, said) = of(None, rows);
        assert!(first.contains(tolerated), "{said}");
        // Of none that is wrong the tolerance is what none is beyond.
        let (first, _) = of(Some(300), &rows.replace("900", "200"));
        assert!(
            first
                .starts_with("No error of more than £300 was found in 2 checks of decisions with "),
            "{first}"
        );
        let (first, said) = of(
            Some(2),
            "1,fail,900,1000,north,2026-07-03\n2,pass,,1000,north,2026-07-04\n",
        );
        assert!(
            first.contains(tolerated) && first.starts_with("All 2 decisions"),
            "{said}"
        );
    }

    #[test]
    fn nobody_is_named_who_is_to_be_hidden() {
        let request = Request {
            conditions: vec!["case owner = Ann".into()],
            pseudonyms: true,
            ..request()
        };
        assert_eq!(which(&request), " that meet the conditions of --where");
        assert_eq!(sentence(&self::request()), None);
        assert_eq!(
            sentence(&Request {
                tolerance: Tolerance::Share(0.01),
                ..self::request()
            })
            .as_deref(),
            Some("Errors of up to 1 % of a decision's value count as right.")
        );
    }
}
