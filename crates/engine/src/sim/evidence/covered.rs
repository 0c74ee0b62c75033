//! The part of a frame for which a sample speaks: the strata of which something was drawn.

use crate::sim::caseload::Caseload;
use crate::sim::drawn::Drawn;
use crate::sim::strata::frame_stratum;
use crate::sim::value::mean_value;
use tierone_scenario::{CheckId, Scenario};

/// Expected value of the decisions for which the sample of `check` speaks: those of strata that something was drawn of, or
/// that had a chance until hours cut the draw.
///
/// # Units
/// £ a year.
pub fn value(scenario: &Scenario, checks: &[Drawn], check: CheckId, caseload: &Caseload) -> f64 {
    let this = &checks[check];
    let values = values(scenario, checks, check, caseload)
        .into_iter()
        .enumerate();
    let covered = values.filter(|(stratum, _)| this.is_reached(*stratum));
    covered.map(|(_, value)| value).sum()
}

/// Expected value of the decisions of each stratum, £ a year.
pub fn values(
    scenario: &Scenario,
    checks: &[Drawn],
    check: CheckId,
    caseload: &Caseload,
) -> Vec<f64> {
    let this = &checks[check];
    let population = caseload.population;
    if let Some(sorter) = this.setup.by_value {
        return of_bands(scenario, checks, check, caseload, sorter);
    }
    let mut values = vec![0.0; this.strata.sizes.len()];
    for (stratum, value) in values.iter_mut().enumerate() {
        let stratum = stratum as u32;
        let places = this.view.places_of(stratum);
        for half in this.view.halves_of(stratum) {
            let decisions: u64 = places.map_or_else(
                || population.size(half),
                |places| places.iter().map(|p| population.at_place(half, *p)).sum(),
            );
            *value += mean_value(scenario, population.activity(half)) * decisions as f64;
        }
    }
    if !this.setup.check.excludes.is_empty() {
        for (index, told) in caseload.told.iter().enumerate() {
            // Decisions of excluded samples, all of them told apart, are in no stratum any more.
            if frame_stratum(checks, check, caseload, index).is_none()
                && let Some(stratum) = this.view.stratum(told.id, told.place)
            {
                values[stratum as usize] -= mean_value(scenario, caseload.activity(index));
            }
        }
    }
    values
}

/// The same where strata are bands of value: what is in a band is worth what its bounds say.
fn of_bands(
    scenario: &Scenario,
    checks: &[Drawn],
    check: CheckId,
    caseload: &Caseload,
    sorter: usize,
) -> Vec<f64> {
    let urn = &caseload.urn;
    let bands = 0..checks[check].strata.sizes.len() as u32;
    let untold = |band: u32| urn.expected_untold(scenario, sorter, |other| other == band);
    let mut values: Vec<f64> = bands.map(untold).collect();
    for index in 0..caseload.told.len() {
        if let Some(band) = frame_stratum(checks, check, caseload, index) {
            let activity = caseload.activity(index);
            values[band as usize] += urn.expected(scenario, activity, sorter, band);
        }
    }
    values
}
