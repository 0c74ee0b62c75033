//! `tierone lint --facts`: what is known of a scenario without running it, as a table or as JSON.

mod checks;
mod page;
mod policies;

use page::{Page, count, percent, value_or_reason};
use tierone_analysis::{Decided, Facts, Rates};
use tierone_scenario::Scenario;

/// Facts for people: grouped, a fact a line, with its unit.
pub(crate) fn facts_table(scenario: &Scenario, facts: &Facts) -> String {
    let mut page = Page::default();
    page.title(&scenario.title);
    page.note(match facts.rates {
        Rates::AsStated => "In expectation, without coaching, learning products or corrections.",
        Rates::Anchored => {
            "In expectation, without coaching, learning products or corrections; rates are anchored."
        }
        Rates::AnchoredAsIfWithoutFeedback => {
            "In expectation, without coaching, learning products or corrections. The anchor is a policy's own \
             figure; these facts take it as accuracy without feedback instead."
        }
    });
    page.title("Decided over the reported periods");
    page.row(
        "",
        &[
            "decisions",
            "errors",
            "accuracy",
            "value £ a year",
            "error £ a year",
            "over",
            "under",
            "MVE",
        ],
    );
    for decided in facts.activities.iter().chain([&facts.all]) {
        page.row(&decided.name, &decided_cells(decided));
    }
    page.title("Corrections");
    policies::correction(&mut page, &facts.correction);
    for (policy, of) in scenario.policies.iter().zip(&facts.policies) {
        page.title(&format!("Policy \"{}\", an average period", of.name));
        policies::policy(&mut page, scenario, facts, of);
        for (check, of) in policy.checks.iter().zip(&of.checks) {
            page.title(&format!("Check \"{}\" of \"{}\"", of.name, policy.name));
            checks::check(&mut page, scenario, facts, check, of);
        }
    }
    page.text
}

/// The same facts as JSON, with the reason in place of each that is not known.
pub(crate) fn facts_json(facts: &Facts) -> String {
    serde_json::to_string_pretty(facts).expect("facts are plain data")
}

fn decided_cells(decided: &Decided) -> Vec<String> {
    vec![
        count(decided.decisions),
        count(decided.errors),
        value_or_reason(decided.accuracy, percent),
        count(decided.value),
        count(decided.gross),
        count(decided.over),
        count(decided.under),
        value_or_reason(decided.mve, percent),
    ]
}
