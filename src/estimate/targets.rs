//! The targets of a scenario that real results can be held to.

use tierone_records::assess::FigureName;
use tierone_records::request::TargetLevel;
use tierone_scenario::{Limit, Scenario, TargetMeasure};

/// Adds the targets of every policy on what an estimate has a figure of, each once.
///
/// Real results show money as it was decided: a target on money as it flowed is held to that too.
pub(super) fn add(targets: &mut Vec<TargetLevel>, scenario: &Scenario) {
    for target in scenario.policies.iter().flat_map(|policy| &policy.targets) {
        let figure = match (target.measure, target.limit) {
            (TargetMeasure::Accuracy, Limit::AtLeast(_)) => FigureName::Accuracy,
            (TargetMeasure::Mve | TargetMeasure::MveDecided, Limit::AtMost(_)) => {
                FigureName::MveGross
            }
            _ => continue,
        };
        let target = TargetLevel {
            figure,
            level: target.limit.value(),
        };
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
}
