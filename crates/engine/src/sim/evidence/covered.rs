//! The part of a frame that a sample covers: the strata of which something was drawn.

use crate::sim::source::Source;
use crate::sim::value::mean_values;

/// Expected value of the decisions that a sample covers: those of strata that something was drawn of, or
/// that had a chance until hours cut the draw.
///
/// # Units
/// £ a year.
pub fn value(source: Source) -> f64 {
    let values = values(source).into_iter().enumerate();
    let covered = values.filter(|(stratum, _)| source.this().is_reached(*stratum));
    covered.map(|(_, value)| value).sum()
}

/// Expected value of the decisions of each stratum, £ a year.
pub fn values(source: Source) -> Vec<f64> {
    let (this, caseload) = (source.this(), source.caseload);
    let population = caseload.population;
    if let Some(sorter) = this.setup.by_value {
        return of_bands(source, sorter);
    }
    let means = mean_values(source.scenario);
    let mut values = vec![0.0; this.strata.sizes.len()];
    for (stratum, value) in values.iter_mut().enumerate() {
        let stratum = stratum as u32;
        let places = this.view.places_of(stratum);
        for cell in this.view.cells_of(stratum) {
            let decisions: u64 = places.map_or_else(
                || population.size(cell),
                |places| places.iter().map(|p| population.at_place(cell, *p)).sum(),
            );
            *value += means[population.activity(cell)] * decisions as f64;
        }
    }
    if !this.setup.check.excludes.is_empty() {
        for (index, tracked) in caseload.tracked.iter().enumerate() {
            // Decisions of excluded samples, all of them tracked, are in no stratum any more.
            if source.stratum(index).is_none()
                && let Some(stratum) = this.view.stratum(tracked.id, tracked.place)
            {
                values[stratum as usize] -= means[caseload.activity(index)];
            }
        }
    }
    values
}

/// The same where strata are bands of value: what is in a band is worth what its bounds say.
fn of_bands(source: Source, sorter: usize) -> Vec<f64> {
    let (scenario, caseload) = (source.scenario, source.caseload);
    let urn = &caseload.urn;
    let bands = 0..source.this().strata.sizes.len() as u32;
    let counted = |band: u32| urn.expected_counted(scenario, sorter, |other| other == band);
    let mut values: Vec<f64> = bands.map(counted).collect();
    for index in 0..caseload.tracked.len() {
        if let Some(band) = source.stratum(index) {
            let activity = caseload.activity(index);
            values[band as usize] += urn.expected(scenario, activity, sorter, band);
        }
    }
    values
}
