//! What measures are read of.

use tierone_scenario::{ActivityId, AttributeId, CheckId, GradeId, KindId, Policy, Scenario};

/// What a measure can be read of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A policy as a whole.
    Policy,
    /// One check.
    Check,
    /// One grade that a check gives.
    Grade,
    /// One kind of fail that a check records.
    Kind,
    /// One activity.
    Activity,
    /// One attribute.
    Attribute,
    /// One target.
    Target,
    /// One pilot.
    Pilot,
    /// One pathway.
    Pathway,
    /// One stage of a pathway.
    Stage,
}

/// One thing that measures are read of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The policy as a whole.
    Policy,
    /// One of its checks.
    Check(CheckId),
    /// A grade of one of its checks.
    Grade(CheckId, GradeId),
    /// A kind of fail of one of its checks.
    Kind(CheckId, KindId),
    /// One activity.
    Activity(ActivityId),
    /// One attribute.
    Attribute(AttributeId),
    /// One of the policy's targets.
    Target(usize, Window),
    /// One of its pilots.
    Pilot(usize),
    /// One pathway.
    Pathway(usize),
    /// A stage of a pathway, each by its place.
    Stage(usize, usize),
}

/// What a target looks at together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Window {
    /// The period, or the horizon, alone.
    Alone,
    /// The target's rolling periods.
    Rolling,
    /// The periods of a year so far, and over the horizon all looks at them.
    Looks,
}

impl Scope {
    /// The kind of thing it is.
    pub fn kind(self) -> Of {
        match self {
            Self::Policy => Of::Policy,
            Self::Check(_) => Of::Check,
            Self::Grade(..) => Of::Grade,
            Self::Kind(..) => Of::Kind,
            Self::Activity(_) => Of::Activity,
            Self::Attribute(_) => Of::Attribute,
            Self::Target(..) => Of::Target,
            Self::Pilot(_) => Of::Pilot,
            Self::Pathway(_) => Of::Pathway,
            Self::Stage(..) => Of::Stage,
        }
    }
}

/// Every scope of a policy, in the order in which tables list them.
pub fn scopes(scenario: &Scenario, policy: &Policy) -> Vec<Scope> {
    let checks = (0..policy.checks.len()).flat_map(|check| {
        let grades = (0..scenario.grades.len()).map(move |grade| Scope::Grade(check, grade));
        let kinds = (0..scenario.kinds.len()).map(move |kind| Scope::Kind(check, kind));
        std::iter::once(Scope::Check(check))
            .chain(grades)
            .chain(kinds)
    });
    let activities = (0..scenario.activities.len()).map(Scope::Activity);
    let attributes = (0..scenario.attributes.len()).map(Scope::Attribute);
    let targets = policy.targets.iter().enumerate().flat_map(|(at, target)| {
        let rolling = (target.rolling > 1).then_some(Scope::Target(at, Window::Rolling));
        let looks = target.looks.map(|_| Scope::Target(at, Window::Looks));
        let alone = std::iter::once(Scope::Target(at, Window::Alone));
        alone.chain(rolling).chain(looks)
    });
    let pilots = (0..policy.pilots.len()).map(Scope::Pilot);
    let pathways = scenario.pathways.iter().enumerate();
    let pathways = pathways.flat_map(|(at, pathway)| {
        let stages = (0..pathway.stages.len()).map(move |stage| Scope::Stage(at, stage));
        std::iter::once(Scope::Pathway(at)).chain(stages)
    });
    std::iter::once(Scope::Policy)
        .chain(checks)
        .chain(activities)
        .chain(attributes)
        .chain(targets)
        .chain(pilots)
        .chain(pathways)
        .collect()
}
