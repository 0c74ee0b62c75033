//! What a check sees in the decisions that it drew.

use rand::RngExt;
use tierone_scenario::{Check, Scenario};

use super::checkers::{People, shifted};
use super::decision::Decision;
use super::random::Random;
use super::stage::{Finding, Stage};

/// Looks at every drawn decision, attribute by attribute.
pub(crate) fn look(
    scenario: &Scenario,
    check: &Check,
    people: &People,
    decisions: &[Decision],
    stage: &mut Stage,
    random: &mut Random,
) {
    for drawn in &stage.drawn {
        let decision = &decisions[drawn.decision];
        let mut finding = Finding::default();
        let by = people.deal(check, random);
        for rate in &scenario.activities[decision.activity].errors {
            let attribute = rate.attribute;
            if !check.looks_at[attribute] {
                continue;
            }
            let place = decision
                .errors
                .iter()
                .position(|error| error.attribute == attribute);
            match place {
                Some(place) => {
                    if random.random_bool(shifted(check.checker.sensitivity[attribute].get(), by)) {
                        finding.found.push(place);
                    }
                }
                None => {
                    if random.random_bool(shifted(check.checker.false_fail.get(), by)) {
                        finding.false_fails.push(attribute);
                    }
                }
            }
        }
        stage.findings.push(finding);
    }
}
