//! From what is written to a resolved scenario: one file a section.
//!
//! Every section is read to its end whatever is wrong with it: a broken value is noted and a
//! stand-in put in its place, which nobody sees, since a scenario with an error is not handed out.

mod activities;
mod anchor;
mod attributes;
mod audits;
mod demand;
mod feedback;
mod flags;
mod general;
mod grades;
mod known;
pub(super) mod lints;
mod names;
mod pathways;
mod people;
mod pilots;
mod plan_values;
mod plan_varied;
mod plans;
mod policies;
mod recruitment;
mod samples;
mod sections;
mod size;
pub(super) mod surroundings;
mod targets;
pub(super) mod workflow;

pub(super) use samples::LARGEST_COUNT;

use surroundings::Surroundings;

use super::reader::Reader;
use super::view::View;
use crate::scenario::Scenario;

/// Resolves every section in turn.
pub(super) fn scenario(reader: &mut Reader, top: &View<'_>, around: &Surroundings<'_>) -> Scenario {
    let (horizon, periods) = general::horizon(reader, top);
    let period = horizon.period;
    let complexities = general::complexities(reader, top);
    let mut known = known::Known::new(around);
    let drafts = activities::read(reader, top, periods, &complexities, &mut known);
    let grades = grades::read(reader, top);
    let (attributes, named) = attributes::resolve(reader, top, around, &known, &drafts, &grades);
    anchor::needs_an_accuracy_attribute(reader, top, &attributes, &drafts);
    let mut workforce = people::workforce(reader, top, period, &drafts);
    let coaching = feedback::coaching(reader, top, period, named.groups, &known);
    let learning = feedback::learning(reader, top, period, &known, attributes.len());
    let correction = workflow::correction(reader, top);
    let mut pools = people::pools(reader, top, period);
    let demand = demand::demand(reader, top, (&horizon, periods), &drafts, &workforce);
    workforce.recruitment = recruitment::recruitment(reader, top, (&horizon, periods), &workforce);
    let activities: Vec<_> = drafts.into_iter().map(|draft| draft.activity).collect();
    let pathways = pathways::pathways(reader, top, &horizon, &activities);
    let mut policies = policies::read(
        reader,
        top,
        &names::Names {
            activities: &activities,
            complexities: &complexities,
            attributes: &attributes,
            known: &known,
            learning: &learning,
            pools: &pools,
            grades: &grades,
            period,
            poor_is_stated: workforce.poor.is_some(),
        },
    );
    let graded = (&attributes[..], &grades[..], &known);
    audits::breaks(reader, top, &horizon, graded, &mut policies);
    let in_use = (&known, attributes.len());
    pilots::pilots(reader, top, (&horizon, &workforce), in_use, &mut policies);
    people::precedence(reader, top, &mut pools, &policies);
    let mut scenario = Scenario {
        title: top.text(reader, "title").unwrap_or_default(),
        accuracy_tolerance: general::tolerance(reader, top),
        anchor: anchor::anchor(reader, top, &policies),
        fitted: anchor::fitted(reader, top),
        replications: general::replications(reader, top, around.measures),
        horizon,
        activities,
        attributes,
        grades,
        kinds: named.kinds,
        complexities,
        workforce,
        demand,
        coaching,
        learning,
        correction,
        pools,
        pathways,
        policies,
        plan: None,
    };
    scenario.plan_demand();
    scenario.plan = plans::read(reader, top, &scenario);
    size::check(reader, top, &scenario);
    scenario
}
