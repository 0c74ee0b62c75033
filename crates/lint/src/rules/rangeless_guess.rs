//! A guess without a range.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Step};

pub(super) const RULE: Rule = Rule {
    code: "A102",
    name: "rangeless-guess",
    level: Level::Note,
    looks_for: "An `assumed` number without `low` or `high`.",
    matters: "A guess is not a number but a range. Without one nobody can say how far the answer might be out, \
              nor whether it matters.",
    formula: "Entries `assumed = …` without both ends are counted.",
    source: "HM Treasury (2015), The Aqua Book, §8 (analysis with limited knowledge: ranges for assumptions)",
    remedy: "Give the lowest and the highest value that you would not be surprised by.",
    fires: r#"[[activity]]
name = "change"
errors = { income = { assumed = "2%", source = "a guess" } }"#,
    quiet: &[(
        r#"source = "a guess""#,
        r#"low = "1.9%", high = "2.1%", source = "a guess""#,
    )],
    check: Scan::Once(check),
};

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let assumptions = &context.reading.assumptions;
    let mut open = assumptions.iter().filter_map(|assumption| {
        let way = context.reading.places.way(&assumption.key)?;
        let mut word = way.clone();
        word.push(Step::Key("assumed"));
        let open = assumption.low.is_none() || assumption.high.is_none();
        (open && context.is_written(&word)).then_some(way)
    });
    let first = open.next()?;
    let rest = open.count();
    let message = format!(
        "{} of {} numbers in the log of assumptions are guesses without a range",
        rest + 1,
        assumptions.len()
    );
    let at = context.at(&first, "how low, how high?");
    Some(Finding::new(
        message,
        at,
        "give the `low` and the `high` that would not surprise you",
    ))
}
