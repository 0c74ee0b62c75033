//! How much a scenario asks for in all: each of its lists may be long, and not all of them at once.

use crate::codes;
use crate::methods::{SamplingMethod, StratifyBy};
use crate::policy::Check;
use crate::reader::Reader;
use crate::scenario::Scenario;
use crate::view::View;
use tierone_stats::format::thousands;

/// Numbers that the facts of all policies may be worked out from: some seconds, and a gigabyte.
const MOST: u64 = 10_000_000;

/// Notes a scenario that has too many checks of too many kinds of decision over too many periods.
pub(super) fn check(reader: &mut Reader, top: &View<'_>, scenario: &Scenario) {
    let checks = scenario.policies.iter().map(|policy| policy.checks.len());
    let checks: u64 = checks.map(|checks| checks.max(1) as u64).sum();
    let kinds = (scenario.activities.len() as u64)
        .saturating_mul(scenario.complexities.len().max(1) as u64)
        .saturating_mul(tenures(scenario));
    let periods = scenario.horizon.periods as u64;
    let numbers = checks.saturating_mul(kinds).saturating_mul(periods);
    let Some(policies) = top.given("policy").filter(|_| numbers > MOST) else {
        return;
    };
    let [checks, kinds, periods, numbers, most] =
        [checks, kinds, periods, numbers, MOST].map(|number| thousands(&number.to_string()));
    let message = format!(
        "{checks} checks of {kinds} kinds of decision over {periods} periods are {numbers} numbers to work out"
    );
    let help = format!(
        "keep to {most} in all: fewer checks, activities, complexities, bounds of tenure or periods"
    );
    let mark = (&policies.place, "the checks of these policies");
    reader.error(codes::OUT_OF_RANGE, message, mark, help);
}

/// Classes of tenure that frames and strata tell apart.
fn tenures(scenario: &Scenario) -> u64 {
    let checks = scenario.policies.iter().flat_map(|policy| &policy.checks);
    let mut bounds: Vec<f64> = checks.flat_map(bounds).collect();
    bounds.sort_by(f64::total_cmp);
    bounds.dedup();
    bounds.len() as u64 + 1
}

/// The tenures at which a check divides caseworkers.
fn bounds(check: &Check) -> Vec<f64> {
    let frame = check.frame.tenure.into_iter();
    let mut bounds: Vec<f64> = frame.flat_map(|(from, under)| [from, under]).collect();
    if let SamplingMethod::Stratified(keys) = &check.sample.method
        && let StratifyBy::Tenure(bands) = &keys.by
    {
        bounds.extend(bands);
    }
    bounds.retain(|bound| *bound > 0.0 && bound.is_finite());
    bounds
}
