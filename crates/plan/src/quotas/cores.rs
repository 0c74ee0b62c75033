//! The random core of targeted checks: what share of a quota is drawn at random, and what that costs in finds.

use super::figures::Quantity;
use super::made::mean;
use super::rows::CoreRow;
use super::worlds::Worlds;
use tierone_scenario::{Policy, SamplingMethod, Scenario};

/// The share that is tried where none of a quota is random.
const TRIED: f64 = 0.2;

/// A targeted check whose share of random draws is to be compared with another, by a policy that has the other.
pub(crate) struct Compared {
    check: usize,
    checks: f64,
    random_share: f64,
    with: f64,
    number: usize,
}

/// Adds the policies that cores are compared with: each targeted check with no random share, or with one where it has none.
pub(crate) fn compared(scenario: &Scenario, worlds: &mut Worlds, planned: usize) -> Vec<Compared> {
    let policy = worlds.policy(planned).clone();
    let mut all = Vec::new();
    for (id, check) in policy.checks.iter().enumerate() {
        let SamplingMethod::RiskTargeted(keys) = &check.sample.method else {
            continue;
        };
        if keys.checks == 0 {
            continue;
        }
        let with = if keys.random_share > 0.0 { 0.0 } else { TRIED };
        let (activities, complexities) = (&scenario.activities, &scenario.complexities);
        let sample = check
            .sample
            .changed(&[("random_share", with)], activities, complexities);
        if let Ok(sample) = sample {
            let mut other: Policy = policy.clone();
            other.checks[id].sample = sample;
            all.push(Compared {
                check: id,
                checks: keys.checks as f64,
                random_share: keys.random_share,
                with,
                number: worlds.add(other),
            });
        }
    }
    all
}

/// The numbers of those policies.
pub(crate) fn numbers(compared: &[Compared]) -> Vec<usize> {
    compared.iter().map(|one| one.number).collect()
}

pub(crate) fn rows(worlds: &Worlds, planned: usize, compared: &[Compared]) -> Vec<CoreRow> {
    let row = |one: &Compared| CoreRow {
        check: worlds.policy(planned).checks[one.check].name.clone(),
        checks: one.checks,
        random_share: one.random_share,
        compared_with: one.with,
        finds: worlds
            .difference(one.number, planned, Quantity::ErrorsFound)
            .map(mean),
    };
    compared.iter().map(row).collect()
}
