//! What a check sees in the decisions that it drew.

use rand::RngExt;
use tierone_scenario::{AttributeId, Check, Scenario};

use super::Random;
use super::checkers::{People, shifted};
use super::draws::Stage;
use super::world::Decision;

/// The result of one check of one decision.
#[derive(Default)]
pub struct Finding {
    /// Places of the found errors in the decision's list.
    pub found: Vec<usize>,
    /// Attributes that are right and were failed.
    pub false_fails: Vec<AttributeId>,
}

impl Finding {
    /// Whether the decision failed.
    pub fn failed(&self) -> bool {
        !self.found.is_empty() || !self.false_fails.is_empty()
    }

    /// Whether an error was found that makes the decision inaccurate.
    pub fn found_inaccurate(&self, decision: &Decision) -> bool {
        self.found
            .iter()
            .any(|&place| decision.errors[place].counts)
    }
}

/// Looks at every drawn decision, attribute by attribute.
pub fn look(
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
