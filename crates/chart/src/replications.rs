//! Measures by replication, as a study keeps them.

use super::chart::Material;
use super::claims::Column;
use tierone_engine::measure::{Scope, View, measure};

/// A measure in every replication, in a reported period or over the horizon.
pub(super) fn column(
    material: &Material,
    policy: usize,
    scope: Scope,
    name: &str,
    period: Option<usize>,
) -> Column {
    let Some(measure) = measure(name) else {
        return Column::new();
    };
    let Material {
        scenario, records, ..
    } = *material;
    let read = |record: &tierone_engine::study::Record| {
        let entry = record[policy].entry(period);
        let view = View::new(scenario, &scenario.policies[policy], &entry, scope);
        (measure.read)(&view).filter(|value| value.is_finite())
    };
    records.iter().map(read).collect()
}

/// The same of a policy, over the horizon.
pub(super) fn of_policy(material: &Material, policy: usize, name: &str) -> Column {
    column(material, policy, Scope::Policy, name, None)
}
