//! Which periods and which people stand out.

use tierone_records::assess::{Period, Sample, control_chart, funnel};
use tierone_records::report::Chart;
use tierone_stats::control::Subgroup;

use super::join::Gathered;
use super::options::Options;
use super::parts::{Part, groups};
use super::telling::Telling;
use crate::terminal;

/// A control chart over the periods, and a funnel over people, of cases that were checked.
pub(super) fn told(
    options: &Options,
    gathered: &Gathered,
    sample: &Sample,
    parts: &[Part],
    telling: &Telling,
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
    let mut told = Vec::new();
    let periods = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| part.period.is_some_and(|period| period != Period::Rolling))
        .filter(|(place, _)| telling.part(*place).1);
    let periods: Vec<(String, Subgroup)> = periods
        .map(|(_, part)| (part.name.clone(), subgroup(&part.members)))
        .collect();
    told.extend(control_chart(&periods).map(Chart::of_periods));
    if let Some(column) = &options.funnel {
        let all: &[usize] = parts.first().map_or(&[], |all| &all.members);
        let people = groups(gathered, column, all).into_iter();
        let people = people.filter(|(name, _)| !name.is_empty() && telling.person(name));
        let people: Vec<(String, Subgroup)> = people
            .map(|(name, members)| (terminal::plain(name), subgroup(&members)))
            .collect();
        told.extend(funnel(&people).map(|points| Chart::of_people(column, points)));
    }
    told
}
