//! What a fail sets off: coaching of the caseworker and correction of the decision.

use rand::RngExt;
use std::collections::BTreeSet;
use tierone::scenario::{Policy, Scenario};

use super::Random;
use super::draws::Stage;
use super::world::{Decision, Office};

/// Coaches, and returns the number of sessions that each check set off.
pub fn coach(
    office: &mut Office,
    policy: &Policy,
    period: usize,
    decisions: &[Decision],
    stages: &[Stage],
    random: &mut Random,
) -> Vec<u32> {
    let mut coached: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut sessions = Vec::new();
    for (check, stage) in policy.checks.iter().zip(stages) {
        let mut met: BTreeSet<usize> = BTreeSet::new();
        for (drawn, finding) in stage.drawn.iter().zip(&stage.findings) {
            let decision = &decisions[drawn.decision];
            let Some(seat) = decision.seat.filter(|_| check.on_fail.coach) else {
                continue;
            };
            for &place in &finding.found {
                let first = coached.insert((drawn.decision, place));
                if first && random.random_bool(office.uptake()) {
                    met.insert(seat);
                    office.teach(
                        seat,
                        decision.errors[place].attribute,
                        period + office.delay(),
                    );
                }
            }
            for _ in &finding.false_fails {
                if random.random_bool(office.uptake()) {
                    met.insert(seat);
                }
            }
        }
        sessions.push(met.len() as u32);
    }
    sessions
}

/// The correction of one decision.
pub struct Correction {
    pub decision: usize,
    /// Days from the end of the period to completion.
    pub days: f64,
    pub failed: bool,
    /// Places of the errors that it covers, in the decision's list.
    pub covers: BTreeSet<usize>,
}

/// Starts a correction for every decision of which a correcting check found a correctable error.
pub fn correct(
    scenario: &Scenario,
    policy: &Policy,
    decisions: &[Decision],
    stages: &[Stage],
    random: &mut Random,
) -> Vec<Correction> {
    let mut covers: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); decisions.len()];
    for (check, stage) in policy.checks.iter().zip(stages) {
        if !check.on_fail.correct {
            continue;
        }
        for (drawn, finding) in stage.drawn.iter().zip(&stage.findings) {
            let errors = &decisions[drawn.decision].errors;
            let correctable =
                |place: &&usize| scenario.attributes[errors[**place].attribute].correctable;
            covers[drawn.decision].extend(finding.found.iter().filter(correctable));
        }
    }
    let started = |(decision, covers): (usize, BTreeSet<usize>)| {
        (!covers.is_empty()).then(|| Correction {
            decision,
            days: scenario.correction.duration.draw(random),
            failed: random.random_bool(scenario.correction.failed.get()),
            covers,
        })
    };
    covers.into_iter().enumerate().filter_map(started).collect()
}
