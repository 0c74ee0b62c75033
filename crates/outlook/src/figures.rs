//! What is read of a replication: accuracy and the monetary value of error as they are, and as each check reports them.

use serde::{Deserialize, Serialize};

use tierone_engine::measure::{Scope, View, Window, measure};
use tierone_engine::study::Kept;
use tierone_scenario::Scenario;

/// Whether a figure is what happened, or what a check says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What happened.
    Truth,
    /// What a check's own figures say.
    Reported,
}

/// A figure of a policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PolicyFigure {
    /// The policy, by its place.
    pub policy: usize,
    /// The policy as a whole, or the check that reports it.
    pub scope: Scope,
    /// The measure's name.
    pub measure: &'static str,
    /// What it is of: the truth's own measure.
    pub of: &'static str,
    /// Whether it is the truth or what is reported.
    pub side: Side,
}

/// What truth there is, and which measure reports it.
const PAIRS: [(&str, &str); 2] = [
    ("accuracy", "accuracy_estimate"),
    ("mve_decided", "mve_estimate"),
];

/// The figures of a policy: each truth, then what each check reports of it.
pub(crate) fn figures(scenario: &Scenario, policy: usize) -> Vec<PolicyFigure> {
    let checks = &scenario.policies[policy].checks;
    let mut all = Vec::new();
    for (truth, reported) in PAIRS {
        all.push(PolicyFigure {
            policy,
            scope: Scope::Policy,
            measure: truth,
            of: truth,
            side: Side::Truth,
        });
        for (place, check) in checks.iter().enumerate() {
            let estimates = match truth {
                "accuracy" => check.estimate.accuracy,
                _ => check.estimate.mve,
            };
            if estimates {
                all.push(PolicyFigure {
                    policy,
                    scope: Scope::Check(place),
                    measure: reported,
                    of: truth,
                    side: Side::Reported,
                });
            }
        }
    }
    all.push(PolicyFigure {
        policy,
        scope: Scope::Policy,
        measure: "mve",
        of: "mve",
        side: Side::Truth,
    });
    all
}

/// What is kept of a replication of one policy: by figure the horizon, then its periods; by target whether it was met, and
/// whether it was reported as met, likewise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Replicated {
    pub values: Vec<Vec<Option<f64>>>,
    pub targets: Vec<Vec<[Option<bool>; 2]>>,
}

/// Bytes that a replication of these policies takes as it is kept, and once more in tables.
pub fn bytes_of_replication(scenario: &Scenario, policies: &[usize]) -> u64 {
    let periods = scenario.horizon.periods + 1;
    let of = |policy: &usize| {
        let values = figures(scenario, *policy).len() * (periods * size_of::<Option<f64>>() + 24);
        let verdicts = scenario.policies[*policy].targets.len() * (periods * 2 + 24);
        (values + verdicts + size_of::<Replicated>()) as u64
    };
    policies.iter().map(of).sum::<u64>() * 5 / 4
}

impl Replicated {
    /// Whether it has the shape of a replication of that policy.
    pub(crate) fn is_of(&self, scenario: &Scenario, policy: usize) -> bool {
        let periods = scenario.horizon.periods + 1;
        self.values.len() == figures(scenario, policy).len()
            && self.targets.len() == scenario.policies[policy].targets.len()
            && self.values.iter().all(|values| values.len() == periods)
            && self
                .targets
                .iter()
                .all(|verdicts| verdicts.len() == periods)
    }
}

/// Reads a replication of one policy.
pub(crate) fn read(scenario: &Scenario, policy: usize, kept: &Kept) -> Replicated {
    let figures = figures(scenario, policy);
    let rules = &scenario.policies[policy];
    let mut all = Replicated {
        values: vec![Vec::new(); figures.len()],
        targets: vec![Vec::new(); rules.targets.len()],
    };
    let periods = (0..scenario.horizon.periods).map(Some);
    for period in std::iter::once(None).chain(periods) {
        let entry = kept.entry(period);
        let value = |scope: Scope, name: &str| {
            let view = View::new(scenario, rules, &entry, scope);
            let value = measure(name).and_then(|measure| (measure.read)(&view));
            value.filter(|value| value.is_finite())
        };
        for (figure, values) in figures.iter().zip(&mut all.values) {
            values.push(value(figure.scope, figure.measure));
        }
        for (place, verdicts) in all.targets.iter_mut().enumerate() {
            let scope = Scope::Target(place, Window::Alone);
            verdicts.push(
                ["target_met", "target_reported"]
                    .map(|name| value(scope, name).map(|share| share > 50.0)),
            );
        }
    }
    all
}
