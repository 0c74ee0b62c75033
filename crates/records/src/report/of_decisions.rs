//! How many decisions a headline is of.

use crate::assess::{DesignKind, DrawnSample, Figure, Reach, Scope};
use tierone_stats::format::thousands;

/// `4,080 decisions`, where their number is known and accuracy applies to all that were checked; `410 of 600 decisions` where
/// nothing is checked of some strata.
pub(super) fn decisions(sample: &DrawnSample, members: &[usize]) -> String {
    let cases = || members.iter().map(|case| &sample.cases[*case]);
    let known = sample.kind == DesignKind::Strata
        && members.len() == sample.cases.len()
        && sample.size_conflict().is_none()
        && cases().all(|case| case.weight.is_some() && (!case.checked || case.wrong.is_some()));
    let reach = sample.reach();
    if !known {
        let part = Reach {
            covered: None,
            ..reach
        };
        return part.said("decisions").unwrap_or("all decisions".into());
    }
    if let Some(part) = reach.said("decisions") {
        return part;
    }
    let weights: f64 = cases().filter_map(|case| case.weight).sum();
    format!("{} decisions", thousands(&format!("{weights:.0}")))
}

/// Where all that figures are of was checked.
pub(super) fn of_census(figure: &Figure, checks: &str, value: &str, which: &str) -> String {
    let part = match figure.scope {
        Scope::StrataWithChecks => " of the strata with checks",
        _ => "",
    };
    match (figure.n, figure.found) {
        (1, found) => format!(
            "The only decision{part}{which} was checked, and was {}.",
            if found == 0 { "right" } else { "wrong" }
        ),
        _ => format!("All {checks} decisions{part}{which} were checked: {value} were right."),
    }
}
