//! What a fail sets off: coaching of the caseworker and correction of the decision.

use rand::RngExt;
use rand_distr::Distribution as _;
use rand_distr::weighted::WeightedIndex;
use std::collections::BTreeSet;
use tierone_scenario::workflow::{State, Workflow};
use tierone_scenario::{Policy, Scenario};

use super::decision::Decision;
use super::random::Random;
use super::stage::Stage;
use super::world::Office;

/// Coaches, and returns the number of sessions that each check set off.
pub(crate) fn coach(
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
pub(crate) struct Correction {
    pub(crate) decision: usize,
    /// Days from the end of the period to completion, or to a close without it.
    pub(crate) days: f64,
    pub(crate) overdue: bool,
    pub(crate) minutes: f64,
    /// Whether the error runs on.
    pub(crate) failed: bool,
    /// Places of the errors that it covers, in the decision's list.
    pub(crate) covers: BTreeSet<usize>,
}

/// Starts a correction for every decision of which a correcting check found a correctable error.
pub(crate) fn correct(
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
            if finding.overturned {
                continue;
            }
            let errors = &decisions[drawn.decision].errors;
            let correctable =
                |place: &&usize| scenario.attributes[errors[**place].attribute].correctable;
            covers[drawn.decision].extend(finding.found.iter().filter(correctable));
        }
    }
    let started = |(decision, covers): (usize, BTreeSet<usize>)| {
        (!covers.is_empty()).then(|| {
            let visits = way(&scenario.correction.workflow, random);
            let completed = visits.iter().position(|visit| visit.state.completes);
            let failed = random.random_bool(scenario.correction.failed.get());
            let until = &visits[..completed.unwrap_or(visits.len())];
            Correction {
                decision,
                days: until.iter().map(|visit| visit.days).sum(),
                overdue: until.iter().any(|visit| visit.late),
                minutes: visits.iter().map(|visit| visit.state.minutes).sum(),
                failed: completed.is_none() || failed,
                covers,
            }
        })
    };
    covers.into_iter().enumerate().filter_map(started).collect()
}

/// One time in a state.
struct Visit<'w> {
    state: &'w State,
    days: f64,
    late: bool,
}

/// Every state that a correction passes, from the start to an end.
fn way<'w>(workflow: &'w Workflow, random: &mut Random) -> Vec<Visit<'w>> {
    let mut visits = Vec::new();
    let mut entered = Some(workflow.start);
    while let Some(number) = entered {
        let state = &workflow.states[number];
        let days = state.duration.draw(random);
        let wait = state.due.map_or(f64::INFINITY, |due| due.days);
        let late = days > wait;
        let escalated = state.due.and_then(|due| due.overdue).filter(|_| late);
        visits.push(Visit {
            state,
            days: if escalated.is_some() { wait } else { days },
            late,
        });
        let by_share = || {
            let shares = state.next.iter().map(|(_, share)| share.get());
            let drawn = WeightedIndex::new(shares).expect("shares of one whole");
            state.next[drawn.sample(random)].0
        };
        entered = escalated.or_else(|| (!state.next.is_empty()).then(by_share));
    }
    visits
}
