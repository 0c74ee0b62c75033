//! A guess without a source.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "A103",
    name: "sourceless-guess",
    level: Level::Note,
    looks_for: "An assumed number with a range and without a `source`.",
    matters: "Whoever is to judge the answer must judge the guesses first, and can only do so if they know \
              what they are based on, even if that is somebody's experience.",
    formula: "Entries of the file with a range and without a source are counted; those of the built-in catalogue apart.",
    source: "HM Treasury (2015), The Aqua Book, §4 (the assumptions log)",
    remedy: "Write in `source` what the guess is based on.",
    fires: r#"[[activity]]
name = "change"
errors = { income = { assumed = "2%", low = "1.9%", high = "2.1%" } }"#,
    quiet: &[(
        r#"high = "2.1%""#,
        r#"high = "2.1%", source = "the team leaders' guess""#,
    )],
    check: Scan::Once(check),
};

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let assumptions = &context.reading.assumptions;
    let ranged = assumptions
        .iter()
        .filter(|a| a.low.is_some() || a.high.is_some());
    // Numbers of the built-in catalogue are not for the author to source.
    let (written, built_in): (Vec<_>, Vec<_>) =
        ranged.partition(|a| context.reading.places.way(&a.key).is_some());
    let mut bare = written.iter().filter(|a| a.source.is_none()).peekable();
    let first = context.reading.places.way(&bare.peek()?.key)?;
    let more = match built_in.len() {
        0 => String::new(),
        more => format!("; {more} more are built in"),
    };
    let message = format!(
        "{} of {} guesses have no source{more}",
        bare.count(),
        written.len()
    );
    let at = context.at(&first, "such as this one");
    Some(Finding::new(
        message,
        at,
        "write in `source` what the guess is based on",
    ))
}
