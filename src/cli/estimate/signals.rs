//! Which periods and which people stand out.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::assess::{Period, Sample, control_chart, funnel, named};
use crate::estimate::control::Subgroup;
use crate::records::columns::same;

use super::super::terminal;
use super::Signals;
use super::join::Gathered;
use super::options::Options;

/// Cases by what stands in a column.
pub(super) fn groups<'g>(
    gathered: &'g Gathered,
    column: &str,
    all: &[usize],
) -> BTreeMap<&'g str, Vec<usize>> {
    let labels = gathered
        .labels
        .iter()
        .find(|(known, _)| same(known, column));
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for case in all {
        let label = labels.map_or("", |(_, labels)| labels[*case].as_str());
        groups.entry(label).or_default().push(*case);
    }
    groups
}

/// A control chart over the periods, and a funnel over people, of cases that were checked.
pub(super) fn told(
    options: &Options,
    gathered: &Gathered,
    sample: &Sample,
    all: &[usize],
) -> Vec<Signals> {
    let subgroup = |members: &[usize]| {
        let checked = members
            .iter()
            .map(|case| &sample.cases[*case])
            .filter(|case| case.checked);
        let known: Vec<bool> = checked.filter_map(|case| case.wrong).collect();
        Subgroup {
            checked: known.len() as u64,
            failed: known.iter().filter(|wrong| **wrong).count() as u64,
        }
    };
    let tellable = |(_, group): &(String, Subgroup)| group.checked >= options.suppress_below;
    let mut told = Vec::new();
    if let Some(period) = options.period.filter(|period| *period != Period::Rolling) {
        let days: Vec<Option<Date>> = all.iter().map(|case| gathered.closed[*case]).collect();
        let periods = named(period, &days).into_iter().map(|(name, places)| {
            let members: Vec<usize> = places.iter().map(|place| all[*place]).collect();
            (name, subgroup(&members))
        });
        let periods: Vec<(String, Subgroup)> = periods.filter(tellable).collect();
        let chart = control_chart(&periods);
        told.extend(chart.map(|points| Signals {
            column: None,
            points,
        }));
    }
    if let Some(column) = &options.funnel {
        let people = groups(gathered, column, all).into_iter();
        let people = people.filter(|(name, _)| !name.is_empty());
        let people = people.map(|(name, members)| (terminal::plain(name), subgroup(&members)));
        let people: Vec<(String, Subgroup)> = people.filter(tellable).collect();
        told.extend(funnel(&people).map(|points| Signals {
            column: Some(column.clone()),
            points,
        }));
    }
    told
}
