//! A guess of which nobody says where it comes from.

use crate::{Case, Finding, Rule};
use tierone_scenario::Level;

/// See the head of this file.
pub const RULE: Rule = Rule {
    code: "A103",
    name: "sourceless-guess",
    level: Level::Note,
    looks_for: "An assumed number with a range and without a `source`.",
    matters: "Whoever is to judge the answer must judge the guesses first, and can only do so if they know \
              what was gone by, even if that is somebody's experience.",
    formula: "Entries with a range and without a source are counted.",
    source: "HM Treasury (2015), The Aqua Book, §4 (the assumptions log)",
    remedy: "Write in `source` what the guess goes by.",
    fires: FIRES,
    quiet: QUIET,
    check,
};

const FIRES: &str = r#"[[activity]]
name = "change"
errors = { income = { assumed = "2%", low = "1.9%", high = "2.1%" } }"#;

const QUIET: &str = r#"[[activity]]
name = "change"
errors = { income = { assumed = "2%", low = "1.9%", high = "2.1%", source = "the team leaders' guess" } }"#;

fn check(case: &Case<'_>) -> Vec<Finding> {
    let assumptions = &case.reading.assumptions;
    let ranged = || {
        assumptions
            .iter()
            .filter(|a| a.low.is_some() || a.high.is_some())
    };
    let bare: Vec<_> = ranged().filter(|a| a.source.is_none()).collect();
    let first = bare
        .first()
        .and_then(|first| case.reading.places.way(&first.key));
    let Some(first) = first else {
        return Vec::new();
    };
    let message = format!(
        "{} of {} guesses do not say what they go by",
        bare.len(),
        ranged().count()
    );
    let at = case.at(&first, "such as this one");
    vec![Finding::new(
        message,
        at,
        "write in `source` what the guess goes by",
    )]
}
