//! The tables of keys: what may stand where in a scenario, its unit, default and meaning.
//!
//! Reading, the JSON Schema and the reference page all follow these tables. To add a key, add a row
//! and read it in the section's file under `resolve/`.

use super::keys_audit::BREAK;
use super::keys_correction::CORRECTION;
use super::keys_demand::DEMAND;
use super::keys_feedback::LEARNING_PRODUCT;
use super::keys_lints::LINT;
use super::keys_operation::{
    ACTIVITY, ANCHOR, ATTRIBUTE, COACHING, COMPLEXITY, FITTED, HORIZON, TOLERANCE_AMOUNT,
    TOLERANCE_SHARE, UNTIL, WORKFORCE,
};
use super::keys_pathway::PATHWAY;
use super::keys_pilot::PILOT;
use super::keys_plan::PLAN;
use super::keys_policy::POLICY;
use super::keys_pool::POOL;
use crate::key::{Key, Kind, Section};

/// The whole scenario.
pub static SCENARIO: Section = Section {
    name: "the scenario",
    meaning: "An operation and the quality assurance policies under trial.",
    keys: &[
        Key::required("title", Kind::Text)
            .means("What the scenario is about, in a line."),
        Key::optional("extends", Kind::Text)
            .means("Path of another scenario, relative to this file, that this one changes: tables by key, named entries by name, everything else replaced."),
        Key::optional("accuracy_tolerance", Kind::Any(&[
                Kind::Choice(&["none"]),
                Kind::Table(&TOLERANCE_AMOUNT),
                Kind::Table(&TOLERANCE_SHARE),
            ]))
            .means("How far an accuracy attribute may be out before the decision is wrong.")
            .or("\"none\""),
        Key::optional("replications", Kind::Whole(1, 10_000_000))
            .means("How many replications are run.")
            .or("1000"),
        Key::optional("until", Kind::Table(&UNTIL))
            .means("Run until a figure is precise enough, in place of `replications`."),
        Key::required("horizon", Kind::Table(&HORIZON))
            .means("The periods that are simulated and reported."),
        Key::optional("anchor", Kind::Any(&[Kind::Choice(&["none"]), Kind::Table(&ANCHOR)]))
            .means("A known accuracy to which the error rates are moved; \"none\" takes away that of a file which is extended.")
            .or("\"none\""),
        Key::optional("fitted", Kind::Table(&FITTED))
            .means("Where the numbers were fitted, the file of the estimates."),
        Key::required("activity", Kind::Tables(&ACTIVITY))
            .means("Kinds of decision."),
        Key::optional("attribute", Kind::Tables(&ATTRIBUTE))
            .means("Attributes that the catalogue lacks, or changes to some that it has."),
        Key::optional("grades", Kind::Names)
            .means("What a check concludes of a decision, the best first, such as [\"pass\", \"fail\"]: the worst `grade` of the attributes that fail."),
        Key::optional("complexity", Kind::Table(&COMPLEXITY))
            .means("How hard decisions are; without it there is one complexity, `all`, of odds ratio 1."),
        Key::optional("workforce", Kind::Table(&WORKFORCE))
            .means("Seats and the people in them; required unless everything is automated."),
        Key::optional("demand", Kind::Table(&DEMAND))
            .means("The work that comes in and the time for it, from which volumes follow; without it, volumes are given."),
        Key::optional("coaching", Kind::Table(&COACHING))
            .means("What a found error teaches; without it, nothing."),
        Key::optional("learning_product", Kind::Tables(&LEARNING_PRODUCT))
            .means("What everyone is taught once an error has become common; without any, nothing."),
        Key::optional("correction", Kind::Table(&CORRECTION))
            .means("The work that puts a found error right; without it, it is immediate, free and never fails."),
        Key::optional("pool", Kind::Tables(&POOL))
            .means("Pools of checkers' hours."),
        Key::required("policy", Kind::Tables(&POLICY))
            .means("The policies under trial."),
        Key::optional("break", Kind::Tables(&BREAK))
            .means("Breaks in how checks measure; without any, each measures alike throughout."),
        Key::optional("pathway", Kind::Tables(&PATHWAY))
            .means("Complaints and disputes, and the stages that they pass; without any, none."),
        Key::optional("pilot", Kind::Tables(&PILOT))
            .means("Pilots: something new in some teams, and what can be seen of it; without any, none."),
        Key::optional("plan", Kind::Table(&PLAN))
            .means("What `tierone plan` is asked: aims, what may vary, and what should be small."),
        Key::optional("lints", Kind::ByName(&LINT))
            .means("How serious lints are in this scenario, by name or code; `tierone list lints` lists them."),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn check(section: &Section) {
        for key in section.keys {
            let meaning = key.meaning;
            assert!(meaning.ends_with('.'), "`{}` says what it means", key.name);
            check_kind(key.kind);
        }
    }

    fn check_kind(kind: Kind) {
        match kind {
            Kind::Table(section) | Kind::Tables(section) => check(section),
            Kind::ByName(of) | Kind::List(of) => check_kind(*of),
            Kind::Any(kinds) => kinds.iter().for_each(|kind| check_kind(*kind)),
            _ => {}
        }
    }

    #[test]
    fn every_key_says_what_it_means() {
        check(&SCENARIO);
    }
}
