//! Correction workflows in code.

use tierone_scenario::workflow::{Due, State, StateId, Workflow};
use tierone_stats::distribution::Distribution;
use tierone_stats::units::Probability;

use super::probability;

/// A state by its place in the workflow: what it leads to, and nothing else that is special.
pub fn state(name: &str, duration: Distribution, next: &[(StateId, f64)]) -> State {
    State {
        name: name.into(),
        owner: None,
        duration,
        due: None,
        next: next.iter().map(|(to, p)| (*to, probability(*p))).collect(),
        completes: false,
        minutes: 0.0,
    }
}

/// Work that is taken up, may expire and be escalated again and again, may come back and may be
/// closed without being done; what is done is looked at once more before its end.
pub fn escalating() -> Workflow {
    let gamma = |shape, scale| Distribution::Gamma { shape, scale };
    let even = |low, high| Distribution::Uniform { low, high };
    let log_normal = Distribution::log_normal_by_mean(12.0, 9.0);
    let listed = Distribution::empirical(vec![(1.0, 2.0), (4.0, 1.0), (15.0, 0.5)]);
    let mut states = vec![
        state("closed without", Distribution::Constant(0.0), &[]),
        state("taken up", even(1.0, 8.0), &[(2, 0.7), (3, 0.3)]),
        state(
            "in progress",
            gamma(2.0, 10.0),
            &[(5, 0.6), (3, 0.3), (0, 0.1)],
        ),
        state("come back", listed, &[(2, 1.0)]),
        state("escalated", log_normal, &[(5, 0.85), (0, 0.15)]),
        state("completed", even(0.0, 20.0), &[(6, 0.8), (3, 0.2)]),
        state("closed", Distribution::Constant(0.0), &[]),
    ];
    let due = |days, overdue| Some(Due { days, overdue });
    states[2].due = due(30.0, Some(4));
    states[3].due = due(10.0, None);
    states[4].due = due(14.0, Some(4));
    states[5].completes = true;
    // Whole minutes, so that their sums are exact in any order.
    for (number, state) in states.iter_mut().enumerate() {
        state.minutes = 5.0 * number as f64;
    }
    assert!(states.iter().all(|state| {
        let sum: f64 = state
            .next
            .iter()
            .map(|(_, p): &(_, Probability)| p.get())
            .sum();
        state.next.is_empty() || (sum - 1.0).abs() < 1e-12
    }));
    Workflow { states, start: 1 }
}
