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
    (people, period): (&People, usize),
    decisions: &[Decision],
    stage: &mut Stage,
    random: &mut Random,
) {
    for drawn in &stage.drawn {
        let decision = &decisions[drawn.decision];
        let mut finding = Finding::default();
        // What a break to come would find: an error with the same look, a false fail likewise.
        let (mut again, mut errs_again) = (Vec::new(), false);
        let to_come = check
            .changed
            .as_ref()
            .filter(|one| one.declared && period < one.from);
        let passed = check.changed.as_ref().filter(|one| period >= one.from);
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
                    let look: f64 = random.random();
                    let finds = passed.map_or(&check.checker.sensitivity, |one| &one.sensitivity);
                    if look < shifted(finds[attribute].get(), by) {
                        finding.found.push(place);
                    }
                    if let Some(rules) = to_come
                        && look < shifted(rules.sensitivity[attribute].get(), by)
                    {
                        again.push(attribute);
                        errs_again = true;
                    }
                }
                None => {
                    if random.random_bool(shifted(check.checker.false_fail.get(), by)) {
                        finding.false_fails.push(attribute);
                        if to_come.is_some() {
                            again.push(attribute);
                        }
                    }
                }
            }
        }
        answer(check, &mut finding, (again, errs_again), random);
        stage.findings.push(finding);
    }
}

/// What those answer whose work has failed: a challenge, and a plea of mitigation for a fail that stands.
fn answer(
    check: &Check,
    finding: &mut Finding,
    (again, errs_again): (Vec<usize>, bool),
    random: &mut Random,
) {
    let chance: f64 = match check.challenges {
        Some(_) => random.random(),
        None => 1.0,
    };
    let is_lost = |rightly: bool| {
        check.challenges.is_some_and(|challenges| {
            let overturned = match rightly {
                true => challenges.overturned,
                false => challenges.overturned_if_false,
            };
            chance < challenges.share.get() * overturned.get()
        })
    };
    finding.overturned = is_lost(!finding.found.is_empty()) && finding.failed();
    let pleads = finding.failed() && check.mitigated.get() > 0.0;
    finding.mitigated = pleads && random.random_bool(check.mitigated.get());
    if !is_lost(errs_again) {
        finding.again = again;
    }
}
