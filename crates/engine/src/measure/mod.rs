//! Measures: numbers read off a ledger, with a name, a unit and a meaning.
//!
//! To add a measure: a `const` in the file of its family and its row in [`MEASURES`]. Tables, charts,
//! `list measures` and `explain` read that table.

mod checks;
mod concluded;
mod cost;
mod definition;
mod demand;
mod estimates;
mod levels;
mod money;
mod pathways;
mod people;
mod pilots;
mod scope;
mod signals;
mod targets;
mod truth;
mod unit;
mod view;
mod words;

use tierone_scenario::MeasureName;

pub use checks::counts_checks_once;
pub use concluded::GRADED_SHARE;
pub use definition::{Aggregate, Measure};
pub use money::DECIDED_AND_FLOWED;
pub use scope::{Of, Scope, Window, scopes};
pub use targets::truth_of;
pub use unit::Unit;
pub use view::View;
pub use words::words;

/// Every measure, in the order in which tables list them.
pub const MEASURES: &[Measure] = &[
    truth::DECISIONS,
    truth::WITHOUT_ACCURACY,
    truth::ERRORS,
    truth::ACCURACY,
    truth::ACCURACY_AFTER_CORRECTION,
    truth::ACCURACY_NO_FEEDBACK,
    money::ASSESSED_VALUE,
    money::ERROR_OVER,
    money::ERROR_UNDER,
    money::ERROR_GROSS,
    money::ERROR_NET,
    money::MVE,
    money::MVE_DECIDED,
    money::ERROR_GROSS_UNCORRECTED,
    money::MVE_UNCORRECTED,
    money::ERROR_GROSS_WAITING,
    checks::CHECKS,
    checks::CHECKS_SHORT,
    checks::CHECKS_SHORT_FRAME,
    checks::CHECKS_SHORT_HOURS,
    checks::FAILS,
    checks::FALSE_FAILS,
    checks::ERRORS_FOUND,
    checks::FOUND_SHARE,
    checks::ATTRIBUTE_FAILS,
    checks::OVERTURNED,
    checks::MITIGATED,
    checks::AUDIT_AGREEMENT,
    checks::AUDIT_KAPPA,
    concluded::GRADED,
    concluded::GRADED_SHARE,
    signals::SIGNALS,
    signals::FALSE_SIGNAL_SHARE,
    estimates::ACCURACY_ESTIMATE,
    estimates::ACCURACY_BIAS,
    estimates::ACCURACY_HALF_WIDTH,
    estimates::ACCURACY_RMSE,
    estimates::ACCURACY_COVERAGE,
    estimates::ACCURACY_FRAME_BIAS,
    estimates::ACCURACY_FRAME_COVERAGE,
    estimates::SENSITIVITY_ESTIMATE,
    estimates::FALSE_FAIL_ESTIMATE,
    estimates::MVE_ESTIMATE,
    estimates::MVE_BIAS,
    estimates::MVE_HALF_WIDTH,
    estimates::MVE_RMSE,
    estimates::MVE_COVERAGE,
    estimates::MVE_FRAME_BIAS,
    estimates::MVE_FRAME_COVERAGE,
    cost::COACHING_SESSIONS,
    cost::LEARNING_PRODUCTS,
    cost::CORRECTIONS,
    cost::CORRECTIONS_OVERDUE,
    cost::CORRECTIONS_OVERDUE_SHARE,
    cost::CORRECTION_DAYS,
    people::POOR_PERFORMERS_FOUND,
    people::FALSE_ALARMS,
    people::PERIODS_UNTIL_FOUND,
    demand::INTAKES,
    demand::CLEARANCES,
    demand::HEAD_OF_WORK,
    demand::CLEARANCE_DAYS,
    demand::OVER_TARGET,
    demand::HOURS_LOST,
    demand::IN_POST,
    demand::VACANCIES,
    demand::FULL_TIME_EQUIVALENTS,
    pathways::COMPLAINTS,
    pathways::COMPLAINTS_REOPENED,
    pathways::COMPLAINTS_FOLLOWING,
    pathways::COMPLAINTS_ENDED,
    pathways::COMPLAINTS_OPEN,
    pathways::STAGE_DAYS,
    pathways::STAGE_DAYS_MEDIAN,
    pathways::OPEN_DAYS,
    pathways::QUEUE_DAYS,
    pathways::IN_TARGET,
    pathways::IN_TARGET_RECORDED,
    pathways::IN_TARGET_RECORDED_BIAS,
    pathways::IN_TARGET_ENDED,
    cost::CHECK_HOURS,
    cost::CALIBRATION_HOURS,
    cost::COACHING_HOURS,
    cost::CORRECTION_HOURS,
    cost::COST,
    targets::TARGET_MET,
    targets::TARGET_REPORTED,
    targets::FALSE_COMFORT,
    targets::FALSE_ALARM,
    levels::LEVEL_RED,
    levels::RED_WHEN_MET,
    levels::RED_WHEN_MISSED,
    levels::CREDIT,
    levels::PERIODS_TO_FALSE_RED,
    levels::PERIODS_TO_TRUE_RED,
    levels::CHANGE_REPORTED,
    pilots::PILOT_TRUTH,
    pilots::PILOT_EFFECT,
    pilots::PILOT_DIFFERENCE,
    pilots::PILOT_IMBALANCE,
    pilots::PILOT_BIAS,
    pilots::PILOT_HALF_WIDTH,
    pilots::PILOT_COVERAGE,
    pilots::PILOT_POWER,
    pilots::PILOT_POWER_BY_CHANCE,
    pilots::PILOT_P_BY_CHANCE,
    pilots::PILOT_NAIVE_HALF_WIDTH,
    pilots::PILOT_NAIVE_POWER,
    pilots::PILOT_NAIVE_COVERAGE,
    pilots::PILOT_SMALLEST,
    pilots::PILOT_CHECKS,
];

/// The measure of a name.
pub fn measure(name: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|measure| measure.name == name)
}

/// The measures that a run can be told to be precise about: means over replications that
/// are read of a policy as a whole.
pub fn precise() -> Vec<MeasureName> {
    let measures = MEASURES.iter();
    measures
        .filter(|measure| measure.aggregate == Aggregate::Mean && measure.of.contains(&Of::Policy))
        .map(|measure| MeasureName {
            name: measure.name,
            in_percent: measure.unit.is_percent(),
        })
        .collect()
}

/// Their names.
pub fn precise_names() -> Vec<&'static str> {
    precise().iter().map(|measure| measure.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_a_name_of_its_own_a_meaning_and_something_to_be_read_of() {
        for (index, measure) in MEASURES.iter().enumerate() {
            assert!(
                MEASURES[..index]
                    .iter()
                    .all(|other| other.name != measure.name)
            );
            assert!(measure.meaning.ends_with('.'), "{}", measure.name);
            assert!(!measure.of.is_empty(), "{}", measure.name);
            assert!(
                measure
                    .name
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '_')
            );
        }
    }
}
