//! The part of a frame that a sample covers: the strata of which something was drawn.

use crate::sim::caseload::Caseload;
use crate::sim::drawn::Drawn;
use crate::sim::strata::frame_stratum;
use crate::sim::value::mean_value;
use tierone_scenario::{CheckId, Scenario};

/// Expected value of the decisions that the sample of `check` covers: those of strata that something was drawn of, or
/// that had a chance until hours cut the draw.
///
/// # Units
/// £ a year.
pub fn value(scenario: &Scenario, checks: &[Drawn], check: CheckId, caseload: &Caseload) -> f64 {
    let this = &checks[check];
    let is_covered = |stratum: u32| this.is_reached(stratum as usize);
    let population = caseload.population;
    if let Some(sorter) = this.setup.by_value {
        return of_bands(scenario, checks, check, caseload, sorter);
    }
    let mut value = 0.0;
    for stratum in (0..this.strata.sizes.len() as u32).filter(|stratum| is_covered(*stratum)) {
        let places = this.view.places_of(stratum);
        for cell in this.view.cells_of(stratum) {
            let decisions: u64 = places.map_or_else(
                || population.size(cell),
                |places| places.iter().map(|p| population.at_place(cell, *p)).sum(),
            );
            value += mean_value(scenario, population.activity(cell)) * decisions as f64;
        }
    }
    for (index, tracked) in caseload.tracked.iter().enumerate() {
        // Decisions of excluded samples, all of them tracked, are in no stratum any more.
        if frame_stratum(checks, check, caseload, index).is_none()
            && let Some(stratum) = this.view.stratum(tracked.id, tracked.place)
            && is_covered(stratum)
        {
            value -= mean_value(scenario, caseload.activity(index));
        }
    }
    value
}

/// The same where strata are bands of value: what is in a band is worth what its bounds say.
fn of_bands(
    scenario: &Scenario,
    checks: &[Drawn],
    check: CheckId,
    caseload: &Caseload,
    sorter: usize,
) -> f64 {
    let is_covered = |band: u32| checks[check].is_reached(band as usize);
    let urn = &caseload.urn;
    let mut value = urn.expected_counted(scenario, sorter, is_covered);
    for index in 0..caseload.tracked.len() {
        let band = frame_stratum(checks, check, caseload, index);
        if let Some(band) = band.filter(|band| is_covered(*band)) {
            value += urn.expected(scenario, caseload.activity(index), sorter, band);
        }
    }
    value
}
