//! Policies by their names.

use super::exit::Failure;
use super::names::one;
use tierone_scenario::Scenario;

/// The place of a policy.
pub(super) fn place(scenario: &Scenario, name: &str) -> Result<usize, Failure> {
    let policies = &scenario.policies;
    let named = one("policy", Some(name), policies, |policy| &policy.name)?;
    let is_it = |other: &tierone_scenario::Policy| other.name == named.name;
    Ok(policies.iter().position(is_it).unwrap_or(0))
}

/// The places of the policies that are named; all of them where none is.
pub(super) fn some_or_all(scenario: &Scenario, names: &[String]) -> Result<Vec<usize>, Failure> {
    if names.is_empty() {
        return Ok((0..scenario.policies.len()).collect());
    }
    let places = names.iter().map(|name| place(scenario, name));
    let mut places = places.collect::<Result<Vec<usize>, Failure>>()?;
    places.sort_unstable();
    places.dedup();
    Ok(places)
}
