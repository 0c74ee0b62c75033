//! Which periods and which people stand out.

use super::parts::Part;
use super::rows::Chart;
use super::suppression::{Coverage, Suppression};
use crate::assess::{Period, Sample, control_chart, funnel};
use crate::join::Joined;
use crate::request::Request;
use tierone_stats::control::Subgroup;
use tierone_stats::format::plain;

/// A control chart over the periods, and a funnel over people, of cases that were checked.
pub(super) fn charts(
    request: &Request,
    joined: &Joined,
    sample: &Sample,
    parts: &[Part],
    suppression: &Suppression,
) -> Vec<Chart> {
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
    let mut charts = Vec::new();
    let periods = parts
        .iter()
        .zip(&suppression.parts)
        .filter(|(part, _)| part.period.is_some_and(|period| period != Period::Rolling))
        .filter(|(_, coverage)| **coverage == Coverage::All);
    let periods: Vec<(String, Subgroup)> = periods
        .map(|(part, _)| (part.name.clone(), subgroup(&part.members)))
        .collect();
    charts.extend(control_chart(&periods).map(Chart::of_periods));
    if let Some(column) = &request.funnel {
        let all: &[usize] = parts.first().map_or(&[], |all| &all.members);
        let people = joined.groups(column, all).into_iter();
        let people =
            people.filter(|(name, _)| !name.is_empty() && suppression.people.contains(*name));
        let people: Vec<(String, Subgroup)> = people
            .map(|(name, members)| (plain(name), subgroup(&members)))
            .collect();
        charts.extend(funnel(&people).map(|points| Chart::of_people(column, points)));
    }
    charts
}
