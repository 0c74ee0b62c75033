//! Pathways: shipped ones as they are and changed, and one of a scenario's own.

use crate::common;

use common::read_text;
use tierone_scenario::pathways::PATHWAYS;
use tierone_scenario::{CaseDays, CountedFrom, Follows, Pathway, Reading};
use tierone_stats::distribution::Distribution;
use tierone_stats::units::Probability;

/// A scenario with these pathways.
fn read(pathways: &str) -> Reading {
    read_text(&format!(
        r#"
title = "small"

[horizon]
start = 2025-01-01
period = "month"
periods = 3

[[activity]]
name = "change"
volume = 100
errors = {{ notifications = "1%" }}

[[activity]]
name = "application"
volume = 100
errors = {{ notifications = "1%" }}

[workforce]
caseworkers = 10

[[policy]]
name = "none"

{pathways}
"#
    ))
}

fn pathways(text: &str) -> Vec<Pathway> {
    let reading = read(text);
    assert_eq!(reading.problems, [], "nothing is wrong");
    reading.scenario.expect("it is resolved").pathways
}

#[test]
fn every_shipped_pathway_reads_and_every_number_of_it_has_its_source() {
    for shipped in PATHWAYS {
        let name = shipped.name;
        let text =
            format!("[[pathway]]\nname = \"one\"\ndefinition = \"{name}\"\nper_error = \"1%\"\n");
        let reading = read(&text);
        let last = reading.sources.last().map(|source| source.path.clone());
        assert_eq!(last, Some(format!("<pathway {name}>")));
        let of_it = |key: &str| key.starts_with("pathway.one.stage.");
        let mut numbers = reading.assumptions.iter().filter(|one| of_it(&one.key));
        assert!(numbers.all(|one| one.source.is_some()), "{name}");
        let [pathway] = &pathways(&text)[..] else {
            panic!("one pathway");
        };
        let stages = shipped.stages();
        assert_eq!(stages.len(), pathway.stages.len(), "each says what happens");
        for (stage, (name, owner, meaning)) in pathway.stages.iter().zip(&stages) {
            assert_eq!((&stage.name, stage.owner.as_ref()), (name, Some(owner)));
            assert!(meaning.ends_with('.'), "{meaning}");
        }
        assert!(pathway.stages.iter().any(|stage| stage.target.is_some()));
    }
}

#[test]
fn a_shipped_pathway_is_changed_by_name() {
    let [contact] = &pathways(
        r#"
[[pathway]]
name = "contact"
definition = "parliamentary-contact"
per_error = "2%"
activities = "application"
holidays = [2025-01-01, 2025-01-04]

[[pathway.stage]]
name = "substantive reply"
target = 20
capacity = 6
"#,
    )[..] else {
        panic!("one pathway");
    };
    assert_eq!(contact.activities, [false, true]);
    assert_eq!(contact.counted_from, CountedFrom::Opening);
    // The first of January 2025 was a Wednesday, and the fourth is a day off anyway.
    let working = CaseDays::Working {
        since_monday: 2,
        holidays: vec![0],
    };
    assert_eq!(contact.days, working);
    let [first, second] = &contact.stages[..] else {
        panic!("two stages");
    };
    assert_eq!((first.target, first.capacity), (Some(3), None));
    assert_eq!((second.target, second.capacity), (Some(20), Some(6)));
    assert!((second.duration.mean() - 10.0).abs() < 1e-9);
}

#[test]
fn a_pathway_of_ones_own_has_the_defaults_of_its_keys() {
    let [own] = &pathways(
        r#"
[[pathway]]
name = "own"
per_decision = "1%"

[[pathway.stage]]
name = "answer"
duration = "2 weeks"
"#,
    )[..] else {
        panic!("one pathway");
    };
    let now = Distribution::Constant(0.0);
    assert_eq!(own.days, CaseDays::Calendar);
    assert_eq!((own.per_error.get(), own.reopened.get()), (0.0, 0.0));
    assert_eq!(
        (&own.after, &own.lag, &own.stages[0].pause),
        (&now, &now, &now)
    );
    assert_eq!(own.stages[0].duration, Distribution::Constant(14.0));
    assert_eq!((own.stages[0].target, own.stages[0].capacity), (None, None));
}

#[test]
fn a_pathway_follows_one_further_up() {
    let [_, appeal] = &pathways(
        r#"
[[pathway]]
name = "review"
definition = "mandatory-reconsideration"
per_error = "20%"

[[pathway]]
name = "appeal"
definition = "appeal"
follows = "review"
per_case = "37%"
after = "30 days"
"#,
    )[..] else {
        panic!("two pathways");
    };
    let share = Probability::new(0.37).expect("a share");
    assert_eq!(appeal.follows, Some(Follows { pathway: 0, share }));
    assert_eq!(appeal.after, Distribution::Constant(30.0));
}

#[test]
fn the_page_on_scenarios_shows_a_pathway_as_it_is_written() {
    let page = include_str!("../../../../docs/scenarios.md");
    let block = page
        .split("```toml\n")
        .filter_map(|block| block.split("```").next())
        .find(|block| block.contains("[[pathway]]"))
        .expect("an example of a pathway");
    let [contact] = &pathways(block)[..] else {
        panic!("one pathway");
    };
    assert_eq!(contact.stages.len(), 2, "one of them as it is shipped");
    assert_eq!(contact.stages[1].capacity, Some(36));
}
