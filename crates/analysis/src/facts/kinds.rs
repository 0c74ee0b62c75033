//! Kinds of decision, alike in all that a policy can see and in the distribution of their errors.

use std::sync::OnceLock;

use serde::Serialize;

use super::amounts::AmountDistributions;

use crate::money::Worth;
use crate::rates::{Decider, closed_share, odds};
use crate::states::{SYSTEM, State, gauss_states};
use crate::tolerance::Counts;
use tierone_sampling::{Stratify, design};
use tierone_scenario::{
    ActivityId, Check, ComplexityId, Frame, Order, Part, Sample, SamplingMethod, Scenario, parts,
};

/// One kind of decision.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DecisionKind {
    /// The activity.
    pub activity: ActivityId,
    /// The complexity.
    pub complexity: ComplexityId,
    /// Whether the system decides.
    pub system: bool,
    /// Tenure of the caseworker in periods, from (inclusive) and under (exclusive).
    pub tenure: (f64, f64),
    /// Place of its tenure among the classes that frames and strata distinguish.
    #[serde(skip)]
    pub class: usize,
    /// Its part: activity and complexity together.
    #[serde(skip)]
    pub part: usize,
}

/// Caseworkers of one class of tenure.
pub(super) struct TenureClass {
    pub tenure: (f64, f64),
    /// Share of filled seats.
    pub share: f64,
    pub states: Vec<State>,
}

/// A scenario, with what all its facts need worked out once.
pub(super) struct Office<'s> {
    pub scenario: &'s Scenario,
    /// Log-odds by which the rates of the accuracy attributes are moved.
    pub shift: f64,
    pub kinds: Vec<DecisionKind>,
    pub tenures: Vec<TenureClass>,
    /// Odds of each error of the activity, by kind.
    odds: Vec<Vec<f64>>,
    /// When errors count against accuracy, by activity.
    pub counts: Vec<Counts>,
    /// What errors are worth, by activity.
    pub worths: Vec<Worth>,
    /// Distributions of amounts, worked out when first asked for.
    amounts: OnceLock<AmountDistributions>,
    /// Parts by reported period.
    pub parts: Vec<Vec<Part>>,
    /// Share of manual decisions that close.
    pub closed: f64,
}

impl<'s> Office<'s> {
    pub(super) fn new(scenario: &'s Scenario, shift: f64) -> Self {
        let tenures = tenure_classes(scenario);
        let warm_up = scenario.horizon.warm_up;
        let parts: Vec<Vec<Part>> = (0..scenario.horizon.periods)
            .map(|period| parts(scenario, warm_up + period))
            .collect();
        let mut kinds = Vec::new();
        for (index, part) in parts[0].iter().enumerate() {
            let kind = |system, class, tenure| DecisionKind {
                activity: part.activity,
                complexity: part.complexity,
                system,
                tenure,
                class,
                part: index,
            };
            for (class, of) in tenures.iter().enumerate() {
                kinds.push(kind(false, class, of.tenure));
            }
            kinds.push(kind(true, 0, (0.0, f64::INFINITY)));
        }
        let odds_of = |kind: &DecisionKind| {
            let decider = match kind.system {
                true => Decider::System,
                false => Decider::Caseworker,
            };
            odds(scenario, kind.activity, kind.complexity, decider, shift)
        };
        Self {
            scenario,
            shift,
            odds: kinds.iter().map(odds_of).collect(),
            counts: scenario
                .activities
                .iter()
                .map(|activity| Counts::of(scenario, activity))
                .collect(),
            amounts: OnceLock::new(),
            worths: Worth::of_each(scenario),
            kinds,
            tenures,
            parts,
            closed: closed_share(scenario),
        }
    }

    /// Decisions of every kind in a reported period.
    pub(super) fn numbers(&self, period: usize) -> Vec<f64> {
        let number = |kind: &DecisionKind| {
            let part = self.parts[period][kind.part];
            match kind.system {
                true => part.system as f64,
                false => part.manual as f64 * self.closed * self.tenures[kind.class].share,
            }
        };
        self.kinds.iter().map(number).collect()
    }

    /// Distributions of values and of amounts.
    pub(super) fn amounts(&self) -> &AmountDistributions {
        self.amounts
            .get_or_init(|| AmountDistributions::of(self.scenario))
    }

    /// The states in which a kind is decided.
    pub(super) fn states(&self, kind: usize) -> &[State] {
        match self.kinds[kind].system {
            true => &SYSTEM,
            false => &self.tenures[self.kinds[kind].class].states,
        }
    }

    /// Odds of each error of a kind's activity, decided by an average experienced caseworker.
    pub(super) fn odds(&self, kind: usize) -> &[f64] {
        &self.odds[kind]
    }

    /// Whether a kind lies in a frame that is divided in such a way.
    pub(super) fn is_in(&self, kind: usize, frame: &Frame, stratify: &Stratify) -> bool {
        let kind = &self.kinds[kind];
        let of_people = frame.tenure.is_some() || stratify.is_of_people();
        frame.activities[kind.activity]
            && frame.complexities[kind.complexity]
            && frame
                .automated
                .is_none_or(|automated| automated == kind.system)
            && !(of_people && kind.system)
            && frame.tenure.is_none_or(|(from, under)| {
                kind.tenure.0 >= from.ceil() && (kind.tenure.1 <= under.ceil())
            })
    }
}

/// How a check's sample divides its frame.
pub(super) fn stratify(sample: &Sample) -> Stratify {
    design(&sample.method).stratify()
}

/// What a systematic sample goes along; nothing for samples of other methods.
pub(super) fn order(sample: &Sample) -> Option<Order> {
    match &sample.method {
        SamplingMethod::Systematic(keys) => Some(keys.order),
        _ => None,
    }
}

/// How many a check asks for where only of whom hangs on what it has found; none for other checks.
pub(super) fn checks_of_anybody(check: &Check) -> Option<u64> {
    match &check.sample.method {
        SamplingMethod::TrendTargeted(keys) => Some(keys.checks),
        SamplingMethod::Learning(keys) => Some(keys.checks),
        _ => None,
    }
}

/// Classes of tenure that frames and strata of any policy distinguish, those of nobody left out.
fn tenure_classes(scenario: &Scenario) -> Vec<TenureClass> {
    let mut bounds = vec![0.0, f64::INFINITY];
    for check in scenario.policies.iter().flat_map(|policy| &policy.checks) {
        let (from, under) = check.frame.tenure.unwrap_or((0.0, f64::INFINITY));
        bounds.extend([from.ceil(), under.ceil()]);
        if let Stratify::Tenure(bands) = stratify(&check.sample) {
            bounds.extend(bands.iter().map(|band| band.ceil()));
        }
    }
    bounds.sort_by(f64::total_cmp);
    bounds.dedup();
    let leaving = scenario.workforce.attrition.get();
    // Whole tenures are geometric; with no attrition everybody has been there for ever.
    let longer = |tenure: f64| match leaving > 0.0 {
        true if tenure == f64::INFINITY => 0.0,
        true => (1.0 - leaving).powf(tenure),
        false => f64::from(tenure < f64::INFINITY),
    };
    let classes = bounds.windows(2).map(|bounds| TenureClass {
        tenure: (bounds[0], bounds[1]),
        share: longer(bounds[0]) - longer(bounds[1]),
        states: Vec::new(),
    });
    let mut classes: Vec<TenureClass> = classes.filter(|class| class.share > 0.0).collect();
    for class in &mut classes {
        class.states = gauss_states(&scenario.workforce, class.tenure);
    }
    classes
}
